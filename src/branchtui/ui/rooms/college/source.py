"""Where what the rooms show comes from. Each question is a connection of its own, beside the screens."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from branchtui.paths import Home
from branchtui.values import NamedTuple
from branchtui.workflows.college.asking import Draft, Request
from branchtui.workflows.college.organiser import BranchBoard, BranchFigures, OneBranch
from branchtui.workflows.college.seat import Seat

if TYPE_CHECKING:
    from psycopg import Connection


class Seen(NamedTuple):
    """What is shown of all branches, as it was at a moment. `year` is that of the figures."""

    at: datetime
    boards: Sequence[BranchBoard]
    requests: Sequence[Request]
    figures: Sequence[BranchFigures]
    year: int


class SeenBranch(NamedTuple):
    """One branch, as it was at a moment."""

    at: datetime
    of: OneBranch


class Source:
    """The college's server from an organiser's seat. Every method takes as long as the network, and raises BranchError."""

    def __init__(self, place: Home, seat: Seat) -> None:
        self._place, self._seat = place, seat
        self.name = seat.name  # of the college, as it was when everything was looked at last

    def look(self, now: datetime, year: int) -> Seen:
        """Everything that is shown of all branches."""
        from branchtui.store.college.standing import college_name
        from branchtui.workflows.college.asking import requests
        from branchtui.workflows.college.organiser import boards, figures
        from branchtui.workflows.college.seat import under

        today = now.date()
        with self._connected() as connection:
            self._seat = under(self._place, self._seat, college_name(connection))
            self.name = self._seat.name
            return Seen(now, boards(connection, today), requests(connection), figures(connection, year, today), year)

    def one(self, number: int, now: datetime) -> SeenBranch:
        """A branch whole."""
        from branchtui.workflows.college.organiser import one

        with self._connected() as connection:
            return SeenBranch(now, one(connection, number, now.date()))

    def ask(self, asked: Draft, key: UUID) -> int:
        """Send a notice, or ask for a sheet; its number. Under the same key it is sent once, however often."""
        from branchtui.workflows.college.asking import ask

        with self._connected() as connection:
            return ask(connection, asked, key)

    def change(self, number: int, words: Draft, today: date) -> str:
        """Give a request another title, text and day; the sentence about it."""
        from branchtui.workflows.college.asking import change, request

        with self._connected() as connection:
            return change(connection, request(connection, number), words, today)

    def withdraw(self, number: int) -> str:
        """Take a request back; the sentence about it."""
        from branchtui.workflows.college.asking import withdraw

        with self._connected() as connection:
            return withdraw(connection, number)

    def collect(self, number: int, target: Path, today: date) -> str:
        """Write what was handed in as one sheet; the sentence about it."""
        from branchtui.workflows.college.asking import request
        from branchtui.workflows.college.collecting import collect

        with self._connected() as connection:
            done = collect(connection, request(connection, number), target, today, self.name)
        missing = f"，还没有报的：{'、'.join(done.missing)}" if done.missing else "，都报了"
        return f"{done.branches} 个支部报了{missing}。已写在 {target}"

    def export(self, year: int, target: Path, today: date) -> str:
        """Write the figures of a year as a sheet; the sentence about it."""
        from branchtui.workflows.college.school import write_sheet

        with self._connected() as connection:
            written = write_sheet(connection, "figures", target, year, today, self.name)
        return f"{written.lines} 个支部 {year} 年的数字已写在 {target}"

    @contextmanager
    def _connected(self) -> "Iterator[Connection[Any]]":
        from branchtui.store.college.connection import connected
        from branchtui.workflows.college.seat import address

        with connected(address(self._place, self._seat)) as connection:
            yield connection
