"""往来: adding, changing and removing people and units outside the branch."""

from collections.abc import Mapping

from branchtui.errors import BranchError
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


def add_contact(name: str = "", *, unit: str = "", position: str = "", phone: str = "", groups: str = "") -> Contact:
    """A person, or a unit where `name` is empty. Raises BranchError for neither, or one that is there already."""
    values = _checked({"name": name, "unit": unit, "position": position, "phone": phone, "groups": groups})
    _check_new(values, None)
    key = new_id()
    with act(f"加入往来：{act_names.contact(key)}"):
        return Contact.create(id=key, **values)


def change_contact(contact: Contact, **changes: str) -> Contact:
    """Change some of FIELDS. Raises BranchError where neither name nor unit is left, or another is the same."""
    values = _checked({**{name: getattr(contact, name) for name in FIELDS}, **changes})
    _check_new(values, contact)
    with act(f"更改往来：{act_names.contact(contact.id)}"):
        assign(contact, values)
    return contact


def remove_contact(contact: Contact) -> None:
    """Take one off the list (into the trash). What papers say of former guests stays."""
    with act(f"删去往来：{act_names.contact(contact.id)}"):
        trash(contact)


def _checked(values: Mapping[str, str]) -> dict[str, str]:
    checked = {name: line(word, caption(Contact, name), limit=60) for name, word in values.items()}
    checked["name"] = plain_name(checked["name"])
    if not (checked["name"] or checked["unit"]):
        raise BranchError("姓名和单位至少写一样：个人写姓名，单位把姓名空着。")
    return checked


def _check_new(values: Mapping[str, str], but: Contact | None) -> None:
    for row in contacts.contacts():
        same = same_name(row.name, values["name"]) and row.unit == values["unit"]
        if same and (but is None or row.id != but.id):
            where = f"（{row.unit}）" if row.name and row.unit else ""
            raise BranchError(f"往来里已有“{row.called}”{where}，没有再加。")
