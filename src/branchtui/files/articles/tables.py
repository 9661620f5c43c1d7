"""Tables of a text: lines with `|` between the cells, or with tabs, and how a row is written in a report's body."""

import re
from collections.abc import Sequence

from branchtui.files.articles.labels.labels import labels

_RULE = re.compile(
    r"\|?(?:\s*:?-{2,}:?\s*\|){1,60}(?:\s*:?-{2,}:?\s*)?|\|?(?:\s*:?-{2,}:?\s*\|){0,60}\s*:?-{2,}:?\s*\|"
)
_BAR = re.compile(r"(?<!\\)\|")
_LONGEST_CELL = 60


def row(cells: Sequence[str]) -> str:
    """Cells as the row of a table in a report's body."""
    return f"| {' | '.join(' '.join(cell.split()).replace('|', chr(92) + '|') for cell in cells)} |"


def rows_of(lines: Sequence[str]) -> list[str | None]:
    """For each line the row it is, an empty text for the rule below a head, None where it is no part of a table."""
    found: list[str | None] = [None] * len(lines)
    at = 0
    while at < len(lines):
        end = _barred(lines, at, found) or _tabbed(lines, at, found)
        at = end or at + 1
    return found


def _barred(lines: Sequence[str], first: int, found: list[str | None]) -> int:
    """Fill in a table drawn with bars that begins here; where it ends, or 0."""
    if "|" not in lines[first]:
        return 0
    ruled = first + 1 < len(lines) and _is_rule(lines[first + 1])
    end = first
    while end < len(lines) and (
        (lines[end].startswith("|") and lines[end].endswith("|") and len(lines[end]) > 2)
        or (ruled and "|" in lines[end])
    ):
        end += 1
    if end - first < 2:
        return 0
    for at in range(first, end):
        cells = [
            cell.strip().replace("\\|", "|")
            for cell in _BAR.split(lines[at].strip().removeprefix("|").removesuffix("|"))
        ]
        found[at] = "" if _is_rule(lines[at]) else row(cells)
    return end


def _is_rule(line: str) -> bool:
    return "-" in line and len(line) < 2000 and _RULE.fullmatch(line) is not None


def _tabbed(lines: Sequence[str], first: int, found: list[str | None]) -> int:
    """The same of a table whose cells are parted by tabs: as many in each of its lines, and none of them a label."""
    cells = _cells(lines[first])
    end = first
    while end < len(lines) and len(more := _cells(lines[end])) == len(cells) > 1:
        if any(len(cell) > _LONGEST_CELL or cell.endswith("。") or labels(cell) for cell in more):
            break
        found[end] = row(more)
        end += 1
    if end - first < 2:
        found[first] = None
        return 0
    return end


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t")]
