"""Lines of cells with roles: what panes are drawn with. No widget, no markup and no layout."""

from collections.abc import Mapping
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from branchtui.ui.text.cells import fit, one_line
from branchtui.ui.text.glyphs import Glyphs
from branchtui.values import NamedTuple


class Piece(NamedTuple):
    """Some text in one role; `ground` is empty where it is that of the line."""

    text: str
    role: str = "text"
    bold: bool = False
    ground: str = ""
    underline: bool = False


class Ink:
    """One line, from left to right. Text is made one clean line as it is added."""

    __slots__ = ("cells", "pieces")

    def __init__(self, text: str = "", role: str = "text", *, bold: bool = False) -> None:
        self.pieces: list[Piece] = []
        self.cells = 0
        self.add(text, role, bold=bold)

    def add(
        self,
        text: str,
        role: str = "text",
        *,
        bold: bool = False,
        ground: str = "",
        underline: bool = False,
        width: int | None = None,
        more: str = "..",
    ) -> "Ink":
        """Add some text; in exactly `width` cells where that is given, `more` standing for what was cut off."""
        if width is None:
            text = one_line(text)
            width = cell_len(text)
        else:
            text = fit(text, width, more)
        if text:
            self.pieces.append(Piece(text, role, bold, ground, underline))
            self.cells += width
        return self

    def join(self, other: "Ink") -> "Ink":
        """Add the pieces of another line."""
        self.pieces += other.pieces
        self.cells += other.cells
        return self

    def to(self, cell: int, *, ground: str = "") -> "Ink":
        """Add blanks up to this cell."""
        blanks = cell - self.cells
        if blanks > 0:
            last = self.pieces[-1] if self.pieces else Piece("")
            if last.text and last.ground == ground and not last.underline:  # one piece is drawn quicker than two
                self.pieces[-1] = Piece(last.text + " " * blanks, *last[1:])
            else:
                self.pieces.append(Piece(" " * blanks, ground=ground))
            self.cells = cell
        return self

    def gap(self) -> "Ink":
        """Add one blank."""
        return self.to(self.cells + 1)

    def ending(self, width: int, text: str) -> "Ink":
        """Add `text` quietly against the right end of so many cells, or not at all where there is no room for it."""
        start = width - cell_len(text)
        return self.to(start).add(text, "quiet") if self.cells < start else self

    def cut(self, width: int, more: str = "..") -> "Ink":
        """A line of at most `width` cells; `more` stands for what was cut off."""
        if self.cells <= width:
            return self
        line = Ink()
        for piece in self.pieces:
            room = width - line.cells
            cells = cell_len(piece.text)
            text = piece.text if cells < room else fit(piece.text, room, more)
            line.pieces.append(Piece(text, *piece[1:]))
            line.cells += min(cells, room)
            if cells >= room:
                break
        return line

    def __str__(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ink) and other.pieces == self.pieces

    __hash__ = None  # type: ignore[assignment] # a line is added to

    def __repr__(self) -> str:
        return f"Ink({self.pieces!r})"


@lru_cache(maxsize=1024)
def _style(colour: str, ground: str, bold: bool, underline: bool) -> Style:
    if colour.startswith("#"):
        return Style(color=colour, bgcolor=ground, bold=bold or None, underline=underline or None)
    return Style.parse(" ".join(filter(None, (colour, ground, "bold" * bold, "underline" * underline))))


class Brush:
    """The colours of a theme and the signs of the terminal: all that drawing needs to know."""

    def __init__(self, colours: Mapping[str, str], glyphs: Glyphs) -> None:
        self.colours, self.glyphs = colours, glyphs

    def style(self, role: str, ground: str = "pane", *, bold: bool = False, underline: bool = False) -> Style:
        """The style of a role's text on a ground. What is bad, and the cursor line, are bold: for terminals without colours."""
        return _style(self.colours[role], self.colours[ground], bold or role == "bad" or ground == "cursor", underline)

    def segments(self, ink: Ink, ground: str = "pane") -> list[Segment]:
        """The line as segments, as few as its styles allow."""
        out: list[Segment] = []
        words, before = "", None
        for text, role, bold, own, underline in ink.pieces:
            style = self.style(role, own or ground, bold=bold, underline=underline)
            if style is before:
                words += text
                continue
            if before is not None:
                out.append(Segment(words, before))
            words, before = text, style
        return [*out, Segment(words, before)] if words else out

    def strip(self, ink: Ink, width: int, ground: str = "pane") -> Strip:
        """The line as a strip of exactly `width` cells."""
        segments = self.segments(ink, ground)
        if ink.cells > width:
            return Strip(segments, ink.cells).crop(0, width)
        if ink.cells < width:
            segments.append(Segment(" " * (width - ink.cells), self.style("text", ground)))
        return Strip(segments, width)
