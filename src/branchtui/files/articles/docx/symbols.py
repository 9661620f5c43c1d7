"""The signs that Word takes from a symbol font by their place in it, as characters."""

import re

from branchtui.rules.text.cleaning import clean

_HEX = re.compile(r"[0-9A-Fa-f]{1,6}")
_PRIVATE = 0xF000  # where Word puts the places of a symbol font
_CIRCLES = {0x81 + at: chr(0x2460 + at) for at in range(10)} | {0x8C + at: chr(0x2776 + at) for at in range(10)}
_FONTS = {
    "wingdings": _CIRCLES
    | dict(
        zip(
            (0x28, 0x2A, 0x6C, 0x6E, 0x6F, 0x71, 0x75, 0x76, 0x9F, 0xA7, 0xA8, 0xAB, 0xD8),
            "☎✉●■□❑◆❖•▪□★➢",
            strict=True,
        )
    )
    | dict(zip((0xDF, 0xE0, 0xE1, 0xE2, 0xFB, 0xFC, 0xFD, 0xFE), "←→↑↓✗✓☒☑", strict=True)),
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0xA3: "□"},
    "symbol": dict(
        zip(
            (0x44, 0x53, 0x57, 0x61, 0x62, 0x64, 0x65, 0x67, 0x6C, 0x6D, 0x70, 0x71, 0x73),
            "ΔΣΩαβδεγλμπθσ",
            strict=True,
        )
    )
    | dict(zip((0xA3, 0xA5, 0xAC, 0xAE, 0xB0, 0xB1, 0xB3, 0xB4, 0xB7, 0xB8, 0xB9), "≤∞←→°±≥×•÷≠", strict=True)),
}


def symbol(font: str, place: str) -> str:
    """The character at a place (in hexadecimal) of a font; empty where it can't be told."""
    code = int(place, 16) if _HEX.fullmatch(place) else 0
    known = _FONTS.get(font.strip().lower())
    if _PRIVATE <= code < _PRIVATE + 0x100 or (known is not None and code < 0x100):
        return (known or {}).get(code & 0xFF, "")
    if not 0x20 < code <= 0x10FFFF or 0xE000 <= code < 0xF900 or 0xFFF0 <= code <= 0xFFFF or code >= 0xF0000:
        return ""
    return clean(chr(code))
