"""Chinese numerals, read and written, and the numbers that people write before headings."""

import re

DIGITS = "零一二三四五六七八九"
HAN_DIGITS = f"〇{DIGITS}"
ONE_TO_TEN = f"{DIGITS[1:]}十"
# 1 to 99 as people write a day or an hour: 七, 十二, 二十, 零五.
HAN_NUMBER = r"(?:[二三四五六七八九]?十[一二三四五六七八九]?|[零〇]?[一二两三四五六七八九]|[零〇])"

_VALUES = {digit: value for value, digit in enumerate(DIGITS)} | {"〇": 0, "两": 2}
_HAN = rf"[零{ONE_TO_TEN}百]{{1,5}}"
# The four levels of GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）
HEADING_NUMBERS = (rf"{_HAN}\s*[、．.]", rf"（{_HAN}）", r"\d{1,3}\s*[.．、](?!\d)", r"（\d{1,3}）")
_HEADING_NUMBER = "|".join(HEADING_NUMBERS)


def chinese_number(number: int) -> str:
    """1 to 9999 as Chinese numerals: 十二, 一百零五."""
    result, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            result += ("零" if zero and result else "") + DIGITS[digit] + name
        zero = not digit
    return result.removeprefix("一") if result.startswith("一十") else result


def number_of(text: str) -> int:
    """What `HAN_NUMBER`, a year or decimal digits say: 十二, 二十, 零五, 二〇二六 or 12. Raises KeyError for anything else."""
    if text.isdecimal():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_VALUES[tens] if tens else 1) * 10 + (_VALUES[ones] if ones else 0)
    return int("".join(str(_VALUES[c]) for c in text))


def has_heading_number(text: str) -> bool:
    """Whether a heading has a number of any level written before it."""
    return re.match(_HEADING_NUMBER, text) is not None


def without_heading_number(text: str) -> str:
    """A heading without the number written before it."""
    return re.sub(_HEADING_NUMBER, "", text, count=1) if has_heading_number(text) else text
