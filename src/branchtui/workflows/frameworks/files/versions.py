"""A newer file of an adopted framework: how it differs from what stands here, taken over point by point."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, Literal, NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.frameworks.template import Template, TemplatePoint
from branchtui.store.file.database import act
from branchtui.store.models import Framework, Point
from branchtui.store.models.columns import caption
from branchtui.store.queries.frameworks import trees
from branchtui.store.writes import assign, assign_all
from branchtui.workflows.frameworks.adopt import OWN, columns_of
from branchtui.workflows.frameworks.files.library import shipped_version, template
from branchtui.workflows.frameworks.files.outlines import TASK

Sort = Literal["added", "changed", "gone"]
SORTS: dict[Sort, str] = {"added": "新增", "changed": "更改", "gone": "去掉"}


class Difference(NamedTuple):
    """What a file has otherwise: of a changed point the old and the new value, by column."""

    sort: Sort
    key: str
    title: str
    point: Point | None
    changes: dict[str, tuple[Any, Any]]

    @property
    def words(self) -> str:
        """What differs, in the captions of the columns."""
        return "、".join(caption(Point, name) for name in self.changes)


def newer(framework: Framework) -> Template | None:
    """The newer file that ships of a framework, None where there is none."""
    return template(framework.key) if shipped_version(framework.key) > framework.file_version else None


def in_words(found: Sequence[Difference]) -> str:
    """How many differences there are of each sort: 新增 2、更改 1."""
    counted = Counter(each.sort for each in found)
    return "、".join(f"{word} {counted[sort]} 个观测点" for sort, word in SORTS.items() if counted[sort]) or "没有不同"


def differences(framework: Framework, template: Template) -> list[Difference]:
    """How a file differs from the points that stand here, in its order, those it no longer has at the end.

    What the branch added by itself is not among them. Raises BranchError where it is the file of another framework.
    """
    _must_be_of(framework, template)
    rows = {row.key: row for row in trees.points(framework)}
    found: list[Difference] = []
    for point, _ in template.walk():
        row = rows.pop(point.key, None)
        if row is None:
            found.append(Difference("added", point.key, point.title, None, {}))
            continue
        changes = {
            name: (getattr(row, name), new) for name, new in columns_of(point).items() if getattr(row, name) != new
        }
        if changes:
            found.append(Difference("changed", point.key, point.title, row, changes))
    gone = (row for row in rows.values() if not row.key.startswith((OWN, TASK)))
    return found + [Difference("gone", row.key, row.title, row, {}) for row in gone]


def take_over(framework: Framework, template: Template, keys: Collection[str]) -> int:
    """Write the differences of these points, as one act, and that this file has been seen; how many were written.

    What the branch wrote of a point stays, and so do its marks. Raises BranchError as `differences` does.
    """
    chosen = {each.key: each for each in differences(framework, template) if each.key in keys}
    with act(f"更新对标：{framework.name}"):
        for number, (point, above) in enumerate(template.walk(), start=1):
            if point.key in chosen:
                _write(framework, point, above, number, chosen[point.key])
        gone = [each.point for each in chosen.values() if each.sort == "gone" and each.point is not None]
        assign_all(gone, {"deleted": True})
        assign(framework, {"file_version": template.version})
    return len(chosen)


def _write(
    framework: Framework, point: TemplatePoint, above: TemplatePoint | None, number: int, difference: Difference
) -> None:
    if difference.point is not None:
        assign(difference.point, {name: new for name, (_, new) in difference.changes.items()})
        return
    parent = Point.row_id(framework=framework, key=above.key) if above else None
    there = parent is not None and Point.get_or_none(Point.id == parent, Point.live()) is not None
    Point.ensure(
        framework=framework,
        key=point.key,
        values={"parent_id": parent if there else None, "order_key": f"{number:05}", **columns_of(point)},
    )


def _must_be_of(framework: Framework, template: Template) -> None:
    if template.key != framework.key:
        raise BranchError(
            f"这是“{template.name}”（{template.key}）的文件，不是“{framework.name}”（{framework.key}）的。"
        )
