"""Which writers and rows of the other file have news, by the numbers they have here; rows that can be taken over whole.

The tables made here, all temporary:

    writers (bn, n, w, ours, theirs)  each writer of `b`: its number there and here, what each side has seen of it
    touched (tbl, bn, n, new, way)    rows with a head that is news, their number there and here; `way` is 0 where they
                                      can be taken over, 1 where both sides wrote, 2 where ours stands
    ours, theirs (tbl, n, col, wn, s) heads the other side has not seen, by the numbers of this file
"""

from branchtui.store.engine import sql
from branchtui.store.replication.registry import BY_NUMBER

TAKE_OVER, JOIN, LEAVE = 0, 1, 2
_SEEN = (
    "CASE WHEN {0}.n IS (SELECT wn FROM {1}.stamp_session) THEN max({0}.seen, (SELECT own FROM {1}.stamp_session)) "
    "ELSE {0}.seen END"
)
_DOTS = "tbl INTEGER, n INTEGER, col INTEGER, wn INTEGER, s INTEGER"


def temporary(name: str, columns: str, key: str) -> None:
    """An empty temporary table in memory."""
    sql.execute(f"DROP TABLE IF EXISTS temp.{name}")
    sql.execute(f"CREATE TEMP TABLE {name} ({columns}, PRIMARY KEY ({key})) WITHOUT ROWID")


def columns_of(number: int) -> list[str]:
    """The columns of a table that are in the schema, without its number and its id."""
    return [
        row[1] for row in sql.rows(f'PRAGMA main.table_info("{BY_NUMBER[number].name}")') if row[1] not in ("n", "id")
    ]


def tables_in(part: str) -> list[int]:
    """The numbers of our tables that a table with `tbl` as first column of its key speaks of: it is not read for that."""
    found = sql.rows(
        f"WITH RECURSIVE t (x) AS (SELECT min(tbl) FROM {part} UNION ALL "
        f"SELECT (SELECT min(tbl) FROM {part} WHERE tbl > x) FROM t WHERE x IS NOT NULL) SELECT x FROM t"
    )
    return [number for (number,) in found if number in BY_NUMBER]


def look() -> None:
    """Fill `writers`; those that are not known here get a row, but for one that has written nothing yet."""
    sql.execute(
        "INSERT INTO main.stamp_writer (w) SELECT w FROM b.stamp_writer o WHERE NOT EXISTS "
        "(SELECT 1 FROM main.stamp_writer m WHERE m.w = o.w) AND NOT EXISTS "
        "(SELECT 1 FROM b.stamp_session s WHERE s.wn = o.n AND s.own = 0) ORDER BY w"
    )
    temporary("writers", "bn INTEGER, n INTEGER, w INTEGER, ours INTEGER, theirs INTEGER", "bn")
    sql.execute(
        f"INSERT INTO temp.writers SELECT o.n, m.n, m.w, {_SEEN.format('m', 'main')}, {_SEEN.format('o', 'b')} "
        "FROM b.stamp_writer o JOIN main.stamp_writer m ON m.w = o.w"
    )
    sql.execute("CREATE UNIQUE INDEX temp.writers_here ON writers (n)")


def any_news() -> bool:
    """Whether the other file knows a stamp that this one does not."""
    return bool(sql.value("SELECT EXISTS (SELECT 1 FROM temp.writers WHERE theirs > ours)"))


def find_rows() -> None:
    """Fill `touched`, with no number here yet where a row is new, and `ours`."""
    temporary("touched", "tbl INTEGER, bn INTEGER, n INTEGER, new INTEGER, way INTEGER", "tbl, bn")
    news = sql.rows(
        "SELECT DISTINCT h.tbl FROM b.stamp_head h JOIN temp.writers v ON v.bn = h.wn WHERE h.s > v.ours ORDER BY h.tbl"
    )
    for number in (number for (number,) in news if number in BY_NUMBER):
        name = BY_NUMBER[number].name
        sql.execute(
            f"INSERT INTO temp.touched SELECT ?1, f.n, m.n, m.n IS NULL, {TAKE_OVER} FROM "
            "(SELECT DISTINCT h.n FROM b.stamp_head h JOIN temp.writers v ON v.bn = h.wn "
            f'WHERE h.tbl = ?1 AND h.s > v.ours) f JOIN b."{name}" o ON o.n = f.n '
            f'LEFT JOIN main."{name}" m ON m.id = o.id',
            number,
        )
    temporary("ours", _DOTS, "tbl, n, col, wn")
    sql.execute(
        "INSERT INTO temp.ours SELECT h.tbl, h.n, h.col, h.wn, h.s FROM main.stamp_head h "
        "LEFT JOIN temp.writers v ON v.n = h.wn WHERE h.s > coalesce(v.theirs, 0) AND h.wn IN (SELECT m.n FROM "
        "main.stamp_writer m LEFT JOIN temp.writers w ON w.n = m.n WHERE w.n IS NULL OR w.ours > w.theirs)"
    )
    sql.execute(
        f"UPDATE temp.touched SET way = {JOIN} WHERE EXISTS "
        "(SELECT 1 FROM temp.ours o WHERE o.tbl = touched.tbl AND o.n = touched.n)"
    )


def counts() -> tuple[int, int]:
    """How many rows are new here, and how many were here and are changed."""
    new = int(sql.value("SELECT count(*) FROM temp.touched WHERE new"))
    return new, int(sql.value(f"SELECT count(*) FROM temp.touched WHERE NOT new AND way <> {LEAVE}"))


def make_rows() -> None:
    """Make the rows that are new here, as they stand there, and fill `theirs`."""
    for (number,) in sql.rows("SELECT DISTINCT tbl FROM temp.touched WHERE new"):
        name, columns = BY_NUMBER[number].name, ", ".join(f'"{column}"' for column in ("id", *columns_of(number)))
        sql.execute(
            f'INSERT INTO main."{name}" ({columns}) SELECT {columns} FROM b."{name}" '
            "WHERE n IN (SELECT bn FROM temp.touched WHERE tbl = ? AND new) ORDER BY n",
            number,
        )
        sql.execute(
            f'UPDATE temp.touched SET n = (SELECT m.n FROM b."{name}" o JOIN main."{name}" m ON m.id = o.id '
            "WHERE o.n = touched.bn) WHERE tbl = ? AND new",
            number,
        )
    sql.execute("CREATE UNIQUE INDEX temp.touched_here ON touched (tbl, n)")
    temporary("theirs", _DOTS, "tbl, n, col, wn")
    sql.execute(
        "INSERT INTO temp.theirs SELECT r.tbl, r.n, h.col, v.n, h.s FROM temp.touched r CROSS JOIN b.stamp_head h "
        "ON h.tbl = r.tbl AND h.n = r.bn JOIN temp.writers v ON v.bn = h.wn WHERE h.s > v.ours"
    )


def take_over() -> None:
    """Give rows that only the other side has written their values, heads and siblings there."""
    for (number,) in sql.rows(f"SELECT DISTINCT tbl FROM temp.touched WHERE NOT new AND way = {TAKE_OVER}"):
        name, columns = BY_NUMBER[number].name, columns_of(number)
        rows = f'temp.touched r CROSS JOIN b."{name}" o ON o.n = r.bn'
        taken = f"r.tbl = {number} AND NOT r.new AND r.way = {TAKE_OVER} AND m.n = r.n"
        differ = {column: f'o."{column}" IS NOT m."{column}"' for column in columns}
        found = sql.row(
            f'SELECT {", ".join(map("max({})".format, differ.values()))} FROM {rows} CROSS JOIN main."{name}" m ON {taken}'
        )
        differ = {column: odd for (column, odd), any_ in zip(differ.items(), found or (), strict=True) if any_}
        if differ:  # of the triggers SQLite reads those on these columns alone
            values = ", ".join(f'"{column}" = o."{column}"' for column in differ)
            sql.execute(
                f'UPDATE main."{name}" AS m SET {values} FROM {rows} WHERE {taken} AND ({" OR ".join(differ.values())})'
            )
    for part, value in (("head", ""), ("sibling", ", o.value")):
        sql.execute(
            f"DELETE FROM main.stamp_{part} WHERE (tbl, n) IN "
            f"(SELECT tbl, n FROM temp.touched WHERE NOT new AND way = {TAKE_OVER})"
        )
        sql.execute(
            f"INSERT INTO main.stamp_{part} SELECT r.tbl, r.n, o.col, v.n, o.s{value} FROM temp.touched r "
            f"CROSS JOIN b.stamp_{part} o ON o.tbl = r.tbl AND o.n = r.bn JOIN temp.writers v ON v.bn = o.wn "
            f"WHERE r.way = {TAKE_OVER}"
        )


def rows() -> set[tuple[str, bytes]]:
    """The (table name, row id) of every row that was joined."""
    found = set()
    for (number,) in sql.rows("SELECT DISTINCT tbl FROM temp.touched"):
        name = BY_NUMBER[number].name
        found |= {
            (name, key)
            for (key,) in sql.rows(
                f'SELECT m.id FROM temp.touched r JOIN main."{name}" m ON m.n = r.n '
                f"WHERE r.tbl = ? AND r.way <> {LEAVE}",
                number,
            )
        }
    return found
