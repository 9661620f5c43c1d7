"""A laid page as plain rows for a terminal: ASCII edges, two columns for each body character. Pure."""

import unicodedata
from functools import cache
from itertools import zip_longest

from branchtui.typesetting.pages import Layout, PageOfRows
from branchtui.typesetting.profile import Profile
from branchtui.typesetting.rows import Box, Line, Row, TableRow

_OVERHANG = 8  # columns of the right margin that Latin may run into: in print it is narrower than a terminal's columns


class TerminalPages:
    """The pages of a layout in a terminal: two columns for each body character, and as many more as its tables need.

    Lines and edges are ASCII: terminals disagree about the width of others. Nothing is cut: a line with much Latin runs a
    few columns into the margin; a table, whose type is smaller than the text's, may make a page wider and longer.
    """

    def __init__(self, layout: Layout, profile: Profile) -> None:
        self._layout, self._profile = layout, profile
        self._text = text_columns(profile)
        needed = _needed(layout)
        lines = (row for page in layout.pages for row in page.rows if isinstance(row, Line))
        longest = max((self._left(line) + columns_of(line.text) for line in lines), default=0)
        self._wide = max([self._text, *(sum(wides) + len(wides) + 1 for wides in needed.values())])
        self._inset = (self._wide - self._text) // 2
        self.columns = max(self._wide, self._inset + longest - _OVERHANG)
        self._cells = {widths: self._cell_columns(widths, least) for widths, least in needed.items()}

    def rows(self, page: PageOfRows) -> list[str]:
        """A page as plain rows, padded to its height; pictures are boxes. The page number is not among them."""
        out: list[str] = []
        for row in page.rows:
            match row:
                case Line():
                    out.append(self._set(row))
                case Box():
                    out += self._drawn(row)
                case TableRow():
                    out += _table_lines(row, self._cells[row.widths], self.height(row))
        return [*out, *[""] * (self._layout.height - len(out))]

    @staticmethod
    def height(row: Row) -> int:
        """The rows that a line, a picture or the row of a table takes there."""
        return max(row.rows, *map(len, row.cells)) if isinstance(row, TableRow) else row.rows

    def number(self, number: int) -> str:
        """The row of a page number, on the page's width; empty where the profile has none. GB/T 9704-2012, 7.5."""
        page = self._profile.page
        if page.number_place == "none":
            return ""
        text = page.number_form.format(n=number)
        space = max(0, self.columns - columns_of(text))
        outside = max(0, space - 2) if number % 2 else min(2, space)  # one character in from the edge
        return " " * (space // 2 if page.number_place == "center" else outside) + text

    def box(self, row: Box) -> tuple[int, int]:
        """The first column of a picture's box and how many it takes."""
        wide = max(6, min(self._text, round(row.width / self._per_column)))
        return self._inset + (self._text - wide) // 2, wide

    @property
    def _per_column(self) -> float:
        """The points of a column of the text."""
        return self._profile.page.text_width / 20 / self._text

    def _left(self, row: Line) -> int:
        return round(row.left / self._per_column) if row.align in ("left", "justify") else 0

    def _set(self, row: Line) -> str:
        space = max(0, self._text - columns_of(row.text))
        return " " * (self._inset + {"center": space // 2, "right": space}.get(row.align, self._left(row))) + row.text

    def _drawn(self, row: Box) -> list[str]:
        left, wide = self.box(row)
        inner = wide - 2
        edge = "+" + "-" * inner + "+"
        lines = [edge] if row.rows > 1 else []
        middle = max(1, row.rows - 2)
        label = _folded(row.lost, inner)
        if not 0 < len(label) <= middle:
            label = [f"图{row.number}"]
        first = (middle - len(label) + 1) // 2
        for number in range(middle):
            text = label[number - first] if first <= number < first + len(label) else ""
            before = (inner - columns_of(text)) // 2
            lines.append("|" + " " * before + text + " " * (inner - columns_of(text) - before) + "|")
        if row.rows > 2:
            lines.append(edge)
        return [" " * left + line for line in lines]

    def _cell_columns(self, widths: tuple[float, ...], needed: list[int]) -> list[int]:
        """The columns of a table's cells: to scale, but no less than their lines need."""
        per_column = self._profile.page.text_width / 20 / self._wide
        wides = [max(need, int(width / per_column) - 1) for need, width in zip(needed, widths, strict=True)]
        while sum(wides) + len(wides) + 1 > self._wide:
            spare = [wide - need for wide, need in zip(wides, needed, strict=True)]
            wides[spare.index(max(spare))] -= 1
        return wides


def text_columns(profile: Profile) -> int:
    """The columns of a line of text in a terminal: two for each body character."""
    page = profile.page
    return (page.characters or int(page.text_width / 20 / profile.elements.body.size)) * 2


def _needed(layout: Layout) -> dict[tuple[float, ...], list[int]]:
    """For tables, told by the widths of their cells, the columns of the longest line in each cell, one at least."""
    needed: dict[tuple[float, ...], list[int]] = {}
    for page in layout.pages:
        for row in page.rows:
            if isinstance(row, TableRow):
                most = needed.setdefault(row.widths, [1] * len(row.widths))
                for at, lines in enumerate(row.cells):
                    most[at] = max(most[at], *map(columns_of, lines), 1)
    return needed


def columns_of(text: str) -> int:
    """The columns a text takes in a terminal: two for a wide character, none for a combining one."""
    return sum(_columns(character) for character in text)


@cache
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _folded(text: str, columns: int) -> list[str]:
    """A text in lines of at most so many columns, none for an empty one."""
    lines = [""] if text else []
    for character in text:
        if lines[-1] and columns_of(lines[-1] + character) > columns:
            lines.append("")
        lines[-1] += character
    return lines


def _table_lines(row: TableRow, wides: list[int], height: int) -> list[str]:
    lines = []
    for cells in zip_longest(*row.cells, fillvalue=""):
        parts = [_pad(text, wide, align) for text, wide, align in zip(cells, wides, row.align, strict=True)]
        lines.append("|" + "|".join(parts) + "|")
    return lines + ["|" + "|".join(" " * wide for wide in wides) + "|"] * (height - len(lines))


def _pad(text: str, wide: int, align: str) -> str:
    space = max(0, wide - columns_of(text))
    before = {"left": 0, "right": space}.get(align, space // 2)
    return " " * before + text + " " * (space - before)
