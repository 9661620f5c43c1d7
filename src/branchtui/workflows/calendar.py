"""校历: the days that this branch marks, as a person types them."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.dates import parse_day
from branchtui.rules.workdays import MARKS, DayMark, term_of_mark
from branchtui.store.file.database import act
from branchtui.store.models import TermDay
from branchtui.store.queries.days import marked_days
from branchtui.store.writes import assign
from branchtui.workflows.input_checks import line

_MOST_DAYS = 100  # of one stretch: the summer holidays are shorter
_WORDS: dict[str, DayMark] = {
    **{word: mark for mark, word in MARKS.items()},
    **dict.fromkeys(("放假", "休假", "休", "假"), "off"),
    **dict.fromkeys(("上班", "补班", "调休", "上课"), "work"),
    **dict.fromkeys(("开学", "学期开始"), "term_begins"),
    **dict.fromkeys(("学期结束", "期末", "学期末"), "term_ends"),
}
_SPAN = r"\s*(?:—+|－|–|~|～|至|到)\s*"
_HYPHEN = r"(?<=[日号])\s*-\s*"  # 10月1日-10月8日, not 2026-10-01
_NEITHER = "请写成“10月1日—10月8日 放假”“10月10日 调休上班”“9月1日 开学”或“1月20日 学期结束”的样子"


class Stretch(NamedTuple):
    """Days that follow each other and bear the same mark."""

    first: date
    last: date
    mark: DayMark
    name: str = ""

    @property
    def words(self) -> str:
        """2026年10月1日至10月8日 放假（国庆）"""
        first, last = self.first, self.last
        until = f"{last.month}月{last.day}日" if last.year == first.year else chinese_day(last)
        days = chinese_day(first) if first == last else f"{chinese_day(first)}至{until}"
        return f"{days} {MARKS[self.mark]}{f'（{self.name}）' if self.name else ''}"


def stretches() -> list[Stretch]:
    """What the branch has marked, in the order of days."""
    found: list[Stretch] = []
    for day, mark, name in sorted(marked_days(), key=lambda each: (each.mark, each.name, each.day)):
        before = found[-1] if found else None
        if before is not None and before[2:] == (mark, name) and before.last + timedelta(1) == day:
            found[-1] = before._replace(last=day)
        else:
            found.append(Stretch(day, day, mark, name))
    return sorted(found)


def mark_days(typed: str, today: date) -> str:
    """Mark the days that a person typed, as 10月1日—10月8日 放假 国庆. The sentence about it.

    A free day that is to be worked at, or the reverse, is the one that was said last. Raises BranchError for what can't
    be read, a stretch of over a hundred days, or a day on which no term begins or ends.
    """
    stretch = read_days(typed, today)
    first, last, mark, name = stretch
    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    other: dict[DayMark, DayMark] = {"off": "work", "work": "off"}
    with act(f"校历：{stretch.words}"):
        TermDay.ensure_all([{"day": day} for day in days], shared={"mark": mark, "name": name})
        if mark in other:
            _forget(days, other[mark])
    return f"已记入校历：{stretch.words}。"


def unmark_days(stretch: Stretch) -> str:
    """Take a mark off the days of a stretch again, whatever they are called. Raises BranchError where none bears it."""
    first, last, mark, _ = stretch
    days = [day for day, marked, _ in marked_days() if first <= day <= last and marked == mark]
    if not days:
        raise BranchError(f"校历里没有“{stretch.words}”。")
    with act(f"校历去掉：{stretch.words}"):
        _forget(days, mark)
    return f"校历已去掉：{stretch.words}。"


def read_days(typed: str, today: date) -> Stretch:
    """What a person typed as days, a mark and a name. Raises as `mark_days` does."""
    return _read(line(typed, "校历", required=True, limit=100), today)


def _forget(days: Sequence[date], mark: DayMark) -> None:
    for row in TermDay.of_ids([TermDay.row_id(day=day, mark=mark) for day in days]):
        assign(row, {"deleted": True})


def _read(typed: str, today: date) -> Stretch:
    words = typed.replace("，", " ").replace("：", " ").split()
    found = next(((number, _WORDS[word]) for number, word in enumerate(words) if word in _WORDS), None)
    if found is None or not found[0]:
        raise BranchError(f"没有看懂“{typed}”，{_NEITHER}。")
    number, mark = found
    said = " ".join(words[:number])
    ends = re.split(_HYPHEN if re.search(_HYPHEN, said) else _SPAN, said)
    if len(ends) > 2 or not all(ends):
        raise BranchError(f"没有看懂“{said}”，{_NEITHER}。")
    first = parse_day(ends[0], today)
    last = first
    if len(ends) == 2:
        end = ends[1]
        last = (
            first.replace(day=_day_number(end, first))
            if re.fullmatch(r"\d{1,2}[日号]?", end)
            else parse_day(end, first)
        )
    if not timedelta() <= last - first < timedelta(_MOST_DAYS):
        raise BranchError(f"“{said}”的末日应在首日之后、{_MOST_DAYS} 天以内，请核对。")
    if mark in ("term_begins", "term_ends"):
        if first != last:
            raise BranchError(f"{MARKS[mark]}是一天，请只写那一天。")
        if term_of_mark(first, mark) is None:
            months = "1到4月或7到10月" if mark == "term_begins" else "12到3月或5到8月"
            raise BranchError(f"{MARKS[mark]}应在{months}，{chinese_day(first)}不像，请核对。")
    return Stretch(first, last, mark, " ".join(words[number + 1 :]))


def _day_number(text: str, first: date) -> int:
    """The day of the month of `first` that was typed alone."""
    from branchtui.rules.text.dates import parse_day

    return parse_day(f"{first.year}年{first.month}月{text.rstrip('日号')}日", first).day
