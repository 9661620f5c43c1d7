"""copy: a meeting planned like one that there was."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, made
from branchtui.cli.things import find_meeting
from branchtui.rules.text.chinese_time import chinese_moment
from branchtui.store.short_ids import short_id
from branchtui.workflows.meetings import copying


def register(commands: Any) -> None:
    """`copy`."""
    copy = add_command(
        commands, "copy", "照着一次会议再计划一次", "branchtui copy meeting 3fa91c20 --when 下周三下午三点"
    )
    things = copy.add_subparsers(title="照着什么", metavar="什么", dest="thing", required=True)
    parser = add_command(
        things,
        "meeting",
        "照着一次会议再计划一次：议程、主持人、记录人、地点照搬，材料和列席人员重新填",
        "branchtui copy meeting 3fa91c20 --when 下周三下午三点",
    )
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("--when", required=True, metavar="时间", help="如 下周三下午三点、3月26日15:00")
    parser.options.add_argument("--title", default="", metavar="题目", help="不写就和原来一样")
    add_json(parser)
    parser.set_defaults(action=_copy_meeting)


def _copy_meeting(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    copy = copying.copy_meeting(find_meeting(arguments.id), when=arguments.when, title=arguments.title, now=session.now)
    if copy.remark:
        tell(copy.remark)
    meeting = copy.meeting
    words = f"已计划{meeting.kind}：{chinese_moment(meeting.planned_start)} {meeting.place or '地点待定'}，编号"
    return made(short_id(meeting), arguments.json, words)
