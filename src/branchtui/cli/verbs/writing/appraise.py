"""appraise: the result of 民主评议党员 of a person, or of all who are left."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, made
from branchtui.cli.things import find_meeting, find_member
from branchtui.errors import BranchError, UsageError
from branchtui.store.models.year import GRADES
from branchtui.store.queries import people
from branchtui.store.short_ids import short_id
from branchtui.workflows.year.end import appraisals
from branchtui.workflows.year.end.years import year_typed


def register(commands: Any) -> None:
    """`appraise`."""
    parser = add_command(
        commands, "appraise", "登记民主评议党员的结果", "branchtui appraise 林知远 优秀 --opinion 带头亮岗履责"
    )
    parser.words.add_argument("name", nargs="?", metavar="姓名")
    parser.words.add_argument("grade", nargs="?", metavar="等次", help="、".join(GRADES.values()))
    parser.options.add_argument("--year", default="", metavar="年度", help="哪一年的（默认今年）")
    parser.options.add_argument("--opinion", metavar="意见", help="组织意见")
    parser.options.add_argument("--meeting", metavar="会议", help="所在会议的编号；不写就是那一年的民主评议党员")
    parser.options.add_argument("--rest", action="store_true", help="还没有结果的：正式党员合格，预备党员不评定")
    parser.options.add_argument("--remove", action="store_true", help="删去这个人的结果")
    add_json(parser)
    parser.set_defaults(action=_appraise)


def _appraise(arguments: argparse.Namespace, session: Session) -> int:
    given = (arguments.name, arguments.grade, arguments.opinion, arguments.meeting)
    if arguments.rest and (any(given) or arguments.remove):
        raise UsageError("--rest 只和 --year、--json 同用。")
    if not arguments.rest and not arguments.name:
        raise UsageError("请写姓名和等次，或写 --rest。")
    if arguments.remove and any(given[1:]):
        raise UsageError("改内容和删去请分两次做。")
    session.open()
    people.the_branch()
    year = year_typed(arguments.year, session.today)
    if arguments.rest:
        number = appraisals.appraise_rest(year, session.today)
        if arguments.json:
            document({"written": number})
        else:
            data(f"其余 {number} 位已记：正式党员合格，预备党员不评定等次。")
        return 0
    member = find_member(arguments.name, session.today)
    row = next((row for row in appraisals.rows(year, session.today) if row.member == member.id), None)
    if row is None:
        raise BranchError(f"{year} 年民主评议的名单里没有{member.name}：评议那天不在名册上，或不是党员。")
    if arguments.remove:
        appraisals.withdraw(row)
        return made(short_id(row.id), arguments.json, "已删去评议结果，编号")
    if arguments.grade is None and arguments.opinion is None and arguments.meeting is None:
        raise UsageError(f"没有要写的内容。请写等次：{'、'.join(GRADES.values())}。")
    stored = appraisals.appraise(
        row,
        grade=appraisals.grade_typed(arguments.grade) if arguments.grade is not None else None,
        opinion=arguments.opinion,
        meeting=find_meeting(arguments.meeting) if arguments.meeting else None,
        today=session.today,
    )
    if told := appraisals.too_many(year, session.today):
        tell(told)
    return made(short_id(stored), arguments.json, "已登记评议结果，编号")
