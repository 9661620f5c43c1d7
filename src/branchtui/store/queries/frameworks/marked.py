"""What points hold by hand, as the list of points wants it from which one is chosen."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from branchtui.store.engine import sql
from branchtui.store.models import BY_TABLE, Evidence, Meeting, Point, Row
from branchtui.store.models.meetings import M_BEGINS
from branchtui.store.queries.meetings import day_of
from branchtui.store.replication.registry import TABLES

_LAST = 20  # points that stand first in the list


def last_used() -> list[bytes]:
    """The points to which something was put lately, the last first."""
    rows = sql.rows(
        f"SELECT e.point_id FROM stamp_head h JOIN evidence e ON e.n = h.n WHERE h.tbl = ? AND e.state = 'in' "
        f"AND {Evidence.live_in('e')} "
        "GROUP BY e.point_id ORDER BY max(h.s) DESC LIMIT ?",
        TABLES["evidence"].number,
        _LAST,
    )
    return [point for (point,) in rows]


def put(things: Sequence[Row]) -> dict[bytes, list[Evidence]]:
    """The marks that put any of these things, all of one table, to a point, by point."""
    found: dict[bytes, list[Evidence]] = {}
    query = (
        Evidence.select()
        .join(Point, on=Evidence.point == Point.id)
        .where(
            Evidence.thing_table == things[0]._meta.table_name,
            Evidence.thing_id.in_([thing.id for thing in things]),
            Evidence.state == "in",
            Evidence.live(),
            Point.live(),
        )
    )
    for row in query:
        found.setdefault(row.point_id, []).append(row)
    return found


def stored(table: str, ids: Sequence[bytes]) -> list[Row]:
    """The rows of a table with these ids that are there."""
    model = BY_TABLE[table]
    return list(model.select().where(model.id.in_(ids), model.live()))


class Unrecorded(NamedTuple):
    """A meeting that was planned for a day that is over, and of which nobody said that it was held."""

    id: bytes
    kind: str
    day: date


def unrecorded(first: date, last: date) -> list[Unrecorded]:
    """Those between two days, both included, the earliest first."""
    found = sql.rows(
        f"SELECT m.id, m.kind, {M_BEGINS} FROM meeting m WHERE m.state = 'planned' AND {M_BEGINS} >= ? AND {M_BEGINS} < ? "
        f"AND {Meeting.live_in('m')} ORDER BY {M_BEGINS}, m.id",
        first.isoformat(),
        f"{last.isoformat()}~",
    )
    return [Unrecorded(meeting, kind, day_of(begins)) for meeting, kind, begins in found]
