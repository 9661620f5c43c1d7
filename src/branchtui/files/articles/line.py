"""One line of an article."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Line:
    """`level` 1..6 is a heading that the file itself marks; a `figure` is a picture, its text the caption."""

    text: str
    level: int = 0
    role: Literal["", "title", "subtitle"] = ""
    figure: bool = False
