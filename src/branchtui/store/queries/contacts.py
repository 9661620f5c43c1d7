"""往来: the people and units outside the branch."""

from functools import lru_cache
from typing import NamedTuple

from branchtui.rules.text.names import matches, same_name
from branchtui.store.engine import sql
from branchtui.store.models import Contact
from branchtui.store.readings import name_readings


class ContactRow(NamedTuple):
    """One person or unit as it is listed; `name` is empty for a unit."""

    id: bytes
    name: str
    unit: str
    position: str
    phone: str
    groups: str

    @property
    def called(self) -> str:
        """The person's name, or the unit's."""
        return self.name or self.unit

    @property
    def of_what(self) -> str:
        """Unit and position as they stand behind a name."""
        return f"{self.unit}{self.position}"


def contact(contact_id: bytes) -> Contact:
    return Contact.get_by_id(contact_id)


def contacts() -> list[ContactRow]:
    """Everybody, by name; units behind the people."""
    columns = ", ".join(f"c.{name}" for name in ContactRow._fields)
    found = sql.rows(
        f"SELECT {columns} FROM contact c WHERE {Contact.live_in('c')} ORDER BY c.name = '', c.name, c.unit, c.id"
    )
    return [ContactRow(*row) for row in found]


def named(name: str) -> list[ContactRow]:
    """The people of this name."""
    return [row for row in contacts() if row.name and same_name(row.name, name)]


class ContactList:
    """All of them as a window: `count` and `page`. The filter takes names, pinyin, initials, and parts of the rest."""

    def __init__(self, filter_text: str = "") -> None:
        self._rows = [row for row in contacts() if fits(filter_text, row)]

    def count(self) -> int:
        return len(self._rows)

    def page(self, offset: int, limit: int) -> list[ContactRow]:
        return self._rows[offset : offset + limit]


def fits(typed: str, row: ContactRow) -> bool:
    """Whether what was typed means this one: by name, or as a part of unit, position or groups."""
    wanted = typed.strip()
    others = f"{row.unit}{row.position}\n{row.groups}".lower()
    return wanted.lower() in others or (bool(row.name) and matches(wanted, row.name, *readings(row.name)))


@lru_cache(maxsize=4096)
def readings(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(pinyin, initials) of a name, every reading."""
    read = name_readings(name)
    return tuple("".join(each) for each in read), tuple("".join(syllable[:1] for syllable in each) for each in read)
