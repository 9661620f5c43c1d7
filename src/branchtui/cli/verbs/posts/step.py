"""step: note that a post has taken a step of its chain, change one, or take one away."""

import argparse
from datetime import date
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.member_options import day_given
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.posts.words import POST_HELP, last_day
from branchtui.cli.session import Session, made
from branchtui.cli.things import find_meeting, find_post
from branchtui.errors import BranchError, UsageError
from branchtui.rules.posts.chain import STATES
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.models import Post, PostStep
from branchtui.store.queries import posts as facts
from branchtui.store.queries.post_view import view
from branchtui.store.short_ids import short_id
from branchtui.workflows.posts import steps
from branchtui.workflows.posts.post_rules import post_rules


def register(commands: Any) -> None:
    """`step`."""
    parser = add_command(
        commands,
        "step",
        "登记示范岗走到哪一步：申报、评议、公示、核准、授牌、亮岗、述职、考核、撤牌……",
        "branchtui step 教务管理工作示范岗 公示 --from 3月4日 --to 3月10日",
    )
    parser.words.add_argument("post", metavar="岗位", help=POST_HELP)
    parser.words.add_argument("step", metavar="环节")
    parser.options.add_argument("--from", dest="day", metavar="日期", help="哪一天（默认今天）；公示写起始日")
    parser.options.add_argument("--to", dest="to_day", metavar="日期", help="公示的截止日")
    parser.options.add_argument("--meeting", metavar="编号", help="依据的会议；更改时空着就是去掉")
    parser.options.add_argument("--reason", metavar="说明", help="次序、日期不合常例的，或撤牌、暂停的原因")
    which = parser.options.add_mutually_exclusive_group()
    which.add_argument("--change", action="store_true", help="更改登记过的这一步；有几次的，先用 --on 写明哪一次")
    which.add_argument("--remove", action="store_true", help="删除登记过的这一步")
    parser.options.add_argument("--on", metavar="日期", help="要更改、删除的是哪一天的那一次")
    add_json(parser)
    parser.set_defaults(action=_step)


def _step(arguments: argparse.Namespace, session: Session) -> int:
    day, on = (day_given(text, session, past=True) for text in (arguments.day, arguments.on))
    if on is not None and not (arguments.change or arguments.remove):
        raise UsageError("--on 只和 --change、--remove 一起写。")
    session.open()
    post = find_post(arguments.post)
    if arguments.remove:
        row = _row(post, arguments.step, on)
        steps.remove_step(row)
        return made(short_id(row), arguments.json, f"已删除{row.step}（{chinese_day(row.day)}），编号")
    if arguments.change:
        row = _row(post, arguments.step, on)
        to_day = last_day(arguments.to_day, day or row.day, session)
        row = steps.change_step(row, _changes(arguments, day, to_day))
    else:
        row = steps.add_step(
            post,
            arguments.step,
            day=day or session.today,
            to_day=last_day(arguments.to_day, day or session.today, session),
            meeting=find_meeting(arguments.meeting) if arguments.meeting else None,
            reason=arguments.reason or "",
        )
    if doubt := steps.doubt(row):
        tell(doubt)
    _tell_next(post, session)
    return made(short_id(row), arguments.json, f"已登记{row.step}：{post.name}，{chinese_day(row.day)}，编号")


def _changes(arguments: argparse.Namespace, day: date | None, to_day: date | None) -> steps.Changes:
    changes: steps.Changes = {}
    if day is not None:
        changes["day"] = day
    if to_day is not None:
        changes["to_day"] = to_day
    if arguments.meeting is not None:
        changes["meeting"] = find_meeting(arguments.meeting) if arguments.meeting else None
    if arguments.reason is not None:
        changes["reason"] = arguments.reason
    if not changes:
        raise UsageError("没有要改的内容。请至少写一项：--from、--to、--meeting、--reason。")
    return changes


def _row(post: Post, typed: str, on: date | None) -> PostStep:
    """The one step of that name, of a day where one is told. Raises BranchError where there is none, or several."""
    named = [row for row in facts.steps(post) if row.step == typed.strip()]
    if not named:
        name = post_rules().step(typed).name
        named = [row for row in facts.steps(post) if row.step == name]
    found = [row for row in named if on is None or row.day == on]
    if len(found) == 1:
        return found[0]
    if not found:
        raise BranchError(f"“{post.name}”没有登记过这样的{typed.strip()}。用 branchtui show post 查看各环节。")
    days = "、".join(row.day.isoformat() for row in found)
    raise BranchError(f"“{post.name}”登记过 {len(found)} 次{found[0].step}：{days}。请用 --on 写明哪一次。")


def _tell_next(post: Post, session: Session) -> None:
    """Say where the post stands now, and what comes next."""
    rules, seen = post_rules(), view(post.id)
    state, _ = seen.since(rules, session.today)
    coming = seen.next_step(rules, session.today)
    told = f"现在：{STATES[state]}。"
    if coming is not None:
        when = f"（{chinese_day(coming.from_day)}起）" if coming.from_day else ""
        lacks = f"，{'，'.join(coming.missing)}" if coming.missing else ""
        told += f"下一步：{coming.name}{when}{lacks}。"
    tell(told)
