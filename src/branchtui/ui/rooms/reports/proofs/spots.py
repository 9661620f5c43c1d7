"""Where findings stand in the texts of a report as they are being typed."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from branchtui.proof.finding import Finding

PARTS = {
    "kicker": "栏目",
    "title": "标题",
    "subtitle": "副题",
    "unit": "单位",
    "editors_note": "编者按",
    "body": "正文",
    "figure": "图注",
    "byline": "署名",
}
"""What the parts of a draft are called beside its text, in reading order."""

_RANKS = {part: rank for rank, part in enumerate(PARTS)}


class Spot(NamedTuple):
    """A stretch of one line of a text."""

    row: int
    start: int
    end: int


Place = tuple[int, int, int]
"""A place in a report: its part, a line of it, a character; greater is further on in reading order."""


def spot_of(finding: Finding, text: str) -> Spot | None:
    """Where the finding stands in the text of its part; None where that was changed since.

    What a rule sees of a line begins behind its indent and the sign of a heading: it is the end of the line.
    """
    lines = text.split("\n")
    row = 0 if finding.part in ("figure", "byline") else finding.line
    if row >= len(lines):
        return None
    line = lines[row].rstrip()
    seen = line.lstrip()
    if finding.part == "body" and seen.startswith("#"):
        seen = seen.lstrip("#").lstrip()
    before = len(line) - len(seen)
    spot = Spot(row, before + finding.start, before + finding.end)
    return spot if lines[row][spot.start : spot.end] == finding.said else None


def place_in(part: str, row: int, column: int) -> Place:
    """A place in the text of a part."""
    return _RANKS[part], row, column


def place_of(finding: Finding) -> Place:
    """Where a finding begins, by the line it was found in."""
    return place_in(finding.part, finding.line, finding.start)


def next_from(findings: Sequence[Finding], here: Place, way: int) -> int:
    """Which finding comes next behind a place (`way` 1) or before it (-1); round the end it begins again."""
    at = bisect_left([place_of(finding) for finding in findings], here)
    return (at if way > 0 else at - 1) % len(findings)


def after_edit(findings: Sequence[Finding], done: Finding, text: str) -> list[Finding]:
    """What is still found once `done` says `text`: those behind it in its line have moved, those across it are gone."""
    moved = len(text) - (done.end - done.start)
    left = []
    for finding in findings:
        if (finding.part, finding.line) != (done.part, done.line) or finding.end <= done.start:
            left.append(finding)
        elif finding.start >= done.end:
            left.append(finding._replace(start=finding.start + moved, end=finding.end + moved))
    return left


def same_as(before: Finding, found: Sequence[Finding]) -> Finding | None:
    """What a finding has become after an edit: itself, or the nearest one of the same rule and words; None where it is gone."""
    like = [each for each in found if (each.rule, each.part, each.said) == (before.rule, before.part, before.said)]
    return min(like, key=lambda each: (abs(each.line - before.line), abs(each.start - before.start)), default=None)
