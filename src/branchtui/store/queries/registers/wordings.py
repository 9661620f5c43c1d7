"""用语: the wordings that the branch agreed on."""

from typing import NamedTuple

from branchtui.store.engine import sql
from branchtui.store.models import LexiconEntry
from branchtui.store.models.publishing import WORDINGS
from branchtui.store.queries.registers.listed import Listed, holds


class WordingRow(NamedTuple):
    """One of them; `how` is what is done with it, in words."""

    id: bytes
    text: str
    kind: str
    instead: str
    source: str

    @property
    def how(self) -> str:
        return next((words for kind, words in WORDINGS.items() if kind == self.kind), self.kind)


def wordings() -> list[WordingRow]:
    """All of them by their texts."""
    columns = "e.id, e.text, e.kind, e.instead, e.source"
    found = sql.rows(f"SELECT {columns} FROM lexicon_entry e WHERE {LexiconEntry.live_in('e')} ORDER BY e.text, e.id")
    return [WordingRow(*row) for row in found]


class WordingList(Listed[WordingRow]):
    """All of them as a window; the filter takes parts of each column."""

    def __init__(self, filter_text: str = "") -> None:
        super().__init__(row for row in wordings() if fits(filter_text, row))


def fits(typed: str, row: WordingRow) -> bool:
    """Whether what was typed means this one."""
    return holds(typed, "", row.text, row.how, row.instead, row.source)
