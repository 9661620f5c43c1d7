"""Undo and redo, across restarts: each takes one act, and names it."""

from branchtui.rules.errors import BranchError
from branchtui.store.database import act
from branchtui.store.names import reindex
from branchtui.store.replication import acts, inverse, signatures
from branchtui.workflows import labels


class ChangedSinceError(BranchError):
    """The act was left as it is, because somebody else has changed a part since. `table` and `row` say where to look."""

    def __init__(self, words: str, table: str, row: bytes) -> None:
        super().__init__(words)
        self.table, self.row = table, row


def undo_last() -> str:
    """Take back the last act that holds; the sentence that names it.

    Raises BranchError where there is none, and ChangedSinceError where somebody else has changed what it did: then
    nothing is written, and the next undo takes the act before it.
    """
    step = acts.undoable()
    if step is None:
        raise BranchError("没有可以撤销的操作。")
    _take(step, "撤销")
    return f"已撤销：{step.act.name}"


def redo_last() -> str:
    """Do again what was undone last; the sentence that names it. Raises as `undo_last` does."""
    step = acts.redoable()
    if step is None:
        raise BranchError("没有可以重做的操作。")
    _take(step, "重做")
    return f"已重做：{step.act.name}"


def next_undo() -> str:
    """The name of the act that undo would take back, empty where there is none."""
    step = acts.undoable()
    return step.act.name if step else ""


def next_redo() -> str:
    """The name of the act that redo would do again, empty where there is none."""
    step = acts.redoable()
    return step.act.name if step else ""


def _take(step: acts.Step, word: str) -> None:
    try:
        with act(f"{word}：{step.act.name}", step=step):
            written = inverse.invert(step.effect)
            reindex(row for table, row in written if table == "member")
    except inverse.ChangedSinceError as error:
        with act(f"不再{word}：{step.act.name}"):
            acts.give_up(step)
        field = labels.field(error.table, error.column)
        raise ChangedSinceError(
            f"没有{word}“{step.act.name}”：{labels.thing(error.table, error.row)}的{field}后来由{labels.signed(signatures.of(error.dot))}改过，"
            f"保留现在的内容。可查看它的历史；再{word}一次，会处理更早的一步。",
            error.table,
            error.row,
        ) from None
