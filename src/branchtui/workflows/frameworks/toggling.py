"""Putting things to the points that a person chose in a list, or taking them back where they are put already."""

from collections.abc import Sequence

from branchtui.store.file.database import act
from branchtui.store.models import Point, Row
from branchtui.store.queries.frameworks import marked
from branchtui.store.writes import trash
from branchtui.workflows.frameworks.marks import mark


def toggle(points: Sequence[Point], things: Sequence[Row]) -> str:
    """Put things of one table to those points that lack any of them, and take them back from the others, as one act.

    Gives the sentence that says so. Raises BranchError where one can't be evidence.
    """
    there = marked.put(things)
    lacking = [point for point in points if len(there.get(point.id, ())) < len(things)]
    full = [point for point in points if point not in lacking]
    many = f"{len(things)} 项，" if len(things) > 1 else ""
    with act(f"佐证：{_named(lacking or full)}"):
        if lacking:
            mark(lacking, things)
        for point in full:
            for each in there[point.id]:
                trash(each)
    told = [f"已作佐证：{many}{_named(lacking)}"] if lacking else []
    told += [f"不再作佐证：{many}{_named(full)}"] if full else []
    return f"{'；'.join(told)}。"


def _named(points: Sequence[Point]) -> str:
    return "、".join(f"“{point.title}”" for point in points)
