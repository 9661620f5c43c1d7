"""共建: what was done together with partners."""

from datetime import date
from typing import NamedTuple

from branchtui.rules.registers.majors import majors_of, students_of
from branchtui.store.engine import sql
from branchtui.store.models import PartnerActivity
from branchtui.store.queries.registers.listed import Listed, day_of, holds


class ActivityRow(NamedTuple):
    """One activity; `told` is the number of students where it was told, `students` that or the sum over the majors."""

    id: bytes
    day: date
    to_day: date | None
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


class ActivityList(Listed[ActivityRow]):
    """All of them, the latest first; the filter takes the partner and parts of the texts."""

    def __init__(self, filter_text: str = "") -> None:
        found = sql.rows(
            "SELECT a.id, a.day, a.to_day, CASE c.unit WHEN '' THEN c.name ELSE c.unit END, a.title, a.place, "
            "a.students, a.majors, a.outcome FROM partner_activity a JOIN contact c ON c.id = a.partner_id "
            f"WHERE {PartnerActivity.live_in('a')} ORDER BY a.day DESC, a.id"
        )
        rows = [ActivityRow(row[0], date.fromisoformat(row[1]), day_of(row[2]), *row[3:]) for row in found]
        super().__init__(
            row
            for row in rows
            if holds(filter_text, row.partner, row.partner, row.title, row.place, row.majors, row.outcome)
        )


def by_major(rows: list[ActivityRow]) -> dict[str, int]:
    """How many students of each major were taken along in all, those of the most first."""
    sums: dict[str, int] = {}
    for row in rows:
        for major in majors_of(row.majors):
            sums[major.name] = sums.get(major.name, 0) + major.students
    return dict(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))
