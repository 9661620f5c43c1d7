"""On which days of a plan a line is due: holidays and days that make up for them are not, and it is said."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from branchtui.rules.meetings import period_of
from branchtui.rules.text.chinese_time import chinese_day, chinese_weekday
from branchtui.rules.workdays import Terms, Workdays
from branchtui.rules.year.schedule import Part, Schedule

_EVERY_YEAR = {
    (1, 1),
    (5, 1),
    (5, 2),
    (10, 1),
    (10, 2),
    (10, 3),
}  # 全国年节及纪念日放假办法, those with a date of their own
_HAN = "零一二三四五"
_ONE_DAY = timedelta(1)
_HALF_A_YEAR = timedelta(180)


class Occurrence(NamedTuple):
    """One time that a line is due between `first` and `last`; `name` is what that stretch is called.

    `day` is None where no day is told, or where there is none; `skipped` tells the two apart. `said` is the sentence about
    it, empty where there is nothing to say.
    """

    first: date
    last: date
    name: str
    day: date | None = None
    said: str = ""
    skipped: bool = False


class Calendar(NamedTuple):
    """What is known of the days of a plan; `begun` are the days on which terms begin, where the branch has marked them."""

    first: date
    last: date
    workdays: Workdays
    terms: Terms
    begun: tuple[date, ...] = ()

    @property
    def weeks_from(self) -> list[date]:
        """The days from which the weeks of terms are counted: where none is marked, the first one of the plan."""
        return sorted(day for day in self.begun if self.first - _HALF_A_YEAR < day <= self.last) or [self.first]


class _Stretch(NamedTuple):
    first: date
    last: date
    name: str
    number: int  # of the month, the quarter, the week


def occurrences(schedule: Schedule, of: Calendar) -> list[Occurrence]:
    """Every time that a line is due in the time of a plan, in order of days."""
    return sorted((each for part in schedule.parts for each in _of_part(part, of)), key=lambda each: each[:2])


def _of_part(part: Part, of: Calendar) -> Iterator[Occurrence]:
    found = [each for each in _stretches(part, of) if _meant(part, each)]
    told = {each.number for each in found}
    for number in part.only:
        if number not in told:
            words = {"month": f"{number}月", "quarter": f"第{number}季度"}.get(part.span, f"第{number}周")
            yield Occurrence(of.first, of.last, words, said=f"{words}不在计划的起止日之内，没有安排", skipped=True)
    for stretch in found:
        first, last = stretch.first, stretch.last
        if part.within is not None:
            end = monthrange(first.year, first.month)[1]
            if part.within[0] > end:
                yield Occurrence(first, last, stretch.name, said=f"{stretch.name}没有这一周", skipped=True)
                continue
            first, last = first.replace(day=part.within[0]), first.replace(day=min(end, part.within[1]))
        if part.weekday is None and not part.days:
            yield from _open(part, stretch, max(first, of.first), min(last, of.last))
        for nth in part.nths if part.weekday is not None else ():
            day = _weekday(part, nth, stretch)
            if day is None:
                said = f"{stretch.name}没有第{_han(nth)}个周{'一二三四五六日'[part.weekday or 0]}，没有安排"
                yield Occurrence(first, last, stretch.name, said=said, skipped=True)
            else:
                yield _fitting(part, stretch, day, of)
        for number in part.days:
            if number > stretch.last.day:
                said = f"{stretch.name}没有{number}日，没有安排"
                yield Occurrence(first, last, stretch.name, said=said, skipped=True)
            else:
                yield _fitting(part, stretch, first.replace(day=number), of)


def _open(part: Part, stretch: _Stretch, first: date, last: date) -> Iterator[Occurrence]:
    """As often as told without a day."""
    if first > last:
        yield Occurrence(first, first, stretch.name, said=f"{stretch.name}这一段不在计划的起止日之内", skipped=True)
        return
    for _ in range(part.times):
        yield Occurrence(first, last, stretch.name, said="没有写哪一天")


def _fitting(part: Part, stretch: _Stretch, day: date, of: Calendar) -> Occurrence:
    """The day, or the next one of its stretch that is neither a holiday nor makes up for one.

    A day that somebody named stays, and so does the odd week: what falls out there is skipped.
    """
    first, last = (day, day) if part.fixed else stretch[:2]
    found = Occurrence(first, last, stretch.name, day)
    why = _why_not(part, day, of)
    words = f"{day.month}月{day.day}日（{chinese_weekday(day)}）"
    if not of.first <= day <= of.last:
        where = "起始日之前" if day < of.first else "截止日之后"
        return found._replace(day=None, said=f"{words}在计划{where}，没有安排", skipped=True)
    if not why:
        return found
    if part.fixed:
        return found._replace(said=f"{why}，日子是写定的，没有改")
    if part.span != "week":
        other = day
        while (other := other + _ONE_DAY) <= min(stretch.last, of.last):
            same = part.weekday is None or part.weekday < 5 or other.weekday() == part.weekday
            if same and not _why_not(part, other, of):
                return found._replace(day=other, said=f"{words}{why}，顺延到{other.month}月{other.day}日")
    return found._replace(day=None, said=f"{words}{why}，跳过", skipped=True)


def _why_not(part: Part, day: date, of: Calendar) -> str:
    """Why nothing can be on a day; empty where it can. Who meets on a weekend keeps it, unless it is worked at."""
    if day in of.workdays.off or (day.year not in of.workdays.years and (day.month, day.day) in _EVERY_YEAR):
        return "放假"
    if day in of.workdays.work:
        return "调休上班"
    if day.weekday() > 4 and (part.weekday is None or part.weekday < 5):
        return f"是{chinese_weekday(day)}"
    return ""


def _weekday(part: Part, nth: int, stretch: _Stretch) -> date | None:
    """The weekday of a part that is the `nth` of its stretch; None where that has fewer."""
    wanted = part.weekday or 0
    if nth < 0:
        return stretch.last - timedelta((stretch.last.weekday() - wanted) % 7)
    day = stretch.first + timedelta((wanted - stretch.first.weekday()) % 7, weeks=nth - 1)
    return day if day <= stretch.last else None


def _stretches(part: Part, of: Calendar) -> Iterator[_Stretch]:
    """The weeks, months, quarters, terms or years that a plan touches."""
    day = of.first
    while day <= of.last:
        if part.span == "week":
            first, number = _week(day, of)
            last, name = (
                first + timedelta(6),
                f"{f'第{number}周' if number > 0 else '开学前'}（{first.month}月{first.day}日起）",
            )
        else:
            first, last, name = period_of(day, part.span, of.terms)
            number = {"month": first.month, "quarter": (first.month + 2) // 3}.get(part.span, 0)
        yield _Stretch(first, last, name, number)
        day = last + _ONE_DAY


def _week(day: date, of: Calendar) -> tuple[date, int]:
    """The Monday of a week and which one of its term it is; below 1 before the first term begins."""
    monday = day - timedelta(day.weekday())
    mondays = [begins - timedelta(begins.weekday()) for begins in of.weeks_from]
    begun = [each for each in mondays if each <= monday] or mondays[:1]
    return monday, (monday - begun[-1]).days // 7 + 1


def _meant(part: Part, stretch: _Stretch) -> bool:
    if part.year is not None and stretch.first.year != part.year:
        return False
    if part.parity is not None and (stretch.number % 2 != part.parity or stretch.number < 1):
        return False
    return not part.only or stretch.number in part.only


def _han(number: int) -> str:
    return _HAN[number] if number < len(_HAN) else str(number)


def weeks_from(schedule: Schedule, of: Calendar) -> str:
    """What is to be said where weeks are counted from the first day of a plan; else empty."""
    counted = any(part.span == "week" and (part.only or part.parity is not None) for part in schedule.parts)
    if not counted or of.weeks_from != [of.first] or of.first in of.begun:
        return ""
    return f"校历里没有记开学日，教学周从计划起始日 {chinese_day(of.first)} 那一周数起"
