"""Figures as people round them in prose, and whether a counted number carries them: 200余人次, 近百人, 12.5小时."""

import re
from decimal import Decimal
from itertools import pairwise

from branchtui.rules.text.numerals import DIGITS

_DIGITS = {**{digit: value for value, digit in enumerate(DIGITS)}, "〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_NUMBER = rf"(?P<figures>\d{{1,3}}(?:[,，]\d{{3}})+|\d{{1,15}}(?:\.\d{{1,4}})?)(?P<scale>[百千万]?)|(?P<han>[〇两{DIGITS}十百千万]{{1,12}})"
_BEFORE = "不超过|至多|最多|不少于|不低于|至少|不足|不到|超过|突破|逾|大约|大概|约|将近|接近|近|上|[数几](?=[十百千万])"
_BEHIND = "以上|左右|上下|以内|以下"
_MEASURE = r"\s*(?:人次|小时|[一-龥]{1,2}?)?"
_FORM = re.compile(
    rf"(?P<before>{_BEFORE})?\s*(?:{_NUMBER})\s*(?P<after>余|多|几)?"
    rf"(?:{_MEASURE}(?P<behind>{_BEHIND}))?"
)
_TENTH = Decimal("0.1")


def agrees(words: str, number: int | Decimal) -> bool | None:
    """Whether a counted number carries what the words say of it; None where they name no figure.

    200余 and 200多 need 200 < n < 300 (the next of the last figure that is not 0), 近200 the tenth below 200, 约200
    a tenth at most to either side, 数十 from 20 to 99; a figure without any such word is exact.
    """
    found = _FORM.search(words.translate(_PLAIN))
    if found is None:
        return None
    said = _value(found)
    before, after, behind = found["before"] or "", found["after"] or "", found["behind"] or ""
    if before in ("数", "几"):
        return 2 * said <= number < 10 * said
    if after:
        more = said < number < said + _step(said)
        return more if before in _FREE else more and _within(before, said, number)
    if behind in ("左右", "上下"):
        before = "约"
    elif behind == "以上":
        before = "至少"
    elif behind in ("以内", "以下"):
        before = "至多"
    return _within(before, said, number)


def stands_in(words: str, text: str) -> bool:
    """Whether a figure stands in a text, however it is spaced there: 32 人次 is 32人次, 1,200份 is 1200份, 132人次 is not."""
    return place_in(words, text) is not None


def place_in(words: str, text: str) -> tuple[int, int] | None:
    """From where to where such a figure stands in a text first, None where it does not."""
    plain = words.translate(_PLAIN).replace(" ", "")
    between = (",?" if one.isdecimal() and two.isdecimal() else r"\s*" for one, two in pairwise(plain))
    pattern = re.escape(plain[:1]) + "".join(
        f"{gap}{re.escape(next_)}" for gap, next_ in zip(between, plain[1:], strict=True)
    )
    found = re.search(rf"{_APART}{pattern}(?!\d|[.,]\d)", text.translate(_PLAIN)) if plain else None
    return found.span() if found else None


def spelled(unit: str, text: str) -> list[re.Match[str]]:
    """The figures of a text that count this unit, with the words that round them: 近 200 人次."""
    form = rf"{_APART}(?:(?:{_BEFORE})\s*)?(?:{_NUMBER})\s*[余多几]?\s*{re.escape(unit)}(?:{_BEHIND})?"
    return list(re.finditer(form, text.translate(_PLAIN)))


_APART = r"(?<!\d)(?<!\d[.,])"
_PLAIN = str.maketrans("０１２３４５６７８９．", "0123456789.")
_FREE = frozenset({"", "约", "大约", "大概", "近", "将近", "接近", "上", "超过", "突破", "逾"})  # said beside 余


def _within(before: str, said: Decimal, number: int | Decimal) -> bool:
    match before:
        case "":
            return number == said
        case "不超过" | "至多" | "最多":
            return number <= said
        case "不少于" | "不低于" | "至少":
            return number >= said
        case "超过" | "突破" | "逾":
            return number > said
        case "不足" | "不到":
            return number < said
        case "近" | "将近" | "接近":
            return said * (1 - _TENTH) <= number < said
        case "上":
            return said <= number < 10 * said
        case _:
            return abs(number - said) <= said * _TENTH


def _value(found: re.Match[str]) -> Decimal:
    if found["figures"]:
        return Decimal(re.sub("[,，]", "", found["figures"])) * _UNITS.get(found["scale"], 1)
    total, section, digit = 0, 0, None
    for character in found["han"]:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character == "万":
            total, section, digit = (total + section + (digit or 0) or 1) * 10_000, 0, None
        else:
            section += (1 if digit is None or digit == 0 else digit) * _UNITS[character]
            digit = None
    return Decimal(total + section + (digit or 0))


def _step(said: Decimal) -> Decimal:
    """What the last figure of a round number counts: 100 of 200, 10 of 250, 1000 of 12000."""
    step = Decimal(1)
    while said and said % (step * 10) == 0:
        step *= 10
    return step
