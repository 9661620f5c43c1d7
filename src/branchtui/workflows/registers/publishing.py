"""刊发 as it is typed: what came out where. The first one of a report moves that on to 已刊发."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from branchtui.errors import BranchError
from branchtui.rules.reports.states import STATES
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.text.digits import decimal
from branchtui.store.models import Publication, Report, Row
from branchtui.store.models.columns import caption
from branchtui.store.queries import reports
from branchtui.store.queries.registers import outlets, publications
from branchtui.store.short_ids import by_id, short_id
from branchtui.store.writes import assign
from branchtui.workflows.registers.reading import Typed, day, day_words, words
from branchtui.workflows.registers.register import Register

_SHORTEST_ID = 6
_MOST_READS = 100_000_000


def report_meant(typed: str) -> Report | None:
    """The report that is meant by its title, its id, or both: 题目（3fa91c20）; None where there is none.

    Raises BranchError where several are called so.
    """
    wanted = typed.strip()
    found = reports.titled(wanted)
    if not found and wanted.endswith("）"):
        title, _, key = wanted[:-1].rpartition("（")
        found = [row for row in reports.titled(title) if short_id(row) == key]
    if not found:
        shown = len(wanted) >= _SHORTEST_ID and all(char in "0123456789abcdef" for char in wanted.lower())
        return by_id(Report, wanted, Report.noun) if shown else None
    if len(found) > 1:
        told = "、".join(f"“{report_words(row)}”" for row in found)
        raise BranchError(f"题为“{quoted(wanted, 30)}”的新闻稿有 {len(found)} 篇，请写明是哪一篇：{told}。")
    return found[0]


def report_words(row: Report) -> str:
    """How a report is typed: its title, of several that bear it with the id."""
    return row.title if len(reports.titled(row.title)) == 1 else f"{row.title}（{short_id(row)}）"


def _publication(typed: Typed, today: date) -> dict[str, Any]:
    model = Publication
    on = day(typed, "day", today)
    if on is not None and on > today:
        raise BranchError(f"{on.isoformat()} 还没有到，刊发了再记。")
    title = words(model, typed, "title", required=True)
    report = report_meant(title)
    outlet = words(model, typed, "outlet", required=True, limit=60)
    known = outlets.called(outlet)
    return {
        "report": report,
        "title": report.title if report is not None else title,
        "form": words(model, typed, "form", limit=20),
        "outlet": outlet,
        "level": words(model, typed, "level", limit=20) or (known.level if known else ""),
        "day": on,
        "link": words(model, typed, "link", limit=1000),
        "reads": _reads(typed.get("reads", "")),
        "note": words(model, typed, "note"),
    }


def _reads(typed: str) -> int | None:
    word = typed.removesuffix("次").strip()
    found = decimal(word) if word else None
    if word and (found is None or not 0 <= found <= _MOST_READS):
        raise BranchError(f"{caption(Publication, 'reads')}要写数字，如 1280，现在写的是“{quoted(word, 20)}”。")
    return found


def _publication_typed(row: Publication) -> dict[str, str]:
    return {
        "title": report_words(row.report) if row.report is not None else row.title,
        "form": row.form,
        "outlet": row.outlet,
        "level": row.level,
        "day": day_words(row.day),
        "link": row.link,
        "reads": "" if row.reads is None else str(row.reads),
        "note": row.note,
    }


def _came_out_already(columns: Mapping[str, Any], row: Row | None) -> None:
    """Raises BranchError where another row tells of the same report in the same outlet on the same day."""
    for each in publications.of_report(columns["report"].id) if columns["report"] is not None else ():
        if (each.outlet, each.day) == (columns["outlet"], columns["day"]) and (row is None or each.id != row.id):
            raise BranchError(f"这篇稿子在“{each.outlet}”的刊发已经记过（{short_id(each.id)}），要补充就改那一条。")


def _move_report(row: Row, added: bool) -> None:
    """A report that came out is published; one of which the last publication was taken off is where it was handed in.

    Where nobody noted that it was handed in, it is a draft again: a day is not made up.
    """
    assert isinstance(row, Publication)
    report = row.report
    if report is None:
        return
    if added and report.state != "published":
        assign(report, {"state": "published", "reason": ""})
    elif not added and report.state == "published" and not publications.of_report(report.id):
        assign(report, {"state": "submitted" if report.submitted_on else "draft"})


def _moves(columns: Mapping[str, Any]) -> str:
    """That a report goes on to 已刊发 with it, and from where."""
    report = columns["report"]
    if report is None or report.state == "published":
        return ""
    return f"《{report.title}》由“{STATES[report.state]}”改为“{STATES['published']}”，不能再改；记错了可撤销。"


PUBLICATION = Register(
    Publication,
    ("title", "form", "outlet", "level", "day", "link", "reads", "note"),
    _publication,
    _publication_typed,
    {},
    {
        "title": "稿子的标题或编号；别人写本支部的，写那一篇的标题",
        "outlet": "登记过的投稿媒体，或另写名称",
        "level": "空着就照投稿媒体登记的级别",
        "day": "如：3月15日、2026-03-15；不知道就空着",
    },
    check=_came_out_already,
    also=_move_report,
    follows=_moves,
)
