"""The meetings of some days."""

from datetime import date, timedelta

from branchtui.rules.meetings import HELD
from branchtui.store.engine import sql
from branchtui.store.models import Meeting
from branchtui.store.models.meetings import M_BEGINS
from branchtui.store.queries.meetings import day_of

_STATES = ", ".join(f"'{state}'" for state in sorted(HELD))


def meetings_between(first: date, last: date) -> list[bytes]:
    """Those that were held or are planned from a day to a day, the first first; those cancelled left out."""
    found = sql.rows(
        f"SELECT m.id FROM meeting m WHERE {Meeting.live_in('m')} AND m.state <> 'cancelled' "
        f"AND {M_BEGINS} >= ? AND {M_BEGINS} < ? ORDER BY {M_BEGINS}, m.id",
        first.isoformat(),
        (last + timedelta(1)).isoformat(),
    )
    return [key for (key,) in found]


def days_held(first: date, last: date) -> list[tuple[str, date]]:
    """(kind, day) of each that was held from a day to a day."""
    found = sql.rows(
        f"SELECT m.kind, m.starts_at FROM meeting m WHERE {Meeting.live_in('m')} AND m.state IN ({_STATES}) "
        "AND m.starts_at >= ? AND m.starts_at < ? ORDER BY m.starts_at, m.id",
        first.isoformat(),
        (last + timedelta(1)).isoformat(),
    )
    return [(kind, day_of(start)) for kind, start in found]
