"""Citizen ids (公民身份号码, GB 11643): told from every other long number, in whatever spelling somebody typed them.

They are never kept and never quoted. The check figure is not asked for, since a mistyped id is one all the same; it
decides only where the figures could as well be a bank card, a mobile number or a piece of something longer.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from branchtui.rules.text.cleaning import one_line

MASK = "（像是身份证号）"

_REGION = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)"
_DAY = r"(?:02(?:0[1-9]|[12]\d)|(?:0[469]|11)(?:0[1-9]|[12]\d|30)|(?:0[13578]|1[02])(?:0[1-9]|[12]\d|3[01]))"
_LONG = re.compile(rf"{_REGION}\d{{4}}(?:19|20)\d\d{_DAY}\d{{3}}[\dX]", re.ASCII)
_SHORT = re.compile(rf"{_REGION}\d{{6}}{_DAY}\d{{3}}", re.ASCII)  # until 1999
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_FEWEST = 15
_X = frozenset("xX×ｘＸⅹⅩХх")
_BETWEEN = frozenset(".．。·•‧∙・･…,，/／\\＼|｜_＿'’‘`´*＊−~～^")  # with blanks, dashes and what can't be seen
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def holds_citizen_id(text: str) -> bool:
    """Whether a citizen id of 18 or 15 figures stands in `text`, alone or among words, in any figures and spelling."""
    return len(text) >= _FEWEST and find_citizen_id(text) is not None


def find_citizen_id(text: str) -> tuple[int, int] | None:
    """Where the first citizen id stands in `text`: its first character and the one after its last; None without one."""
    return next(_found(text), None)


def without_citizen_ids(text: str) -> str:
    """`text` with a word in the place of each citizen id, fit to be shown."""
    shown, at = [], 0
    for start, end in _found(text):
        shown += [text[at:start], MASK]
        at = end
    return "".join(shown) + text[at:]


def quoted(text: str, most: int) -> str:
    """The beginning of what somebody typed, for a sentence: one line, at most so many characters, and no citizen id in it.

    Cut first, an id would be known by nobody any more, and its beginning shown.
    """
    return without_citizen_ids(one_line(text).strip())[:most]


def fit_to_show(text: str) -> str:
    """`text`, which may quote anybody, as it may be shown anywhere: one clean line without citizen ids."""
    return without_citizen_ids(one_line(text))


def _found(text: str) -> Iterator[tuple[int, int]]:
    if len(text) < _FEWEST:
        return
    for chain in _chains(text):
        at = 0
        while at + _FEWEST <= len(chain.figures):
            length = chain.id_at(at)
            if length:
                yield chain.places[at], chain.places[at + length - 1] + 1
            at += length or 1


class _Chain(NamedTuple):
    """Figures that follow each other with nothing but blanks and marks between them: `cuts` is where those stand."""

    figures: str
    places: list[int]
    cuts: set[int]

    def id_at(self, start: int) -> int:
        """How many figures the id has that begins at `start`; 0 where none does."""
        if _LONG.match(self.figures, start) and self._is_long_id(start, start + 18):
            return 18
        if _SHORT.match(self.figures, start) and self._is_short_id(start, start + 15):
            return 15
        return 0

    def _is_long_id(self, start: int, end: int) -> bool:
        # One figure too many behind it is a slip of the finger.
        apart = start in self.cuts and (end in self.cuts or end + 1 in self.cuts)
        if _check_figure_holds(self.figures[start:end]) and (apart or not self._inner(start, end)):
            return True
        outer = self.figures[start : end if end in self.cuts else end + 1]
        return apart and not _is_card(outer) and not self._holds_mobile(start, end)

    def _is_short_id(self, start: int, end: int) -> bool:
        if start not in self.cuts or end not in self.cuts or self._holds_mobile(start, end):
            return False
        inner = self._inner(start, end)
        return not inner or {start + 6, start + 12} <= inner or end - start == len(self.figures)

    def _inner(self, start: int, end: int) -> set[int]:
        return {place for place in range(start + 1, end) if place in self.cuts}

    def _holds_mobile(self, start: int, end: int) -> bool:
        edges = sorted({start, end} | self._inner(start, end))
        return any(_MOBILE.fullmatch(self.figures, one, other) for one, other in pairwise(edges))


def _chains(text: str) -> Iterator[_Chain]:
    """Every chain of figures that is long enough for an id, as ASCII figures."""
    figures: list[str] = []
    places: list[int] = []
    cuts: set[int] = set()
    cut = True
    for at, char in enumerate(f"{text}#"):
        figure = unicodedata.decimal(char, None)
        ends = figure is None and char in _X and bool(figures) and figures[-1] != "X"
        if figure is not None or ends:
            if cut and not ends:
                cuts.add(len(figures))
            figures.append("X" if ends else str(figure))
            places.append(at)
            cut = ends
        elif _may_stand_between(char):
            cut = True
        else:
            if len(figures) >= _FEWEST:
                yield _Chain("".join(figures), places, cuts | {len(figures)})
            figures, places, cuts, cut = [], [], set(), True


def _may_stand_between(char: str) -> bool:
    return char in _BETWEEN or unicodedata.category(char) in ("Zs", "Zl", "Zp", "Cc", "Cf", "Pd")


def _check_figure_holds(figures: str) -> bool:
    """GB 11643 (ISO 7064, MOD 11-2)."""
    total = sum(int(figure) * weight for figure, weight in zip(figures[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == figures[17]


def _is_card(figures: str) -> bool:
    """Whether this is the number of a bank card: UnionPay's 62 and the check figure of ISO 7812 (Luhn)."""
    if not figures.startswith("62") or "X" in figures:
        return False
    doubled = (int(figure) * (1 + place % 2) for place, figure in enumerate(reversed(figures)))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
