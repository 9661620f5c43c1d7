"""Planning a meeting like one that there was: what stays the same goes along, what is of its day alone is asked anew."""

from datetime import datetime
from typing import Any, NamedTuple

from branchtui.rules.meetings import find_kind
from branchtui.rules.text.dates import parse_moment
from branchtui.store.file.database import act
from branchtui.store.models import Meeting, Station
from branchtui.store.queries import meetings, people
from branchtui.store.queries.meeting_view import MeetingView, view
from branchtui.workflows.input_checks import line
from branchtui.workflows.meeting_rules import kinds
from branchtui.workflows.meetings.meetings import planned
from branchtui.workflows.meetings.of_group import group_on


class Copy(NamedTuple):
    """The meeting that was planned, and who is not named in it again: they are not on the roster of its day."""

    meeting: Meeting
    gone: tuple[str, ...]

    @property
    def remark(self) -> str:
        """The sentence that tells of them; empty where nobody is missing."""
        return f"{'、'.join(self.gone)}已不在名册上，没有照搬，请另填。" if self.gone else ""


def copy_meeting(source: Meeting, *, when: str | datetime, title: str = "", now: datetime) -> Copy:
    """Plan a meeting of the kind, group and place of `source`, with its agenda, host, recorder and presenters.

    Stations that do not apply go along with their reasons; materials, guests and the first topic do not. `title` is
    that of `source` unless another is given. Raises BranchError as `plan_meeting` does.
    """
    seen = view(source.id)
    row = seen.row
    start = when if isinstance(when, datetime) else parse_moment(when, now)
    there = people.roster(start.date())
    gone: dict[str, None] = {}

    def named(role: str, of: Any, name: str) -> dict[str, Any]:
        """The pair of columns of a person; both empty for who is of the branch and not on the roster of the day."""
        key = getattr(of, f"{role}_id")
        if key is not None and key not in there:
            gone[name] = None
            key = name = ""
        return {f"{role}_id": key or None, f"{role}_name": "" if key else name}

    chosen = find_kind(kinds(), row.kind)
    group = group_on(chosen, seen.group, start.date())
    fields = {
        "title": line(title, "会议题目") or row.title,
        "place": row.place,
        "ordinal": meetings.next_ordinal(chosen.name, start, group),
        "group": group,
        **named("host", row, seen.host),
        **named("recorder", row, seen.recorder),
    }
    agenda = [
        {"title": item.title, "minutes": item.minutes, **named("presenter", item, seen.presenters[item.id])}
        for item in seen.items
    ]
    with act(f"照着“{row.title}”计划{chosen.name}：{fields['title']}"):
        meeting = planned(chosen, start, fields, agenda, now=now)
        for station, reason in seen.not_applicable.items():
            Station.ensure(meeting=meeting, station=station, values={"reason": reason})
    return Copy(meeting, tuple(gone))


def goes_along(seen: MeetingView) -> str:
    """What of a meeting is copied, in words, and what is not."""
    there = {
        "地点": bool(seen.row.place),
        f"议程{len(seen.items)}项": bool(seen.items),
        "主持人": bool(seen.host),
        "记录人": bool(seen.recorder),
        "不适用的环节": bool(seen.not_applicable),
    }
    kept = "、".join(words for words, has in there.items() if has)
    return f"照搬{kept or '类别'}；材料和列席人员重新填。"
