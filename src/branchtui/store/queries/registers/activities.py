"""共建: what was done together with partners."""

from datetime import date
from typing import NamedTuple

from branchtui.rules.registers.majors import students_of
from branchtui.store.engine import sql
from branchtui.store.models import PartnerActivity
from branchtui.store.queries.registers.listed import Listed, day_of, holds


class ActivityRow(NamedTuple):
    """One activity; `told` is the number of students where it was told, `students` that or the sum over the majors."""

    id: bytes
    day: date
    to_day: date | None
    contact: bytes
    partner: str
    title: str
    place: str
    told: int | None
    majors: str
    outcome: str

    @property
    def students(self) -> int | None:
        return students_of(self.told, self.majors)


def activity(activity_id: bytes) -> PartnerActivity:
    """One activity as it is stored now. Raises GoneError where there is none."""
    return PartnerActivity.get_by_id(activity_id)


def activities() -> list[ActivityRow]:
    """All of them, the latest first."""
    found = sql.rows(
        "SELECT a.id, a.day, a.to_day, a.partner_id, CASE c.unit WHEN '' THEN c.name ELSE c.unit END, a.title, a.place, "
        "a.students, a.majors, a.outcome FROM partner_activity a JOIN contact c ON c.id = a.partner_id "
        f"WHERE {PartnerActivity.live_in('a')} ORDER BY a.day DESC, a.id"
    )
    return [ActivityRow(row[0], date.fromisoformat(row[1]), day_of(row[2]), *row[3:]) for row in found]


class ActivityList(Listed[ActivityRow]):
    """The same as a window; the filter takes the partner and parts of the texts."""

    def __init__(self, filter_text: str = "") -> None:
        super().__init__(row for row in activities() if fits(filter_text, row))


def fits(typed: str, row: ActivityRow) -> bool:
    """Whether what was typed means this one."""
    return holds(typed, row.partner, row.partner, row.title, row.place, row.majors, row.outcome)
