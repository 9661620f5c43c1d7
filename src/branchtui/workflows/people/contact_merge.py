"""往来: two entries that are the same person or unit become one; everything that named the other names it then."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from branchtui.errors import BranchError
from branchtui.store.file.database import act
from branchtui.store.models import SYNCED, Contact, PairRow, Row, SignUp
from branchtui.store.models.columns import caption, pairs
from branchtui.store.replication import act_names
from branchtui.store.writes import assign, trash
from branchtui.workflows.people.contacts import AGREEMENT, FIELDS, check_new, checked, groups_of

_TABLE = Contact._meta.table_name


class Difference(NamedTuple):
    """A column in which both say something, and not the same."""

    name: str
    label: str
    kept: str
    other: str


def differences(kept: Contact, other: Contact) -> list[Difference]:
    """What has to be decided before `other` becomes `kept`: groups are joined, and what one alone says is kept."""
    return [
        Difference(name, caption(Contact, name), getattr(kept, name), getattr(other, name))
        for name in FIELDS
        if name != "groups"
        and getattr(kept, name)
        and getattr(other, name)
        and getattr(kept, name) != getattr(other, name)
    ]


def merge(kept: Contact, other: Contact, **values: str) -> Contact:
    """Merge `other` into `kept`, in one act; `values` are what is kept where they differ.

    Raises BranchError where it is the same one, where a difference is not decided, or both have an agreement and not
    the same.
    """
    if kept.id == other.id:
        raise BranchError("这是同一位，不用合并。")
    if open_ := [each for each in differences(kept, other) if each.name not in values]:
        told = "；".join(f"{each.label}一边是“{each.kept}”，一边是“{each.other}”" for each in open_)
        raise BranchError(f"两边写的不一样，请写明留哪一个：{told}。")
    columns = checked({name: values.get(name) or getattr(kept, name) or getattr(other, name) for name in FIELDS})
    joined = [*groups_of(values.get("groups", kept.groups)), *groups_of(other.groups)]
    columns["groups"] = "、".join(dict.fromkeys(joined))
    check_new(columns, kept, other)
    columns |= _agreement(kept, other)
    with act(f"合并往来：{act_names.contact(other.id)}并入{act_names.contact(kept.id)}"):
        _follow(kept, other)
        assign(other, {"merged_into": kept})
        assign(kept, columns)
    return kept


def _agreement(kept: Contact, other: Contact) -> dict[str, Any]:
    mine, theirs = ({name: getattr(row, name) for name in AGREEMENT} for row in (kept, other))
    if any(mine.values()) and any(theirs.values()) and mine != theirs:
        raise BranchError("两边都有协议，起止日期不一样。请先把其中一边的协议日期改对或清空，再合并。")
    return mine if any(mine.values()) else theirs


def _follow(kept: Contact, other: Contact) -> None:
    """Let every row that names `other` name `kept`; a pair row is never re-pointed, so another stands in its place."""
    for model in SYNCED:
        for name in _references(model):
            for row in model.select().where(model._meta.fields[name] == other.id):
                if isinstance(row, PairRow):
                    _again(row, name, kept)
                else:
                    assign(row, {name: kept})
        for table, thing in pairs(model):
            for row in model.select().where(table == _TABLE, thing == other.id):
                assign(row, {thing.name: kept.id})


def _references(model: type[Row]) -> list[str]:
    """The fields that name a contact; what was merged before stays as it is."""
    fields = model._meta.refs.items()
    return [field.name for field, of in fields if of is Contact and field.name != "merged_into"]


def _again(row: PairRow, name: str, kept: Contact) -> None:
    """The same for `kept`, unless there is one already; the old one goes into the trash."""
    if row.deleted:
        return
    parts: Mapping[str, Any] = {part: getattr(row, part) for part in row.parts} | {name: kept}
    there = type(row).get_or_none(type(row).id == type(row).row_id(**parts))
    if there is None or there.deleted:
        values = {
            field.name: getattr(row, field.name)
            for field in row._meta.sorted_fields
            if field.name not in ("id", "deleted", *row.parts)
        }
        type(row).ensure(values=values, **parts)
    elif isinstance(row, SignUp) and isinstance(there, SignUp) and row.state == "came" and there.state != "came":
        assign(there, {"state": row.state, "half_hours": row.half_hours})
    trash(row)
