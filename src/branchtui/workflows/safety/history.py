"""The history of a thing: who changed what and when, what stood there before; and going back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from branchtui.errors import BranchError
from branchtui.rules.frozen_list import KEPT, meeting_of
from branchtui.store.file.database import act
from branchtui.store.models import BY_TABLE, Meeting, Row, Setting
from branchtui.store.name_index import reindex
from branchtui.store.queries import meetings
from branchtui.store.replication import act_names, authorship, captions, cells, parts, text_diff
from branchtui.store.replication.adoption import ADOPTED
from branchtui.store.replication.cells import Replaced
from branchtui.store.replication.registry import BY_NUMBER, DELETED, TABLES, WHOLE_ROW
from branchtui.store.replication.session import Dot
from branchtui.store.replication.text_diff import Piece
from branchtui.workflows.meetings.meetings import check_open

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
        part = "" if row == thing.id else captions.thing(table, row)
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
        entries.append(Entry(number, name, signature.who, at, suspect, tuple(changes)))
    return entries[::-1]


def gone_by(entries: Iterable[Entry], thing: Row) -> Entry | None:
    """Of the history of a thing the entry that took it away; None while it is there."""
    if not thing.deleted:
        return None
    put_in = (entry for entry in entries if any(c.row == thing.id and c.column == DELETED for c in entry.changes))
    return next(put_in, None)


def called(thing: Row) -> str:
    """The thing with its noun: 会议“学习全会精神”."""
    return captions.thing(thing._meta.table_name, thing.id)


def row_of(table: str, row: bytes) -> Row:
    """The row that a change or a refused undo speaks of."""
    return BY_TABLE[table].get_by_id(row)


def owner(table: str, row: bytes) -> tuple[str, bytes]:
    """The (table, id) of the thing that a row is a part of; its own where it is none."""
    if table == "setting":
        meeting = meeting_of(str(cells.value(TABLES[table].number, row, TABLES[table].column("key"))))
        return ("meeting", meeting) if meeting else (table, row)
    return parts.owner(table, row)


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
    whole = parts.owner(table, thing.id)
    if whole[0] == "meeting":
        state = TABLES["meeting"].column("state")
        if state not in plan.get(whole, {}):  # going back to before the filing is a way to undo it
            check_open(meetings.meeting(whole[1]))
    said = f"恢复{captions.thing(*meant)}{words}"
    with act(f"恢复{captions.thing(*meant, refer=True)}{words}"):
        for (name, row), values in plan.items():
            if values:
                cells.write(TABLES[name].number, row, values)
        reindex(row for name, row in plan if name == "member")
    return f"已{said}"


def _rows(thing: Row) -> Iterable[tuple[str, bytes]]:
    yield from parts.rows(thing)
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
        yield dot, Change(table, row, WHOLE_ROW, part, "新增", "", captions.title(table, row), 1)
    for entry in history:
        # Going to the trash writes every cell, but only changes the mark.
        if entry.column == WHOLE_ROW or (entry.by in trashed and entry.column != DELETED):
            continue
        after = _value_of(entry.by, entry.column, history, number, row)
        if after == entry.value:
            continue
        field = ("移入回收" if after else "恢复") if entry.column == DELETED else captions.caption(table, entry.column)
        if BY_NUMBER[number].name_of(entry.column) == "order_key":
            before = shown = ""
        else:
            before, shown = (captions.show(table, entry.column, value) for value in (entry.value, after))
        yield entry.by, Change(table, row, entry.column, part, field, before, shown, entry.value)


def _value_of(dot: Dot, column: int, history: list[Replaced], number: int, row: bytes) -> object:
    """The value a stamp wrote: what the next stamp replaced, what stands beside others, or what stands there."""
    later = [entry for entry in history if entry.column == column]
    for entry in later:
        if entry.dot == dot:
            return entry.value
    beside = cells.siblings(number, row, column)
    return beside[dot] if dot in beside else cells.value(number, row, column)


def _differing(table: str, row: bytes, values: dict[int, object]) -> dict[int, object]:
    number = TABLES[table].number
    return {column: old for column, old in values.items() if cells.value(number, row, column) != old}
