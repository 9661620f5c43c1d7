"""cancel: a meeting that will not be held, with the reason."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command
from branchtui.cli.session import Session, data
from branchtui.cli.things import find_meeting
from branchtui.store.short_ids import short_id
from branchtui.workflows.meetings import meetings


def register(commands: Any) -> None:
    """`cancel`."""
    parser = add_command(commands, "cancel", "取消会议", "branchtui cancel 3fa91c20 --reason 与学校会议冲突")
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("--reason", required=True, metavar="原因")
    parser.set_defaults(action=_cancel)


def _cancel(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = meetings.cancel(find_meeting(arguments.id), arguments.reason)
    data(f"已取消：{meeting.title} {short_id(meeting)}")
    return 0
