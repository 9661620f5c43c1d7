"""A report on its way out: sent to be approved, handed in, sent back; and the sheet of its review."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.papers.names import APPROVAL, NAMES
from branchtui.papers.tree import Paper
from branchtui.rules.reports.states import STATES, state_after
from branchtui.rules.text.cleaning import safe_filename
from branchtui.rules.text.dates import parse_day
from branchtui.rules.text.report_text import length_of
from branchtui.store.file.database import act
from branchtui.store.models import Approval, Report
from branchtui.store.models.columns import caption
from branchtui.store.queries import people, reports
from branchtui.store.writes import append, assign
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE
from branchtui.workflows.input_checks import line
from branchtui.workflows.profiles import profile, template_of
from branchtui.workflows.reports.reports import set_report_state

_WRITERS = ("文", "文/图", "撰稿", "撰稿人", "作者", "供稿", "供稿人", "通讯员", "文案")
_PHOTOGRAPHERS = ("图", "文/图", "摄影")


def send_to_review(report: Report, approvers: Mapping[str, str], *, today: date) -> Report:
    """送审, with who reads it by step; nobody's step is made up. Raises BranchError where it can't be sent now.

    A step whose opinion was written stays as it is: another who reads it anew gets a step of the same name behind it.
    """
    named = {step: line(name, caption(Approval, "name"), limit=60) for step, name in approvers.items()}
    with act(f"新闻稿{STATES['review']}：{report.title}"):
        set_report_state(report, "review", today=today)
        there = {row.step: row for row in reports.approvals(report)}
        for step, name in named.items():
            row = there.get(step)
            if not name or (row is not None and row.name == name):
                continue
            if row is not None and not row.opinion and row.day is None:
                assign(row, {"name": name})
            else:
                append(Approval, report=report, step=line(step, caption(Approval, "step"), limit=20), name=name)
    return report


def hand_in(report: Report, *, outlet: str = "", day: str = "", today: date) -> Report:
    """已投稿 to an outlet, on the day that is typed, today where none is. Raises BranchError for a day still to come."""
    on = check_hand_in(report, outlet=outlet, day=day, today=today)
    return set_report_state(report, "submitted", outlet=outlet, today=on)


def check_hand_in(report: Report, *, outlet: str, day: str, today: date) -> date:
    """The day on which it is handed in. Raises BranchError, as `hand_in` would, where it can't be."""
    state_after(report.state, "submitted")
    line(outlet, caption(Report, "outlet"))
    on = parse_day(day, today, past=True) if day.strip() else today
    if on > today:
        raise BranchError(f"{on.isoformat()} 还没有到，投了再记。")
    return on


def without_outlet(report: Report) -> str:
    """That nobody told where it was handed in; empty where that is known."""
    return "" if report.outlet else "还没有写投到哪里，请补上投稿媒体。"


def last_approvers() -> dict[str, str]:
    """Who read the last report that was sent to be approved, by step."""
    row = reports.last_reviewed()
    return {each.step: each.name for each in reports.approvals(row)} if row is not None else {}


def approval_paper(report: Report) -> Paper:
    """新闻稿审批表 of a report."""
    from branchtui.papers.documents.hand_in import approval_sheet
    from branchtui.papers.facts.reports import ApprovalFacts, StepFact

    return approval_sheet(
        ApprovalFacts(
            branch=people.the_branch().name,
            title=report.title,
            unit=report.unit,
            writers=signed(report, _WRITERS),
            photographers=signed(report, _PHOTOGRAPHERS),
            outlet=report.outlet,
            dated=report.dated,
            length=length_of(report.body),
            figures=len(reports.figures(report)),
            steps=tuple(StepFact(row.step, row.name, row.opinion, row.day) for row in reports.approvals(report)),
        )
    )


def signed(report: Report, roles: tuple[str, ...] = _WRITERS) -> str:
    """Who stands in the by-line in one of these roles, each once; the writers unless others are asked for."""
    names = [row.names for row in reports.bylines(report) if row.role in roles and row.names.strip()]
    return "、".join(dict.fromkeys(names))


def prepare_approval(report: Report, folder: Path, *, photos: PhotoStore) -> Export:
    """The sheet of its review for `folder`."""
    look = profile(MEETING_PROFILE)
    stem = safe_filename(f"{NAMES[APPROVAL]}_{report.title}")
    return Export([(stem, approval_paper(report))], folder, look, template_of(look), photos)
