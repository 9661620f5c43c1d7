"""A pasted notice or a task book written into a framework: its points, and the days that become milestones."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from branchtui.rules.frameworks.needs import Need, need_table
from branchtui.rules.frameworks.outline import NoticeDay, OutlinePoint, parents
from branchtui.rules.frameworks.template import LONGEST_TITLE, refuse_too_many
from branchtui.store.file.database import act
from branchtui.store.models import Framework, Milestone, Point
from branchtui.store.models.columns import caption
from branchtui.store.order_keys import order_keys
from branchtui.store.queries.frameworks import trees
from branchtui.store.writes import assign
from branchtui.workflows.frameworks.adopt import json_of, own_key
from branchtui.workflows.frameworks.tree import refuse_too_deep
from branchtui.workflows.input_checks import line, text

TASK = "task-"
"""What the key of a point of a task book begins with; behind it stands its number there."""


class OutlineVerdict(NamedTuple):
    """What becomes of one point: the row that stands there already, and what would change, the old value with each."""

    point: OutlinePoint
    row: Point | None
    changes: dict[str, tuple[Any, Any]]

    @property
    def sort(self) -> str:
        """What becomes of it, in a word."""
        return "新增" if self.row is None else "更改" if self.changes else "不变"

    @property
    def words(self) -> str:
        """What changes, in the captions of the columns."""
        return "、".join(caption(Point, name) for name in self.changes)


def compare_outline(framework: Framework | None, points: Sequence[OutlinePoint]) -> list[OutlineVerdict]:
    """What writing these points would do; one without a key is new. None: the framework is still to be made.

    Raises BranchError where there are too many, or one can't be stored.
    """
    rows = {row.key: row for row in trees.points(framework)} if framework else {}
    refuse_too_many(len(rows) + sum(not point.key or f"{TASK}{point.key}" not in rows for point in points))
    verdicts = []
    for point in points:
        row = rows.get(f"{TASK}{point.key}") if point.key else None
        told = {name: value for name, value in _columns(point).items() if value not in ("", None)}
        changes = {name: (getattr(row, name), new) for name, new in told.items() if row and getattr(row, name) != new}
        verdicts.append(OutlineVerdict(point, row, changes))
    return verdicts


def likely(points: Sequence[OutlinePoint]) -> Framework | None:
    """The framework that most of these points stand in already, by their numbers there; None where none has any."""
    keys = {f"{TASK}{point.key}" for point in points if point.key}
    counted = {row.id: sum(each.key in keys for each in of) for row, of in trees.open_trees()} if keys else {}
    best = max(counted, key=lambda each: counted[each], default=None)
    return Framework.get_by_id(best) if best is not None and counted[best] else None


def left_over(framework: Framework, points: Sequence[OutlinePoint]) -> int:
    """How many points of an earlier task book this one has no more: they stay."""
    keys = {f"{TASK}{point.key}" for point in points if point.key}
    return sum(row.key.startswith(TASK) and row.key not in keys for row in trees.points(framework)) if keys else 0


def outline_words(verdicts: Sequence[OutlineVerdict]) -> str:
    """How many there are of each sort: 新增 2、更改 1、不变 30."""
    counted = Counter(each.sort for each in verdicts)
    return "、".join(f"{sort} {counted[sort]}" for sort in ("新增", "更改", "不变") if counted[sort])


def write_outline(
    framework: Framework,
    points: Sequence[OutlinePoint],
    days: Sequence[NoticeDay] = (),
    *,
    under: Point | None = None,
) -> int:
    """Write points behind those that are there, below `under` where it is given, and days as milestones, as one act.

    How many points were added or changed. Raises BranchError as `compare_outline` does; then nothing is written.
    """
    verdicts = compare_outline(framework, points)
    rows = trees.points(framework)
    refuse_too_deep(rows, under.id if under else None, 1 + max((point.depth for point in points), default=0))
    last = max((row.order_key for row in rows), default="")
    with act(f"写入观测点：{framework.name}"):
        made: list[bytes] = []
        keys = order_keys(len(verdicts), after=last)
        for verdict, above, order in zip(verdicts, parents(points), keys, strict=True):
            parent = made[above] if above is not None else under.id if under else None
            made.append(_write(framework, verdict, parent, order))
        for day in days:
            key = own_key()
            Milestone.create(
                id=Milestone.row_id(framework=framework, key=key),
                framework=framework,
                key=key,
                name=line(day.words, caption(Milestone, "name"), required=True),
                due_on=day.day,
            )
    return sum(verdict.sort != "不变" for verdict in verdicts)


def _write(framework: Framework, verdict: OutlineVerdict, parent: bytes | None, order: str) -> bytes:
    """The id of the point, which is made or changed; one that stood there keeps its place."""
    if verdict.row is not None:
        assign(verdict.row, {name: new for name, (_, new) in verdict.changes.items()})
        return verdict.row.id
    key = f"{TASK}{verdict.point.key}" if verdict.point.key else own_key()
    values = {"parent_id": parent, "order_key": order, **_columns(verdict.point)}
    return Point.ensure(framework=framework, key=key, values=values).id


def _columns(point: OutlinePoint) -> dict[str, Any]:
    needs = [need_table(Need("1", point.asks, "plain"))] if point.asks else []
    return {
        "title": line(point.title, caption(Point, "title"), required=True, limit=LONGEST_TITLE),
        "demand": text(point.demand, caption(Point, "demand")),
        "promised": text(point.promised, caption(Point, "promised")),
        "needs": json_of(needs),
        "owner_office": line(point.owner, caption(Point, "owner_office")),
        "due_on": point.due_on,
    }
