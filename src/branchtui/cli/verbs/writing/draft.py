"""draft: a report prefilled with facts."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, made
from branchtui.cli.things import find_meeting, find_post
from branchtui.errors import UsageError
from branchtui.store.short_ids import short_id
from branchtui.workflows.input_checks import remark
from branchtui.workflows.reports import reports

STRETCHES = ("month", "term", "year", "all")


def register(commands: Any) -> None:
    """`draft`."""
    parser = add_command(commands, "draft", "起草新闻稿，只预填事实", "branchtui draft --from meeting 3fa91c20")
    parser.options.add_argument(
        "--from", dest="source", nargs=2, required=True, metavar=("来源", "编号"), help="来源：meeting 会议、post 岗位"
    )
    parser.options.add_argument(
        "--stretch", choices=STRETCHES, metavar="时段", help="岗位的哪段时间：month、term、year（不写就是它）、all"
    )
    add_json(parser)
    parser.set_defaults(action=_draft)


def _draft(arguments: argparse.Namespace, session: Session) -> int:
    source, source_id = arguments.source
    if source not in ("meeting", "post"):
        raise UsageError(f"不能从“{source}”起草。来源可写：meeting（会议）、post（岗位）")
    if arguments.stretch and source != "post":
        raise UsageError("--stretch 只和 --from post 同用。")
    session.open()
    if source == "post":
        from branchtui.workflows.posts.draft import draft_from_post

        report = draft_from_post(find_post(source_id), arguments.stretch or "year", session.today)
    else:
        report = reports.draft_from_meeting(find_meeting(source_id))
    if words := remark(report.body):
        tell(words)
    return made(short_id(report), arguments.json, f"已起草：{report.title}，编号")
