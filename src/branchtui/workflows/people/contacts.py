"""往来: adding, changing and removing people and units outside the branch."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from branchtui.errors import BranchError
from branchtui.rules.text.dates import parse_day
from branchtui.rules.text.names import plain_name, same_name
from branchtui.store.file.database import act
from branchtui.store.ids import new_id
from branchtui.store.models import Contact
from branchtui.store.models.columns import caption
from branchtui.store.queries import contacts
from branchtui.store.replication import act_names
from branchtui.store.writes import assign, trash
from branchtui.workflows.input_checks import line

FIELDS = ("name", "unit", "position", "phone", "groups")
AGREEMENT = ("agreed_on", "agreed_until")
"""The days of an agreement on 共建, as they are typed."""


def add_contact(name: str = "", *, today: date | None = None, **facts: str) -> Contact:
    """A person, or a unit where `name` is empty; `facts` are others of FIELDS, and of AGREEMENT where `today` is told.

    Raises BranchError for neither name nor unit, one that is there already, and days that can't be.
    """
    values = checked({**dict.fromkeys(FIELDS, ""), "name": name, **_texts(facts)}) | _agreement(facts, None, today)
    check_new(values)
    key = new_id()
    with act(f"加入往来：{act_names.contact(key)}"):
        return Contact.create(id=key, **values)


def change_contact(contact: Contact, *, today: date | None = None, **changes: str) -> Contact:
    """Change some of FIELDS, and of AGREEMENT where `today` is told.

    Raises BranchError where neither name nor unit is left, another is the same, and for days that can't be.
    """
    values = checked({**{name: getattr(contact, name) for name in FIELDS}, **_texts(changes)})
    values |= _agreement(changes, contact, today)
    check_new(values, contact)
    with act(f"更改往来：{act_names.contact(contact.id)}"):
        assign(contact, values)
    return contact


def remove_contact(contact: Contact) -> None:
    """Take one off the list (into the trash). What papers say of former guests stays."""
    with act(f"删去往来：{act_names.contact(contact.id)}"):
        trash(contact)


def agreement_typed(contact: Contact) -> dict[str, str]:
    """The days of its agreement as they are typed."""
    return {name: day.isoformat() if (day := getattr(contact, name)) else "" for name in AGREEMENT}


def _texts(facts: Mapping[str, str]) -> dict[str, str]:
    return {name: typed for name, typed in facts.items() if name not in AGREEMENT}


def _agreement(facts: Mapping[str, str], contact: Contact | None, today: date | None) -> dict[str, Any]:
    """The columns of the agreement where something is typed of it. Raises BranchError for an end before its start."""
    if today is None or not facts.keys() & set(AGREEMENT):
        return {}
    before = agreement_typed(contact) if contact else dict.fromkeys(AGREEMENT, "")
    typed = {name: line(facts.get(name, before[name]), caption(Contact, name)) for name in AGREEMENT}
    first = parse_day(typed["agreed_on"], today, past=True) if typed["agreed_on"] else None
    last = parse_day(typed["agreed_until"], today) if typed["agreed_until"] else None
    if first is not None and last is not None and last < first:
        raise BranchError(f"协议截止日 {last.isoformat()} 在签订日 {first.isoformat()} 之前，请核对。")
    return {"agreed_on": first, "agreed_until": last}


def groups_of(groups: str) -> list[str]:
    """The groups of a contact, each by itself."""
    return [group for part in groups.replace("，", "、").replace(",", "、").split("、") if (group := part.strip())]


def checked(values: Mapping[str, str]) -> dict[str, Any]:
    """The texts looked over. Raises BranchError where neither name nor unit is left."""
    checked = {name: line(word, caption(Contact, name), limit=60) for name, word in values.items()}
    checked["name"] = plain_name(checked["name"])
    if not (checked["name"] or checked["unit"]):
        raise BranchError("姓名和单位至少写一样：个人写姓名，单位把姓名空着。")
    return checked


def check_new(values: Mapping[str, Any], *but: Contact) -> None:
    """Raises BranchError where somebody else of 往来 bears this name and unit already."""
    others = {row.id for row in but}
    for row in contacts.contacts():
        if row.id not in others and same_name(row.name, values["name"]) and row.unit == values["unit"]:
            where = f"（{row.unit}）" if row.name and row.unit else ""
            raise BranchError(f"往来里已有“{row.called}”{where}，没有再加。")
