"""What a column and its values are called, as its field says."""

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


def caption(model: type[Row], name: str) -> str:
    """What people call a column, by the name of its field or its own."""
    return str(field(model, name).verbose_name)


def help_text(model: type[Row], name: str) -> str:
    """What to write into a column, for a form to say where nothing is written yet; often empty."""
    return field(model, name).help_text or ""


def words(model: type[Row], name: str) -> dict[object, str]:
    """What each stored value of a column is called; empty for a column that holds what people wrote."""
    return dict(field(model, name).choices or ())
