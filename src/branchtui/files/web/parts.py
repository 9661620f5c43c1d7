"""What both copies of a report say in the same words: labels, places of figures, by-lines."""

from collections.abc import Iterator
from datetime import date

from branchtui.papers.tree import Byline, Meta, Picture
from branchtui.rules.blanks import UNFILLED


def known_pairs(block: Meta) -> Iterator[tuple[str, str | date]]:
    """The labels whose words are known: a place to be filled in is left out of what is pasted elsewhere."""
    return ((label, words) for label, words in block.pairs if words != UNFILLED)


def figure_words(block: Picture) -> str:
    """What stands where a figure belongs."""
    return f"此处放配图{block.number}" if block.sha else f"此处放配图{block.number}（还没有照片）"


def byline_words(block: Byline) -> str:
    """文：甲　图：乙."""
    return "　".join(f"{role}：{names}" for role, names in block.pairs)
