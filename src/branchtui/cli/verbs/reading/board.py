"""board: what is overdue, contradictory or due on a day, what comes next, and what was done in its month."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document
from branchtui.rules.duties.duty import GROUPS, Duty
from branchtui.rules.text.dates import parse_day
from branchtui.store.short_ids import short_id
from branchtui.workflows import board


def register(commands: Any) -> None:
    """`board`."""
    parser = add_command(
        commands, "board", "今天要做的事：逾期、矛盾、要办的，接下来的和本月已办的", "branchtui board --date 2026-03-10"
    )
    parser.options.add_argument("--date", metavar="日期", help="以哪天为今天")
    add_json(parser)
    parser.set_defaults(action=_board)


def _board(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    day = parse_day(arguments.date, session.today) if arguments.date else session.today
    found = board.board(day)
    groups = found.groups()
    if arguments.json:
        told = {name: [_duty(duty) for duty in duties] for name, duties in groups.items()}
        document({"date": day, **told, "silenced": [_duty(duty) for duty in found.silenced]})
        return 0
    for name, duties in groups.items():
        for duty in duties:
            opened = short_id(duty.open[1]) if duty.open else ""
            data("  ".join(part for part in (GROUPS[name], duty.period, duty.duty, duty.clause, opened) if part))
    return 0


def _duty(duty: Duty) -> dict[str, Any]:
    opened = {"thing": duty.open[0], "id": short_id(duty.open[1])} if duty.open else None
    return {
        "sort": duty.sort,
        "duty": duty.duty,
        "period": duty.period,
        "clause": duty.clause,
        "basis": duty.basis,
        "open": opened,
        "rule": duty.rule,
        "group": short_id(bytes.fromhex(duty.group)) if duty.group else None,
    }
