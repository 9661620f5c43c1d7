"""Honours, documents, outlets and publications from a sheet: what it would add and change is shown first, then written as one act."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from branchtui.errors import BranchError
from branchtui.files.sheets.layouts import DOCUMENTS, HONOURS, OUTLETS, PUBLICATIONS
from branchtui.files.sheets.rows import Layout, Sheet, SheetLine, read_rows
from branchtui.store.models import Row
from branchtui.store.queries.registers import documents, honours, outlets, publications
from branchtui.workflows.difference import Difference, Verdict, changes_words, in_words, refuse_too_many, refused
from branchtui.workflows.registers import honour_of, register
from branchtui.workflows.registers.kinds import REGISTERS
from branchtui.workflows.registers.publishing import report_meant
from branchtui.workflows.registers.register import Register

LAYOUTS: Mapping[str, Layout] = {
    "honour": HONOURS,
    "document": DOCUMENTS,
    "outlet": OUTLETS,
    "publication": PUBLICATIONS,
}
_Identity = tuple[object, ...]


def preview_register(kind: str, data: bytes, filename: str, *, today: date) -> Difference:
    """The difference between a sheet and a register. Raises BranchError where the file is no such sheet, or far too long."""
    return compare_register(kind, read_register(kind, data, filename), today=today)


def read_register(kind: str, data: bytes, filename: str) -> Sheet:
    """The rows of a sheet. Raises BranchError where the file is no such sheet."""
    return read_rows(data, filename, LAYOUTS[kind])


def compare_register(kind: str, sheet: Sheet, *, today: date) -> Difference:
    """The same for a sheet that was read."""
    refuse_too_many(len(sheet.rows))
    there = _THERE[kind]()
    seen: dict[_Identity, int] = {}
    verdicts = [_verdict(kind, line, there, seen, today) for line in sheet.rows]
    return Difference(verdicts, partial(_write, REGISTERS[kind], today), "条", sheet.unread)


def _write(each: Register, today: date, found: Difference) -> None:
    changed = [
        (each.model.get_by_id(verdict.row), {key: value for key, (_, value) in verdict.changes.items()})
        for verdict in found.of("更改")
    ]
    register.bring(each, [verdict.columns for verdict in found.of("新增")], changed, today)


def _verdict(
    kind: str, line: SheetLine, there: Mapping[_Identity, bytes], seen: dict[_Identity, int], today: date
) -> Verdict:
    each, name = REGISTERS[kind], LAYOUTS[kind].name
    called = line.values[name]
    try:
        if line.problem:
            raise BranchError(line.problem)
        identity = _identity(kind, line.values, today)
        if (first := seen.setdefault(identity, line.line)) != line.line:
            raise BranchError(f"和第 {first} 行是同一项。")
        row = there.get(identity) or _untold(kind, there, identity)
        changes = _changes(each, row, line.values, today)
    except BranchError as error:
        return refused(line.line, called, str(error), line.told)
    if row is None:
        said = [value for key, value in line.values.items() if value and key != name]
        return Verdict(line.line, "新增", called, in_words(*said, line.told), columns=line.values, told=line.told)
    words = in_words(*changes_words(changes, each.label), line.told)
    return Verdict(line.line, "更改" if changes else "不变", called, words, row, line.values, changes, told=line.told)


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
    day; an outlet's name; of a publication the report or title, the outlet and the day. The last is empty where nobody told it.
    """
    if kind == "outlet":
        return (values["name"],)
    if kind == "publication":
        report = report_meant(values["title"])
        return (report.id if report is not None else values["title"], values["outlet"], values["day"])
    if kind == "honour":
        whose = honour_of.columns(values["of_id"], today)
        return (values["title"], whose["of_table"], whose["of_id"], values["day"][:4])
    return (values["title"], values["direction"][:1], values["number"] or values["day"])


def _untold(kind: str, there: Mapping[_Identity, bytes], identity: _Identity) -> bytes | None:
    """The row that stands there without a day, or number, of which the sheet tells one."""
    row = there.get((*identity[:-1], ""))
    if row is None or kind == "outlet":
        return None
    stored = REGISTERS[kind].typed(REGISTERS[kind].model.get_by_id(row))
    return None if stored["day"] or stored.get("number") else row


def _honours_there() -> dict[_Identity, bytes]:
    listed = honours.honours()
    undated: dict[_Identity, bytes] = {(row.title, row.of_table, row.of_id, ""): row.id for row in listed}
    return undated | {(row.title, row.of_table, row.of_id, str(row.day or "")[:4]): row.id for row in listed}


def _outlets_there() -> dict[_Identity, bytes]:
    return {(row.name,): row.id for row in outlets.outlets()}


def _publications_there() -> dict[_Identity, bytes]:
    return {(row.report or row.title, row.outlet, str(row.day or "")): row.id for row in publications.publications()}


def _documents_there() -> dict[_Identity, bytes]:
    listed = documents.documents()
    words = {"out": "发", "in": "收"}
    untold: dict[_Identity, bytes] = {(row.title, words[row.direction], ""): row.id for row in listed}
    return untold | {(row.title, words[row.direction], row.number or str(row.day or "")): row.id for row in listed}


_THERE: Mapping[str, Callable[[], dict[_Identity, bytes]]] = {
    "honour": _honours_there,
    "document": _documents_there,
    "outlet": _outlets_there,
    "publication": _publications_there,
}
