"""The sheets that schools ask for, of all branches: the layouts of a branch's own, with the branch in front."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from branchtui.errors import BranchError
from branchtui.files.sheets.writing import Column, Value, sheet
from branchtui.papers.names import HOURS, NAMES
from branchtui.rules.attendance import head_count
from branchtui.rules.meetings import HELD
from branchtui.store.college.board import YearMeeting, read_held, read_meetings
from branchtui.values import NamedTuple
from branchtui.workflows.college.hours import hours
from branchtui.workflows.college.organiser import figures
from branchtui.workflows.college.ruling import rulings
from branchtui.workflows.year.hours_papers import SHEET_COLUMNS, hours_cells
from branchtui.workflows.year.school_sheets import (
    MEETING_COLUMNS,
    MEETINGS_NAME,
    YEAR_COLUMNS,
    YEAR_NAME,
    counts,
    held_words,
    year_row,
)
from branchtui.workflows.year.sheets import put_sheet

if TYPE_CHECKING:
    from psycopg import Connection

SheetName = Literal["hours", "school", "year", "figures"]
SHEETS: Mapping[SheetName, str] = {
    "hours": NAMES[HOURS],
    "school": MEETINGS_NAME,
    "year": YEAR_NAME,
    "figures": "支部情况统计",
}
_BRANCH = Column("支部", 28)
_SEALED = {"hours": "工号", "school": "列席人员、会议内容、会议决议"}
_FIGURES = (
    Column("序号", 6, "number"),
    _BRANCH,
    Column("年度", 8, "number"),
    Column("党员人数", 10, "number"),
    Column("学时达到进度", 14, "number"),
    Column("学时落后", 10, "number"),
    Column("会议次数", 10, "number"),
    Column("其中", 40),
    Column("应到人次", 10, "number"),
    Column("实到人次", 10, "number"),
    Column("新闻稿投出", 12, "number"),
)


class Written(NamedTuple):
    """How many lines were written, and the columns that stay empty since branches do not publish them.

    The line of a branch that has published nothing yet is empty; of people and meetings it has none.
    """

    lines: int
    sealed: str


def write_sheet(
    connection: "Connection[Any]", name: SheetName, target: Path, year: int, today: date, author: str
) -> Written:
    """Write a sheet of a year. Raises BranchError for a year to come, CollegeError, and as `put_sheet` does."""
    if year > today.year:
        raise BranchError(f"{year} 年还没有到，没有写文件。")
    columns, make = _LAYOUTS[name]
    rows = list(make(connection, year, today))
    put_sheet(target, sheet(SHEETS[name], columns, rows, author=author))
    return Written(len(rows), _SEALED.get(name, ""))


def _hours(connection: "Connection[Any]", year: int, today: date) -> Iterator[tuple[Value, ...]]:
    for branch in hours(connection, year, today):
        for each in branch.people:
            yield (branch.head.name, *hours_cells("", each.name, year, each.half_hours, each.asked))


def _school(connection: "Connection[Any]", year: int, today: date) -> Iterator[tuple[Value, ...]]:
    names = {branch.head.number: branch.head.name for branch in read_held(connection, year)}
    for row in read_meetings(connection, date(year, 1, 1), date(year, 12, 31), looked=f"meetings {year}"):
        if row.branch in names:
            yield (names[row.branch], *_meeting(row))


def _meeting(row: YearMeeting) -> tuple[Value, ...]:
    count = head_count((state, False) for state in row.states)
    return (
        *(row.kind, row.host, row.recorder, row.title),
        *(f"{row.planned:%Y-%m-%d %H:%M}", held_words(row.starts, row.ends), row.place),
        *(counts(count) if row.state in HELD else (None, None, None)),
        None,
        "\n".join(f"{number}. {title}" for number, title in enumerate(row.items, 1)),
        *(None, None),
    )


def _year(connection: "Connection[Any]", year: int, today: date) -> Iterator[tuple[Value, ...]]:
    ruled, last = rulings(connection), min(date(year, 12, 31), today)
    for branch in read_held(connection, year):
        if not branch.head.n:  # nobody knows what it held
            yield (branch.head.name, year, *[None] * (len(YEAR_COLUMNS) - 2))
            continue
        days = ((row.kind, day) for row in branch.held for day in row.days if day <= last)
        yield tuple(year_row(branch.head.name, year, days, ruled.of(branch.head.number).meetings, today))


def _figures(connection: "Connection[Any]", year: int, today: date) -> Iterator[tuple[Value, ...]]:
    for each in figures(connection, year, today):
        if not each.head.n:
            yield (each.head.number, each.head.name, year, *[None] * (len(_FIGURES) - 3))
            continue
        kinds = each.kinds.values()
        yield (
            *(each.head.number, each.head.name, year, len(each.members), len(each.members) - each.behind, each.behind),
            sum(kind.meetings for kind in kinds),
            "、".join(f"{name} {kind.meetings}" for name, kind in sorted(each.kinds.items())),
            *(sum(kind.expected for kind in kinds), sum(kind.present for kind in kinds), each.reports),
        )


_Maker = Callable[["Connection[Any]", int, date], Iterator[tuple[Value, ...]]]
_LAYOUTS: Mapping[SheetName, tuple[Sequence[Column], _Maker]] = {
    "hours": ((_BRANCH, *SHEET_COLUMNS), _hours),
    "school": ((_BRANCH, *MEETING_COLUMNS), _school),
    "year": (YEAR_COLUMNS, _year),
    "figures": (_FIGURES, _figures),
}
