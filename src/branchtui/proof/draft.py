"""A draft as the rules see it: its lines in reading order, each with the part and the line of the part it stands on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from branchtui.rules.reports.states import ReportState

LineKind = Literal[
    "kicker", "title", "subtitle", "unit", "note", "heading", "paragraph", "figure", "table", "caption", "byline"
]
"""What a line is. `figure` is a figure's place, `caption` the words of a figure, `byline` the names of one role."""


class Line(NamedTuple):
    """One line. `part` and `number` say where a person finds it: the column of the report, and the line of its text.

    Of a caption the part is `figure` and the number its mark; of a by-line `byline` and its place; `label` is its role.
    """

    part: str
    number: int
    kind: LineKind
    text: str
    label: str = ""
    level: int = 0  # of a heading


class Picture(NamedTuple):
    """A figure: its mark, its caption, and of its photo whether it is there and when it was taken."""

    mark: int
    caption: str
    there: bool
    taken: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A report: its lines, its figures by mark, its kind (a key of the outlines, or empty), its date, if it has one, and
    how far it has come."""

    lines: tuple[Line, ...]
    figures: tuple[Picture, ...] = ()
    kind: str = ""
    dated: date | None = None
    state: ReportState = "draft"
