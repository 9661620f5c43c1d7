"""Everything that names the one of two names the other then: references, pairs, parts in their order."""

from collections.abc import Iterator, Sequence
from typing import Any

from peewee import ForeignKeyField

from branchtui.rules.frozen_list import KEPT
from branchtui.store.models import SYNCED, Attendance, PairRow, RosterEvent, Row, Setting, SignUp
from branchtui.store.models.columns import pairs
from branchtui.store.order_keys import order_keys
from branchtui.store.replication import captions, cells
from branchtui.store.replication.registry import TABLES
from branchtui.store.writes import assign, trash
from branchtui.workflows.joining.choices import Choose, Difference, Group, Side, columns_of, difference, values

_OWN = ("order_key",)  # where a part stands tells nothing of what it says


def references(model: type[Row], to: type[Row]) -> list[str]:
    """The fields of a model that name rows of another; what was merged before stays as it is."""
    fields = model._meta.refs.items()
    return [field.name for field, of in fields if of is to and field.name != "merged_into"]


def naming(row: Row) -> Iterator[tuple[Row, str]]:
    """Every row that names this one, those in the trash too, and the field by which it does, parts in their order.

    The events of the roster are left out: what they say they say together.
    """
    for model in SYNCED:
        if model is RosterEvent:
            continue
        key = model._meta.fields.get("order_key", model._meta.fields["id"])
        for name in references(model, type(row)):
            for found in model.select().where(model._meta.fields[name] == row.id).order_by(key):
                yield found, name
        for table, thing in pairs(model):
            for found in model.select().where(table == row._meta.table_name, thing == row.id).order_by(key):
                yield found, thing.name


def follow(kept: Row, other: Row, choose: Choose) -> None:
    """Let every row that names `other` name `kept`; part of an act.

    A pair is never re-pointed: another stands in its place, and of two that differ the one that is chosen, else both
    stay as they are. A part stands behind those of `kept`; one that says no more than one of these goes to the trash.
    """
    moved: list[tuple[Row, str]] = []
    for row, name in list(naming(other)):
        if isinstance(row, PairRow) and name in row.parts:
            _again(row, name, kept, choose)
        elif not row.deleted and _is_part(row, name):
            moved.append((row, name))
        elif not _contested(row, name, other, kept):
            assign(row, {name: kept.id})
    _move(moved, kept)
    _settings(kept, other)


def differences(kept: Row, other: Row) -> list[Difference]:
    """The pairs of both that stand for the same and don't say the same."""
    found = []
    for row, name in naming(other):
        if isinstance(row, PairRow) and not row.deleted and name in row.parts:
            there = _counterpart(row, name, kept)
            if there is not None and not there.deleted and _stronger(there, row) is None:
                found.append(_told(there, row))
    return found


def left(row: Row) -> bool:
    """Whether anything that is not in the trash names a row."""
    return any(not found.deleted for found, _ in naming(row))


def named_though_merged(model: type[Row]) -> set[bytes]:
    """The ids of the rows of a model that were merged into others, and are named by what is not in the trash."""
    if not model.merged_away():
        return set()
    gone = model.select(model.id).where(model._meta.fields["merged_into"] > b"")
    found: set[bytes] = set()
    for other in SYNCED:
        fields = [(other._meta.fields[name], other.live()) for name in references(other, model)]
        fields += [(thing, other.live() & (table == model._meta.table_name)) for table, thing in pairs(other)]
        for field, which in fields:
            rows: Any = other.select(field).where(which, field << gone).distinct().tuples()
            found |= {key for (key,) in rows}
    return found


def _is_part(row: Row, name: str) -> bool:
    """Whether a row is a part, in an order, of what it names."""
    whole = type(row).belongs_to
    return "order_key" in row._meta.fields and (name in whole or name.removesuffix("_id") in whole)


def _contested(row: Row, name: str, other: Row, kept: Row) -> bool:
    """Whether two have written something else there, without knowing of each other: a person decides that."""
    table = TABLES[row._meta.table_name]
    column = table.column(row._meta.fields[name].column_name)
    said = set(cells.siblings(table.number, row.id, column).values())
    return not said <= {other.id, kept.id}


def _counterpart(row: PairRow, name: str, kept: Row) -> PairRow | None:
    parts = {part: row.__data__[part] for part in row.parts} | {name: kept.id}
    found: PairRow | None = type(row).get_or_none(type(row).id == type(row).row_id(**parts))
    return found


def _says(row: PairRow) -> list[Group]:
    """The groups of columns of a pair that say something of it."""
    parts = {row._meta.fields[part].column_name for part in row.parts}
    return [group for group in columns_of(row) if not parts & set(group)]


def _stronger(there: PairRow, row: PairRow) -> Side | None:
    """Which of two pairs stands where they need no choice; None where a person has to say."""
    if all(values(there, group) == values(row, group) for group in _says(row)):
        return "kept"
    if isinstance(row, SignUp) and isinstance(there, SignUp):  # who came was there, whatever the other entry says
        return "other" if row.state == "came" and there.state != "came" else "kept"
    if isinstance(row, Attendance) and isinstance(there, Attendance):
        if (row.standing, row.votes) != (there.standing, there.votes):
            return None
        if "unmarked" in (row.state, there.state):
            return "kept" if row.state == "unmarked" else "other"
    return None


def _told(there: PairRow, row: PairRow) -> Difference:
    """Two pairs side by side, with what they are of."""
    table = row._meta.table_name
    whole = next((part for part in row.belongs_to if part in row.parts and part in row._meta.fields), "")
    thing = row._meta.fields[whole] if whole else None
    of = (
        captions.title(thing.rel_model._meta.table_name, row.__data__[whole])
        if isinstance(thing, ForeignKeyField) and row.__data__[whole]
        else ""
    )
    group = tuple(name for some in _says(row) for name in some)
    label = captions.noun(table) + (f"（{of}）" if of else "")
    return difference(there, row, group, name=_name(there, row), label=label)


def _name(there: PairRow, row: PairRow) -> str:
    """What the choice between two pairs is called: the same whichever of them stays."""
    return f"{row._meta.table_name}:{min(there.id, row.id).hex()[-12:]}"


def _again(row: Row, name: str, kept: Row, choose: Choose) -> None:
    """The same pair for `kept`; where there is one already, what of the two is chosen. The old one goes into the trash."""
    assert isinstance(row, PairRow)
    if row.deleted:
        return
    said = {row._meta.columns[column].name for group in _says(row) for column in group}
    own = {field: row.__data__[field] for field in said}
    there = _counterpart(row, name, kept)
    if there is None or there.deleted:
        type(row).ensure(values=own, **({part: row.__data__[part] for part in row.parts} | {name: kept.id}))
    else:
        side = _stronger(there, row) or choose(_name(there, row))
        if side is None:
            return
        if side == "other":
            assign(there, own)
    trash(row)


def _move(moved: Sequence[tuple[Row, str]], kept: Row) -> None:
    """Let parts stand behind those that `kept` has, in their order; one that says no more than another is not kept twice."""
    for model in dict.fromkeys(type(row) for row, _ in moved):
        some = [(row, name) for row, name in moved if type(row) is model]
        own: list[Any] = [row for row, name in naming(kept) if type(row) is model and _is_part(row, name)]
        live = [row for row in own if not row.deleted]
        for (row, name), place in zip(
            some, order_keys(len(some), after=max((each.order_key for each in own), default="")), strict=True
        ):
            if any(_no_more(row, twin, name) for twin in live):
                trash(row)
                assign(row, {name: kept.id})
                continue
            emptier = next((twin for twin in live if _no_more(twin, row, name)), None)
            if emptier is not None:
                live.remove(emptier)
                place = emptier.order_key
                trash(emptier)
            assign(row, {name: kept.id, "order_key": place})


def _no_more(row: Row, twin: Row, name: str) -> bool:
    """Whether a part says nothing that another does not say, and nothing is a part of it."""
    groups = [
        group for group in columns_of(row) if group[0] not in _OWN and row._meta.fields[name].column_name not in group
    ]
    same = any(values(row, group) == values(twin, group) and any(values(row, group)) for group in groups)
    less = all(values(row, group) == values(twin, group) or not any(values(row, group)) for group in groups)
    return same and less and not left(row)


def _settings(kept: Row, other: Row) -> None:
    """What the branch lets stand of frozen lists stands under the ids of meeting and member."""
    old, new = other.id.hex(), kept.id.hex()
    for row in Setting.select().where(Setting.live(), Setting.key.startswith(KEPT), Setting.key.contains(old)):
        _ = Setting.ensure(key=row.key.replace(old, new), values={"value": row.value})
        trash(row)
