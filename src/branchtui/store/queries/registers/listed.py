"""What the windows of the registers share: every row in memory, and the filter."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Generic, TypeVar

from branchtui.rules.text.names import matches
from branchtui.store.queries.contacts import readings

RowT = TypeVar("RowT")


class Listed(Generic[RowT]):
    """Rows as a window: `count` and `page`."""

    def __init__(self, rows: Iterable[RowT]) -> None:
        self._rows = list(rows)

    def count(self) -> int:
        return len(self._rows)

    def page(self, offset: int, limit: int) -> Sequence[RowT]:
        return self._rows[offset : offset + limit]


def holds(typed: str, name: str, *texts: str) -> bool:
    """Whether a row is meant: by a person's name, pinyin or initials, or by a part of its texts."""
    wanted = typed.strip()
    return wanted.lower() in "\n".join(texts).lower() or (bool(name) and matches(wanted, name, *readings(name)))


def day_of(stored: str | None) -> date | None:
    """A day as it is stored, None where none is."""
    return date.fromisoformat(stored) if stored else None
