"""The year as lines: a row for each kind with its rule, a cell for each month, and how many of them there were."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.values import NamedTuple

if TYPE_CHECKING:
    from branchtui.rules.duties.year_matrix import Month, Sign, Year

_ROLES: "dict[Sign, str]" = {"full": "good", "half": "info", "open": "due", "none": "edge"}
_LEGEND: "dict[Sign, str]" = {"full": "已开", "half": "已计划", "open": "还差", "none": "未到或不要求"}
_WIDEST_NAME = 16  # cells of a kind's name
_WHOLE = 7  # cells of how many in the whole year
_MONTH_CELLS = (7, 4, 3)  # as many as there is room for; the first has room for days


class _Layout(NamedTuple):
    """How wide each part is; `rule` is 0 where there is no room for it."""

    name: int
    rule: int
    month: int

    @property
    def head(self) -> int:
        return 1 + self.name + self.rule


def legend(glyphs: Glyphs) -> Ink:
    """What the signs mean."""
    line = Ink()
    for sign, word in _LEGEND.items():
        line.add("  " * bool(line.cells)).add(getattr(glyphs, sign), _ROLES[sign]).add(f" {word}", "quiet")
    return line


def year_lines(year: "Year", width: int, most: int, glyphs: Glyphs) -> list[Ink]:
    """A head, a line for each kind, and the shares of those who were there, at this width.

    Where there are more than `most` lines, one says how many kinds are left out.
    """
    layout = _layout(year, width)
    head = Ink().to(layout.head)
    for month in range(1, 13):
        now = month == year.month
        text = f"{month}月" if layout.month >= _MONTH_CELLS[0] else str(month)
        _cell(head, layout, [(text, "text" if now else "quiet")], now=now, bold=now)
    lines = [_flush(head, "全年")]
    for each in year.kinds:
        line = Ink(" ").add(each.kind, width=layout.name - 1, more=glyphs.more).to(1 + layout.name)
        line.add(each.rule if layout.rule else "", "quiet").to(layout.head)
        for number, month_of_kind in enumerate(each.months, 1):
            _cell(line, layout, _month(month_of_kind, layout, glyphs), now=number == year.month)
        lines.append(_flush(line, f"{each.held}/{each.wanted}" if each.wanted else str(each.held)))
    shares = Ink(" 到会率", "quiet").to(layout.head)
    for number, share in enumerate(year.shares, 1):
        _cell(shares, layout, [(_percent(share, layout), "info")], now=number == year.month)
    left_out = len(lines) + 1 - most
    if left_out > 0:
        lines[most - 2 :] = [Ink(f" 还有 {left_out + 1} 类，窗口高一些就看得到", "quiet")]
    return [*lines, shares]


def _layout(year: "Year", width: int) -> _Layout:
    """The widest months that there is room for, and the rules unless the window is too narrow for them."""
    name = 1 + min(_WIDEST_NAME, max((cell_len(each.kind) for each in year.kinds), default=0))
    rule = 1 + max((cell_len(each.rule) for each in year.kinds), default=0)
    for found in (_Layout(name, each_rule, month) for month in _MONTH_CELLS for each_rule in (rule, 0)):
        if found.head + 12 * found.month + _WHOLE <= width:
            return found
    return _Layout(name, 0, _MONTH_CELLS[-1])


def _month(month: "Month", layout: _Layout, glyphs: Glyphs) -> Sequence[tuple[str, str]]:
    """The sign of a month, and the days where there is room: of many only how often."""
    pieces = [(getattr(glyphs, month.sign), _ROLES[month.sign])]
    if layout.month >= _MONTH_CELLS[0] and month.days:
        days = " ".join(map(str, month.days))
        room = layout.month - 3
        pieces.append((f" {days}" if len(days) <= room else f" {len(month.days)}次", "quiet"))
    return pieces


def _percent(share: int | None, layout: _Layout) -> str:
    """A share in words that leave a blank before them in any month."""
    if share is None:
        return ""
    if layout.month >= _MONTH_CELLS[0]:
        return f"{share}%"
    return "满" if share == 100 else str(share)


def _cell(line: Ink, layout: _Layout, pieces: Sequence[tuple[str, str]], *, now: bool, bold: bool = False) -> None:
    """Add a month, a blank before it; this month is raised."""
    ground = "raised" if now else ""
    end = line.cells + layout.month
    line.add(" ", ground=ground)
    for text, role in pieces:
        line.add(text, role, ground=ground, bold=bold)
    line.to(end, ground=ground)


def _flush(line: Ink, text: str) -> Ink:
    return line.to(line.cells + _WHOLE - cell_len(text)).add(text, "quiet")
