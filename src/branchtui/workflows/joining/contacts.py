"""往来: what two entries that are the same person or unit become; texts may be typed anew where they differ."""

from typing import Any

from branchtui.errors import BranchError
from branchtui.store.models import Contact
from branchtui.workflows.joining.choices import Difference, check_decided, difference
from branchtui.workflows.people.contacts import AGREEMENT, FIELDS, check_new, checked, groups_of


def differences(kept: Contact, other: Contact) -> list[Difference]:
    """What has to be decided before `other` becomes `kept`: groups are joined, and what one alone says is kept."""
    return [
        difference(kept, other, (name,))
        for name in FIELDS
        if name != "groups"
        and getattr(kept, name)
        and getattr(other, name)
        and getattr(kept, name) != getattr(other, name)
    ]


def columns(kept: Contact, other: Contact, **values: str) -> dict[str, Any]:
    """What stands of the two; `values` are what is kept where they differ.

    Raises BranchError where a difference is not decided, or both have an agreement and not the same.
    """
    check_decided(differences(kept, other), values)
    columns = checked({name: values.get(name) or getattr(kept, name) or getattr(other, name) for name in FIELDS})
    joined = [*groups_of(values.get("groups", kept.groups)), *groups_of(other.groups)]
    columns["groups"] = "、".join(dict.fromkeys(joined))
    check_new(columns, kept, other)
    return columns | _agreement(kept, other)


def _agreement(kept: Contact, other: Contact) -> dict[str, Any]:
    mine, theirs = ({name: getattr(row, name) for name in AGREEMENT} for row in (kept, other))
    if any(mine.values()) and any(theirs.values()) and mine != theirs:
        raise BranchError("两边都有协议，起止日期不一样。请先把其中一边的协议日期改对或清空，再合并。")
    return mine if any(mine.values()) else theirs
