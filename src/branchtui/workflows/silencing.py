"""不再提醒: one line of the board, or one finding, that is not told any more, with the reason."""

from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.duties.duty import rule_words
from branchtui.rules.duties.facts import SilenceKey
from branchtui.store.file.database import act
from branchtui.store.models import Silenced
from branchtui.store.queries.days import silenced_rows
from branchtui.store.replication.captions import thing
from branchtui.store.writes import trash
from branchtui.workflows.input_checks import line

PROOF = "proof:"
"""What rules of the proof are silenced by, before their ids."""
LEARNT = "learnt:"
"""What wordings of editors that the branch refused are silenced by, before the two wordings."""


class SilencedLine(NamedTuple):
    """What is silenced, and what that is called."""

    row: Silenced
    words: str


def silenced() -> list[SilencedLine]:
    """Everything that is silenced, the latest first."""
    return [SilencedLine(row, _words(row)) for row in silenced_rows()]


def silence(key: SilenceKey, words: str, reason: str) -> str:
    """Tell of something no more: its key, and what it is called. The sentence about it.

    Raises BranchError where nothing is told by that key, or no reason is given.
    """
    rule, table, about = key
    if not rule:
        raise BranchError("这一件没有在催。")
    why = line(reason, "原因", required=True)
    with act(f"不再提醒：{words}"):
        Silenced.ensure(rule=rule, about_table=table, about_id=about, values={"reason": why})
    return f"不再提醒：{words}。"


def tell_again(silenced: SilencedLine) -> str:
    """Take back that something is silenced; the sentence about it."""
    with act(f"恢复提醒：{silenced.words}"):
        trash(silenced.row)
    return f"恢复提醒：{silenced.words}。"


def _words(row: Silenced) -> str:
    words = f"{rule_words(row.rule)}{_of_proof(row.rule)}"
    return f"{words}：{thing(row.about_table, row.about_id)}" if row.about_id is not None else words


def _of_proof(rule: str) -> str:
    """What a rule of the proof is called; empty for any other."""
    from branchtui.proof.groups import RULES  # a hundred patterns

    known = RULES.get(rule.removeprefix(PROOF)) if rule.startswith(PROOF) else None
    return known.name if known else ""
