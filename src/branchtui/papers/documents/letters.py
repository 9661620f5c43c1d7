"""A document that the branch sends out: 请示, 报告, 通知, 函, …, each of the parts that its kind has."""

from collections.abc import Callable

from branchtui.papers.facts.documents import LetterFacts
from branchtui.papers.phrases import filled, labelled
from branchtui.papers.tree import (
    Blank,
    Block,
    Emphasis,
    Heading,
    Meta,
    Paper,
    Paragraph,
    Signatures,
    SignOff,
    Title,
    paragraphs,
)
from branchtui.rules.blanks import NO_DAY, UNFILLED
from branchtui.rules.registers import letters
from branchtui.rules.text.chinese_time import chinese_day


def letter(facts: LetterFacts) -> Paper:
    """The paper: of words only what was typed; a part that nobody has told is a blank."""
    blocks = [block for part in facts.letter.parts if (make := _PARTS.get(part)) for block in make(facts)]
    return Paper(facts.title, facts.branch, facts.day, facts.letter.name, tuple(blocks))


def _number(facts: LetterFacts) -> list[Block]:
    return [Meta((("", facts.number),))] if facts.number else []


def _addressee(facts: LetterFacts) -> list[Block]:
    return [Paragraph((f"{filled(facts.unit).rstrip('：:')}：",), "addressee")]


def _text(facts: LetterFacts) -> list[Block]:
    said = letters.text_of(facts.body).lines
    if not said:
        return [labelled(part, UNFILLED) for part, _ in facts.letter.text] or list(paragraphs(UNFILLED))
    return [
        Heading(words, level, numbered=numbered) if level else Paragraph((words,)) for level, words, numbered in said
    ]


def _enclosed(facts: LetterFacts) -> list[Block]:
    listed = letters.text_of(facts.body).enclosed
    # The second and those after it stand below the name of the first, behind 附件：.
    lines = [f"{'' if line.startswith('附件') else '　　　'}{line}" for line in listed]
    return [Blank(), *(Paragraph((line,)) for line in lines)] if lines else []


def _signed(facts: LetterFacts) -> list[Block]:
    return [SignOff(facts.branch, facts.day)]


def _seals(facts: LetterFacts) -> list[Block]:
    when = chinese_day(facts.day) if facts.day else NO_DAY
    return [labelled("签订日期", when), Signatures((letters.OURS, letters.THEIRS))]


def _note(facts: LetterFacts) -> list[Block]:
    note = letters.text_of(facts.body).note
    return [Paragraph((f"（{note.strip('（）()')}）",))] if note else []


_PARTS: dict[str, Callable[[LetterFacts], list[Block]]] = {
    letters.NUMBER: _number,
    letters.TITLE: lambda facts: [Title(facts.title)],
    letters.OURS: lambda facts: [Paragraph((Emphasis(f"{letters.OURS}："), facts.branch))],
    letters.THEIRS: lambda facts: [Paragraph((Emphasis(f"{letters.THEIRS}："), filled(facts.unit)))],
    letters.ADDRESSEE: _addressee,
    letters.TEXT: _text,
    letters.ENCLOSED: _enclosed,
    letters.SIGNED: _signed,  # with the day below
    letters.SEALS: _seals,  # likewise
    letters.NOTE: _note,
}
