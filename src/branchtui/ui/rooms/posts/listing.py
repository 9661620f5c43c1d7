"""The rows of the list of posts: by category, each with its state and what was served this year."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len

from branchtui.rules.posts.chain import PostRules, PostState
from branchtui.rules.services import hours_words
from branchtui.rules.text.chinese_time import near_day
from branchtui.rules.text.names import matches
from branchtui.store.name_index import readings_of
from branchtui.store.queries.posts import PostList, PostRow
from branchtui.store.queries.services.figures import Figure
from branchtui.store.queries.services.log import last_days
from branchtui.ui.rooms.posts.lines import state_ink
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Groups, Rows, Source
from branchtui.ui.widgets.choosing.choices import letters

_NO_CATEGORY = "未分类"


class PostLine(NamedTuple):
    """One line: a post, what it is, and what was served this year; `last` is its last service."""

    id: bytes
    row: PostRow
    state: PostState
    holders: str
    half_hours: int
    served: int
    last: date | None
    silent: bool  # for longer than the branch allows a post in service
    today: date


class PostLines(Rows[PostLine]):
    """The lines in the order of categories."""

    def groups(self) -> Groups:
        """The headings: each category with the number of its posts."""
        return [
            (Ink(name or _NO_CATEGORY, bold=True).add(f" {len(lines)} 个", "quiet"), len(lines))
            for name, lines in (
                (name, list(lines)) for name, lines in groupby(self.rows, lambda line: line.row.category)
            )
        ]


def read_lines(filter_text: str, rules: PostRules, today: date) -> PostLines:
    """The list as of today, read in a few statements however many posts there are."""
    by_letters = letters(filter_text)
    found = PostList("" if by_letters else filter_text)
    rows = found.page(0, found.count())
    if by_letters:
        readings = readings_of()
        rows = [row for row in rows if _fits(filter_text, row, readings)]
    year = date(today.year, 1, 1), date(today.year, 12, 31)
    hours = _by_post(Figure("hours", first=year[0], last=year[1])) if rows else {}
    served = _by_post(Figure("served", first=year[0], last=year[1])) if rows else {}
    last = last_days() if rows else {}
    places = {name: place for place, name in enumerate(rules.categories)}
    rows.sort(key=lambda row: (row.category not in places, places.get(row.category, 0), row.category))
    return PostLines([_line(row, rules, today, hours, served, last) for row in rows])


def _fits(typed: str, row: PostRow, readings: Mapping[bytes, tuple[tuple[str, ...], tuple[str, ...]]]) -> bool:
    """Whether letters stand in what a post is called, or are how a holder is read."""
    if typed.lower() in f"{row.number} {row.name}".lower():
        return True
    return any(matches(typed, each.name, *readings.get(each.member, ((), ()))) for each in row.holders)


def _line(
    row: PostRow,
    rules: PostRules,
    today: date,
    hours: Mapping[bytes, int],
    served: Mapping[bytes, int],
    last: Mapping[bytes, date],
) -> PostLine:
    state, since = row.since(rules, today)
    latest = last.get(row.id)
    counted = max(filter(None, (latest, since)), default=None)
    silent = state == "active" and counted is not None and (today - counted).days > rules.silent_days
    names = "、".join(holder.name for holder in row.holders_on(today))
    return PostLine(row.id, row, state, names, hours.get(row.id, 0), served.get(row.id, 0), latest, silent, today)


def _by_post(figure: Figure) -> dict[bytes, int]:
    return {each.post: total for each, total in figure.by("post") if each.post is not None}


def by_category(source: Source[PostLine]) -> Groups:
    """The headings of the list of posts."""
    assert isinstance(source, PostLines)
    return source.groups()


def _state(line: PostLine, glyphs: Glyphs) -> Ink:
    return state_ink(line.state, glyphs)


_NUMBER: Column[PostLine] = Column("编号", 6, lambda line: line.row.number, role="quiet")
_NAME: Column[PostLine] = Column("名称", 18, lambda line: line.row.name, grow=True, names=True)
_HOLDERS: Column[PostLine] = Column("上岗党员", 15, lambda line: line.holders)
_STATE: Column[PostLine] = Column("状态", 9, lambda line: "", ink=_state)
_HOURS: Column[PostLine] = Column(
    "今年", 10, lambda line: hours_words(line.half_hours) if line.half_hours else "", right=True
)
_SERVED: Column[PostLine] = Column(
    "服务", 10, lambda line: f"{line.served} 人次" if line.served else "", right=True, role="quiet"
)
_LAST: Column[PostLine] = Column(
    " 最近",
    12,
    lambda line: f" {near_day(line.last, line.today)}" if line.last else " 没有服务" if line.silent else "",
    role=lambda line: "due" if line.silent else "quiet",
)
_ALWAYS = (_NUMBER, _NAME, _STATE)
_MORE = (_HOLDERS, _HOURS, _LAST, _SERVED)  # the rear ones give way first


def columns_for(lines: Sequence[PostLine]) -> list[Column[PostLine]]:
    """The columns that tell something, as wide as the lines want; where there is no room the rear ones give way."""
    columns = [_fitted(column, lines) for column in (*_ALWAYS, *_MORE) if _tells(column, lines)]
    order = [column.title for column in (_NUMBER, _NAME, _HOLDERS, _STATE, _HOURS, _SERVED, _LAST)]
    always = {column.title for column in _ALWAYS}
    room = sum(column.width + 1 for column in columns if column.title in always)
    shown = []
    for column in columns:
        if column.title not in always:
            room += column.width + 1
            column = column._replace(from_width=room)
        shown.append(column)
    return sorted(shown, key=lambda column: order.index(column.title))


def _tells(column: Column[PostLine], lines: Sequence[PostLine]) -> bool:
    return column in (_NAME, _STATE) or any(column.text(line).strip() for line in lines)


def _fitted(column: Column[PostLine], lines: Sequence[PostLine]) -> Column[PostLine]:
    """The column as narrow as its longest text, and no wider than it may be."""
    if column.grow or column.ink is not None:
        return column
    longest = max((cell_len(column.text(line)) for line in lines), default=0)
    return column._replace(width=min(column.width, max(longest, cell_len(column.title))))
