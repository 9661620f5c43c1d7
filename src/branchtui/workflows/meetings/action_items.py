"""议定事项: what a meeting agreed that somebody is to do. What was agreed closes with the meeting, being done does not."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from branchtui.errors import BranchError
from branchtui.rules.meetings import HELD
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.dates import parse_day
from branchtui.store.file.database import act
from branchtui.store.models import ActionItem, AgendaItem, Meeting
from branchtui.store.models.columns import caption
from branchtui.store.queries import meetings
from branchtui.store.writes import append, assign, trash
from branchtui.workflows.input_checks import line
from branchtui.workflows.meeting_rules import not_held
from branchtui.workflows.meetings.meetings import check_open, person_field


def add_action(
    meeting: Meeting, what: str, *, owner: str = "", due: str = "", item: AgendaItem | None = None, today: date
) -> ActionItem:
    """Note what is to be done, by whom (a name of the roster or any) and by when (下周五, read as of `today`).

    `owner` and `due` may be empty. Raises BranchError before the meeting was held, after it was filed, and for a day
    before it.
    """
    if meeting.state not in HELD:
        raise not_held(meeting, "还没有议定的事")
    check_open(meeting)
    fields = _fields(meeting, {"what": what, "owner": owner, "due": due}, today)
    with act(f"议定事项：{fields['what']}"):
        return append(ActionItem, meeting=meeting, item=item, **fields)


def change_action(action: ActionItem, *, today: date, **changes: str) -> ActionItem:
    """Change `what`, `owner` or `due`, each as in `add_action`; an empty owner or day takes it away."""
    check_open(action.meeting)
    fields = _fields(action.meeting, changes, today)
    with act(f"修改议定事项：{action.what}"):
        assign(action, fields)
    return action


def finish_action(action: ActionItem, *, on: str = "", note: str = "", today: date) -> ActionItem:
    """Note that it is done, `on` a day (今天, 6月30日; today where it is empty), and how it went.

    The meeting may have been filed. Raises BranchError for a day to come, or before the meeting.
    """
    day = parse_day(on, today, past=True) if on.strip() else today
    if day > today:
        raise BranchError(f"{caption(ActionItem, 'done_on')}{chinese_day(day)}还没有到，办成以后再记。")
    _not_before(action.meeting, day, "done_on")
    told = line(note, caption(ActionItem, "done_note"))
    with act(f"办成：{action.what}"):
        assign(action, {"done_on": day, "done_note": told})
    return action


def reopen_action(action: ActionItem) -> ActionItem:
    """Take back that it is done."""
    if action.done_on is None:
        raise BranchError(f"“{action.what}”还没有记为办成，不用改回。")
    with act(f"还没办成：{action.what}"):
        assign(action, {"done_on": None, "done_note": ""})
    return action


def remove_action(action: ActionItem) -> None:
    """Take it off its meeting (into the trash)."""
    check_open(action.meeting)
    with act(f"删除议定事项：{action.what}"):
        trash(action)


def _fields(meeting: Meeting, values: Mapping[str, str], today: date) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if "what" in values:
        fields["what"] = line(values["what"], caption(ActionItem, "what"), required=True)
    if "owner" in values:
        fields |= person_field("owner", values["owner"], meetings.begins(meeting).date())
    if "due" in values:
        fields["due"] = parse_day(values["due"], today) if values["due"].strip() else None
        if fields["due"] is not None:
            _not_before(meeting, fields["due"], "due")
    return fields


def _not_before(meeting: Meeting, day: date, column: str) -> None:
    held = meetings.begins(meeting).date()
    if day < held:
        raise BranchError(
            f"{caption(ActionItem, column)}{chinese_day(day)}早于会议那天（{chinese_day(held)}），请核对，或写上年份。"
        )
