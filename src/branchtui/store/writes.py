"""Small writes that every workflow makes: change what differs, append in order, put into the trash."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from branchtui.store.models import Row
from branchtui.store.order_keys import order_key

RowT = TypeVar("RowT", bound=Row)
_AT_ONCE = 500  # rows in one statement: SQLite takes 999 values at least


def assign(row: Row, values: Mapping[str, Any]) -> bool:
    """Write the values that differ; whether any did."""
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    changed = bool(row.dirty_fields)
    if changed:
        row.save()
    return changed


def assign_all(rows: Sequence[RowT], values: Mapping[str, Any]) -> None:
    """Store the same values in many rows of one table by few statements; those that hold them already stay untouched."""
    differing = [row for row in rows if any(getattr(row, name) != value for name, value in values.items())]
    for start in range(0, len(differing), _AT_ONCE):
        some = differing[start : start + _AT_ONCE]
        model = type(some[0])
        model.update(dict(values)).where(model.id << [row.id for row in some]).execute()


def append(model: type[RowT], **values: Any) -> RowT:
    """A new row after the last one of the same parent (the one foreign key among `values`)."""
    parent = next(name for name, value in values.items() if isinstance(value, Row))
    last = (
        model.select()
        .where(getattr(model, parent) == values[parent])
        .order_by(model._meta.fields["order_key"].desc())
        .first()
    )
    return model.create(order_key=order_key(last.order_key if last else ""), **values)


def trash(row: Row) -> None:
    """Mark a row as deleted. Nothing is ever removed."""
    assign(row, {"deleted": True})
