"""Terms of holders: from a day, to a day or open; never two of one person at once in one post."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.text.chinese_time import chinese_day


class Term(NamedTuple):
    """The days of one holder, both counted; open where there is no last day yet."""

    from_day: date
    to_day: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)

    def meets(self, other: "Term") -> bool:
        """Whether the two have a day in common."""
        return self.from_day <= (other.to_day or date.max) and other.from_day <= (self.to_day or date.max)

    @property
    def words(self) -> str:
        """2026年3月1日至今, 2026年3月1日至2026年6月30日."""
        return f"{chinese_day(self.from_day)}至{chinese_day(self.to_day) if self.to_day else '今'}"


def check_term(term: Term, others: Iterable[Term], who: str, what: str) -> None:
    """Raises BranchError where a stretch of days ends before it begins, or meets another one of the same person.

    `who` names the person, `what` says what the days are: 任岗, 考核期.
    """
    if term.to_day is not None and term.to_day < term.from_day:
        raise BranchError(
            f"{what}的截止日{chinese_day(term.to_day)}早于起始日{chinese_day(term.from_day)}，请核对日期。"
        )
    for other in others:
        if term.meets(other):
            raise BranchError(f"{who}在这个岗位已有{what}：{other.words}，与{term.words}重叠。请先改那一段。")
