"""The numbers that Word sets before paragraphs by itself, written out: 一、 （二） 3. •"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from branchtui.files.articles.docx.xml import W, value
from branchtui.rules.text.digits import decimal
from branchtui.rules.text.numerals import chinese_number

_HAN = {
    *("chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "ideographDigital", "japaneseCounting"),
    *("taiwaneseCounting", "taiwaneseCountingThousand", "koreanCounting", "ideographTraditional"),
}
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST = 9_999


@dataclass(frozen=True, slots=True)
class Level:
    """How the numbers of a level look: `kind` is Word's word for the numerals, `pattern` what stands around %1."""

    kind: str
    pattern: str
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """Lists by their id; counts as they are met."""

    lists: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)
    shared: Mapping[str, str] = field(default_factory=dict)  # the abstract list that counts for a list
    known: bool = False  # whether the file says anything of numbers at all
    _counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * _LEVELS))

    def is_bullet(self, number: str, depth: int) -> bool:
        """Whether a sign stands before the paragraphs of a list, the same before each."""
        level = self.lists.get(number, {}).get(depth)
        return level is not None and level.kind == "bullet"

    def next(self, number: str, depth: int) -> str | None:
        """What stands before the next paragraph of a list; None where it can't be told."""
        levels = self.lists.get(number, {})
        level = levels.get(depth)
        if level is None or level.kind == "bullet":
            return None
        counts = self._counts[self.shared.get(number, number)]
        counts[depth] = min(counts[depth] + 1 if counts[depth] else level.start, _MOST)
        for deeper in range(depth + 1, _LEVELS):
            counts[deeper] = 0
        if level.kind == "none":
            return ""
        words: list[str] = []
        at = 0
        for m in _PLACE.finditer(level.pattern):
            place = int(m[1]) - 1
            other = levels.get(place, level)
            words += [level.pattern[at : m.start()], _numeral(counts[place] or other.start, other.kind)]
            at = m.end()
        return "".join([*words, level.pattern[at:]])


def read_numbering(root: Element | None) -> Numbering:
    """The lists of numbering.xml."""
    if root is None:
        return Numbering()
    abstract = {each.get(f"{W}abstractNumId", ""): _levels(each) for each in root.iterfind(f"{W}abstractNum")}
    lists: dict[str, Mapping[int, Level]] = {}
    shared: dict[str, str] = {}
    for each in root.iterfind(f"{W}num"):
        key, rests = each.get(f"{W}numId", ""), value(each, "abstractNumId")
        own = dict(abstract.get(rests, {}))
        overrides = each.findall(f"{W}lvlOverride")
        for override in overrides[:_LEVELS]:
            depth = decimal(override.get(f"{W}ilvl", "")) or 0
            own |= _levels(override)
            start = decimal(value(override, "startOverride"))
            if start is not None and depth in own:
                own[depth] = Level(own[depth].kind, own[depth].pattern, start)
        lists[key] = own
        shared[key] = key if overrides else f"abstract {rests}"
    return Numbering(lists, shared, True)


def _levels(root: Element) -> dict[int, Level]:
    found = {}
    for level in root.findall(f"{W}lvl")[:_LEVELS]:
        depth = decimal(level.get(f"{W}ilvl", "")) or 0
        if depth < _LEVELS:
            start = decimal(value(level, "start"))
            found[depth] = Level(
                value(level, "numFmt") or "decimal", value(level, "lvlText")[:40], 1 if start is None else start
            )
    return found


def _numeral(number: int, kind: str) -> str:
    if not 1 <= number <= _MOST:
        return str(number)
    if kind in _HAN:
        return chinese_number(number)
    if kind == "decimalZero":
        return f"{number:02}"
    if kind.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(0x245F + number)
    if kind in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 9 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("upperRoman", "lowerRoman"):
        roman = ""
        for size, letters in _ROMAN:
            roman += letters * min(number // size, 40)
            number %= size
        return roman.upper() if kind == "upperRoman" else roman
    return str(number)
