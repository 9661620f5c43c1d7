"""Pages before printing: pieces + profile → pages of rows on the page's grid, with an editor's warnings. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile
from math import ceil

from branchtui.rules.text.citizen_id import quoted
from branchtui.typesetting.line_breaking import badly_broken, width
from branchtui.typesetting.pieces import Figure, Grid, Piece, Text
from branchtui.typesetting.profile import Profile
from branchtui.typesetting.rows import Block, Box, Line, Row, TableRow, block_of, held_by, is_empty, is_heading
from branchtui.typesetting.sizes import (
    SLACK,
    row_height,
    rows_of,
)

WHITE_FOOT = 6  # rows left white at a page foot that an editor still accepts
MOST_MOVED = 2  # rows by which an empty line may grow, so that its page is full
LEFT_WHITE = 2  # rows that a heading kept with its text leaves white, and nobody minds
MOST_PARTED = 3  # headings of a page that may have an empty line above them, so that no more is white
MOST_MISSED = 3  # rows by which a picture may miss the page and be made smaller
LEAST_WIDTH = 0.6  # of the column: how narrow it may become by that


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
    """The pages as they will print, `height` rows each; `begins` are the numbers of the pages on which the pieces begin.

    `empty` are the pieces that are empty lines and came to another number of them, 0 where none is left; `parted` those that
    have an empty line above them; `stretched` tables some of whose rows are higher.
    """

    pages: tuple[PageOfRows, ...]
    warnings: tuple[LayoutWarning, ...]
    height: int
    begins: tuple[int, ...] = ()
    empty: Mapping[int, int] = field(default_factory=dict)
    parted: Collection[int] = ()
    stretched: Mapping[int, tuple[int, float]] = field(default_factory=dict)


def lay(pieces: Iterable[Piece], profile: Profile, pixels: Callable[[str], tuple[int, int]]) -> Layout:
    """The pages of a paper. `pixels` gives the size of a picture by its sha."""
    pieces, maker = tuple(pieces), _Pages(profile)
    layout = _laid(pieces, maker, pixels)
    texts = [page for page in layout.pages[:-1] if all(isinstance(row, Line) for row in page.rows)]
    if maker.full and texts and all(page.white for page in texts):  # none of them shows how many lines a page has
        layout = _laid(pieces, _Pages(profile, left_white=0), pixels)
    return layout


def _laid(pieces: tuple[Piece, ...], maker: "_Pages", pixels: Callable[[str], tuple[int, int]]) -> Layout:
    blocks = [block_of(piece, maker.profile, pixels) for piece in pieces]
    begins = tuple(maker.put(place, block, blocks[place + 1 :]) for place, block in enumerate(blocks))
    return replace(maker.finish(), begins=begins)


def fitted(pieces: tuple[Piece, ...], laid: Callable[[], Layout]) -> tuple[Piece, ...]:
    """The pieces as their pages want them: the heights of figures that were made to fit, the number of empty lines, the
    rows of tables that are higher.

    `laid` gives the pages, and is asked only where they can tell anything.
    """
    if not any(isinstance(piece, Figure) or is_empty(piece) or is_heading(piece) for piece in pieces):
        return pieces
    layout = laid()
    boxes = (row for page in layout.pages for row in page.rows if isinstance(row, Box))
    made: list[Piece] = []
    for place, piece in enumerate(pieces):
        if isinstance(piece, Figure):
            piece = replace(piece, height=next(boxes).made)
        elif isinstance(piece, Grid) and place in layout.stretched:
            piece = replace(piece, stretch=layout.stretched[place])
        made += [Text("body")] * (place in layout.parted) + [piece] * layout.empty.get(place, 1)
    return tuple(made)


@dataclass(slots=True)
class _Pages:
    profile: Profile
    left_white: int = LEFT_WHITE
    capacity: float = 0.0
    pages: list[list[Row]] = field(default_factory=lambda: [[]])
    warnings: list[LayoutWarning] = field(default_factory=list)
    used: float = 0.0
    after: float = 0.0
    white: list[int] = field(default_factory=list)
    gaps: list[tuple[int, int]] = field(default_factory=list)  # of this page: the piece of an empty line, and its row
    empty: dict[int, int] = field(default_factory=dict)
    heads: list[tuple[str, int, int]] = field(default_factory=list)  # of this page: a heading's element, row, and piece
    parted: set[int] = field(default_factory=set)
    stretched: dict[int, tuple[int, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        page = self.profile.page
        self.capacity = page.lines * page.pitch / 20 if page.pitch else page.text_height / 20
        self.capacity = max(self.capacity, row_height(self.profile)) + 0.01

    def put(self, place: int, block: Block, following: list[Block]) -> int:
        """Add a piece; `place` is its number. Returns the page on which it begins."""
        if block.new_page:
            self.turn()
            return len(self.pages)
        self.look_at(block)
        below, last = held_by(block, following)
        needed = block.least + (below if block.kept_whole else 0.0)
        gap = max(self.after, block.before)
        over = self.used + gap + min(needed, self.capacity) - self.capacity
        if self.used and over > 0 and not self.shrunk(last, over):
            if block.figure and self.left > WHITE_FOOT:
                self.warn(f"图{block.figure.number}放不下，本页下部空{self.left}行：可把图移后、缩小，或前移一段文字")
            if self.full and not block.figure and not block.head:
                self.fill()
            self.turn()
            if self.full and block.empty and not block.keep:
                self.empty[place] = 0  # no page begins with it
                return len(self.pages)
        self.used += gap if self.used else 0.0
        begins = len(self.pages)
        if block.empty:
            self.gaps.append((place, len(self.pages[-1])))
        if block.element.startswith("heading") and self.used and not self.below_heading:
            self.heads.append((block.element, len(self.pages[-1]), place))
        for number, row in enumerate(block.rows):
            held = 0.0 if block.kept_whole or number < len(block.rows) - 1 else below
            if (
                self.used
                and self.used + row.height + held > self.capacity
                and (self.used + row.height > self.capacity or self.stretch(place, block, number))
            ):
                self.turn()
                if block.head and number:
                    self.add(block.head)
            self.add(row)
        self.after = block.after
        return begins

    @property
    def full(self) -> bool:
        """Whether pages are to be full: on a grid, and on no template, which has lines of its own."""
        return bool(self.profile.page.pitch) and self.profile.template is None

    @property
    def below_heading(self) -> bool:
        """Whether the last row is a heading."""
        last = self.pages[-1][-1] if self.pages[-1] else None
        return isinstance(last, Line) and last.element.startswith("heading")

    def stretch(self, place: int, block: Block, number: int) -> bool:
        """Make the rows of a table on this page so much higher that its last one, of this number, has to go to the next
        page with what it holds: LibreOffice keeps no row with what follows. Returns whether there are such rows."""
        above = list(takewhile(lambda row: isinstance(row, TableRow) and not row.head, reversed(self.pages[-1])))
        if above:
            row = block.rows[number].height
            more = self.capacity - self.used - row + min(row, row_height(self.profile))
            index = number - bool(block.head)
            self.stretched[place] = (index - len(above), more / len(above))
        return bool(above)

    def part(self, white: int) -> None:
        """Part headings of a page from the text above, the highest and last of them first, where more is white than a
        heading that is kept with its text leaves anyhow."""
        parted = white - self.left_white
        chosen = sorted(self.heads, key=lambda head: (head[0], -head[1]))[: max(0, parted)]
        if not 0 < parted <= min(MOST_PARTED, len(chosen)):
            return
        for _, row, place in sorted(chosen, key=lambda head: -head[1]):
            self.parted.add(place)
            self.pages[-1].insert(row, Line("body", "", 0.0, "left", row_height(self.profile)))
            self.used += row_height(self.profile)

    def fill(self) -> None:
        """Move what is white below a page of text up to its empty lines, or above its headings (GB/T 9704-2012, 5.2.3:
        每面22行，并撑满版心)."""
        rows = self.pages[-1]
        if not all(isinstance(row, Line) for row in rows):
            if not any(isinstance(row, Box) for row in rows):
                self.part(self.left)
            return
        while self.gaps and self.gaps[-1][1] == len(rows) - 1:
            self.used -= rows.pop().height
            self.empty[self.gaps.pop()[0]] = 0
        white, each = self.left, len(self.gaps)
        if not each:
            self.part(white)
        if not 0 < white <= MOST_MOVED * each:
            return
        for number, (place, row) in reversed(list(enumerate(self.gaps))):
            more = white // each + (number < white % each)
            self.empty[place] = 1 + more
            for _ in range(more):
                rows.insert(row, rows[row])
                self.used += rows[row].height

    def shrunk(self, block: Block, over: float) -> bool:
        """Make a picture fit that misses the page by little: unless its width was asked for, or it would be narrow, or a
        template has lines of its own on the page."""
        box, pitch = next(iter(block.rows), None), row_height(self.profile)
        if not isinstance(box, Box) or block.figure is None or block.size is None:
            return False
        if block.figure.width or self.profile.template is not None or over > MOST_MISSED * pitch:
            return False
        grid = self.profile.page.pitch
        height = box.height - (ceil(over / pitch - 0.001) * pitch if grid else over)
        made = height - SLACK if grid else height
        width = block.size.width * made / block.size.height
        if width < LEAST_WIDTH * self.profile.page.text_width / 20:
            return False
        block.rows[0] = replace(box, width=width, height=height, rows=rows_of(made, self.profile), made=made)
        return True

    @property
    def left(self) -> int:
        """The rows that are white below."""
        return max(0, int((self.capacity - self.used) / row_height(self.profile)))

    def add(self, row: Row) -> None:
        self.pages[-1].append(row)
        self.used += row.height

    def turn(self) -> None:
        if self.below_heading:
            self.warn("标题落在页末，后面没有正文")
        self.white.append(self.left)
        self.pages.append([])
        self.used = self.after = 0.0
        self.gaps, self.heads = [], []

    def warn(self, text: str) -> None:
        self.warnings.append(LayoutWarning(len(self.pages), text))

    def look_at(self, block: Block) -> None:
        lines = [row.text for row in block.rows if isinstance(row, Line)]
        if block.element.startswith("heading") and len(lines) > 1 and width(lines[-1]) <= 2:
            self.warn(f"标题“{quoted(lines[0], 10)}…”多出{len(lines[-1])}个字折到下一行，改短些更好看")
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
        white = [*self.white, self.left]
        pages = tuple(PageOfRows(n, tuple(rows), white[n - 1]) for n, rows in enumerate(self.pages, 1))
        height = self.profile.page.lines or int(self.capacity / row_height(self.profile))
        return Layout(
            pages,
            tuple(self.warnings),
            max(height, *(sum(r.rows for r in page.rows) for page in pages)),
            empty=self.empty,
            parted=self.parted,
            stretched=self.stretched,
        )
