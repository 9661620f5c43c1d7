"""What leaves the app masked: telephone numbers in texts, and by which words a student is known."""

import re

_PHONE = re.compile(r"(?<![\d-])(1[3-9]\d)([ -]?)\d{4}([ -]?)(\d{4})(?!\d)")
_STUDENTS = re.compile("学生|本科生|研究生|硕士生|博士生")
# Who works for students is none; but students are 学生会主任, 兼职辅导员 and 助理.
_STAFF = re.compile(
    r"[^生]*(?:学生|本科生|研究生|硕士生|博士生)(?!.*[会团兼助])[^，、；]*(?:秘书|辅导员|导师|主任|科长|处长|管理员)"
)


def masked_phones(text: str) -> str:
    """The text with the middle figures of mobile numbers masked: 138****5678."""
    return _PHONE.sub(r"\1\2****\3\4", text)


def says_student(*words: str) -> bool:
    """Whether a position, a unit or a group says that somebody is a student."""
    return any(_STUDENTS.search(text) and not _STAFF.fullmatch(text) for text in words)
