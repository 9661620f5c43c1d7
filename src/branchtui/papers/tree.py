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
    """The centred line of labels under a title: (供稿单位, 国际商学院), (发布日期, …)."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1  # 1..4


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
    """`widths` are millimetres; the header row is printed on each page. `align` is one letter per column: l c r."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    align: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure at its place: `sha` names the bytes ('' where no picture has been attached), `number` counts 1..n."""

    number: int
    sha: str
    caption: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Byline:
    """(role, names) pairs: 文, 图, 审核, 责编."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who signs, and the day."""

    unit: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block = Title | Kicker | Subtitle | Meta | Heading | Paragraph | Table | Picture | Byline | SignOff | PageBreak


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `title`, `author`, `dated`, `subject` go into the file's properties."""

    title: str
    author: str
    dated: date
    subject: str
    blocks: tuple[Block, ...]


def paragraphs(text: str, role: Literal["body", "note", "addressee"] = "body") -> list[Paragraph]:
    """A stored text as paragraphs, one for each line that is not empty."""
    return [Paragraph((line.strip(),), role) for line in text.splitlines() if line.strip()]
