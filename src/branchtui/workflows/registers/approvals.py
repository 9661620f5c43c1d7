"""审核意见: the steps of a report's review as they are typed. Nobody's opinion is made up: what is not told stays empty."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from branchtui.errors import BranchError
from branchtui.store.models import Approval, Report, Row
from branchtui.store.order_keys import order_key
from branchtui.store.queries import reports
from branchtui.workflows.registers.reading import Typed, day, day_words, many_lines, words
from branchtui.workflows.registers.register import Register


def _approval(typed: Typed, today: date) -> dict[str, Any]:
    model = Approval
    on = day(typed, "day", today)
    if on is not None and on > today:
        raise BranchError(f"{on.isoformat()} 还没有到，审过了再记。")
    return {
        "step": words(model, typed, "step", required=True, limit=20),
        "name": words(model, typed, "name", limit=60),
        "opinion": many_lines(model, typed, "opinion"),
        "day": on,
    }


def _approval_typed(row: Approval) -> dict[str, str]:
    return {"step": row.step, "name": row.name, "opinion": row.opinion, "day": day_words(row.day)}


APPROVAL = Register(
    Approval,
    ("step", "name", "opinion", "day"),
    _approval,
    _approval_typed,
    {},
    {"name": "谁来审；还没有定就空着", "opinion": "审过了再写，如：同意", "day": "签署的日期；还没有审就空着"},
    frozenset({"opinion"}),
)
"""Of one report; a new row needs to be told of which, by `approval_of`."""


def approval_of(report: Report) -> Register:
    """The same for one report: a new step comes behind those that there are, and no step twice."""

    def read(typed: Typed, today: date) -> dict[str, Any]:
        there = reports.approvals(report)
        last = there[-1].order_key if there else ""
        return {"report": report, "order_key": order_key(last), **_approval(typed, today)}

    def check(columns: Mapping[str, Any], row: Row | None) -> None:
        if any(each.step == columns["step"] for each in reports.approvals(report)):
            raise BranchError(f"这篇稿子已有“{columns['step']}”，要补充就改那一条。")

    return replace(APPROVAL, read=read, check=check)
