"""reschedule: another time for a planned meeting."""

import argparse
from typing import Any

from branchtui.cli.meetings.meeting_folder import settle_folder
from branchtui.cli.parser import add_command
from branchtui.cli.session import Session, data
from branchtui.cli.things import find_meeting
from branchtui.rules.text.chinese_time import chinese_moment
from branchtui.store.short_ids import short_id
from branchtui.workflows.meetings import meetings


def register(commands: Any) -> None:
    """`reschedule`."""
    parser = add_command(commands, "reschedule", "改期", 'branchtui reschedule 3fa91c20 --when "周五下午两点半"')
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("--when", required=True, metavar="时间")
    parser.set_defaults(action=_reschedule)


def _reschedule(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = meetings.reschedule(find_meeting(arguments.id), arguments.when, now=session.now)
    settle_folder(meeting, session)
    data(f"已改期到 {chinese_moment(meeting.planned_start)} {short_id(meeting)}")
    return 0
