"""The two sets of signs. A screen names a sign, never a character; so no character of one set leaks into the other.

Lines, blocks and circles are of ambiguous width (Unicode Annex 11): some terminals draw them two cells wide, as an
East Asian setting of theirs says. Where that is so, or isn't known, everything is drawn in ASCII.
"""

from branchtui.values import NamedTuple


class Glyphs(NamedTuple):
    """Every character is one cell wide. `x` is none of them: to a Chinese reader it means wrong."""

    name: str
    across: str
    down: str
    top_left: str
    top_right: str
    bottom_left: str
    bottom_right: str
    cross: str
    tee_down: str
    tee_up: str
    tee_right: str
    tee_left: str
    full: str  # done, held, filled
    half: str  # begun, planned
    open: str  # wanted
    none: str  # not expected
    na: str  # does not apply
    mark: str  # at the head of the cursor line
    thumb: str  # the part of a right edge that is in sight
    into: str  # leads to
    more: str  # cut here
    wrong: str  # overdue, contradictory, returned, absent
    bars: str  # a small bar, in steps from low to high
    halves: str  # of a cell: neither, the upper one, the lower one, both; empty where they can't be drawn


LINES = Glyphs._make(("lines", *"─│┌┐└┘┼┬┴├┤●◐○·–▌▐›…!", "▁▂▃▄▅▆▇█", " ▀▄█"))
ASCII = Glyphs._make(("ascii", *"-|+++++++++#+o.->#>~!", "_.:-=+*#", ""))


def leaks(text: str, used: Glyphs) -> set[str]:
    """The signs of the other set in a drawn screen; an ASCII character is nobody's sign."""
    other = LINES if used is ASCII else ASCII
    signs = set("".join(other[1:]))
    return {character for character in signs & set(text) if not character.isascii()}
