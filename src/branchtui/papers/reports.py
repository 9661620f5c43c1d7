"""The news report: kicker, title, subtitles, labels, editor's note, text with figures, by-line."""

from typing import Literal

from branchtui.papers.facts.reports import FigureFact, ReportFacts
from branchtui.papers.phrases import filled
from branchtui.papers.tree import (
    Blank,
    Block,
    Byline,
    Heading,
    Kicker,
    Meta,
    Paper,
    Paragraph,
    Picture,
    Subtitle,
    Table,
    Title,
    paragraphs,
)
from branchtui.rules.blanks import UNFILLED
from branchtui.rules.text.report_text import BodyBlock, FigureMark, Para, TableRows, parse_body, with_numbers
from branchtui.rules.text.report_text import Heading as BodyHeading

_LONGEST_ADDRESSEE = 29  # characters
_TABLE_WIDTH = 154.0  # millimetres; a narrower page scales it
_LEAST_CELL, _MOST_CELL = 3, 24  # characters that a column of a table is made for
_MOST_COLUMNS = 63  # of a table in Word
_LONGEST_CENTRED = 12  # characters; longer cells begin at the left


def news_report(facts: ReportFacts) -> Paper:
    """A news report as its outlet prints it. Figures stand at their marks and are numbered 1..n in that order,
    and so they are called in the text.

    A mark without a figure and a figure without a picture show as a bracketed place; a figure without a mark follows
    the text, so that nothing attached is lost.
    """
    title = filled(facts.title)
    blocks: list[Block] = [Kicker(facts.kicker.strip())] if facts.kicker.strip() else []
    blocks.append(Title(title))
    blocks += [Subtitle(part.strip()) for part in facts.subtitles if part.strip()]
    blocks.append(Meta((("供稿单位", filled(facts.unit)), ("发布日期", facts.dated or UNFILLED))))
    body = parse_body(facts.body)
    numbers = _numbers(body, facts)
    blocks += _note(with_numbers(facts.editors_note, numbers))
    number = 0
    for place, part in enumerate(body):
        match part:
            case BodyHeading():
                blocks.append(Heading(with_numbers(part.text, numbers), part.level))
            case FigureMark():
                number += 1
                blocks.append(_picture(number, facts.figures.get(part.mark, FigureFact())))
            case TableRows():
                if isinstance(blocks[-1], Table):
                    blocks.append(Blank())  # Word joins two tables without a line between
                blocks += _table(part, numbers)
            case Para():
                blocks += paragraphs(with_numbers(part.text, numbers), _role(body, place))
    for mark in sorted(set(facts.figures) - {part.mark for part in body if isinstance(part, FigureMark)}):
        number += 1
        blocks.append(_picture(number, facts.figures[mark]))
    if facts.bylines:
        blocks.append(Byline(tuple((role, filled(names)) for role, names in facts.bylines)))
    return Paper(title, facts.unit.strip() or facts.branch, facts.dated, "新闻稿", tuple(blocks))


def _numbers(body: list[BodyBlock], facts: ReportFacts) -> dict[int, int]:
    """The printed number of each figure by its mark; one that stands in two places has that of the first."""
    marks = [part.mark for part in body if isinstance(part, FigureMark)]
    marks += sorted(set(facts.figures) - set(marks))
    return {mark: number for number, mark in reversed(list(enumerate(marks, 1)))}


def _picture(number: int, figure: FigureFact) -> Picture:
    return Picture(
        number,
        figure.sha,
        figure.caption.strip(),
        name=figure.name,
        pixels=figure.pixels,
        machine=figure.machine,
        width=figure.width,
    )


def _table(part: TableRows, numbers: dict[int, int]) -> list[Block]:
    """A table over the width of the text: a column is as wide as the longest of its cells asks for. One of more columns
    than Word holds is printed as lines."""
    columns = max(map(len, part.rows))
    rows = [tuple(with_numbers(cell, numbers) for cell in (*row, *[""] * (columns - len(row)))) for row in part.rows]
    if columns > _MOST_COLUMNS:
        return [*paragraphs("\n".join("　".join(filter(None, row)) for row in rows))]
    longest = [max(_LEAST_CELL, min(_MOST_CELL, max(map(len, cells)))) for cells in zip(*rows, strict=True)]
    widths = tuple(_TABLE_WIDTH * length / sum(longest) for length in longest)
    align = "".join("l" if length > _LONGEST_CENTRED else "c" for length in longest)
    return [Table(rows[0], tuple(rows[1:]), widths, align)]


def _note(text: str) -> list[Paragraph]:
    note = text.strip()
    if not note:
        return []
    return paragraphs(note if note.startswith("编者按") else f"编者按：{note}", "note")


def _role(body: list[BodyBlock], place: int) -> Literal["body", "addressee"]:
    """How a paragraph is set: a short line that ends in a colon, before all the text, addresses the reader and stands at
    the margin, as the outlets print it."""
    first, following = body[place], body[place + 1 : place + 2]
    addresses = isinstance(first, Para) and first.text.endswith(("：", ":")) and len(first.text) <= _LONGEST_ADDRESSEE
    before_text = place == 0 and bool(following) and isinstance(following[0], Para)
    return "addressee" if addresses and before_text else "body"
