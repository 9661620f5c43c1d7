"""A Paper as lines for a terminal pane. Widths are terminal cells."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len

from branchtui.papers import tree
from branchtui.rules.blanks import NO_DAY
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.typesetting.heading_numbers import HeadingNumbers
from branchtui.typesetting.profile import Headings
from branchtui.ui.text.cells import fit
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.wrap import wrap

_LEAST_MARK = 4  # characters: a shorter line stands in too many paragraphs


class PaperLine(NamedTuple):
    """One line: its text, whether a row of a table ends with it, and whether it belongs to what is being written."""

    text: str = ""
    ends_row: bool = False
    marked: bool = False


def paper_lines(
    paper: tree.Paper, width: int, headings: Headings, glyphs: Glyphs, writing: str = ""
) -> list[PaperLine]:
    """The whole paper, wrapped to `width` cells (at least 16); `headings` are numbered as in a file.

    The paragraphs that a line of `writing` stands in are marked.
    """
    width = max(16, width)
    lines: list[PaperLine] = []
    numbers = HeadingNumbers(headings)
    written = [line.strip() for line in writing.splitlines() if len(line.strip()) >= _LEAST_MARK]
    for block in paper.blocks:
        if isinstance(block, tree.Heading):
            words = numbers.of(block, block.text.strip()) + block.rest
            lines += [PaperLine(), *map(PaperLine, wrap(words, width, first=4))]
        elif isinstance(block, tree.Table):
            lines += [*_table(block.header, block.rows, block.widths, width, glyphs), PaperLine()]
        else:
            marked = isinstance(block, tree.Paragraph) and any(line in block.text for line in written)
            lines += [PaperLine(line, marked=marked) for line in _block_lines(block, width, glyphs)]
    while lines and not lines[-1].text:
        lines.pop()
    return lines


def _block_lines(block: tree.Block, width: int, glyphs: Glyphs) -> Iterator[str]:
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
        case tree.Picture(number, sha, caption):
            label = f"配图{number}" if sha else f"配图{number}（还没有文件）"
            box = min(width, max(24, cell_len(label) + 6))
            edge = glyphs.across * (box - 2)
            for line in (
                f"{glyphs.top_left}{edge}{glyphs.top_right}",
                f"{glyphs.down}{_middle(label, box - 2)}{glyphs.down}",
                f"{glyphs.bottom_left}{edge}{glyphs.bottom_right}",
            ):
                yield " " * ((width - box) // 2) + line
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
    header: tuple[str, ...], rows: tuple[tuple[str, ...], ...], widths: tuple[float, ...], width: int, glyphs: Glyphs
) -> Iterator[PaperLine]:
    """The lines of a table: a rule above it; the rule below a row is drawn in its last line."""
    columns = max([len(header), *(len(row) for row in rows)], default=0)
    if not columns:
        return
    shares = list(widths) if len(widths) == columns and any(widths) else [1.0] * columns
    room = width - columns - 1
    cells = [max(4, int(room * share / sum(shares))) for share in shares]
    edges = glyphs.top_left, glyphs.tee_down, glyphs.top_right
    yield PaperLine(edges[0] + edges[1].join(glyphs.across * size for size in cells) + edges[2])
    for row in [header, *rows] if any(header) else rows:
        padded = [*row, *[""] * (columns - len(row))]
        wrapped = [wrap(text, size) for text, size in zip(padded, cells, strict=True)]
        last = max(len(lines) for lines in wrapped) - 1
        for at in range(last + 1):
            parts = [
                fit(lines[at] if at < len(lines) else "", size) for lines, size in zip(wrapped, cells, strict=True)
            ]
            yield PaperLine(f"{glyphs.down}{glyphs.down.join(parts)}{glyphs.down}", ends_row=at == last)
