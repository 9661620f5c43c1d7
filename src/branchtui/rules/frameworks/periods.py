"""The periods of a framework's cycle."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from branchtui.rules.frameworks.needs import Per
from branchtui.rules.workdays import Terms


class Period(NamedTuple):
    """A stretch of days, both included, cut to the cycle. `whole` is False where the cycle holds less than half of it: then
    nothing is asked of it."""

    first: date
    last: date
    name: str
    whole: bool = True


def periods(per: Per, first: date, last: date, terms: Terms) -> list[Period]:
    """The periods from `first` to `last`, in order; the cycle itself for what is asked once or of the whole of it."""
    if per in ("cycle", "once"):
        return [Period(first, last, "全周期")]
    found = []
    day = first
    while day <= last:
        begins, ends, name = _around(per, day, terms)
        inside = (min(ends, last) - max(begins, first)).days + 1
        whole = 2 * inside >= (ends - begins).days + 1
        found.append(Period(max(begins, first), min(ends, last), name, whole))
        day = ends + timedelta(1)
    return found


def _around(per: Per, day: date, terms: Terms) -> tuple[date, date, str]:
    if per == "term":
        return terms.of(day)
    if per == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31), f"{day.year}年"
    months = 3 if per == "quarter" else 1
    month = (day.month - 1) // months * months + 1
    begins = date(day.year, month, 1)
    name = f"{day.year}年{(month + 2) // 3}季度" if per == "quarter" else f"{day.year}年{month}月"
    return begins, _next_month(begins, months) - timedelta(1), name


def _next_month(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def days(period: Period) -> Iterator[date]:
    """Every day of a period."""
    for number in range((period.last - period.first).days + 1):
        yield period.first + timedelta(number)
