"""A Paper as lines of plain text for a terminal pane. Widths are terminal cells."""

from collections.abc import Iterator
from datetime import date

from rich.cells import cell_len

from branchtui.papers import tree
from branchtui.rules.blanks import NO_DAY
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.typesetting.heading_numbers import HeadingNumbers
from branchtui.typesetting.profile import Headings
from branchtui.ui.text.cells import fit
from branchtui.ui.text.wrap import wrap


def paper_lines(paper: tree.Paper, width: int, headings: Headings) -> list[str]:
    """The whole paper, wrapped to `width` cells (at least 16); `headings` are numbered as in a file."""
    width = max(16, width)
    lines: list[str] = []
    numbers = HeadingNumbers(headings)
    for block in paper.blocks:
        if isinstance(block, tree.Heading):
            lines += ["", *wrap(numbers.of(block, block.text.strip()) + block.rest, width, first=4)]
        else:
            lines.extend(_block_lines(block, width))
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _block_lines(block: tree.Block, width: int) -> Iterator[str]:
    match block:
        case tree.Kicker(text):
            yield from _centred(text, width)
        case tree.Title(text):
            for part in text.splitlines():
                yield from _centred(part, width)
            yield ""
        case tree.Subtitle(text):
            yield from _centred(text, width)
        case tree.Meta(pairs):
            words = [f"{label}：{_day(value)}" if label else _day(value) for label, value in pairs]
            yield from _centred("    ".join(words), width)
            yield ""
        case tree.Paragraph(role=role):
            yield from wrap(block.text, width, first=0 if role == "addressee" else 4)
        case tree.Table(header, rows, widths):
            yield from _table(header, rows, widths, width)
            yield ""
        case tree.Picture(number, sha, caption):
            label = f"配图{number}" if sha else f"配图{number}（还没有文件）"
            box = min(width, max(24, cell_len(label) + 6))
            for edge in ("-" * box, f"|{_middle(label, box - 2)}|", "-" * box):
                yield " " * ((width - box) // 2) + edge
            yield from _centred(caption, width)
        case tree.Byline(pairs):
            yield from _right("  ".join(f"{role}：{names}" for role, names in pairs), width)
        case tree.SignOff(unit, day):
            yield ""
            yield from _right(unit, width)
            yield from _right(chinese_day(day) if day else NO_DAY, width)
        case tree.Blank():
            yield ""
        case tree.PageBreak():
            yield ""
            yield "- " * (width // 2)
            yield ""


def _day(value: str | date) -> str:
    return value if isinstance(value, str) else chinese_day(value)


def _centred(text: str, width: int) -> Iterator[str]:
    for line in wrap(text, width - 2) if text else ():
        yield " " * ((width - cell_len(line)) // 2) + line


def _right(text: str, width: int) -> Iterator[str]:
    for line in wrap(text, width - 4):
        yield " " * max(0, width - cell_len(line) - 2) + line


def _middle(text: str, width: int) -> str:
    space = max(0, width - cell_len(text))
    return fit(" " * (space // 2) + text, width)


def _table(
    header: tuple[str, ...], rows: tuple[tuple[str, ...], ...], widths: tuple[float, ...], width: int
) -> Iterator[str]:
    columns = max([len(header), *(len(row) for row in rows)], default=0)
    if not columns:
        return
    shares = list(widths) if len(widths) == columns and any(widths) else [1.0] * columns
    room = width - columns - 1
    cells = [max(4, int(room * share / sum(shares))) for share in shares]
    rule = "+" + "+".join("-" * size for size in cells) + "+"
    yield rule
    for number, row in enumerate([header, *rows] if any(header) else rows):
        padded = [*row, *[""] * (columns - len(row))]
        wrapped = [wrap(text, size) for text, size in zip(padded, cells, strict=True)]
        for at in range(max(len(lines) for lines in wrapped)):
            parts = [
                fit(lines[at] if at < len(lines) else "", size) for lines, size in zip(wrapped, cells, strict=True)
            ]
            yield "|" + "|".join(parts) + "|"
        if number == 0 and any(header):
            yield rule
    yield rule
