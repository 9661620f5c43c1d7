"""add meeting, reschedule, cancel, hold, attend, minutes, export meeting."""

import argparse
from typing import Any

from branchtui.cli.outcome import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, files, made, read_input
from branchtui.files.incoming import decode
from branchtui.paths import user_path
from branchtui.rules.chinese_time import chinese_moment
from branchtui.rules.errors import BranchError
from branchtui.store.find import by_id, short_id
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.workflows import attendance, export, meetings, minutes


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
    parser.options.add_argument("--place", required=True, metavar="地点")
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
    parser.set_defaults(action=_hold)

    parser = add_command(
        commands, "attend", "登记出勤：只写没到的人", "branchtui attend 3fa91c20 --absent 周以宁:因公出差"
    )
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument(
        "--absent", action="append", default=[], metavar="姓名[:原因]", help="没到的人，可写多次"
    )
    parser.options.add_argument("--guest", action="append", default=[], metavar="姓名", help="列席的人，可写多次")
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
        f"已计划{meeting.kind}：{chinese_moment(meeting.planned_start)} {meeting.place}，编号",
    )


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
    meeting = meetings.hold(find_meeting(arguments.id), arguments.when, now=session.now)
    if facts.is_late(meeting):
        tell(f"会后登记：各处会注明补记于 {session.today.isoformat()}。")
    data(f"已登记召开，应到 {facts.count_heads(meeting).expected} 人 {short_id(meeting)}")
    return 0


def _attend(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = find_meeting(arguments.id)
    attendance.record_attendance(meeting, arguments.absent, arguments.guest)
    heads = facts.count_heads(meeting)
    if arguments.json:
        document(
            {
                "id": short_id(meeting),
                "expected": heads.expected,
                "present": heads.present,
                "excused": heads.excused,
                "absent": heads.absent,
                "guests": [guest.name for guest in facts.guests(meeting)],
            }
        )
    else:
        data(
            f"应到 {heads.expected}，实到 {heads.present}，请假 {heads.excused}，缺席 {heads.absent} {short_id(meeting)}"
        )
    return 0


def _minutes(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = find_meeting(arguments.id)
    text = decode(read_input(arguments.file))
    if text is None:
        raise BranchError(f"{arguments.file} 不是文本文件，读不出文字。请存为 .txt 再试。")
    minutes.write_minutes(meeting, text, now=session.now)
    empty = [item.title for item in facts.items(meeting) if not item.record.strip()]
    if empty:
        tell(f"还没有记录的议程：{'、'.join(empty)}")
    data(f"已写记录：{len(facts.items(meeting))} 项议程 {short_id(meeting)}")
    return 0


def _export(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = find_meeting(arguments.id)
    folder = user_path(arguments.output) if arguments.output else session.exports / export.meeting_folder(meeting)
    written = export.export_meeting(meeting, folder, photos=session.photos)
    return files(written, arguments.json)
