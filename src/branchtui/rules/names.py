"""Finding people by what was typed: a part of the name, pinyin, or initials."""

from collections.abc import Iterable


def matches(typed: str, name: str, pinyin: Iterable[str], initials: Iterable[str]) -> bool:
    """Whether `typed` means this person: part of the name, the start of the initials or of the pinyin."""
    wanted = typed.strip().lower().replace(" ", "")
    if not wanted:
        return True
    return wanted in name.lower() or any(
        reading.startswith(wanted) for readings in (initials, pinyin) for reading in readings
    )


def split_tail(text: str) -> tuple[str, str]:
    """`林知远#0123` → (name, end of the staff number)."""
    name, _, tail = text.replace("＃", "#").partition("#")
    return name.strip(), tail.strip()
