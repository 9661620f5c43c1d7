"""add meeting, change meeting, reschedule, cancel, hold, attend, minutes, export meeting."""

import argparse
from collections.abc import Mapping
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, files, made, read_input
from branchtui.errors import BranchError, UsageError
from branchtui.files.incoming import decode
from branchtui.paths import user_path
from branchtui.rules.attendance import STATES, UNMARKED
from branchtui.rules.text.chinese_time import chinese_moment
from branchtui.store.models import Attendance, Meeting
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.store.queries.meeting_view import view
from branchtui.store.short_ids import by_id, short_id
from branchtui.workflows import export
from branchtui.workflows.input_checks import remark
from branchtui.workflows.meetings import attendance, folders, meetings, minutes


def register_add(things: Any) -> None:
    """`add meeting`."""
    parser = add_command(
        things,
        "meeting",
        "计划一次会议",
        'branchtui add meeting --kind 主题党日 --when "下周三下午三点" --place 行政楼201 --title 学习全会精神',
    )
    parser.options.add_argument("--kind", required=True, metavar="类型", help="支部党员大会、主题党日、党课")
    parser.options.add_argument("--when", required=True, metavar="时间", help="如 下周三下午三点、3月26日15:00")
    parser.options.add_argument("--place", default="", metavar="地点", help="不写就是待定")
    parser.options.add_argument("--title", required=True, metavar="题目")
    parser.options.add_argument("--host", default="", metavar="姓名", help="主持人")
    parser.options.add_argument("--recorder", default="", metavar="姓名", help="记录人")
    parser.options.add_argument("--item", action="append", default=[], metavar="议程", help="一项议程，可写多次")
    parser.options.add_argument(
        "--material", action="append", default=[], metavar="材料", help="一份学习材料，可写多次"
    )
    parser.options.add_argument("--first-topic", default="", metavar="内容", help="第一议题")
    parser.options.add_argument("--requirements", default="", metavar="要求", help="通知里的参会要求")
    add_json(parser)
    parser.set_defaults(action=_add)


_CHANGES = {
    "title": ("题目", ""),
    "place": ("地点", ""),
    "host": ("姓名", "主持人"),
    "recorder": ("姓名", "记录人"),
    "until": ("时间", "散会时间，如 四点半、16:30；空着就是去掉"),
}


def register_change(things: Any) -> None:
    """`change meeting`."""
    parser = add_command(
        things, "meeting", "更改会议的地点、主持人、散会时间等", "branchtui change meeting 3fa91c20 --until 四点半"
    )
    parser.words.add_argument("id", metavar="编号")
    for name, (metavar, words) in _CHANGES.items():
        parser.options.add_argument(f"--{name}", metavar=metavar, help=words or None)
    add_json(parser)
    parser.set_defaults(action=_change)


def register_export(things: Any) -> None:
    """`export meeting`."""
    parser = add_command(
        things, "meeting", "导出一次会议的全部材料（Word）", "branchtui export meeting 3fa91c20 -o 提交"
    )
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("-o", "--output", metavar="文件夹", help="放到这个文件夹里")
    add_json(parser)
    parser.set_defaults(action=_export)


def register(commands: Any) -> None:
    """The verbs that take a meeting's id."""
    parser = add_command(commands, "reschedule", "改期", 'branchtui reschedule 3fa91c20 --when "周五下午两点半"')
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("--when", required=True, metavar="时间")
    parser.set_defaults(action=_reschedule)

    parser = add_command(commands, "cancel", "取消会议", "branchtui cancel 3fa91c20 --reason 与学校会议冲突")
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("--reason", required=True, metavar="原因")
    parser.set_defaults(action=_cancel)

    parser = add_command(commands, "hold", "登记召开（固定当日名册）", "branchtui hold 3fa91c20")
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("--when", metavar="时间", help="实际召开时间（默认按计划）")
    parser.options.add_argument("--until", default="", metavar="时间", help="散会时间，如 四点半；不写就空着")
    parser.set_defaults(action=_hold)

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
        "--guest", action="append", default=[], metavar="姓名", help="列席的人，可写多次；只写这一样不算点名"
    )
    add_json(parser)
    parser.set_defaults(action=_attend)

    parser = add_command(commands, "minutes", "写会议记录", "branchtui minutes 3fa91c20 --file 记录.txt")
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("--file", required=True, metavar="文件", help="记录文本，- 表示标准输入")
    parser.set_defaults(action=_minutes)


def find_meeting(text: str, *, trashed: bool = False) -> Meeting:
    """A meeting by its shown id."""
    return by_id(Meeting, text, "会议", trashed=trashed)


def _add(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    people.the_branch()
    meeting = meetings.plan_meeting(
        arguments.kind,
        when=arguments.when,
        place=arguments.place,
        title=arguments.title,
        host=arguments.host,
        recorder=arguments.recorder,
        items=arguments.item,
        materials=arguments.material,
        first_topic=arguments.first_topic,
        requirements=arguments.requirements,
        now=session.now,
    )
    for word, name in (("主持人", meeting.host_name), ("记录人", meeting.recorder_name)):
        if name:
            tell(f"{word}“{name}”不在当日名册上，按名册外的人记下。")
    return made(
        short_id(meeting),
        arguments.json,
        f"已计划{meeting.kind}：{chinese_moment(meeting.planned_start)} {meeting.place or '地点待定'}，编号",
    )


def _change(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    changes = {name: getattr(arguments, name) for name in _CHANGES if getattr(arguments, name) is not None}
    if not changes:
        raise UsageError(f"没有要改的内容。请至少写一项：{'、'.join(f'--{name}' for name in _CHANGES)}。")
    meeting = meetings.edit_meeting(find_meeting(arguments.id), **changes)
    return made(short_id(meeting), arguments.json, f"已更改会议：{meeting.title}，编号")


def _reschedule(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = meetings.reschedule(find_meeting(arguments.id), arguments.when, now=session.now)
    data(f"已改期到 {chinese_moment(meeting.planned_start)} {short_id(meeting)}")
    return 0


def _cancel(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = meetings.cancel(find_meeting(arguments.id), arguments.reason)
    data(f"已取消：{meeting.title} {short_id(meeting)}")
    return 0


def _hold(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = meetings.hold(find_meeting(arguments.id), arguments.when, until=arguments.until, now=session.now)
    if facts.is_late(meeting):
        tell(f"会后登记：各处会注明补记于 {session.today.isoformat()}。")
    tell("还没有点名：用 branchtui attend 编号 --all 记全到，或用 --absent 写明谁没到。")
    data(f"已登记召开，应到 {view(meeting.id).head_count.expected} 人 {short_id(meeting)}")
    return 0


def _attend(arguments: argparse.Namespace, session: Session) -> int:
    absent, late, online = arguments.absent, arguments.late, arguments.online
    named = bool(absent or late or online)
    if arguments.all and named:
        raise UsageError("--all 表示全到，不能和 --absent、--late、--online 一起写。")
    if not (arguments.all or named or arguments.guest):
        raise UsageError("请写明谁没到（--absent 姓名:原因），全到就写 --all。")
    session.open()
    meeting = find_meeting(arguments.id)
    if arguments.all or named:
        before = facts.attendances(meeting)
        attendance.record_attendance(meeting, absent, arguments.guest, late=late, online=online)
        _tell_overwritten(before, facts.attendances(meeting))
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


def _tell_overwritten(before: Mapping[bytes, Attendance], now: Mapping[bytes, Attendance]) -> None:
    """Say of whom something else was noted before the roll was taken anew: they count as present now."""
    names = people.members()
    lost = [
        f"{names[key].name}{STATES[entry.state]}{f'（{entry.reason}）' if entry.reason else ''}"
        for key, entry in before.items()
        if entry.state not in ("present", UNMARKED) and now[key].state == "present"
    ]
    if lost:
        tell(f"这是重新点名，没有写到的都记为到。原来记的有：{'、'.join(lost)}。还要算数的，请连同他们再登记一次。")


def _minutes(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = find_meeting(arguments.id)
    text = decode(read_input(arguments.file))
    if text is None:
        raise BranchError(f"{arguments.file} 不是文本文件，读不出文字。请存为 .txt 再试。")
    written = minutes.write_minutes(meeting, text, now=session.now)
    if words := remark(text):
        tell(words)
    empty = [item.title for item in facts.items(meeting) if not item.record.strip()]
    if empty:
        tell(f"还没有记录的议程：{'、'.join(empty)}")
    data(f"已写记录：{len(written)} 项议程 {short_id(meeting)}")
    return 0


def _export(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = find_meeting(arguments.id)
    folder = user_path(arguments.output) if arguments.output else session.exports / export.meeting_folder(meeting)
    written = export.export_meeting(meeting, folder, photos=session.photos)
    if told := folders.notes(meeting, session.exports / export.meeting_folder(meeting)):
        tell(told)
    return files(written, arguments.json)
