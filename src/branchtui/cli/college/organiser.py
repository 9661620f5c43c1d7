"""What a college's organiser reads of the branches: what each has to do, the hours of its people, the sheets of schools."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from branchtui.cli.exit_codes import tell
from branchtui.cli.parser import Parser, add_command, add_json
from branchtui.cli.posts.services import hours
from branchtui.cli.session import Session, document, files, table
from branchtui.cli.year.hours import year_given
from branchtui.errors import BranchError, UsageError
from branchtui.paths import user_path
from branchtui.rules.duties.judged import NOT_TOLD, OWN_RULES
from branchtui.workflows.college.school import SHEETS

if TYPE_CHECKING:
    from psycopg import Connection

    from branchtui.workflows.college.organiser import BranchBoard

_ENDING = ".xlsx"
_NEVER = "还没有同步过"
_NAMED = 5  # people in one line


def register(commands: Any) -> None:
    """`college board`, `college hours`, `college sheet`."""
    board = add_command(commands, "board", "组织员：各支部逾期、要办、未报的，按支部序号", "branchtui college board")
    add_json(board)
    board.set_defaults(action=_board)

    hours_ = add_command(
        commands, "hours", "组织员：各支部党员的学时，谁落后于今天的进度", "branchtui college hours --year 2026"
    )
    _year(hours_)
    add_json(hours_)
    hours_.set_defaults(action=_hours)

    sheet = add_command(
        commands,
        "sheet",
        "组织员：导出各支部的统计表（.xlsx）",
        "branchtui college sheet year --year 2026 -o 统计.xlsx",
    )
    told = "；".join(f"{name} {words}" for name, words in SHEETS.items())
    sheet.words.add_argument("name", choices=list(SHEETS), metavar="哪张表", help=told)
    _year(sheet)
    add_output(sheet, required=True)
    add_json(sheet)
    sheet.set_defaults(action=_sheet)


@contextmanager
def organiser(session: Session) -> "Iterator[tuple[Connection[Any], str]]":
    """A connection from an organiser's seat, and the name of the college. Raises BranchError where there is none."""
    from branchtui.store.college.connection import connected
    from branchtui.store.college.standing import college_name
    from branchtui.workflows.college import seat

    found = seat.read(session.home)
    if found is None:
        raise BranchError("这台电脑还没有加入学院。请先运行 branchtui college join 加入码。")
    if found.role != "organiser":
        raise BranchError("这个席位是支部的，不是组织员的：各支部的情况只有组织员能看。")
    with connected(seat.address(session.home, found)) as connection:
        yield connection, seat.under(session.home, found, college_name(connection)).name


def _board(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college.organiser import boards

    with organiser(session) as (connection, _):
        found = boards(connection, session.today)
    if arguments.json:
        document([_branch(each) for each in found])
        return 0
    rows: list[tuple[str, ...]] = [("序号", "支部", "逾期", "要办", "未报", "上次同步")]
    rows += [
        (
            *(str(each.head.number), each.head.name),
            *(str(len(part)) if each.head.n else "" for part in (each.board.overdue, each.board.due)),
            f"{each.lacking}（过期 {each.late}）" if each.late else str(each.lacking),
            moment(each.head.at) or _NEVER,
        )
        for each in found
    ]
    table(rows)
    tell(f"{NOT_TOLD}{OWN_RULES}")
    return 0


def _branch(each: "BranchBoard") -> dict[str, Any]:
    return {
        "number": each.head.number,
        "name": each.head.name,
        "synced_at": moment(each.head.at),
        "sheets_lacking": each.lacking,
        "sheets_late": each.late,
        **{
            name: [
                {"sort": duty.sort, "duty": duty.duty, "period": duty.period, "basis": duty.basis} for duty in duties
            ]
            for name, duties in each.board.groups().items()
        },
    }


def _hours(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college.hours import hours as read

    year = year_given(arguments.year, session)
    with organiser(session) as (connection, _):
        found = read(connection, year, session.today)
    if arguments.json:
        document(
            [
                {
                    "number": each.head.number,
                    "name": each.head.name,
                    "members": [
                        {
                            "name": person.name,
                            "offices": list(person.offices),
                            "target": hours(person.asked),
                            "hours": hours(person.half_hours),
                            "behind": hours(person.behind),
                            "behind_by_now": hours(person.behind_by_now),
                        }
                        for person in each.people
                    ],
                }
                for each in found
            ]
        )
        return 0
    rows = [("序号", "支部", "党员", "落后", "谁落后于今天的进度（差几学时）")]
    for each in found:
        named = "、".join(f"{person.name} {hours(person.behind_by_now)}" for person in each.behind[:_NAMED])
        more = f"，共 {len(each.behind)} 人" if len(each.behind) > _NAMED else ""
        counts = (str(len(each.people)), str(len(each.behind)), named + more)
        rows.append((str(each.head.number), each.head.name, *(counts if each.head.n else ("", "", _NEVER))))
    table(rows)
    tell(f"到今天应完成全年的一部分，按天数折算。{OWN_RULES}")
    return 0


def _sheet(arguments: argparse.Namespace, session: Session) -> int:
    from branchtui.workflows.college.school import write_sheet

    year, target = year_given(arguments.year, session), target_given(arguments.output)
    with organiser(session) as (connection, name):
        written = write_sheet(connection, arguments.name, target, year, session.today, name)
    tell(f"已写出 {written.lines} 行。" + (f"{written.sealed}不公开，空着。" if written.sealed else ""))
    return files([target], arguments.json)


def _year(parser: Parser) -> None:
    parser.options.add_argument("--year", metavar="年份", help="哪一年（默认今年）")


def add_output(parser: Parser, *, required: bool) -> None:
    """The `-o` option."""
    parser.options.add_argument("-o", "--output", metavar="文件", required=required, help="文件名以 .xlsx 结尾")


def target_given(written: str) -> Path:
    """The file that was written. Raises UsageError for what is no sheet's."""
    target = user_path(written)
    if target.suffix.lower() != _ENDING or target.is_dir():
        raise UsageError(f"-o 要写一个以 {_ENDING} 结尾的文件名，现在写的是“{written}”。")
    return target


def moment(at: datetime | None) -> str:
    """A moment of the server's clock as it is here: 2026-11-29 09:12; empty for none."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}" if at else ""
