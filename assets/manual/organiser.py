"""A college for its picture: no server, branches with invented names, and lines of the demo branch's own board."""

from datetime import datetime, timedelta

from branchtui.rules.duties.duty import Board
from branchtui.rules.duties.judged import judged
from branchtui.store.college.board import Head
from branchtui.ui.rooms.college.source import Seen, Source
from branchtui.workflows.board import board
from branchtui.workflows.college.organiser import BranchBoard

_NAMES = (
    "会计系教工党支部",
    "国际贸易系教工党支部",
    "工商管理系教工党支部",
    "办公室党支部",
    "会计专业硕士党支部",
    "国际商务硕士党支部",
    "会计学本科生党支部",
    "国际贸易本科生党支部",
    "离退休党支部",
)


class OfDemo(Source):
    """What an organiser would see; every third branch is up to date, and the last has not synced yet."""

    def __init__(self, now: datetime) -> None:
        """Reads the board of the file that is open."""
        self.name = "海州大学国际商学院党委"
        told = judged(board(now.date()))
        self._boards = []
        for number, name in enumerate(_NAMES, 1):
            head = Head(number, name, 7, (now - timedelta(minutes=3, hours=5 * (number % 3))).astimezone())
            mine = Board(overdue=told.overdue[: number % 3], due=told.due[: (number + 1) % 3], coming=told.coming)
            late = int(number % 4 == 1)
            self._boards.append(BranchBoard(head, mine, int(number % 3 == 1), late))
        last = self._boards[-1]
        self._boards[-1] = BranchBoard(last.head._replace(n=0, at=None), Board(), 1, 0)

    def look(self, now: datetime, year: int) -> Seen:
        return Seen(now, self._boards, [], [], year)
