"""The facts behind the board: meetings of a stretch of days, open drafts.

Each look goes through an index and reads what it gives, however many years there are.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from peewee import Function, fn

from branchtui.rules import reports
from branchtui.rules.meetings import HELD
from branchtui.store.engine import sql
from branchtui.store.models import Meeting, Report, Station
from branchtui.store.queries.meetings import day_of

_STATES = ", ".join(f"'{state}'" for state in sorted(HELD))
_LIVE = Meeting.live_in("meeting")
_HELD = Meeting.live() & (Meeting.state << list(HELD))
_HANDED_IN: list[reports.ReportState] = sorted(reports.HANDED_IN)


def held_since(first: date) -> dict[str, list[date]]:
    """The days from `first` on on which a meeting was held, by kind."""
    found: dict[str, list[date]] = {}
    for kind, start in sql.rows(
        f"SELECT kind, starts_at FROM meeting WHERE state IN ({_STATES}) AND starts_at >= ? AND {_LIVE}",
        first.isoformat(),
    ):
        found.setdefault(kind, []).append(day_of(start))
    return found


def held_in_groups_since(first: date) -> dict[tuple[str, str], list[date]]:
    """The days from `first` on on which a group held a meeting, by kind and key of the group."""
    found: dict[tuple[str, str], list[date]] = {}
    for kind, group, start in sql.rows(
        f"SELECT kind, group_id, starts_at FROM meeting WHERE group_id IS NOT NULL AND state IN ({_STATES}) "
        f"AND starts_at >= ? AND {_LIVE}",
        first.isoformat(),
    ):
        found.setdefault((kind, group.hex()), []).append(day_of(start))
    return found


def first_held(kinds: Iterable[str]) -> dict[str, date]:
    """The day on which a meeting of each of these kinds was held first; without those that never were."""
    names = list(kinds)
    if not names:
        return {}
    of_kind = f"SELECT min(starts_at) FROM meeting WHERE {_LIVE} AND kind = k.column1"
    firsts = ", ".join(f"({of_kind} AND state = '{state}')" for state in sorted(HELD))
    found = {}
    for kind, *starts in sql.rows(f"SELECT k.column1, {firsts} FROM (VALUES {_marks(names)}) k", *names):
        held = [start for start in starts if start is not None]
        if held:
            found[kind] = day_of(min(held))
    return found


def planned_before(moment: datetime) -> list[Meeting]:
    """Meetings still planned that begin before `moment`, the earliest first."""
    query = Meeting.select().where(Meeting.live(), Meeting.state == "planned", Meeting.planned_start < moment)
    return list(query.order_by(Meeting.planned_start, Meeting.id))


def held_between(first: date, end: date) -> list[Meeting]:
    """Meetings held from `first` on and before `end`, the earliest first."""
    query = Meeting.select().where(_HELD, Meeting.starts_at >= _midnight(first), Meeting.starts_at < _midnight(end))
    return list(query.order_by(Meeting.starts_at, Meeting.id))


def held_without_record() -> list[Meeting]:
    """Meetings that were held and whose record is not complete, the earliest first; those that need none left out."""
    query = Meeting.select().where(Meeting.live(), Meeting.state == "held", ~_needs_no("minutes"))
    return list(query.order_by(Meeting.starts_at, Meeting.id))


def held_without_report(since: date) -> list[Meeting]:
    """Meetings held from `since` on that no report was drafted from, the earliest first; those that need none left out."""
    drafted = Report.select(Report.id).where(
        Report.about_table == "meeting", Report.about_id == Meeting.id, Report.live()
    )
    query = Meeting.select().where(
        _HELD, Meeting.starts_at >= _midnight(since), ~fn.EXISTS(drafted), ~_needs_no("news")
    )
    return list(query.order_by(Meeting.starts_at, Meeting.id))


def open_reports() -> list[Report]:
    """Reports that were neither submitted nor published, the earliest first."""
    query = Report.select().where(Report.live(), Report.state << list(reports.OPEN))
    return list(query.order_by(fn.COALESCE(Report.dated, ""), Report.id))


def handed_in_between(first: date, end: date) -> list[Report]:
    """Reports that were handed in from `first` on and before `end`, the earliest first; those sent back left out."""
    query = Report.select().where(
        Report.live(), Report.state << _HANDED_IN, Report.submitted_on >= first, Report.submitted_on < end
    )
    return list(query.order_by(Report.submitted_on, Report.id))


def _needs_no(station: str) -> Function:
    """Whether somebody said of a meeting that a station does not apply to it."""
    said = Station.select(Station.id).where(Station.meeting == Meeting.id, Station.station == station, Station.live())
    return fn.EXISTS(said)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["(?)"] * len(values))
