"""The numbers of documents (〔年〕N号): read, offered, held against each other."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from branchtui.rules.text.digits import decimal

_NUMBER = re.compile(r"(.*?)[〔\[［(（【](\d{4})[〕\]］)）】]\s*第?(\d{1,5})号")


class Number(NamedTuple):
    """The number of a document: what stands before the year, the year, and the figure."""

    prefix: str
    year: int
    figure: int

    @property
    def words(self) -> str:
        """How it is written."""
        return f"{self.prefix}〔{self.year}〕{self.figure}号"


def number_of(text: str) -> Number | None:
    """The number that a text writes, whatever its brackets; None for any other text."""
    found = _NUMBER.fullmatch(text.strip())
    year, figure = (decimal(found[2]), decimal(found[3])) if found else (None, None)
    return Number(found[1].strip(), year, figure) if found and year and figure else None


def next_number(there: Iterable[str], year: int) -> str:
    """The number after the greatest of a year, under the prefix that was used last; `there` from the latest on.

    It is offered, never written by itself: what stands there is not renumbered.
    """
    known = list(filter(None, map(number_of, there)))
    prefix = known[0].prefix if known else ""
    greatest = max((each.figure for each in known if each.prefix == prefix and each.year == year), default=0)
    return Number(prefix, year, greatest + 1).words


def same_number(text: str) -> str:
    """One key for all writings of a number; the text itself where it is none."""
    found = number_of(text)
    return found.words if found else text.strip()


def doubled(there: Iterable[str]) -> frozenset[str]:
    """The numbers, as `same_number` gives them, that stand more than once."""
    counts = Counter(same_number(text) for text in there if text.strip())
    return frozenset(number for number, times in counts.items() if times > 1)
