"""A sheet (.xlsx, .xls, .csv) whose header names its columns, as rows of words: one way for all that are listed so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from branchtui.errors import BranchError
from branchtui.files.sheets.cells import CellError, code_of, day_of, text_of
from branchtui.files.sheets.headers import HEADER_WITHIN, Header, header_of, is_sum
from branchtui.files.sheets.tables import Table, is_filled, read_tables
from branchtui.files.sheets.workbook import Cell
from branchtui.rules.text.citizen_id import holds_citizen_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How something stands in a sheet.

    `what` it is, and what there is one of in a row (`each`: 一行一位). `aliases` are field → header words, the first
    that a sheet of ours has; the first column of a field that holds anything is taken. A header fits when it has a field
    of each group of `needed`, and two at least. `days` are the fields that are days, `codes` those that are numbers of
    figures. `told_by` is (field, value, header words): where no column has the field, a header that has one of these
    words tells it. A row that fills fewer than `least` of the known columns is a note. The columns of `asked` are named
    where no header fits; none: all. `every`: all sheets of a file are read, not the first that fits.
    """

    what: str
    each: str
    aliases: Mapping[str, tuple[str, ...]]
    needed: tuple[frozenset[str], ...]
    days: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    told_by: tuple[tuple[str, str, frozenset[str]], ...] = ()
    least: int = 1
    asked: tuple[str, ...] = ()
    every: bool = False

    @property
    def name(self) -> str:
        """The field that names a row: the first that is needed."""
        return next(iter(self.needed[0]))

    def label(self, field: str) -> str:
        """The column's name in a sheet of ours."""
        return self.aliases[field][0]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One row: the values by field, days as 2026-03-02, empty where nothing stands. `told` says what was dropped,
    `problem` why it can't be read. `line` is the row number in the file."""

    line: int
    values: Mapping[str, str]
    told: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What such a sheet says. `unread` are the names of columns that nothing was made of."""

    rows: list[SheetLine]
    unread: list[str]


def read_rows(data: bytes, filename: str, layout: Layout, *, latest: int = 0) -> Sheet:
    """The rows of a file. A year of two figures is one of the 90 up to `latest`; 0: such a year is not read.

    Raises BranchError where the file is no sheet, or none has a header that fits.
    """
    fields = {alias: name for name, aliases in layout.aliases.items() for alias in aliases}
    found: list[SheetLine] = []
    unread: dict[str, None] = {}
    fits = False
    for table in read_tables(data, filename, what=layout.what, many=True):
        for index, cells in enumerate(table.rows[:HEADER_WITHIN]):
            header = header_of(cells, fields)
            if _fits(header, layout):
                fits = True
                found += _rows(table, index, header, layout, latest)
                unread.update(dict.fromkeys(header.unread))
                break
        if fits and not layout.every:
            break
    if not fits:
        names = "”“".join(map(layout.label, layout.asked or layout.aliases))
        raise BranchError(f"“{filename}”里没有认出表头。请让一行写着“{names}”等栏名，{layout.each}，再导入。")
    return Sheet(found, list(unread))


def _fits(header: Header, layout: Layout) -> bool:
    there = header.columns.keys()
    return len(there) > 1 and all(group & there for group in layout.needed)


def _rows(table: Table, index: int, header: Header, layout: Layout, latest: int) -> Iterator[SheetLine]:
    names = table.rows[index]
    words = {text_of(cell) for cell in names}
    known = {
        field: value for field, value, told in reversed(layout.told_by) if field not in header.columns and words & told
    }
    columns = [column for columns in header.columns.values() for column in columns]
    for line, cells in enumerate(table.rows[index + 1 :], index + 2):
        note = layout.least > 1 and _filled(cells, columns) < layout.least
        if is_filled(cells) and list(cells) != list(names) and not is_sum(cells) and not note:
            yield _row(line, cells, header, layout, known, latest)


def _filled(cells: Sequence[Cell], columns: Sequence[int]) -> int:
    return sum(bool(text_of(cells[column])) for column in columns if column < len(cells))


def _row(
    line: int, cells: Sequence[Cell], header: Header, layout: Layout, known: Mapping[str, str], latest: int
) -> SheetLine:
    values = dict.fromkeys(layout.aliases, "") | dict(known)
    told, problems = [], []
    for name, columns in header.columns.items():
        for cell in (cells[column] for column in columns if column < len(cells)):
            try:
                said = _said(cell, name, layout, latest)
            except CellError as error:
                problems.append(f"{layout.label(name)}{error}")
                continue
            if holds_citizen_id(said):
                told.append(f"{layout.label(name)}里像是有身份证号，没有保留")
            elif said:
                values[name] = said
                break
    return SheetLine(line, values, "；".join(told), "；".join(problems))


def _said(cell: Cell, name: str, layout: Layout, latest: int) -> str:
    if name in layout.days:
        day = day_of(cell, latest)
        return day.isoformat() if day else ""
    return " ".join((code_of if name in layout.codes else text_of)(cell).split())
