"""谈心谈话: who talked with whom, when and about what."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from branchtui.store.engine import sql
from branchtui.store.models import Talk
from branchtui.store.queries.registers.listed import Listed, holds
from branchtui.store.queries.year.held import of_year

_LIVE = Talk.live_in("t")


class TalkRow(NamedTuple):
    """One talk."""

    id: bytes
    day: date
    by: bytes
    by_name: str
    to: bytes
    to_name: str
    what: str
    place: str

    @property
    def names(self) -> str:
        """Who talked with whom."""
        return f"{self.by_name}和{self.to_name}"


def talks() -> list[TalkRow]:
    """All of them, the latest first."""
    return _talks("1")


def talks_of(member: bytes) -> list[TalkRow]:
    """Those of one person, the latest first."""
    return _talks("(t.by_id = ? OR t.to_id = ?)", member, member)


def talks_in(year: int) -> list[TalkRow]:
    """Those of a year, the latest first."""
    return _talks("t.day >= ? AND t.day < ?", *of_year(year))


def pairs_in(year: int) -> Iterator[frozenset[bytes]]:
    """Who talked with whom in a year; read by an index."""
    found = sql.rows(
        f"SELECT t.by_id, t.to_id FROM talk t WHERE t.day >= ? AND t.day < ? AND {_LIVE}",
        *of_year(year),
    )
    return map(frozenset, found)


def _talks(where: str, *values: str | bytes) -> list[TalkRow]:
    found = sql.rows(
        "SELECT t.id, t.day, t.by_id, b.name, t.to_id, o.name, t.what, t.place FROM talk t "
        f"JOIN member b ON b.id = t.by_id JOIN member o ON o.id = t.to_id WHERE {where} AND {_LIVE} "
        "ORDER BY t.day DESC, t.id",
        *values,
    )
    return [TalkRow(row[0], date.fromisoformat(row[1]), *row[2:]) for row in found]


class TalkList(Listed[TalkRow]):
    """All of them as a window; the filter takes names, pinyin, initials, and parts of the rest."""

    def __init__(self, filter_text: str = "") -> None:
        super().__init__(row for row in talks() if fits(filter_text, row))


def fits(typed: str, row: TalkRow) -> bool:
    """Whether what was typed means this one."""
    return holds(typed, row.by_name, row.what, row.place, str(row.day)) or holds(typed, row.to_name)
