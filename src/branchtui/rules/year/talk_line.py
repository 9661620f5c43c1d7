"""One line of 谈心谈话 as people type it: 3月5日 林知远和沈一禾 谈思想 办公室."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.text.citizen_id import without_citizen_ids
from branchtui.rules.text.service_line import last_day

_AND = "和与同跟找、—－-"
_CUT = r"[\s,，;；。]+"
_PLACE = (
    r"在?(?P<place>.*(?:室|楼|厅|馆|处|办|房|堂|园|场|店|站|中心|书院|宿舍|校区|食堂|操场|线上|电话|微信|家里|家中)|"
    r".*(?:室|楼|馆|厅|座|栋)[A-Za-z]?\d{1,4}|\d{3,4})"
)


class TalkLine(NamedTuple):
    """What a line says. `pairs` are the two people as it may be read: names hold 和 too (顾清和、沈亦和)."""

    day: date
    pairs: Sequence[tuple[str, str]]
    what: str = ""
    place: str = ""


def parse_talk(text: str, now: datetime) -> TalkLine:
    """What a line says; a day without a year, or a bare weekday, is the last such one.

    Raises BranchError where the day or one of the two people is missing.
    """
    day, rest = last_day(without_citizen_ids(text).replace("＃", "#"), now)
    if day is None:
        raise BranchError("没有写是哪一天，请写上，如“3月5日 林知远和沈一禾 谈思想”。")
    words = [word for word in re.split(_CUT, _rule(rf"\s+([{_AND}])\s+").sub(r"\1", rest)) if word]
    pairs = list(_pairs(words[0])) if words else []
    told = words[1:]
    if not pairs and len(words) > 1:
        pairs, told = [*_two(words[0], words[1])], words[2:]
    if not pairs:
        raise BranchError("没有写谁和谁谈，请写上两个人，如“林知远和沈一禾”。")
    place = ""
    if len(told) > 1 and (found := _rule(_PLACE).fullmatch(told[-1])):
        place = found["place"]
        told.pop()
    return TalkLine(day, pairs, "，".join(told), place)


@cache
def _rule(pattern: str) -> re.Pattern[str]:
    """Compiled once a line is read, not when this is imported."""
    return re.compile(pattern)


def _pairs(word: str) -> Iterator[tuple[str, str]]:
    """The ways to read two people in a word, the first sign between them first."""
    for at, sign in enumerate(word):
        if sign in _AND and word[:at] and word[at + 1 :]:
            yield word[:at], word[at + 1 :]


def _two(one: str, other: str) -> Iterator[tuple[str, str]]:
    yield one, other
    if other[0] in _AND and other[1:]:
        yield one, other[1:]
    if one[-1] in _AND and one[:-1]:
        yield one[:-1], other
