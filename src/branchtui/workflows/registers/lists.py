"""The list of a register as a paper, a Word file and a sheet that can be read in again."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from branchtui.atomic_file import set_aside, write_bytes
from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.papers.facts.documents import ListedFacts
from branchtui.papers.tree import Paper
from branchtui.rules.registers.masking import shown_name
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.dates import parse_day
from branchtui.store.models.year import DIRECTIONS
from branchtui.store.queries import people
from branchtui.store.queries.registers import documents, honours, outlets, publications
from branchtui.store.queries.registers.documents import DocumentRow
from branchtui.store.queries.registers.honours import HonourRow
from branchtui.store.queries.registers.outlets import OutletRow
from branchtui.store.queries.registers.publications import PublicationRow
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.exporting.files_there import was_worked_on
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE
from branchtui.workflows.profiles import profile, template_of
from branchtui.workflows.registers.document_papers import handled

Span = tuple[date, date]
"""The first and the last day of what is listed."""


class _Kind(NamedTuple):
    """How the list of a register is made: its rows, the cells of one on paper, and the name of the paper's function.

    `between` gives the rows of some days alone, where the register has days that people ask for; `summary` says below
    the list what it comes to.
    """

    name: str
    rows: Callable[[], Sequence[Any]]
    cells: Callable[[Any], tuple[str, ...]]
    paper: str
    between: Callable[[date, date], Sequence[Any]] | None = None
    summary: Callable[[Sequence[Any]], str] = lambda rows: ""

    def listed(self, span: Span | None) -> Sequence[Any]:
        """The rows of some days, or all. Raises BranchError where there are none."""
        rows = self.between(*span) if span and self.between else self.rows()
        if not rows:
            when = f"{span_words(span)}" if span else ""
            raise BranchError(f"{when}还没有{self.name}，没有写文件。请先登记，再导出。")
        return rows


def span_words(span: Span | None) -> str:
    """3月1日至6月30日; empty where all is meant."""
    return f"{chinese_day(span[0])}至{chinese_day(span[1])}" if span else ""


def span_typed(first: str, last: str, today: date) -> Span | None:
    """The days that are typed: up to today where no last one is, from the first of its year where no first one is.

    None where neither is typed. Raises BranchError for what is no day, and for an end before the start.
    """
    if not first.strip() and not last.strip():
        return None
    until = parse_day(last, today, past=True) if last.strip() else today
    since = parse_day(first, today, past=True) if first.strip() else date(until.year, 1, 1)
    if until < since:
        raise BranchError(f"截止日{until.isoformat()}早于起始日{since.isoformat()}，请核对日期。")
    return since, until


def list_paper(kind: str, today: date, span: Span | None = None) -> Paper:
    """All rows of a register, or those of some days, as a table; a helper who did not agree to be named is shown by the
    surname. Raises BranchError where there is nothing to list."""
    from branchtui.papers.documents import lists

    each = _KINDS[kind]
    rows = each.listed(span)
    make: Callable[[ListedFacts], Paper] = getattr(lists, each.paper)
    branch = people.the_branch().name
    return make(ListedFacts(branch, today, tuple(map(each.cells, rows)), span_words(span), each.summary(rows)))


def list_stem(kind: str, today: date, span: Span | None = None) -> str:
    """What the file of such a list is called, without its ending."""
    when = f"{span[0]:%Y%m%d}-{span[1]:%Y%m%d}" if span else f"{today:%Y%m%d}"
    return f"{_KINDS[kind].name}_{when}"


def prepare_list(kind: str, folder: Path, *, today: date, span: Span | None = None, photos: PhotoStore) -> Export:
    """The list as a Word file for `folder`. Raises BranchError where there is nothing to list."""
    look = profile(MEETING_PROFILE)
    named = [(list_stem(kind, today, span), list_paper(kind, today, span))]
    return Export(named, folder, look, template_of(look), photos)


def write_sheet(kind: str, target: Path, span: Span | None = None) -> int:
    """Write the list as a sheet that can be read in again; how many rows.

    A file there that somebody changed is kept under another name. Raises BranchError where there is nothing to list,
    and as `write_bytes` does.
    """
    rows = _KINDS[kind].listed(span)
    data = sheet_bytes(kind, span)
    if was_worked_on(target):
        set_aside(target)
    write_bytes(target, data, shared=True)
    return len(rows)


def sheet_bytes(kind: str, span: Span | None = None) -> bytes:
    """The sheet itself: its headers are those the import knows first."""
    from branchtui.files.sheets.rows import Layout
    from branchtui.files.sheets.writing import Column, Value, sheet
    from branchtui.workflows.registers.importing import LAYOUTS
    from branchtui.workflows.registers.kinds import REGISTERS

    layout: Layout = LAYOUTS[kind]
    columns = [
        Column(names[0], 30 if key == layout.name else 14, "day" if key in layout.days else "text")
        for key, names in layout.aliases.items()
    ]
    each = REGISTERS[kind]
    found: list[list[Value]] = []
    for row in _KINDS[kind].listed(span):
        typed = each.typed(each.model.get_by_id(row.id))
        if isinstance(row, HonourRow) and row.of and not row.consent:
            typed["of_id"] = f"{honours.OF[row.of_table]}：{shown_name(row.of, consent=False)}"
        found.append([_cell(typed[key], key in layout.days) for key in layout.aliases])
    return sheet(_KINDS[kind].name, columns, found, author=people.the_branch().name)


def _cell(typed: str, day: bool) -> str | date:
    return date.fromisoformat(typed) if day and typed else typed


def _honour(row: HonourRow) -> tuple[str, ...]:
    whose = shown_name(row.of, consent=row.consent) if row.of else row.whose
    return (str(row.day or ""), whose, row.title, row.level, row.grade, row.issuer)


def _document(row: DocumentRow) -> tuple[str, ...]:
    called = f"{row.title}（{row.number}）" if row.number else row.title
    return (str(row.day or ""), DIRECTIONS[row.direction], row.kind, called, row.unit, handled(row))


def _outlet(row: OutletRow) -> tuple[str, ...]:
    within = "" if row.within_hours is None else f"{row.within_hours}小时"
    return (row.name, row.level, within, row.send_to, row.contact)


def _publication(row: PublicationRow) -> tuple[str, ...]:
    reads = "" if row.reads is None else str(row.reads)
    return (str(row.day or ""), row.title, row.outlet, row.level, reads)


def counted(rows: Sequence[PublicationRow]) -> str:
    """What publications come to: 2篇稿件刊发3次：校级2次，院级1次."""
    levels = "，".join(f"{level or '未写级别'}{number}次" for level, number in publications.by_level(rows))
    return f"{len({row.report or row.title for row in rows})}篇稿件刊发{len(rows)}次：{levels}。" if rows else ""


_KINDS = {
    "honour": _Kind("荣誉成果", honours.honours, _honour, "honours_list"),
    "document": _Kind("收发文", documents.documents, _document, "documents_list"),
    "outlet": _Kind("投稿媒体", outlets.outlets, _outlet, "outlets_list"),
    "publication": _Kind(
        "新闻刊发", publications.publications, _publication, "publications_list", publications.between, counted
    ),
}
