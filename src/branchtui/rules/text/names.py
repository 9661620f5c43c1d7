"""Finding people by what was typed: a part of the name, pinyin, or initials."""

import re
from collections.abc import Iterable, Sequence


def matches(typed: str, name: str, pinyin: Iterable[str], initials: Iterable[str]) -> bool:
    """Whether `typed` means this person: part of the name, the start of the initials or of the pinyin."""
    wanted = plain_name(typed).lower().replace(" ", "").replace("·", "")
    if not wanted:
        return True
    return wanted in plain_name(name).lower().replace("·", "") or any(
        reading.startswith(wanted) for readings in (initials, pinyin) for reading in readings
    )


_DOTS = str.maketrans(dict.fromkeys("•‧∙・･．", "·"))


def plain_name(text: str) -> str:
    """A name with the one dot that names are written with, whatever the input method gave."""
    return text.translate(_DOTS).strip()


def same_name(one: str, other: str) -> bool:
    """Whether two writings are of one name: with any dot, or none."""
    return plain_name(one).replace("·", "") == plain_name(other).replace("·", "")


def split_tail(text: str) -> tuple[str, str]:
    """`林知远#0123` → (name, end of the staff number)."""
    name, _, tail = text.replace("＃", "#").partition("#")
    return plain_name(name), tail.strip()


_BETWEEN = "、，,；;\n"
_GUEST = "(?s)([^（(:：]*)(?:[（(](.*?)[)）])?(?:[:：](.*))?"  # compiled by the first text


def split_guest(text: str) -> tuple[str, str, str]:
    """`王芳（学院党委）：“讲题”` → name, position and topic, each empty where it is not written."""
    found = re.fullmatch(_GUEST, text.strip())
    if found is None or not found[1].strip():
        return text.strip(), "", ""
    topic = (found[3] or "").strip()
    quoted = topic[:1] + topic[-1:] in ("“”", '""')
    return found[1].strip(), (found[2] or "").strip(), topic[1:-1].strip() if quoted else topic


def split_guests(text: str) -> list[tuple[str, str, str]]:
    """`王芳（学院党委）、李强` → each as `split_guest` gives it; what stands in brackets or quotes stays together."""
    parts, depth, start = [], 0, 0
    for at, character in enumerate(text):
        depth += (character in "（(“《") - (character in "）)”》")
        if depth <= 0 and character in _BETWEEN:
            parts.append(text[start:at])
            start = at + 1
    return [split_guest(part) for part in [*parts, text[start:]] if part.strip()]


def first_names(names: Sequence[str], most: int = 3) -> str:
    """The first `most` names, and how many there are where that is not all: 甲、乙、丙等 5 人."""
    return "、".join(names[:most]) + (f"等 {len(names)} 人" if len(names) > most else "")
