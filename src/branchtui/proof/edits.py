"""What an editor replaced in a text, and which of it looks like a rule: a short wording, in the same company each time."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from branchtui.errors import BranchError
from branchtui.rules.text.cleaning import is_han
from branchtui.rules.text.marks import sentences
from branchtui.rules.text.numerals import ONE_TO_TEN

_SHORT = 8  # characters of what was replaced, and of what came for it
_CONTEXT = 2  # characters of a suggestion that stayed, at least; as many are taken at either side, at most
_APART = 2  # characters that have to stay between two replacements, else they are one
_ALIKE = 0.5  # of two sentences, the share that stayed: those below were written anew
_MOST = 4_000_000  # pairs of sentences that are compared
_TIMES = 2  # so often makes a rule of what nobody marked
_FIGURES = re.compile(rf"[\d０-９〇{ONE_TO_TEN}百千万亿两]")


@dataclass(frozen=True, slots=True)
class Edit:
    """`old` became `new` between two stretches that stayed: up to two Chinese characters at either side."""

    left: str
    old: str
    new: str
    right: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """A wording that was replaced `times` times; `marked` tells whether a tracked change says so."""

    text: str
    instead: str
    times: int
    marked: bool


def comparable(text: str) -> str:
    """The words of a report's text line by line: without the marks of headings, places of figures and empty lines."""
    lines = (re.sub(r"^#{1,4}\s+", "", line.strip()) for line in text.splitlines())
    return "\n".join(line for line in lines if line and not re.fullmatch(r"【图\s*\d{1,4}】", line))


def edits(before: str, after: str) -> list[Edit]:
    """The short replacements, in reading order. What was written anew, and what only parts figures or marks, is none.

    Raises BranchError where the texts are too long to be compared.
    """
    old, new = sentences(before), sentences(after)
    if len(old) * len(new) > _MOST:
        raise BranchError("两份文字都太长，比不了。请只留下这一篇稿子。")
    found: list[Edit] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace":
            for one, other in _pairs(old[a:b], new[c:d]):
                found += _within(one, other)
    return found


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Sentences that stand in each other's place: in order, each with the next one that is like it."""
    at = 0
    for one in old:
        for place in range(at, len(new)):
            matcher = SequenceMatcher(None, one, new[place], autojunk=False)
            if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE:
                yield one, new[place]
                at = place + 1
                break


def _within(old: str, new: str) -> Iterator[Edit]:
    spans: list[tuple[int, int, int, int]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if spans and a - spans[-1][1] < _APART:
            spans[-1] = (spans[-1][0], b, spans[-1][2], d)
        else:
            spans.append((a, b, c, d))
    for a, b, c, d in spans:
        went, came = old[a:b], new[c:d]
        if max(len(went), len(came)) <= _SHORT and _is_wording(went + came):
            yield Edit(_near(old[:a][::-1])[::-1], went, came, _near(old[b:]))


def _is_wording(words: str) -> bool:
    return any(map(is_han, words)) and "\n" not in words and not _FIGURES.search(words)


def _near(words: str) -> str:
    """The Chinese characters that `words` begin with, two at most."""
    end = next((at for at, char in enumerate(words[:_CONTEXT]) if not is_han(char)), _CONTEXT)
    return words[:end]


def replaced(marked: Iterable[Edit], others: Iterable[Edit]) -> list[Replaced]:
    """What looks like a rule: replaced twice with the same characters beside it, or marked by a tracked change once.

    The most frequent come first.
    """
    every = [(edit, True) for edit in marked] + [(edit, False) for edit in others]
    by_company: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, (edit, _) in enumerate(every):
        for span in dict.fromkeys(_spans(edit)):
            by_company[span].append(place)
    taken: set[int] = set()
    found: list[Replaced] = []
    ranked = sorted(by_company.items(), key=lambda item: (-len(item[1]), -len(item[0][0]), item[0]))
    for (text, instead), places in ranked:
        free = [place for place in places if place not in taken]
        is_marked = any(every[place][1] for place in free)
        if is_marked or len(free) >= _TIMES:
            taken.update(free)
            found.append(Replaced(text, instead, len(free), is_marked))
    return sorted(found, key=lambda each: (-each.times, each.text))


def _spans(edit: Edit) -> Iterator[tuple[str, str]]:
    """The replacement with two or more of the characters beside it, in each way."""
    for left in range(len(edit.left) + 1):
        for right in range(len(edit.right) + 1):
            if left + right >= _CONTEXT:
                before, behind = edit.left[len(edit.left) - left :], edit.right[:right]
                yield f"{before}{edit.old}{behind}", f"{before}{edit.new}{behind}"
