"""What is told of a point: what is asked and promised, each need with its state and clause, what is missing, its account."""

from collections.abc import Iterator

from branchtui.rules.frameworks.judging import STATES, NeedState
from branchtui.rules.frameworks.needs import PERS
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.ui.rooms.frameworks.standing.matrix import ROLES, state_sign
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.wrap import wrap
from branchtui.workflows.frameworks.standing import HOWS, PointStanding

_LABEL = 10  # cells
_GAPS = 6  # of a need, in words


def need_ink(need: NeedState, glyphs: Glyphs) -> Ink:
    """A need in one line: its sign, what it says, how often of how often it is met, its state."""
    asked = [cell for cell in need.cells if cell.state not in ("none", "not_due")]
    line = Ink(" ").add(f"{state_sign(need.state, glyphs)} ", ROLES[need.state]).add(need.need.say)
    line.add(f"  {PERS[need.need.per]}" if need.need.form in ("count", "measure", "each") else "", "quiet")
    if len(need.cells) == 1:
        cell = need.cells[0]
        line.add(f"  {cell.have}/{cell.asked}{need.need.unit}", "quiet")
    elif asked:
        line.add(f"  {sum(cell.state == 'met' for cell in asked)}/{len(asked)} 期", "quiet")
    line.add(f"  {STATES[need.state]}", ROLES[need.state])
    return line.add(f"：{need.reason}" if need.reason else "", "quiet")


def head_lines(row: PointStanding, width: int, glyphs: Glyphs, most: int) -> list[Ink]:
    """What stands above the pieces of a point, in at most so many lines."""
    point = row.point
    lines = [
        Ink(" ").add(f"{row.number} {point.title}", bold=True).add(f"  {STATES[row.state]}", ROLES[row.state]),
        *(Ink(" ").add(words) for words in wrap(point.demand, max(8, width - 2))),
        *(need_ink(need, glyphs) for need in row.needs),
    ]
    if len(lines) > most:
        lines = [*lines[: most - 1], Ink(f" {glyphs.more} F6 看全部", "quiet")]
    return [line.cut(width, glyphs.more) for line in lines]


def point_lines(row: PointStanding, width: int, glyphs: Glyphs) -> list[Ink]:
    """All that is told of a point, in lines of at most so many cells."""
    return [line.cut(width, glyphs.more) for line in _lines(row, width, glyphs)]


def _lines(row: PointStanding, width: int, glyphs: Glyphs) -> Iterator[Ink]:
    point = row.point
    yield Ink(" ").add(f"{state_sign(row.state, glyphs)} {STATES[row.state]}", ROLES[row.state], bold=True)
    for label, words in (
        ("要求", point.demand),
        ("承诺目标", point.promised),
        ("依据", point.source),
        ("七个有力", point.dim),
        ("责任", point.owner.name if point.owner else point.owner_office),
        ("完成时限", chinese_day(point.due_on) if point.due_on else ""),
        ("自评分", point.self_score),
        ("不适用", point.na_reason),
    ):
        yield from _labelled(label, words, width)
    if row.needs:
        yield Ink()
        yield Ink(" 需要", bold=True)
    for need in row.needs:
        yield from _need(need, width, glyphs)
    yield Ink()
    yield Ink(" 佐证", bold=True).add(f"  {_counted(row)}", "quiet")
    yield Ink()
    yield Ink(" 完成情况", bold=True).add("" if point.account else "  还没有写，按 Ctrl+T 写", "quiet")
    for paragraph in point.account.splitlines():
        yield from (Ink(" ").add(words) for words in wrap(paragraph, max(8, width - 2)))


def _counted(row: PointStanding) -> str:
    numbers = {word: sum(piece.how == how for piece in row.pieces) for how, word in HOWS.items()}
    return "  ".join(f"{word} {number}" for word, number in numbers.items() if number) or "还没有"


def _need(need: NeedState, width: int, glyphs: Glyphs) -> Iterator[Ink]:
    yield need_ink(need, glyphs)
    clause = need.need.source or ("本校、本支部的做法" if need.need.local else "")
    if clause:
        yield from (Ink("   ").add(words, "quiet") for words in wrap(clause, max(8, width - 4)))
    for gap in need.gaps[:_GAPS]:
        yield Ink("   ").add(f"{glyphs.open} {gap.words}", "due")
    if len(need.gaps) > _GAPS:
        yield Ink(f"   还有 {len(need.gaps) - _GAPS} 处，都在 F4 缺项里", "quiet")


def _labelled(label: str, value: str, width: int) -> Iterator[Ink]:
    for number, words in enumerate(wrap(value, max(8, width - _LABEL - 2)) if value else ()):
        yield Ink(" ").add("" if number else label, "quiet", width=_LABEL).add(words)
