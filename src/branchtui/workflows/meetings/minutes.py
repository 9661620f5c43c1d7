"""The record of a meeting: a whole text, or the cells of one item."""

from datetime import datetime

from branchtui.errors import BranchError
from branchtui.rules.meetings import HELD
from branchtui.rules.text.minutes_text import match_items, parse_record
from branchtui.store.file.database import act
from branchtui.store.models import AgendaItem, Meeting
from branchtui.store.models.columns import caption
from branchtui.store.queries import meetings
from branchtui.store.queries.meeting_view import MeetingView
from branchtui.store.writes import append, assign
from branchtui.workflows.input_checks import line, record_text
from branchtui.workflows.meeting_rules import not_held
from branchtui.workflows.meetings.meetings import check_open, note_completion


def write_minutes(meeting: Meeting, words: str, *, now: datetime) -> list[AgendaItem]:
    """Write a whole record: `#` starts an item, `姓名：` a speech, `决议：` a resolution,
    `不同意见：` what was held against it, `结束语：` the closing.

    Returns the items that were written. Items of the text that were not planned are added behind the agenda. Items the
    text does not name keep what they have. Raises BranchError before the meeting was held, or for an empty text.
    """
    _check_held(meeting)
    record = parse_record(record_text(words, "会议记录"))
    if not (record.items or record.preface or record.closing):
        raise BranchError("会议记录是空的，什么都没有写入。")
    agenda = meetings.items(meeting)
    if record.preface and not record.items and len(agenda) > 1:
        raise BranchError("记录没有分项：请在每项议程前加一行“# 议程名称”。")
    written: list[AgendaItem] = []
    with act(f"写会议记录：{meeting.title}"):
        places = match_items([item.title for item in agenda], record)
        targets = [agenda[place] if place is not None else None for place in places]
        for position, (part, target) in enumerate(zip(record.items, targets, strict=True)):
            body = "\n".join(filter(None, (record.preface, part.record))) if position == 0 else part.record
            item = target or append(AgendaItem, meeting=meeting, title=line(part.title or "其他事项", "议程项"))
            assign(item, {"record": body, "resolution": part.resolution, "dissent": part.dissent})
            written.append(item)
        if record.preface and not record.items:
            item = agenda[0] if agenda else append(AgendaItem, meeting=meeting, title=meeting.title)
            assign(item, {"record": record.preface})
            written.append(item)
        if record.closing:
            assign(meeting, {"closing": record.closing})
        note_completion(meeting, meetings.items(meeting), now.date())
    return written


def write_item(
    item: AgendaItem,
    *,
    record: str | None = None,
    resolution: str | None = None,
    dissent: str | None = None,
    now: datetime,
    view: MeetingView | None = None,
) -> AgendaItem:
    """Write record, resolution or dissent of one item; where it comes from a `view` read just now, less is read again."""
    meeting = view.row if view else item.meeting
    _check_held(meeting)
    values = {}
    if record is not None:
        values["record"] = record_text(record, "记录")
    if resolution is not None:
        values["resolution"] = record_text(resolution, "决议")
    if dissent is not None:
        values["dissent"] = record_text(dissent, caption(AgendaItem, "dissent"))
    with act(f"记录：{item.title}") as since:
        assign(item, values)
        agenda = view.items if view and view.clock == since else meetings.items(meeting)
        note_completion(meeting, agenda, now.date())
    return item


def write_closing(meeting: Meeting, words: str) -> Meeting:
    """Write the closing words."""
    _check_held(meeting)
    with act(f"写结束语：{meeting.title}"):
        assign(meeting, {"closing": record_text(words, "结束语")})
    return meeting


def _check_held(meeting: Meeting) -> None:
    if meeting.state not in HELD:
        raise not_held(meeting, "不能写记录")
    check_open(meeting)
