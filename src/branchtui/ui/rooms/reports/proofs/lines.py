"""What is told of a finding: its row in the list, and below that all of it."""

from branchtui.proof.finding import SEVERITIES, Finding, Severity
from branchtui.ui.rooms.reports.proofs.spots import PARTS
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.wrap import wrap

_ROLES: dict[Severity, str] = {"error": "bad", "warning": "due", "hint": "quiet"}
_MOST = 3  # lines of what is told


def severity_cell(finding: Finding, glyphs: Glyphs) -> Ink:
    """How bad it is, as sign, word and colour."""
    signs: dict[Severity, str] = {"error": glyphs.wrong, "warning": glyphs.half, "hint": glyphs.none}
    return Ink(f"{signs[finding.severity]} {SEVERITIES[finding.severity]}", _ROLES[finding.severity])


def where_word(finding: Finding) -> str:
    """The part it stands in."""
    return f"图{finding.line}" if finding.part == "figure" else PARTS[finding.part]


def told_lines(finding: Finding | None, width: int, glyphs: Glyphs) -> list[Ink]:
    """The words of a finding whole, what asks for it, and what would be written instead."""
    if finding is None:
        return []
    room = width - 2
    lines = [Ink(" ").add(line) for line in wrap(finding.words, room)]
    if len(lines) > _MOST - 1:
        lines = [*lines[: _MOST - 2], lines[_MOST - 2].add(glyphs.more).cut(width, glyphs.more)]
    last = Ink(" ")
    if finding.instead is not None:
        last.add("改为" if finding.instead else "删去这几个字", "quiet")
        last.add(f"“{finding.instead}”" if finding.instead else "", "good")
        last.add("" if finding.safe else "，再读一遍前后", "quiet").add("  ")
    last.add(finding.clause, "quiet")
    return [*lines, last.cut(width, glyphs.more)]


def count_ink(findings: int | None) -> Ink:
    """How many findings there are, for the edge of the text; nothing while nobody has looked yet."""
    if findings is None:
        return Ink()
    return Ink(f"校对 {findings} 处", "due") if findings else Ink("校对 没有问题", "quiet")
