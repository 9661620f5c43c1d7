"""Pages before printing: pieces + profile → pages of rows on the page's grid, with an editor's warnings. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from branchtui.typesetting.line_breaking import badly_broken, width, wrap
from branchtui.typesetting.pieces import Figure, Grid, NewPage, Piece, Text
from branchtui.typesetting.profile import Profile
from branchtui.typesetting.sizes import POINTS_PER_MM, cell_lines, figure_size, measure_of, row_height, table_row_rows

WHITE_FOOT = 6  # rows left white at a page foot that an editor still accepts


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: `left` is its distance from the text area's edge in points, before alignment."""

    element: str
    text: str
    left: float
    align: str
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Box:
    """A picture's place, `width` in points and `rows` high; `lost` are the words in the frame of one that is lost."""

    number: int
    sha: str
    width: float
    rows: int
    lost: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: for each cell its lines; `widths` in points."""

    cells: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    align: tuple[str, ...]
    head: bool
    rows: int


Row = Line | Box | TableRow


@dataclass(frozen=True, slots=True)
class PageOfRows:
    """One page, from top to bottom; `white` rows are left at its foot."""

    number: int
    rows: tuple[Row, ...]
    white: int


@dataclass(frozen=True, slots=True)
class LayoutWarning:
    """What an editor would object to, and on which page."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages as they will print, `height` rows each."""

    pages: tuple[PageOfRows, ...]
    warnings: tuple[LayoutWarning, ...]
    height: int


def lay(pieces: Iterable[Piece], profile: Profile, pixels: Callable[[str], tuple[int, int]]) -> Layout:
    """The pages of a paper. `pixels` gives the size of a picture by its sha."""
    maker = _Pages(profile)
    blocks = [_block(piece, profile, pixels) for piece in pieces]
    for place, block in enumerate(blocks):
        maker.put(block, blocks[place + 1 :])
    return maker.finish()


@dataclass(slots=True)
class _Block:
    """A piece as rows. `whole` rows stay on one page; `keep` holds the last row on the next block's page."""

    rows: list[Row]
    keep: bool = False
    whole: bool = False
    head: TableRow | None = None
    new_page: bool = False
    element: str = ""
    figure: int = 0

    @property
    def height(self) -> int:
        return sum(row.rows for row in self.rows)

    @property
    def least(self) -> int:
        """Rows that must stand together at the start."""
        return self.height if self.whole or self.keep else sum(row.rows for row in self.rows[: 2 if self.head else 1])


@dataclass(slots=True)
class _Pages:
    profile: Profile
    capacity: int = 0
    pages: list[list[Row]] = field(default_factory=lambda: [[]])
    warnings: list[LayoutWarning] = field(default_factory=list)
    used: int = 0

    def __post_init__(self) -> None:
        page = self.profile.page
        self.capacity = page.lines or max(1, int(page.text_height / 20 / row_height(self.profile)))

    def put(self, block: _Block, following: list[_Block]) -> None:
        if block.new_page:
            self.turn()
            return
        self.look_at(block)
        needed = block.least
        if block.keep:
            for other in following:
                needed += other.least
                if not other.keep:
                    break
        if self.used and self.used + min(needed, self.capacity) > self.capacity:
            if block.figure and self.left > WHITE_FOOT:
                self.warn(f"图{block.figure}放不下，本页下部空{self.left}行：可把图移后、缩小，或前移一段文字")
            self.turn()
        for number, row in enumerate(block.rows):
            if self.used and self.used + row.rows > self.capacity:
                self.turn()
                if block.head and number:
                    self.add(block.head)
            self.add(row)

    @property
    def left(self) -> int:
        return self.capacity - self.used

    def add(self, row: Row) -> None:
        self.pages[-1].append(row)
        self.used += row.rows

    def turn(self) -> None:
        last = self.pages[-1][-1] if self.pages[-1] else None
        if isinstance(last, Line) and last.element.startswith("heading"):
            self.warn("标题落在页末，后面没有正文")
        self.pages.append([])
        self.used = 0

    def warn(self, text: str) -> None:
        self.warnings.append(LayoutWarning(len(self.pages), text))

    def look_at(self, block: _Block) -> None:
        lines = [row.text for row in block.rows if isinstance(row, Line)]
        if block.element.startswith("heading") and len(lines) > 1 and width(lines[-1]) <= 2:
            self.warn(f"标题“{lines[0][:10]}…”多出{len(lines[-1])}个字折到下一行，改短些更好看")
        if block.element == "title" and badly_broken(lines):
            self.warn(f"标题最后一行只有“{lines[-1]}”，请调整标题长短")

    def finish(self) -> Layout:
        if len(self.pages) > 1:
            last = self.pages[-1]
            lines = [row for row in last if isinstance(row, Line)]
            if len(lines) == len(last) and {line.element for line in lines if line.text} <= {"signoff"}:
                self.warn("落款单独占了一页，请压缩正文或调整段落")
            elif len(lines) == len(last) and len(last) <= 2:
                self.warn(f"最后一页只有{len(last)}行，删去几个字可以少印一页")
        pages = tuple(
            PageOfRows(n, tuple(rows), self.capacity - sum(r.rows for r in rows))
            for n, rows in enumerate(self.pages, 1)
        )
        return Layout(pages, tuple(self.warnings), self.capacity)


def _block(piece: Piece, profile: Profile, pixels: Callable[[str], tuple[int, int]]) -> _Block:
    match piece:
        case NewPage():
            return _Block([], new_page=True)
        case Figure():
            return _figure(piece, profile, piece.pixels if piece.lost else pixels(piece.sha))
        case Grid():
            return _grid(piece, profile)
        case Text():
            rows = _lines(piece.element, piece.text, profile, piece.right)
            from_heading = piece.element in ("title", "subtitle", "kicker", "meta") or piece.element[:7] == "heading"
            whole = from_heading or piece.element in ("caption", "byline", "signoff")
            return _Block(rows, keep=piece.keep, whole=whole, element=piece.element)


def _lines(element: str, text: str, profile: Profile, right: float = 0.0) -> list[Row]:
    face = profile.elements[element]
    measure = measure_of(element, profile)
    space = right * profile.elements.body.size
    limit = profile.page.text_width / 20 - space
    first = face.indent * face.size
    if right:
        left = limit - measure.length(text)
        return [Line(element, text, max(0.0, left), "left")]
    lines = wrap(text, measure, limit, first)
    return [Line(element, line, first if number == 0 else 0.0, face.align) for number, line in enumerate(lines)]


def _figure(piece: Figure, profile: Profile, pixels: tuple[int, int]) -> _Block:
    size = figure_size(pixels, profile)
    rules = profile.captions
    label = f"{rules.label}{piece.number}" if rules.number else ""
    caption = label + (rules.gap if label and piece.caption else "") + piece.caption
    box = Box(piece.number, piece.sha, size.width, size.rows, piece.lost)
    rows: list[Row] = [box, *_lines("caption", caption, profile)]
    return _Block(rows, whole=True, figure=piece.number)


def _grid(piece: Grid, profile: Profile) -> _Block:
    widths = tuple(mm * POINTS_PER_MM for mm in piece.widths)

    def row(cells: tuple[str, ...], head: bool) -> TableRow:
        lines = cell_lines(piece, cells, profile, head=head)
        align = ("center",) * len(widths) if head else piece.align
        return TableRow(tuple(lines), widths, align, head, table_row_rows(lines, profile))

    head = row(piece.header, True) if piece.header else None
    rows: list[Row] = [head] if head else []
    rows += [row(cells, False) for cells in piece.rows]
    return _Block(rows, head=head)
