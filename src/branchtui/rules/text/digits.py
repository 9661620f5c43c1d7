"""Numbers that somebody else wrote. `str.isdigit` is true of ² and ①, which `int` refuses: it is not used here."""

_LONGEST = 18  # digits; a longer run is no number of anything, and `int` refuses very long ones


def decimal(text: str) -> int | None:
    """The number that `text` writes in decimal digits of any script (12, １２); None for anything else."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST else None
