"""The rows of lists: where they come from, the headings between them, and how their cells are drawn."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from rich.cells import cell_len

from branchtui.ui.text.cells import one_line
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.values import NamedTuple

RowT = TypeVar("RowT")
RowT_co = TypeVar("RowT_co", covariant=True)
FLAG = 2  # cells of the sign that something of a row waits for a decision, and the blank behind it


class Source(Protocol[RowT_co]):
    """A list of any length, read a page at a time. The query windows of the store are such."""

    def count(self) -> int: ...
    def page(self, offset: int, limit: int) -> Sequence[RowT_co]: ...


class Rows(Generic[RowT]):
    """Rows that are all in memory, as a Source."""

    def __init__(self, rows: Sequence[RowT] = ()) -> None:
        self.rows = rows

    def count(self) -> int:
        return len(self.rows)

    def page(self, offset: int, limit: int) -> Sequence[RowT]:
        return self.rows[offset : offset + limit]


class Heading:
    """A line between the rows that the cursor passes over."""

    __slots__ = ("ink",)

    def __init__(self, ink: Ink) -> None:
        self.ink = ink


class Groups(Protocol):
    """The headings of a list in order, each with the number of rows under it; they may be read as they are asked for."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[tuple[Ink, int]]: ...


class Grouped(Generic[RowT]):
    """A Source with a heading before each group; no more of them are read than stand above what is asked for.

    With `apart` an empty line parts the groups.
    """

    def __init__(self, source: Source[RowT], groups: Groups, *, apart: bool = False) -> None:
        self.source = source
        self.rows = source.count()
        self._heads: dict[int, Heading] = {}  # by the line they stand on
        self._at: list[int] = []  # those lines
        self._count = max(0, 2 * len(groups) - 1) if apart else len(groups)
        self._groups, self._apart = iter(groups), apart
        self._lines = 0  # up to here the headings are known

    def count(self) -> int:
        return self.rows + self._count

    def rows_before(self, line: int) -> int:
        """How many rows stand above a line."""
        self._know(line)
        return line - bisect_left(self._at, line)

    def _know(self, line: int) -> None:
        """Read the headings above a line."""
        while self._lines < line and (group := next(self._groups, None)):
            ink, rows = group
            for head in [Ink(), ink] if self._apart and self._lines else [ink]:
                self._heads[self._lines] = Heading(head)
                self._at.append(self._lines)
                self._lines += 1
            self._lines += rows

    def page(self, offset: int, limit: int) -> Sequence[RowT | Heading]:
        self._know(offset + limit)
        first, last = bisect_left(self._at, offset), bisect_left(self._at, offset + limit)
        rows: list[RowT | Heading] = [*self.source.page(offset - first, limit - (last - first))]
        for at in self._at[first:last]:
            rows.insert(at - offset, self._heads[at])
        return rows


class Column(NamedTuple, Generic[RowT]):
    """One column: `width` in cells. The column with `grow` takes what is left.

    The column that `names` the row has before its text the sign that something of it waits for a decision.
    `from_width` hides it in a narrower table. `role` colours the text, `right` puts it against the right end; `ink`
    draws the cell with the signs of the terminal, `text` being then what it says.
    """

    title: str
    width: int
    text: Callable[[RowT], str]
    grow: bool = False
    from_width: int = 0
    role: str | Callable[[RowT], str] = "text"
    right: bool = False
    ink: Callable[[RowT, Glyphs], Ink] | None = None
    names: bool = False

    def draw(self, line: Ink, row: RowT, cells: int, glyphs: Glyphs) -> None:
        """Add the cell of a row, in exactly so many cells, to a line."""
        end = line.cells + cells
        if self.ink is not None:
            line.join(self.ink(row, glyphs)).to(end)
            return
        text = self.text(row)
        role = self.role if isinstance(self.role, str) else self.role(row)
        if self.right:
            line.to(end - cell_len(one_line(text)))
        line.add(text, role, width=end - line.cells, more=glyphs.more)

    def is_cut(self, row: RowT, cells: int) -> bool:
        """Whether the cell shows less than the text of the row."""
        return self.ink is None and cell_len(one_line(self.text(row))) > cells
