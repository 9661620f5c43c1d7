"""days: holidays, the days that make up for them, and the terms, as the branch has marked them."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document
from branchtui.workflows import calendar


def register(commands: Any) -> None:
    """`days`."""
    parser = add_command(
        commands,
        "days",
        "校历：列出、增加或去掉本支部记下的放假、调休上班、开学和学期结束",
        "branchtui days 10月1日—10月8日 放假 国庆",
    )
    parser.words.add_argument(
        "marked", nargs="*", metavar="哪几天", help="日期或一段日期，再写放假、调休上班、开学或学期结束"
    )
    parser.options.add_argument("--remove", action="store_true", help="去掉，不是增加")
    add_json(parser)
    parser.set_defaults(action=_days)


def _days(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    typed = " ".join(arguments.marked)
    if typed and arguments.remove:
        data(calendar.unmark_days(calendar.read_days(typed, session.today)))
    elif typed:
        data(calendar.mark_days(typed, session.today))
    elif arguments.json:
        document([each._asdict() for each in calendar.stretches()])
    else:
        for each in calendar.stretches():
            data(each.words)
    return 0
