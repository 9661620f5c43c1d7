"""A task book (.xlsx, .xls, .csv): a row for each task, its number, name, target, level, evidence, who and until when."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from branchtui.errors import BranchError
from branchtui.files.sheets.layouts import TASKS
from branchtui.files.sheets.rows import SheetLine, read_rows
from branchtui.rules.frameworks.outline import OutlinePoint
from branchtui.rules.frameworks.template import DEEPEST, refuse_too_many
from branchtui.rules.text.citizen_id import quoted

_LONGEST_NUMBER = 50
_NO_KEY = re.compile(r"[^\w.]")
_SEPARATORS = re.compile(r"[.．\-—–、]+")


def read_task_book(data: bytes, filename: str) -> tuple[list[OutlinePoint], list[str]]:
    """The tasks in the order of the sheet, each as deep as its number says, and the columns that nothing was made of.

    Raises BranchError where the file is no such sheet, a row can't be read, or two rows have one number.
    """
    sheet = read_rows(data, filename, TASKS)
    refuse_too_many(len(sheet.rows))
    numbers: dict[str, int] = {}
    points: list[OutlinePoint] = []
    for row in sheet.rows:
        number = _NO_KEY.sub("", ".".join(filter(None, _SEPARATORS.split(row.values["number"]))))[:_LONGEST_NUMBER]
        problem = row.problem or ("" if row.values["title"] else "任务名称空着。")
        if number and (first := numbers.setdefault(number, row.line)) != row.line:
            problem = f"任务编号“{quoted(number, 20)}”在第 {first} 行已有。"
        if problem:
            raise BranchError(f"第 {row.line} 行：{problem}请改好再导入，什么都没有写入。")
        points.append(_point(row, number))
    return _with_depths(points), sheet.unread


def _point(row: SheetLine, number: str) -> OutlinePoint:
    values = row.values
    level = f"（{values['level']}）" if values["level"] else ""
    return OutlinePoint(
        values["title"],
        0,
        key=number,
        demand=values["demand"],
        promised=f"{values['promised']}{level}",
        asks=values["asks"],
        owner=values["owner"],
        due_on=date.fromisoformat(values["due"]) if values["due"] else None,
    )


def _with_depths(points: Sequence[OutlinePoint]) -> list[OutlinePoint]:
    """Each as deep as those before it whose numbers its own begins with."""
    line: list[str] = []
    found = []
    for point in points:
        while line and not (point.key and point.key.startswith(f"{line[-1]}.")):
            line.pop()
        found.append(replace(point, depth=min(len(line), DEEPEST - 1)))
        if point.key:
            line.append(point.key)
    return found
