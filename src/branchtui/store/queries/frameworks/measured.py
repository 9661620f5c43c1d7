"""What is measured of a stretch of days, by the names that needs use: of the rolls, and of the service log."""

from collections.abc import Collection
from datetime import date

from branchtui.rules.attendance import HERE
from branchtui.rules.services import Measure
from branchtui.store.engine import sql
from branchtui.store.engine.sql import Select
from branchtui.store.models import Attendance
from branchtui.store.queries.frameworks.things import HELD_MEETING
from branchtui.store.queries.services.figures import Figure

_ATTENDANCE = "attendance"
_OF_LOG: dict[str, Measure] = {"served": "served", "services": "services", "service_hours": "hours"}
_HERE = ", ".join(repr(state) for state in sorted(HERE))


def measured(names: Collection[str], first: date, last: date) -> dict[str, float | None]:
    """How much there is of each from a day to a day, read in one statement; of attendance how many in a hundred of those who
    were called, at the meetings whose roll was taken, None where nobody was."""
    found = sql.together([_select(name, first, last) for name in names])
    return {name: _told(name, *row) for name, [row] in zip(names, found, strict=True)}


def _select(name: str, first: date, last: date) -> Select:
    if name != _ATTENDANCE:
        return Figure(_OF_LOG[name], first=first, last=last).summed()
    return Select(
        [f"sum(a.state IN ({_HERE}))", "count(*)"],
        "FROM meeting m CROSS JOIN attendance a ON a.meeting_id = m.id "
        f"WHERE {HELD_MEETING} AND m.starts_at >= ? AND m.starts_at < ? AND {Attendance.live_in('a')} "
        "AND a.state NOT IN ('exempt', 'unmarked')",
        (first.isoformat(), f"{last.isoformat()}~"),
    )


def _told(name: str, number: int, called: int = 0) -> float | None:
    if name == _ATTENDANCE:
        return round(100 * number / called) if called else None
    return number / 2 if name == "service_hours" else number
