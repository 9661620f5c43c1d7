"""Days as web pages and drafts write them: 2025-05-20 08:30, 2025年5月20日（星期二）, 二〇二五年五月二十日."""

import re
from datetime import date

from branchtui.rules.text.numerals import HAN_DIGITS, HAN_NUMBER, number_of

_CLOCK = r"\s{0,4}\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
_WEEKDAY = r"\s{0,4}[（(]?(?:星期|周)[一二三四五六日天][）)]?"
_FIGURES = r"(\d{4})\s{0,4}[-./年]\s{0,4}(\d{1,2})\s{0,4}[-./月]\s{0,4}(\d{1,2})(?!\d)(?:\s{0,4}日)?"
_WORDS = rf"([{HAN_DIGITS}]{{4}})年({HAN_NUMBER})月({HAN_NUMBER})日"
DAY = re.compile(rf"(?<!\d)(?:{_FIGURES}|{_WORDS})(?:{_WEEKDAY})?(?:{_CLOCK})?")


def day_of(text: str) -> date | None:
    """The day that a text is, with or without a time of day; None when it is no day, or not only one."""
    m = DAY.fullmatch(text.strip().strip("[]【】（）()").strip())
    if m is None:
        return None
    year, month, day = (number_of(part) for part in m.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None
