"""How the type of a .docx's paragraphs looks, and which lines stand out from the running text by it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from branchtui.files.articles.docx.styles import inherited, is_on
from branchtui.files.articles.docx.xml import W, value
from branchtui.rules.text.digits import decimal

_HEAVY = ("黑", "小标宋", "hei", "xiaobiaosong", "粗", "楷", "kai")
_ORDINARY = 21  # half points: the size of a paragraph where nothing is said


class Look(NamedTuple):
    """`size` in half points, `face` whether it is a face for titles and headings, `middle` whether it is centred."""

    size: int = 0
    bold: bool = False
    face: bool = False
    middle: bool = False


_PLAIN = Look(_ORDINARY)


@dataclass(slots=True)
class Looks:
    """What the styles say of size, weight, face and place, by style id."""

    sizes: Mapping[str, int] = field(default_factory=dict)
    bolds: Mapping[str, bool] = field(default_factory=dict)
    faces: Mapping[str, bool] = field(default_factory=dict)
    middles: Mapping[str, bool] = field(default_factory=dict)
    base: Look = _PLAIN

    def of_run(self, properties: Element | None, paragraph: str) -> Look:
        """The type of a run in a paragraph of this style."""
        run = "" if properties is None else value(properties, "rStyle")
        size = bold = face = None
        if properties is not None:
            size, bold, face = decimal(value(properties, "sz")), is_on(properties, "b"), _face(properties)
        return Look(
            size if size is not None else self.sizes.get(run) or self.sizes.get(paragraph) or self.base.size,
            bold if bold is not None else self.bolds.get(run, self.bolds.get(paragraph, self.base.bold)),
            face if face is not None else self.faces.get(run, self.faces.get(paragraph, self.base.face)),
        )

    def is_centred(self, paragraph: Element, style: str) -> bool:
        """Whether a paragraph is set in the middle."""
        own = value(paragraph, f"pPr/{W}jc")
        return own == "center" if own else self.middles.get(style, False)

    def ranks(self, texts: Sequence[str], looks: Sequence[Look | None]) -> list[int]:
        """For each line 0 where it looks like the running text, else the rank of its look: 1 stands out most."""
        characters: Counter[Look] = Counter()
        for text, look in zip(texts, looks, strict=True):
            if look is not None:
                characters[look] += len(text)
        if not characters:
            return [0] * len(texts)
        [(body, _)] = characters.most_common(1)
        standing = {look for look in characters if look > body and _stands_out(look, body)}
        order = {look: rank for rank, look in enumerate(sorted(standing, key=_weight, reverse=True), 1)}
        return [0 if look is None else order.get(look, 0) for look in looks]


def _stands_out(look: Look, body: Look) -> bool:
    if look.size < body.size:
        return False
    return (
        look.size > body.size
        or (look.bold and not body.bold)
        or (look.face and not body.face)
        or (look.middle and not body.middle)
    )


def _weight(look: Look) -> tuple[int, int, bool]:
    return look.size, look.bold + look.face, look.middle


def read_looks(root: Element | None) -> Looks:
    """The looks of the styles of styles.xml."""
    if root is None:
        return Looks()
    sizes: dict[str, int] = {}
    flags: tuple[dict[str, bool], dict[str, bool], dict[str, bool]] = ({}, {}, {})
    bolds, faces, middles = flags
    parents: dict[str, str] = {}
    for style in root.iter(f"{W}style"):
        key = style.get(f"{W}styleId", "")
        parents[key] = value(style, "basedOn")
        if place := value(style, f"pPr/{W}jc"):
            middles[key] = place == "center"
        if (properties := style.find(f"{W}rPr")) is None:
            continue
        if (size := decimal(value(properties, "sz"))) is not None:
            sizes[key] = size
        for known, told in ((bolds, is_on(properties, "b")), (faces, _face(properties))):
            if told is not None:
                known[key] = told
    base = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    size = None if base is None else decimal(value(base, "sz"))
    return Looks(
        inherited(sizes, parents),
        inherited(bolds, parents),
        inherited(faces, parents),
        inherited(middles, parents),
        Look(size or _ORDINARY, base is not None and is_on(base, "b") is True),
    )


def _face(properties: Element) -> bool | None:
    """Whether the face of Chinese characters is one for headings; None where none is named."""
    fonts = properties.find(f"{W}rFonts")
    name = "" if fonts is None else fonts.get(f"{W}eastAsia", "").lower()
    return any(part in name for part in _HEAVY) if name else None


def common(looks: Iterable[Look]) -> Look | None:
    """What the runs of a line have in common: it stands out only where all of them do; None without any."""
    looks = list(looks)
    if not looks:
        return None
    return Look(min(look.size for look in looks), all(look.bold for look in looks), all(look.face for look in looks))
