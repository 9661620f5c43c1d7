"""Many papers in one: a cover, a page of contents with the first page of each, then the papers one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from branchtui.papers.tree import Blank, Block, PageBreak, Paper, Table, Title
from branchtui.rules.text.numerals import chinese_number

_WIDTHS = (135, 20)
_CONTENTS = "目录"


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper of a part; `name` is what the contents call it, empty where it is the part itself."""

    name: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a book: its name and its papers, of which there is at least one."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """Papers that go into one file. The cover is set as a paper of its own, on the first page."""

    title: str
    author: str
    dated: date | None
    subject: str
    cover: tuple[Block, ...]
    parts: tuple[Part, ...]

    @property
    def papers(self) -> list[Paper]:
        """All papers in the order in which they are bound, without cover and contents."""
        return [entry.paper for part in self.parts for entry in part.entries]

    @property
    def front(self) -> Paper:
        """The cover alone."""
        return self._paper(self.cover)

    def contents(self, pages: Sequence[int]) -> Paper:
        """The page of contents alone; `pages` are the first pages of the papers."""
        return self._paper(self._contents(pages))

    def bound(self, pages: Sequence[int]) -> Paper:
        """Everything as one paper; `pages` are the first pages of the papers. A blank line parts them."""
        blocks = [*self.cover, PageBreak(), *self._contents(pages)]
        for number, paper in enumerate(self.papers):
            blocks += [Blank() if number else PageBreak(), *paper.blocks]
        return self._paper(blocks)

    def _paper(self, blocks: Sequence[Block]) -> Paper:
        return Paper(self.title, self.author, self.dated, self.subject, tuple(blocks), "dense")

    def _contents(self, pages: Sequence[int]) -> list[Block]:
        """A line for each part, and below it one for each of its papers that has a name of its own."""
        rows: list[tuple[str, str]] = []
        left = iter(pages)
        for number, part in enumerate(self.parts, 1):
            first = True
            for entry in part.entries:
                page = str(next(left))
                if first:
                    rows.append((f"{chinese_number(number)}、{part.name}", page))
                if entry.name:
                    rows.append((f"　　{entry.name}", page))
                first = False
        return [Title(_CONTENTS), Table(("内容", "页码"), tuple(rows), _WIDTHS, "lc")]
