"""往来 from a sheet: what it would add and change is shown first, then written as one act."""

from collections.abc import Mapping, Sequence

from branchtui.errors import BranchError
from branchtui.files.sheets.layouts import CONTACTS
from branchtui.files.sheets.rows import Sheet, SheetLine, read_rows
from branchtui.rules.text.names import plain_name
from branchtui.store.file.database import act
from branchtui.store.models import Contact
from branchtui.store.models.columns import caption
from branchtui.store.queries import contacts
from branchtui.store.queries.contacts import ContactRow
from branchtui.store.writes import assign
from branchtui.workflows.difference import Difference, Verdict, changes_words, in_words, refuse_too_many, refused
from branchtui.workflows.people.contacts import FIELDS, checked


def preview_contacts(data: bytes, filename: str) -> Difference:
    """The difference between a sheet and 往来. Raises BranchError where the file is no such sheet, or is far too long."""
    return compare_contacts(read_contacts(data, filename))


def read_contacts(data: bytes, filename: str) -> Sheet:
    """The rows of a sheet. Raises BranchError where the file is no such sheet."""
    return read_rows(data, filename, CONTACTS)


def compare_contacts(sheet: Sheet) -> Difference:
    """The same for a sheet that was read."""
    refuse_too_many(len(sheet.rows))
    there = contacts.contacts()
    by_name: dict[str, list[ContactRow]] = {}
    for row in there:
        by_name.setdefault(_key(row.name), []).append(row)
    seen: dict[tuple[str, str], int] = {}
    return Difference([_verdict(line, by_name, seen) for line in sheet.rows], _write, "位", sheet.unread)


def _write(found: Difference) -> None:
    with act(f"导入往来：{found.counted}"):
        Contact.create_all(verdict.columns for verdict in found.of("新增"))
        for verdict in found.of("更改"):
            assert verdict.row is not None
            assign(contacts.contact(verdict.row), {name: new for name, (_, new) in verdict.changes.items()})


def _verdict(line: SheetLine, by_name: Mapping[str, list[ContactRow]], seen: dict[tuple[str, str], int]) -> Verdict:
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
        return refused(line.line, called, str(error), line.told)
    if row is None:
        said = [values[name] for name in FIELDS if values[name] and values[name] != called]
        return Verdict(line.line, "新增", called, in_words(*said, line.told), columns=values, told=line.told)
    old = row._asdict()
    changes = {name: (old[name], value) for name, value in values.items() if value and value != old[name]}
    words = in_words(*changes_words(changes, lambda name: caption(Contact, name)), line.told)
    return Verdict(line.line, "更改" if changes else "不变", called, words, row.id, values, changes, told=line.told)


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
