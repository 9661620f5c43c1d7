"""Figures as lines: the bars of their months, and their totals with the unit."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from rich.cells import cell_len

from branchtui.store.queries.services.figures import Figure
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Source
from branchtui.workflows.figures.totals import Total

_UNITS = {"hours": "小时", "served": "人次", "services": "次", "result": ""}
_MONTHS = (6, 3, 2)  # cells of a month, as many as there is room for; the first has room for its number
_NAME, _TOTAL = 14, 11
_ROOM = 5  # cells between the columns, and before the first


def amount(figure: Figure, counted: int) -> str:
    """A count in what people count: hours, not half hours."""
    return f"{counted / 2:g}" if figure.measure == "hours" else str(counted)


def amount_words(figure: Figure, counted: int) -> str:
    """The same with its unit: 12.5小时, 187人次, 50份."""
    return f"{amount(figure, counted)}{figure.unit or _UNITS[figure.measure]}"


def month_cells(months: Sequence[str], width: int) -> int:
    """How wide a month is in a list of so many cells."""
    return next((cells for cells in _MONTHS if _ROOM + _NAME + _TOTAL + len(months) * cells <= width), _MONTHS[-1])


def month_heads(months: Sequence[str], cells: int) -> str:
    """The numbers of the months, as wide as their bars."""
    heads = [f"{int(month[5:])}{'月' if cells == _MONTHS[0] else ''}" for month in months]
    return "".join(head + " " * (cells - cell_len(head)) for head in heads)


def bars(row: Total, months: Sequence[str], top: int, cells: int, glyphs: Glyphs) -> Ink:
    """A bar for each month against the greatest month of its heading, with its number where there is room for it."""
    line = Ink()
    for month in months:
        count = row.months.get(month, 0)
        end = line.cells + cells
        if count > 0:
            step = (count * len(glyphs.bars) - 1) // max(top, 1)
            line.add(glyphs.bars[max(0, min(step, len(glyphs.bars) - 1))], "info")
            number = amount(row.figure, count)
            if cells == _MONTHS[0] and len(number) < cells - 1:
                line.add(number, "quiet")
        line.to(end)
    return line


def tops(rows: Sequence[Total]) -> Mapping[str, int]:
    """The greatest month of what is compared: of each figure of 合计 by itself, of all others by their heading."""
    found: dict[str, int] = {}
    for row in rows:
        key = scale(row)
        found[key] = max(found.get(key, 0), *row.months.values(), 0)
    return found


def scale(row: Total) -> str:
    """What a figure is drawn against, as `tops` names it."""
    return f"{row.group}{row.name}" if row.group == "合计" else row.group


def total_columns(months: Sequence[str], width: int, greatest: Mapping[str, int]) -> Sequence[Column[Total]]:
    """The columns of the list at a width: the name, a bar for each month, the total with its unit."""
    cells = month_cells(months, width)
    return (
        Column("", _NAME, lambda row: row.name, grow=True),
        Column(
            month_heads(months, cells),
            len(months) * cells,
            lambda row: "",
            ink=lambda row, glyphs: bars(row, months, greatest.get(scale(row), 0), cells, glyphs),
        ),
        Column("合计", _TOTAL, lambda row: amount_words(row.figure, row.total), right=True),
    )


def total_groups(source: Source[Total]) -> list[tuple[Ink, int]]:
    """The heading of each group of figures, and how many it has."""
    found = []
    for group, rows in groupby(source.page(0, source.count()), lambda row: row.group):
        number = len(list(rows))
        found.append((Ink(group, bold=True), number))
    return found
