"""Pieces as rows of a page: lines of text, places of pictures, rows of tables. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from branchtui.typesetting.line_breaking import Measure, breaks_words, wrap
from branchtui.typesetting.pieces import Figure, Grid, NewPage, Piece, Text
from branchtui.typesetting.profile import Profile
from branchtui.typesetting.sizes import (
    POINTS_PER_MM,
    FigureSize,
    cell_lines,
    figure_size,
    line_height,
    measure_of,
    row_height,
    table_row_height,
    table_row_rows,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: `left` is its distance from the text area's edge in points, before alignment; so is `height`."""

    element: str
    text: str
    left: float
    align: str
    height: float
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Box:
    """A picture's place, `width` and `height` in points; `lost` are the words in the frame of one that is lost.

    `made` is how high the picture itself became where it was made to fit the page, else 0.
    """

    number: int
    sha: str
    width: float
    height: float
    rows: int
    lost: str = ""
    made: float = 0.0


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: for each cell its lines; `widths` and `height` in points."""

    cells: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    align: tuple[str, ...]
    head: bool
    height: float
    rows: int


Row = Line | Box | TableRow


@dataclass(slots=True)
class Block:
    """A piece as rows. `whole` rows stay on one page; `keep` holds the last row on the next block's page, and all others too
    but those of a table; `before` and `after` are points left white above and below, none at the head of a page, and the
    greater of two that meet."""

    rows: list[Row]
    keep: bool = False
    whole: bool = False
    head: TableRow | None = None
    new_page: bool = False
    element: str = ""
    empty: bool = False
    figure: Figure | None = None
    size: FigureSize | None = None
    before: float = 0.0
    after: float = 0.0

    @property
    def height(self) -> float:
        return sum(row.height for row in self.rows)

    @property
    def least(self) -> float:
        """The height of what must stand together at the start."""
        return self.height if self.kept_whole else sum(row.height for row in self.rows[: 2 if self.head else 1])

    @property
    def kept_whole(self) -> bool:
        """Whether none of its rows may stand on another page."""
        table = bool(self.rows) and isinstance(self.rows[0], TableRow)
        return self.whole or (self.keep and (not table or len(self.rows) <= (2 if self.head else 1)))


def held_by(block: Block, following: Iterable[Block]) -> tuple[float, Block]:
    """How high what a block holds on its last row's page is, with the white between, and the last block of it."""
    height, last = 0.0, block
    for other in following:
        if not last.keep or (last is not block and not last.kept_whole):
            break
        height += max(last.after, other.before) + other.least
        last = other
    return height, last


def block_of(piece: Piece, profile: Profile, pixels: Callable[[str], tuple[int, int]]) -> Block:
    match piece:
        case NewPage():
            return Block([], new_page=True)
        case Figure():
            return _figure(piece, profile, piece.pixels if piece.lost else pixels(piece.sha))
        case Grid():
            return _grid(piece, profile)
        case Text():
            rows = _lines(piece.element, _tabbed(piece, profile), profile, piece.right)
            from_heading = piece.element in ("title", "subtitle", "kicker", "meta") or piece.element[:7] == "heading"
            whole = from_heading or piece.element in ("caption", "byline", "signoff")
            face = profile.elements[piece.element]
            return Block(
                rows,
                keep=piece.keep,
                whole=whole,
                element=piece.element,
                empty=is_empty(piece),
                before=face.before,
                after=face.after,
            )


def is_heading(piece: Piece) -> bool:
    """Whether it is a heading."""
    return isinstance(piece, Text) and piece.element.startswith("heading")


def is_empty(piece: Piece) -> bool:
    """Whether it is an empty line."""
    return isinstance(piece, Text) and piece.element == "body" and not piece.runs


def _tabbed(piece: Text, profile: Profile) -> str:
    """The text of a piece with blanks up to each of its tabs."""
    if not piece.tabs:
        return piece.text
    face, measure = profile.elements[piece.element], measure_of(piece.element, profile)
    text, *others = piece.text.split("\t")
    for stop, other in zip(piece.tabs, others, strict=True):
        blank = stop - face.indent * face.size - measure.length(text)
        text += "　" * max(1, round(blank / measure.size)) + other
    return text


def _lines(element: str, text: str, profile: Profile, right: float = 0.0) -> list[Row]:
    face = profile.elements[element]
    measure = measure_of(element, profile)
    space = right * profile.elements.body.size
    limit = profile.page.text_width / 20 - space
    first = face.indent * face.size
    if right:
        left = limit - measure.length(text)
        return [Line(element, text, max(0.0, left), "left", line_height(face, profile))]
    lines, height = _wrapped(text, measure, limit, first, face.align == "justify"), line_height(face, profile)
    return [Line(element, line, first if number == 0 else 0.0, face.align, height) for number, line in enumerate(lines)]


@lru_cache(
    maxsize=512
)  # the paragraphs of a paper: it is laid out for a look and for its file, and again as it is typed
def _wrapped(text: str, measure: Measure, line: float, first: float, justified: bool) -> tuple[str, ...]:
    return tuple(wrap(text, measure, line, first, within_words=justified and breaks_words(text)))


def _figure(piece: Figure, profile: Profile, pixels: tuple[int, int]) -> Block:
    size = figure_size(piece, pixels, profile)
    rules, face = profile.captions, profile.elements.caption
    label = f"{rules.label}{piece.number}" if rules.number else ""
    caption = label + (rules.gap if label and piece.caption else "") + piece.caption
    height = size.rows * row_height(profile) if profile.page.pitch else size.height
    box = Box(piece.number, piece.sha, size.width, height, size.rows, piece.lost)
    rows: list[Row] = [box, *_lines("caption", caption, profile)]
    return Block(rows, whole=True, figure=piece, size=size, after=face.after)


def _grid(piece: Grid, profile: Profile) -> Block:
    widths = tuple(mm * POINTS_PER_MM for mm in piece.widths)

    def row(cells: tuple[str, ...], head: bool) -> TableRow:
        lines = cell_lines(piece, cells, profile, head=head)
        align = ("center",) * len(widths) if head else piece.align
        height = table_row_height(lines, profile)
        return TableRow(tuple(lines), widths, align, head, height, table_row_rows(height, profile))

    head = row(piece.header, True) if piece.header else None
    rows: list[Row] = [head] if head else []
    rows += [row(cells, False) for cells in piece.rows]
    return Block(rows, keep=piece.keep, head=head)
