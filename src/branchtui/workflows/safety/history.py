"""The history of a thing: who changed what and when, what stood there before; and going back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from branchtui.errors import BranchError
from branchtui.rules.frozen_list import KEPT, meeting_of
from branchtui.store.file.database import act
from branchtui.store.models import (
    SYNCED,
    AgendaItem,
    Attendance,
    Byline,
    Figure,
    Guest,
    Material,
    Meeting,
    Member,
    Plan,
    PlanItem,
    Post,
    PostHolder,
    Report,
    RosterEvent,
    Row,
    Setting,
    Station,
)
from branchtui.store.name_index import reindex
from branchtui.store.replication import authorship, cells, text_diff
from branchtui.store.replication.adoption import ADOPTED
from branchtui.store.replication.cells import Replaced
from branchtui.store.replication.registry import BY_NUMBER, DELETED, TABLES, WHOLE_ROW
from branchtui.store.replication.session import Dot
from branchtui.store.replication.text_diff import Piece
from branchtui.workflows import act_names, field_names
from branchtui.workflows.meetings.meetings import check_open

# The rows that belong to a thing and are part of its history.
_PARTS: dict[type[Row], tuple[tuple[type[Row], str], ...]] = {
    Meeting: tuple((part, "meeting_id") for part in (AgendaItem, Attendance, Guest, Material, Station)),
    Report: ((Figure, "report_id"), (Byline, "report_id")),
    Member: ((RosterEvent, "member_id"),),
    Plan: ((PlanItem, "plan_id"),),
    Post: ((PostHolder, "post_id"),),
}
_FUTURE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of one entry, or a row made (`column` 0). `part` is empty for the thing itself."""

    table: str
    row: bytes
    column: int
    part: str
    field: str
    before: str
    after: str
    old: object  # what stood there, as stored

    @property
    def pieces(self) -> list[Piece]:
        """The readable difference, sentence by sentence."""
        return text_diff.compare(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one act (or another program) did to the thing. `number` counts from the oldest, 1.

    `at` is the local time the machine told; `suspect` where that contradicts the order or lies in the future.
    """

    number: int
    name: str
    who: str
    at: datetime | None
    suspect: bool
    changes: tuple[Change, ...]


def of(thing: Row, now: datetime) -> list[Entry]:
    """The history of a thing and its parts, the newest entry first."""
    found: dict[object, list[tuple[Dot, Change]]] = {}
    for table, row in _rows(thing):
        part = "" if row == thing.id else field_names.thing(table, row)
        for dot, change in _changes(table, row, part):
            signature = authorship.of(dot)
            if signature.app == ADOPTED:  # it was there before the history begins
                continue
            found.setdefault(signature.act.id if signature.act else dot, []).append((dot, change))
    ordered = sorted(found.values(), key=lambda pairs: min((dot[1], dot[0]) for dot, _ in pairs))
    entries: list[Entry] = []
    latest: datetime | None = None
    for number, pairs in enumerate(ordered, 1):
        signature = authorship.of(pairs[0][0])
        at = signature.at
        suspect = at is not None and (at > now + _FUTURE or (latest is not None and at < latest - _FUTURE))
        if at is not None and not suspect:
            latest = max(at, latest or at)
        changes = [change for _, change in sorted(pairs, key=lambda pair: (bool(pair[1].part), pair[0][1]))]
        name = act_names.told(signature.act) if signature.act else "由其他程序修改"
        entries.append(Entry(number, name, field_names.signed(signature), at, suspect, tuple(changes)))
    return entries[::-1]


def gone_by(entries: Iterable[Entry], thing: Row) -> Entry | None:
    """Of the history of a thing the entry that took it away; None while it is there."""
    if not thing.deleted:
        return None
    put_in = (entry for entry in entries if any(c.row == thing.id and c.column == DELETED for c in entry.changes))
    return next(put_in, None)


def called(thing: Row) -> str:
    """The thing with its noun: 会议“学习全会精神”."""
    return field_names.thing(thing._meta.table_name, thing.id)


def row_of(table: str, row: bytes) -> Row:
    """The row that a change or a refused undo speaks of."""
    return next(model for model in SYNCED if model._meta.table_name == table).get_by_id(row)


def owner(table: str, row: bytes) -> tuple[str, bytes]:
    """The (table, id) of the thing that a row is a part of; its own where it is none."""
    for thing, parts in _PARTS.items():
        for part, column in parts:
            if part._meta.table_name == table:
                found = cells.value(TABLES[table].number, row, TABLES[table].column(column))
                if isinstance(found, bytes):
                    return thing._meta.table_name, found
    if table == "setting":
        meeting = meeting_of(str(cells.value(TABLES[table].number, row, TABLES[table].column("key"))))
        return ("meeting", meeting) if meeting else (table, row)
    return table, row


def revert(thing: Row, entry: Entry, change: Change | None = None, *, now: datetime) -> str:
    """Put one field back to what it was before `entry`, or the whole thing; the sentence that says so.

    It is a new edit: everything that stood there meanwhile stays in the history, and undo takes it back.
    Raises BranchError where nothing would change.
    """
    table = thing._meta.table_name
    if change is not None:
        plan = {(change.table, change.row): {change.column or DELETED: change.old}}
        meant, words = (change.table, change.row) if change.part else (table, thing.id), f"的{change.field}"
    else:
        plan = {}
        for later in of(thing, now):  # the newest first, so the oldest value wins
            if later.number >= entry.number:
                for found in later.changes:
                    plan.setdefault((found.table, found.row), {})[found.column or DELETED] = found.old
        meant, words = (table, thing.id), f"到第 {entry.number} 次修改之前"
    plan = {key: _differing(*key, values) for key, values in plan.items()}
    if not any(plan.values()):
        raise BranchError("现在的内容已经是那时的内容，不用恢复。")
    meeting = thing if isinstance(thing, Meeting) else getattr(thing, "meeting", None)
    if isinstance(meeting, Meeting) and not isinstance(thing, Report):
        state = TABLES["meeting"].column("state")
        if state not in plan.get(("meeting", meeting.id), {}):  # going back to before the filing is a way to undo it
            check_open(meeting)
    said = f"恢复{field_names.thing(*meant)}{words}"
    with act(f"恢复{field_names.thing(*meant, refer=True)}{words}"):
        for (name, row), values in plan.items():
            if values:
                cells.write(TABLES[name].number, row, values)
        reindex(row for name, row in plan if name == "member")
    return f"已{said}"


def _rows(thing: Row) -> Iterable[tuple[str, bytes]]:
    yield thing._meta.table_name, thing.id
    for model, column in _PARTS.get(type(thing), ()):
        for row in model.select(model.id).where(getattr(model, column) == thing.id):
            yield model._meta.table_name, row.id
    if isinstance(thing, Meeting):
        kept = Setting.select(Setting.id).where(Setting.key.startswith(f"{KEPT}{thing.id.hex()}:"))
        yield from (("setting", row.id) for row in kept)


def _changes(table: str, row: bytes, part: str) -> Iterable[tuple[Dot, Change]]:
    """The changes of one row with the stamps that made them."""
    number = TABLES[table].number
    history, heads = cells.history(number, row), cells.heads(number, row)
    trashed = {entry.by for entry in history if entry.column == WHOLE_ROW}
    whole = [entry for entry in history if entry.column == WHOLE_ROW]
    for dot in {entry.dot for entry in whole} - trashed or set(heads.get(WHOLE_ROW, [])) - trashed:
        yield dot, Change(table, row, WHOLE_ROW, part, "新增", "", field_names.title(table, row), 1)
    for entry in history:
        # Going to the trash writes every cell, but only changes the mark.
        if entry.column == WHOLE_ROW or (entry.by in trashed and entry.column != DELETED):
            continue
        after = _value_of(entry.by, entry.column, history, number, row)
        if after == entry.value:
            continue
        field = ("移入回收" if after else "恢复") if entry.column == DELETED else field_names.field(table, entry.column)
        if BY_NUMBER[number].name_of(entry.column) == "order_key":
            before = shown = ""
        else:
            before, shown = (field_names.show(table, entry.column, value) for value in (entry.value, after))
        yield entry.by, Change(table, row, entry.column, part, field, before, shown, entry.value)


def _value_of(dot: Dot, column: int, history: list[Replaced], number: int, row: bytes) -> object:
    """The value a stamp wrote: what the next stamp replaced, or what stands there."""
    later = [entry for entry in history if entry.column == column]
    for entry in later:
        if entry.dot == dot:
            return entry.value
    return cells.value(number, row, column)


def _differing(table: str, row: bytes, values: dict[int, object]) -> dict[int, object]:
    number = TABLES[table].number
    return {column: old for column, old in values.items() if cells.value(number, row, column) != old}
