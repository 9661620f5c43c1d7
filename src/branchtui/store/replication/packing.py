"""Old versions of long texts, made small: packed against the version that replaced them, and read again.

A packed value is a BLOB where a text stood. It can be read as long as the value of the stamp that replaced it is known,
which is in the history of the same cell, among its siblings or in its row: so nothing may change a text without a
stamp, and what removes entries of a cell removes all of that cell's.
"""

import itertools
import zlib
from contextlib import suppress

from branchtui.errors import UnreadableError
from branchtui.store.engine import sql
from branchtui.store.engine.errors import damaged
from branchtui.store.engine.handle import db
from branchtui.store.replication.registry import BY_NUMBER

_LONG = 200  # bytes; what is shorter gains nothing
_WINDOW = 1 << 15  # bytes of the next version that zlib looks back to
Place = tuple[int, int, int]  # table, row number, column
Stamp = tuple[int, int]  # writer number, number


class Versions:
    """The values of one cell by the stamps that wrote them, as they were written."""

    def __init__(self, place: Place) -> None:
        self._place = place
        cell = "WHERE tbl = ? AND n = ? AND col = ?"
        self._replaced: dict[Stamp, tuple[object, Stamp]] = {
            (w, s): (value, (by_w, by_s))
            for w, s, by_w, by_s, value in sql.rows(f"SELECT wn, s, bwn, bs, value FROM stamp_history {cell}", *place)
        }
        self._read: dict[Stamp, object] = {
            (w, s): value for w, s, value in sql.rows(f"SELECT wn, s, value FROM stamp_sibling {cell}", *place)
        }

    def of(self, stamp: Stamp) -> object:
        """The value that a stamp wrote. Raises BranchError where it can't be read."""
        chain: dict[Stamp, object] = {}
        while stamp not in self._read:
            if stamp in chain:
                raise _damaged()
            value, by = self._replaced.get(stamp, (None, stamp))
            if stamp not in self._replaced:
                self._read[stamp] = _shown(self._place)
            elif is_packed(self._place, value):
                chain[stamp] = value
                stamp = by
            else:
                self._read[stamp] = value
        value = self._read[stamp]
        for packed, blob in reversed(chain.items()):
            value = self._read[packed] = _unpacked(blob, value)
        return value


def pack() -> None:
    """Make small what the writers that have ended replaced. To be called when the program leaves.

    A running writer's entries stay as they are: saves of one sitting may still become one of them.
    """
    ended = sql.rows(
        "SELECT n FROM stamp_writer WHERE NOT packed AND n IS NOT (SELECT wn FROM stamp_session) ORDER BY seen"
    )
    if not ended:
        return
    with db.atomic():
        for (writer,) in ended:
            long = sql.rows(
                "SELECT rowid, tbl, n, col, bs, value FROM stamp_history WHERE bwn = ? AND typeof(value) = 'text' "
                "AND length(CAST(value AS BLOB)) > ?",
                writer,
                _LONG,
            )
            for key, number, n, column, s, value in long:
                with suppress(UnreadableError):  # what can't be packed stays as it is
                    after = _written((number, n, column), (writer, s))
                    sql.execute("UPDATE stamp_history SET value = ? WHERE rowid = ?", _packed(value, after), key)
            sql.execute("UPDATE stamp_writer SET packed = 1 WHERE n = ?", writer)


def _written(place: Place, stamp: Stamp) -> object:
    """The value that a stamp wrote. The earlier versions are packed before the later, so that is a text as a rule."""
    one = "WHERE tbl = ? AND n = ? AND col = ? AND wn = ? AND s = ?"
    found = sql.row(f"SELECT value FROM stamp_history {one}", *place, *stamp)
    if found and is_packed(place, found[0]):
        return Versions(place).of(stamp)
    found = found or sql.row(f"SELECT value FROM stamp_sibling {one}", *place, *stamp)
    return found[0] if found else _shown(place)


def _shown(place: Place) -> object:
    number, n, column = place
    table = BY_NUMBER[number]
    return sql.value(f'SELECT "{table.name_of(column)}" FROM "{table.name}" WHERE n = ?', n)


def is_packed(place: Place, value: object) -> bool:
    """Whether a value of the history is a packed text: only references to rows are bytes by themselves."""
    return isinstance(value, bytes) and not BY_NUMBER[place[0]].name_of(place[2]).endswith("_id")


def unreadable() -> int:
    """How many packed texts can't be read any more: what they were packed against was changed by another program."""
    bad = 0
    blobs = sql.rows(
        "SELECT tbl, n, col, wn, s, value FROM stamp_history WHERE typeof(value) = 'blob' ORDER BY 1, 2, 3"
    )
    for place, entries in itertools.groupby(blobs, key=lambda entry: entry[:3]):
        versions = None
        for *_, w, s, value in entries:
            if is_packed(place, value):
                versions = versions or Versions(place)
                try:
                    versions.of((w, s))
                except UnreadableError:
                    bad += 1
    return bad


def _damaged() -> UnreadableError:
    return damaged(db.path)


def _text(value: object) -> bytes:
    return str(value or "").encode("utf-8")[-_WINDOW:]


def _packed(text: str, after: object) -> bytes:
    squeeze = zlib.compressobj(9, zdict=_text(after))
    return squeeze.compress(text.encode("utf-8")) + squeeze.flush()


def _unpacked(packed: object, after: object) -> str:
    assert isinstance(packed, bytes)
    try:
        return zlib.decompressobj(zdict=_text(after)).decompress(packed).decode("utf-8")
    except (zlib.error, UnicodeDecodeError) as error:
        raise _damaged() from error
