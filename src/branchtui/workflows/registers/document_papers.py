"""From documents and honours to papers, Word files and sheets."""

from datetime import date
from functools import cache
from pathlib import Path

from branchtui import assets
from branchtui.atomic_file import set_aside, write_bytes
from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.papers.tree import Paper
from branchtui.rules.duties.facts import REQUEST
from branchtui.rules.registers.letters import ADDRESSEE, DAY, TEXT, Letter, letters_from, usual
from branchtui.rules.registers.masking import shown_name
from branchtui.rules.text.cleaning import safe_filename
from branchtui.store.models import Document
from branchtui.store.models.year import DIRECTIONS
from branchtui.store.queries import people
from branchtui.store.queries.registers import documents, honours
from branchtui.store.queries.registers.documents import DocumentRow
from branchtui.store.queries.registers.honours import HonourRow
from branchtui.workflows.export import MEETING_PROFILE, Export, was_worked_on
from branchtui.workflows.profiles import profile, template_of

HONOURS, DOCUMENTS = "荣誉成果", "收发文"
_NAMES = {"honour": HONOURS, "document": DOCUMENTS}


@cache
def letters() -> dict[str, Letter]:
    """The kinds of papers that are sent out. Raises BranchError where the shipped file was changed and is wrong."""
    return letters_from(assets.toml("papers", "documents.toml"))


def letter_of(kind: str) -> Letter:
    """The parts of a kind; what is not in the file has those that most have."""
    return letters().get(kind) or usual(kind)


def lacking(row: Document) -> list[str]:
    """Which parts of a paper that is sent nobody has told yet; none of one that was received."""
    if row.direction != "out":
        return []
    return letter_of(row.kind).lacking({ADDRESSEE: row.unit, TEXT: row.body.strip(), DAY: row.day})


def letter_paper(row: Document) -> Paper:
    """The paper of a document that the branch sends. Raises BranchError for one that it received."""
    from branchtui.papers.documents.letters import letter
    from branchtui.papers.facts.documents import LetterFacts

    if row.direction != "out":
        raise BranchError(f"“{row.title}”是收到的文件，没有稿子可导出；扫描件可以附上。")
    branch = people.the_branch().name
    return letter(LetterFacts(branch, letter_of(row.kind), row.title, row.number, row.unit, row.day, row.body))


def prepare_letter(row: Document, folder: Path, *, photos: PhotoStore) -> Export:
    """The paper of a document for `folder`. Raises BranchError as `letter_paper`."""
    look = profile(MEETING_PROFILE)
    stem = "_".join(filter(None, (f"{row.day:%Y%m%d}" if row.day else "", row.kind, row.title)))
    return Export([(safe_filename(stem), letter_paper(row))], folder, look, template_of(look), photos)


def list_paper(kind: str, today: date) -> Paper:
    """All honours, or all documents, as a table; a helper who did not agree to be named is shown by the surname."""
    from branchtui.papers.documents.lists import documents_list, honours_list
    from branchtui.papers.facts.documents import ListedFacts

    branch = people.the_branch().name
    if kind == "honour":
        return honours_list(ListedFacts(branch, today, tuple(map(_honour, honours.honours()))))
    return documents_list(ListedFacts(branch, today, tuple(map(_document, documents.documents()))))


def list_stem(kind: str, today: date) -> str:
    """What the file of such a list is called, without its ending."""
    return f"{_NAMES[kind]}_{today:%Y%m%d}"


def prepare_list(kind: str, folder: Path, *, today: date, photos: PhotoStore) -> Export:
    """The list as a Word file for `folder`. Raises BranchError where there is nothing to list."""
    _must_hold(kind)
    look = profile(MEETING_PROFILE)
    return Export([(list_stem(kind, today), list_paper(kind, today))], folder, look, template_of(look), photos)


def write_sheet(kind: str, target: Path) -> int:
    """Write the list as a sheet that can be read in again; how many rows.

    A file there that somebody changed is kept under another name. Raises BranchError where there is nothing to list,
    and as `write_bytes` does.
    """
    _must_hold(kind)
    data = sheet_bytes(kind)
    if was_worked_on(target):
        set_aside(target)
    write_bytes(target, data, shared=True)
    return len(honours.honours() if kind == "honour" else documents.documents())


def sheet_bytes(kind: str) -> bytes:
    """The sheet itself: its headers are those the import knows first."""
    from branchtui.files.sheets.registers import Layout
    from branchtui.files.sheets.writing import Column, Value, sheet
    from branchtui.workflows.registers.importing import LAYOUTS
    from branchtui.workflows.registers.kinds import REGISTERS

    layout: Layout = LAYOUTS[kind]
    columns = [
        Column(names[0], 30 if key == "title" else 14, "day" if key in layout.days else "text")
        for key, names in layout.aliases.items()
    ]
    each = REGISTERS[kind]
    listed = honours.honours() if kind == "honour" else documents.documents()
    rows: list[list[Value]] = []
    for row in listed:
        typed = each.typed(each.model.get_by_id(row.id))
        if isinstance(row, HonourRow) and row.of and not row.consent:
            typed["of_id"] = f"{honours.OF[row.of_table]}：{shown_name(row.of, consent=False)}"
        rows.append([_cell(typed[key], key in layout.days) for key in layout.aliases])
    return sheet(_NAMES[kind], columns, rows, author=people.the_branch().name)


def _cell(typed: str, day: bool) -> str | date:
    return date.fromisoformat(typed) if day and typed else typed


def _must_hold(kind: str) -> None:
    if not (honours.honours() if kind == "honour" else documents.documents()):
        raise BranchError(f"还没有{_NAMES[kind]}，没有写文件。请先登记，再导出。")


def _honour(row: HonourRow) -> tuple[str, ...]:
    whose = shown_name(row.of, consent=row.consent) if row.of else row.whose
    return (str(row.day or ""), whose, row.title, row.level, row.grade, row.issuer)


def _document(row: DocumentRow) -> tuple[str, ...]:
    called = f"{row.title}（{row.number}）" if row.number else row.title
    return (str(row.day or ""), DIRECTIONS[row.direction], row.kind, called, row.unit, handled(row))


def handled(row: DocumentRow) -> str:
    """How far a document is dealt with, in a few words; empty where nothing is said of it."""
    if row.done_on is not None:
        return f"{row.done_on}办结"
    if row.answered is not None:
        return "已有批复" if row.direction == "out" else "已答复"
    if row.due is not None:
        return f"{row.due}前办"
    return "等批复" if row.direction == "out" and row.kind == REQUEST and row.day is not None else ""
