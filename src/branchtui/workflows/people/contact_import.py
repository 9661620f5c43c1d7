"""往来 from a sheet: what it would add and change is shown first, then written as one act."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.files.sheets.contacts import ContactLine, ContactSheet, read_contacts
from branchtui.rules.text.names import plain_name
from branchtui.store.file.database import act
from branchtui.store.models import Contact
from branchtui.store.models.columns import caption
from branchtui.store.queries import contacts
from branchtui.store.queries.contacts import ContactRow
from branchtui.store.writes import assign
from branchtui.workflows.people.contacts import FIELDS, checked

MOST_ROWS = 5000


class ContactVerdict(NamedTuple):
    """What becomes of one row: `changes` are what would be written, the old value with each; `refused` says why not.

    `row` is the contact that stands there already. `told` says what of the row was dropped.
    """

    line: int
    called: str
    values: Mapping[str, str]
    row: ContactRow | None = None
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
        if self.refused:
            said = [self.refused]
        elif self.row is None:
            said = [self.values[name] for name in FIELDS if self.values[name] and self.values[name] != self.called]
        else:
            said = [
                f"{caption(Contact, name)} {old} → {new}" if old else f"{caption(Contact, name)} {new}"
                for name, (old, new) in self.changes.items()
            ]
        return "，".join(filter(None, (*said, self.told)))


class ContactImport(NamedTuple):
    """A sheet as it would be written, and the columns that nothing was made of."""

    verdicts: Sequence[ContactVerdict]
    unread: Sequence[str]

    def of(self, sort: str) -> list[ContactVerdict]:
        """The rows of which that becomes."""
        return [verdict for verdict in self.verdicts if verdict.sort == sort]


def preview_contacts(data: bytes, filename: str) -> ContactImport:
    """The difference between a sheet and 往来. Raises BranchError where the file is no such sheet, or is far too long."""
    return compare_contacts(read_contacts(data, filename))


def compare_contacts(sheet: ContactSheet) -> ContactImport:
    """The same for a sheet that was read."""
    if len(sheet.rows) > MOST_ROWS:
        raise BranchError(f"这张表有 {len(sheet.rows)} 行，超过 {MOST_ROWS} 行，没有读。请分成几份再导入。")
    there = contacts.contacts()
    by_name: dict[str, list[ContactRow]] = {}
    for row in there:
        by_name.setdefault(_key(row.name), []).append(row)
    seen: dict[tuple[str, str], int] = {}
    return ContactImport([_verdict(line, by_name, seen) for line in sheet.rows], sheet.unread)


def apply_contacts(found: ContactImport) -> int:
    """Write a previewed import; how many were added or changed. Raises BranchError where a row was refused."""
    if refused := found.of("不能导入"):
        raise BranchError(
            f"有 {len(refused)} 行不能导入，什么都没有写入。第 {refused[0].line} 行：{refused[0].refused} 请改好后重新导入。"
        )
    added, changed = found.of("新增"), found.of("更改")
    if added or changed:
        with act(f"导入往来：新增 {len(added)} 位，更改 {len(changed)} 位"):
            Contact.create_all(verdict.values for verdict in added)
            for verdict in changed:
                assert verdict.row is not None
                assign(contacts.contact(verdict.row.id), {name: new for name, (_, new) in verdict.changes.items()})
    return len(added) + len(changed)


def _verdict(
    line: ContactLine, by_name: Mapping[str, list[ContactRow]], seen: dict[tuple[str, str], int]
) -> ContactVerdict:
    called = line.values["name"] or line.values["unit"]
    try:
        if line.problem:
            raise BranchError(line.problem)
        values = checked(line.values)
        row = _there(values, by_name.get(_key(values["name"]), []))
        identity = (_key(values["name"]), row.unit if row else values["unit"])
        if (first := seen.setdefault(identity, line.line)) != line.line:
            raise BranchError(f"和第 {first} 行是同一位。")
    except BranchError as error:
        return ContactVerdict(line.line, called, line.values, refused=str(error), told=line.told)
    old = row._asdict() if row else {}
    changes = {name: (old[name], value) for name, value in values.items() if old and value and value != old[name]}
    return ContactVerdict(line.line, called, values, row, changes, told=line.told)


def _there(values: Mapping[str, str], same: Sequence[ContactRow]) -> ContactRow | None:
    """Who of that name stands there already: of the same unit, or the only one where either unit is not told."""
    exact = [row for row in same if row.unit == values["unit"]]
    if exact:
        return exact[0]
    if not values["name"]:
        return None
    open_ = [row for row in same if not (row.unit and values["unit"])]
    if len(open_) > 1:
        raise BranchError(f"往来里有 {len(open_)} 位“{values['name']}”，请写明单位。")
    return open_[0] if open_ else None


def _key(name: str) -> str:
    """One for both writings of a name, with any dot or none."""
    return plain_name(name).replace("·", "")
