"""校历: working days and terms, by the table that ships and by the days this branch has marked."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.dates import parse_day
from branchtui.rules.workdays import MARKS, DayMark, MarkedDay, Terms, Workdays, term_of_mark, terms_of, workdays_of
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
_SPAN = re.compile(r"\s*(?:—+|－|–|~|～|至|到)\s*")
_HYPHEN = re.compile(r"(?<=[日号])\s*-\s*")  # 10月1日-10月8日, not 2026-10-01
_NEITHER = "请写成“10月1日—10月8日 放假”“10月10日 调休上班”“9月1日 开学”或“1月20日 学期结束”的样子"


def workdays(own: Sequence[MarkedDay] | None = None) -> Workdays:
    """Working days as this branch has them; `own` are the days it has marked, where they were read already."""
    return workdays_of(_shipped(), marked_days() if own is None else own)


def terms() -> Terms:
    """The terms as this branch has marked them."""
    return terms_of(marked_days())


def shipped_years() -> tuple[int, int]:
    """The first and the last year whose holidays ship."""
    years = [each.day.year for each in _shipped()]
    return years[0], years[-1]


def stretches(days: Sequence[MarkedDay]) -> list[tuple[date, date, DayMark, str]]:
    """Marked days with those that follow each other and say the same taken together: first, last, mark, name."""
    found: list[tuple[date, date, DayMark, str]] = []
    for day, mark, name in sorted(days, key=lambda each: (each.mark, each.name, each.day)):
        if found and found[-1][2:] == (mark, name) and found[-1][1] + timedelta(1) == day:
            found[-1] = (found[-1][0], day, mark, name)
        else:
            found.append((day, day, mark, name))
    return sorted(found)


def mark_words(first: date, last: date, mark: DayMark, name: str = "") -> str:
    """2026年10月1日至10月8日 放假（国庆）"""
    until = f"{last.month}月{last.day}日" if last.year == first.year else chinese_day(last)
    days = chinese_day(first) if first == last else f"{chinese_day(first)}至{until}"
    return f"{days} {MARKS[mark]}{f'（{name}）' if name else ''}"


def mark_days(typed: str, today: date) -> str:
    """Mark the days that a person typed, as 10月1日—10月8日 放假 国庆. The sentence about it.

    A free day that is to be worked at, or the reverse, is the one that was said last. Raises BranchError for what can't
    be read, a stretch of over a hundred days, or a day on which no term begins or ends.
    """
    first, last, mark, name = _read(line(typed, "校历", required=True, limit=100), today)
    said = mark_words(first, last, mark, name)
    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    other: dict[DayMark, DayMark] = {"off": "work", "work": "off"}
    with act(f"校历：{said}"):
        TermDay.ensure_all([{"day": day} for day in days], shared={"mark": mark, "name": name})
        if mark in other:
            _forget(days, other[mark])
    return f"已记入校历：{said}。"


def unmark_days(first: date, last: date, mark: DayMark) -> str:
    """Take a mark off the days of a stretch again. Raises BranchError where none of them bears it."""
    days = [day for day, marked, _ in marked_days() if first <= day <= last and marked == mark]
    said = mark_words(first, last, mark)
    if not days:
        raise BranchError(f"校历里没有“{said}”。")
    with act(f"校历去掉：{said}"):
        _forget(days, mark)
    return f"校历已去掉：{said}。"


def read_days(typed: str, today: date) -> tuple[date, date, DayMark]:
    """The first day, the last one and the mark that a person typed. Raises as `mark_days` does."""
    return _read(line(typed, "校历", required=True, limit=100), today)[:3]


def _forget(days: Sequence[date], mark: DayMark) -> None:
    for row in TermDay.of_ids([TermDay.row_id(day=day, mark=mark) for day in days]):
        assign(row, {"deleted": True})


def _read(typed: str, today: date) -> tuple[date, date, DayMark, str]:
    words = typed.replace("，", " ").replace("：", " ").split()
    found = next(((number, _WORDS[word]) for number, word in enumerate(words) if word in _WORDS), None)
    if found is None or not found[0]:
        raise BranchError(f"没有看懂“{typed}”，{_NEITHER}。")
    number, mark = found
    said = " ".join(words[:number])
    ends = _HYPHEN.split(said) if _HYPHEN.search(said) else _SPAN.split(said)
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
    return first, last, mark, " ".join(words[number + 1 :])


def _day_number(text: str, first: date) -> int:
    """The day of the month of `first` that was typed alone."""
    return parse_day(f"{first.year}年{first.month}月{text.rstrip('日号')}日", first).day


@cache
def _shipped() -> tuple[MarkedDay, ...]:
    """The holidays that ship, day by day."""
    return tuple(_days(assets.read("rules", "holidays.tsv").decode("utf-8")))


def _days(table: str) -> Iterator[MarkedDay]:
    for row in table.splitlines():
        if not row.startswith("#"):
            first, last, mark, name = row.split("\t")
            day, end = date.fromisoformat(first), date.fromisoformat(last)
            while day <= end:
                yield MarkedDay(day, "work" if mark == "work" else "off", name)
                day += timedelta(1)
