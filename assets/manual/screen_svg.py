"""A screen as an SVG that is right in every browser: each run of characters says where it stands and how long it is.

Textual's own export gives a run as many cells as it has characters: Chinese is squeezed into half its room, and what
follows in the line begins too far left. Here a run holds characters of one width, begins at its cell and is as long as
its cells, whatever font there is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any, NamedTuple
from unicodedata import east_asian_width

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from shapes import CELL, LINE, SIGNS, Pen, Shapes, Span, surfaces
from textual.app import App

SIDE, TOP = 14, 30  # px of the window around the screen
FONTS = "'Sarasa Mono SC','Source Han Mono SC','Noto Sans Mono CJK SC','PingFang SC','Microsoft YaHei',monospace"
_SIZE, _BASE = 2 * CELL, 16.5  # px; the base line from the top of a line
_SPACING = "font-kerning:none;font-variant-ligatures:none;text-spacing-trim:space-all;white-space:pre"


class Colours(NamedTuple):
    """Hex colours: of words and grounds that have none of their own, of the window around the screen."""

    text: str
    ground: str
    window: str


class Look(NamedTuple):
    """How characters are seen: their colours after `reverse` and `dim`."""

    ink: str
    ground: str
    bold: bool = False
    underlined: bool = False

    @property
    def pen(self) -> Pen:
        """What written and drawn characters of this look have in common."""
        return self.ink, self.bold


class Run(NamedTuple):
    """Characters of one kind and one look: the cell they begin at, how many cells they take."""

    cell: int
    cells: int
    text: str
    kind: str
    look: Look


def screen_svg(app: App[Any], *, title: str) -> str:
    """The SVG of what a running app shows now."""
    theme = app.theme_variables
    colours = Colours(theme["foreground"], theme["background"], theme["panel"])
    return lines_svg(screen_lines(app), colours, title=title)


def screen_lines(app: App[Any]) -> list[list[Segment]]:
    """The lines of what a running app shows now, with the screens that are seen through the top one."""
    update: Any = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens, simplify=True)
    return [[segment for strip in line for segment in strip] for line in update.strips]


def lines_svg(lines: Sequence[Sequence[Segment]], colours: Colours, *, title: str) -> str:
    """The SVG of the lines of a screen, in a small window with a title."""
    inner = max(sum(cell_len(segment.text) for segment in line) for line in lines) * CELL
    width, height = inner + 2 * SIDE, len(lines) * LINE + TOP + SIDE
    rows = [list(runs(line, colours)) for line in lines]
    written = sorted({run.look.pen for row in rows for run in row if run.kind != "drawn"})
    classes = {pen: f"t{number}" for number, pen in enumerate(written)}
    looks = "".join(f".{classes[ink, bold]}{{fill:{ink}{';font-weight:700' * bold}}}" for ink, bold in written)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" lang="zh-CN" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        f"<style>text{{font:{_SIZE}px {FONTS};{_SPACING}}}{looks}</style>",
        f'<rect width="{width}" height="{height}" rx="8" fill="{colours.window}"/>',
        f'<text x="{width / 2:g}" y="20" text-anchor="middle" style="font-size:13px" '
        f'fill="{_mixed(colours.text, colours.window)}">{escape(title)}</text>',
        f'<rect x="{SIDE}" y="{TOP}" width="{inner}" height="{len(lines) * LINE}" fill="{colours.ground}"/>',
        *surfaces([_grounds(line, colours) for line in lines], SIDE, TOP),
        *_shapes(lines, rows, colours).paths(),
    ]
    for number, row in enumerate(rows):
        if texts := "".join(_text(run, classes[run.look.pen]) for run in row if run.kind != "drawn"):
            parts.append(f'<g transform="translate({SIDE} {TOP + number * LINE + _BASE:g})">{texts}</g>')
    return "\n".join((*parts, "</svg>\n"))


def runs(line: Iterable[Segment], colours: Colours) -> Iterator[Run]:
    """The runs of a line. A blank belongs to none: what follows it begins at its own cell again."""
    run: Run | None = None
    cell = 0
    for segment in line:
        look = look_of(segment.style, colours)
        for character in segment.text:
            cells, kind = cell_len(character), kind_of(character)
            if run and (not cells or (kind in ("wide", "narrow") and (kind, look) == (run.kind, run.look))):
                run = run._replace(text=run.text + character, cells=run.cells + cells)
            else:
                if run:
                    yield run
                run = Run(cell, cells, character, kind, look) if kind != "blank" else None
            cell += cells
    if run:
        yield run


def kind_of(character: str) -> str:
    """`wide` and `narrow` stand in a run with their like, `single` and `drawn` alone, `blank` in none.

    Single are those of which fonts know no common width: the quotation marks of a Chinese font are wide.
    """
    if character.isspace():
        return "blank"
    if character in SIGNS:
        return "drawn"
    if cell_len(character) == 2:
        return "wide"
    return "single" if east_asian_width(character) == "A" else "narrow"


def look_of(style: Style | None, colours: Colours) -> Look:
    """What is seen of a style."""
    style = style or Style.null()
    ink, ground = _hex(style.color, colours.text), _hex(style.bgcolor, colours.ground)
    if style.reverse:
        ink, ground = ground, ink
    if style.dim:
        ink = _mixed(ink, ground)
    return Look(ink, ground, bool(style.bold), bool(style.underline))


def _hex(colour: Color | None, otherwise: str) -> str:
    return otherwise if colour is None or colour.is_default else colour.get_truecolor().hex


def _mixed(one: str, other: str) -> str:
    """The colour half-way between two."""
    return "#" + "".join(f"{(int(one[at : at + 2], 16) + int(other[at : at + 2], 16)) // 2:02x}" for at in (1, 3, 5))


def _text(run: Run, look: str) -> str:
    adjust = "" if run.kind == "wide" else ' lengthAdjust="spacingAndGlyphs"'
    words = escape(run.text, quote=False)
    return f'<text class="{look}" x="{run.cell * CELL}" textLength="{run.cells * CELL}"{adjust}>{words}</text>'


def _parts(line: Iterable[Segment], colours: Colours) -> Iterator[tuple[Span, Look]]:
    """The parts of a line, blanks too: from where to where, in px, and their look."""
    start = 0
    for segment in line:
        end = start + cell_len(segment.text) * CELL
        yield (start, end), look_of(segment.style, colours)
        start = end


def _grounds(line: Iterable[Segment], colours: Colours) -> dict[str, list[Span]]:
    """By colour the parts of a line that have a ground of their own."""
    found: dict[str, list[Span]] = defaultdict(list)
    for span, look in _parts(line, colours):
        if look.ground != colours.ground:
            found[look.ground].append(span)
    return found


def _shapes(lines: Sequence[Sequence[Segment]], rows: Sequence[Sequence[Run]], colours: Colours) -> Shapes:
    """What is drawn: underlines, and the signs that no font has to have."""
    shapes = Shapes()
    for number, (line, row) in enumerate(zip(lines, rows, strict=True)):
        top = TOP + number * LINE
        for (start, end), look in _parts(line, colours):
            if look.underlined:
                shapes.fill(look.ink, SIDE + start, top + LINE - 1, end - start, 1)
        for run in row:
            if run.kind == "drawn":
                shapes.draw(run.text[0], SIDE + run.cell * CELL, top, run.look.pen)
    return shapes
