"""pledge: what a post promises, one sentence each, and when each was kept."""

import argparse
from typing import Any

from branchtui.cli.member_options import day_given
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.posts.words import POST_HELP, tell_vague
from branchtui.cli.session import Session, data, document, made, read_input
from branchtui.cli.things import find_post
from branchtui.errors import BranchError, UsageError
from branchtui.files.incoming import decode
from branchtui.rules.text.digits import decimal
from branchtui.store.models import Pledge, Post
from branchtui.store.queries.post_view import view
from branchtui.store.short_ids import short_id
from branchtui.workflows.posts import pledges


def register(commands: Any) -> None:
    """`pledge`."""
    parser = add_command(
        commands,
        "pledge",
        "增加示范岗的承诺，或登记兑现",
        "branchtui pledge 教务管理工作示范岗 --kept 1 --evidence 公示栏照片",
    )
    parser.words.add_argument("post", metavar="岗位", help=POST_HELP)
    parser.words.add_argument("words", metavar="承诺", nargs="*", help="一句一条，写清对象、数量或时间")
    parser.options.add_argument("--file", metavar="文件", help="文字文件，一行一条；- 是标准输入")
    which = parser.options.add_mutually_exclusive_group()
    which.add_argument("--kept", metavar="第几条", help="这一条已经兑现，与 --evidence 一起写")
    which.add_argument("--not-kept", metavar="第几条", help="取消这一条的兑现")
    which.add_argument("--change", metavar="第几条", help="改写这一条，与 --words 一起写")
    which.add_argument("--remove", metavar="第几条", help="删除这一条")
    parser.options.add_argument("--words", dest="new", default="", metavar="承诺", help="改写成什么")
    parser.options.add_argument("--on", metavar="日期", help="哪天看到兑现的（默认今天）")
    parser.options.add_argument("--evidence", default="", metavar="依据", help="凭什么说兑现了")
    add_json(parser)
    parser.set_defaults(action=_pledge)


def _pledge(arguments: argparse.Namespace, session: Session) -> int:
    day = day_given(arguments.on, session, past=True) or session.today
    words = "\n".join(arguments.words)
    if arguments.file is not None:
        if words:
            raise UsageError("承诺写在命令里，或写在 --file 的文件里，不能两样都写。")
        words = _words(arguments.file)
    session.open()
    post = find_post(arguments.post)
    if arguments.kept is not None:
        row = pledges.keep_pledge(_row(post, arguments.kept), day=day, evidence=arguments.evidence, today=session.today)
        return made(short_id(row), arguments.json, f"已登记兑现：{row.words} 编号")
    if arguments.not_kept is not None:
        row = pledges.unkeep_pledge(_row(post, arguments.not_kept))
        return made(short_id(row), arguments.json, f"已取消兑现：{row.words} 编号")
    if arguments.remove is not None:
        row = _row(post, arguments.remove)
        pledges.remove_pledge(row)
        return made(short_id(row), arguments.json, f"已删除承诺：{row.words} 编号")
    if arguments.change is not None:
        row = pledges.change_pledge(_row(post, arguments.change), arguments.new)
        tell_vague([row])
        return made(short_id(row), arguments.json, f"已改写承诺：{row.words} 编号")
    added = pledges.add_pledges(post, words)
    tell_vague(added)
    if arguments.json:
        document({"ids": [short_id(row) for row in added]})
    else:
        for row in added:
            data(f"已增加承诺：{row.words} 编号 {short_id(row)}")
    return 0


def _row(post: Post, typed: str) -> Pledge:
    """The pledge of a place in the list. Raises BranchError where there is none."""
    there = view(post.id).pledges
    number = decimal(typed.strip())
    if number is None or not 1 <= number <= len(there):
        raise BranchError(f"没有第“{typed.strip()}”条承诺：“{post.name}”有 {len(there)} 条，请写第几条的数字。")
    return there[number - 1]


def _words(file: str) -> str:
    text = decode(read_input(file))
    if text is None:
        raise BranchError(f"{file} 不是文本文件，读不出文字。请存为 .txt 再试。")
    return text
