"""What every table shares: the id, the trash mark, what it is called, and the pair row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from peewee import SQL, BooleanField, Expression, Field, Model, TextField

from branchtui.errors import GoneError
from branchtui.store.engine import sql
from branchtui.store.engine.handle import db
from branchtui.store.ids import new_id, pair_id

YES_NO = {True: "有", False: "无"}
EMPTY = SQL("DEFAULT ''")  # of a text that was added to a table which had rows
_MERGED = "merged_into"  # the field of what two machines may have made twice
_AT_ONCE = 100  # rows in one statement: SQLite takes 999 values at least

_W = TypeVar("_W", bound=str)
_F = TypeVar("_F", bound="Field[Any]")

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


def _flat(field: _F, memo: object) -> _F:
    """The copy of a field that a table inherits: Peewee makes a deep one, which takes a good part of each start."""
    twin = object.__new__(type(field))
    twin.__dict__.update(field.__dict__)
    return twin


class IdField(_BytesField):
    """Sixteen bytes made by `ids`."""

    field_type = "BLOB"
    __deepcopy__ = _flat

    def db_value(self, value: Any) -> Any:
        return value if value is None else bytes(value)

    def python_value(self, value: Any) -> Any:
        return value if value is None else bytes(value)


class _TrashMark(BooleanField):
    """Whether a row is in the trash."""

    __deepcopy__ = _flat


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

    # The columns that a college's organiser may read; all others leave the branch sealed, if at all.
    published: ClassVar[tuple[str, ...]] = ()
    # Of a table of keys and values only the rows whose key begins so, with what these are called; of all others every row.
    published_keys: ClassVar[Mapping[str, str]] = {}

    # Columns that merging treats in another way than `keep` (data.md, column policies).
    text3: ClassVar[tuple[str, ...]] = ()  # long texts: merged by sentences
    auto: ClassVar[tuple[str, ...]] = ()  # nobody needs to be asked: the winner is taken
    final: ClassVar[tuple[str, ...]] = ()  # states that close a thing: always a person
    together: ClassVar[tuple[tuple[str, ...], ...]] = ()  # stamped and flagged as one

    id = IdField(primary_key=True, default=new_id)
    deleted = _TrashMark(default=False)

    class Meta:
        database = db
        only_save_dirty = True
        legacy_table_names = False

    @classmethod
    def create_all(cls, rows: Iterable[Mapping[str, Any]]) -> list[Self]:
        """As `create` for many rows at once."""
        made = [cls(**values) for values in rows]
        insert_all(cls, (row.__data__ for row in made))
        return made

    @classmethod
    def get_by_id(cls, pk: Any) -> Self:
        """The row of this id, marked as deleted or not. Raises GoneError where there is none, as in a restored file."""
        found: Self | None = cls.get_or_none(cls.id == pk)
        if found is None:
            raise GoneError("这一项已不在了。")
        return found

    @classmethod
    def of_ids(cls, keys: Sequence[bytes]) -> Iterator[Self]:
        """The rows that there are of these ids, marked as deleted or not, in no order."""
        columns, table = ", ".join(cls.columns("t")), cls._meta.table_name
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            for values in sql.rows(f'SELECT {columns} FROM "{table}" t WHERE t.id IN ({marks})', *some):
                yield cls.stored(values)

    @classmethod
    def count_live(cls) -> int:
        """How many rows people work with: all, less the others, as SQLite need not look at each of all.

        `> ''` is true of every id; for IS NOT NULL it would go through all rows in spite of the index.
        """
        table = f'"{cls._meta.table_name}"'
        all_, gone = f"SELECT count(*) FROM {table}", f"SELECT count(*) FROM {table} WHERE deleted > 0"
        merged = (
            f"SELECT count(*) FROM {table} WHERE {_MERGED}_id > '' AND NOT deleted"
            if _MERGED in cls._meta.fields
            else "0"
        )
        return int(sql.value(f"SELECT ({all_}) - ({gone}) - ({merged})"))

    @classmethod
    def merged_away(cls) -> list[bytes]:
        """The ids of the rows that were merged into others, in order.

        They are sorted here: asked for an order, SQLite would go through all rows in it.
        """
        return sorted(key for (key,) in sql.rows(f"SELECT id FROM \"{cls._meta.table_name}\" WHERE {_MERGED}_id > x''"))

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
            raw.append(part if isinstance(part, bytes) else "" if part is None else str(part))
        return pair_id(cls._meta.table_name, *raw)

    @classmethod
    def ensure(cls, *, values: dict[str, Any] | None = None, **parts: Any) -> Self:
        """The row for these parts with `values` written to it: made, revived from the trash, or changed."""
        key = cls.row_id(**parts)
        row = cls.get_or_none(cls.id == key)
        if row is None:
            return cls.create(id=key, **parts, **(values or {}))
        row._become(values or {})
        return row

    @classmethod
    def ensure_all(cls, entries: Sequence[Mapping[str, Any]], *, shared: Mapping[str, Any]) -> None:
        """As `ensure` for many rows at once: each entry holds the parts and values of one, `shared` those of all."""
        wanted = {}
        for entry in entries:
            values = {**shared, **entry}
            wanted[cls.row_id(**{name: values[name] for name in cls.parts})] = values
        for row in cls.of_ids(list(wanted)):
            values = wanted.pop(row.id)
            row._become({name: value for name, value in values.items() if name not in cls.parts})
        insert_all(cls, ({"id": key, **values} for key, values in wanted.items()))

    def _become(self, values: Mapping[str, Any]) -> None:
        """Write the values that differ, and take the row out of the trash."""
        for name, value in {**values, "deleted": False}.items():
            if getattr(self, name) != value:
                setattr(self, name, value)
        if self.dirty_fields:
            self.save()


class LocalRow(Model):
    """A table of this machine: it can be rebuilt or lost, and never travels.

    `kept_by` are triggers that note in it what is written elsewhere: name, event and steps of each. They also run where
    stamps are mute. Whoever changes one needs a new migration, as with those of the stamps.
    """

    kept_by: ClassVar[tuple[tuple[str, str, tuple[str, ...]], ...]] = ()

    class Meta:
        database = db
        legacy_table_names = False


def insert_all(model: type[Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """As `create` for many rows: each holds the values of one by field, and its id where that is wanted."""
    fields = model._meta.sorted_fields
    columns = ", ".join(f'"{field.column_name}"' for field in fields)
    sql.execute_many(
        f'INSERT INTO "{model._meta.table_name}" ({columns}) VALUES ({", ".join("?" * len(fields))})',
        (
            [
                field.db_value(next((row[name] for name in _names(field) if name in row), _default(field)))
                for field in fields
            ]
            for row in rows
        ),
    )


def _names(field: "Field[Any]") -> tuple[str, str]:
    """What a value may be given under: a reference also by the name of its column."""
    return field.name, field.column_name


def _default(field: "Field[Any]") -> Any:
    return field.default() if callable(field.default) else field.default


def index(model: type[Row], name: str, *columns: Any, where: str = "") -> None:
    """An index of this name, beside those that every reference has; `where` leaves rows out of it.

    None begins with `deleted`: SQLite takes it for as telling as a reference and would go through nearly every row.
    """
    made = model.index(*columns, name=name)
    model.add_index(made.where(SQL(where)) if where else made)
