"""silence: a line of the board that is not to be told any more, and what is silenced."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, made, table
from branchtui.errors import BranchError, UsageError
from branchtui.rules.duties.duty import Duty
from branchtui.rules.text.dates import parse_day
from branchtui.store.models import Silenced
from branchtui.store.short_ids import by_id, short_id
from branchtui.workflows import silencing
from branchtui.workflows.board import board


def register(commands: Any) -> None:
    """`silence`."""
    parser = add_command(
        commands,
        "silence",
        "今天的一件事不再提醒，要写原因；不写是哪一件，就列出不再提醒的",
        "branchtui silence 党课还差 --reason 与学院合上",
    )
    parser.words.add_argument(
        "duty", nargs="?", metavar="哪一件", help="board 里的几个字、它打开的编号，或 board --json 里的 rule"
    )
    parser.options.add_argument("--reason", metavar="原因", help="为什么不再提醒")
    parser.options.add_argument("--date", metavar="日期", help="以哪天的 board 为准（默认今天）")
    parser.options.add_argument("--again", metavar="编号", help="恢复提醒：列出的编号")
    add_json(parser)
    parser.set_defaults(action=_silence)


def _silence(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    if arguments.again is not None:
        return _tell_again(arguments.again)
    if arguments.duty is None:
        return _list(arguments.json)
    if arguments.reason is None:
        raise UsageError("要写明原因：--reason 原因。")
    day = parse_day(arguments.date, session.today) if arguments.date else session.today
    duty = _find(arguments.duty, [each for duties in board(day).groups().values() for each in duties if each.rule])
    said = silencing.silence(duty.key, duty.duty, arguments.reason)
    rule, of, thing = duty.key
    row = Silenced.row_id(rule=rule, about_table=of, about_id=thing)
    return made(short_id(row), arguments.json, f"{said}编号")


def _find(text: str, duties: list[Duty]) -> Duty:
    """The one duty that was meant. Raises BranchError where there is none, or several are."""
    wanted = text.strip()
    exact = [each for each in duties if wanted in (each.rule, each.duty)]
    opened = [each for each in duties if each.open and wanted.lower() == short_id(each.open[1])]
    found = exact or opened or [each for each in duties if wanted and wanted in each.duty]
    if not found:
        raise BranchError(f"board 里没有要办的“{wanted}”。请用 branchtui board 看有哪些。")
    if len(found) > 1:
        said = "、".join(f"{each.duty}（{each.when or each.period}）" for each in found[:5])
        raise BranchError(f"“{wanted}”不止一件：{said}。请多写几个字，或写它打开的编号。")
    return found[0]


def _tell_again(text: str) -> int:
    row = by_id(Silenced, text, "不再提醒的事")
    line = next(each for each in silencing.silenced() if each.row.id == row.id)
    data(silencing.tell_again(line))
    return 0


def _list(as_json: bool) -> int:
    lines = silencing.silenced()
    if as_json:
        document(
            [{"id": short_id(row), "rule": row.rule, "about": words, "reason": row.reason} for row, words in lines]
        )
    else:
        table([[short_id(row), words, row.reason] for row, words in lines])
    return 0
