"""Trainings and their hours from a school's sheet: what it would add and change is shown first, then written as one act."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from branchtui.errors import BranchError
from branchtui.files.sheets.layouts import TRAININGS
from branchtui.files.sheets.rows import Sheet, SheetLine, read_rows
from branchtui.rules.registers.amounts import hours_number
from branchtui.rules.text.names import plain_name
from branchtui.store.file.database import act
from branchtui.store.models import Growth, Member
from branchtui.store.models.base import YES_NO
from branchtui.store.queries import people
from branchtui.store.queries.registers import growth
from branchtui.store.queries.registers.growth import GrowthRow
from branchtui.store.writes import assign
from branchtui.workflows.difference import Difference, Verdict, changes_words, in_words, refuse_too_many, refused
from branchtui.workflows.registers.kinds import GROWTH, growth_columns
from branchtui.workflows.registers.reading import day_words

_UNSAID = "没有写是否计入年度学时"
_FIELDS = ("kind", "organiser", "place", "to_day", "half_hours", "counted")  # what a sheet may change of an entry


def preview_trainings(data: bytes, filename: str, *, today: date, counted: bool | None = None) -> Difference:
    """The difference between a sheet and 学习与发展. `counted` decides for the rows that don't say whether they count.

    Raises BranchError where the file is no such sheet, or is far too long.
    """
    return compare_trainings(read_trainings(data, filename, today), today=today, counted=counted)


def read_trainings(data: bytes, filename: str, today: date) -> Sheet:
    """The rows of a school's sheet. Raises BranchError where the file is none."""
    return read_rows(data, filename, TRAININGS, latest=today.year)


def compare_trainings(sheet: Sheet, *, today: date, counted: bool | None = None) -> Difference:
    """The same for a sheet that was read."""
    refuse_too_many(len(sheet.rows))
    comparing = _Comparing(today, counted)
    verdicts = [comparing.verdict(line) for line in sheet.rows]
    return Difference(verdicts, _write, "条", sheet.unread, question=_UNSAID)


def _write(found: Difference) -> None:
    with act(f"导入学习发展：{found.counted}"):
        Growth.create_all(verdict.columns for verdict in found.of("新增"))
        for verdict in found.of("更改"):
            assert verdict.row is not None
            assign(growth.growth(verdict.row), {name: verdict.columns[name] for name in verdict.changes})


class _Comparing:
    """One sheet against the roster and the register as they are now."""

    def __init__(self, today: date, counted: bool | None) -> None:
        self._today, self._counted = today, counted
        self._by_number: dict[str, Member] = {}
        self._by_name: dict[str, list[Member]] = {}
        for person in people.members().values():
            self._by_name.setdefault(plain_name(person.name), []).append(person)
            if person.staff_no:
                self._by_number[person.staff_no] = person
        self._there = {_identity(row.member, row.title, row.from_day): row for row in growth.entries()}
        self._seen: dict[tuple[bytes, str, date | None], int] = {}

    def verdict(self, line: SheetLine) -> Verdict:
        """What becomes of a row."""
        called = line.values["name"] or line.values["staff_no"]
        try:
            if line.problem:
                raise BranchError(f"{line.problem}。")
            who = self._who(line.values)
            if who is None:
                return _ignored(line.line, called, "不在本支部的名册上", line.told)
            return self._of(who, line)
        except BranchError as error:
            return refused(line.line, called, str(error), line.told)

    def _who(self, values: Mapping[str, str]) -> Member | None:
        number, name = values["staff_no"], values["name"]
        if (found := self._by_number.get(number)) is not None:
            if name and plain_name(name) != plain_name(found.name):
                raise BranchError(f"工号 {number} 在名册上是{found.name}，表里写的是{name}，请核对。")
            return found
        same = [each for each in self._by_name.get(plain_name(name), ()) if not (number and each.staff_no)]
        if len(same) > 1:
            raise BranchError(f"名册上有 {len(same)} 位“{name}”，请在表里写明工号。")
        return same[0] if same else None

    def _of(self, who: Member, line: SheetLine) -> Verdict:
        columns = {"member": who, **self._read(line.values)}
        told = [line.told]
        year = line.values["year"].removesuffix("年").removesuffix("度").removesuffix("年")
        if year and year != str(columns["from_day"].year):
            told.append(f"年度写的是 {line.values['year']}，按开始的那一天算在 {columns['from_day'].year} 年")
        identity = _identity(who.id, columns["title"], columns["from_day"])
        words = "；".join(filter(None, told))
        if (first := self._seen.setdefault(identity, line.line)) != line.line:
            return _ignored(line.line, who.name, f"和第 {first} 行是同一次培训", words, columns)
        row, unsaid = self._there.get(identity), not line.values["counted"]
        asked = unsaid and row is None and self._counted is None
        changes = _changes(row, line.values, columns) if row else {}
        return Verdict(
            line.line,
            "请您定" if asked else "新增" if row is None else "更改" if changes else "不变",
            who.name,
            in_words(*_said(columns, new=row is None, asked=asked), *changes_words(changes, GROWTH.label), words),
            row.id if row else None,
            columns,
            changes,
            told=words,
        )

    def _read(self, values: Mapping[str, str]) -> dict[str, Any]:
        if not values["from_day"]:
            raise BranchError("没有写培训开始时间。")
        if not values["half_hours"]:
            raise BranchError("没有写培训学时。")
        counted = values["counted"] or YES_NO[bool(self._counted)]
        columns = growth_columns({**values, "counted": counted}, self._today)
        if columns["from_day"] > self._today:
            raise BranchError(f"培训开始时间 {columns['from_day'].isoformat()} 还没有到，办过了再导入。")
        return columns


def _ignored(line: int, called: str, reason: str, told: str, columns: Mapping[str, Any] | None = None) -> Verdict:
    return Verdict(line, "略过", called, in_words(reason, told), columns=columns or {}, reason=reason, told=told)


def _said(columns: Mapping[str, Any], *, new: bool, asked: bool) -> Iterator[str]:
    yield str(columns["title"])
    yield day_words(columns["from_day"])
    if new:
        yield f"{hours_number(columns['half_hours'])} 学时"
        if asked:
            yield _UNSAID
        elif not columns["counted"]:
            yield "不计入年度学时"


def _changes(row: GrowthRow, values: Mapping[str, str], columns: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """What a row says that the entry does not; what it leaves empty changes nothing."""
    there = row._asdict()
    return {
        name: (_words(there[name]), _words(columns[name]))
        for name in _FIELDS
        if values[name] and there[name] != columns[name]
    }


def _words(value: object) -> str:
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, int):
        return hours_number(value)
    return day_words(value) if isinstance(value, date) else str(value or "")


def _identity(member: bytes, title: str, day: date | None) -> tuple[bytes, str, date | None]:
    return member, "".join(title.split()), day
