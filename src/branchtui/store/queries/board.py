"""The facts behind the board: meetings of a stretch of days, open drafts.

Each look goes through an index and reads what it gives, however many years there are.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from branchtui.rules import reports
from branchtui.rules.duties.facts import SilenceKey
from branchtui.rules.meetings import HELD
from branchtui.store.engine import sql
from branchtui.store.models import Meeting, Report, Silenced, Station
from branchtui.store.queries.meetings import day_of


def _words(states: Iterable[str]) -> str:
    return ", ".join(f"'{state}'" for state in sorted(states))


_STATES = _words(HELD)
_LIVE = Meeting.live_in("meeting")
_HELD = f"m.state IN ({_STATES})"
# Whether somebody said of a meeting that a station does not apply to it.
_NEEDS_NO = f"EXISTS(SELECT 1 FROM station s WHERE s.meeting_id = m.id AND s.station = ? AND {Station.live_in('s')})"


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
    return _meetings("m.state = 'planned' AND m.planned_start < ?", "m.planned_start", str(moment))


def held_between(first: date, end: date) -> list[Meeting]:
    """Meetings held from `first` on and before `end`, the earliest first."""
    return _meetings(f"{_HELD} AND m.starts_at >= ? AND m.starts_at < ?", "m.starts_at", str(first), str(end))


def held_without_record() -> list[Meeting]:
    """Meetings that were held and whose record is not complete, the earliest first; those that need none left out."""
    return _meetings(f"m.state = 'held' AND NOT {_NEEDS_NO}", "m.starts_at", "minutes")


def held_without_report(since: date) -> list[Meeting]:
    """Meetings held from `since` on that no report was drafted from, the earliest first; those that need none left out."""
    drafted = f"EXISTS(SELECT 1 FROM report r WHERE r.about_table = 'meeting' AND r.about_id = m.id AND {Report.live_in('r')})"
    where = f"{_HELD} AND m.starts_at >= ? AND NOT {drafted} AND NOT {_NEEDS_NO}"
    return _meetings(where, "m.starts_at", str(since), "news")


def open_reports() -> list[Report]:
    """Reports that were neither submitted nor published, the earliest first."""
    return _reports(f"r.state IN ({_words(reports.OPEN)})", "COALESCE(r.dated, '')")


def handed_in_between(first: date, end: date) -> list[Report]:
    """Reports that were handed in from `first` on and before `end`, the earliest first; those sent back left out."""
    where = f"r.state IN ({_words(reports.HANDED_IN)}) AND r.submitted_on >= ? AND r.submitted_on < ?"
    return _reports(where, "r.submitted_on", str(first), str(end))


def silenced() -> set[SilenceKey]:
    """What somebody wants to hear of no more."""
    found = sql.rows(f"SELECT rule, about_table, about_id FROM silenced WHERE {Silenced.live_in('silenced')}")
    return {(rule, table, thing) for rule, table, thing in found}


def _meetings(where: str, order: str, *values: str) -> list[Meeting]:
    """Written out: building them through the library takes longer than SQLite needs to answer them all."""
    columns = ", ".join(Meeting.columns("m"))
    found = sql.rows(
        f"SELECT {columns} FROM meeting m WHERE {Meeting.live_in('m')} AND {where} ORDER BY {order}, m.id", *values
    )
    return [Meeting.stored(row) for row in found]


def _reports(where: str, order: str, *values: str) -> list[Report]:
    columns = ", ".join(Report.columns("r"))
    found = sql.rows(
        f"SELECT {columns} FROM report r WHERE {Report.live_in('r')} AND {where} ORDER BY {order}, r.id", *values
    )
    return [Report.stored(row) for row in found]


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["(?)"] * len(values))
