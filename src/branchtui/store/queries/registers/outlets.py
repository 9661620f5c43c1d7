"""投稿媒体: where reports are handed in, how soon, and whom to ask there."""

from collections.abc import Sequence
from typing import NamedTuple

from branchtui.store.engine import sql
from branchtui.store.models import Contact, Outlet
from branchtui.store.queries.filter_words import HOLDS, held_by
from branchtui.store.queries.registers.listed import Listed, holds


class OutletRow(NamedTuple):
    """One of them. `contact` is who is to be asked there, `phone` theirs; empty where nobody is known."""

    id: bytes
    name: str
    level: str
    profile: str
    within_hours: int | None
    contact: str
    phone: str
    send_to: str
    paste_limit: int | None


def outlet(outlet_id: bytes) -> Outlet:
    """One of them as stored now. Raises GoneError where there is none."""
    return Outlet.get_by_id(outlet_id)


def called(name: str) -> Outlet | None:
    """The one of this name; None where there is none."""
    return Outlet.get_or_none(Outlet.id == Outlet.row_id(name=name), Outlet.live()) if name else None


def outlets() -> list[OutletRow]:
    """All of them by level and name."""
    found = sql.rows(
        "SELECT o.id, o.name, o.level, o.profile, o.within_hours, "
        f"COALESCE((SELECT CASE c.name WHEN '' THEN c.unit ELSE c.name END FROM contact c WHERE c.id = o.contact_id AND {Contact.live_in('c')}), ''), "
        f"COALESCE((SELECT c.phone FROM contact c WHERE c.id = o.contact_id AND {Contact.live_in('c')}), ''), "
        "o.send_to, o.paste_limit "
        f"FROM outlet o WHERE {Outlet.live_in('o')} ORDER BY o.level, o.name"
    )
    return list(map(OutletRow._make, found))


class OutletList(Listed[OutletRow]):
    """All of them as a window; the filter takes parts of what is shown."""

    def __init__(self, filter_text: str = "") -> None:
        super().__init__(row for row in outlets() if fits(filter_text, row))


def fits(typed: str, row: OutletRow) -> bool:
    """Whether what was typed means this one."""
    return holds(typed, row.contact, row.name, row.level, row.send_to)


def holding(words: Sequence[str], limit: int) -> list[tuple[bytes, str, str]]:
    """Id, name and (level and where to) of those that hold every word. They are few and need no signs."""
    columns = ("name", "level", "send_to")
    each = " OR ".join(f"o.{column} {HOLDS}" for column in columns)
    found = sql.rows(
        "SELECT o.id, o.name, o.level || ' ' || o.send_to FROM outlet o "
        f"WHERE {' AND '.join([f'({each})'] * len(words))} AND {Outlet.live_in('o')} ORDER BY o.name LIMIT ?",
        *(held_by(word) for word in words for _ in columns),
        limit,
    )
    return [(key, name, few.strip()) for key, name, few in found]
