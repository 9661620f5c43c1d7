"""The second look: rows that one side has sent to the trash, while the other wrote something of them."""

from branchtui.store.engine import sql
from branchtui.store.replication import cells
from branchtui.store.replication.merging import notices
from branchtui.store.replication.merging.joining import Heads, Stamp, effective, written_despite
from branchtui.store.replication.registry import BY_NUMBER, DELETED

Place = tuple[int, int]


def settle() -> None:
    """Show each row that must not vanish, and no other: as long as a notice holds, what is still there brings back its whole.

    Shown is 0 then, and what the heads wrote stands among the siblings. Notices that hold no more go.
    """
    rows = set(sql.rows(f"SELECT tbl, n FROM main.stamp_notice WHERE kind = {notices.TRASHED}"))
    notices.prune()
    if not rows:
        return
    marks = {place: _marks(*place) for place in rows}
    shown = {place: _base(place, marks[place]) for place in rows}
    changed = True
    while changed:
        changed = False
        for place in sorted(rows):
            if shown[place] and _needed(place, marks[place], shown):
                shown[place], changed = 0, True
    for (number, n), mark in shown.items():
        name = BY_NUMBER[number].name
        sql.execute(f'UPDATE main."{name}" SET deleted = ?1 WHERE n = ?2 AND deleted IS NOT ?1', mark, n)
        sql.execute("DELETE FROM main.stamp_sibling WHERE tbl = ? AND n = ? AND col = ?", number, n, DELETED)
        if {mark} != set(marks[number, n].values()):
            for stamp, value in marks[number, n].items():
                sql.execute(
                    "INSERT INTO main.stamp_sibling VALUES (?, ?, ?, ?, ?, ?)", number, n, DELETED, *stamp, value
                )


def gone(number: int, n: int) -> set[Stamp]:
    """The stamps that sent a row to the trash."""
    found = sql.rows(
        "SELECT h.bwn, h.bs FROM main.stamp_history h WHERE h.tbl = ? AND h.n = ? "
        f"AND {cells.sent_to_trash('h', 'main.stamp_head')}",
        number,
        n,
    )
    return {(wn, s) for wn, s in found}


def heads_of(number: int, n: int) -> Heads:
    """The heads of a row by column."""
    found: Heads = {}
    for column, wn, s in sql.rows("SELECT col, wn, s FROM main.stamp_head WHERE tbl = ? AND n = ?", number, n):
        found.setdefault(column, set()).add((wn, s))
    return found


def _marks(number: int, n: int) -> dict[Stamp, object]:
    """What each head of the trash mark wrote."""
    shown = sql.value(f'SELECT deleted FROM main."{BY_NUMBER[number].name}" WHERE n = ?', n)
    known = {
        (wn, s): value
        for wn, s, value in sql.rows(
            "SELECT wn, s, value FROM main.stamp_sibling WHERE tbl = ? AND n = ? AND col = ?", number, n, DELETED
        )
    }
    return {stamp: known.get(stamp, shown) for stamp in effective(heads_of(number, n), DELETED)}


def _base(place: Place, marks: dict[Stamp, object]) -> int:
    return int(all(marks.values()) and not written_despite(heads_of(*place), marks, gone(*place)))


def _needed(place: Place, marks: dict[Stamp, object], shown: dict[Place, int]) -> bool:
    """Whether something that was written unaware of the trash is still there."""
    for wn, s, tbl2, n2 in sql.rows(
        f"SELECT wn, s, tbl2, n2 FROM main.stamp_notice WHERE kind = {notices.TRASHED} AND tbl = ? AND n = ?", *place
    ):
        if (wn, s) in marks:
            other = (tbl2, n2)
            mark = shown.get(other)
            if mark is None:
                mark = sql.value(f'SELECT deleted FROM main."{BY_NUMBER[tbl2].name}" WHERE n = ?', n2)
            if not mark:
                return True
    return False
