"""The study hours of a year on the command line: listed, exported as a paper and a sheet, corrected, set."""

import argparse
from typing import Any

from branchtui.cli.parser import add_command, add_json
from branchtui.cli.posts.services import hours
from branchtui.cli.session import Session, files, made
from branchtui.cli.things import find_meeting, find_member
from branchtui.errors import BranchError, UsageError
from branchtui.paths import user_path
from branchtui.rules.text.digits import decimal
from branchtui.rules.year.hours import Ledger, Source
from branchtui.store.short_ids import short_id
from branchtui.workflows.year.hours import correct_hours, take_back_correction
from branchtui.workflows.year.ledgers import ledger_of, year_of_hours


def year_given(text: str | None, session: Session) -> int:
    """The year that was written, that of today where none was. Raises BranchError for none, and for one to come."""
    if text is None:
        return session.today.year
    year = decimal(text.strip().removesuffix("年"))
    if year is None or not 1921 <= year <= session.today.year:
        raise BranchError(f"年份请写到 {session.today.year} 为止的四位数，现在写的是“{text}”。")
    return year


def listed_hours(arguments: argparse.Namespace, session: Session) -> list[dict[str, Any]]:
    """The ledger of each party member, or with `--by` what one person's hours come from."""
    year = year_given(arguments.year, session)
    if arguments.by is not None:
        ledger = ledger_of(find_member(arguments.by, session.today), year, session.today)
        return [_source(each) for each in ledger.sources]
    return [_ledger(each) for each in year_of_hours(year, session.today).ledgers]


def register_export(things: Any) -> None:
    """`export hours`."""
    parser = add_command(
        things,
        "hours",
        "导出一年的学时表（Word）和学校要的学时统计（.xlsx）",
        "branchtui export hours --year 2026 -o 提交",
    )
    parser.options.add_argument("--year", metavar="年份", help="哪一年（默认今年）")
    parser.options.add_argument("-o", "--output", metavar="文件夹", help="放到这个文件夹里")
    add_json(parser)
    parser.set_defaults(action=_export)


def register_change(things: Any) -> None:
    """`change hours`."""
    parser = add_command(
        things,
        "hours",
        "更正一个人在一次会议的学时，要写原因",
        "branchtui change hours 3fa91c20 林知远 --hours 1 --reason 中途离会",
    )
    parser.words.add_argument("id", metavar="会议编号")
    parser.words.add_argument("name", metavar="姓名[#工号尾号]或编号")
    how = parser.options.add_mutually_exclusive_group(required=True)
    how.add_argument("--hours", metavar="学时", help="如 1.5；不计就写 0")
    how.add_argument("--remove", action="store_true", help="取消更正，照规则计")
    parser.options.add_argument("--reason", default="", metavar="原因")
    add_json(parser)
    parser.set_defaults(action=_change)


def set_figure(name: str, value: str, session: Session, *, default: str) -> str:
    """Set or take back what the branch has agreed about study hours; the sentence about it."""
    from branchtui.rules.registers.amounts import half_hours_typed
    from branchtui.rules.year.hours_reading import KIND, NO_END_KEY
    from branchtui.workflows.year import hours_rules

    session.open()
    figure = hours_rules.figure_named(name)
    if value == default:
        return hours_rules.restore_default(figure)
    if figure == NO_END_KEY:
        return hours_rules.choose_no_end(hours_rules.no_end_named(value))
    none = figure.startswith(KIND) and value in ("0", "不计")
    return hours_rules.set_hours(figure, 0 if none else half_hours_typed(value))


def _export(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.year.hours_papers import export_hours_sheet, prepare_hours

    session.open()
    year = year_given(arguments.year, session)
    folder = user_path(arguments.output) if arguments.output else session.exports
    written = prepare_hours(year, folder, today=session.today, photos=session.photos).write()
    return files([*written, export_hours_sheet(year, folder, today=session.today)], arguments.json)


def _change(arguments: argparse.Namespace, session: Session) -> int:
    session.open()
    meeting = find_meeting(arguments.id)
    member = find_member(arguments.name, session.today)
    if arguments.remove:
        if arguments.reason:
            raise UsageError("取消更正不用写 --reason。")
        take_back_correction(meeting, member)
        return made(short_id(meeting), arguments.json, f"{member.name}的学时照规则计，会议编号")
    correct_hours(meeting, member, arguments.hours, arguments.reason)
    return made(short_id(meeting), arguments.json, f"已更正{member.name}的学时，会议编号")


def _ledger(each: Ledger) -> dict[str, Any]:
    return {
        "id": short_id(each.id),
        "name": each.name,
        "staff_no": each.staff_no,
        "offices": list(each.offices),
        "target": hours(each.asked),
        "hours": hours(each.half_hours),
        "percent": each.percent,
        "behind": hours(each.behind),
    }


def _source(each: Source) -> dict[str, Any]:
    return {
        "id": short_id(each.thing),
        "thing": each.table,
        "day": each.day,
        "kind": each.kind,
        "title": each.title,
        "hours": hours(each.half_hours),
        "basis": each.basis,
        "note": each.note,
    }
