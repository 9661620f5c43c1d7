"""plan: the lines of a term's plan, and the meetings that come of it."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, data, document, table
from branchtui.cli.year.plans import add_lines, due_shape, find_plan, lines_given
from branchtui.errors import BranchError, UsageError
from branchtui.rules.text.cleaning import one_line
from branchtui.rules.text.digits import decimal
from branchtui.rules.year.dues import SORTS
from branchtui.store.models import Plan, PlanItem
from branchtui.store.models.columns import caption
from branchtui.store.queries.year import plans as facts
from branchtui.workflows.year import plan_meetings, plans

_LABELS = {key: "学习材料" if key == "materials" else caption(PlanItem, key) for key in plans.LINE_KEYS}


def register(commands: Any) -> None:
    """`plan`."""
    parser = add_command(
        commands,
        "plan",
        "学习计划：看要安排哪些会，加一行、改一行，或排成会议",
        "branchtui plan 3fa91c20 --apply --at 下午3点",
    )
    parser.words.add_argument("id", metavar="编号")
    add_lines(parser)
    parser.options.add_argument("--number", metavar="第几行", help="要改或删去的是哪一行，如 2")
    for key, label in _LABELS.items():
        many = "，几份之间用顿号" if key == "materials" else ""
        parser.options.add_argument(f"--{key}", metavar=label, help=f"这一行的{label}改成什么{many}")
    parser.options.add_argument("--move", metavar="几", help="把这一行移到第几行")
    parser.options.add_argument("--remove", action="store_true", help="删去这一行；已经排出的会议不变")
    parser.options.add_argument("--apply", action="store_true", help="排成会议：安排还没有的，对上已经有的")
    parser.options.add_argument("--at", default="", metavar="时间", help="没写几点的几点开，如 下午3点、15:00")
    add_json(parser)
    parser.set_defaults(action=_plan)


def _plan(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    plan = find_plan(arguments.id)
    lines = lines_given(arguments)
    changes = {key: word for key in plans.LINE_KEYS if (word := getattr(arguments, key)) is not None}
    of_line = bool(changes) or arguments.remove or arguments.move is not None
    if of_line != (arguments.number is not None):
        raise UsageError("改哪一行，请写 --number；改成什么，请写 --schedule、--theme 等，或 --move、--remove。")
    if sum((bool(lines), of_line, arguments.apply)) > 1 or (arguments.at and not arguments.apply):
        raise UsageError("加内容（--line、--file）、改一行（--number）和排成会议（--apply、--at）请分开做。")
    if lines:
        made = plans.add_lines(plan, lines, today=session.today)
        tell(f"计划加了 {len(made)} 行。")
    elif of_line:
        _change(plan, arguments, changes, session)
    elif arguments.apply:
        tell(plan_meetings.make_meetings(plan, at=arguments.at, now=session.now))
    return _show(plan, arguments, session)


def _change(plan: Plan, arguments: argparse.Namespace, changes: dict[str, str], session: Session) -> None:
    there = facts.lines(plan.id)
    number = _number(arguments.number, len(there))
    item = facts.line(there[number - 1].id)
    if arguments.remove:
        if changes or arguments.move is not None:
            raise UsageError("改内容和删去请分两次做。")
        plans.remove_line(item)
        tell(f"已从计划里删去第 {number} 行；已经排出的会议不变。")
        return
    if changes:
        plans.change_line(item, today=session.today, **changes)
        tell(f"已更改第 {number} 行。")
    if arguments.move is not None:
        place = _number(arguments.move, len(there))
        plans.move_line(item, place - number)
        tell(f"第 {number} 行已移到第 {place} 行。")


def _number(typed: str, most: int) -> int:
    number = decimal(typed.strip())
    if number is None or not 1 <= number <= most:
        raise BranchError(f"没有第“{one_line(typed)}”行，这个计划有 {most} 行。请写 1 到 {most} 的数。")
    return number


def _show(plan: Plan, arguments: argparse.Namespace, session: Session) -> int:
    """What is due by now, and what would be made."""
    seen = plan_meetings.preview(plan, today=session.today)
    if arguments.json:
        document({"occasions": [due_shape(due) for due in seen.dues], "told": list(seen.told)})
        return 0
    table(
        [
            [
                SORTS[due.sort],
                due.words(session.today),
                due.group or due.line.kind,
                due.line.theme,
                due.when.said,
            ]
            for due in seen.dues
        ]
    )
    for words in seen.told:
        tell(words)
    if not seen.dues:
        data("计划里还没有内容。")
    elif seen.of("new", "link") and not arguments.apply:
        tell(f"{seen.counted}。这是预览；加 --apply 就排成会议。")
    return 0
