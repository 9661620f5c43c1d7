"""holder: who holds a post, from when to when."""

import argparse
from datetime import date
from typing import Any

from branchtui.cli.member_options import day_given
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.posts.words import POST_HELP, last_day
from branchtui.cli.session import Session, made
from branchtui.cli.things import find_member, find_post
from branchtui.errors import BranchError, UsageError
from branchtui.rules.posts.terms import Term
from branchtui.store.models import Member, Post, PostHolder
from branchtui.store.queries import posts as facts
from branchtui.store.short_ids import short_id
from branchtui.workflows.posts import holders


def register(commands: Any) -> None:
    """`holder`."""
    parser = add_command(
        commands,
        "holder",
        "登记谁在示范岗上岗，从哪天到哪天",
        "branchtui holder 教务管理工作示范岗 周以宁 --from 3月2日",
    )
    parser.words.add_argument("post", metavar="岗位", help=POST_HELP)
    parser.words.add_argument("name", metavar="姓名[#工号尾号]")
    parser.options.add_argument("--from", dest="day", metavar="日期", help="从哪天起上岗")
    parser.options.add_argument("--to", dest="to_day", metavar="日期", help="到哪天为止；只写这一样就是离岗")
    which = parser.options.add_mutually_exclusive_group()
    which.add_argument("--change", action="store_true", help="更改登记过的任岗时间")
    which.add_argument("--remove", action="store_true", help="删除登记过的任岗")
    parser.options.add_argument("--on", metavar="日期", help="要更改、删除的是哪天起的那一段；只有一段不用写")
    add_json(parser)
    parser.set_defaults(action=_holder)


def _holder(arguments: argparse.Namespace, session: Session) -> int:
    day, on = (day_given(text, session, past=True) for text in (arguments.day, arguments.on))
    to_day = last_day(arguments.to_day, day, session)
    if on is not None and not (arguments.change or arguments.remove):
        raise UsageError("--on 只和 --change、--remove 一起写。")
    if day is None and to_day is None and not arguments.remove:
        raise UsageError("请写明从哪天起上岗（--from）；离岗写 --to。")
    session.open()
    post = find_post(arguments.post)
    member = find_member(arguments.name, day or to_day or session.today)
    if arguments.remove:
        row = _row(post, member, on)
        holders.remove_holder(row)
        return made(short_id(row), arguments.json, f"已删除{member.name}的任岗，编号")
    if arguments.change:
        row = _row(post, member, on)
        row = holders.change_holder(row, from_day=day or row.from_day, to_day=to_day or row.to_day)
    elif day is None and to_day is not None:
        row = holders.end_holder(post, member, to_day=to_day)
    else:
        row = holders.add_holder(post, member, from_day=day or session.today, to_day=to_day)
    days = Term(row.from_day, row.to_day).words
    return made(short_id(row), arguments.json, f"已登记{member.name}在{post.name}上岗：{days}，编号")


def _row(post: Post, member: Member, on: date | None) -> PostHolder:
    """The one term of somebody, of a first day where one is told. Raises BranchError where there is none, or several."""
    found = [row for row in facts.holders(post, member) if on is None or row.from_day == on]
    if len(found) == 1:
        return found[0]
    if not found:
        raise BranchError(f"没有登记过{member.name}这样一段任岗。用 branchtui show post 查看上岗党员。")
    days = "、".join(row.from_day.isoformat() for row in found)
    raise BranchError(f"{member.name}有 {len(found)} 段任岗，分别从 {days} 起。请用 --on 写明哪一段。")
