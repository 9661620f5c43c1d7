"""Writing what people of the roster are from a day on: one of them or thousands, by the same few statements."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from branchtui.rules.roster import OPEN
from branchtui.store.models import Group, Member, RosterEvent
from branchtui.store.name_index import index_names
from branchtui.store.writes import assign, assign_all
from branchtui.workflows.people.roster_diff import RosterEntry, RosterFact

_SINGLE = ("membership", "standing")  # of these a person has one beginning


def write_entries(added: Sequence[RosterEntry], changed: Sequence[RosterEntry], places: Mapping[int, str]) -> None:
    """Write the rows of an import; part of an act. `places` are order keys by line, for who has none yet.

    Raises GoneError where a person to be changed is not there any more.
    """
    made = Member.create_all({**entry.facts, "order_key": places[entry.line]} for entry in added)
    _write(made, added)
    for some in _each_person_once(changed):
        keys = [entry.member for entry in some if entry.member]
        there = {member.id: member for member in Member.of_ids(keys)}
        members = [there.get(key) or Member.get_by_id(key) for key in keys]
        for member, entry in zip(members, some, strict=True):
            assign(member, {**entry.facts, "order_key": member.order_key or places[entry.line]})
        _write(members, some)


def write_events(events: Mapping[bytes, Sequence[RosterFact]]) -> None:
    """Write events, by member; the value of a group's is its name, '' for none, and a new one is made.

    A dated event of a single aspect takes the place of the one whose beginning was not known.
    """
    named = (value for some in events.values() for aspect, _, _, value in some if aspect == "group")
    groups = _group_ids(dict.fromkeys(named))
    RosterEvent.ensure_all(
        [
            {
                "member": member,
                "aspect": aspect,
                "subject": subject,
                "on": on,
                "value": "" if aspect == "group" else value,
                "value_id": groups[value] if aspect == "group" else None,
            }
            for member, some in events.items()
            for aspect, subject, on, value in some
        ],
        shared={},
    )
    dated: dict[bytes, set[str]] = {}  # the event with an open beginning → values that are dated now
    for member, some in events.items():
        for single in _SINGLE:
            of_it = [(on, value) for aspect, _, on, value in some if aspect == single]
            if of_it and all(on != OPEN for on, _ in of_it):
                opened = RosterEvent.row_id(member=member, aspect=single, subject="", on=OPEN)
                dated[opened] = {value for _, value in of_it}
    assign_all([row for row in RosterEvent.of_ids(list(dated)) if row.value in dated[row.id]], {"deleted": True})


def _write(members: Sequence[Member], entries: Sequence[RosterEntry]) -> None:
    write_events({member.id: entry.events for member, entry in zip(members, entries, strict=True)})
    index_names(members)


def _each_person_once(entries: Iterable[RosterEntry]) -> Iterator[list[RosterEntry]]:
    """The entries in order, cut where a person comes a second time: by number, and by a name that was given up."""
    some: dict[bytes | None, RosterEntry] = {}
    for entry in entries:
        if entry.member in some:
            yield list(some.values())
            some = {}
        some[entry.member] = entry
    yield list(some.values())


def _group_ids(names: Iterable[str]) -> dict[str, bytes | None]:
    """The groups of these names, none for no name; those that are missing are made."""
    return {name: Group.called(name).id if name else None for name in names}
