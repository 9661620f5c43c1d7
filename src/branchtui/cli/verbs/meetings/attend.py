"""attend: take the roll by exception."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document
from branchtui.cli.things import find_meeting
from branchtui.errors import UsageError
from branchtui.rules.attendance import STATES, UNMARKED
from branchtui.rules.text.names import same_name, split_tail
from branchtui.store.models import Attendance
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.store.queries.meeting_view import view
from branchtui.store.short_ids import short_id
from branchtui.workflows.meetings import attendance


def register(commands: Any) -> None:
    """`attend`."""
    parser = add_command(
        commands, "attend", "点名：只写没到的人，其余都到", "branchtui attend 3fa91c20 --absent 周以宁:因公出差"
    )
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("--all", action="store_true", help="全到")
    parser.options.add_argument(
        "--absent", action="append", default=[], metavar="姓名[:原因]", help="没到的人，可写多次"
    )
    parser.options.add_argument("--late", action="append", default=[], metavar="姓名", help="迟到的人，可写多次")
    parser.options.add_argument("--online", action="append", default=[], metavar="姓名", help="线上到会的人，可写多次")
    parser.options.add_argument(
        "--present", action="append", default=[], metavar="姓名", help="名册记着长期不在、这次到会的人，可写多次"
    )
    parser.options.add_argument(
        "--guest", action="append", default=[], metavar="姓名", help="列席的人，可写多次；只写这一样不算点名"
    )
    add_json(parser)
    parser.set_defaults(action=_attend)


def _attend(arguments: argparse.Namespace, session: Session) -> int:
    absent, late, online = arguments.absent, arguments.late, arguments.online
    present = arguments.present
    named = bool(absent or late or online)
    if arguments.all and named:
        raise UsageError("--all 表示全到，不能和 --absent、--late、--online 一起写。")
    if not (arguments.all or named or present or arguments.guest):
        raise UsageError("请写明谁没到（--absent 姓名:原因），全到就写 --all。")
    session.open()
    meeting = find_meeting(arguments.id)
    if arguments.all or named or present:
        before = facts.attendances(meeting)
        attendance.record_attendance(meeting, absent, arguments.guest, late=late, online=online, present=present)
        _tell_overwritten(before, facts.attendances(meeting), present)
    else:
        attendance.add_guests(meeting, arguments.guest)
    heads = view(meeting.id).head_count
    if arguments.json:
        document(
            {
                "id": short_id(meeting),
                "expected": heads.expected,
                "present": heads.present,
                "excused": heads.excused,
                "absent": heads.absent,
                "unmarked": heads.unmarked,
                "guests": [guest.name for guest in facts.guests(meeting)],
            }
        )
    else:
        counts = f"实到 {heads.present}，请假 {heads.excused}，缺席 {heads.absent}"
        left = "" if heads.roll_taken else f"，未点名 {heads.unmarked}"
        data(f"应到 {heads.expected}，{counts}{left} {short_id(meeting)}")
    return 0


def _tell_overwritten(
    before: Mapping[bytes, Attendance], now: Mapping[bytes, Attendance], named: Sequence[str]
) -> None:
    """Say of whom something else was noted before the roll was taken anew: they count as present now.

    Whoever was `named` as present is not told of.
    """
    came = [split_tail(name)[0] for name in named]
    names = people.members()
    lost = [
        f"{names[key].name}{STATES[entry.state]}{f'（{entry.reason}）' if entry.reason else ''}"
        for key, entry in before.items()
        if entry.state not in ("present", UNMARKED)
        and now[key].state == "present"
        and not any(same_name(names[key].name, name) for name in came)
    ]
    if lost:
        tell(f"这是重新点名，没有写到的都记为到。原来记的有：{'、'.join(lost)}。还要算数的，请连同他们再登记一次。")
