"""Honours and documents from a sheet: what it would add and change is shown first, then written as one act."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.files.sheets.registers import DOCUMENTS, HONOURS, Layout, RegisterSheet, SheetLine, read_register
from branchtui.store.models import Row
from branchtui.store.queries.registers import documents, honours
from branchtui.workflows.registers import honour_of, register
from branchtui.workflows.registers.kinds import REGISTERS
from branchtui.workflows.registers.register import Register

MOST_ROWS = 5000
LAYOUTS: Mapping[str, Layout] = {"honour": HONOURS, "document": DOCUMENTS}
SORTS = {"不能导入": "refused", "新增": "added", "更改": "changed", "不变": "unchanged"}
"""What can become of a row, in the order in which it is shown."""

_Identity = tuple[object, ...]


class RegisterVerdict(NamedTuple):
    """What becomes of one row: `changes` are what would be written, the old value with each; `refused` says why not.

    `row` is the one that stands there already. `told` says what of the row was dropped.
    """

    line: int
    kind: str
    called: str
    values: Mapping[str, str]
    row: bytes | None = None
    changes: Mapping[str, tuple[str, str]] = {}
    refused: str = ""
    told: str = ""

    @property
    def sort(self) -> str:
        """What becomes of it, in a word."""
        if self.refused:
            return "不能导入"
        return "新增" if self.row is None else "更改" if self.changes else "不变"

    @property
    def words(self) -> str:
        """All that is told of it, in one line."""
        label = REGISTERS[self.kind].label
        if self.refused:
            said = [self.refused]
        elif self.row is None:
            said = [value for key, value in self.values.items() if value and key != "title"]
        else:
            said = [
                f"{label(key)} {old} → {new}" if old else f"{label(key)} {new}"
                for key, (old, new) in self.changes.items()
            ]
        return "，".join(filter(None, (*said, self.told)))


class RegisterImport(NamedTuple):
    """A sheet as it would be written, and the columns that nothing was made of."""

    kind: str
    verdicts: Sequence[RegisterVerdict]
    unread: Sequence[str]

    def of(self, sort: str) -> list[RegisterVerdict]:
        """The rows of which that becomes."""
        return [verdict for verdict in self.verdicts if verdict.sort == sort]


def preview_register(kind: str, data: bytes, filename: str, *, today: date) -> RegisterImport:
    """The difference between a sheet and a register. Raises BranchError where the file is no such sheet, or far too long."""
    return compare_register(kind, read_register(data, filename, LAYOUTS[kind]), today=today)


def compare_register(kind: str, sheet: RegisterSheet, *, today: date) -> RegisterImport:
    """The same for a sheet that was read."""
    if len(sheet.rows) > MOST_ROWS:
        raise BranchError(f"这张表有 {len(sheet.rows)} 行，超过 {MOST_ROWS} 行，没有读。请分成几份再导入。")
    there = _honours_there() if kind == "honour" else _documents_there()
    seen: dict[_Identity, int] = {}
    return RegisterImport(kind, [_verdict(kind, line, there, seen, today) for line in sheet.rows], sheet.unread)


def apply_register(found: RegisterImport, *, today: date) -> int:
    """Write a previewed import; how many were added or changed. Raises BranchError where a row was refused."""
    if refused := found.of("不能导入"):
        raise BranchError(
            f"有 {len(refused)} 行不能导入，什么都没有写入。第 {refused[0].line} 行：{refused[0].refused} 请改好后重新导入。"
        )
    each = REGISTERS[found.kind]
    new = [verdict.values for verdict in found.of("新增")]
    changed = [
        (each.model.get_by_id(verdict.row), {key: value for key, (_, value) in verdict.changes.items()})
        for verdict in found.of("更改")
    ]
    if new or changed:
        register.bring(each, new, changed, today)
    return len(new) + len(changed)


def _verdict(
    kind: str, line: SheetLine, there: Mapping[_Identity, bytes], seen: dict[_Identity, int], today: date
) -> RegisterVerdict:
    each = REGISTERS[kind]
    called = line.values["title"]
    try:
        if line.problem:
            raise BranchError(line.problem)
        identity = _identity(kind, line.values, today)
        if (first := seen.setdefault(identity, line.line)) != line.line:
            raise BranchError(f"和第 {first} 行是同一项。")
        row = there.get(identity) or _untold(kind, there, identity)
        changes = _changes(each, row, line.values, today)
    except BranchError as error:
        return RegisterVerdict(line.line, kind, called, line.values, refused=str(error), told=line.told)
    return RegisterVerdict(line.line, kind, called, line.values, row, changes, told=line.told)


def _changes(
    each: Register, row_id: bytes | None, values: Mapping[str, str], today: date
) -> Mapping[str, tuple[str, str]]:
    if row_id is None:
        register.check_new(each, values, today)
        return {}
    row: Row = each.model.get_by_id(row_id)
    return register.differing(each, row, {key: value for key, value in values.items() if value}, today)


def _identity(kind: str, values: Mapping[str, str], today: date) -> _Identity:
    """What makes two rows one: an honour's name, whose it is and its year; a document's title, direction, and number or
    day. The last is empty where nobody told it.
    """
    if kind == "honour":
        whose = honour_of.columns(values["of_id"], today)
        return (values["title"], whose["of_table"], whose["of_id"], values["day"][:4])
    return (values["title"], values["direction"][:1], values["number"] or values["day"])


def _untold(kind: str, there: Mapping[_Identity, bytes], identity: _Identity) -> bytes | None:
    """The row that stands there without a day, or number, of which the sheet tells one."""
    row = there.get((*identity[:-1], ""))
    if row is None:
        return None
    stored = REGISTERS[kind].typed(REGISTERS[kind].model.get_by_id(row))
    return None if stored["day"] or stored.get("number") else row


def _honours_there() -> dict[_Identity, bytes]:
    listed = honours.honours()
    undated: dict[_Identity, bytes] = {(row.title, row.of_table, row.of_id, ""): row.id for row in listed}
    return undated | {(row.title, row.of_table, row.of_id, str(row.day or "")[:4]): row.id for row in listed}


def _documents_there() -> dict[_Identity, bytes]:
    listed = documents.documents()
    words = {"out": "发", "in": "收"}
    untold: dict[_Identity, bytes] = {(row.title, words[row.direction], ""): row.id for row in listed}
    return untold | {(row.title, words[row.direction], row.number or str(row.day or "")): row.id for row in listed}
