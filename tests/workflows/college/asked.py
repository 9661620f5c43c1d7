"""What a college asks for, for tests of what becomes of it in a branch."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from branchtui.rules.college.filled_in import Cells
from branchtui.store.models import Document
from branchtui.workflows.board import board
from branchtui.workflows.college.branch import requests, sheets
from branchtui.workflows.college.branch.sheets import Sheet
from tests.conftest import TODAY

COLLEGE, OTHER_COLLEGE = bytes(range(16)), bytes(16)
COLUMNS = (
    {"name": "姓名", "type": "person", "prefill": "member"},
    {"name": "党小组", "type": "text", "prefill": "group"},
    {"name": "学时", "type": "hours", "prefill": "hours"},
    {"name": "参加日期", "type": "date"},
)
DUE = date(2026, 3, 20)


class Request(NamedTuple):
    """As the server tells one."""

    number: int
    kind: str = "sheet"
    title: str = "党员培训情况表"
    body: str = "请各支部填报。"
    due_on: date | None = DUE
    columns: object = COLUMNS
    withdrawn: bool = False
    reminds: int | None = None


def take_in(*asked: Request, today: date = TODAY) -> list[Document]:
    listed = [each._replace(columns=list(each.columns or ())) for each in asked]  # type: ignore[call-overload]
    return requests.take_in(listed, COLLEGE, today, unit="商学院党委").new


def the_sheet(today: date = TODAY) -> tuple[Document, Sheet]:
    document = requests.request_numbered(7)
    sheet = sheets.sheet_of(document, today)
    assert sheet is not None
    return document, sheet


def fill(rows: Sequence[Cells] | None = None, day: str = "3月5日") -> Sheet:
    document, sheet = the_sheet()
    for at, row in enumerate(rows if rows is not None else sheet.rows):
        sheet = sheets.put_row(document, at, row, (*row[:3], day), today=TODAY)
    return sheet


def hand_in(count: int, today: date = TODAY) -> str:
    document, _ = the_sheet()
    return sheets.note_handed(document, sheets.ready(document, today), count, today)


def documents_due() -> list[str]:
    return [duty.duty for duty in board(TODAY).due if duty.sort in ("document", "sheet")]
