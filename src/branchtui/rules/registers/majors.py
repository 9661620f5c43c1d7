"""Students who were taken along, by major: lines like 软件工程 12人."""

import re
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.text.digits import decimal

MOST_STUDENTS = 100_000
_BETWEEN = re.compile(r"[\n、；;]")
_LINE = re.compile(r"(?P<major>.*?)[\s:：]*(?P<number>\d{1,18})\s*[人名位]?")

_SIGNS = "-－−–—~～.．/"  # before a number: it is less than nothing, a span or a fraction


class Major(NamedTuple):
    """How many students of one major."""

    name: str
    students: int


def majors_of(text: str) -> list[Major]:
    """`软件工程 12人、会计 3人`, one on a line or with 、 between → each. Raises BranchError for a part without a number."""
    found = []
    for part in filter(None, map(str.strip, _BETWEEN.split(text))):
        read = _LINE.fullmatch(part)
        name, number = (read["major"].strip(), decimal(read["number"])) if read else ("", None)
        if not name or name[-1] in _SIGNS or not number or number > MOST_STUDENTS:
            raise BranchError(f"没有看懂专业“{quoted(part, 20)}”，请写成“软件工程 12人”，一行一个专业。")
        found.append(Major(name, number))
    return found


def majors_text(majors: list[Major]) -> str:
    """The same as it is stored, one on a line."""
    return "\n".join(f"{major.name} {major.students}人" for major in majors)


def students_of(students: int | None, majors: str) -> int | None:
    """How many were taken along: the number where it was told, else the sum over the majors; None for neither, and for
    majors that were stored elsewhere and can't be read."""
    if students is not None:
        return students
    try:
        return sum(major.students for major in majors_of(majors)) or None
    except BranchError:
        return None


def check_students(students: int | None, majors: list[Major]) -> None:
    """Raises BranchError where the number that was told is not the sum over the majors."""
    total = sum(major.students for major in majors)
    if students is not None and majors and students != total:
        raise BranchError(f"学生人数写的是 {students}，各专业加起来是 {total}，请核对。")
