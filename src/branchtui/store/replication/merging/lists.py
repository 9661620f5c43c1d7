"""What is only collected: writers, acts, history, purges, and what has been seen. What can be undone here stays as it is."""

from branchtui.store.engine import sql
from branchtui.store.models import BY_TABLE
from branchtui.store.replication.merging.arriving import LEAVE, tables_in
from branchtui.store.replication.merging.purges import OURS
from branchtui.store.replication.registry import BY_NUMBER, TABLES, WHOLE_ROW


def join_writers() -> None:
    """Who a writer was, where only the other side knows it."""
    sql.execute(
        "UPDATE main.stamp_writer AS m SET home = o.home, device = o.device, person = o.person, app = o.app, at = o.at "
        "FROM temp.writers v JOIN b.stamp_writer o ON o.n = v.bn WHERE m.n = v.n AND m.at IS NULL "
        "AND (o.at IS NOT NULL OR m.app = '' AND o.app <> '')"
    )


def join_acts() -> None:
    """Acts that are new, or went on since: an act is named by its writer and its first stamp."""
    news = "b.act a JOIN temp.writers v ON v.bn = a.wn"
    same = "m.wn = v.n AND m.first = a.first"
    sql.execute(
        f"UPDATE main.act AS m SET last = a.last, at = max(m.at, a.at) FROM {news} "
        f"WHERE {same} AND a.last > m.last AND a.last > v.ours"
    )
    sql.execute(
        "INSERT INTO main.act (name, wn, first, last, at) SELECT a.name, v.n, a.first, a.last, a.at "
        f"FROM {news} WHERE a.last > v.ours AND NOT EXISTS (SELECT 1 FROM main.act m WHERE {same}) ORDER BY a.n"
    )
    sql.execute(
        "UPDATE main.act AS m SET inverts = x.n FROM "
        f"{news} JOIN b.act i ON i.n = a.inverts JOIN temp.writers iv ON iv.bn = i.wn "
        "JOIN main.act x ON x.wn = iv.n AND x.first = i.first WHERE a.last > v.ours AND m.inverts IS NULL AND "
        f"{same}"
    )


def keep_what_was_left_out() -> None:
    """Put into the history what the other side replaced without a word: a version of a long text within one sitting.

    A copy of a file that is being written may hold such a version, and be the only one that does.
    """
    for (number,) in sql.rows(f"SELECT DISTINCT tbl FROM temp.touched WHERE NOT new AND way <> {LEAVE}"):
        name = BY_NUMBER[number].name
        for column in (TABLES[name].column(text) for text in BY_TABLE[name].text3):
            sql.execute(
                "INSERT INTO main.stamp_history SELECT h.tbl, h.n, h.col, h.wn, h.s, "
                "(SELECT v.n FROM b.stamp_head o JOIN temp.writers v ON v.bn = o.wn WHERE o.tbl = r.tbl AND o.n = r.bn "
                "AND o.col = ?2 ORDER BY o.s DESC, v.w DESC LIMIT 1), "
                "(SELECT max(o.s) FROM b.stamp_head o WHERE o.tbl = r.tbl AND o.n = r.bn AND o.col = ?2), "
                f't."{BY_NUMBER[number].name_of(column)}" FROM temp.touched r '
                "CROSS JOIN main.stamp_head h ON h.tbl = r.tbl AND h.n = r.n AND h.col = ?2 "
                f'JOIN main."{name}" t ON t.n = r.n JOIN temp.writers w ON w.n = h.wn AND h.s <= w.theirs '
                f"WHERE r.tbl = ?1 AND NOT r.new AND r.way <> {LEAVE} "
                "AND EXISTS (SELECT 1 FROM b.stamp_head o WHERE o.tbl = r.tbl AND o.n = r.bn AND o.col = ?2) "
                "AND NOT EXISTS (SELECT 1 FROM main.stamp_head y WHERE y.tbl = h.tbl AND y.n = h.n AND y.col = ?2 AND y.wn <> h.wn) "
                "AND NOT EXISTS (SELECT 1 FROM b.stamp_head o WHERE o.tbl = r.tbl AND o.n = r.bn AND o.col = ?2 AND o.wn = w.bn AND o.s = h.s) "
                "AND NOT EXISTS (SELECT 1 FROM b.stamp_history p WHERE p.tbl = r.tbl AND p.n = r.bn AND p.col = ?2 AND p.wn = w.bn AND p.s = h.s) "
                "AND NOT EXISTS (SELECT 1 FROM temp.emptied e WHERE e.tbl = r.tbl AND e.n = r.n AND e.col IN (0, ?2))",
                number,
                column,
            )


def join_history() -> None:
    """What was replaced there by stamps that are news, but of what was purged here."""
    sql.execute(
        "INSERT INTO main.stamp_history SELECT h.tbl, r.n, h.col, w.n, h.s, v.n, h.bs, h.value FROM temp.writers v "
        "CROSS JOIN b.stamp_history h ON h.bwn = v.bn AND h.bs > v.ours JOIN temp.touched r ON r.tbl = h.tbl AND r.bn = h.n "
        f"JOIN temp.writers w ON w.bn = h.wn WHERE v.theirs > v.ours AND r.way <> {LEAVE} AND NOT EXISTS (SELECT 1 FROM temp.emptied e "
        f"WHERE e.tbl = r.tbl AND e.n = r.n AND e.col IN ({WHOLE_ROW}, h.col) AND e.side = {OURS})"
    )
    sql.execute("UPDATE main.stamp_writer SET packed = 0 WHERE n IN (SELECT n FROM temp.writers WHERE theirs > ours)")


def join_purges() -> None:
    """Of each purged cell the stamp that is the greatest."""
    for number in tables_in("b.stamp_purge"):
        name = BY_NUMBER[number].name
        for n, column, writer, s, w in sql.rows(
            f'SELECT m.n, p.col, v.n, p.s, v.w FROM b.stamp_purge p JOIN b."{name}" o ON o.n = p.n '
            f'JOIN main."{name}" m ON m.id = o.id JOIN temp.writers v ON v.bn = p.wn WHERE p.tbl = ?',
            number,
        ):
            place = (number, n, column)
            had = sql.row(
                "SELECT p.s, v.w FROM main.stamp_purge p JOIN main.stamp_writer v ON v.n = p.wn "
                "WHERE p.tbl = ? AND p.n = ? AND p.col = ?",
                *place,
            )
            if had is None or (s, w) > had:
                sql.execute("INSERT OR REPLACE INTO main.stamp_purge VALUES (?, ?, ?, ?, ?)", *place, writer, s)


def join_seen() -> None:
    """From now on this file has seen what the other has; the next number here is greater than all of them."""
    sql.execute(
        "UPDATE main.stamp_writer AS m SET seen = v.theirs FROM temp.writers v "
        "WHERE m.n = v.n AND v.theirs > v.ours AND m.n IS NOT (SELECT wn FROM main.stamp_session)"
    )
    sql.execute(
        "UPDATE main.stamp_session SET clock = max(clock, (SELECT max(theirs) FROM temp.writers)) "
        "WHERE EXISTS (SELECT 1 FROM temp.writers)"
    )
