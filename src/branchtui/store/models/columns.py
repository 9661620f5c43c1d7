"""What a column and its values are called, as its field says."""

from collections.abc import Iterator
from typing import Any

from peewee import Field, ForeignKeyField

from branchtui.store.models.base import Row


def field(model: type[Row], name: str) -> "Field[Any]":
    """The field of a column, by its own name or by the column's. Raises KeyError where there is none."""
    found: Field[Any] = model._meta.combined[name]
    return found


def reference(model: type[Row], name: str) -> ForeignKeyField:
    """The field of a column that refers to a row of another table. Raises TypeError for any other."""
    found = field(model, name)
    if not isinstance(found, ForeignKeyField):
        raise TypeError(f"{model.__name__}.{name} refers to nothing")
    return found


def pair(model: type[Row], name: str) -> "tuple[Field[Any], Field[Any]]":
    """The two fields of a reference to a row of any table: which table, which row. Raises KeyError where there is none."""
    if name not in model.refers:
        raise KeyError(name)
    return field(model, f"{name}_table"), field(model, f"{name}_id")


def pairs(model: type[Row]) -> "Iterator[tuple[Field[Any], Field[Any]]]":
    """All of these of a table, for what follows references: health, history, the merge."""
    return (pair(model, name) for name in model.refers)


def pointing(name: str, row: Row) -> dict[str, Any]:
    """The values of such a reference to a row, to create or assign: `Report.create(**pointing("about", meeting))`."""
    return {f"{name}_table": row._meta.table_name, f"{name}_id": row.id}


def caption(model: type[Row], name: str) -> str:
    """What people call a column, by the name of its field or its own."""
    return str(field(model, name).verbose_name)


def help_text(model: type[Row], name: str) -> str:
    """What to write into a column, for a form to say where nothing is written yet; often empty."""
    return field(model, name).help_text or ""


def words(model: type[Row], name: str) -> dict[object, str]:
    """What each stored value of a column is called; empty for a column that holds what people wrote."""
    return dict(field(model, name).choices or ())
