"""Who and what may stand here twice: what `rules.duplicates` decides by."""

from datetime import datetime
from typing import Any

from branchtui.rules.duplicates import Gathering, Outsider, Person
from branchtui.store.engine import sql
from branchtui.store.models import Contact, Document, Meeting, Member
from branchtui.store.models.meetings import M_BEGINS

_LISTED = f"m.id, m.kind, m.group_id, {M_BEGINS}, m.title, m.place, m.ordinal"
_THERE = f"{Meeting.live_in('m')} AND m.state != 'cancelled'"


def people() -> list[Person]:
    """Everyone who ever stood on the roster, the first that was made first."""
    columns = ", ".join(f"m.{name}" for name in Person._fields)
    return [
        Person(*row) for row in sql.rows(f"SELECT {columns} FROM member m WHERE {Member.live_in('m')} ORDER BY m.id")
    ]


def contacts() -> list[Outsider]:
    """Everybody of 往来, in the same order."""
    columns = ", ".join(f"c.{name}" for name in Outsider._fields)
    found = sql.rows(f"SELECT {columns} FROM contact c WHERE {Contact.live_in('c')} ORDER BY c.id")
    return [Outsider(*row) for row in found]


def meetings_of_one_day() -> list[Gathering]:
    """The meetings of a kind of which there are several on one day: each day is looked up in the index of beginnings."""
    days = (
        f"SELECT m.kind AS kind, substr({M_BEGINS}, 1, 10) AS day FROM meeting m WHERE {_THERE} "
        "GROUP BY 1, 2 HAVING count(*) > 1"
    )
    return _read(
        f"SELECT {_LISTED} FROM ({days}) d CROSS JOIN meeting m ON {M_BEGINS} >= d.day AND {M_BEGINS} < d.day || 'x' "
        f"AND m.kind = d.kind WHERE {_THERE} ORDER BY m.id"
    )


def meetings_of_one_ordinal() -> list[Gathering]:
    """The meetings that bear an ordinal which another of their kind bears in the same year."""
    shared = (
        f"SELECT m.kind, m.ordinal, substr({M_BEGINS}, 1, 4) FROM meeting m WHERE {_THERE} AND m.ordinal != '' "
        "GROUP BY 1, 2, 3 HAVING count(*) > 1"
    )
    return _read(
        f"SELECT {_LISTED} FROM meeting m WHERE {_THERE} AND m.ordinal != '' "
        f"AND (m.kind, m.ordinal, substr({M_BEGINS}, 1, 4)) IN ({shared}) ORDER BY m.id"
    )


def numbers_given_twice() -> list[tuple[str, bytes]]:
    """The numbers that several papers of the branch's own bear, each with one of them."""
    of = f"FROM document d WHERE {Document.live_in('d')} AND d.direction = 'out' AND d.number != ''"
    shared = f"SELECT d.number {of} GROUP BY 1 HAVING count(*) > 1"
    return [
        (number, key)
        for number, key in sql.rows(f"SELECT d.number, d.id {of} AND d.number IN ({shared}) ORDER BY d.id")
    ]


def _read(statement: str) -> list[Gathering]:
    return [_gathering(*row) for row in sql.rows(statement)]


def _gathering(key: bytes, kind: str, group: bytes | None, begins: str, *words: Any) -> Gathering:
    return Gathering(key, kind, group.hex() if group else "", datetime.fromisoformat(begins), *words)
