"""Merging the file of another machine, and settling what both have written without knowing of each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.store import merge as store_merge
from branchtui.store.file.database import act
from branchtui.store.file.merges import Came
from branchtui.store.models import BY_TABLE, AgendaItem, Meeting, columns
from branchtui.store.name_index import reindex
from branchtui.store.queries import meetings
from branchtui.store.replication import authorship, captions, parts
from branchtui.store.replication.act_names import SETTLED
from branchtui.store.replication.merging import conflicts as store_conflicts
from branchtui.store.replication.merging import flags
from branchtui.store.replication.merging.conflicts import Conflict, Value
from branchtui.store.replication.merging.flags import Flag
from branchtui.store.replication.registry import DELETED, TABLES
from branchtui.store.short_ids import short_id
from branchtui.workflows import input_checks
from branchtui.workflows.joining import joining
from branchtui.workflows.meetings.meetings import check_open, note_completion
from branchtui.workflows.safety.purge import purge_what_came

_FUTURE = timedelta(hours=24)
_CHECKED = "核对会议记录是否写完"
AFTERWARDS = (_CHECKED, joining.SETTLED)
"""How acts begin that follow a merge by themselves."""
_JOINED = "两边的改动已自动合并，请核对"


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought: things that are new here, things changed here, conflicts that are open now, the backup before it."""

    new: int
    updated: int
    conflicts: int
    purged: int
    backup: Path

    @property
    def words(self) -> str:
        """The sentence that says so."""
        if not (self.new or self.updated or self.purged):
            said = "那份数据里没有本机不知道的内容"
        else:
            said = f"已合并：{brought(self.new, self.updated)}"
        if self.purged:
            said += f"；那边彻底清除了 {self.purged} 人的个人数据，这里也已清除，合并前的备份里还有"
        return f"{said}。" + (f"有 {self.conflicts} 处两边写得不一样，两份都留着。" if self.conflicts else "")


@dataclass(frozen=True, slots=True)
class Version:
    """One value of a conflict as people read it: who wrote it on which machine, and when by that machine's clock.

    `suspect` tells that the clock can't be right, `shown` that this is what stands there now.
    """

    value: str
    who: str
    machine: str
    when: datetime | None
    suspect: bool
    shown: bool


def brought(new: int, updated: int) -> str:
    """How much came with a merge, in the words of an import: what was deleted there is changed here."""
    counts = {"新增": new, "更改": updated}
    return "，".join(f"{sort} {count} 条" for sort, count in counts.items() if count) or "没有新内容"


def merge(path: Path, *, today: date, came: Came | None = None) -> Merged:
    """Take in what another database file of this branch knows. Raises BranchError as `store.merge.merge` does.

    `came` is as there. What it brought of people and things that were joined with others here, or the other way about,
    is settled, and records that became complete by it are noted as such: acts of their own.
    """
    done = store_merge.merge(path, came)
    more = settle(done.joined.rows, today)
    return Merged(done.joined.new, done.joined.updated, flags.count(), done.purged + more, done.backup)


def settle(rows: set[tuple[str, bytes]], today: date) -> int:
    """What has to be done after a merge brought these rows, in acts of their own; how many people were emptied by it."""
    more = purge_what_came() if rows else 0
    if rows:
        joining.settle()
    _note_records(rows, today)
    return more


def conflicts() -> list[Conflict]:
    """What is left to people, in one order on every machine."""
    return sorted(store_conflicts.found(), key=order)


def order(conflict: Conflict) -> tuple[int, bytes, tuple[int, ...]]:
    """By what conflicts are put in one order on every machine."""
    return TABLES[conflict.table].number, conflict.row, conflict.columns


def find(text: str) -> Conflict:
    """The conflict whose shown id begins with `text`. Raises BranchError where none or several do."""
    wanted = text.strip().lower()
    found = [one for one in conflicts() if wanted and (one.id[10:] + one.id[:10]).hex().startswith(wanted)]
    if not found:
        raise BranchError(f"没有编号为 {text} 的冲突，可能已经处理。编号可用 branchtui list conflicts 查看。")
    if len(found) > 1:
        raise BranchError(f"编号 {text} 对应不止一处冲突，请多写几位。")
    return found[0]


def whole(conflict: Conflict) -> tuple[str, str]:
    """The table and the title of the thing that a conflict is in."""
    table, row = parts.owner(conflict.table, conflict.row)
    return table, captions.title(table, row)


def called(table: str) -> str:
    """What a thing of a table is called."""
    return captions.noun(table)


def field_names(found: Iterable[Conflict | Flag]) -> str:
    """What the columns of several are called, each once."""
    return "、".join(dict.fromkeys(map(field_name, found)))


def field_name(conflict: Conflict | Flag) -> str:
    """What the column, or its group, is called."""
    if conflict.closed:
        return "状态（关闭以后，文字在别处又改了）"
    if conflict.columns == (DELETED,):
        return "删除还是保留"
    return captions.caption(conflict.table, conflict.columns[0])


def field(conflict: Conflict) -> str:
    """The same with the part of the thing it is in."""
    name = field_name(conflict)
    inside = parts.owner(conflict.table, conflict.row) != (conflict.table, conflict.row)
    return f"{captions.thing(conflict.table, conflict.row)}的{name}" if inside else name


def versions(conflict: Conflict, now: datetime) -> list[Version]:
    """The values in the order in which `resolve` numbers them."""
    found = []
    for value in conflict.values:
        words, who, machine, when = _words(conflict, value), "", "", None
        if value.dot is None:
            who = _JOINED
        else:
            signature = authorship.of(value.dot)
            who, machine, when = signature.person or "其他程序", signature.device, signature.at
        suspect = when is not None and when > now + _FUTURE
        found.append(Version(words, who, machine, when, suspect, value.shown))
    return found


def resolve(conflict: Conflict, take: int | None = None, text: str | None = None, *, today: date) -> str:
    """Settle a conflict by the value of a number, counted from 1, or by a text of one's own; the sentence that says so.

    It is an act like any other: it travels, can be undone, and every value stays in the history. Raises BranchError where
    there is no such value, the column takes no text, or the thing is closed and another value than the shown is wanted.
    """
    if text is not None:
        stored: tuple[object, ...] = (_own_text(conflict, text),)
    elif take is not None and 1 <= take <= len(conflict.values):
        stored = conflict.values[take - 1].stored
    else:
        raise BranchError(
            f"这处冲突有 {len(conflict.values)} 个值，没有第 {take} 个。请用 branchtui list conflicts 查看。"
        )
    check_may(conflict, stored)
    table, row = parts.owner(conflict.table, conflict.row)
    about = f"{captions.thing(table, row, refer=True)}的{captions.caption(conflict.table, conflict.columns[0])}"
    settle_all(f"{SETTLED}：{about}", [(conflict, stored)], today=today)
    remark = input_checks.remark(text or "")
    return f"已处理{captions.thing(table, row)}的冲突：{field(conflict)}" + (f"。{remark}" if remark else "")


def check_may(conflict: Conflict, stored: tuple[object, ...]) -> None:
    """Raises BranchError where the thing is closed and another value than the shown is wanted."""
    shown = next(value.stored for value in conflict.values if value.shown)
    table, row = parts.owner(conflict.table, conflict.row)
    if stored != shown and table == "meeting" and not (conflict.table == table and "state" in conflict.names):
        check_open(meetings.meeting(row))


def settle_all(name: str, chosen: Sequence[tuple[Conflict, tuple[object, ...]]], *, today: date) -> None:
    """Write the values that were chosen as one act of this name; records that became complete are noted as such after it."""
    with act(name):
        for conflict, stored in chosen:
            store_conflicts.settle(conflict, stored)
        reindex(conflict.row for conflict, _ in chosen if conflict.table == "member")
    joining.settle()
    _note_records({(conflict.table, conflict.row) for conflict, _ in chosen}, today)


def may_write(conflict: Conflict) -> bool:
    """Whether a person may put a text of their own in place of the values."""
    model, names = BY_TABLE[conflict.table], conflict.names
    if len(names) > 1 or conflict.closed or conflict.table == "setting":
        return False
    return columns.field(model, names[0]).field_type == "TEXT" and not columns.words(model, names[0])


def number(conflict: Conflict) -> str:
    """The id by which the command line names it."""
    return short_id(conflict.id)


def _words(conflict: Conflict, value: Value) -> str:
    if conflict.columns == (DELETED,):
        return "移入回收" if value.stored[0] else "保留"
    pairs = zip(conflict.columns, value.stored, strict=True)
    return " ".join(filter(None, (captions.show(conflict.table, *pair) for pair in pairs)))


def _own_text(conflict: Conflict, text: str) -> str:
    """A text that a person put in place of all values, checked as where it is written otherwise."""
    model, names = BY_TABLE[conflict.table], conflict.names
    name = captions.caption(conflict.table, conflict.columns[0])
    if not may_write(conflict):
        raise BranchError(f"“{name}”不能另写，请用 --take 选一个值。")
    if names[0] in ("record", "dissent", "closing", "body"):
        return input_checks.record_text(text, name)
    if names[0] in model.text3:
        return input_checks.text(text, name)
    return input_checks.line(text, name, required=not any(not value.stored[0] for value in conflict.values))


def _note_records(rows: Iterable[tuple[str, bytes]], today: date) -> None:
    """Whether the records that were touched are complete now; nothing is done where that does not change."""
    wanted = {row for table, row in rows if table == "meeting"}
    items = [row for table, row in rows if table == "agenda_item"]
    wanted |= {item.meeting_id for item in AgendaItem.of_ids(items)}
    for meeting in Meeting.of_ids(sorted(wanted)):
        if not meeting.deleted and meeting.state in ("held", "recorded"):
            with act(f"{_CHECKED}：{captions.title('meeting', meeting.id)}"):
                note_completion(meeting, meetings.items(meeting), today)
