"""The tree of a framework: points added, written, moved and removed."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from branchtui.errors import BranchError
from branchtui.papers.names import NAMES
from branchtui.rules.frameworks.needs import need_table, needs_of, select_table, selects_of
from branchtui.rules.frameworks.template import DEEPEST, LONGEST_TITLE, refuse_too_many
from branchtui.rules.frameworks.things import DIMS
from branchtui.rules.frameworks.toml_text import rules_text
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.text.dates import parse_day
from branchtui.rules.text.digits import decimal
from branchtui.rules.text.nearest import near
from branchtui.store.file.database import act
from branchtui.store.models import Framework, Point
from branchtui.store.models.columns import caption
from branchtui.store.order_keys import order_key
from branchtui.store.queries.frameworks import trees
from branchtui.store.writes import assign, assign_all
from branchtui.workflows.frameworks.adopt import json_of, own_key
from branchtui.workflows.frameworks.standing import rules_of
from branchtui.workflows.input_checks import line, text
from branchtui.workflows.meeting_rules import kinds
from branchtui.workflows.registers import reading

Way = Literal["up", "down", "in", "out"]
WAYS: dict[Way, str] = {"up": "上移", "down": "下移", "in": "降一级", "out": "升一级"}
LINES = ("title", "source", "owner_office", "self_score", "score_reason", "na_reason")
TEXTS = ("demand", "promised", "account")
FIELDS = (*LINES, *TEXTS, "dim", "weight", "owner", "due_on")
"""What `change_point` writes."""
_HEAVIEST = 1000


def add_point(framework: Framework, title: str, *, under: Point | None = None, after: Point | None = None) -> Point:
    """A new point as the last below `under`, at the top where that is None, or right behind a neighbour.

    Raises BranchError where the tree would become too deep or too long.
    """
    rows = trees.points(framework)
    refuse_too_many(len(rows) + 1)
    above = under.id if under else after.parent_id if after else None
    refuse_too_deep(rows, above, 1)
    beside = _children(rows, above)
    place = beside.index(after) + 1 if after in beside else len(beside)
    with act(f"添加观测点：{line(title, caption(Point, 'title'), required=True, limit=LONGEST_TITLE)}"):
        key = own_key()
        return Point.create(
            id=Point.row_id(framework=framework, key=key),
            framework=framework,
            key=key,
            parent=above,
            order_key=_between(beside, place),
            title=line(title, caption(Point, "title"), required=True, limit=LONGEST_TITLE),
        )


def change_point(point: Point, *, today: date, **typed: str) -> bool:
    """Write what was typed into fields of a point (`FIELDS`); whether anything differs. Raises BranchError naming the field."""
    with act(f"修改观测点：{point.title}"):
        return assign(point, read_point(typed, today, before=point))


def read_point(typed: Mapping[str, str], today: date, *, before: Point | None = None) -> dict[str, Any]:
    """What was typed, by column. Raises BranchError naming the field that can't be read."""
    values: dict[str, Any] = {}
    for name, words in typed.items():
        if name in LINES:
            limit = LONGEST_TITLE if name == "title" else 200
            values[name] = line(words, caption(Point, name), required=name == "title", limit=limit)
        elif name in TEXTS:
            values[name] = text(words, caption(Point, name))
        elif name == "dim":
            values[name] = _dim(words)
        elif name == "weight":
            values[name] = _weight(words)
        elif name == "owner":
            values[name] = reading.member({"owner": line(words, caption(Point, name))}, "owner", today)
        else:
            values[name] = parse_day(line(words, caption(Point, name)), today) if words.strip() else None
    score, reason = (
        values.get(name, getattr(before, name) if before else "") for name in ("self_score", "score_reason")
    )
    if reason and not score:
        raise BranchError("写了自评理由，还没有写自评分。请补上分数，或把理由写进完成情况。")
    return values


def rules_shown(point: Point) -> str:
    """What a point asks and what comes in by itself, as the text that `set_rules` reads. Raises BranchError as `rules_of`."""
    return rules_text(*rules_of(point, frozenset(kinds())))


def set_rules(point: Point, typed: str) -> bool:
    """Write the needs and selects that a text says, as a file has them; whether anything differs.

    Raises BranchError saying what is wrong; then nothing is written.
    """
    written = text(typed, caption(Point, "needs"))
    try:
        tables = tomllib.loads(written)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BranchError(
            f'这段文字读不出来：{error}。每一行写成 {{ say = "主题党日", thing = "meeting" }} 的样子。'
        ) from None
    for name in tables:
        if name not in ("need", "select"):
            raise BranchError(f"不认识“{name}”{near(name, ('need', 'select'))}。只写 need 和 select。")
    there = tuple(kinds())
    needs = needs_of(tables.get("need", []), there, NAMES)
    selects = selects_of(tables.get("select", []), there)
    with act(f"修改观测点：{point.title}"):
        return assign(
            point,
            {
                "needs": json_of([need_table(need) for need in needs]),
                "selects": json_of([select_table(select) for select in selects]),
            },
        )


def move(point: Point, way: Way) -> bool:
    """Move a point with all below it; False where it can go no further that way. Raises BranchError where it gets too deep."""
    rows = trees.points(point.framework)
    above = _parent(rows, point)
    beside = _children(rows, above)
    place = beside.index(point)
    if way in ("up", "down"):
        other = place + (1 if way == "down" else -1)
        if not 0 <= other < len(beside):
            return False
        rest = [row for row in beside if row != point]
        return _put(point, above, _between(rest, other), way)
    if way == "in":
        if place == 0:
            return False
        under = beside[place - 1]
        refuse_too_deep(rows, under.id, _height(rows, point))
        return _put(point, under.id, _between(below := _children(rows, under.id), len(below)), way)
    if above is None:
        return False
    parent = next(row for row in rows if row.id == above)
    upper = _parent(rows, parent)
    beside = _children(rows, upper)
    return _put(point, upper, _between(beside, beside.index(parent) + 1), way)


def move_under(point: Point, parent: Point | None) -> None:
    """Put a point, with all below it, below another one, or at the top, as the last there.

    Raises BranchError where that is the point itself, or stands below it, or is of another framework.
    """
    rows = trees.points(point.framework)
    if parent is not None:
        if parent.framework_id != point.framework_id:
            raise BranchError("两个观测点不在同一个对标里，不能移过去。")
        if parent in _with_all_below(rows, point):
            raise BranchError(f"“{parent.title}”就在“{point.title}”下面，不能移到那里。")
    above = parent.id if parent else None
    refuse_too_deep(rows, above, _height(rows, point))
    beside = [row for row in _children(rows, above) if row != point]
    with act(f"移动观测点：{point.title}"):
        assign(point, {"parent_id": above, "order_key": _between(beside, len(beside))})


def remove(point: Point) -> int:
    """Put a point into the trash with all below it; how many those are. Marks stay on them and come back with them."""
    gone = list(_with_all_below(trees.points(point.framework), point))
    with act(f"删除观测点：{point.title}"):
        assign_all(gone, {"deleted": True})
    return len(gone)


def also_for(point: Point) -> list[tuple[Framework, Point]]:
    """The points without any below them that have the same of the seven dims, in the other frameworks that are not closed."""
    if not point.dim:
        return []
    return [
        (framework, row)
        for framework, rows in trees.open_trees()
        if framework.id != point.framework_id
        for row in _leaves(rows)
        if row.dim == point.dim
    ]


def refuse_too_deep(rows: Sequence[Point], above: bytes | None, height: int) -> None:
    """Raises BranchError where so many levels below a point would be too many."""
    parents = {row.id: row.parent_id for row in rows}
    depth = 0
    while above in parents:
        depth, above = depth + 1, parents[above]
    if depth + height > DEEPEST:
        raise BranchError(f"观测点最多 {DEEPEST} 层，不能再往下放。")


def _leaves(rows: Sequence[Point]) -> Iterator[Point]:
    parents = {row.parent_id for row in rows}
    return (row for row in rows if row.id not in parents)


def _put(point: Point, above: bytes | None, key: str, way: Way) -> bool:
    with act(f"{WAYS[way]}观测点：{point.title}"):
        return assign(point, {"parent_id": above, "order_key": key})


def _between(rows: Sequence[Point], place: int) -> str:
    """A key that stands before the row of this place, and behind the one before it."""
    before = rows[place - 1].order_key if place else ""
    after = rows[place].order_key if place < len(rows) else ""
    return order_key(before, after)


def _parent(rows: Sequence[Point], point: Point) -> bytes | None:
    """The point above, None where that is gone."""
    return point.parent_id if any(row.id == point.parent_id for row in rows) else None


def _children(rows: Sequence[Point], above: bytes | None) -> list[Point]:
    return [row for row in rows if _parent(rows, row) == above]


def _with_all_below(rows: Sequence[Point], point: Point) -> list[Point]:
    found = [point]
    for row in found:
        found += [each for each in rows if each.parent_id == row.id and each not in found]
    return found


def _height(rows: Sequence[Point], point: Point) -> int:
    """How many levels a point and all below it take."""
    return 1 + max((_height(rows, row) for row in rows if row.parent_id == point.id), default=0)


def _dim(words: str) -> str:
    dim = line(words, caption(Point, "dim"))
    if dim and dim not in DIMS:
        raise BranchError(f"没有“{quoted(dim, 20)}”这一项{near(dim, DIMS) or '。'}可选：{'、'.join(DIMS)}。")
    return dim


def _weight(words: str) -> int | None:
    typed = line(words, caption(Point, "weight")).removesuffix("分").strip()
    found = decimal(typed) if typed else None
    if typed and (found is None or not 0 < found <= _HEAVIEST):
        raise BranchError(f"分值要写 1 到 {_HEAVIEST} 的整数，现在写的是“{quoted(typed, 20)}”。")
    return found
