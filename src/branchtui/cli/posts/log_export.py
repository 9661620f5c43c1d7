"""`export log`: the service log as a sheet; the days that papers of a log are asked for."""

import argparse
from datetime import date
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.member_options import day_given
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, files
from branchtui.cli.things import find_post
from branchtui.errors import BranchError, UsageError
from branchtui.paths import user_path
from branchtui.rules.posts.terms import Term

_SHEET = ".xlsx"


def register_log(things: Any) -> None:
    """`export log`."""
    parser = add_command(
        things, "log", "导出服务台账（.xlsx），可再导入", "branchtui export log 02 --from 1月1日 -o 台账.xlsx"
    )
    parser.words.add_argument("post", nargs="?", metavar="岗位", help="名称或编号")
    parser.options.add_argument("--all", action="store_true", help="所有岗位")
    parser.options.add_argument("--from", dest="first", metavar="日期", help="从哪天起")
    parser.options.add_argument("--to", dest="last", metavar="日期", help="到哪天为止")
    parser.options.add_argument("-o", "--output", metavar="文件或文件夹", help="文件名以 .xlsx 结尾")
    add_json(parser)
    parser.set_defaults(action=_export)


def span_given(arguments: argparse.Namespace, session: Session) -> Term | None:
    """The days that were written, None where none were: from the first day of the year of the last, to today.

    Raises BranchError for what is no day, and for an end before the start.
    """
    first, last = _days(arguments, session)
    if first is None and last is None:
        return None
    last = last or session.today
    return Term(first or date(last.year, 1, 1), last)


def _days(arguments: argparse.Namespace, session: Session) -> tuple[date | None, date | None]:
    first, last = (day_given(text, session, past=True) for text in (arguments.first, arguments.last))
    if first is not None and (last or session.today) < first:
        raise BranchError(f"截止日{(last or session.today).isoformat()}早于起始日{first.isoformat()}，请核对日期。")
    return first, last


def _export(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.posts.written import log_sheet

    if (arguments.post is not None) == arguments.all:
        raise UsageError("请写明一个岗位，或写 --all 导出所有岗位的台账，二者选一。")
    session.open()
    post = find_post(arguments.post) if arguments.post is not None else None
    first, last = _days(arguments, session)
    target = user_path(arguments.output) if arguments.output else session.exports
    if target.suffix.lower() != _SHEET or target.is_dir():
        target = target / log_sheet.sheet_name(post, first, last)
    count = log_sheet.export_log(post, target, first=first, last=last)
    tell(f"已写出 {count} 条服务记录。")
    return files([target], arguments.json)
