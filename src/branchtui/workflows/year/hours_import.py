"""Trainings and their hours from a school's sheet: what it would add and change is shown first, then written as one act."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from branchtui.errors import BranchError
from branchtui.files.sheets.trainings import TrainingLine, TrainingSheet, read_trainings
from branchtui.rules.registers.amounts import hours_number
from branchtui.rules.text.names import plain_name
from branchtui.store.file.database import act
from branchtui.store.models import Growth, Member
from branchtui.store.models.base import YES_NO
from branchtui.store.queries import people
from branchtui.store.queries.registers import growth
from branchtui.store.queries.registers.growth import GrowthRow
from branchtui.store.writes import assign
from branchtui.workflows.registers.kinds import GROWTH, growth_columns
from branchtui.workflows.registers.reading import day_words

MOST_ROWS = 5000
SORTS = ("不能导入", "请您定", "新增", "更改", "不变", "略过")
"""What can become of a row, in the order in which it is shown."""

_FIELDS = ("kind", "organiser", "place", "to_day", "half_hours", "counted")  # what a sheet may change of an entry


class TrainingVerdict(NamedTuple):
    """What becomes of one row: `columns` are what would be stored, `changes` what that would change, the old words
    with each. `row` is the entry that stands there already.

    `refused` says why it can't be imported, `ignored` why it is left out, `asked` that it doesn't say whether the
    hours count, `told` what to know of it.
    """

    line: int
    called: str
    columns: Mapping[str, Any] = {}
    row: GrowthRow | None = None
    changes: Mapping[str, tuple[str, str]] = {}
    refused: str = ""
    ignored: str = ""
    asked: bool = False
    told: str = ""

    @property
    def sort(self) -> str:
        """What becomes of it, in a word of SORTS."""
        if self.refused:
            return "不能导入"
        if self.ignored:
            return "略过"
        if self.asked:
            return "请您定"
        return "新增" if self.row is None else "更改" if self.changes else "不变"

    @property
    def words(self) -> str:
        """All that is told of it, in one line."""
        if self.refused or self.ignored:
            return "，".join(filter(None, (self.refused or self.ignored, self.told)))
        said = [str(self.columns["title"]), day_words(self.columns["from_day"])]
        if self.row is None or self.asked:
            said.append(f"{hours_number(self.columns['half_hours'])} 学时")
            said += ["没有写是否计入年度学时"] * self.asked + ["不计入年度学时"] * (
                not self.asked and not self.columns["counted"]
            )
        said += [
            f"{GROWTH.label(name)} {old} → {new}" if old else f"{GROWTH.label(name)} {new}"
            for name, (old, new) in self.changes.items()
        ]
        return "，".join(filter(None, (*said, self.told)))


class TrainingImport(NamedTuple):
    """A sheet as it would be written, and the columns that nothing was made of."""

    verdicts: Sequence[TrainingVerdict]
    unread: Sequence[str]

    def of(self, sort: str) -> list[TrainingVerdict]:
        """The rows of which that becomes."""
        return [verdict for verdict in self.verdicts if verdict.sort == sort]


def preview_trainings(data: bytes, filename: str, *, today: date, counted: bool | None = None) -> TrainingImport:
    """The difference between a sheet and 学习与发展. `counted` decides for the rows that don't say whether they count.

    Raises BranchError where the file is no such sheet, or is far too long.
    """
    return compare_trainings(read_trainings(data, filename, today.year), today=today, counted=counted)


def compare_trainings(sheet: TrainingSheet, *, today: date, counted: bool | None = None) -> TrainingImport:
    """The same for a sheet that was read."""
    if len(sheet.rows) > MOST_ROWS:
        raise BranchError(f"这张表有 {len(sheet.rows)} 行，超过 {MOST_ROWS} 行，没有读。请分成几份再导入。")
    comparing = _Comparing(today, counted)
    return TrainingImport([comparing.verdict(line) for line in sheet.rows], sheet.unread)


def apply_trainings(found: TrainingImport) -> int:
    """Write a previewed import; how many were added or changed. Raises BranchError where a row was refused or asks."""
    if refused := found.of("不能导入"):
        raise BranchError(
            f"有 {len(refused)} 行不能导入，什么都没有写入。第 {refused[0].line} 行：{refused[0].refused} 请改好后重新导入。"
        )
    if asked := found.of("请您定"):
        raise BranchError(f"有 {len(asked)} 行没有写是否计入年度学时，要您定，什么都没有写入。")
    added, changed = found.of("新增"), found.of("更改")
    if added or changed:
        with act(f"导入学习发展：新增 {len(added)} 条，更改 {len(changed)} 条"):
            Growth.create_all(verdict.columns for verdict in added)
            for verdict in changed:
                assert verdict.row is not None
                assign(growth.growth(verdict.row.id), {name: verdict.columns[name] for name in verdict.changes})
    return len(added) + len(changed)


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

    def verdict(self, line: TrainingLine) -> TrainingVerdict:
        """What becomes of a row."""
        called = line.values["name"] or line.values["staff_no"]
        try:
            if line.problem:
                raise BranchError(f"{line.problem}。")
            who = self._who(line.values)
            if who is None:
                return TrainingVerdict(line.line, called, ignored="不在本支部的名册上", told=line.told)
            return self._of(who, line)
        except BranchError as error:
            return TrainingVerdict(line.line, called, refused=str(error), told=line.told)

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

    def _of(self, who: Member, line: TrainingLine) -> TrainingVerdict:
        columns = {"member": who, **self._read(line.values)}
        told = [line.told]
        year = line.values["year"].removesuffix("年").removesuffix("度").removesuffix("年")
        if year and year != str(columns["from_day"].year):
            told.append(f"年度写的是 {line.values['year']}，按开始的那一天算在 {columns['from_day'].year} 年")
        identity = _identity(who.id, columns["title"], columns["from_day"])
        words = "；".join(filter(None, told))
        if (first := self._seen.setdefault(identity, line.line)) != line.line:
            return TrainingVerdict(line.line, who.name, columns, ignored=f"和第 {first} 行是同一次培训", told=words)
        row, unsaid = self._there.get(identity), not line.values["counted"]
        asked = unsaid and row is None and self._counted is None
        changes = _changes(row, line.values, columns) if row else {}
        return TrainingVerdict(line.line, who.name, columns, row, changes, asked=asked, told=words)

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
