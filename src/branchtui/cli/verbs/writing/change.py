"""change: a person as of a day, a contact, a meeting, what it agreed, a post, or the branch."""

import argparse
from typing import Any

from branchtui.cli.meetings.meeting_folder import settle_folder
from branchtui.cli.member_options import (
    add_contact_fields,
    add_facts,
    contact_given,
    day_given,
    facts_given,
    speaker_given,
)
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.posts.words import POST_HELP, POST_LINES
from branchtui.cli.registers.typed import register_changing
from branchtui.cli.session import Session, made
from branchtui.cli.things import find_action, find_contact, find_meeting, find_member, find_post
from branchtui.cli.year import plans
from branchtui.cli.year.hours import register_change as register_hours
from branchtui.errors import UsageError
from branchtui.store.short_ids import short_id
from branchtui.workflows.meetings import action_items, attendance
from branchtui.workflows.people import contacts, roster
from branchtui.workflows.people.branch import change_branch

_CHANGES = {
    "group": ("党小组", "党小组会是哪个党小组的，还没开的会可以改"),
    "title": ("题目", ""),
    "place": ("地点", ""),
    "host": ("姓名", "主持人"),
    "recorder": ("姓名", "记录人"),
    "noticed_on": ("日期", "通知日期，如 3月2日；空着就是去掉"),
    "audience": ("人数:什么人", "听众，如 40:本科生；空着就是去掉"),
    "until": ("时间", "散会时间，如 四点半、16:30；空着就是去掉"),
}


_OF_POST = {"name": ("名称", "新的名称"), **POST_LINES}


def register(commands: Any) -> None:
    """`change`."""
    change = add_command(
        commands,
        "change",
        "更改人员的类别、职务、党小组等，往来，会议的地点、散会时间等，议定事项，示范岗，共建活动、身边人、学习发展、荣誉成果、收发文、用语、学时，学习计划，或支部信息",
        "branchtui change member 林知远 --standing full --from 2026-03-15",
    )
    things = change.add_subparsers(title="更改什么", metavar="什么", dest="thing", required=True)
    parser = add_command(
        things,
        "member",
        "更改一位党员的情况，自某日起",
        "branchtui change member 林知远#0012 --office 书记 --from 2026-03-15",
    )
    parser.words.add_argument("name", metavar="姓名[#工号尾号]或编号")
    parser.options.add_argument("--from", dest="since", metavar="日期", help="从哪天起（默认今天）")
    parser.options.add_argument("--standing", metavar="类别")
    parser.options.add_argument("--office", metavar="职务", help="增加的职务")
    parser.options.add_argument("--no-office", metavar="职务", help="免去的职务")
    parser.options.add_argument("--group", metavar="党小组")
    parser.options.add_argument("--vote", metavar="限制", help="suspended 停止党籍、on_probation 留党察看、空为恢复")
    parser.options.add_argument("--away", metavar="原因", help="长期不在，如 产假、出国（境）、借调；空着就是回来了")
    parser.options.add_argument("--leaves", action="store_true", help="转出")
    parser.options.add_argument("--returns", action="store_true", help="转入")
    parser.options.add_argument("--name", dest="new_name", metavar="新姓名", help="更正姓名")
    add_facts(parser)
    add_json(parser)
    parser.set_defaults(action=_change_member)

    parser = add_command(
        things, "contact", "更改往来里的一位或一个单位", "branchtui change contact 何老师 --position 书记"
    )
    parser.words.add_argument("name", metavar="姓名或编号")
    parser.options.add_argument("--name", dest="new_name", metavar="新姓名", help="更正姓名")
    add_contact_fields(parser)
    parser.options.add_argument(
        "--merge", metavar="姓名或编号", help="把这一位并进来，两条变一条；两边不一样的，用上面的选项写明留哪一个"
    )
    add_json(parser)
    parser.set_defaults(action=_change_contact)

    parser = add_command(
        things, "meeting", "更改会议的地点、主持人、散会时间等", "branchtui change meeting 3fa91c20 --until 四点半"
    )
    parser.words.add_argument("id", metavar="编号")
    for name, (metavar, words) in _CHANGES.items():
        parser.options.add_argument(_option(name), metavar=metavar, help=words or None)
    parser.options.add_argument(
        "--speaker", action="append", default=[], metavar="姓名|单位职务|讲题", help="加一位请来主讲的人，可写多次"
    )
    add_json(parser)
    parser.set_defaults(action=_change_meeting)

    parser = add_command(things, "post", "更改示范岗的名称、类别、职责等", "branchtui change post 02 --category 管理")
    parser.words.add_argument("post", metavar="岗位", help=POST_HELP)
    for name, (metavar, words) in _OF_POST.items():
        parser.options.add_argument(f"--{name}", metavar=metavar, help=words)
    parser.options.add_argument("--duty", action="append", metavar="职责", help="一条职责，可写多次；写了就替换原来的")
    add_json(parser)
    parser.set_defaults(action=_change_post)

    parser = add_command(
        things, "action", "更改一件议定事项，或记为办成", "branchtui change action 5b20e1a7 --done 6月28日"
    )
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("--what", metavar="事项")
    parser.options.add_argument("--owner", metavar="姓名", help="责任人；空着就是去掉")
    parser.options.add_argument("--due", metavar="日期", help="完成时限；空着就是去掉")
    how = parser.options.add_mutually_exclusive_group()
    how.add_argument("--done", nargs="?", const="", metavar="日期", help="办成了，哪天办成的（默认今天）")
    how.add_argument("--not-done", action="store_true", help="还没有办成，改回待办")
    how.add_argument("--remove", action="store_true", help="删去这一件")
    parser.options.add_argument("--note", default="", metavar="情况", help="完成情况，和 --done 一起写")
    add_json(parser)
    parser.set_defaults(action=_change_action)

    parser = add_command(things, "branch", "更改支部信息", "branchtui change branch --elected 2024-03-20")
    parser.options.add_argument("--name", metavar="名称", help="支部的名称")
    parser.options.add_argument("--unit", metavar="名称", help="所在单位的名称")
    parser.options.add_argument("--elected", dest="elected_on", metavar="日期", help="本届选出日期；空着就是去掉")
    add_json(parser)
    parser.set_defaults(action=_change_branch)
    register_changing(things)
    plans.register_changing(things)
    register_hours(things)


def _change_member(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    facts = facts_given(arguments)
    if arguments.new_name is not None:
        facts["name"] = arguments.new_name
    since = day_given(arguments.since, session) or session.today
    member = roster.change_member(
        find_member(arguments.name, since),
        since=since,
        standing=roster.standing_from(arguments.standing) if arguments.standing is not None else None,
        office=arguments.office,
        no_office=arguments.no_office,
        group=arguments.group,
        vote=arguments.vote,
        away=arguments.away,
        leaves=arguments.leaves,
        returns=arguments.returns,
        **facts,
    )
    return made(short_id(member), arguments.json, f"已更改 {member.name}，自 {since.isoformat()}，编号")


def _change_contact(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    changes = contact_given(arguments)
    if arguments.new_name is not None:
        changes["name"] = arguments.new_name
    if arguments.merge is not None:
        from branchtui.workflows.joining import joining

        if changes.keys() & set(contacts.AGREEMENT):
            raise UsageError("合并和更改协议日期请分两次做。")
        contact = joining.join_contacts(find_contact(arguments.name), find_contact(arguments.merge), **changes)
        return made(short_id(contact), arguments.json, f"已合并成一条：{contact.name or contact.unit}，编号")
    if not changes:
        raise UsageError("没有要改的内容。请至少写一项，例如 --unit 学院党委。")
    contact = contacts.change_contact(find_contact(arguments.name), today=session.today, **changes)
    return made(short_id(contact), arguments.json, f"已更改 {contact.name or contact.unit}，编号")


def _change_branch(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    changes = {name: getattr(arguments, name) for name in ("name", "unit", "elected_on")}
    given = {name: typed for name, typed in changes.items() if typed is not None}
    if not given:
        raise UsageError("没有要改的内容。请至少写一项：--name、--unit、--elected。")
    branch = change_branch(today=session.today, **given)
    return made(short_id(branch), arguments.json, f"已更改支部信息：{branch.name}，编号")


def _change_meeting(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    changes = {name: getattr(arguments, name) for name in _CHANGES if getattr(arguments, name) is not None}
    speakers = list(map(speaker_given, arguments.speaker))
    if not changes and not speakers:
        raise UsageError(f"没有要改的内容。请至少写一项：{'、'.join(map(_option, [*_CHANGES, 'speaker']))}。")
    meeting = attendance.edit_with_speakers(find_meeting(arguments.id), speakers, today=session.today, **changes)
    settle_folder(meeting, session)
    return made(short_id(meeting), arguments.json, f"已更改会议：{meeting.title}，编号")


def _change_post(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.posts import posts

    session.open()
    changes = {name: getattr(arguments, name) for name in _OF_POST if getattr(arguments, name) is not None}
    if arguments.duty is not None:
        changes["duties"] = "\n".join(arguments.duty)
    if not changes:
        raise UsageError(f"没有要改的内容。请至少写一项：{'、'.join(f'--{name}' for name in (*_OF_POST, 'duty'))}。")
    post = posts.change_post(find_post(arguments.post), **changes)
    return made(short_id(post), arguments.json, f"已更改示范岗：{post.name}，编号")


def _change_action(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    action = find_action(arguments.id)
    changes = {name: value for name in ("what", "owner", "due") if (value := getattr(arguments, name)) is not None}
    if arguments.note and arguments.done is None:
        raise UsageError("--note 要和 --done 一起写。")
    if not (changes or arguments.done is not None or arguments.not_done or arguments.remove):
        raise UsageError("没有要改的内容。请至少写一项：--what、--owner、--due、--done、--not-done、--remove。")
    if changes and (arguments.done is not None or arguments.not_done or arguments.remove):
        raise UsageError("改内容和记办成请分两次做。")
    if changes:
        action_items.change_action(action, today=session.today, **changes)
    elif arguments.done is not None:
        action_items.finish_action(action, on=arguments.done, note=arguments.note, today=session.today)
    elif arguments.not_done:
        action_items.reopen_action(action)
    elif arguments.remove:
        action_items.remove_action(action)
    return made(short_id(action), arguments.json, f"已更改议定事项：{action.what}，编号")


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
