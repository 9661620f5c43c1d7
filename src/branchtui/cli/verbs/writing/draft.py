"""draft: a report prefilled with facts."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, made
from branchtui.cli.things import find_meeting
from branchtui.errors import UsageError
from branchtui.store.short_ids import short_id
from branchtui.workflows.input_checks import remark
from branchtui.workflows.reports import reports


def register(commands: Any) -> None:
    """`draft`."""
    parser = add_command(commands, "draft", "起草新闻稿，只预填事实", "branchtui draft --from meeting 3fa91c20")
    parser.options.add_argument(
        "--from", dest="source", nargs=2, required=True, metavar=("来源", "编号"), help="来源：meeting 会议"
    )
    add_json(parser)
    parser.set_defaults(action=_draft)


def _draft(arguments: argparse.Namespace, session: Session) -> int:
    source, source_id = arguments.source
    if source != "meeting":
        raise UsageError(f"不能从“{source}”起草。来源可写：meeting（会议）")
    session.open()
    report = reports.draft_from_meeting(find_meeting(source_id))
    if words := remark(report.body):
        tell(words)
    return made(short_id(report), arguments.json, f"已起草：{report.title}，编号")
