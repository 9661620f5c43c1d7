"""What leaves the app masked: telephone numbers in texts, and by which words a student is known."""

import re

_PHONE = re.compile(r"(?<![\d-])(1[3-9]\d)([ -]?)\d{4}([ -]?)(\d{4})(?!\d)")
_STUDENTS = ("学生", "本科生", "研究生", "硕士生", "博士生")


def masked_phones(text: str) -> str:
    """The text with the middle figures of mobile numbers masked: 138****5678."""
    return _PHONE.sub(r"\1\2****\3\4", text)


def says_student(*words: str) -> bool:
    """Whether a position, a unit or a group says that somebody is a student."""
    return any(word in text for text in words for word in _STUDENTS)
