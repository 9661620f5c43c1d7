"""The Paper tree: what stands between the entities and a Word file (or the paper shown in the terminal).

A paper function builds it, a profile says how it looks, the writer prints it. All text is plain text.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words set apart, e.g. a run-in label."""

    text: str


Inline = str | Emphasis


@dataclass(frozen=True, slots=True)
class Title:
    """The paper's title; the writer breaks it into lines. `text` may hold line breaks of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Kicker:
    """栏目, above the title or joined to it as the profile says."""

    text: str


@dataclass(frozen=True, slots=True)
class Subtitle:
    """One part of a subtitle."""

    text: str


@dataclass(frozen=True, slots=True)
class Meta:
    """The centred line of labels under a title: (供稿单位, a unit), (发布日期, a day). An empty label prints none."""

    pairs: tuple[tuple[str, str | date], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading without its number; `numbered` asks the profile for one (一、 （一） 1. （1）).

    `rest` runs on in the heading's line, set as body text.
    """

    text: str
    level: int = 1  # 1..4
    numbered: bool = False
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`body` is indented by two characters, `note` is an editor's note, `addressee` stands at the margin."""

    inlines: tuple[Inline, ...]
    role: Literal["body", "note", "addressee"] = "body"

    @property
    def text(self) -> str:
        return "".join(i if isinstance(i, str) else i.text for i in self.inlines)


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` are millimetres; the header row (`()` for none) is printed on each page. `align`: l c r per column."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    align: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure at its place: `sha` names the bytes ('' where no picture has been attached), `number` counts 1..n.

    `name` is what the picture's file was called, `pixels` its size, `machine` the computer it came from. Where the bytes
    are lost, `lost` is what is printed in a frame in their place. `width`: in percent of the column, None as the profile
    has it.
    """

    number: int
    sha: str
    caption: str = ""
    alt: str = ""
    name: str = ""
    pixels: tuple[int, int] = (0, 0)
    lost: str = ""
    machine: str = ""
    width: int | None = None

    @property
    def called(self) -> str:
        """What tells a person which file is meant, and where to look for it."""
        return (self.name or f"图{self.number}") + (f"（从电脑“{self.machine}”添加）" if self.machine else "")


@dataclass(frozen=True, slots=True)
class Byline:
    """(role, names) pairs: 文, 图, 审核, 责编."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who signs, and the day; without one a place is left to write it by hand."""

    unit: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Signatures:
    """A line to be signed by hand by each of these roles; never alone on a page."""

    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """One empty line."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = (
    Title
    | Kicker
    | Subtitle
    | Meta
    | Heading
    | Paragraph
    | Table
    | Picture
    | Byline
    | SignOff
    | Signatures
    | Blank
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `title`, `author`, `dated`, `subject` (the kind of paper) go into the file's properties.

    `dated` is None where nobody told the day. `sheet`: as the profile says, with smaller type in tables of many columns,
    or the smallest where their cells are long too, or one page across to hang up, in the largest type that fits.
    """

    title: str
    author: str
    dated: date | None
    subject: str
    blocks: tuple[Block, ...]
    sheet: Literal["usual", "dense", "fine", "hung"] = "usual"


def paragraphs(text: str, role: Literal["body", "note", "addressee"] = "body") -> list[Paragraph]:
    """A stored text as paragraphs, one for each line that is not empty."""
    return [Paragraph((line.strip(),), role) for line in text.splitlines() if line.strip()]
