"""`export meetings`: the sheets of meetings that schools ask for."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.posts.log_export import span_given
from branchtui.cli.session import Session, files
from branchtui.cli.year.hours import year_given
from branchtui.errors import UsageError
from branchtui.paths import user_path
from branchtui.rules.posts.terms import Term

_SHEETS = {
    "school": "每次会议一行：类型、主持人、人数、议题、内容、决议",
    "year": "一年十二个月：支委会、集体活动次数和完成率",
}
_ENDING = ".xlsx"


def register_export(things: Any) -> None:
    """`export meetings`."""
    parser = add_command(
        things,
        "meetings",
        "导出学校要的会议记录表、组织生活统计表（.xlsx）",
        "branchtui export meetings --sheet school --from 1月1日 -o 会议.xlsx",
    )
    parser.options.add_argument(
        "--sheet",
        choices=list(_SHEETS),
        default="school",
        metavar="哪张表",
        help="；".join(f"{name} {words}" for name, words in _SHEETS.items()),
    )
    parser.options.add_argument("--from", dest="first", metavar="日期", help="school 从哪天起（默认今年元旦）")
    parser.options.add_argument("--to", dest="last", metavar="日期", help="school 到哪天为止（默认今天）")
    parser.options.add_argument("--year", metavar="年份", help="year 是哪一年（默认今年）")
    parser.options.add_argument("-o", "--output", metavar="文件或文件夹", help="文件名以 .xlsx 结尾")
    add_json(parser)
    parser.set_defaults(action=_export)


def _export(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.year import school_sheets

    of_year = arguments.sheet == "year"
    if of_year and (arguments.first or arguments.last):
        raise UsageError("--from、--to 只和 --sheet school 同用；年份请用 --year。")
    if not of_year and arguments.year:
        raise UsageError("--year 只和 --sheet year 同用；请用 --from、--to 写明日期。")
    session.open()
    target = user_path(arguments.output) if arguments.output else session.exports
    inside = target.suffix.lower() != _ENDING or target.is_dir()
    if of_year:
        year = year_given(arguments.year, session)
        path = target / f"{school_sheets.YEAR_NAME}_{year}年{_ENDING}" if inside else target
        school_sheets.export_year(path, year, session.today)
    else:
        span = span_given(arguments, session) or Term(session.today.replace(month=1, day=1), session.today)
        last = span.to_day or session.today
        days = f"{span.from_day:%Y%m%d}-{last:%Y%m%d}"
        path = target / f"{school_sheets.MEETINGS_NAME}_{days}{_ENDING}" if inside else target
        tell(f"已写出 {school_sheets.export_meetings(path, span.from_day, last)} 次会议。")
    return files([path], arguments.json)
