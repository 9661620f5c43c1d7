"""What of a branch the college's organiser will be able to read: said before a machine joins, from what is published."""

from branchtui.store.college.publication import published
from branchtui.store.models import SYNCED
from branchtui.values import NamedTuple

_OF_PROGRAMS = ("id", "deleted")  # by which rows are told from each other


class Readable(NamedTuple):
    """What a thing is called, and what of it can be read: columns, or of settings which."""

    noun: str
    columns: tuple[str, ...]


def readable() -> list[Readable]:
    """Everything that is published in the words of its model, in the order of the schema."""
    words = []
    for model in SYNCED:
        columns = published().get(model._meta.table_name, ())
        names = {field.column_name: str(field.verbose_name) for field in model._meta.sorted_fields}
        if model.published_keys:
            words.append(Readable(model.noun, tuple(model.published_keys.values())))
        elif columns:
            told = (names[column.name] for column in columns if column.name not in _OF_PROGRAMS)
            words.append(Readable(model.noun, tuple(dict.fromkeys(told))))
    return words
