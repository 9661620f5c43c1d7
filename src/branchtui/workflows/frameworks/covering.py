"""覆盖内容: which of the points of running campaigns a meeting covers. They are ordinary marks on the meeting."""

from collections.abc import Sequence

from branchtui.errors import BranchError
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.text.nearest import near
from branchtui.store.models import Meeting, Point
from branchtui.store.queries.frameworks import trees
from branchtui.workflows.frameworks.marks import mark


def coverable() -> list[Point]:
    """The points of running campaigns that stand for something to do: those below which there are none."""
    found: list[Point] = []
    for framework, points in trees.open_trees():
        if framework.kind == "campaign":
            above = {row.parent_id for row in points}
            found += [row for row in points if row.id not in above]
    return found


def points_typed(words: str) -> list[Point]:
    """The points whose titles were typed, with 、 between them, which may stand in a title too.

    Raises BranchError for what is none of their titles.
    """
    there = {row.title: row for row in reversed(coverable())}
    found, rest = [], f"、{words.strip().replace('；', '、').replace('，', '、').strip('、')}、"
    for title in sorted(there, key=len, reverse=True):
        if f"、{title}、" in rest:
            found.append(there[title])
            rest = rest.replace(f"、{title}、", "、")
    if left := next(filter(None, rest.split("、")), ""):
        raise BranchError(f"专题教育里没有“{quoted(left, 20)}”这一项{near(left, list(there)) or '。'}")
    return found


def cover(meeting: Meeting, points: Sequence[Point]) -> None:
    """Put a meeting to the points that it covers."""
    if points:
        mark(points, [meeting])
