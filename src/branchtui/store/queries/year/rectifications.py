"""整改清单: the faults that were found, and what became of each."""

from datetime import date
from typing import NamedTuple

from branchtui.store.engine import sql
from branchtui.store.models import Rectification
from branchtui.store.queries.registers.listed import Listed, day_of, holds

_LIVE = Rectification.live_in("r")


class RectificationRow(NamedTuple):
    """One fault; `owner` is empty, `due` and `done_on` None where nobody was told, nor when."""

    id: bytes
    year: int
    problem: str
    measure: str
    owner: str
    due: date | None
    done_on: date | None
    result: str
    meeting: bytes | None
    title: str  # of the meeting


def rectification(key: bytes) -> Rectification:
    """One of them as it is stored now. Raises GoneError where there is none."""
    return Rectification.get_by_id(key)


def rectifications(year: int | None = None) -> list[RectificationRow]:
    """All of them, or those of a year: the latest year first, in it what is open first, by its day."""
    mine, values = ("r.year = ?", (year,)) if year is not None else ("1", ())
    found = sql.rows(
        "SELECT r.id, r.year, r.problem, r.measure, COALESCE(p.name, ''), r.due, r.done_on, r.result, r.meeting_id, "
        "COALESCE(m.title, '') FROM rectification r LEFT JOIN member p ON p.id = r.owner_id "
        f"LEFT JOIN meeting m ON m.id = r.meeting_id WHERE {mine} AND {_LIVE} "
        "ORDER BY r.year DESC, r.done_on IS NOT NULL, r.due IS NULL, r.due, r.id",
        *values,
    )
    shown = ((*row[:5], day_of(row[5]), day_of(row[6]), *row[7:]) for row in found)
    return list(map(RectificationRow._make, shown))


class RectificationList(Listed[RectificationRow]):
    """All of them as a window; the filter takes the owner's name, and parts of the texts."""

    def __init__(self, filter_text: str = "") -> None:
        super().__init__(row for row in rectifications() if fits(filter_text, row))


def fits(typed: str, row: RectificationRow) -> bool:
    """Whether what was typed means this one."""
    return holds(typed, row.owner, row.problem, row.measure, row.result, str(row.year))
