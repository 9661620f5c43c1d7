"""Pieces: a paper made ready for setting, in print order. The Word writer prints them, `layout` lays them on pages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Words set alike: `strong` stands out, `plain` is body text inside a heading."""

    text: str
    strong: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph, set as `element` of the profile.

    `\\n` is a line break. `keep` holds it on one page with what follows; `right` is an indent from the right edge in
    characters.
    """

    element: str
    runs: tuple[Run, ...] = ()
    keep: bool = False
    right: float = 0.0
    tabs: tuple[float, ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption below; of one that is lost, a frame of its size (`pixels`) with the words `lost`.

    `width` is what was asked for in percent of the column, `height` in points what the pages left room for.
    """

    number: int
    sha: str
    alt: str
    caption: str
    lost: str = ""
    pixels: tuple[int, int] = (0, 0)
    width: int | None = None
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `widths` in millimetres, `align` one of left, center, right for each column; `keep` holds the last row on one
    page with what follows. The rows from one on to the last but one are each so many points higher: `stretch` has both.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    align: tuple[str, ...]
    keep: bool = False
    stretch: tuple[int, float] = (0, 0.0)


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows starts on a new page."""


Piece = Text | Figure | Grid | NewPage
