"""Rows that both sides have written: read from both files, joined, written."""

from collections.abc import Callable, Iterator

from branchtui.store.engine import sql
from branchtui.store.replication.cells import sent_to_trash
from branchtui.store.replication.merging import purges
from branchtui.store.replication.merging.arriving import JOIN, columns_of
from branchtui.store.replication.merging.joining import Row, Side, Stamp, join
from branchtui.store.replication.registry import BY_NUMBER

Place = tuple[int, int]  # table, row number here
_ROWS = f"temp.touched r WHERE r.way = {JOIN}"


def read() -> dict[Place, Row]:
    """The join of each of these rows. Nothing is written yet."""
    if not sql.value(f"SELECT EXISTS (SELECT 1 FROM {_ROWS})"):
        return {}
    ids = dict(sql.rows("SELECT n, w FROM main.stamp_writer"))
    known = dict(sql.rows("SELECT n, theirs FROM temp.writers"))
    ours = dict(sql.rows("SELECT n, ours FROM temp.writers"))
    here = _sides(0, lambda stamp: stamp[0] not in ours or stamp[1] <= ours[stamp[0]])
    there = _sides(1, lambda stamp: stamp[1] <= known.get(stamp[0], 0))
    gone, purged = _gone(), purges.of_row()
    columns = {
        number: [BY_NUMBER[number].column(name) for name in columns_of(number)]
        for number in {place[0] for place in here}
    }
    return {
        place: join(
            side,
            there[place],
            columns=columns[place[0]],
            gone=gone.get(place, set()),
            purged=purged.get(place, {}),
            rank=lambda stamp: (stamp[1], ids[stamp[0]]),
        )
        for place, side in here.items()
    }


def write(rows: dict[Place, Row]) -> set[tuple[int, int, int]]:
    """Write them; the cells that have several values afterwards."""
    found = set()
    by_columns: dict[tuple[int, tuple[int, ...]], list[tuple[object, ...]]] = {}
    for (number, n), row in rows.items():
        columns = tuple(sorted(row.values))
        if columns:
            by_columns.setdefault((number, columns), []).append((*(row.values[column] for column in columns), n))
        found |= {(number, n, column) for column, values in row.siblings.items() if values}
    for (number, columns), values in by_columns.items():
        table = BY_NUMBER[number]
        written = ", ".join(f'"{table.name_of(column)}" = ?' for column in columns)
        sql.execute_many(f'UPDATE main."{table.name}" SET {written} WHERE n = ?', values)
    sql.execute_many("DELETE FROM main.stamp_head WHERE tbl = ? AND n = ?", rows)
    sql.execute_many(
        "INSERT INTO main.stamp_head VALUES (?, ?, ?, ?, ?)",
        (
            (*place, column, *stamp)
            for place, row in rows.items()
            for column, stamps in row.heads.items()
            for stamp in stamps
        ),
    )
    sql.execute_many(
        "DELETE FROM main.stamp_sibling WHERE tbl = ? AND n = ? AND col = ?",
        ((*place, column) for place, row in rows.items() for column in row.siblings),
    )
    sql.execute_many(
        "INSERT INTO main.stamp_sibling VALUES (?, ?, ?, ?, ?, ?)",
        (
            (*place, column, *stamp, value)
            for place, row in rows.items()
            for column, values in row.siblings.items()
            for stamp, value in values.items()
        ),
    )
    return found


def _sides(which: int, knows: Callable[[Stamp], bool]) -> dict[Place, Side]:
    """How one file has these rows: 0 this one, 1 the other."""
    file, n = ("main", "n") if which == 0 else ("b", "bn")
    found = {place: Side(knows, values) for place, values in _values(file, n)}
    writer, join_ = ("h.wn", "") if which == 0 else ("v.n", "JOIN temp.writers v ON v.bn = h.wn ")
    of = f"FROM temp.touched r CROSS JOIN {file}.stamp_{{}} h ON h.tbl = r.tbl AND h.n = r.{n} {join_}WHERE r.way = {JOIN}"
    for number, row, column, wn, s in sql.rows(f"SELECT r.tbl, r.n, h.col, {writer}, h.s {of.format('head')}"):
        found[number, row].heads.setdefault(column, set()).add((wn, s))
    for number, row, column, wn, s, value in sql.rows(
        f"SELECT r.tbl, r.n, h.col, {writer}, h.s, h.value {of.format('sibling')}"
    ):
        found[number, row].siblings[column, (wn, s)] = value
    return found


def _values(file: str, n: str) -> Iterator[tuple[Place, tuple[object, ...]]]:
    """The values of each row by the numbers of their columns; of one that is no longer in the schema there is none."""
    for (number,) in sql.rows(f"SELECT DISTINCT tbl FROM {_ROWS}"):
        table, there = BY_NUMBER[number], columns_of(number)
        listed = ", ".join(f't."{name}"' if name in there else "NULL" for name in table.columns)
        for values in sql.rows(
            f'SELECT r.n, {listed} FROM temp.touched r CROSS JOIN {file}."{table.name}" t ON t.n = r.{n} '
            f"WHERE r.tbl = ? AND r.way = {JOIN}",
            number,
        ):
            yield (number, values[0]), values


def _gone() -> dict[Place, set[Stamp]]:
    """The stamps that sent these rows to the trash, of the heads here and there. This history is never cut."""
    found: dict[Place, set[Stamp]] = {}
    for number, n, wn, s in sql.rows(
        "SELECT r.tbl, r.n, h.bwn, h.bs FROM temp.touched r CROSS JOIN main.stamp_history h ON h.tbl = r.tbl AND h.n = r.n "
        f"WHERE r.way = {JOIN} AND ({sent_to_trash('h', 'main.stamp_head')} OR {sent_to_trash('h', 'temp.theirs')})"
    ):
        found.setdefault((number, n), set()).add((wn, s))
    return found
