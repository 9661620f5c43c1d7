"""Working days and terms, by the table that ships and by the days this branch has marked."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from branchtui import assets
from branchtui.rules.workdays import MarkedDay, Terms, Workdays, terms_of, workdays_of
from branchtui.store.queries.days import marked_days


def workdays(since: date, own: Sequence[MarkedDay] | None = None) -> Workdays:
    """Working days from a day on, as this branch has them; `own` are the days it has marked, where they were read already."""
    return workdays_of(_shipped(since.year), marked_days() if own is None else own)


def terms() -> Terms:
    """The terms as this branch has marked them."""
    return terms_of(marked_days())


def shipped_years() -> tuple[int, int]:
    """The first and the last year whose holidays ship."""
    years = [row[:4] for row in _rows()]
    return int(years[0]), int(years[-1])


@cache
def _shipped(since: int) -> tuple[MarkedDay, ...]:
    """The holidays that ship, day by day, from a year on: what is counted is hardly ever long ago."""
    found = []
    for row in _rows():
        if row[:4] >= str(since):
            first, last, mark, name = row.split("\t")
            day, end = date.fromisoformat(first), date.fromisoformat(last)
            while day <= end:
                found.append(MarkedDay(day, "work" if mark == "work" else "off", name))
                day += timedelta(1)
    return tuple(found)


def _rows() -> list[str]:
    """The lines of the table that ships, in the order of days."""
    table = assets.read("rules", "holidays.tsv").decode("utf-8")
    return [row for row in table.splitlines() if not row.startswith("#")]
