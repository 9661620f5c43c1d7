"""What of a screen is drawn in its picture and not written: lines, blocks, circles and plain surfaces.

Each colour is one path, in which what touches is joined: a frame is a few strokes, a block of colour a few rectangles.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

CELL, LINE = 9, 22  # px of the picture; a Han character is two cells wide and one em
_MIDDLE, _RADIUS = 10.5, 3.7  # px; where in a line strokes run and circles sit

_STROKES = {  # which ways lines go from the middle of the cell
    "─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu",
    "├": "rud", "┤": "lud", "┬": "lrd", "┴": "lru", "┼": "lrud",
}  # fmt: skip
_BLOCKS = {  # left, top, width and height as parts of the cell
    **{sign: (0.0, 1 - part / 8, 1.0, part / 8) for part, sign in enumerate("▁▂▃▄▅▆▇█", 1)},
    **{sign: (0.0, 0.0, 1 - part / 8, 1.0) for part, sign in enumerate("▉▊▋▌▍▎▏", 1)},
    "▀": (0.0, 0.0, 1.0, 0.5),
    "▐": (0.5, 0.0, 0.5, 1.0),
}
_ROUND = "●◐○"
SIGNS = frozenset((*_STROKES, *_BLOCKS, *_ROUND))

Span = tuple[float, float]  # from, to
Pen = tuple[str, bool]  # colour, bold


class Shapes:
    """Collects the signs of a screen that are drawn, and its underlines, and gives them as paths."""

    def __init__(self) -> None:
        self._filled: dict[str, list[str]] = defaultdict(list)
        self._circles: dict[str, list[str]] = defaultdict(list)
        self._across: dict[tuple[Pen, float], list[Span]] = defaultdict(list)
        self._down: dict[tuple[Pen, float], list[Span]] = defaultdict(list)

    def draw(self, sign: str, left: float, top: float, pen: Pen) -> None:
        """Draw one of SIGNS into the cell that has its upper left corner there."""
        x, y, ink = left + CELL / 2, top + _MIDDLE, pen[0]
        ways = {"l": (left, x), "r": (x, left + CELL), "u": (top, y), "d": (y, top + LINE)}
        for way in _STROKES.get(sign, ""):
            (self._across[pen, y] if way in "lr" else self._down[pen, x]).append(ways[way])
        if sign in _BLOCKS:
            from_left, from_top, wide, high = _BLOCKS[sign]
            self.fill(ink, left + from_left * CELL, top + from_top * LINE, wide * CELL, high * LINE)
        if sign in _ROUND:
            self._circles[ink].append(_circle(x, y))
        if sign == "●":
            self._filled[ink].append(_circle(x, y))
        if sign == "◐":
            self._filled[ink].append(f"M{x:g} {y - _RADIUS:g}a{_RADIUS} {_RADIUS} 0 0 0 0 {2 * _RADIUS:g}z")

    def fill(self, ink: str, left: float, top: float, width: float, height: float) -> None:
        """Draw a plain rectangle."""
        self._filled[ink].append(_rectangle(left, top, width, height))

    def paths(self) -> Iterator[str]:
        """All that was drawn."""
        for ink, parts in self._filled.items():
            yield f'<path fill="{ink}" d="{"".join(parts)}"/>'
        for ink, parts in self._circles.items():
            yield f'<path fill="none" stroke="{ink}" stroke-width="1.3" d="{"".join(parts)}"/>'
        strokes: dict[Pen, list[str]] = defaultdict(list)
        for (pen, y), spans in self._across.items():
            strokes[pen] += [f"M{start:g} {y:g}H{end:g}" for start, end in joined(spans)]
        for (pen, x), spans in self._down.items():
            strokes[pen] += [f"M{x:g} {start:g}V{end:g}" for start, end in joined(spans)]
        for (ink, bold), parts in strokes.items():
            yield f'<path stroke="{ink}" stroke-width="{1 + bold}" stroke-linecap="square" d="{"".join(parts)}"/>'


def surfaces(rows: Sequence[dict[str, list[Span]]], left: float, top: float) -> Iterator[str]:
    """For each colour one path of rectangles. A row says which parts of it have which colour; equal ones are joined."""
    found: dict[str, list[str]] = defaultdict(list)
    began: dict[tuple[str, Span], int] = {}  # rectangles that the last row belongs to → their first row
    for number, row in enumerate((*rows, {})):
        now = [(colour, span) for colour, spans in row.items() for span in joined(spans)]
        for colour, (start, end) in [each for each in began if each not in now]:
            first = began.pop((colour, (start, end)))
            found[colour].append(_rectangle(left + start, top + first * LINE, end - start, (number - first) * LINE))
        for each in now:
            began.setdefault(each, number)
    for colour, parts in found.items():
        yield f'<path fill="{colour}" shape-rendering="crispEdges" d="{"".join(parts)}"/>'


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same spans in order, those that touch as one."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        else:
            whole.append((start, end))
    return whole


def _rectangle(left: float, top: float, width: float, height: float) -> str:
    return f"M{left:g} {top:g}h{width:g}v{height:g}h-{width:g}z"


def _circle(x: float, y: float) -> str:
    r = _RADIUS
    return f"M{x - r:g} {y:g}a{r} {r} 0 1 0 {2 * r:g} 0a{r} {r} 0 1 0 -{2 * r:g} 0z"
