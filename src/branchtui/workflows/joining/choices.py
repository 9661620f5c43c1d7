"""What two rows of one thing say differently, and which of the two is taken."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Literal, NamedTuple

from branchtui.errors import BranchError
from branchtui.store.models import Row
from branchtui.store.replication import captions
from branchtui.store.replication.registry import TABLES

Side = Literal["kept", "other"]
Choose = Callable[[str], Side | None]
"""Which of two is taken, by the name of a difference; None where nobody has said it."""
Group = tuple[str, ...]
_NEVER = ("id", "deleted", "merged_into")


class Difference(NamedTuple):
    """Something in which both say something, and not the same, as people read it. `name` is what it is decided by."""

    name: str
    label: str
    kept: str
    other: str


def columns_of(row: Row) -> list[Group]:
    """The columns of a row that say something of it, those that are stamped as one together."""
    model = type(row)
    names = [field.column_name for field in model._meta.sorted_fields if field.name not in _NEVER]
    grouped = {name: group for group in model.together for name in group}
    return list(dict.fromkeys(grouped.get(name, (name,)) for name in names))


def fields_of(row: Row, group: Group) -> list[str]:
    """The names of the fields of some columns."""
    return [type(row)._meta.columns[name].name for name in group]


def values(row: Row, group: Group) -> tuple[Any, ...]:
    """What a row says in some of its columns; a reference as the id it holds."""
    return tuple(row.__data__.get(name) for name in fields_of(row, group))


def says(row: Row, group: Group) -> bool:
    """Whether a row says anything in some of its columns."""
    return any(value not in (None, "") for value in values(row, group))


def taken(kept: Row, other: Row, group: Group, choose: Choose) -> Side | None:
    """Which of two says it: the one that alone says something, else as it is chosen; None where nobody has."""
    if not says(other, group) or values(kept, group) == values(other, group):
        return "kept"
    if not says(kept, group):
        return "other"
    if group[0] in type(kept).auto:
        return "kept"
    return choose(group[0])


def difference(kept: Row, other: Row, group: Group, *, name: str = "", label: str = "") -> Difference:
    """Some columns of two rows, told side by side."""
    table = TABLES[kept._meta.table_name]
    label = label or captions.caption(table.name, table.column(group[0]))
    return Difference(name or group[0], label, told(kept, group), told(other, group))


def told(row: Row, group: Group) -> str:
    """What a row says in some of its columns, as a person reads it."""
    table = TABLES[row._meta.table_name]
    columns = type(row)._meta.columns
    stored = (columns[name].db_value(value) for name, value in zip(group, values(row, group), strict=True))
    shown = (captions.show(table.name, table.column(name), value) for name, value in zip(group, stored, strict=True))
    return " ".join(filter(None, shown))


def check_decided(asked: Iterable[Difference], decided: Collection[str]) -> None:
    """Raises BranchError that names the differences which nobody has decided."""
    open_ = [f"{each.label}一边是“{each.kept}”，一边是“{each.other}”" for each in asked if each.name not in decided]
    if open_:
        raise BranchError(f"两边写的不一样，请写明留哪一个：{'；'.join(open_)}。")


def by(take: Mapping[str, Side]) -> Choose:
    """Choices that a person has made."""
    return take.get
