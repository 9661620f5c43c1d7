"""How large things are printed: pictures, rows, the lines of a cell. What a Word file needs of the pages before printing."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from branchtui.typesetting.line_breaking import Measure, wrap
from branchtui.typesetting.pieces import Figure, Grid
from branchtui.typesetting.profile import Element, Profile

LIBREOFFICE_GAP = 0.2  # ems between Chinese and Latin; LibreOffice sets them whatever the file says
CELL_MARGIN = 5.4  # points left and right of a cell's text
POINTS_PER_MM = 72 / 25.4
SLACK = 3  # points that a picture leaves of its rows


_CHINESE_LINE = 1.3  # ems: a line set in a Chinese font, where fonts differ between machines


@dataclass(frozen=True, slots=True)
class FigureSize:
    """The printed size of a picture in points, and the rows it takes."""

    width: float
    height: float
    rows: int


def figure_size(piece: Figure, pixels: tuple[int, int], profile: Profile) -> FigureSize:
    """How large a picture is printed: as wide as it was asked for, but no higher than a page leaves room for its caption;
    else never over the profile's width and lines, never enlarged beyond 96 dpi.

    On a grid the height is a whole number of rows less 3 points, so that the text below stays on the grid.
    """
    across, down = max(1, pixels[0]), max(1, pixels[1])
    pitch, column = row_height(profile), profile.page.text_width / 20
    if piece.height:
        return FigureSize(piece.height * across / down, piece.height, rows_of(piece.height, profile))
    if piece.width:
        most = (int(profile.page.text_height / 20 / pitch) - 2) * pitch - SLACK
        scale = min(column * piece.width / 100 / across, most / down)
        return FigureSize(across * scale, down * scale, rows_of(down * scale, profile))
    most_width = min(column - 1, profile.pictures.width * POINTS_PER_MM, across * 0.75)
    scale = min(most_width / across, (profile.pictures.lines * pitch - SLACK) / down)
    rows = max(1, min(profile.pictures.lines, round(down * scale / pitch)))
    if profile.page.pitch:
        scale = min(scale, (rows * pitch - SLACK) / down)
    return FigureSize(across * scale, down * scale, rows)


def rows_of(height: float, profile: Profile) -> int:
    """How many rows of the page something takes that is so many points high."""
    pitch = row_height(profile)
    return max(1, ceil((height + SLACK) / pitch - 0.001) if profile.page.pitch else round(height / pitch))


def row_height(profile: Profile) -> float:
    """The height of one row in points: the grid's pitch, or the body's line distance where there is no grid."""
    return profile.page.pitch / 20 if profile.page.pitch else line_height(profile.elements.body, profile)


def line_height(face: Element, profile: Profile) -> float:
    """How high a line of an element is in points.

    A multiple of a font's line is reckoned of that of Chinese fonts, and printed as such: what a machine's own font asks
    for, from 1 to 1.45 ems, would break pages elsewhere on each.
    """
    if face.line.rule == "grid":
        return profile.page.pitch / 20
    points = face.line.value if face.line.rule == "exact" else face.line.value * face.size * _CHINESE_LINE
    return round(points * 20) / 20  # as a Word file can say it


def table_row_height(cells: Iterable[tuple[str, ...]], profile: Profile) -> float:
    """How high a table row is in points whose cells have these lines: whole rows on a grid."""
    line = line_height(profile.elements.table_text, profile)
    height = max(profile.tables.row * POINTS_PER_MM, line * max((len(lines) for lines in cells), default=1))
    if not profile.page.pitch:
        return height
    return table_row_rows(height, profile) * row_height(profile)


def table_row_rows(height: float, profile: Profile) -> int:
    """How many rows of the page a table row takes that is so many points high."""
    return max(1, -(-round(height * 20) // round(row_height(profile) * 20)))


def cell_lines(piece: Grid, cells: tuple[str, ...], profile: Profile, *, head: bool = False) -> list[tuple[str, ...]]:
    """The lines of each cell of a table row."""
    measure = measure_of("table_head" if head else "table_text", profile)
    return [
        _one_cell(cell, measure, mm * POINTS_PER_MM - 2 * CELL_MARGIN)
        for cell, mm in zip(cells, piece.widths, strict=True)
    ]


@lru_cache(maxsize=1024)
def _one_cell(text: str, measure: Measure, space: float) -> tuple[str, ...]:
    return tuple(wrap(text, measure, space))


def measure_of(element: str, profile: Profile) -> Measure:
    """What the text of an element is measured with."""
    size = profile.elements[element].size
    extra = profile.squeeze / 20 if size == profile.elements.body.size else 0.0
    return Measure(size, extra, LIBREOFFICE_GAP * size)
