"""The lead of a draft: its first paragraph, and within it the sentence that says that the meeting took place."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from branchtui.proof.draft import Draft, Line
from branchtui.rules.text.marks import SENTENCE_ENDS

_HELD = re.compile("召开|举行|举办|开展|组织|开启|启动|开班|主办|承办|走进|来访|参加|赴")
_ENDS = SENTENCE_ENDS.removesuffix("；")  # a clause goes on behind that
_FIRST = 3  # paragraphs in which the lead stands: a greeting or a heading may come before it


class Lead(NamedTuple):
    """The sentence of the lead that tells of the event; `place` is its line in the draft, `start` where it begins there."""

    place: int
    start: int
    text: str


def first_paragraph(draft: Draft) -> tuple[int, Line] | None:
    """The first paragraph of a draft with its place, None where it has none."""
    return next(((place, line) for place, line in enumerate(draft.lines) if line.kind == "paragraph"), None)


def lead_of(draft: Draft) -> Lead | None:
    """The first sentence of the first paragraphs that says that something was held, None where none does."""
    paragraphs = [(place, line) for place, line in enumerate(draft.lines) if line.kind == "paragraph"]
    for place, line in paragraphs[:_FIRST]:
        for start, sentence in sentences(line.text):
            if _HELD.search(sentence):
                return Lead(place, start, sentence)
    return None


def sentences(text: str) -> Sequence[tuple[int, str]]:
    """The sentences of a paragraph, each with where it begins."""
    found, start = [], 0
    for at, character in enumerate(text):
        if character in _ENDS:
            found.append((start, text[start : at + 1]))
            start = at + 1
    if start < len(text):
        found.append((start, text[start:]))
    return found


_LONGEST = 300  # characters of a sentence to either side of a place in it


def before_in(text: str, at: int, marks: str = _ENDS) -> str:
    """What stands in a sentence before a place; `marks` are those that end one."""
    first = max(0, at - _LONGEST)
    return text[max(first, *(text.rfind(mark, first, at) + 1 for mark in marks)) : at]


def sentence_of(text: str, start: int, end: int) -> str:
    """The sentence that these characters stand in."""
    last = min(len(text), end + _LONGEST)
    until = min((at for mark in _ENDS if (at := text.find(mark, end, last)) >= 0), default=last)
    return before_in(text, start) + text[start:until]
