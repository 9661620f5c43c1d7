"""Pairs of cells that were written without knowing of each other and need a person, though each has one head only.

Kind 1: a thing went to the trash on one side (first stamp), something of it was written on the other (second). Kind 2:
a thing was closed on one side, a text of it was written on the other. Whoever joins such a pair first notes it; notices are
united, and go when either stamp is no head any more. They look at what the heads wrote, not at what is shown.
"""

from collections.abc import Collection, Iterator

from branchtui.store.engine import sql
from branchtui.store.models import BY_TABLE, SYNCED, columns
from branchtui.store.replication.merging.arriving import temporary
from branchtui.store.replication.merging.joining import Stamp
from branchtui.store.replication.merging.unsettled import CLOSED
from branchtui.store.replication.registry import BY_NUMBER, DELETED, TABLES, WHOLE_ROW

Cell = tuple[int, int]  # table, column
TRASHED = 1
CLOSING = {
    "meeting": ("filed",),
    "report": ("submitted", "published"),
}  # states after which a text is not to be changed
_OWN_MARK = f"EXISTS (SELECT 1 FROM main.stamp_head o WHERE o.tbl = h.tbl AND o.n = h.n AND o.col = {DELETED})"
_HOLDS = (  # whether both stamps of a notice `x` are heads still
    "EXISTS (SELECT 1 FROM main.stamp_head h WHERE h.tbl = x.tbl "
    f"AND h.n = x.n AND h.wn = x.wn AND h.s = x.s AND (x.kind = {CLOSED} OR h.col = {DELETED} "
    f"OR h.col = {WHOLE_ROW} AND NOT {_OWN_MARK})) AND EXISTS (SELECT 1 FROM main.stamp_head h WHERE h.tbl = x.tbl2 "
    "AND h.n = x.n2 AND h.col = x.col2 AND h.wn = x.wn2 AND h.s = x.s2)"
)
_SIDES = (("main", "b", "ours", "theirs"), ("b", "main", "theirs", "ours"))


def find() -> None:
    """Note the pairs that meet here, before anything is joined."""
    written = {fresh: set(sql.rows(f"SELECT DISTINCT tbl, col FROM temp.{fresh}")) for fresh in ("ours", "theirs")}
    if not all(written.values()):  # what one side alone has written meets nothing
        return
    for here, there, fresh_here, fresh_there in _SIDES:
        if _firsts(there, fresh_there, written[fresh_there], trashed=True):
            of = {number for (number,) in sql.rows("SELECT DISTINCT tbl FROM temp.firsts")}
            tables = {number for number, _ in written[fresh_here]}
            for child, column, parent in parts():
                if parent in of and child in tables:
                    _pair(TRASHED, here, fresh_here, child, column, parent, ())
        if _firsts(here, fresh_here, written[fresh_here], trashed=False):
            for child, column, parent in (
                *parts(),
                *((TABLES[name].number, "id", TABLES[name].number) for name in CLOSING),
            ):
                table = BY_NUMBER[child]
                texts = tuple(table.column(name) for name in BY_TABLE[table.name].text3)
                if BY_NUMBER[parent].name in CLOSING and not written[fresh_there].isdisjoint(
                    (child, text) for text in texts
                ):
                    _pair(CLOSED, there, fresh_there, child, column, parent, texts)


def parts() -> Iterator[tuple[int, str, int]]:
    """(table, column, table it refers to) wherever a row is a part of another, or can't be without it."""
    for model in SYNCED:
        table = model._meta.table_name
        named = {name for name in model.belongs_to if name not in model.refers}
        for field in model._meta.refs:
            if field.name in named or not field.null:
                yield TABLES[table].number, field.column_name, TABLES[field.rel_model._meta.table_name].number
        for name in model.belongs_to:
            if name in model.refers:
                _, holds = columns.pair(model, name)
                yield from ((TABLES[table].number, holds.column_name, TABLES[of].number) for of in TABLES)


def join() -> None:
    """Take over the other side's notices."""
    for one, other in sql.rows("SELECT DISTINCT tbl, tbl2 FROM b.stamp_notice"):
        a, b = BY_NUMBER[one].name, BY_NUMBER[other].name
        sql.execute(
            "INSERT OR IGNORE INTO main.stamp_notice SELECT o.kind, o.tbl, m1.n, v1.n, o.s, o.tbl2, m2.n, o.col2, v2.n, o.s2 "
            f'FROM b.stamp_notice o JOIN b."{a}" b1 ON b1.n = o.n JOIN main."{a}" m1 ON m1.id = b1.id '
            f'JOIN b."{b}" b2 ON b2.n = o.n2 JOIN main."{b}" m2 ON m2.id = b2.id '
            "JOIN temp.writers v1 ON v1.bn = o.wn JOIN temp.writers v2 ON v2.bn = o.wn2 WHERE o.tbl = ? AND o.tbl2 = ?",
            one,
            other,
        )


def prune() -> None:
    """Drop the notices of which a stamp is no head any more."""
    sql.execute(f"DELETE FROM main.stamp_notice AS x WHERE NOT ({_HOLDS})")


def closed() -> list[tuple[int, int, Stamp]]:
    """The closed things of which a text was written elsewhere: table, row number, and the latest stamp that did it.

    Whoever settled it, or wrote that text anew, has made the notice void, though it stands there until the next merge.
    """
    found: dict[tuple[int, int], Stamp] = {}
    for name, states in CLOSING.items():
        number = TABLES[name].number
        for n, wn, s in sql.rows(
            f'SELECT x.n, x.wn2, x.s2 FROM stamp_notice x JOIN "{name}" t ON t.n = x.n WHERE x.kind = {CLOSED} '
            f"AND x.tbl = {number} AND t.state IN ({', '.join('?' * len(states))}) AND {_HOLDS} ORDER BY x.n, x.s2",
            *states,
        ):
            found[number, n] = (wn, s)
    return [(*place, stamp) for place, stamp in found.items()]


def _firsts(file: str, fresh: str, written: Collection[Cell], *, trashed: bool) -> bool:
    """Fill `firsts` with the new stamps of a side that sent a row to the trash, or that closed one; whether there is any.

    `written` are the tables and columns of all of its new stamps.
    """
    temporary("firsts", "tbl INTEGER, n INTEGER, wn INTEGER, s INTEGER", "tbl, n, wn, s")
    if trashed:
        numbers = {number for number, column in written if column <= DELETED}
        wanted = [(number, DELETED, "deleted", "1") for number in numbers]
    else:
        wanted = [
            (TABLES[name].number, TABLES[name].column("state"), "state", ", ".join(f"'{state}'" for state in states))
            for name, states in CLOSING.items()
            if (TABLES[name].number, TABLES[name].column("state")) in written
        ]
    found = 0
    ours = file == "main"
    for number, column, named, values in wanted:
        row = "f.n" if ours else "(SELECT bn FROM temp.touched r WHERE r.tbl = f.tbl AND r.n = f.n)"
        writer = "f.wn" if ours else "(SELECT bn FROM temp.writers v WHERE v.n = f.wn)"
        own = f"EXISTS (SELECT 1 FROM {file}.stamp_head o WHERE o.tbl = f.tbl AND o.n = t.n AND o.col = {column})"
        of_whole = f"OR f.col = {WHOLE_ROW} AND NOT {own}" if trashed else ""
        found += sql.execute(
            f"INSERT OR IGNORE INTO temp.firsts SELECT f.tbl, f.n, f.wn, f.s FROM temp.{fresh} f "
            f'CROSS JOIN {file}."{BY_NUMBER[number].name}" t ON t.n = {row} LEFT JOIN {file}.stamp_sibling k '
            f"ON k.tbl = f.tbl AND k.n = t.n AND k.col = {column} AND k.wn = {writer} AND k.s = f.s "
            f"WHERE f.tbl = {number} AND (f.col = {column} {of_whole}) "
            f"AND CASE WHEN k.wn IS NULL THEN t.{named} ELSE k.value END IN ({values})"
        )
    return found > 0


def _pair(kind: int, file: str, fresh: str, child: int, column: str, parent: int, cols: tuple[int, ...]) -> None:
    """Note each of `firsts` with each new stamp that the other side has made in something of it."""
    table, whole = BY_NUMBER[child].name, BY_NUMBER[parent].name
    here = file == "main"
    row = "f.n" if here else "(SELECT bn FROM temp.touched r WHERE r.tbl = f.tbl AND r.n = f.n)"
    of = f"AND f.col IN ({', '.join(map(str, cols))})" if cols else ""
    sql.execute(
        f"INSERT OR IGNORE INTO main.stamp_notice SELECT {kind}, p.tbl, p.n, p.wn, p.s, f.tbl, f.n, f.col, f.wn, f.s "
        f'FROM temp.{fresh} f CROSS JOIN {file}."{table}" c ON c.n = {row} CROSS JOIN main."{whole}" w ON w.id = c."{column}" '
        f"CROSS JOIN temp.firsts p ON p.tbl = {parent} AND p.n = w.n WHERE f.tbl = {child} {of}"
    )
