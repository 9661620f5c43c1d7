"""Plans of a term or a year, their lines, and the meetings that came of them."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from branchtui.rules.meetings import HELD
from branchtui.store.engine import sql
from branchtui.store.models import Material, Meeting, Plan, PlanItem
from branchtui.store.models.meetings import M_BEGINS
from branchtui.store.queries.meetings import moment_of
from branchtui.store.queries.registers.listed import Listed, holds


class PlanRow(NamedTuple):
    """One plan with the number of its lines; `made` counts the meetings that are there of it, `held` those held."""

    id: bytes
    title: str
    first_day: date
    last_day: date
    lines: int
    made: int
    held: int


class LineRow(NamedTuple):
    """One line of a plan with its materials."""

    id: bytes
    plan: bytes
    plan_title: str
    schedule: str
    kind: str
    theme: str
    preparer: str
    materials: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """What it is about: the theme, without one the kind."""
        return self.theme or self.kind


class MeetingOfPlan(NamedTuple):
    """A meeting as a plan looks at it; `line` is the one it was made from, if any."""

    id: bytes
    line: bytes | None
    kind: str
    title: str
    begins: datetime
    state: str
    group: bytes | None

    @property
    def held(self) -> bool:
        return self.state in HELD


def plan(plan_id: bytes) -> Plan:
    """One plan as stored now. Raises GoneError where there is none."""
    return Plan.get_by_id(plan_id)


def line(line_id: bytes) -> PlanItem:
    """One line as stored now. Raises GoneError where there is none."""
    return PlanItem.get_by_id(line_id)


def plans() -> list[PlanRow]:
    """All plans, the latest first."""
    held = ", ".join(f"'{state}'" for state in sorted(HELD))
    found = sql.rows(
        "SELECT p.id, p.title, p.first_day, p.last_day, "
        f"(SELECT count(*) FROM plan_item i WHERE i.plan_id = p.id AND {PlanItem.live_in('i')}), "
        f"count(m.id), sum(m.state IN ({held})) FROM plan p "
        f"LEFT JOIN plan_item j ON j.plan_id = p.id AND {PlanItem.live_in('j')} "
        f"LEFT JOIN meeting m ON m.plan_item_id = j.id AND {Meeting.live_in('m')} AND m.state <> 'cancelled' "
        f"WHERE {Plan.live_in('p')} GROUP BY p.id ORDER BY p.first_day DESC, p.id DESC"
    )
    return [
        PlanRow(key, title, date.fromisoformat(first), date.fromisoformat(last), lines, made, held or 0)
        for key, title, first, last, lines, made, held in found
    ]


class PlanList(Listed[PlanRow]):
    """All of them as a window; the filter takes a part of the title, or a year."""

    def __init__(self, filter_text: str = "") -> None:
        super().__init__(row for row in plans() if holds(filter_text, "", row.title, row.first_day.isoformat()))


def lines(plan_id: bytes | None = None) -> list[LineRow]:
    """The lines of a plan in their order, or those of all plans, the latest plan first."""
    mine, values = ("i.plan_id = ?", (plan_id,)) if plan_id is not None else ("1", ())
    found = sql.rows(
        "SELECT i.id, i.plan_id, p.title, i.schedule, i.kind, i.theme, COALESCE(b.name, '') FROM plan_item i "
        "JOIN plan p ON p.id = i.plan_id LEFT JOIN member b ON b.id = i.preparer_id "
        f"WHERE {mine} AND {PlanItem.live_in('i')} AND {Plan.live_in('p')} "
        "ORDER BY p.first_day DESC, p.id DESC, i.order_key, i.id",
        *values,
    )
    read: dict[bytes, list[str]] = {}
    for item, title in sql.rows(
        "SELECT a.plan_item_id, a.title FROM material a JOIN plan_item i ON i.id = a.plan_item_id "
        f"WHERE {mine} AND a.meeting_id IS NULL AND {Material.live_in('a')} ORDER BY a.order_key, a.id",
        *values,
    ):
        read.setdefault(item, []).append(title)
    return [LineRow._make((*row, tuple(read.get(row[0], ())))) for row in found]


def fits(typed: str, row: LineRow) -> bool:
    """Whether what was typed means this line."""
    return holds(typed, row.preparer, row.schedule, row.kind, row.theme, *row.materials)


def materials(item: PlanItem) -> list[Material]:
    """What is to be read for a line, in order; not what its meetings hold of it."""
    mine = (Material.plan_item == item) & Material.meeting.is_null() & Material.live()
    return list(Material.select().where(mine).order_by(Material.order_key, Material.id))


def meetings_for(plan: Plan, of_lines: Sequence[LineRow]) -> list[MeetingOfPlan]:
    """The meetings in the time of a plan, and those made from its lines whenever they are, in order of time."""
    marks = ", ".join("?" * len(of_lines))
    found = sql.rows(
        f"SELECT m.id, m.plan_item_id, m.kind, m.title, {M_BEGINS}, m.state, m.group_id FROM meeting m "
        f"WHERE {Meeting.live_in('m')} AND ({M_BEGINS} BETWEEN ? AND ? OR m.plan_item_id IN ({marks})) "
        f"ORDER BY {M_BEGINS}, m.id",
        plan.first_day.isoformat(),
        str(datetime.combine(plan.last_day, time.max)),
        *(row.id for row in of_lines),
    )
    return [
        MeetingOfPlan(key, item, kind, title, moment_of(begins), state, group)
        for key, item, kind, title, begins, state, group in found
    ]
