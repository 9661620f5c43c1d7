"""approve: one step of a report's review."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, made
from branchtui.cli.things import find_report
from branchtui.errors import BranchError, UsageError
from branchtui.rules.text.citizen_id import quoted
from branchtui.store.queries import reports
from branchtui.store.short_ids import short_id
from branchtui.workflows.registers import register as rows
from branchtui.workflows.registers.approvals import APPROVAL, approval_of

_NAMES = ("name", "opinion", "day")


def register(commands: Any) -> None:
    """`approve`."""
    parser = add_command(
        commands,
        "approve",
        "记下稿子一个审核环节的审核人、意见和日期；审批表用 branchtui export report --as approval",
        "branchtui approve 3fa91c20 终审 --name 林知远 --opinion 同意 --date 3月15日",
    )
    parser.words.add_argument("id", metavar="编号")
    parser.words.add_argument("step", metavar="环节", help="如 初审、复审、终审")
    parser.options.add_argument("--name", metavar="姓名", help="审核人")
    parser.options.add_argument("--opinion", metavar="意见", help="如 同意")
    parser.options.add_argument("--date", dest="day", metavar="日期", help="签署的日期")
    parser.options.add_argument("--remove", action="store_true", help="删去这个环节")
    add_json(parser)
    parser.set_defaults(action=_approve)


def _approve(arguments: argparse.Namespace, session: Session) -> int:
    given = {name: getattr(arguments, name) for name in _NAMES if getattr(arguments, name) is not None}
    if arguments.remove and given:
        raise UsageError("改内容和删去请分两次做。")
    session.open()
    report = find_report(arguments.id)
    row = next((row for row in reversed(reports.approvals(report)) if row.step == arguments.step.strip()), None)
    if arguments.remove:
        if row is None:
            raise BranchError(f"这篇稿子没有“{quoted(arguments.step, 20)}”这个环节。")
        rows.remove(row)
        return made(short_id(row), arguments.json, "已删去审核环节，编号")
    if row is None:
        made_row = rows.add(approval_of(report), {"step": arguments.step, **given}, today=session.today)
    else:
        made_row = rows.change(APPROVAL, row, today=session.today, **given)
    return made(short_id(made_row), arguments.json, f"已记{arguments.step.strip()}，编号")
