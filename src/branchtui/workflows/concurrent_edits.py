"""Saving a form whose row may have changed under it: own fields are saved, a field both changed is asked about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from branchtui.errors import BranchError
from branchtui.store.models import BY_TABLE
from branchtui.store.replication import authorship, captions, cells, row_versions
from branchtui.store.replication.registry import DELETED, TABLES
from branchtui.store.replication.row_versions import Token
from branchtui.store.replication.session import Dot

# Fields of forms that are no column of their own.
_STANDS_FOR = {
    "when": ("planned_start",),
    "until": ("ends_at",),
    "audience": ("audience", "audience_who"),
    "by": ("member_id",),
    "span": ("begins", "ends", "half_hours"),
}
_FIGURE = ("result", "unit")  # typed as one
_CALLED = {"span": "时间"}  # where the caption of the first column is not what the field is called


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that was changed here and elsewhere since the form was opened; nothing of it is saved."""

    name: str  # as the form calls it
    label: str
    base: str  # what the form was opened with
    mine: str
    theirs: str
    stands: str  # what the row has now; another text than `theirs` where a merge has put that beside it
    who: str
    at: datetime | None


def save_dirty(
    since: Token,
    now: Token,
    shown: Mapping[str, str],
    typed: Mapping[str, str],
    write: Callable[..., object],
    again: Callable[[], Mapping[str, str]] | None = None,
) -> tuple[Clash, ...]:
    """Hand `write` the fields that were typed over and nobody else has written; return those somebody has.

    `since` is the row's token (`store.replication.row_versions`) and `shown` the texts of the fields, both of the moment
    the form was opened, `now` the token of this moment; `write` is the workflow that takes the fields by name. `again`
    reads the texts of the fields as the row stands now, for a form that shows them other than history does. Where the
    person chooses their own text of a clash, call `write` with it. Raises BranchError where the row went to the trash
    meanwhile.
    """
    changed = row_versions.changed(since, now)
    number = TABLES[since.table].number
    if cells.value(number, since.row, DELETED) if "deleted" in changed else since.deleted:
        raise BranchError("这一项已被移入回收，没有保存。可先撤销那次删除，再保存。")
    clashes, free = [], {}
    for name, text in typed.items():
        if text == shown.get(name, ""):
            continue
        theirs = [column for column in _columns(since.table, name) if column in changed]
        if not theirs:
            free[name] = text
            continue
        stored = again()[name] if again else _stored(since, name)
        if stored == text:
            continue
        beside = _beside(since, theirs[0], changed[theirs[0]]) if stored == shown.get(name, "") else ""
        signature = authorship.of(changed[theirs[0]])
        clashes.append(
            Clash(
                name,
                _CALLED.get(name)
                or captions.caption(since.table, TABLES[since.table].column(_columns(since.table, name)[0])),
                shown.get(name, ""),
                text,
                beside or stored,
                stored,
                signature.who,
                signature.at,
            )
        )
    if free:
        write(**free)
    return tuple(clashes)


def _stored(since: Token, name: str) -> str:
    """What a form's field is now, as history shows it."""
    known = TABLES[since.table]
    columns = [known.column(column) for column in _columns(since.table, name)]
    words = (captions.show(since.table, each, cells.value(known.number, since.row, each)) for each in columns)
    return " ".join(filter(None, words))


def _beside(since: Token, column: str, dot: Dot) -> str:
    """What a stamp wrote that is not shown, of a field that is one column; empty where it is shown."""
    known = TABLES[since.table]
    values = cells.siblings(known.number, since.row, known.column(column))
    return captions.show(since.table, known.column(column), values[dot]) if dot in values else ""


def _columns(table: str, name: str) -> tuple[str, ...]:
    """The columns a form's field is kept in."""
    if name in _STANDS_FOR:
        return _STANDS_FOR[name]
    model = BY_TABLE[table]
    column: str = model._meta.fields[name].column_name
    return next(
        (group for group in model.together if column in group and (column.endswith("_id") or group == _FIGURE)),
        (column,),
    )
