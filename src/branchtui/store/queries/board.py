"""The facts behind the board: meetings of a stretch of days, open drafts, frozen attendance against the roster."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from peewee import fn

from branchtui.rules.meetings import HELD, MeetingKind
from branchtui.rules.people import STANDINGS, roster_on
from branchtui.store.models import Attendance, Meeting, Report
from branchtui.store.queries.meetings import begins, expected_by_roster, reports
from branchtui.store.queries.people import events, members


def held_between(kind: str, first: date, last: date) -> int:
    """How many meetings of a kind were held from `first` to `last`, both included."""
    start, end = datetime.combine(first, time.min), datetime.combine(last + timedelta(1), time.min)
    return (
        Meeting.select()
        .where(
            Meeting.deleted == False,
            Meeting.kind == kind,
            Meeting.state << list(HELD),
            Meeting.starts_at >= start,
            Meeting.starts_at < end,
        )
        .count()
    )


def planned_before(moment: datetime) -> list[Meeting]:
    """Meetings still planned that begin before `moment`, the earliest first."""
    query = Meeting.select().where(Meeting.deleted == False, Meeting.state == "planned", Meeting.planned_start < moment)
    return list(query.order_by(Meeting.planned_start))


def held_without_record() -> list[Meeting]:
    """Meetings that were held and whose record is not complete, the earliest first."""
    query = Meeting.select().where(Meeting.deleted == False, Meeting.state == "held")
    return list(query.order_by(Meeting.starts_at))


def held_without_news(since: date) -> list[Meeting]:
    """Meetings held from `since` on that no report was drafted from, the earliest first."""
    query = Meeting.select().where(
        Meeting.deleted == False,
        Meeting.state << list(HELD),
        Meeting.starts_at >= datetime.combine(since, time.min),
    )
    return [row for row in query.order_by(Meeting.starts_at) if not reports(row)]


def open_reports() -> list[Report]:
    """Reports that were neither submitted nor published, the earliest first."""
    query = Report.select().where(Report.deleted == False, Report.state << ["draft", "review", "returned"])
    return list(query.order_by(fn.COALESCE(Report.dated, ""), Report.id))


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A held meeting whose frozen list differs from today's knowledge of that day's roster."""

    meeting: Meeting
    words: str


def disagreements(kinds: dict[str, MeetingKind]) -> list[Disagreement]:
    """Where a roster change dated before a meeting disagrees with what was frozen when it was held."""
    names = {key: row.name for key, row in members().items()}
    everything = events()
    frozen_of: dict[bytes, dict[bytes, Attendance]] = {}
    for entry in Attendance.select().where(Attendance.deleted == False):
        frozen_of.setdefault(entry.meeting_id, {})[entry.member_id] = entry
    found = []
    for row in Meeting.select().where(Meeting.deleted == False, Meeting.state << list(HELD)):
        if row.kind not in kinds:
            continue
        group = row.group_id.hex() if row.group_id else ""
        frozen = frozen_of.get(row.id, {})
        people = roster_on(everything, begins(row).date())
        now = {person.member: person for person in expected_by_roster(kinds[row.kind], people, group)}
        words = [f"{names[key]}应在应到名单上" for key in now if key not in frozen]
        words += [f"{names.get(key, '某人')}不应在应到名单上" for key in frozen if key not in now]
        for key, entry in frozen.items():
            if key in now and now[key].standing != entry.standing:
                was, is_ = STANDINGS[entry.standing], STANDINGS[now[key].standing]
                words.append(f"{names[key]}当日应为{is_}，记为{was}")
            elif key in now and now[key].votes != entry.votes:
                words.append(f"{names[key]}当日{'有' if now[key].votes else '没有'}表决权，与记录不符")
        if words:
            found.append(Disagreement(row, "；".join(words)))
    return found
