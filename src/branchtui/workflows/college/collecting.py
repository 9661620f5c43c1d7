"""The sheets that branches handed in, as one .xlsx."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from branchtui.errors import BranchError
from branchtui.files.sheets.writing import Column, Value, sheet
from branchtui.rules.college.sheets import SheetColumn, checked_rows, columns_from, number_of
from branchtui.store.college.asked import read_answers
from branchtui.values import NamedTuple
from branchtui.workflows.college.asking import Request, local_day, stated
from branchtui.workflows.year.sheets import put_sheet

if TYPE_CHECKING:
    from psycopg import Connection

_FIRST = (
    Column("序号", 6, "number"),
    Column("支部", 28),
    Column("报送", 12),
    Column("报送日期", 12, "day"),
    Column("迟报", 8),
)
_NAME = "汇总"  # a title may hold what no sheet can be called
_LATE = "迟"
_UNREADABLE = "报送的内容读不懂"


class Collected(NamedTuple):
    """How many branches are in the sheet, and who has not handed it in."""

    branches: int
    missing: list[str]


def collect(connection: "Connection[Any]", asked: Request, target: Path, today: date, author: str) -> Collected:
    """Write what was handed in last by each branch, one line for each of its rows; a line for who has not.

    Raises BranchError for a notice, and as `put_sheet` does.
    """
    row = asked.row
    if row.kind != "sheet":
        raise BranchError(f"第 {row.number} 号是通知，没有报表可汇总：{row.title}。")
    columns = columns_from(row.columns)
    names, answers = read_answers(connection, row.number)
    lines = list(_lines(asked, columns, names, answers, today))
    listed = [*_FIRST, *(Column(column.name, _width(column), _kind(column)) for column in columns)]
    put_sheet(target, sheet(_NAME, listed, lines, author=author))
    return Collected(len(answers), [names.get(number, str(number)) for number in asked.lacking])


def _lines(
    asked: Request,
    columns: Sequence[SheetColumn],
    names: dict[int, str],
    answers: dict[int, object],
    today: date,
) -> Iterator[tuple[Value, ...]]:
    """By the numbers of the branches: those that were asked, and others that have answered, as one that was closed."""
    row, empty = asked.row, (None,) * len(columns)
    for number in sorted({*row.branches, *answers}):
        given = row.given.get(number)
        done = number in answers
        late = _LATE if asked.is_late(given, today) else ""
        state = stated(row.given, number, row.kind) if done else "未报送"
        head = (number, names.get(number, ""), state, local_day(given.at) if done and given else None, late)
        try:
            rows = checked_rows(columns, answers[number]) if done else []
        except BranchError:
            yield (number, names.get(number, ""), _UNREADABLE, head[3], late, *empty)
            continue
        for cells in rows:
            yield (*head, *map(_value, columns, cells))
        if not rows:
            yield (*head, *empty)


def _value(column: SheetColumn, cell: str) -> Value:
    """As what the column says; what is none of it stays the text that it is."""
    if column.type in ("number", "hours"):
        number = number_of(cell)
        return cell if number is None else number
    if column.type == "date":
        try:
            day = date.fromisoformat(cell)
        except ValueError:
            return cell
        return day if day.year >= 1900 else cell  # no sheet knows an earlier day
    return cell


def _kind(column: SheetColumn) -> Any:
    return {"number": "number", "hours": "number", "date": "day"}.get(column.type, "text")


def _width(column: SheetColumn) -> int:
    return {"person": 12, "date": 12, "number": 12, "hours": 10}.get(column.type, 24)
