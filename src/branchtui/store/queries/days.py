"""The days that a branch has marked, and what it wants to hear of no more."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from branchtui.rules.workdays import MARKS, DayMark, MarkedDay
from branchtui.store.engine import sql
from branchtui.store.models import Silenced, TermDay


def marked_days() -> list[MarkedDay]:
    """Every day that the branch has marked, in order."""
    found = sql.rows(
        f"SELECT t.day, t.mark, t.name FROM term_day t WHERE {TermDay.live_in('t')} ORDER BY t.day, t.mark"
    )
    return marked(found)


def marked(rows: Iterable[tuple[Any, ...]]) -> list[MarkedDay]:
    """Stored days, marks and names as values; a mark of a later version tells nothing here."""
    known: dict[str, DayMark] = {mark: mark for mark in MARKS}
    return [MarkedDay(date.fromisoformat(day), known[mark], name) for day, mark, name in rows if mark in known]


def silenced_rows() -> list[Silenced]:
    """What is silenced, the latest first."""
    columns = ", ".join(Silenced.columns("s"))
    found = sql.rows(f"SELECT {columns} FROM silenced s WHERE {Silenced.live_in('s')} ORDER BY s.n DESC")
    return [Silenced.stored(row) for row in found]
