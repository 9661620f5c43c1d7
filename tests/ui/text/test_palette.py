"""Colours by role: words can be read on each ground, and the steps between grounds can be seen."""

from itertools import pairwise

import pytest

from branchtui.ui.text.glyphs import ASCII, LINES, Glyphs, leaks
from branchtui.ui.text.ink import Brush, Ink
from branchtui.ui.text.palette import DARK, LIGHT, SIXTEEN

WORDS_ON = {
    "pane": ("text", "quiet", "accent", "bad", "due", "good", "info"),
    "desk": ("text", "quiet", "accent", "bad", "due", "good", "info"),
    "raised": ("text", "quiet", "accent", "bad", "due", "good", "info"),
    "cursor": ("text", "quiet", "bad", "due", "good", "info"),
    "cursor-quiet": ("text", "quiet", "bad", "due", "good", "info"),
    "seal": ("seal-text",),
    "sheet": ("sheet-text", "sheet-quiet"),
    "sheet-mark": ("sheet-text", "sheet-quiet"),
}
COLOURS = {"dark": DARK, "light": LIGHT}


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance of #rrggbb."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lightness(colour: str) -> float:
    """CIE L*, 0 to 100."""
    y = luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


@pytest.mark.parametrize("theme", COLOURS)
def test_words_can_be_read_on_every_ground_they_stand_on(theme: str) -> None:
    colours = COLOURS[theme]
    poor = {
        f"{role} on {ground}": round(ratio, 2)
        for ground, roles in WORDS_ON.items()
        for role in roles
        if (ratio := contrast(colours[role], colours[ground])) < 4.5
    }
    assert not poor, f"{theme}: words need 4.5 : 1. Choose another colour in ui/text/palette.py."


@pytest.mark.parametrize("theme", COLOURS)
def test_grounds_differ(theme: str) -> None:
    levels = sorted(lightness(COLOURS[theme][ground]) for ground in ("desk", "pane", "raised"))
    assert min(b - a for a, b in pairwise(levels)) >= 4 - 0.05, levels


def test_every_role_has_a_colour_in_each_theme_and_a_style_in_sixteen() -> None:
    assert DARK.keys() == LIGHT.keys() == SIXTEEN.keys()
    assert Brush(SIXTEEN, LINES).style("bad").bold
    assert Brush(DARK, LINES).style("bad").bold, "without colours bad words are still bold"


@pytest.mark.parametrize(("glyphs", "other"), [(LINES, ASCII), (ASCII, LINES)])
def test_signs_are_one_cell_wide_and_leak_nowhere(glyphs: Glyphs, other: Glyphs) -> None:
    line = Ink().add("".join(glyphs[1:]))
    assert line.cells == len("".join(glyphs[1:]))
    assert not leaks(str(line), glyphs)
    if glyphs is LINES:
        assert leaks(str(line), other) == {sign for sign in "".join(LINES[1:]) if not sign.isascii()}
    assert all(sign.isascii() for sign in ASCII[1:])


def test_a_line_is_added_to_from_left_to_right() -> None:
    line = Ink("党", "bad").to(4).add("abc", width=2).ending(12, "尾")
    assert str(line) == "党  .." + " " * 4 + "尾"
    assert line.cells == 12
    assert str(Ink("太长的一行").ending(10, "尾")) == "太长的一行"
    strip = Brush(DARK, LINES).strip(line, 14)
    assert strip.cell_length == 14


def test_a_line_is_cut_with_a_sign_and_keeps_its_roles() -> None:
    line = Ink("第一", "bad").add("第二", "due")
    assert line.cut(8) is line
    assert line.cut(7).cells == 7 and str(line.cut(7)).endswith("..")
    assert [piece.role for piece in line.cut(3).pieces] == ["bad"]
