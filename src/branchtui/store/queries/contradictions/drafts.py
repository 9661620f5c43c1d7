"""What a draft is held against apart from its meeting: the roster, the contacts, the facts that it was begun with."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from branchtui.rules.roster import Event
from branchtui.store.engine import sql
from branchtui.store.engine.sql import Select
from branchtui.store.models import Contact, Fact, Member, RosterEvent
from branchtui.store.models.people import PURGED


class Outside(NamedTuple):
    """A person of the contacts: the name, and unit and position in one."""

    name: str
    position: str


class Known(NamedTuple):
    """All of that at one moment."""

    names: Mapping[bytes, str]  # of everyone who ever stood on the roster
    events: Sequence[Event]
    contacts: Sequence[Outside]
    facts: Sequence[Fact]  # that it was begun with, the figures of the log among them, by key


def known(report_id: bytes | None) -> Known:
    """What there is to hold a report, or without one any text, against, read in one statement."""
    members, events, contacts, facts = sql.together(
        [
            Select(["m.id", "m.name"], f"FROM member m WHERE {Member.live_in('m')} AND m.name <> ?", (PURGED,)),
            Select(
                ["e.member_id", "e.aspect", "e.subject", 'e."on"', "e.value", "e.value_id"],
                f"FROM roster_event e WHERE {RosterEvent.live_in('e')}",
            ),
            Select(
                ["c.name", "c.unit || c.position"],
                f"FROM contact c WHERE {Contact.live_in('c')} AND c.name <> '' AND c.name <> ?",
                (PURGED,),
            ),
            Select(
                Fact.columns("t"),
                f"FROM fact t WHERE t.owner_id = ? AND {Fact.live_in('t')}",
                (report_id,),
            ),
        ]
    )
    return Known(
        dict(members),
        [
            Event(member, aspect, subject, date.fromisoformat(on), group.hex() if group else value)
            for member, aspect, subject, on, value, group in events
        ],
        [Outside(*row) for row in sorted(contacts)],
        sorted(map(Fact.stored, facts), key=lambda fact: fact.key),
    )
