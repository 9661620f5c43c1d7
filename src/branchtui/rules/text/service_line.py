"""One line of the service log as people type it: zs 周三下午2点到4点 窗口咨询 服务学生30人次 发放材料50份."""

import re
from datetime import date, datetime, time
from functools import cache
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.services import MOST_FIGURE, half_hours_of, hours_words, minutes_of, refuse_length
from branchtui.rules.text.citizen_id import without_citizen_ids
from branchtui.rules.text.dates import parse_when
from branchtui.rules.text.digits import decimal
from branchtui.rules.text.numerals import HAN_NUMBER, number_of


class Entry(NamedTuple):
    """What one line says. `who` is what stands for the person; the day is None, texts are empty where nobody told."""

    day: date | None
    half_hours: int
    what: str
    who: str = ""
    begins: str = ""  # HH:MM
    ends: str = ""  # HH:MM
    whom: str = ""
    served: int | None = None
    result: int | None = None
    unit: str = ""
    link: str = ""


class Span(NamedTuple):
    """The times in a text, the length that follows from them, and the words left over."""

    begins: str
    ends: str
    half_hours: int
    rest: str


_PERIOD = "凌晨|清晨|早晨|早上|上午|中午|正午|下午|傍晚|晚上|夜里|夜间|深夜|早|晚"
_HALVES, _NEAR_DAYS = ("早", "晚", "早上", "晚上"), ("昨", "今", "明", "后", "前")  # 昨晚7点
_NUM = rf"(?:\d{{1,2}}|{HAN_NUMBER})"
_CLOCK = rf"{_NUM}(?:[:：]\d{{2}}|\s*[点时](?:半|[一三]刻|[零〇]?{_NUM}分?)?[整钟]?)"
_SPAN = (
    rf"(?P<period>{_PERIOD})?\s*(?<![\d.])(?P<begins>{_CLOCK}|{_NUM}(?=\s*[到至\-—–－~～]+\s*(?:{_PERIOD})?\s*{_NUM}\s*[点时]))"
    rf"\s*(?:到|至|[-—–－~～]+)\s*(?P<ends>(?:{_PERIOD})?\s*{_CLOCK})"
)
_LENGTH = (
    r"(?<![\d.点时])(?:(?P<hours>\d{1,3}(?:\.\d{1,2})?)\s*(?:个)?(?P<half>半)?(?:小时|钟头|[hH](?![a-zA-Z]))(?:\s*(?P<more>\d{1,2})\s*分钟?)?"
    rf"|(?P<han>{HAN_NUMBER})个?(?P<han_half>半)?(?:小时|钟头)(?P<behind>半)?|(?P<only>半)个?(?:小时|钟头)"
    r"|(?P<minutes>\d{1,3})\s*分钟)"
)
_LINK = r"https?://[^\s，。；]+"
_TAILED = r"[^\s,，;；。#]+#\w+"
_CUT = r"[\s,，;；。]+"
_UNITS = "份|场次|场|次|件次|件|项|条|篇|本|册|套|张|期|个|户|间|节|课时|台|批|组|封|幅|门|处|例|宗|盒|箱|袋|棵|元|万字|字|人次|人|名|位"
_PEOPLE = "人次|人|名|位"
_SERVED = (
    r"(?:服务对象|服务|接待|惠及|受益|帮助|指导|辅导|咨询|解答)?(?P<whom>[^\d\s]{0,20}?)"
    rf"(?P<n>\d{{1,9}})(?P<vague>余|多|来|几)?\s*(?:{_PEOPLE})(?P<behind>[一-龥]{{0,8}}?)(?P<about>左右|以上)?"
)
_RESULT = rf"(?P<words>.*?)(?P<n>\d{{1,9}})(?P<vague>余|多|来|几)?\s*(?P<unit>{_UNITS})(?P<about>左右|以上)?"
_VAGUE = re.compile("约|近|逾|超过|大概|上百|上千|数[十百千]|几[十百千]")
_PART = re.compile(
    r"(?:[-−－.．/／~～—–]|\d[到至])$"
)  # before a figure: what is read is only the end of what is written
_DONE = (
    r".*(?:服务|接待|发放|办理|受理|解答|答复|整理|审核|核对|处理|登记|回复|收集|完成|咨询|指导|帮助)"
    r"[一-龥]{0,4}(?<![楼室第号栋层])(?!20\d\d)(?P<n>\d{1,4})"
)  # a figure behind what is counted, so one that wants its unit: no room, no year
_LABELLED = r"(?P<label>服务对象|对象|成效|结果|内容|服务内容)[:：](?P<value>.*)"


@cache
def _rule(pattern: str) -> re.Pattern[str]:
    """Compiled once a line is read, not when this is imported."""
    return re.compile(pattern)


def parse_span(text: str, now: datetime) -> Span:
    """The times and the length in a text: 下午2点到4点, 9:00-11:30, 2小时, 一个半小时, or times and a length.

    A length beside the times is what is counted, as where a break was made; it can't be longer than they are. Raises
    BranchError for an end before the start, a time that may be of the morning or of the afternoon, a length that is no
    whole number of half hours or longer than a day's most, and where neither times nor a length are told.
    """
    length, rest = _length(text)
    begins, ends, rest = _times(rest, now)
    if not begins and length is None:
        raise BranchError("没有写时间或时长，请写成“下午2点到4点”或“2小时”的样子。")
    if not ends:
        if length is None:
            raise BranchError(f"只写了开始时间 {begins}，没有写到几点或多长，请写成“下午2点到4点”或加上“2小时”。")
        return Span(begins, "", checked_length(begins, "", length), rest)
    return Span(begins, ends, checked_length(begins, ends, length), rest)


def checked_length(begins: str, ends: str, length: int | None) -> int:
    """The half hours of a service with these times (HH:MM, or empty) and this length in minutes, where one was told.

    Raises BranchError as `parse_span`.
    """
    if not ends:
        half_hours = half_hours_of(length or 0)
        if begins and minutes_of(begins) + 30 * half_hours > 24 * 60:
            raise BranchError(f"{begins} 开始 {hours_words(half_hours)}就过了零点，请分成两天记。")
    else:
        minutes = minutes_of(ends) - minutes_of(begins)
        if minutes <= 0:
            raise BranchError(f"结束时间 {ends} 不晚于开始时间 {begins}，请核对；过了零点的，请分成两天记。")
        half_hours = half_hours_of(minutes if length is None else length)
        if 30 * half_hours >= minutes + 30:
            raise BranchError(f"{begins}—{ends} 没有 {hours_words(half_hours)}，请核对时间和时长。")
    refuse_length(half_hours, f"{begins}—{ends} " if ends else "")
    return half_hours


def parse_length(text: str) -> int:
    """The minutes that a text of nothing but a length says: 2小时, 1.5 (hours), 90分钟. Raises BranchError."""
    said = text.strip()
    if _rule(r"\d{1,3}(?:\.\d{1,2})?").fullmatch(said):
        said += "小时"
    length, rest = _length(said)
    if length is None or rest.strip():
        raise BranchError(f"没有看懂时长“{_short(text)}”，请写成“2小时”“1.5”或“90分钟”的样子。")
    return length


def parse_result(text: str) -> tuple[int, str]:
    """A figure with its unit: 50份. Raises BranchError where it has none, or is no exact figure."""
    said = text.strip()
    found = _rule(r"(?P<n>\d{1,9})\s*(?P<unit>[^\d\s]{1,8})").fullmatch(said)
    if found is None or _VAGUE.search(said) or found["unit"][0] in "余多几":
        if decimal(said) is not None:
            raise _no_unit(said)
        raise BranchError(f"没有看懂成效“{_short(text)}”，请写成数字加单位，如“50份”“3场”。")
    return _figure(found["n"]), found["unit"]


def parse_served(text: str) -> int:
    """How many people were served: 30, 30人次. Raises BranchError where it is no exact figure."""
    found = _rule(rf"(\d{{1,9}})\s*(?:{_PEOPLE})?").fullmatch(text.strip())
    if found is None:
        raise BranchError(f"没有看懂服务人次“{_short(text)}”，请写一个确切的数，如“30”或“30人次”。")
    return _figure(found[1])


def parse_line(text: str, now: datetime, *, named: bool = False) -> Entry:
    """What one line of the log says; a day without a year, or a bare weekday, is the last such one.

    The first words that are no time stand for the person, unless it is `named` elsewhere. Raises BranchError for what
    `parse_span` refuses, a figure without unit, two results, and where the person, the day or what was done is missing.
    """
    text = without_citizen_ids(text)
    links = _rule(_LINK).findall(text)
    if len(links) > 1:
        raise BranchError("一条记录只放一个证明链接，请只留一个。")
    text = _rule(_LINK).sub(" ", text).replace("＃", "#")
    tailed = None if named else _rule(_TAILED).search(text)
    if tailed:  # the end of a staff number is no date
        text = f"{text[: tailed.start()]} {text[tailed.end() :]}"
    span = parse_span(text, now)
    day, rest = last_day(span.rest, now)
    words = [word for word in re.split(_CUT, rest) if word]
    who = tailed[0] if tailed else "" if named or not words else words.pop(0)
    if not named and (not who or any(character.isdecimal() for character in who.partition("#")[0])):
        raise BranchError("没有写是谁服务，请在开头写姓名或简拼，如“zs 周三下午2点到4点 窗口咨询”。")
    if "、" in who:
        raise BranchError("一行只记一个人；同去的人请分行写，或在这条记录里报名。")
    if day is None:
        raise BranchError("没有写是哪一天，请写上，如“周三”“3月4日”。")
    return _figures(Entry(day, span.half_hours, "", who, span.begins, span.ends, link="".join(links)), words)


def last_day(text: str, now: datetime) -> tuple[date | None, str]:
    """The day in a text, the last such one up to today, and the words left over."""
    found = parse_when(text, now, past=True)
    return found.day, found.rest


def _figures(entry: Entry, words: list[str]) -> Entry:
    """The entry with what the words say: how many were served, what came of it, what was done."""
    what: list[str] = []
    for word in words:
        labelled = _rule(_LABELLED).fullmatch(word)
        label, said = (labelled["label"], labelled["value"]) if labelled else ("", word)
        if label in ("对象", "服务对象"):
            entry = entry._replace(whom=said)
        elif decimal(said) is not None:
            raise _no_unit(said)
        elif found := _rule(_DONE).fullmatch(said):
            raise _no_unit(said, found["n"])
        elif label not in ("成效", "结果") and entry.served is None and (found := _rule(_SERVED).fullmatch(said)):
            _refuse_vague(said, found)
            whom = (found["whom"] + found["behind"]).strip("了的：:")
            entry = entry._replace(served=_figure(found["n"]), whom=entry.whom or whom)
        elif (found := _rule(_RESULT).fullmatch(said)) and not found["words"].endswith("第"):
            _refuse_vague(said, found)
            if entry.result is not None:
                raise BranchError(
                    f"写了两个成效（{entry.result}{entry.unit}、{found['n']}{found['unit']}），一条只记一个，请分成两条。"
                )
            entry = entry._replace(result=_figure(found["n"]), unit=found["unit"])
            what += [found["words"]] if found["words"] else []
        elif label in ("成效", "结果"):
            figure, unit = parse_result(said)
            entry = entry._replace(result=figure, unit=unit)
        else:
            what.append(said)
    if not what:
        raise BranchError("没有写服务内容，请写上做了什么，如“窗口咨询”。")
    return entry._replace(what="，".join(what))


def _times(text: str, now: datetime) -> tuple[str, str, str]:
    """Start and end (HH:MM, or empty) in a text, and the words left over."""
    found = _rule(_SPAN).search(text)
    if found is None:
        alone = parse_when(text, now, past=True)
        if alone.time is None:
            return "", "", text
        clock = _rule(rf"(?:{_PERIOD})?\s*{_CLOCK}").search(text)
        return f"{alone.time:%H:%M}", "", text[: clock.start()] + " " + text[clock.end() :] if clock else text
    first = found["begins"] if re.search("[:：点时]", found["begins"]) else f"{found['begins']}点"
    begins = _clock(f"{found['period'] or ''}{first}", None, now)
    second = found["ends"].strip()
    if found["period"] and re.fullmatch(r"\d{1,2}[:：]\d{2}", second) and int(re.split("[:：]", second)[0]) < 12:
        second = found["period"] + second
    ends = _clock(second, begins, now)
    day = "天" if (found["period"] or "") in _HALVES and text[: found.start()].endswith(_NEAR_DAYS) else ""
    return f"{begins:%H:%M}", f"{ends:%H:%M}", f"{text[: found.start()]}{day} {text[found.end() :]}"


def _clock(text: str, after: time | None, now: datetime) -> time:
    found = parse_when(text, now, after=after)
    if found.time is None or found.rest:
        raise BranchError(f"没有看懂时间“{_short(text)}”，请写成“下午2点到4点”或“14:00-16:00”的样子。")
    return found.time


def _length(text: str) -> tuple[int | None, str]:
    """The length in minutes that a text says, None where it says none, and the words left over."""
    found = _rule(_LENGTH).search(text)
    if found is None:
        return None, text
    if found["minutes"]:
        minutes = int(found["minutes"])
    elif found["hours"]:
        minutes = round(float(found["hours"]) * 60) + (30 if found["half"] else 0) + int(found["more"] or 0)
    elif found["han"]:
        minutes = number_of(found["han"]) * 60 + (30 if found["han_half"] or found["behind"] else 0)
    else:
        minutes = 30
    return minutes, f"{text[: found.start()]} {text[found.end() :]}"


def _refuse_vague(said: str, found: re.Match[str]) -> None:
    if _PART.search(said[: found.start("n")]):
        raise BranchError(f"“{_short(said)}”不是一个整数。台账要记确切的数，如“30人次”“50份”。")
    if found["vague"] or found["about"] or _VAGUE.search(said):
        raise BranchError(f"“{_short(said)}”不是确数。台账要记确切的数，写材料时再取整。")


def _no_unit(said: str, figure: str = "") -> BranchError:
    figure = figure or _short(said)
    return BranchError(f"“{_short(said)}”没有写单位，请写成“{figure}人次”或“{figure}份”的样子。")


def _figure(digits: str) -> int:
    number = int(digits)
    if number > MOST_FIGURE:
        raise BranchError(f"{number} 太大了，请核对这个数。")
    return number


def _short(text: str) -> str:
    text = " ".join(without_citizen_ids(text).split())
    return text if len(text) <= 20 else text[:19] + "…"
