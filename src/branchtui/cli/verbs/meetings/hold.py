"""hold: a meeting took place; who was expected is fixed from then on."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.meetings.meeting_folder import settle_folder
from branchtui.cli.parser import add_command
from branchtui.cli.session import Session, data
from branchtui.cli.things import find_meeting
from branchtui.store.queries import meetings as facts
from branchtui.store.queries.meeting_view import view
from branchtui.store.short_ids import short_id
from branchtui.workflows.meeting_rules import verb_of
from branchtui.workflows.meetings import meetings


def register(commands: Any) -> None:
    """`hold`."""
    parser = add_command(commands, "hold", "登记召开（固定当日名册）", "branchtui hold 3fa91c20")
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("--when", metavar="时间", help="实际召开时间（默认按计划）")
    parser.options.add_argument("--until", default="", metavar="时间", help="散会时间，如 四点半；不写就空着")
    parser.set_defaults(action=_hold)


def _hold(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = meetings.hold(find_meeting(arguments.id), arguments.when, until=arguments.until, now=session.now)
    if facts.is_late(meeting):
        tell(f"会后登记：各处会注明补记于 {session.today.isoformat()}。")
    tell("还没有点名：用 branchtui attend 编号 --all 记全到，或用 --absent 写明谁没到。")
    settle_folder(meeting, session)
    away = meetings.pre_marked(meeting)
    expected = view(meeting.id).head_count.expected
    data(f"已登记{verb_of(meeting)}，应到 {expected} 人{away} {short_id(meeting)}")
    return 0
