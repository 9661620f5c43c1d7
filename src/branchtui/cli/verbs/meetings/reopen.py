"""reopen: a filed meeting is changed again, with the reason."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command
from branchtui.cli.session import Session, data
from branchtui.cli.things import find_meeting
from branchtui.store.short_ids import short_id
from branchtui.workflows.meetings import meetings


def register(commands: Any) -> None:
    """`reopen`."""
    parser = add_command(
        commands, "reopen", "重新打开已归档的会议，改完再归档", "branchtui reopen 3fa91c20 --reason 签到表漏了一人"
    )
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("--reason", required=True, metavar="原因")
    parser.set_defaults(action=_reopen)


def _reopen(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = meetings.reopen(find_meeting(arguments.id), arguments.reason)
    data(f"已重新打开，改完请再归档：{meeting.title} {short_id(meeting)}")
    return 0
