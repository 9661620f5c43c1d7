"""A college in memory, that the rooms are shown on where there is no server."""

import threading
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from branchtui.errors import BranchError
from branchtui.rules.duties.duty import Board, Duty
from branchtui.rules.year.hours import Target
from branchtui.store.college.asked import AskedRow, Given
from branchtui.store.college.board import Head, KindFigures, YearMeeting
from branchtui.store.college.connection import AwayError
from branchtui.ui.rooms.college.source import Seen, SeenBranch, Source
from branchtui.workflows.college.asking import Draft, Request
from branchtui.workflows.college.hours import PersonHours
from branchtui.workflows.college.organiser import BranchBoard, BranchFigures, OneBranch

NOW = datetime(2026, 9, 10, 9, 12)
_ALL = (1, 2, 3, 4)
_KINDS = {
    "支部党员大会": KindFigures(3, 33, 36),
    "支部委员会会议": KindFigures(8, 24, 24),
    "党课": KindFigures(2, 21, 24),
    "主题党日": KindFigures(8, 80, 96),
}
_BASIS = "会议记录应在会后三个工作日内完成"
_RECORD = Duty("record", "完成会议记录：走进校史馆", "2026-09-08", _BASIS, when="9月8日", basis=_BASIS)
_HOLD = Duty("hold", "登记或改期：第三季度党课", "2026-09-04", "已过计划的时间", when="9月4日", basis="已过计划的时间")
_COUNT = Duty(
    "count", "党课还差 1 次", "2026年第三季度前", "每季度一次", when="9月30日", basis="党支部工作条例：每季度一次"
)
_TURNED = Duty("probation", "讨论转正：沈一禾", "2026-09-01", "预备期已满", when="9月1日", basis="预备期已满")
_BOARDS = (
    ("会计学院教工第一党支部", Board(overdue=(_RECORD, _HOLD), due=(_COUNT,)), 1, 1),
    ("会计学院教工第二党支部", Board(due=(_COUNT,)), 0, 0),
    ("国际贸易系学生[/]党支部", Board(overdue=(_TURNED,)), 0, 0),
    ("离退休党支部", Board(), 1, 1),
)
_PEOPLE = [
    PersonHours(b"1" * 16, "林知远", "full", ("书记",), "", 61, Target(112, "", "", date(2020, 1, 1)), 0.69),
    PersonHours(b"2" * 16, "周以宁", "full", (), "第一党小组", 16, Target(64, "", "", date(2020, 1, 1)), 0.69),
    PersonHours(b"3" * 16, "沈一禾", "activist", (), "", 0, None, 0.69),
]
_MEETINGS = [
    YearMeeting(1, b"4" * 16, "主题党日", "走进校史馆，重温办学初心", "文科楼301会议室", datetime(2026, 9, 3, 15), datetime(2026, 9, 3, 15), None, "held", "林知远", "周以宁", ["参观校史馆"], ["present"] * 10 + ["excused", "absent"]),
    YearMeeting(1, b"5" * 16, "支部党员大会", "讨论[/预备党员]转正", "", datetime(2026, 9, 16, 15), None, None, "planned", "", "", [], []),
]  # fmt: skip


def _on_server(moment: datetime) -> datetime:
    return moment.astimezone()


class StandIn(Source):
    """Four branches, a notice and a sheet. A test may set what it likes."""

    def __init__(self) -> None:
        self.name = "海州大学会计学院党委"
        self.wrong = ""  # why the server can't be reached
        self.answers = threading.Event()  # while it is not set the network hangs
        self.answers.set()
        self.now = NOW
        self.looks = 0
        self.closed: set[int] = set()
        self.asked: list[Draft] = []
        self.keys: list[UUID] = []
        self.lost = False  # whether an answer gets lost
        self.requests: list[Request] = []
        self._add("notice", "国庆前谈心谈话的通知", "请各支部在 9 月 25 日前完成。", None, {1: 0, 2: 0})
        self._add("sheet", "上半年学时", "每位党员一行。", date(2026, 9, 5), {1: 0, 2: 2, 3: 1})

    def look(self, now: datetime, year: int) -> Seen:
        self._reach()
        self.looks += 1
        heads = [self._head(number) for number in _ALL]
        there = lambda each: each.head.number not in self.closed  # noqa: E731
        boards = [
            BranchBoard(head, board, lacking, late)
            for head, (_, board, lacking, late) in zip(heads, _BOARDS, strict=True)
        ]
        figures = [BranchFigures(head, _PEOPLE[:2], _KINDS, 5) for head in heads[:3]]
        figures.append(BranchFigures(heads[3], [], {}, 0))
        return Seen(self.now, [*filter(there, boards)], list(self.requests), [*filter(there, figures)], year)

    def one(self, number: int, now: datetime) -> SeenBranch:
        self._reach()
        if number in self.closed:
            raise BranchError(f"没有 {number} 号支部")
        _, board, lacking, late = _BOARDS[number - 1]
        told = BranchBoard(self._head(number), board, lacking, late)
        return SeenBranch(self.now, OneBranch(told, now.year, _MEETINGS, _PEOPLE))

    def ask(self, asked: Draft, key: UUID) -> int:
        self._reach()
        self.asked.append(asked)
        self.keys.append(key)
        if self.lost:
            raise AwayError("连不上学院的服务器")
        self._add(asked.kind, asked.title, asked.body, asked.due_on, {})
        return len(self.requests)

    def change(self, number: int, words: Draft, today: date) -> str:
        self._reach()
        given = {name: getattr(words, name) for name in ("title", "body", "due_on")}
        self.requests = [
            Request(each.row._replace(**given)) if each.row.number == number else each for each in self.requests
        ]
        return f"第 {number} 号已改"

    def withdraw(self, number: int) -> str:
        self._reach()
        self.requests = [
            Request(each.row._replace(withdrawn=True)) if each.row.number == number else each for each in self.requests
        ]
        return f"第 {number} 号已撤回"

    def collect(self, number: int, target: Path, today: date) -> str:
        self._reach()
        target.write_bytes(b"xlsx")
        return "2 个支部报了"

    def export(self, year: int, target: Path, today: date) -> str:
        self._reach()
        target.write_bytes(b"xlsx")
        return "已写"

    def _head(self, number: int) -> Head:
        name, at = _BOARDS[number - 1][0], _on_server(self.now - timedelta(hours=9 * number))
        return Head(number, name, 0, None) if number == 4 else Head(number, name, 7, at)

    def _add(self, kind: str, title: str, body: str, due: date | None, given: Mapping[int, int]) -> None:
        number, at = len(self.requests) + 1, _on_server(self.now - timedelta(8))
        came = {branch: Given(n, _on_server(self.now - timedelta(7 - branch))) for branch, n in given.items()}
        row = AskedRow(number, UUID(int=number), kind, title, body, due, None, at, False, None, _ALL, came)  # type: ignore[arg-type]
        self.requests.insert(0, Request(row))

    def _reach(self) -> None:
        self.answers.wait()
        if self.wrong:
            raise BranchError(self.wrong)
