"""What the book of a year is made of: its meetings and plans. Each is read through an index of its days."""

from datetime import date

from branchtui.rules.meetings import HELD
from branchtui.store.engine import sql
from branchtui.store.models import Meeting, Plan, PlanItem
from branchtui.store.models.meetings import M_BEGINS

_STATES = ", ".join(f"'{state}'" for state in sorted(HELD))
_WHERE = f"{Meeting.live_in('m')} AND m.state IN ({_STATES})"


def held_meetings(year: int) -> list[bytes]:
    """The meetings that were held in a year, the first first."""
    found = sql.rows(
        f"SELECT m.id FROM meeting m WHERE {_WHERE} AND {M_BEGINS} >= ? AND {M_BEGINS} < ? ORDER BY {M_BEGINS}, m.id",
        date(year, 1, 1).isoformat(),
        date(year + 1, 1, 1).isoformat(),
    )
    return [key for (key,) in found]


def held_by_kind(year: int) -> list[tuple[str, int]]:
    """How many meetings of each kind were held in a year, the most first."""
    return sql.rows(
        f"SELECT m.kind, count(*) FROM meeting m WHERE {_WHERE} AND {M_BEGINS} >= ? AND {M_BEGINS} < ? "
        "GROUP BY m.kind ORDER BY 2 DESC, 1",
        date(year, 1, 1).isoformat(),
        date(year + 1, 1, 1).isoformat(),
    )


def years_held() -> list[int]:
    """The years in which meetings were held, the last first."""
    found = sql.rows(f"SELECT DISTINCT substr({M_BEGINS}, 1, 4) FROM meeting m WHERE {_WHERE} ORDER BY 1 DESC")
    return [int(year) for (year,) in found]


def plans(first: date, last: date) -> list[Plan]:
    """The plans that have a day in these and any line, the first first."""
    return list(
        Plan.select()
        .where(Plan.live(), Plan.first_day <= last, Plan.last_day >= first)
        .where(Plan.id << PlanItem.select(PlanItem.plan).where(PlanItem.live()))
        .order_by(Plan.first_day, Plan.last_day, Plan.id)
    )
