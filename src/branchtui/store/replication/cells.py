"""Reading stamps: the heads of a row, the values and what replaced what."""

from collections.abc import Mapping
from dataclasses import dataclass

from branchtui.store.engine import sql
from branchtui.store.models import BY_TABLE
from branchtui.store.replication.registry import BY_NUMBER, WHOLE_ROW
from branchtui.store.replication.session import Dot

Cell = tuple[int, bytes, int]  # table, row, column


@dataclass(frozen=True, slots=True)
class Replaced:
    """One entry of the history: `value` of stamp `dot` stood in `column` until stamp `by`."""

    column: int
    dot: Dot
    by: Dot
    value: object


def policy(number: int, column: int) -> str:
    """How concurrent values of a column are merged: keep, text3, auto or final."""
    table = BY_NUMBER[number]
    model, name = BY_TABLE[table.name], table.name_of(column)
    named = {"text3": model.text3, "auto": model.auto, "final": model.final}
    return next((policy for policy, columns in named.items() if name in columns), "keep")


def heads(number: int, row: bytes) -> dict[int, list[Dot]]:
    """The heads of a row by column; column 0 stands for the columns that have none of their own."""
    found: dict[int, list[Dot]] = {}
    for column, w, s in sql.rows(
        "SELECT col, w, s FROM stamp_head WHERE tbl = ? AND rid = ? ORDER BY s, w", number, row
    ):
        found.setdefault(column, []).append((w, s))
    return found


def value(number: int, row: bytes, column: int) -> object:
    """What a cell shows, as stored."""
    table = BY_NUMBER[number]
    return sql.value(f'SELECT "{table.name_of(column)}" FROM "{table.name}" WHERE id = ?', row)


def write(number: int, row: bytes, values: Mapping[int, object]) -> None:
    """Write cells of one row as they are stored. Part of an act."""
    table = BY_NUMBER[number]
    columns = ", ".join(f'"{table.name_of(column)}" = ?' for column in values)
    sql.run(f'UPDATE "{table.name}" SET {columns} WHERE id = ?', *values.values(), row)


def history(number: int, row: bytes) -> list[Replaced]:
    """Every value of a row that was replaced, in the order of the stamps that did it."""
    return [
        Replaced(column, (w, s), (bw, bs), old)
        for column, w, s, bw, bs, old in sql.rows(
            "SELECT col, w, s, bw, bs, value FROM stamp_history WHERE tbl = ? AND rid = ? ORDER BY bs, bw, s, w",
            number,
            row,
        )
    ]


def replaced(cell: Cell, w: int, first: int, last: int) -> list[Dot]:
    """The stamps of a cell that the stamps first..last of `w` replaced; the whole row's where it had none of its own."""
    for column in (cell[2], WHOLE_ROW):
        found: list[Dot] = [
            (found_w, found_s)
            for found_w, found_s in sql.rows(
                "SELECT DISTINCT w, s FROM stamp_history "
                "WHERE tbl = ? AND rid = ? AND col = ? AND bw = ? AND bs BETWEEN ? AND ?",
                *cell[:2],
                column,
                w,
                first,
                last,
            )
        ]
        if found:
            return found
    return []
