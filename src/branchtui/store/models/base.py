"""What every table shares: the id, the trash mark, what it is called, and the pair row."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from peewee import BooleanField, Expression, Field, Model, TextField

from branchtui.errors import GoneError
from branchtui.store.engine.handle import db
from branchtui.store.ids import new_id, pair_id

YES_NO = {True: "有", False: "无"}
_MERGED = "merged_into"  # the field of what two machines may have made twice
_AT_ONCE = 100  # rows in one statement: SQLite takes 999 values at least

_W = TypeVar("_W", bound=str)

if TYPE_CHECKING:
    _BytesField = Field[bytes]

    class WordField(TextField[_W]):
        """A text that is one of a few words, `WordField[MeetingState]()`.

        A misspelt word is an error of types, but not in `==` and `!=` of a query, where Python would ask the word too.
        """

        def __new__(cls, *args: Any, **kwargs: Any) -> Self: ...
        def __lshift__(self, other: Sequence[_W]) -> Expression: ...

else:
    _BytesField = Field

    class WordField(TextField):
        """A text that is one of a few words."""

        def __class_getitem__(cls, words: object) -> type["WordField"]:
            return cls


class IdField(_BytesField):
    """Sixteen bytes made by `ids`."""

    field_type = "BLOB"

    def db_value(self, value: Any) -> Any:
        return value if value is None else bytes(value)

    def python_value(self, value: Any) -> Any:
        return value if value is None else bytes(value)


class Row(Model):
    """One row. Made by `create` only; never deleted, only marked.

    A field says what people call its column (`verbose_name`) and, where it holds a word of ours, what each stored value
    is called (`choices`); the model says what a row is called and what it is a part of. History, undo, forms and
    questions about clashes take their words from there. In the file its table begins with `n`, by which stamps are
    kept; no model knows it (migration 0003).
    """

    noun: ClassVar[str] = ""  # what a row is called
    named_by: ClassVar[tuple[str, ...]] = ()  # the fields that tell it from its neighbours
    belongs_to: ClassVar[tuple[str, ...]] = ()  # the field that holds what it is a part of, the first that is not empty
    aside: ClassVar[bool] = False  # comes with what uses it: neither history nor undo speaks of it
    refers: ClassVar[tuple[str, ...]] = ()  # to a row of any table: `x` stands for the two columns x_table and x_id

    # Columns that merging treats in another way than `keep` (data.md, column policies).
    text3: ClassVar[tuple[str, ...]] = ()  # long texts: merged by sentences
    auto: ClassVar[tuple[str, ...]] = ()  # nobody needs to be asked: the winner is taken
    final: ClassVar[tuple[str, ...]] = ()  # states that close a thing: always a person
    together: ClassVar[tuple[tuple[str, ...], ...]] = ()  # stamped and flagged as one

    id = IdField(primary_key=True, default=new_id)
    deleted = BooleanField(default=False)

    class Meta:
        database = db
        only_save_dirty = True
        legacy_table_names = False

    @classmethod
    def get_by_id(cls, pk: Any) -> Self:
        """The row of this id, marked as deleted or not. Raises GoneError where there is none, as in a restored file."""
        found: Self | None = cls.get_or_none(cls.id == pk)
        if found is None:
            raise GoneError("这一项已不在了。")
        return found

    @classmethod
    def live(cls) -> Expression:
        """Which rows people work with: those that are not in the trash, nor were merged into another."""
        there: Expression = cls.deleted == False
        return there & cls._meta.fields[_MERGED].is_null() if _MERGED in cls._meta.fields else there

    @classmethod
    def live_in(cls, alias: str) -> str:
        """The same for a statement of plain SQL in which the table is called `alias`."""
        merged = f" AND {alias}.{_MERGED}_id IS NULL" if _MERGED in cls._meta.fields else ""
        return f"{alias}.deleted = 0{merged}"

    @classmethod
    def columns(cls, alias: str) -> list[str]:
        """Every column in order, for a select of plain SQL in which the table is called `alias`."""
        return [f'{alias}."{field.column_name}"' for field in cls._meta.sorted_fields]

    @classmethod
    def stored(cls, values: Sequence[Any], **known: "Row") -> Self:
        """The row of the values that such a select gave; `known` are the rows it points to that were read too."""
        row = cls(__no_default__=True)
        for field, value in zip(cls._meta.sorted_fields, values, strict=True):
            row.__data__[field.name] = field.python_value(value)
        row.__rel__.update(known)
        return row


class PairRow(Row):
    """A row that stands for a combination of `parts`: its id is made from them and it is never re-pointed."""

    parts: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def row_id(cls, **parts: Any) -> bytes:
        """The id of the row for these parts."""
        raw = []
        for name in cls.parts:
            part = parts[name]
            part = part.id if isinstance(part, Row) else part
            raw.append(part if isinstance(part, bytes) else str(part))
        return pair_id(cls._meta.table_name, *raw)

    @classmethod
    def ensure(cls, *, values: dict[str, Any] | None = None, **parts: Any) -> Self:
        """The row for these parts with `values` written to it: made, revived from the trash, or changed."""
        key = cls.row_id(**parts)
        row = cls.get_or_none(cls.id == key)
        if row is None:
            return cls.create(id=key, **parts, **(values or {}))
        for name, value in {**(values or {}), "deleted": False}.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
        if row.dirty_fields:
            row.save()
        return row

    @classmethod
    def ensure_all(cls, entries: Sequence[Mapping[str, Any]], *, shared: Mapping[str, Any]) -> None:
        """As `ensure` for many rows at once: each entry holds the parts and values of one, `shared` those of all."""
        wanted = {}
        for entry in entries:
            values = {**shared, **entry}
            wanted[cls.row_id(**{name: values[name] for name in cls.parts})] = values
        keys = list(wanted)
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            there = {row.id for row in cls.select(cls.id).where(cls.id << some)}
            fresh = [{"id": key, **wanted[key]} for key in some if key not in there]
            if fresh:
                cls.insert_many(fresh).execute()
            for key in there:
                values = wanted[key]
                parts = {name: values.pop(name) for name in cls.parts}
                cls.ensure(values=values, **parts)


class LocalRow(Model):
    """A table of this machine: it can be rebuilt or lost, and never travels."""

    class Meta:
        database = db
        legacy_table_names = False
