"""The text of a report: `# ` headings, a line `【图N】` for a figure's place, everything else paragraphs."""

import re
from dataclasses import dataclass

_HEADING = re.compile(r"^(#{1,4})\s+(.+)$")
_COUNTED = re.compile(r"[\u0021-\u02ff]+|[^\s\u0021-\u02ff]")
_FIGURE = re.compile(r"^【图\s*(\d{1,4})】$")


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Para:
    text: str


@dataclass(frozen=True, slots=True)
class FigureMark:
    mark: int


BodyBlock = Heading | Para | FigureMark


def parse_body(text: str) -> list[BodyBlock]:
    """The blocks of a report's text, in order; empty lines only part them."""
    blocks: list[BodyBlock] = []
    for line in text.splitlines():
        line = line.strip()
        if not line:
            continue
        if match := _FIGURE.match(line):
            blocks.append(FigureMark(int(match[1])))
        elif match := _HEADING.match(line):
            blocks.append(Heading(len(match[1]), match[2].strip()))
        else:
            blocks.append(Para(line))
    return blocks


def length_of(text: str) -> int:
    """How long the headings and paragraphs of a text are, as editors count: a Han character or a mark is one, and so is
    a word or a number in other letters."""
    words = (block.text for block in parse_body(text) if not isinstance(block, FigureMark))
    return sum(len(_COUNTED.findall(line)) for line in words)


def figure_marks(text: str) -> list[int]:
    """The figure marks of a text in the order of their places."""
    return [block.mark for block in parse_body(text) if isinstance(block, FigureMark)]
