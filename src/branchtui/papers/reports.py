"""The news report: kicker, title, subtitles, labels, editor's note, text with figures, by-line."""

from branchtui.papers.facts.reports import FigureFact, ReportFacts
from branchtui.papers.phrases import filled
from branchtui.papers.tree import (
    Block,
    Byline,
    Heading,
    Kicker,
    Meta,
    Paper,
    Paragraph,
    Picture,
    Subtitle,
    Title,
    paragraphs,
)
from branchtui.rules.blanks import UNFILLED
from branchtui.rules.text.report_text import FigureMark, parse_body
from branchtui.rules.text.report_text import Heading as BodyHeading


def news_report(facts: ReportFacts) -> Paper:
    """A news report as its outlet prints it. Figures stand at their marks and are numbered 1..n in that order.

    A mark without a figure and a figure without a picture show as a bracketed place; a figure without a mark follows
    the text, so that nothing attached is lost.
    """
    title = filled(facts.title)
    blocks: list[Block] = [Kicker(facts.kicker.strip())] if facts.kicker.strip() else []
    blocks.append(Title(title))
    blocks += [Subtitle(part.strip()) for part in facts.subtitles if part.strip()]
    blocks.append(Meta((("供稿单位", filled(facts.unit)), ("发布日期", facts.dated or UNFILLED))))
    blocks += _note(facts.editors_note)
    number = 0
    printed: set[int] = set()
    for part in parse_body(facts.body):
        match part:
            case BodyHeading():
                blocks.append(Heading(part.text, part.level))
            case FigureMark():
                number += 1
                printed.add(part.mark)
                blocks.append(_picture(number, facts.figures.get(part.mark, FigureFact())))
            case _:
                blocks += _paragraph(part.text)
    for mark in sorted(set(facts.figures) - printed):
        number += 1
        blocks.append(_picture(number, facts.figures[mark]))
    if facts.bylines:
        blocks.append(Byline(tuple((role, filled(names)) for role, names in facts.bylines)))
    return Paper(title, facts.unit.strip() or facts.branch, facts.dated, "新闻稿", tuple(blocks))


def _picture(number: int, figure: FigureFact) -> Picture:
    return Picture(
        number,
        figure.sha,
        figure.caption.strip(),
        name=figure.name,
        pixels=figure.pixels,
        machine=figure.machine,
    )


def _note(text: str) -> list[Paragraph]:
    note = text.strip()
    if not note:
        return []
    return paragraphs(note if note.startswith("编者按") else f"编者按：{note}", "note")


def _paragraph(text: str) -> list[Paragraph]:
    """A short line that ends in a colon addresses the reader and stands at the margin, as the outlets print it."""
    return paragraphs(text, "addressee" if text.endswith(("：", ":")) and len(text) < 30 else "body")
