"""A student's name as papers and exports may show it."""

_MASK = "某"
_DOUBLE = frozenset(("欧阳", "司马", "上官", "诸葛", "尉迟", "皇甫", "司徒", "令狐", "慕容", "东方", "夏侯", "长孙", "公孙", "宇文"))  # fmt: skip


def shown_name(name: str, *, consent: bool) -> str:
    """The whole name where the student agreed to it, else the surname with 某 for each further character: 王某某.

    Of a name in letters, or written with dots, only its first part's first character stays; a name of one character is
    masked whole.
    """
    if consent or not name:
        return name
    first = name.replace(" ", "·").split("·")[0]
    if len(first) < len(name) or first.isascii():
        return f"{name[0]}{_MASK}"
    surname = name[:2] if name[:2] in _DOUBLE and len(name) > 2 else name[:1] if len(name) > 1 else ""
    return surname + _MASK * (len(name) - len(surname))
