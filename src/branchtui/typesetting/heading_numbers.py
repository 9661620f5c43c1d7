"""The numbers that a profile sets before headings: in a Word file, on the pages, and beside a list."""

from branchtui.papers.tree import Heading
from branchtui.rules.text.numerals import has_heading_number
from branchtui.typesetting.profile import Headings
from branchtui.typesetting.profile_values import numeral


class HeadingNumbers:
    """Counts headings; a heading of a higher level, numbered or not, starts the lower ones anew."""

    def __init__(self, rules: Headings) -> None:
        self._rules = rules
        self._counts = [0, 0, 0, 0]

    def of(self, heading: Heading, text: str) -> str:
        """`text` behind the number that the profile gives `heading`; bare where it gives none, or one is typed there."""
        level = min(max(heading.level, 1), 4)
        self._counts[level:] = [0] * (4 - level)
        wanted = self._rules.number == "all" or (self._rules.number == "asked" and heading.numbered)
        if not wanted or level > len(self._rules.numbers) or has_heading_number(text):
            return text
        self._counts[level - 1] += 1
        return numeral(self._rules.numbers[level - 1], self._counts[level - 1]) + text
