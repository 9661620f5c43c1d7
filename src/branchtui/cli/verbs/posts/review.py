"""review: the scores of a holder of a post over some time, and what the branch decided."""

import argparse
from typing import Any, get_args

from branchtui.cli.exit_codes import tell
from branchtui.cli.member_options import day_given
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.posts.words import POST_HELP, last_day, weights_from
from branchtui.cli.session import Session, made
from branchtui.cli.things import find_meeting, find_member, find_post
from branchtui.errors import BranchError, UsageError
from branchtui.rules.posts.reviews import answered_from, grade_of, missing_sources, points, score_from
from branchtui.rules.services import SOURCES, Source
from branchtui.store.models import Review
from branchtui.store.queries.post_view import view
from branchtui.store.short_ids import short_id
from branchtui.workflows.posts import reviews
from branchtui.workflows.posts.post_rules import post_rules
from branchtui.workflows.posts.reviews import Decision, Score

_SOURCES: tuple[Source, ...] = get_args(Source)


def register(commands: Any) -> None:
    """`review`."""
    parser = add_command(
        commands,
        "review",
        "考核示范岗的上岗党员；同一考核期再写一次就是补充或更改",
        "branchtui review 教务管理工作示范岗 --by 周以宁 --from 1月1日 --to 6月30日 --self 92 --peer 88:12:沈一禾",
    )
    parser.words.add_argument("post", metavar="岗位", help=POST_HELP)
    parser.options.add_argument("--by", required=True, metavar="姓名", help="考核的是哪一位上岗党员")
    parser.options.add_argument("--from", dest="day", required=True, metavar="日期", help="考核期从哪天起")
    parser.options.add_argument("--to", dest="to_day", required=True, metavar="日期", help="到哪天为止")
    for source in _SOURCES:
        parser.options.add_argument(
            f"--{source}", metavar="得分[:人数[:收集人]]", help=f"{SOURCES[source]}，如 92.5 或 88:12:沈一禾"
        )
    parser.options.add_argument("--collected-on", metavar="日期", help="这几项得分是哪天收集的")
    parser.options.add_argument(
        "--weights", metavar="自评,互评,群众,支部", help="四项权重，加起来 100，如 20,20,30,30；不写按本支部的"
    )
    parser.options.add_argument("--grade", metavar="等次", help="支部评定的等次，如 优秀")
    parser.options.add_argument("--decided-on", metavar="日期", help="哪天评定的")
    parser.options.add_argument("--meeting", metavar="编号", help="依据的会议；空着就是去掉")
    parser.options.add_argument("--opinion", metavar="意见", help="支部意见")
    parser.options.add_argument("--remove", action="store_true", help="删除这一次考核")
    add_json(parser)
    parser.set_defaults(action=_review)


def _review(arguments: argparse.Namespace, session: Session) -> int:
    days = {
        name: day_given(getattr(arguments, name), session, past=True) for name in ("day", "collected_on", "decided_on")
    }
    first = days["day"]
    last = last_day(arguments.to_day, first, session)
    if first is None or last is None:
        raise UsageError("请写明考核期从哪天（--from）到哪天（--to）。")
    session.open()
    post, member = find_post(arguments.post), find_member(arguments.by, last)
    there = reviews.review_of(post, member, first, last)
    if arguments.remove:
        if there is None:
            raise BranchError(f"没有{member.name}这一段时间的考核。用 branchtui show post 查看。")
        reviews.remove_review(there)
        return made(short_id(there), arguments.json, f"已删除{member.name}的考核，编号")
    scores = {
        source: _score(getattr(arguments, source), source, session)._replace(day=days["collected_on"])
        for source in _SOURCES
        if getattr(arguments, source) is not None
    }
    weights = weights_from(arguments.weights) if arguments.weights is not None else None
    decision = _decision(arguments)
    if days["decided_on"] is not None:
        decision["decided_on"] = days["decided_on"]
    if there is None:
        row = reviews.add_review(
            post, member, from_day=first, to_day=last, scores=scores, weights=weights, decision=decision
        )
    else:
        row = reviews.change_review(there, scores=scores, weights=weights, decision=decision)
    _tell(row)
    return made(short_id(row), arguments.json, f"已登记{member.name}的考核，编号")


def _score(typed: str, source: Source, session: Session) -> Score:
    """92.5, 88:12 or 88:12:沈一禾."""
    points_typed, _, rest = typed.replace("：", ":").partition(":")
    answered, _, collector = rest.partition(":")
    return Score(
        score_from(points_typed, SOURCES[source]),
        answered_from(answered, SOURCES[source]),
        find_member(collector.strip(), session.today) if collector.strip() else None,
    )


def _decision(arguments: argparse.Namespace) -> Decision:
    decision: Decision = {}
    if arguments.grade is not None:
        decision["grade"] = arguments.grade
    if arguments.opinion is not None:
        decision["opinion"] = arguments.opinion
    if arguments.meeting is not None:
        decision["meeting"] = find_meeting(arguments.meeting) if arguments.meeting else None
    return decision


def _tell(row: Review) -> None:
    """Say what the scores give, or whose are missing; and where the plate would be taken back."""
    rules = post_rules()
    seen = next(each for each in view(row.post_id).reviews if each.row.id == row.id)
    given = grade_of(seen.total, rules.grades)
    if seen.total is None or given is None:
        tell(f"还没有总分：缺{'、'.join(missing_sources(seen.tenths, seen.weights))}。")
        return
    tell(f"总分 {points(seen.total)}，按分数是“{given.name}”（{rules.clause('grades')}）。")
    if given.withdraw:
        tell(f"“{given.name}”的默认要撤牌：由支部议定后，用 branchtui step 登记“撤牌”。")
