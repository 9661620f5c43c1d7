"""What stands in a paper for something nobody has told, so that it is seen and never invented."""

import re

UNFILLED = "（未填写）"
UNDECIDED = "（待定）"
NO_ROLL = "（未点名）"
NO_REASON = "原因未填写"
UNWRITTEN = "（待写）"  # a text that only a person can write
NO_DAY = "　　　　年　　月　　日"  # to be written by hand

_MARKERS = (UNFILLED, UNDECIDED, NO_ROLL, f"（{NO_REASON}）", UNWRITTEN)
_BLANK = re.compile(rf"[^、，；。\n]{{0,20}}?(?:{'|'.join(_MARKERS)})")


def blanks_in(text: str) -> list[str]:
    """The blanks of a text that are still to be filled in, each with the words right before it."""
    return [found.strip() for found in _BLANK.findall(text)]


def marker_in(blank: str) -> str:
    """The words within brackets that stand for what is missing in one of them."""
    return next(marker for marker in _MARKERS if marker in blank).strip("（）")
