"""One part of the running text, while it is told what it is."""

from dataclasses import dataclass
from typing import Literal


@dataclass(slots=True)
class Block:
    """`number` is a figure's own number (0: none), `picture` where the file keeps it; `look` is that of the line.

    A caption belongs to the figure that has taken its words, and does not stand in the text.
    """

    kind: Literal["paragraph", "heading", "figure", "caption", "row"]
    text: str
    level: int = 0
    number: int = 0
    picture: str = ""
    look: int = 0
