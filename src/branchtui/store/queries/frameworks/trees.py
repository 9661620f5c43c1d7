"""Frameworks, their points and marks, as they are listed."""

from collections.abc import Iterable

from branchtui.store.models import Framework, Milestone, Point, Submission
from branchtui.store.models.frameworks import CLOSED

_AS_LISTED = (Point.order_key, Point.id)


def frameworks() -> list[Framework]:
    """Those that are adopted: what is not closed first, the earliest end first."""
    found: list[Framework] = list(Framework.select().where(Framework.live()).order_by(Framework.ends_on, Framework.id))
    return sorted(found, key=lambda row: row.state in CLOSED)


def is_any() -> bool:
    """Whether any is adopted."""
    return bool(Framework.select().where(Framework.live()).exists())


def open_frameworks() -> list[Framework]:
    """Those that go on, the earliest end first."""
    return [row for row in frameworks() if row.state not in CLOSED]


def points(framework: Framework) -> list[Point]:
    """Its points in the order of the tree, each behind the one above it; one whose upper point is gone stands at the top."""
    return in_tree_order(Point.select().where(Point.framework == framework, Point.live()).order_by(*_AS_LISTED))


def open_trees() -> list[tuple[Framework, list[Point]]]:
    """The frameworks that go on, the earliest end first, each with its points in the order of the tree."""
    going = open_frameworks()
    of: dict[bytes, list[Point]] = {row.id: [] for row in going}
    if going:
        for row in Point.select().where(Point.framework.in_(going), Point.live()).order_by(*_AS_LISTED):
            of[row.framework_id].append(row)
    return [(row, in_tree_order(of[row.id])) for row in going]


def in_tree_order(rows: Iterable[Point]) -> list[Point]:
    """Points that are sorted by their places, each behind the one above it; one whose upper point is gone at the top."""
    found = list(rows)
    there = {row.id for row in found}
    below: dict[bytes | None, list[Point]] = {}
    for row in found:
        below.setdefault(row.parent_id if row.parent_id in there else None, []).append(row)
    order: list[Point] = []
    waiting = below.pop(None, [])[::-1]
    while waiting:
        row = waiting.pop()
        order.append(row)
        waiting += below.pop(row.id, [])[::-1]
    return order + [row for circle in below.values() for row in circle]


def milestones(framework: Framework) -> list[Milestone]:
    """Its milestones, the earliest first, those without a day behind."""
    return list(
        Milestone.select()
        .where(Milestone.framework == framework, Milestone.live())
        .order_by(Milestone.due_on.asc(nulls="LAST"), Milestone.id)
    )


def submissions(framework: Framework) -> list[Submission]:
    """What was handed in, the latest first."""
    return list(
        Submission.select()
        .where(Submission.framework == framework, Submission.live())
        .order_by(Submission.day.desc(), Submission.id.desc())
    )


def all_submissions() -> list[Submission]:
    """What was handed in for all frameworks, the earliest first."""
    return list(Submission.select().where(Submission.live()).order_by(Submission.day, Submission.id))
