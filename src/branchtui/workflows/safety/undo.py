"""Undo and redo, across restarts: each takes one act, and names it. What was undone can always be found again."""

from dataclasses import dataclass
from datetime import datetime

from branchtui.errors import BranchError
from branchtui.store.file.database import act
from branchtui.store.ids import show_id
from branchtui.store.models import BY_TABLE
from branchtui.store.name_index import reindex
from branchtui.store.queries import meetings
from branchtui.store.replication import act_names, acts, authorship, captions, cells, inverse, parts
from branchtui.store.replication.registry import BY_NUMBER, DELETED, TABLES
from branchtui.store.short_ids import short_id
from branchtui.workflows.joining import joining
from branchtui.workflows.meetings.meetings import check_open
from branchtui.workflows.safety import history

_REDO = "重做"


class ChangedSinceError(BranchError):
    """The act was left as it is, because somebody else has changed a part since. `table` and `row` say where to look."""

    def __init__(self, words: str, table: str, row: bytes) -> None:
        super().__init__(words)
        self.table, self.row = table, row


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that a step changes, parts of it included; `there` is False while it is in the trash."""

    table: str
    id: bytes
    there: bool

    @property
    def words(self) -> str:
        """The thing with its noun."""
        return captions.thing(self.table, self.id)


@dataclass(frozen=True, slots=True)
class Coming:
    """The next step back or forth: the name of its act, the things it changes, the tables it writes to."""

    act: bytes
    name: str
    things: tuple[Thing, ...]
    tables: frozenset[str]


@dataclass(frozen=True, slots=True)
class Listed:
    """An act in the line: `id` as people type it, `at` the local time. One that is `undone` can be brought back."""

    id: str
    name: str
    at: datetime
    undone: bool


def undo_last() -> str:
    """Take back the last act that holds; the sentence that names it.

    Raises BranchError where there is none, and ChangedSinceError where somebody else has changed what it did: then
    nothing is written, and the next undo takes the act before it.
    """
    step = acts.undoable()
    if step is None:
        raise BranchError("没有可以撤销的操作。")
    written = _take(step, "撤销")
    return f"已撤销：{act_names.told(step.act)}{_of_settled(step, written=written)}"


def redo_last() -> str:
    """Do again what was undone last; the sentence that names it. Raises as `undo_last` does."""
    step = acts.redoable()
    if step is None:
        raise BranchError("没有可以重做的操作。")
    _take(step, _REDO)
    return f"已重做：{act_names.told(step.act)}"


def bring_back(listed_id: str) -> str:
    """Do again an act that was undone, out of turn; the sentence that names it.

    `listed_id` is the beginning of its id in `listed`. Raises BranchError where no such act is undone, and
    ChangedSinceError where what it changed was changed again since: its history still shows it.
    """
    wanted = listed_id.strip().lower()
    found = [step for step in acts.line() if wanted and show_id(step.act.id).startswith(wanted)]
    if len(found) != 1:
        many = "对应不止一步，请多写几位" if found else "没有对应的操作。编号可用 branchtui undo --list 查看"
        raise BranchError(f"编号 {listed_id} {many}。")
    step, following = found[0], acts.redoable()
    if step.state == "done":
        raise BranchError(f"“{act_names.told(step.act)}”没有撤销过，不用重做。")
    if not _take(following if following and following.position == step.position else step, _REDO):
        raise BranchError(f"现在的内容已经是“{act_names.told(step.act)}”之后的样子，不用重做。")
    return f"已重做：{act_names.told(step.act)}"


def listed() -> list[Listed]:
    """Every act that can be undone, or was undone and can be brought back; the one done last first."""
    return [
        Listed(
            short_id(step.act.id), act_names.told(step.act), datetime.fromtimestamp(step.act.at), step.state != "done"
        )
        for step in acts.line()
    ]


def coming(*, back: bool) -> Coming | None:
    """What undo (`back`) or redo would do next; None where there is nothing."""
    step = acts.undoable() if back else acts.redoable()
    if step is None:
        return None
    rows = {(BY_NUMBER[number].name, row) for number, row in acts.rows_touched(step.effect)}
    owners = sorted({history.owner(*row) for row in rows if not BY_TABLE[row[0]].aside})
    things = tuple(Thing(table, row, not _trashed(table, row)) for table, row in owners)
    return Coming(step.act.id, act_names.told(step.act), things, frozenset(table for table, _ in rows))


def next_undo() -> str:
    """The name of the act that undo would take back, empty where there is none."""
    step = acts.undoable()
    return act_names.told(step.act) if step else ""


def next_redo() -> str:
    """The name of the act that redo would do again, empty where there is none."""
    step = acts.redoable()
    return act_names.told(step.act) if step else ""


def _of_settled(step: acts.Step, *, written: bool) -> str:
    """What undoing the settling of conflicts brings back, and what it does not."""
    if not step.act.name.startswith(act_names.SETTLED):
        return ""
    back = "放回了处理前显示的那份" if written else "当时取的就是显示的那份，内容不变"
    return f"。{back}；别的写法在历史里，不再列为冲突"


def _trashed(table: str, row: bytes) -> bool:
    return bool(cells.value(TABLES[table].number, row, DELETED))


def _filed_meetings(step: acts.Step) -> list[bytes]:
    """The meetings a step changes that are filed; what is let stand of a frozen list may change even so."""
    rows = {(BY_NUMBER[number].name, row) for number, row in acts.rows_touched(step.effect)}
    owners = {parts.owner(*row) for row in rows}
    state = TABLES["meeting"].column("state")
    return [
        row
        for table, row in sorted(owners)
        if table == "meeting" and cells.value(TABLES[table].number, row, state) == "filed"
    ]


def _take(step: acts.Step, word: str) -> bool:
    """Whether anything had to be written. What is redone may not change a meeting that is filed and stays so.

    But for the joining of two people: a filed meeting goes on naming the one they are.
    """
    try:
        with act(f"{word}：{step.act.name}", step=step):
            names_anew = step.act.name.startswith(joining.OF_PEOPLE)
            filed = _filed_meetings(step) if word == _REDO and not names_anew else []
            written = inverse.invert(step.effect)
            reindex(row for table, row in written if table == "member")
            for meeting in filed if written else []:
                check_open(meetings.meeting(meeting))
        return bool(written)
    except inverse.ChangedSinceError as error:
        with act(f"不再{word}：{step.act.name}"):
            acts.give_up(step)
        field = captions.caption(error.table, error.column)
        raise ChangedSinceError(
            f"没有{word}“{act_names.told(step.act)}”：{captions.thing(error.table, error.row)}的{field}后来由{authorship.of(error.dot).who}改过，"
            f"保留现在的内容。可查看它的历史；再{word}一次，会处理更早的一步。",
            error.table,
            error.row,
        ) from None
