"""Who comes without being expected: guests and speakers, and the contacts that they are."""

from collections.abc import Mapping, Sequence
from typing import Any

from branchtui.rules.text.names import same_name, split_guest
from branchtui.store.models import Contact, Guest, Meeting
from branchtui.store.queries import contacts, people
from branchtui.store.writes import append
from branchtui.workflows.input_checks import line


def guest_fields(name: str, position: str = "", topic: str = "") -> dict[str, str]:
    """A guest's columns, looked over. The name alone may carry the rest: 王芳（学院党委）：“讲题”.

    Raises BranchError where the name is missing or too long.
    """
    if not position and not topic:
        name, position, topic = split_guest(name)
    return {
        "name": line(name, "列席人员姓名", required=True, limit=60),
        "position": line(position, "列席人员单位职务"),
        "topic": line(topic, "讲题"),
    }


def append_guest(meeting: Meeting, fields: Mapping[str, str]) -> Guest:
    """Add a guest behind the others; part of an act. See `with_contact`."""
    return append(Guest, meeting=meeting, **with_contact(fields))


def with_contact(fields: Mapping[str, str]) -> dict[str, Any]:
    """The columns of a guest with the contact that it is; part of an act.

    Of a known name without a position the contact tells it. Somebody new from outside, of whom a position is told, is
    remembered. Where two bear the name and nothing tells which is meant, it is neither.
    """
    found = dict(fields)
    known = contacts.named(found["name"])
    if position := found["position"]:
        known = [row for row in known if row.of_what == position or (row.unit and position.startswith(row.unit))]
        if not known and not _on_roster(found["name"]):
            made = Contact.create(name=found["name"], unit=position)
            return {**found, "contact": made}
    if len(known) != 1:
        return {**found, "contact": None}
    return {**found, "position": position or known[0].of_what, "contact": contacts.contact(known[0].id)}


def new_names(there: Sequence[str], names: Sequence[str]) -> list[str]:
    """Those of the names that are not there yet, each once."""
    return [name for name in dict.fromkeys(map(str.strip, names)) if split_guest(name)[0] not in there]


def _on_roster(name: str) -> bool:
    """Whether somebody of the roster, now or once, bears the name: no outsider to be remembered."""
    return any(same_name(row.name, name) for row in people.members().values())
