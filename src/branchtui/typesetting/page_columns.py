"""A laid page as plain rows for a terminal: ASCII edges, two columns for each body character. Pure."""

import unicodedata
from itertools import zip_longest

from branchtui.typesetting.pages import Layout, PageOfRows
from branchtui.typesetting.profile import Profile
from branchtui.typesetting.rows import Box, Line, TableRow
from branchtui.typesetting.sizes import CELL_MARGIN

_OVERHANG = 8  # columns of the right margin that Latin may run into: in print it is narrower than a terminal's columns


def page_text(page: PageOfRows, layout: Layout, profile: Profile) -> list[str]:
    """A page as plain rows for a terminal, two columns for each body character; pictures are boxes.

    Lines and edges are ASCII: terminals disagree about the width of others. A line with much Latin may run a few
    columns into the margin. The rows are padded to the page's height; the page number is not among them.
    """
    columns = page_columns(profile)
    per_column = profile.page.text_width / 20 / columns
    out: list[str] = []
    for row in page.rows:
        match row:
            case Line():
                out.append(_set(row, columns, per_column))
            case Box():
                out += _box(row, profile)
            case TableRow():
                out += _table_lines(row, profile)
    return [*out, *[""] * (layout.height - len(out))]


def number_text(number: int, profile: Profile) -> str:
    """The row of the page number, on the page's width; empty where the profile has none. GB/T 9704-2012, 7.5."""
    page = profile.page
    if page.number_place == "none":
        return ""
    columns, text = page_columns(profile), page.number_form.format(n=number)
    space = max(0, columns - columns_of(text))
    outside = max(0, space - 2) if number % 2 else min(2, space)  # one character in from the edge
    return " " * (space // 2 if page.number_place == "center" else outside) + text


def page_columns(profile: Profile) -> int:
    """The columns of a page in a terminal: two for each body character of a line."""
    page = profile.page
    return (page.characters or int(page.text_width / 20 / profile.elements.body.size)) * 2


def columns_of(text: str) -> int:
    """The columns a text takes in a terminal: two for a wide character, none for a combining one."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _set(row: Line, columns: int, per_column: float) -> str:
    left = round(row.left / per_column) if row.align in ("left", "justify") else 0
    text = _fitted(row.text, columns - left + _OVERHANG)
    space = max(0, columns - columns_of(text))
    return " " * {"center": space // 2, "right": space}.get(row.align, left) + text


def box_columns(row: Box, profile: Profile) -> tuple[int, int]:
    """The first column of a picture's box and how many it takes."""
    columns = page_columns(profile)
    wide = max(6, min(columns, round(row.width / (profile.page.text_width / 20 / columns))))
    return (columns - wide) // 2, wide


def _box(row: Box, profile: Profile) -> list[str]:
    left, wide = box_columns(row, profile)
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


def _folded(text: str, columns: int) -> list[str]:
    """A text in lines of at most so many columns, none for an empty one."""
    lines = [""] if text else []
    for character in text:
        if lines[-1] and columns_of(lines[-1] + character) > columns:
            lines.append("")
        lines[-1] += character
    return lines


def _table_lines(row: TableRow, profile: Profile) -> list[str]:
    wides = _cell_columns(row.widths, profile)
    lines = []
    texts = [_refit(cell, wide) for cell, wide in zip(row.cells, wides, strict=True)]
    for cells in zip_longest(*texts, fillvalue=""):
        parts = [_pad(text, wide, align) for text, wide, align in zip(cells, wides, row.align, strict=True)]
        lines.append("|" + "|".join(parts) + "|")
    lines = lines[: row.rows]
    return lines + ["|" + "|".join(" " * wide for wide in wides) + "|"] * (row.rows - len(lines))


def _cell_columns(widths: tuple[float, ...], profile: Profile) -> list[int]:
    """The columns of a table's cells: what their lines need, for type in tables is smaller, and no less than to scale."""
    columns = page_columns(profile)
    per_column = profile.page.text_width / 20 / columns
    size = profile.elements.table_text.size
    needed = [2 * int((width - 2 * CELL_MARGIN) / size) for width in widths]
    wides = [max(1, need, int(width / per_column) - 1) for need, width in zip(needed, widths, strict=True)]
    while sum(wides) + len(wides) + 1 > columns and max(wides) > 1:
        spare = [wide - need for wide, need in zip(wides, needed, strict=True)]
        wides[spare.index(max(spare)) if max(spare) > 0 else wides.index(max(wides))] -= 1
    return wides


def _refit(lines: tuple[str, ...], wide: int) -> list[str]:
    return [_fitted(line, wide) for line in lines]


def _fitted(text: str, columns: int) -> str:
    """Text smaller in print than a terminal's characters: what does not fit is cut with a mark."""
    if columns_of(text) <= columns:
        return text
    out, used = "", 2
    for character in text:
        used += _columns(character)
        if used > columns:
            break
        out += character
    return out + ".."[:columns]


def _pad(text: str, wide: int, align: str) -> str:
    space = max(0, wide - columns_of(text))
    before = {"left": 0, "right": space}.get(align, space // 2)
    return " " * before + text + " " * (space - before)
