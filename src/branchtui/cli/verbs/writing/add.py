"""add: a person, a contact, a planned meeting, what it agreed, a kind of meeting, a post or a step of its chain."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.member_options import (
    add_contact_fields,
    add_facts,
    contact_given,
    day_given,
    facts_given,
    speaker_given,
)
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.posts.words import POST_LINES, tell_vague
from branchtui.cli.registers.typed import register_adding
from branchtui.cli.session import Session, data, made
from branchtui.cli.things import find_meeting
from branchtui.cli.year import plans
from branchtui.errors import BranchError
from branchtui.rules.kind_reading import kind_values
from branchtui.rules.meetings import IRREGULAR, PERIODS, WHO
from branchtui.rules.roster import OPEN, since_words
from branchtui.rules.text.chinese_time import chinese_day, chinese_moment
from branchtui.rules.text.cleaning import one_line
from branchtui.rules.text.digits import decimal
from branchtui.rules.text.names import split_guest
from branchtui.store.models import AgendaItem, Meeting
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.store.queries.post_view import view
from branchtui.store.short_ids import short_id
from branchtui.workflows import meeting_rules
from branchtui.workflows.meetings import action_items, meetings
from branchtui.workflows.people import contacts, roster


def register(commands: Any) -> None:
    """`add`."""
    adding = add_command(
        commands,
        "add",
        "加入人员、往来、计划会议，登记共建活动、身边人、学习发展、荣誉成果、收发文、用语，增加会议种类、示范岗或它的环节，制定学习计划，或记下议定事项",
        "branchtui add member 林知远",
    )
    things = adding.add_subparsers(title="加什么", metavar="什么", dest="thing", required=True)

    parser = add_command(
        things, "member", "加入一位党员", "branchtui add member 林知远 --staff-no 20180012 --from 2026-03-01"
    )
    parser.words.add_argument("name", metavar="姓名")
    parser.options.add_argument("--from", dest="since", metavar="日期", help="从哪天起列入名册；不写就是日期不详")
    parser.options.add_argument("--standing", default="full", metavar="类别", help="full 正式、probationary 预备……")
    parser.options.add_argument("--office", default="", metavar="职务", help="党内职务，如 书记")
    parser.options.add_argument("--group", default="", metavar="党小组")
    parser.options.add_argument("--namesake", action="store_true", help="名册里已有同名的人，这是另一位")
    add_facts(parser)
    add_json(parser)
    parser.set_defaults(action=_add_member)

    parser = add_command(
        things,
        "contact",
        "记下一位支部以外的人，或一个单位",
        "branchtui add contact 何老师 --unit 学院党委 --position 副书记",
    )
    parser.words.add_argument("name", nargs="?", default="", metavar="姓名", help="只记单位的不写")
    add_contact_fields(parser)
    add_json(parser)
    parser.set_defaults(action=_add_contact)

    parser = add_command(
        things,
        "meeting",
        "计划一次会议",
        'branchtui add meeting --kind 主题党日 --when "下周三下午三点" --place 行政楼201 --title 学习全会精神',
    )
    parser.options.add_argument("--kind", required=True, metavar="类型", help="如 支部党员大会、支委会、主题党日、党课")
    parser.options.add_argument("--when", required=True, metavar="时间", help="如 下周三下午三点、3月26日15:00")
    parser.options.add_argument("--place", default="", metavar="地点", help="不写就是待定")
    parser.options.add_argument("--title", required=True, metavar="题目")
    parser.options.add_argument("--host", default="", metavar="姓名", help="主持人")
    parser.options.add_argument("--recorder", default="", metavar="姓名", help="记录人")
    parser.options.add_argument("--item", action="append", default=[], metavar="议程", help="一项议程，可写多次")
    parser.options.add_argument(
        "--material", action="append", default=[], metavar="材料", help="一份学习材料，可写多次"
    )
    parser.options.add_argument(
        "--guest", action="append", default=[], metavar="姓名[（单位职务）]", help="一位列席人员，可写多次"
    )
    parser.options.add_argument(
        "--speaker", action="append", default=[], metavar="姓名|单位职务|讲题", help="一位请来主讲的人，可写多次"
    )
    parser.options.add_argument("--audience", default="", metavar="人数:什么人", help="听众，如 40:本科生；不算进应到")
    parser.options.add_argument("--first-topic", default="", metavar="内容", help="第一议题")
    parser.options.add_argument("--requirements", default="", metavar="要求", help="通知里的参会要求")
    parser.options.add_argument(
        "--group", default="", metavar="党小组", help="党小组会是哪个党小组的；只有一个时不用写"
    )
    add_json(parser)
    parser.set_defaults(action=_add_meeting)

    parser = add_command(
        things, "kind", "增加一种自己的会议", "branchtui add kind 例会 --who 全体党员 --per 每月 --times 2"
    )
    parser.words.add_argument("name", metavar="名称")
    parser.options.add_argument("--verb", default="召开", metavar="动词", help="召开、开展、举办")
    parser.options.add_argument("--who", default="全体党员", metavar="应到", help="、".join(WHO.values()))
    parser.options.add_argument("--per", default="每月", metavar="多久", help="、".join([*PERIODS.values(), IRREGULAR]))
    parser.options.add_argument("--times", default="1", metavar="几次")
    parser.options.add_argument("--minutes", default="60", metavar="分钟", help="通常多长")
    parser.options.add_argument("--without", default="", metavar="环节", help="不要求的环节：材料准备、新闻报道")
    parser.options.add_argument("--regulation", default="", metavar="文件", help="依据的文件，没有就不写")
    parser.options.add_argument("--article", default="", metavar="条款", help="第几条")
    parser.set_defaults(action=_add_kind)

    parser = add_command(
        things,
        "post",
        "增加一个示范岗",
        "branchtui add post 教务管理工作示范岗 --number 02 --category 管理 --pledge 来访当日答复",
    )
    parser.words.add_argument("name", metavar="名称")
    for option, (metavar, words) in POST_LINES.items():
        parser.options.add_argument(f"--{option}", default="", metavar=metavar, help=words)
    parser.options.add_argument("--duty", action="append", default=[], metavar="职责", help="一条职责，可写多次")
    parser.options.add_argument("--pledge", action="append", default=[], metavar="承诺", help="一条承诺，可写多次")
    add_json(parser)
    parser.set_defaults(action=_add_post)

    parser = add_command(
        things, "step", "给示范岗增加一个自己的环节", "branchtui add step 岗前培训 --behind 核准 --after 核准"
    )
    parser.words.add_argument("name", metavar="名称")
    parser.options.add_argument("--behind", required=True, metavar="环节", help="排在哪个环节后面")
    parser.options.add_argument(
        "--after", action="append", default=[], metavar="环节", help="要先办哪个环节，几个里有一个就行的写多次"
    )
    parser.options.add_argument("--lasts", action="store_true", help="像公示那样有起止两天的")
    parser.options.add_argument("--repeats", action="store_true", help="像述职那样可以有多次的")
    parser.options.add_argument("--on-meeting", dest="meeting", action="store_true", help="要有依据的会议的")
    parser.set_defaults(action=_add_step)

    parser = add_command(
        things,
        "action",
        "记下会议议定的一件事",
        "branchtui add action 3fa91c20 --what 修订值班表 --owner 周以宁 --due 下周五",
    )
    parser.words.add_argument("id", metavar="会议编号")
    parser.options.add_argument("--what", required=True, metavar="事项")
    parser.options.add_argument("--owner", default="", metavar="姓名", help="责任人")
    parser.options.add_argument("--due", default="", metavar="日期", help="完成时限，如 下周五、6月30日；没有定就不写")
    parser.options.add_argument("--item", default="", metavar="第几项", help="是第几项议程议定的，如 2")
    add_json(parser)
    parser.set_defaults(action=_add_action)
    register_adding(things)
    plans.register_adding(things)


def _add_meeting(arguments: argparse.Namespace, session: Session) -> int:
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
        guests=[*map(split_guest, arguments.guest), *map(speaker_given, arguments.speaker)],
        audience=arguments.audience,
        first_topic=arguments.first_topic,
        requirements=arguments.requirements,
        group=arguments.group,
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


def _add_action(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = find_meeting(arguments.id)
    action = action_items.add_action(
        meeting,
        arguments.what,
        owner=arguments.owner,
        due=arguments.due,
        item=_item(meeting, arguments.item) if arguments.item else None,
        today=session.today,
    )
    if action.owner_name:
        tell(f"责任人“{action.owner_name}”不在当日名册上，按名册外的人记下。")
    due = f"，{chinese_day(action.due)} 前" if action.due else ""
    return made(short_id(action), arguments.json, f"已记下议定事项：{action.what}{due}，编号")


def _item(meeting: Meeting, typed: str) -> AgendaItem:
    """The item of this number on the agenda."""
    there = facts.items(meeting)
    number = decimal(typed.strip())
    if number is None or not 1 <= number <= len(there):
        raise BranchError(f"没有第“{one_line(typed)}”项议程，这次会议有 {len(there)} 项。请写 1 到 {len(there)} 的数。")
    return there[number - 1]


def _add_contact(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    people.the_branch()
    contact = contacts.add_contact(arguments.name, today=session.today, **contact_given(arguments))
    return made(short_id(contact), arguments.json, f"已记下 {contact.name or contact.unit}，编号")


def _add_kind(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    people.the_branch()
    names = ("verb", "who", "per", "times", "minutes", "without", "regulation", "article")
    data(meeting_rules.add_kind(arguments.name, kind_values({name: getattr(arguments, name) for name in names})))
    return 0


def _add_post(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.posts import posts

    session.open()
    people.the_branch()
    post = posts.add_post(
        arguments.name,
        duties="\n".join(arguments.duty),
        pledges="\n".join(arguments.pledge),
        **{name: getattr(arguments, name) for name in POST_LINES},
    )
    tell_vague(view(post.id).pledges)
    return made(short_id(post), arguments.json, f"已增加示范岗：{post.name}，编号")


def _add_step(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.posts import post_rules

    session.open()
    people.the_branch()
    names = ("behind", "after", "lasts", "repeats", "meeting")
    data(post_rules.set_step(arguments.name, {name: getattr(arguments, name) for name in names}))
    return 0


def _add_member(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    people.the_branch()
    since = day_given(arguments.since, session, past=True) or OPEN
    try:
        member = roster.add_member(
            arguments.name,
            since=since,
            standing=roster.standing_from(arguments.standing),
            office=arguments.office,
            group=arguments.group,
            namesake=arguments.namesake,
            **facts_given(arguments),
        )
    except roster.NamesakeError as error:
        raise BranchError(f"{error}若是同一位，请用 branchtui change member；若是另一位，请加 --namesake。") from None
    return made(short_id(member), arguments.json, f"已加入 {member.name}，{since_words(since)}，编号")
