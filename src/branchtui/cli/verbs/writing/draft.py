"""draft: a report prefilled with facts."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, made
from branchtui.cli.things import find_meeting, find_post, find_row
from branchtui.errors import UsageError
from branchtui.store.models import Honour, PartnerActivity, Report
from branchtui.store.short_ids import short_id
from branchtui.workflows.input_checks import remark
from branchtui.workflows.reports import drafting

STRETCHES = ("month", "term", "year", "all")
SOURCES = ("meeting", "post", "activity", "honour", "outline")


def register(commands: Any) -> None:
    """`draft`."""
    parser = add_command(commands, "draft", "起草新闻稿，只预填事实", "branchtui draft --from meeting 3fa91c20")
    parser.options.add_argument(
        "--from",
        dest="source",
        nargs=2,
        required=True,
        metavar=("来源", "编号"),
        help="来源：meeting 会议、post 岗位、activity 共建活动、honour 荣誉成果，写编号；outline 体裁，写名称，如 工作总结",
    )
    parser.options.add_argument("--kind", default="", metavar="体裁", help="按哪种体裁起草（不写就用常用的）")
    parser.options.add_argument(
        "--stretch", choices=STRETCHES, metavar="时段", help="岗位的哪段时间：month、term、year（不写就是它）、all"
    )
    parser.options.add_argument("--year", type=int, metavar="年份", help="写一年的体裁是哪一年（默认今年）")
    add_json(parser)
    parser.set_defaults(action=_draft)


def _draft(arguments: argparse.Namespace, session: Session) -> int:
    source = arguments.source[0]
    if source not in SOURCES:
        told = "meeting（会议）、post（岗位）、activity（共建活动）、honour（荣誉成果）、outline（体裁）"
        raise UsageError(f"不能从“{source}”起草。来源可写：{told}")
    if arguments.stretch and source != "post":
        raise UsageError("--stretch 只和 --from post 同用。")
    if arguments.year is not None and source != "outline":
        raise UsageError("--year 只和 --from outline 同用。")
    if arguments.kind and source == "outline":
        raise UsageError("--kind 不和 --from outline 同用：体裁已经写在来源里了。")
    session.open()
    report = _from(arguments, session)
    if words := remark(report.body):
        tell(words)
    return made(short_id(report), arguments.json, f"已起草：{report.title}，编号")


def _from(arguments: argparse.Namespace, session: Session) -> Report:
    (source, of), kind = arguments.source, arguments.kind
    match source:
        case "post":
            from branchtui.workflows.reports.post_draft import draft_from_post

            return draft_from_post(find_post(of), arguments.stretch or "year", session.today, kind)
        case "activity":
            return drafting.draft_from_activity(find_row(PartnerActivity, of), kind)
        case "honour":
            return drafting.draft_from_honour(find_row(Honour, of), kind)
        case "outline":
            return drafting.draft_from_outline(of, arguments.year, session.today)
    return drafting.draft_from_meeting(find_meeting(of), kind)
