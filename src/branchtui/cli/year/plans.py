"""Plans on the command line: added, changed, listed and shown."""

import argparse
from typing import Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import add_command, add_json
from branchtui.cli.session import Session, files, made, read_input
from branchtui.cli.things import find_row
from branchtui.errors import UsageError
from branchtui.files.incoming import decode
from branchtui.paths import user_path
from branchtui.store.models import Plan
from branchtui.store.queries import people
from branchtui.store.queries.year import plans
from branchtui.store.short_ids import short_id
from branchtui.workflows.registers import register
from branchtui.workflows.year.plan_meetings import Due, preview
from branchtui.workflows.year.plans import PLAN, add_plan

_SHEETS = (".xlsx", ".xls", ".csv")
LINE = "类型 时间 主题 材料 准备人，如：主题党日 每月第三个周三下午3点 学习全会精神 《全会公报》 林知远"


def find_plan(text: str) -> Plan:
    """A plan by its shown id."""
    return find_row(Plan, text)


def register_adding(things: Any) -> None:
    """`add plan`."""
    parser = add_command(
        things,
        "plan",
        "制定一个学期或一年的学习计划",
        'branchtui add plan 2026年秋季学期学习计划 --from 9月1日 --to 1月20日 --line "主题党日 每月第三个周三下午3点 学习全会精神"',
    )
    parser.words.add_argument("title", nargs="?", default="", metavar="名称", help="不写就照学期取名")
    _span(parser)
    add_lines(parser)
    add_json(parser)
    parser.set_defaults(action=_add)


def register_changing(things: Any) -> None:
    """`change plan`."""
    parser = add_command(
        things, "plan", "更改学习计划的名称、起止日，或删去", "branchtui change plan 3fa91c20 --to 1月22日"
    )
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("--title", metavar="名称")
    _span(parser)
    parser.options.add_argument("--remove", action="store_true", help="删去这个计划；已经排出的会议不变")
    add_json(parser)
    parser.set_defaults(action=_change)


def register_exporting(things: Any) -> None:
    """`export plan`."""
    parser = add_command(
        things, "plan", "导出学习计划（Word；文件名写成 .xlsx 就是表格）", "branchtui export plan 3fa91c20 -o 提交"
    )
    parser.words.add_argument("id", metavar="编号")
    parser.options.add_argument("-o", "--output", metavar="文件夹", help="放到这个文件夹里，或写一个 .xlsx 文件名")
    add_json(parser)
    parser.set_defaults(action=_export)


def add_lines(parser: Any) -> None:
    """The two options that say what a plan holds."""
    parser.options.add_argument("--line", action="append", default=[], metavar="内容", help=f"一行，可写多次：{LINE}")
    parser.options.add_argument(
        "--file", metavar="文件", help="从文本或表格文件（.txt .xlsx .xls .csv）读，一行一项；- 是标准输入"
    )


def lines_given(arguments: argparse.Namespace) -> str:
    """What they say, one line below the other. Raises BranchError for a file that can't be read."""
    typed = list(arguments.line)
    if arguments.file:
        data = read_input(arguments.file)
        text = None if arguments.file.lower().endswith(_SHEETS) else decode(data)
        if text is None:
            from branchtui.files.sheets.plans import read_plan_sheet

            text = read_plan_sheet(data, arguments.file)
        typed.append(text)
    return "\n".join(typed)


def _span(parser: Any) -> None:
    parser.options.add_argument("--from", dest="first_day", metavar="日期", help="起始日，如 9月1日")
    parser.options.add_argument("--to", dest="last_day", metavar="日期", help="截止日，如 1月20日")


def _given(arguments: argparse.Namespace) -> dict[str, str]:
    found = {key: getattr(arguments, key) for key in PLAN.keys}
    return {key: word for key, word in found.items() if word is not None}


def _add(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    people.the_branch()
    plan = add_plan(_given(arguments), lines_given(arguments), today=session.today)
    tell(f"“{plan.title}”从 {plan.first_day} 到 {plan.last_day}，{len(plans.lines(plan.id))} 行。")
    return made(short_id(plan), arguments.json, "已制定学习计划，编号")


def _change(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    plan = find_plan(arguments.id)
    changes = _given(arguments)
    if bool(changes) == arguments.remove:
        raise UsageError("请写要改的：--title、--from、--to，或只写 --remove。")
    if arguments.remove:
        register.remove(plan)
    else:
        register.change(PLAN, plan, today=session.today, **changes)
    return made(short_id(plan), arguments.json, f"已{'删去' if arguments.remove else '更改'}学习计划，编号")


def _export(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.year.papers import export_sheet, prepare_plan

    session.open()
    folder = user_path(arguments.output) if arguments.output else session.exports
    plan = find_plan(arguments.id)
    if folder.suffix.lower() == ".xlsx" and not folder.is_dir():
        return files([export_sheet(plan, folder, today=session.today)], arguments.json)
    ready = prepare_plan(plan, folder, today=session.today, photos=session.photos)
    return files(ready.write(), arguments.json)


def listed(session: Session) -> list[dict[str, Any]]:
    """Every plan."""
    return [
        {
            "id": short_id(row.id),
            "from": row.first_day,
            "to": row.last_day,
            "title": row.title,
            "line_count": row.lines,
            "planned": row.made,
            "held": row.held,
        }
        for row in plans.plans()
    ]


def shown(text: str, session: Session) -> dict[str, Any]:
    """One plan with its lines, numbered as `plan` takes them, and each meeting of it."""
    plan = find_plan(text)
    found = preview(plan, today=session.today)
    return {
        "id": short_id(plan),
        "title": plan.title,
        "from": plan.first_day,
        "to": plan.last_day,
        "lines": [
            {
                "number": number,
                "schedule": row.schedule,
                "kind": row.kind,
                "theme": row.theme,
                "materials": list(row.materials),
                "preparer": row.preparer,
            }
            for number, row in enumerate(plans.lines(plan.id), 1)
        ],
        "occasions": [due_shape(due) for due in found.dues],
        "told": list(found.told),
    }


def due_shape(due: Due) -> dict[str, Any]:
    """One time that a line is due."""
    clock = due.meeting.begins.time() if due.meeting else due.at if due.when.day else None
    return {
        "due": due.sort,
        "day": due.day,
        "at": f"{clock:%H:%M}" if clock else "",
        "period": due.when.name,
        "kind": due.line.kind,
        "group": due.group,
        "theme": due.line.theme,
        "meeting": short_id(due.meeting.id) if due.meeting else "",
        "why": due.when.said,
    }
