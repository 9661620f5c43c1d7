"""What is told of study hours, as lines."""

from collections.abc import Iterator, Sequence

from branchtui.rules.registers.amounts import hours_number
from branchtui.rules.year.hours import WHO, Ledger, Source, short_of
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.wrap import wrap

BAR = 10  # cells
_DAY, _HOURS = 6, 5


def bar(ledger: Ledger, glyphs: Glyphs, cells: int = BAR) -> Ink:
    """How much of what is asked for is done."""
    if not ledger.asked:
        return Ink()
    filled = ledger.percent * cells // 100
    role = "good" if not ledger.behind else "due"
    return Ink().add(glyphs.bars[-1] * filled, role).add(glyphs.none * (cells - filled), "quiet")


def short_ink(ledger: Ledger) -> Ink:
    """What is missing, or that nothing is."""
    return Ink(short_of(ledger), "due" if ledger.behind else "good")


def sum_line(ledger: Ledger) -> Ink:
    """25.5/56  差 30.5"""
    line = Ink(hours_number(ledger.half_hours), bold=True)
    if ledger.asked:
        line.add(f"/{hours_number(ledger.asked)}", "quiet").add("  ").join(short_ink(ledger))
    return line


def asked_words(ledger: Ledger, year: int) -> str:
    """What a year asks of the person, by which clause; empty where it asks nothing."""
    if ledger.target is None:
        return ""
    return f"{year} 年{WHO[ledger.who]}应达 {hours_number(ledger.asked)} 学时：{ledger.target.clause}"


def heading(ledger: Ledger, year: int) -> str:
    """All that a ledger comes to, in a line."""
    parts = [f"{ledger.name} {year} 年已完成 {hours_number(ledger.half_hours)} 学时", short_of(ledger)]
    return "，".join(filter(None, parts)) + "。"


def ledger_lines(ledger: Ledger, year: int, width: int, glyphs: Glyphs) -> list[Ink]:
    """A ledger beside the list: the sum, what is asked, then what it comes from."""
    lines = [Ink(" ").join(sum_line(ledger)), Ink(" ").join(bar(ledger, glyphs, min(30, width - 2)))]
    lines += [Ink(f" {words}", "quiet") for words in wrap(asked_words(ledger, year), max(8, width - 2))]
    return [*lines, Ink(), *_sources(ledger.sources, width, glyphs)]


def _sources(sources: Sequence[Source], width: int, glyphs: Glyphs) -> Iterator[Ink]:
    if not sources:
        yield Ink(" 还没有计入的会议和培训", "quiet")
    for each in sources:
        counted = hours_number(each.half_hours).rjust(_HOURS)
        line = Ink(f" {each.day:%m-%d}", "quiet", bold=False).to(_DAY + 2)
        line.add(counted, "text" if each.half_hours else "quiet", bold=bool(each.half_hours)).add("  ")
        line.add(f"{each.kind} {each.title}".strip(), width=max(0, width - line.cells - 1), more=glyphs.more)
        yield line
