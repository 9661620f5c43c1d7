"""不再提醒: one line of the board, or one finding, that is not told any more, with the reason."""

from branchtui.errors import BranchError
from branchtui.rules.duties.facts import SilenceKey
from branchtui.store.file.database import act
from branchtui.store.models import Silenced
from branchtui.store.writes import trash
from branchtui.workflows.input_checks import line


def silence(key: SilenceKey, words: str, reason: str) -> str:
    """Tell of something no more: its key, and what it is called. The sentence about it.

    Raises BranchError where nothing is told by that key, or no reason is given.
    """
    rule, table, thing = key
    if not rule:
        raise BranchError("这一件没有在催。")
    why = line(reason, "原因", required=True)
    with act(f"不再提醒：{words}"):
        Silenced.ensure(rule=rule, about_table=table, about_id=thing, values={"reason": why})
    return f"不再提醒：{words}。要恢复，看更多里的“不再提醒的”。"


def tell_again(row: Silenced, words: str) -> str:
    """Take what was silenced back; the sentence about it. Raises BranchError where it was already."""
    if row.deleted:
        raise BranchError(f"“{words}”的提醒没有关。")
    with act(f"恢复提醒：{words}"):
        trash(row)
    return f"恢复提醒：{words}。"
