"""The dated steps of a post: adding, changing and removing one. What they make wrong is refused, or wants a reason."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict

from branchtui.errors import BranchError
from branchtui.rules.posts.chain import Step, faults
from branchtui.store.file.database import act
from branchtui.store.models import Meeting, Post, PostStep
from branchtui.store.models.columns import caption
from branchtui.store.queries import meetings, posts
from branchtui.store.writes import assign, trash
from branchtui.workflows.input_checks import line
from branchtui.workflows.posts.post_rules import post_rules
from branchtui.workflows.posts.posts import check_there
from branchtui.workflows.workdays import workdays


class Changes(TypedDict, total=False):
    """What of a step can be changed; a `to_day` or `meeting` of None takes it away."""

    day: date
    to_day: date | None
    meeting: Meeting | None
    reason: str


def add_step(
    post: Post,
    step: str,
    *,
    day: date,
    to_day: date | None = None,
    meeting: Meeting | None = None,
    reason: str = "",
) -> PostStep:
    """Note that a step of the chain was taken, by its name or an alias; `to_day` is the last day of one that lasts.

    Raises BranchError for a step that can't be then, and, where no `reason` is told, for one that is unusual then: out of
    order, a notice too short, a plate before its end.
    """
    check_there(post)
    kind = post_rules().step(line(step, "环节"))
    check_basis(meeting)
    why = line(reason, caption(PostStep, "reason"))
    there = posts.steps(post)
    fresh = Step(kind.name, day, to_day, _day(meeting), why)
    _check(there, [*map(_dated, there), fresh])
    with act(f"{post.name}：{kind.name}"):
        return PostStep.create(post=post, step=kind.name, day=day, to_day=to_day, meeting=meeting, reason=why)


def change_step(row: PostStep, changes: Changes) -> PostStep:
    """Change the days of a step, what it rests on or its reason. Raises as `add_step`, also for what comes after it."""
    check_there(row.post)
    fields: dict[str, Any] = dict(changes)
    if "reason" in changes:
        fields["reason"] = line(changes["reason"], caption(PostStep, "reason"))
    check_basis(changes.get("meeting"))
    there = posts.steps(row.post)
    known: dict[str, Any] = {
        "day": row.day,
        "to_day": row.to_day,
        "meeting": row.meeting,
        "reason": row.reason,
        **fields,
    }
    changed = Step(row.step, known["day"], known["to_day"], _day(known["meeting"]), known["reason"])
    _check(there, [changed if each.id == row.id else _dated(each) for each in there])
    with act(f"{row.post.name}：更改{row.step}"):
        assign(row, fields)
    return row


def remove_step(row: PostStep) -> None:
    """Take a step away (into the trash). Raises BranchError where one that comes after it would be wrong without it."""
    check_there(row.post)
    there = posts.steps(row.post)
    _check(there, [_dated(each) for each in there if each.id != row.id])
    with act(f"{row.post.name}：删除{row.step}"):
        trash(row)


def withdraw(post: Post, *, day: date, reason: str, meeting: Meeting | None = None) -> PostStep:
    """The plate is taken back. Raises as `add_step`."""
    return add_step(post, "撤牌", day=day, reason=reason, meeting=meeting)


def doubt(row: PostStep) -> str:
    """What to tell of the days of a step, where working days were counted in a year whose holidays nobody knows."""
    said = workdays(row.day).doubt(row.day, row.to_day) if row.to_day is not None else ""
    return f"{said}，请核对{row.step}的截止日。" if said else ""


def check_basis(meeting: Meeting | None) -> None:
    """Raises BranchError where nothing can rest on a meeting: it was cancelled, or is in the trash."""
    if meeting is not None and (meeting.deleted or meeting.state == "cancelled"):
        gone = "已移入回收" if meeting.deleted else "已取消"
        raise BranchError(f"会议“{meeting.title}”{gone}，不能作依据。请另选一次会议。")


def _check(there: Sequence[PostStep], wanted: Sequence[Step]) -> None:
    """Raises BranchError with the first thing that is wrong with the wanted steps and was not before."""
    since = min((step.day for step in wanted), default=date.max)
    rules, is_workday = post_rules(), workdays(since).works
    before = faults([_dated(row) for row in there], rules, is_workday)
    for told in faults(wanted, rules, is_workday):
        if told not in before:
            raise BranchError(told)


def _dated(row: PostStep) -> Step:
    return Step(row.step, row.day, row.to_day, _day(row.meeting), row.reason)


def _day(meeting: Meeting | None) -> date | None:
    return meetings.begins(meeting).date() if meeting is not None else None
