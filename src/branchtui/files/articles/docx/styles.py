"""What the styles of a .docx say of a paragraph or a run: its heading level, whether it is hidden or numbered.

Each chain of `basedOn` is walked once, whatever its length; a ring ends where it began.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar
from xml.etree.ElementTree import Element

from branchtui.files.articles.docx.xml import W, value
from branchtui.rules.text.digits import decimal

T = TypeVar("T")
Level = int | Literal["title", "subtitle", "caption"]
_HEADING = re.compile(r"(?:heading|标题)\s*([1-6])", re.IGNORECASE)
_OFF = ("0", "false", "off")
_HIDING = ("webHidden", "specVanish")  # besides vanish, which alone is a toggle


@dataclass(slots=True)
class Styles:
    """By style id; `defaults` are the ids of the default styles by kind (paragraph, character)."""

    levels: Mapping[str, Level] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    depths: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    vanish: bool = False  # the document's default

    def level(self, paragraph: Element) -> Level:
        """The level of a heading, `title`, `subtitle`, or 0."""
        outline = outline_level(paragraph)
        return outline or self.levels.get(value(paragraph, f"pPr/{W}pStyle"), 0)

    def number_of(self, paragraph: Element) -> tuple[str, int] | None:
        """The list whose number or bullet Word sets before it, and the depth in that list; None where it sets none."""
        own = value(paragraph, f"pPr/{W}numPr/{W}numId")
        number, depth = (
            own or self.numbers.get(self.style_of(paragraph), "0"),
            value(paragraph, f"pPr/{W}numPr/{W}ilvl"),
        )
        if number == "0":
            return None
        return number, decimal(depth or self.depths.get(self.style_of(paragraph), "0")) or 0

    def style_of(self, paragraph: Element) -> str:
        """The id of a paragraph's style."""
        return value(paragraph, f"pPr/{W}pStyle") or self.defaults.get("paragraph", "")

    def vanishes(self, properties: Element | None, paragraph: str, table: str) -> bool:
        """Whether a run or a paragraph mark of these properties is hidden; `paragraph` and `table` are style ids.

        ISO/IEC 29500-1, 17.7.3: direct formatting decides; else it is hidden where an odd number of styles say so.
        """
        own = None if properties is None else is_on(properties, "vanish")
        return (
            (self.vanish or sum(self._styled("vanish", properties, paragraph, table)) % 2 == 1) if own is None else own
        )

    def hides(self, properties: Element | None, paragraph: str, table: str) -> bool:
        """Whether the words of a run are hidden: they vanish, or are hidden on the web, or always."""
        if self.vanishes(properties, paragraph, table):
            return True
        for name in _HIDING:
            own = None if properties is None else is_on(properties, name)
            if any(self._styled(name, properties, paragraph, table)) if own is None else own:
                return True
        return False

    def _styled(self, name: str, properties: Element | None, paragraph: str, table: str) -> list[bool]:
        """What the styles of a run, of its paragraph and of its table say."""
        run = ("" if properties is None else value(properties, "rStyle")) or self.defaults.get("character", "")
        known = self.flags.get(name, {})
        return [known.get(style, False) for style in (run, paragraph, table)]


def read_styles(root: Element | None) -> Styles:
    """The styles of styles.xml."""
    if root is None:
        return Styles()
    levels: dict[str, Level] = {}
    numbers: dict[str, str] = {}
    depths: dict[str, str] = {}
    flags: dict[str, dict[str, bool]] = {name: {} for name in ("vanish", *_HIDING)}
    parents: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for style in root.iter(f"{W}style"):
        key = style.get(f"{W}styleId", "")
        if not key:
            continue
        parents[key] = value(style, "basedOn")
        if level := _own_level(style):
            levels[key] = level
        if number := value(style, f"pPr/{W}numPr/{W}numId"):
            numbers[key] = number
        if depth := value(style, f"pPr/{W}numPr/{W}ilvl"):
            depths[key] = depth
        properties = style.find(f"{W}rPr")
        for name, known in flags.items():
            on = None if properties is None else is_on(properties, name)
            if on is not None:
                known[key] = on
        if style.get(f"{W}default", "0") not in _OFF:
            defaults[style.get(f"{W}type", "")] = key
    base = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    return Styles(
        inherited(levels, parents),
        inherited(numbers, parents),
        inherited(depths, parents),
        {name: inherited(known, parents) for name, known in flags.items()},
        defaults,
        base is not None and is_on(base, "vanish") is True,
    )


def is_on(properties: Element, name: str) -> bool | None:
    """An on/off property; None where it is not mentioned."""
    found = properties.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val", "1").lower() not in _OFF


def outline_level(element: Element) -> int:
    """The level that an outline level of its own makes of a paragraph or a style: 1..6, or 0."""
    told = decimal(value(element, f"pPr/{W}outlineLvl"))
    return 0 if told is None or told > 5 else told + 1


def _own_level(style: Element) -> Level:
    match value(style, "name").strip().lower():
        case "title" | "标题":
            return "title"
        case "subtitle" | "副标题":
            return "subtitle"
        case "caption" | "image caption" | "题注" | "图注":
            return "caption"
        case name if m := _HEADING.fullmatch(name):
            return int(m[1])
    return outline_level(style)


def inherited(own: Mapping[str, T], parents: Mapping[str, str]) -> dict[str, T]:
    """`own`, and for every other style what the nearest style it rests on has."""
    found: dict[str, T] = dict(own)
    walked: set[str] = set()
    for key in parents:
        path = []
        while key in parents and key not in found and key not in walked:
            walked.add(key)
            path.append(key)
            key = parents[key]
        if key in found:
            found.update(dict.fromkeys(path, found[key]))
    return found
