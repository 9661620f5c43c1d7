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
