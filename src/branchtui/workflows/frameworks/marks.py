"""佐证: things put to a point, or taken out of it."""

from collections.abc import Sequence

from branchtui.errors import BranchError
from branchtui.rules.frameworks.things import THINGS
from branchtui.rules.text.citizen_id import quoted
from branchtui.store.file.database import act
from branchtui.store.models import Evidence, Point, Row
from branchtui.store.writes import trash
from branchtui.workflows.frameworks.standing import rules_of
from branchtui.workflows.input_checks import line
from branchtui.workflows.meeting_rules import kinds


def mark(points: Sequence[Point], things: Sequence[Row], *, need: str = "", note: str = "") -> int:
    """Put things to points, as one act; how many marks there are of it.

    Raises BranchError where one can't be evidence or is in the trash, and for a need that a point has not.
    """
    _check(things)
    met = line(need, "满足的需要")
    for point in points if met else ():
        _check_need(point, met)
    with act(f"佐证：{_named(things)}"):
        for point in points:
            for thing in things:
                Evidence.ensure(
                    point=point,
                    thing_table=thing._meta.table_name,
                    thing_id=thing.id,
                    values={"need": met, "state": "in", "reason": "", "note": line(note, "备注")},
                )
    return len(points) * len(things)


def take_out(point: Point, things: Sequence[Row], reason: str) -> None:
    """Take things out of a point; they stay visible there with the reason. Raises BranchError without one."""
    why = line(reason, "原因", required=True)
    _check(things)
    with act(f"剔除佐证：{_named(things)}"):
        for thing in things:
            Evidence.ensure(
                point=point,
                thing_table=thing._meta.table_name,
                thing_id=thing.id,
                values={"state": "out", "reason": why},
            )


def unmark(evidence: Evidence) -> None:
    """Take a mark back: what comes in by itself stays, or comes in again."""
    with act("取消佐证"):
        trash(evidence)


def _check(things: Sequence[Row]) -> None:
    for thing in things:
        if thing._meta.table_name not in THINGS:
            raise BranchError(f"{thing.noun}不能作佐证。可以的有：{'、'.join(THINGS.values())}。")
        if thing.deleted:
            raise BranchError(f"{thing.noun}已经删去，不能作佐证。要用它，请先找回。")


def _check_need(point: Point, need: str) -> None:
    needs, _ = rules_of(point, frozenset(kinds()))
    if need not in {each.key for each in needs}:
        there = "、".join(f"{each.key}（{each.say}）" for each in needs)
        raise BranchError(
            f"“{point.title}”没有“{quoted(need, 20)}”这项需要。{f'有：{there}。' if there else '它没有写需要。'}"
        )


def _named(things: Sequence[Row]) -> str:
    return things[0].noun if len(things) == 1 else f"{len(things)} 项材料"
