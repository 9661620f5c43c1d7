"""Long texts that both sides have written: where their sentences can be joined, the joined text is shown.

The heads stay two until somebody saves or decides, so nothing is fixed by it; of a closed thing nothing is joined.
"""

from collections.abc import Iterable

from branchtui.store.engine import sql
from branchtui.store.models import BY_TABLE
from branchtui.store.replication import cells
from branchtui.store.replication.merging import showing, text3
from branchtui.store.replication.merging.joining import Stamp
from branchtui.store.replication.merging.notices import CLOSING
from branchtui.store.replication.packing import Versions
from branchtui.store.replication.registry import BY_NUMBER, TABLES, WHOLE_ROW

Place = tuple[int, int, int]  # table, row number, column


def show(conflicts: Iterable[Place]) -> None:
    """Show the joined text of each of these cells where there is one."""
    for place in conflicts:
        if cells.policy(place[0], place[2]) == "text3":
            _show(place)


def settle_closed() -> None:
    """The same for all texts that stand beside a state: it may have changed since."""
    for name in CLOSING:
        number = TABLES[name].number
        texts = ", ".join(str(TABLES[name].column(text)) for text in BY_TABLE[name].text3)
        for n, column in sql.rows(
            f"SELECT DISTINCT n, col FROM main.stamp_sibling WHERE tbl = {number} AND col IN ({texts})"
        ):
            _show((number, n, column))


def joined(place: Place) -> str | None:
    """The joined text of a cell that two have written; None where a person has to do it."""
    number, n, _ = place
    name = BY_NUMBER[number].name
    if name in CLOSING and sql.value(f'SELECT state FROM main."{name}" WHERE n = ?', n) in CLOSING[name]:
        return None
    values = _values(place)
    texts = [text for text in dict.fromkeys(values.values()) if isinstance(text, str)]
    if len(texts) != 2:
        return None
    base = _base(place, [[stamp for stamp, value in values.items() if value == text] for text in texts])
    return None if base is None else text3.merge(base, texts[0], texts[1])


def both(number: int, row: bytes, column: int) -> str:
    """A text with the sentences of all who wrote it, the earliest first, for a person to put right."""
    n = sql.value(f'SELECT n FROM "{BY_NUMBER[number].name}" WHERE id = ?', row)
    values = _values((number, n, column))
    texts = [text for text in dict.fromkeys(reversed(list(values.values()))) if isinstance(text, str)]
    base = None
    if len(texts) == 2:
        sides = [[stamp for stamp, value in values.items() if value == text] for text in texts]
        base = _base((number, n, column), sides)
    whole = texts[0]
    for text in texts[1:]:
        whole = text3.both(base, whole, text)
    return whole


def _show(place: Place) -> None:
    number, n, column = place
    values = _values(place)
    if not values:
        return
    text = joined(place)
    shown = next(iter(values.values())) if text is None else text
    name, named = BY_NUMBER[number].name, BY_NUMBER[number].name_of(column)
    sql.execute(f'UPDATE main."{name}" SET "{named}" = ?1 WHERE n = ?2 AND "{named}" IS NOT ?1', shown, n)


def _values(place: Place) -> dict[Stamp, object]:
    """What each head wrote, the winner first; those that only sent the row to the trash left out."""
    sent = showing.gone(*place[:2])
    found = sql.rows(
        "SELECT b.wn, b.s, b.value FROM main.stamp_sibling b JOIN main.stamp_writer v ON v.n = b.wn "
        "WHERE b.tbl = ? AND b.n = ? AND b.col = ? ORDER BY b.s DESC, v.w DESC",
        *place,
    )
    return {(wn, s): value for wn, s, value in found if (wn, s) not in sent}


def _base(place: Place, sides: list[list[Stamp]]) -> str | None:
    """The text of the latest stamp that both sides came from; None where it is not known."""
    before: dict[Stamp, set[Stamp]] = {}
    own: set[Stamp] = set()
    for column, wn, s, bwn, bs in sql.rows(
        f"SELECT col, wn, s, bwn, bs FROM main.stamp_history WHERE tbl = ? AND n = ? AND col IN ({WHOLE_ROW}, ?)",
        *place,
    ):
        before.setdefault((bwn, bs), set()).add((wn, s))
        if column:
            own.add((wn, s))
    common = _above(sides[0], before) & _above(sides[1], before)
    ids = dict(sql.rows("SELECT n, w FROM main.stamp_writer")) if common else {}
    latest = max(common, key=lambda stamp: (stamp[1], ids[stamp[0]]), default=None)
    if latest is None or latest not in own:
        return None
    text = Versions(place).of(latest)
    return text if isinstance(text, str) else None


def _above(stamps: list[Stamp], before: dict[Stamp, set[Stamp]]) -> set[Stamp]:
    found: set[Stamp] = set()
    waiting = list(stamps)
    while waiting:
        for stamp in before.get(waiting.pop(), set()) - found:
            found.add(stamp)
            waiting.append(stamp)
    return found
