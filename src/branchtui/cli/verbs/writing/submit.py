"""submit: a report on its way: sent to be approved, handed in, sent back."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, made
from branchtui.cli.things import find_report
from branchtui.errors import UsageError
from branchtui.rules.reports.states import STATES
from branchtui.store.short_ids import short_id
from branchtui.workflows.meetings.folders import file_again
from branchtui.workflows.proofing.check import errors_left
from branchtui.workflows.reports import handing_in
from branchtui.workflows.reports.reports import set_report_state

_STATES = ("review", "submitted", "returned", "draft")


def register(commands: Any) -> None:
    """`submit`."""
    parser = add_command(
        commands,
        "submit",
        "稿子送审、投稿、记退回，或改回草稿；刊发用 branchtui add publication",
        "branchtui submit 3fa91c20 --outlet 学院网站",
    )
    parser.words.add_argument("id", metavar="编号")
    words = "、".join(f"{state} {STATES[state]}" for state in _STATES)
    parser.options.add_argument("--state", choices=_STATES, default="submitted", metavar="状态", help=words)
    parser.options.add_argument("--outlet", default="", metavar="媒体", help="投到哪里，和 submitted 同用")
    parser.options.add_argument("--date", default="", metavar="日期", help="哪天投的（默认今天），和 submitted 同用")
    parser.options.add_argument("--reason", default="", metavar="原因", help="退回的原因，和 returned 同用")
    parser.options.add_argument(
        "--by",
        action="append",
        default=[],
        metavar="环节:姓名",
        help="谁来审，和 review 同用，可写多次，如 初审:林知远",
    )
    add_json(parser)
    parser.set_defaults(action=_submit)


def _submit(arguments: argparse.Namespace, session: Session) -> int:
    _check_options(arguments)
    approvers = dict(map(_step, arguments.by))
    session.open()
    report, today = find_report(arguments.id), session.today
    if arguments.state == "submitted":
        handing_in.hand_in(report, outlet=arguments.outlet, day=arguments.date, today=today)
        if told := handing_in.without_outlet(report):
            tell(told)
    elif arguments.state == "review":
        handing_in.send_to_review(report, approvers, today=today)
    else:
        set_report_state(report, arguments.state, reason=arguments.reason, today=today)
    if arguments.state in ("review", "submitted") and (left := errors_left(report, today=today)):
        tell(left)
    if told := file_again(report):
        tell(told)
    return made(short_id(report), arguments.json, f"{report.title}：{STATES[report.state]}，编号")


def _check_options(arguments: argparse.Namespace) -> None:
    state = arguments.state
    for name, given, of in (
        ("--outlet", arguments.outlet, "submitted"),
        ("--date", arguments.date, "submitted"),
        ("--reason", arguments.reason, "returned"),
        ("--by", arguments.by, "review"),
    ):
        if given and state != of:
            raise UsageError(f"{name} 只和 --state {of} 同用。")


def _step(given: str) -> tuple[str, str]:
    step, _, name = given.replace("：", ":").partition(":")
    if not step.strip() or not name.strip():
        raise UsageError("--by 要写成 环节:姓名，如 初审:林知远。")
    return step.strip(), name.strip()
