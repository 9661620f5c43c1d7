"""The sheets that the college asks for: filled from the roster, filled in by people, handed in. What is filled in is a document too.

It is the text of a document that was not sent yet (`filled_in.text_of`); handing it in gives that one its day, and the next
one begins where it ends, as on the server, where an answer is never overwritten. The ids of these documents are made of the
college, the number of the request and how often was handed in, so two machines that fill one sheet in make one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from branchtui.errors import BranchError
from branchtui.rules.college import filled_in
from branchtui.rules.college.filled_in import Cells
from branchtui.rules.college.sheets import SheetColumn, columns_from
from branchtui.rules.registers.words import SHEET
from branchtui.store.file.database import act
from branchtui.store.ids import pair_id
from branchtui.store.models import Document
from branchtui.store.queries.registers import college_requests
from branchtui.store.writes import assign, trash
from branchtui.workflows.college.branch.prefilling import prefilled
from branchtui.workflows.college.branch.requests import requests, said_of
from branchtui.workflows.college.branch.said import WITHDRAWN
from branchtui.workflows.input_checks import refuse_citizen_id

_MOST_TIMES = 200  # that one sheet can be handed in


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that the college wants: the rows as they are kept here, or as they are offered where nothing is kept yet.

    `request` is the document that asks for it, `draft` the one that holds what is not handed in. `handed` says how often it
    was, the last time on `handed_on`. `elsewhere` tells that the branch is not in that college any more.
    """

    request: bytes
    college: bytes
    number: int
    title: str
    due: date | None
    withdrawn: bool
    elsewhere: bool
    columns: tuple[SheetColumn, ...]
    rows: tuple[Cells, ...]
    draft: bytes | None
    handed: int
    handed_on: date | None

    @property
    def over(self) -> bool:
        """Whether nobody can hand it in any more."""
        return self.withdrawn or self.elsewhere

    @property
    def open(self) -> bool:
        """Whether it waits to be handed in: nothing was yet, or what is kept was changed since."""
        return not self.over and (not self.handed or self.draft is not None)

    def state(self, today: date) -> str:
        """How it stands, in a few words."""
        changed = self.draft is not None
        if self.handed and self.handed_on is not None:
            times = f"第 {self.handed} 次" if self.handed > 1 else ""
            said = f"{self.handed_on.isoformat()} {times}已报送{self._late(self.handed_on)}"
            if self.withdrawn:  # a sheet that is withdrawn is not taken any more, so that came later
                return f"{said}；学院后来撤回了{'，又改过的不用报，留着' if changed else ''}"
            if self.elsewhere:
                return said
            return f"{said}{'；之后又改过，还没有再报' if changed else ''}"
        if self.withdrawn:
            return "学院已撤回，不用报；填了的留着"
        if self.elsewhere:
            return "没有报送；支部已不在要它的学院，报不了，填了的留着"
        return f"还没有报送{self._late(today)}"

    def _late(self, day: date) -> str:
        late = (day - self.due).days if self.due is not None else 0
        return f"，逾期 {late} 天" if late > 0 else ""


def waiting(today: date) -> list[str]:
    """The titles of the sheets that wait to be handed in; one that can't be read waits as well."""
    found = []
    not_sent = Document.select().where(Document.live(), Document.direction == "out", Document.day.is_null())
    changed = not_sent.exists()  # else one that was handed in waits no more
    for row, _ in requests():
        if row.done_on is not None and not changed:
            continue
        try:
            sheet = sheet_of(row, today)
        except BranchError:
            found.append(row.title)
        else:
            found += [sheet.title] if sheet is not None and sheet.open else []
    return found


def asked_by(answer: Document) -> Document:
    """What the college asks for by what was filled in; the document itself where it is no answer to the college."""
    if answer.direction == "out":
        for row, number in requests():
            said = said_of(row.id)
            if said is not None and answer.id in _answer_ids(bytes.fromhex(said["college"]), number):
                return row
    return answer


def sheet_of(document: Document, today: date) -> Sheet | None:
    """The sheet that a document asks for, None for any other document.

    Raises BranchError where the columns, or what was filled in, can't be read.
    """
    said = said_of(document.id)
    if said is None or said["kind"] != "sheet":
        return None
    college, number = bytes.fromhex(said["college"]), int(said["number"])
    columns = columns_from(said["columns"])
    due = date.fromisoformat(said["due_on"]) if said["due_on"] else None
    handed, handed_on, draft, text = 0, None, None, ""
    for count, answer in _answers(college, number):
        if answer.deleted:
            continue
        text = answer.body
        if answer.day is None:
            draft = answer.id
        else:
            handed, handed_on, draft = count, answer.day, None
    found = filled_in.rows_of(columns, text) if text else prefilled(columns, today)
    return Sheet(
        document.id,
        college,
        number,
        document.title,
        due,
        said["withdrawn"],
        college_requests.is_elsewhere(document.id),
        columns,
        tuple(found),
        draft,
        handed,
        handed_on,
    )


def sheet_wanted(document: Document, today: date) -> Sheet:
    """As `sheet_of`. Raises BranchError for a document that asks for none, too."""
    found = sheet_of(document, today)
    if found is None:
        raise BranchError(f"“{document.title}”不是学院要的报表，没有表可填。")
    return found


def put_row(document: Document, at: int | None, before: Cells, typed: Sequence[str], *, today: date) -> Sheet:
    """Write a row over that stood as `before`, or, without a place, behind the last; the sheet as it is then.

    Raises BranchError for what a column can't hold, and where the row has changed meanwhile.
    """
    sheet = sheet_wanted(document, today)
    for column, text in zip(sheet.columns, typed, strict=True):
        refuse_citizen_id(text, column.name)
    row = tuple(filled_in.as_typed(column, text, today) for column, text in zip(sheet.columns, typed, strict=True))
    if not any(row):
        raise BranchError("这一行什么都没有填，没有存。")
    rows = list(sheet.rows)
    if at is None:
        rows.append(row)
    else:
        rows[_place(rows, at, before)] = row
    return _keep(document, sheet, rows, today)


def take_off_row(document: Document, at: int, before: Cells, *, today: date) -> Sheet:
    """Take off a row that stood as `before`; the sheet as it is then. Raises BranchError where it has changed meanwhile."""
    sheet = sheet_wanted(document, today)
    rows = list(sheet.rows)
    del rows[_place(rows, at, before)]
    return _keep(document, sheet, rows, today)


def fill_alike(document: Document, at: int, before: Cells, *, today: date) -> int:
    """Write what a row that stands as `before` has into the empty cells of all others; in how many rows there were such.

    What may stay empty stays so: a remark is about one row. Raises BranchError where there is nothing to be written, and where the row has changed meanwhile.
    """
    sheet = sheet_wanted(document, today)
    rows = list(sheet.rows)
    like = rows[_place(rows, at, before)]
    alike = tuple("" if column.optional else text for column, text in zip(sheet.columns, like, strict=True))
    filled = [tuple(text or other for text, other in zip(row, alike, strict=True)) for row in rows]
    count = sum(new != old for new, old in zip(filled, rows, strict=True))
    if not count:
        raise BranchError("别的行没有空着而这一行填了的栏目（可空的栏目不照填）。请先填好这一行。")
    _keep(document, sheet, filled, today)
    return count


def fill_anew(document: Document, *, today: date) -> Sheet:
    """What fills columns by itself is read anew; what people wrote into the others of a row stays with its person."""
    sheet = sheet_wanted(document, today)
    person = next((at for at, column in enumerate(sheet.columns) if column.type == "person"), None)
    there = {row[person]: row for row in sheet.rows} if person is not None else {}
    rows = []
    for fresh in prefilled(sheet.columns, today):
        old = there.pop(fresh[person], None) if person is not None else None
        rows.append(tuple(new or was for new, was in zip(fresh, old, strict=True)) if old else fresh)
    rows += there.values()
    return _keep(document, sheet, rows, today)


def keep_rows(document: Document, rows: Sequence[Cells], *, today: date) -> Sheet:
    """The rows of a sheet are these from now on; the sheet as it is then."""
    return _keep(document, sheet_wanted(document, today), rows, today)


def _place(rows: Sequence[Cells], at: int, before: Cells) -> int:
    if at >= len(rows) or rows[at] != before:
        raise BranchError("这一行刚才在别处改过或删去了，没有存。请看一看现在的样子再改。")
    return at


def _keep(document: Document, sheet: Sheet, rows: Sequence[Cells], today: date) -> Sheet:
    """The rows become the text of the document that is not sent yet."""
    with act(f"填报：{document.title}"):
        _write_answer(document, sheet, _next(sheet), rows, None)
    return sheet_wanted(document, today)


def _next(sheet: Sheet) -> int:
    """The number of what will be handed in next."""
    return sheet.handed + 1


def _write_answer(document: Document, sheet: Sheet, count: int, rows: Sequence[Cells], day: date | None) -> Document:
    """The document that is handed in as the `count`-th time, sent on a `day` or not yet; part of an act."""
    key = _answer_id(sheet.college, sheet.number, count)
    values: dict[str, Any] = {
        "direction": "out",
        "kind": SHEET,
        "title": document.title.removeprefix(WITHDRAWN) + (f"（第{count}次报送）" if count > 1 else ""),
        "unit": document.unit,
        "body": filled_in.text_of(sheet.columns, rows),
        "day": day,
        "answers": document if day is not None else None,  # what is not sent answers nothing yet
        "deleted": False,
    }
    row = Document.get_or_none(Document.id == key)
    if row is None:
        return Document.create(id=key, **values)
    assign(row, values)
    return row


@dataclass(frozen=True, slots=True)
class Handing:
    """What is to be handed in: to which college, the request's number there, and the rows as they are kept and sent."""

    college: bytes
    number: int
    rows: tuple[Cells, ...]


def ready(document: Document, today: date) -> Handing:
    """What can be handed in now.

    Raises BranchError, naming row and column, for what lacks something; and for what nobody can hand in any more.
    """
    sheet = sheet_wanted(document, today)
    if sheet.withdrawn:
        raise BranchError(f"学院已撤回“{document.title.removeprefix(WITHDRAWN)}”，不用报了；填了的留着。")
    if sheet.elsewhere:
        raise BranchError(
            f"要“{document.title}”的学院，支部已经不在了，报不了；填了的留着。不用再报的，在 6 的清单里对它按 F5 记办结。"
        )
    if sheet.handed >= _MOST_TIMES:
        raise BranchError(f"这张表已报过 {sheet.handed} 次，不能再报。请和学院联系。")
    if wrong := filled_in.lacking(sheet.columns, sheet.rows, today):
        raise BranchError(wrong)
    return Handing(sheet.college, sheet.number, sheet.rows)


def note_handed(document: Document, handing: Handing, count: int, today: date) -> str:
    """The server took what was handed in as the `count`-th time: the document has its day, and so have its reminders; the
    sentence that says so.

    What was changed here while it was on its way goes on as the next one.
    """
    sheet = sheet_wanted(document, today)
    with act(f"报送：{document.title}"):
        if sheet.draft is not None and sheet.draft != _answer_id(sheet.college, sheet.number, count):
            trash(Document.get_by_id(sheet.draft))  # another machine handed in meanwhile: this one is a later one
        _write_answer(document, sheet, count, handing.rows, today)
        if sheet.draft is not None and sheet.rows != handing.rows:
            _write_answer(document, replace(sheet, handed=count), count + 1, sheet.rows, None)
        if document.done_on is None:
            assign(document, {"done_on": today})
        for reminder in college_requests.reminders(document.id):
            assign(reminder, {"done_on": today})
    again = f"，第 {count} 次" if count > 1 else ""
    return f"已报送：{document.title}，{len(handing.rows)} 行{again}。报出去的收不回（撤销只改本机的记录），要改请改好再报。"


def _answers(college: bytes, number: int) -> Iterator[tuple[int, Document]]:
    """The documents that were filled in, by how many came before; also those in the trash."""
    keys = _answer_ids(college, number)
    yield from sorted(((keys[row.id], row) for row in Document.of_ids(list(keys))), key=lambda each: each[0])


def _answer_ids(college: bytes, number: int) -> dict[bytes, int]:
    """The ids that answers may have, by how many came before."""
    return {_answer_id(college, number, count): count for count in range(1, _MOST_TIMES + 1)}


def _answer_id(college: bytes, number: int, count: int) -> bytes:
    return pair_id("document", college, str(number), str(count))
