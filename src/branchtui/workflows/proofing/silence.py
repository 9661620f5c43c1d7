"""Rules of the proof that are not told any more, of one report or for good; what is no fault is a wording of the branch."""

from datetime import date

from branchtui.errors import BranchError
from branchtui.proof.groups import RULES
from branchtui.store.models import LexiconEntry, Report
from branchtui.store.models.publishing import WORDINGS
from branchtui.store.queries.days import silenced_rows
from branchtui.workflows.registers import register
from branchtui.workflows.registers.wordings import WORDING
from branchtui.workflows.silencing import PROOF
from branchtui.workflows.silencing import silence as silence_key

REASON = "校对时关掉"


def silenced_for(report: Report | None) -> frozenset[str]:
    """The ids of the rules that say nothing of a report; of none, those that say nothing at all."""
    about = None if report is None else report.id
    rows = [row for row in silenced_rows() if row.rule.startswith(PROOF) and row.about_id in (None, about)]
    return frozenset(row.rule.removeprefix(PROOF) for row in rows)


def silence(rule: str, report: Report | None = None, *, reason: str = REASON) -> str:
    """Tell of a rule no more: in one report, or without one for good. The sentence about it.

    Raises BranchError where there is no such rule.
    """
    known = RULES.get(rule)
    if known is None:
        raise BranchError(f"没有“{rule}”这条校对规则。")
    about = (Report._meta.table_name, report.id) if report is not None else ("", None)
    where = f"（{report.title}）" if report is not None else ""
    return silence_key((f"{PROOF}{rule}", *about), f"校对{rule}{known.name}{where}", reason)


def accept(text: str, *, today: date) -> LexiconEntry:
    """A text that is no fault in this branch, whatever a rule says. Raises BranchError where it has an entry already."""
    values = {"text": text, "kind": WORDINGS["accept"], "source": REASON}
    row = register.add(WORDING, values, today=today)
    assert isinstance(row, LexiconEntry)
    return row
