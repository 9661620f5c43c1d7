"""学习与发展: trainings, conferences, projects and papers of each person, and what they come to in a year."""

from datetime import date
from typing import NamedTuple

from branchtui.store.engine import sql
from branchtui.store.models import Growth
from branchtui.store.queries.registers.listed import Listed, day_of, holds


class GrowthRow(NamedTuple):
    """One entry; `days` counts its first and last day, None where either is not told."""

    id: bytes
    member: bytes
    name: str
    kind: str
    title: str
    organiser: str
    place: str
    from_day: date | None
    to_day: date | None
    half_hours: int | None
    counted: bool
    cost_cents: int | None
    borne_by: str
    approval: str
    result: str

    @property
    def days(self) -> int | None:
        if self.from_day is None:
            return None
        return ((self.to_day or self.from_day) - self.from_day).days + 1


class Total(NamedTuple):
    """What one person's entries come to: how many, counted half hours, days, cents."""

    entries: int
    half_hours: int
    days: int
    cents: int


def growth(growth_id: bytes) -> Growth:
    """One entry as stored now. Raises GoneError where there is none."""
    return Growth.get_by_id(growth_id)


def entries(member: bytes | None = None) -> list[GrowthRow]:
    """All entries, or those of one person, the latest first; those without a day come last."""
    mine, values = ("g.member_id = ?", (member,)) if member is not None else ("1", ())
    found = sql.rows(
        "SELECT g.id, g.member_id, m.name, g.kind, g.title, g.organiser, g.place, g.from_day, g.to_day, g.half_hours, "
        "g.counted, g.cost_cents, g.borne_by, g.approval, g.result FROM growth g JOIN member m ON m.id = g.member_id "
        f"WHERE {mine} AND {Growth.live_in('g')} ORDER BY COALESCE(g.from_day, '') DESC, g.id",
        *values,
    )
    shown = ((*row[:7], day_of(row[7]), day_of(row[8]), row[9], bool(row[10]), *row[11:]) for row in found)
    return list(map(GrowthRow._make, shown))


class GrowthList(Listed[GrowthRow]):
    """All of them as a window; the filter takes names, pinyin, initials, and parts of the rest."""

    def __init__(self, filter_text: str = "") -> None:
        super().__init__(row for row in entries() if fits(filter_text, row))


def fits(typed: str, row: GrowthRow) -> bool:
    """Whether what was typed means this one."""
    return holds(typed, row.name, row.kind, row.title, row.organiser, row.place, row.result, row.borne_by)


def totals(year: int, member: bytes | None = None) -> dict[bytes, Total]:
    """What the entries that began in a year come to, by person; hours only where they are counted."""
    found: dict[bytes, Total] = {}
    for row in entries(member):
        if row.from_day is not None and row.from_day.year == year:
            so_far = found.get(row.member, Total(0, 0, 0, 0))
            found[row.member] = Total(
                so_far.entries + 1,
                so_far.half_hours + (row.half_hours or 0) * row.counted,
                so_far.days + (row.days or 0),
                so_far.cents + (row.cost_cents or 0),
            )
    return found
