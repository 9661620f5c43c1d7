"""The cells of the organiser's lists: a number with its sign, a time, and what is told beside a list."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TypeVar

from rich.cells import cell_len

from branchtui.rules.duties.duty import GROUPS, Board, Duty
from branchtui.rules.text.chinese_time import near_moment
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column
from branchtui.ui.text.wrap import wrap

RowT = TypeVar("RowT")
LOOKS = {  # of the parts of a board: the name of the sign, and the role
    "overdue": ("wrong", "bad"),
    "contradictions": ("wrong", "bad"),
    "due": ("open", "due"),
    "coming": ("half", "info"),
    "done": ("full", "good"),
}


def counted(
    title: str, width: int, count: Callable[[RowT], int], sign: str, role: str, from_width: int = 0
) -> Column[RowT]:
    """A column of numbers behind a sign; nothing stands where there is nothing to tell."""

    def ink(row: RowT, glyphs: Glyphs) -> Ink:
        number = count(row)
        mark: str = getattr(glyphs, sign)
        return Ink(f"{mark} {number}", role, bold=role == "bad") if number else Ink("")

    return Column(title, width, lambda row: str(count(row) or ""), from_width=from_width, ink=ink)


def moment(at: datetime | None, today: date, never: str = "") -> str:
    """A moment of the server's clock as it is here, in few words: today's as the time of day."""
    if at is None:
        return never
    at = at.astimezone().replace(tzinfo=None)
    return f"{at:%H:%M}" if at.date() == today else near_moment(at, today)


def board_lines(board: Board, width: int, glyphs: Glyphs) -> list[Ink]:
    """What is overdue and due, in groups; where it is nothing, a sentence."""
    lines: list[Ink] = []
    for name in ("overdue", "due"):
        duties: Sequence[Duty] = getattr(board, name)
        if duties:
            sign, role = LOOKS[name]
            lines += [Ink(), Ink(f" {GROUPS[name]} {len(duties)}", role, bold=True)]
            for duty in duties:
                lines += listed(duty.duty, duty.when, getattr(glyphs, sign), role, width)
    return lines or [Ink(), Ink(" 眼下没有逾期和要办的事。", "quiet")]


def listed(words: str, when: str, sign: str, role: str, width: int) -> list[Ink]:
    """Words behind a sign in as many lines as they need; at the right end of the last, or below it, what stands there."""
    lines: list[Ink] = []
    for number, part in enumerate(wrap(words, max(8, width - 4))):
        lines.append(Ink(" ").add("  " if number else f"{sign} ", role, bold=True).add(part))
    at_end = f"{when} "
    if when and lines[-1].cells + cell_len(at_end) >= width:
        lines.append(Ink())
    return [*lines[:-1], lines[-1].ending(width, at_end)] if when else lines
