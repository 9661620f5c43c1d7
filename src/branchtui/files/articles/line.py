"""One line of an article."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Line:
    """`level` 1..6 is a heading that the file itself marks; a `figure` is a picture, its text the caption.

    `picture` is where the file keeps that picture: a part of a .docx, or the link of a .md. A `row` is a row of a table,
    as `| a | b |`. `look` tells how the type of a line stands out from the running text: 0 not at all, 1 the most. A
    line that is `soft` goes on with the paragraph of the line above.
    """

    text: str
    level: int = 0
    role: Literal["", "title", "subtitle", "caption"] = ""
    figure: bool = False
    picture: str = ""
    row: bool = False
    look: int = 0
    soft: bool = False
