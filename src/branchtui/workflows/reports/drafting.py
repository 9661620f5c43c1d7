"""Drafts: an outline filled with what the record has; the person writes the prose, and dates it."""

from collections.abc import Iterator
from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.meetings import HELD
from branchtui.rules.reports.outlines import STARTS, Outline, Start, for_meeting, for_start
from branchtui.rules.reports.states import ROLES
from branchtui.store.file.database import act
from branchtui.store.models import Byline, Fact, Honour, Meeting, PartnerActivity, Report, Station, columns
from branchtui.store.queries.meeting_view import view
from branchtui.store.writes import append, trash
from branchtui.workflows.figures.log_figures import write_figure
from branchtui.workflows.input_checks import line
from branchtui.workflows.meeting_rules import not_held
from branchtui.workflows.reports.materials import Material, of_activity, of_honour, of_meeting, of_year
from branchtui.workflows.reports.outlines import outline, outlines
from branchtui.workflows.reports.reports import new_report

_FIRST_YEAR = 1921


def draft_from_meeting(meeting: Meeting, kind: str = "") -> Report:
    """A draft that holds the facts of a held meeting and nothing else. `kind` is the name of an outline, by default that
    of the kind of meeting.

    Each prefilled word is noted with the thing it came from. Raises BranchError before the meeting was held.
    """
    if meeting.state not in HELD:
        raise not_held(meeting, "没有可写的事实")
    chosen = outline_for("meeting", kind) if kind else for_meeting([each.outline for each in outlines()], meeting.kind)
    material = of_meeting(view(meeting.id))
    with act(f"起草新闻稿：{meeting.title}"):
        if note := Station.get_or_none(Station.id == Station.row_id(meeting=meeting, station="news")):
            trash(note)  # it applies after all
        return write_draft(material, chosen)


def draft_from_activity(activity: PartnerActivity, kind: str = "") -> Report:
    """A draft that holds the facts of a partner activity, likewise."""
    return write_draft(of_activity(activity), outline_for("activity", kind))


def draft_from_honour(honour: Honour, kind: str = "") -> Report:
    """A draft that holds the facts of an honour, likewise."""
    return write_draft(of_honour(honour), outline_for("honour", kind))


def draft_from_outline(kind: str, year: int | None, today: date) -> Report:
    """A draft of a kind of text that tells of a year, by default this one, up to today; of a kind that begins from nothing
    its headings.

    Raises BranchError for a kind that begins from something else, and for a year to come.
    """
    chosen = outline(kind)
    if not chosen.starts:
        return new_report(chosen.name, chosen.name)
    if "year" not in chosen.starts:
        things = "、".join(STARTS[start] for start in chosen.starts)
        raise BranchError(f"“{chosen.name}”从{things}起草，请写明是哪一个。")
    of = today.year if year is None else year
    if not _FIRST_YEAR <= of <= today.year:
        raise BranchError(f"{of} 年没有可写的事实，请写 {_FIRST_YEAR} 到 {today.year} 之间的年份。")
    material = of_year(of, today)
    return write_draft(material, chosen, f"{material.title}{chosen.name}")


def outline_for(start: Start, kind: str = "") -> Outline:
    """The outline of this name, by default the usual one for what the draft begins from.

    Raises BranchError where there is none, or it begins from something else.
    """
    there = [each.outline for each in outlines()]
    chosen = outline(kind) if kind else for_start(there, start)
    if chosen is None or start not in chosen.starts:
        fitting = "、".join(each.name for each in there if start in each.starts) or "没有"
        raise BranchError(f"“{kind}”不能从{STARTS[start]}起草。可以的体裁：{fitting}。")
    return chosen


def write_draft(material: Material, outline: Outline | None, title: str = "") -> Report:
    """The draft of this material in the sections of an outline; a section of which nothing is recorded is its heading."""
    words = line(title or material.title, "标题", required=True)
    with act(f"起草新闻稿：{words}"):
        report = Report.create(
            **(columns.pointing("about", material.about) if material.about is not None else {}),
            title=words,
            unit=material.facts.get("unit", ""),
            kind=outline.name if outline else "",
            body="\n\n".join(_paragraphs(material, outline)),
        )
        source = (
            columns.pointing("source", material.about)
            if material.about is not None
            else {"from_day": material.first, "to_day": material.last}
        )
        Fact.ensure_all(
            [{"key": key, "value": value} for key, value in material.facts.items() if value],
            shared={**columns.pointing("owner", report), **source},
        )
        for key, figure in material.figures:
            write_figure(report, key, figure)
        for role in ROLES:
            append(Byline, report=report, role=role, names="")
    return report


def _paragraphs(material: Material, outline: Outline | None) -> Iterator[str]:
    if outline is None:
        for paragraphs in material.blocks.values():
            yield from filter(None, paragraphs)
        return
    for section in outline.sections:
        if section.heading:
            yield f"# {section.heading}"
        for block in section.facts:
            yield from filter(None, material.blocks.get(block, ()))
