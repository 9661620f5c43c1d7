"""board: what is overdue, contradictory or due soon on a day."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document
from branchtui.rules.duties import Duty
from branchtui.rules.text.dates import parse_day
from branchtui.store.short_ids import short_id
from branchtui.workflows import board


def register(commands: Any) -> None:
    """`board`."""
    parser = add_command(commands, "board", "今天要做的事：逾期、矛盾、将到期", "branchtui board --date 2026-03-10")
    parser.options.add_argument("--date", metavar="日期", help="以哪天为今天")
    add_json(parser)
    parser.set_defaults(action=_board)


def _board(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    day = parse_day(arguments.date, session.today) if arguments.date else session.today
    found = board.board(day)
    if arguments.json:
        document(
            {
                "date": day,
                "overdue": [_duty(duty) for duty in found.overdue],
                "contradictions": [_duty(duty) for duty in found.contradictions],
                "due": [_duty(duty) for duty in found.due],
            }
        )
        return 0
    for word, duties in (("逾期", found.overdue), ("矛盾", found.contradictions), ("将到期", found.due)):
        for duty in duties:
            opened = short_id(duty.open[1]) if duty.open else ""
            data("  ".join(part for part in (word, duty.period, duty.duty, duty.clause, opened) if part))
    return 0


def _duty(duty: Duty) -> dict[str, Any]:
    opened = {"thing": duty.open[0], "id": short_id(duty.open[1])} if duty.open else None
    return {"duty": duty.duty, "period": duty.period, "clause": duty.clause, "open": opened}
