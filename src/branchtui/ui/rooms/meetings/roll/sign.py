"""The sign of how somebody attended, as the roll and the cards of people draw it."""

from branchtui.rules.attendance import UNMARKED
from branchtui.ui.text.glyphs import Glyphs

_SIGNS = {  # what is not here is being there; the empty state is that of a meeting before it was held
    "excused": ("half", "due"),
    "absent": ("wrong", "bad"),
    "exempt": ("na", "quiet"),
    UNMARKED: ("open", "due"),
    "": ("none", "quiet"),
}


def roll_sign(state: str, glyphs: Glyphs) -> tuple[str, str]:
    """The sign of a state, and its role."""
    name, role = _SIGNS.get(state, ("full", "good"))
    return getattr(glyphs, name), role
