"""The log in figures, as they are listed: each with its total, what each month adds, and the question that opens it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from branchtui.rules.meetings import period_of
from branchtui.rules.services import MEASURES, Measure
from branchtui.rules.text.chinese_time import chinese_days
from branchtui.store.models import Post
from branchtui.store.queries import contacts, people
from branchtui.store.queries.services.figures import By, Figure
from branchtui.workflows.workdays import terms

Stretch = Literal["month", "term", "year", "all"]
STRETCHES: Mapping[Stretch, str] = {"month": "本月", "term": "本学期", "year": "本年", "all": "全部"}
_MOST_MONTHS = 12
_BY: Mapping[By, str] = {"post": "按岗位", "person": "按人", "category": "按类别", "month": "按月"}


class Total(NamedTuple):
    """One figure of the list: the heading it stands under, what it is called, its total, and that of each month."""

    group: str
    name: str
    figure: Figure
    total: int
    months: Mapping[str, int]  # by YYYY-MM


class Totals(NamedTuple):
    """All figures of a stretch of days, and the months that are drawn, the last twelve at most, as YYYY-MM."""

    rows: Sequence[Total]
    months: Sequence[str]


def days_of(stretch: Stretch, today: date) -> tuple[date | None, date | None]:
    """The first and the last day of the month, term or year of `today`; none of all there is."""
    if stretch == "all":
        return None, None
    first, last, _ = period_of(today, stretch, terms()) if stretch == "term" else period_of(today, stretch)
    return first, last


def totals(measure: Measure, stretch: Stretch, today: date, *, post: bytes | None = None) -> Totals:
    """The figures of one post, or of all: the totals, then `measure` by post, person, category and month."""
    first, last = days_of(stretch, today)
    names = _Names()
    rows = []
    for each in ("hours", "services", "served"):
        figure = Figure(each, post=post, first=first, last=last)
        months = figure.by("month")
        by_month = {_month(part): total for part, total in months}
        rows.append(Total("合计", MEASURES[each], figure, sum(by_month.values()), by_month))
    result = Figure("result", post=post, first=first, last=last)
    rows += [
        Total("合计", f"成效（{figure.unit}）", figure, sum(months.values()), months)
        for figure, months in result.months("unit")
    ]
    asked = Figure(measure, post=post, first=first, last=last)
    keys: tuple[By, ...] = ("person",) if post is not None else ("post", "person", "category")
    for key in keys:
        rows += [
            Total(_BY[key], names.called(key, figure), figure, sum(months.values()), months)
            for figure, months in asked.months(key)
        ]
    rows += [
        Total(_BY["month"], _month_words(figure), figure, total, {_month(figure): total})
        for figure, total in reversed(asked.by("month"))
    ]
    return Totals(rows, _drawn(first, last, today))


def words_of(figure: Figure) -> str:
    """What a figure is of, in words: 窗口服务岗 周以宁 2026年9月1日至12月31日 时长."""
    names = _Names()
    unit = f"（{figure.unit}）" if figure.unit else ""
    parts = (
        names.called("post", figure) if figure.post is not None else "",
        names.called("person", figure) if figure.person is not None else "",
        figure.category or "",
        chinese_days(figure.first, figure.last),
        f"{MEASURES[figure.measure]}{unit}",
    )
    return " ".join(filter(None, parts))


def names_of_all() -> tuple[Mapping[bytes, str], Mapping[bytes, str]]:
    """What posts are called, and what people of the roster and contacts are, by id."""
    names = _Names()
    return names.posts, names.people


class _Names:
    """The names of what figures are of, read once."""

    def __init__(self) -> None:
        self.posts = {row.id: row.name for row in Post.select(Post.id, Post.name)}
        self.people = {row.id: row.called for row in contacts.contacts()}
        self.people |= {key: member.name for key, member in people.members().items()}

    def called(self, key: By, figure: Figure) -> str:
        if key == "category":
            return figure.category or "未写类别"
        found = self.posts.get(figure.post or b"") if key == "post" else self.people.get(figure.person or b"")
        return found or "（已不在）"


def _month(figure: Figure) -> str:
    return f"{figure.first:%Y-%m}" if figure.first is not None else ""


def _month_words(figure: Figure) -> str:
    return f"{figure.first.year}年{figure.first.month}月" if figure.first is not None else ""


def _drawn(first: date | None, last: date | None, today: date) -> list[str]:
    """The months of a stretch, the last twelve at most; of all there is the twelve up to this one."""
    end = last or today
    last_month = end.year * 12 + end.month - 1
    begin = last_month - _MOST_MONTHS + 1 if first is None else first.year * 12 + first.month - 1
    counts = range(max(begin, last_month - _MOST_MONTHS + 1), last_month + 1)
    return [f"{count // 12}-{count % 12 + 1:02d}" for count in counts]
