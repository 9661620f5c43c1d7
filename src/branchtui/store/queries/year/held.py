"""Meetings that something of the year rests on."""

from datetime import date, timedelta

from branchtui.rules.meetings import HELD
from branchtui.store.engine import sql
from branchtui.store.models import Meeting

_STATES = ", ".join(f"'{state}'" for state in sorted(HELD))
_COLUMNS = ", ".join(Meeting.columns("m"))
_HELD = f"SELECT {_COLUMNS} FROM meeting m WHERE {Meeting.live_in('m')} AND m.state IN ({_STATES})"


def of_year(year: int) -> tuple[str, str]:
    """The first day of a year and that of the next: whole days, for SQLite takes a bare year for a number."""
    return f"{year:04}-01-01", f"{year + 1:04}-01-01"


def held_on(day: date) -> list[Meeting]:
    """The meetings held on a day, the earliest first."""
    found = sql.rows(
        f"{_HELD} AND m.starts_at >= ? AND m.starts_at < ? ORDER BY m.starts_at, m.id",
        day.isoformat(),
        (day + timedelta(1)).isoformat(),
    )
    return [Meeting.stored(row) for row in found]


def held_of(kinds: tuple[str, ...], year: int) -> list[Meeting]:
    """The meetings of these kinds held in a year, the latest first."""
    marks = ", ".join("?" * len(kinds))
    found = sql.rows(
        f"{_HELD} AND m.kind IN ({marks}) AND m.starts_at >= ? AND m.starts_at < ? ORDER BY m.starts_at DESC, m.id",
        *kinds,
        *of_year(year),
    )
    return [Meeting.stored(row) for row in found]


def counts_of_kinds(first: date, last: date) -> list[tuple[str, int]]:
    """How many meetings of each kind were held from one day to another, both counted, the most frequent kind first."""
    found = sql.rows(
        f"SELECT m.kind, COUNT(*) FROM meeting m WHERE {Meeting.live_in('m')} AND m.state IN ({_STATES}) "
        "AND m.starts_at >= ? AND m.starts_at < ? GROUP BY m.kind ORDER BY COUNT(*) DESC, m.kind",
        first.isoformat(),
        (last + timedelta(1)).isoformat(),
    )
    return [(str(kind), int(times)) for kind, times in found]
