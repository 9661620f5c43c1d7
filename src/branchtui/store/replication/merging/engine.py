"""The merge: everything that is done to the open file, in the order in which it has to be done."""

from dataclasses import dataclass, field

from branchtui.store.engine import sql
from branchtui.store.replication.merging import arriving, lists, notices, purges, rejoining, showing, texts
from branchtui.store.replication.registry import WHOLE_ROW


@dataclass(frozen=True, slots=True)
class Joined:
    """What a merge brought: rows that are new here, and rows that were here and were written there since.

    `rows` are the (table name, row id) of both.
    """

    new: int = 0
    updated: int = 0
    rows: set[tuple[str, bytes]] = field(default_factory=set)


def join() -> Joined:
    """Join the file that is attached as `b`, of the same schema, to the open one. Part of one transaction.

    Stamps are mute meanwhile. Raises ValueError where a row would be left without a head.
    """
    sql.execute("UPDATE main.stamp_session SET mute = 1")
    done = Joined()
    arriving.look()
    lists.join_writers()
    if arriving.any_news():
        done = _join_rows()
    showing.settle()
    texts.settle_closed()
    sql.execute("UPDATE main.stamp_session SET mute = 0")
    return done


def _join_rows() -> Joined:
    arriving.find_rows()
    purges.look()
    new, updated = arriving.counts()
    arriving.make_rows()
    notices.find()
    lists.join_acts()
    purges.empty()
    lists.keep_what_was_left_out()
    lists.join_history()
    lists.join_purges()
    both = rejoining.read()
    arriving.take_over()
    conflicts = rejoining.write(both)
    notices.join()
    texts.show(conflicts)
    lists.join_seen()
    _check()
    return Joined(new, updated, arriving.rows())


def _check() -> None:
    bare = sql.value(
        "SELECT count(*) FROM temp.touched r WHERE NOT EXISTS "
        f"(SELECT 1 FROM main.stamp_head h WHERE h.tbl = r.tbl AND h.n = r.n AND h.col = {WHOLE_ROW})"
    )
    if bare:
        raise ValueError(f"{bare} joined rows have no head")
