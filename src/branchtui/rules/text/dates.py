"""Days and times as people type them in Chinese; `chinese_time` prints them.

`parse_when` finds the day and the time in a line and hands back the words that are neither; `parse_day`, `parse_moment`
and `parse_end` want exactly one and nothing besides. A day or an hour that does not exist raises BranchError.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache

from branchtui.errors import BranchError
from branchtui.rules.text.chinese_time import chinese_day, chinese_weekday
from branchtui.rules.text.citizen_id import without_citizen_ids
from branchtui.rules.text.numerals import HAN_DIGITS, HAN_NUMBER, number_of

# One character for one character, so that a place found in the plain text is the same place in the typed text.
_PLAIN = str.maketrans(
    "０１２３４５６７８９：．／－–—（），　○Ｔ",
    "0123456789:./---(), 〇T",
)

FIRST_YEAR, LAST_YEAR = 1900, 2100  # no branch has a day outside; one at the end of the calendar has no day after it

_REACH = 300  # characters of a line in which a day and a time are looked for

_NUM = rf"(?:\d{{1,2}}|{HAN_NUMBER})"
_YEAR = rf"(?:\d{{4}}|\d{{2}}|[{HAN_DIGITS}]{{4}}|[今明后去前])"
_PERIODS = "凌晨|清晨|早晨|早上|上午|中午|正午|下午|傍晚|晚上|夜里|夜间|深夜|早|晚"


@dataclass(frozen=True, slots=True)
class When:
    """What a line says: its day, its time (either may be missing), and the words that say neither."""

    day: date | None
    time: time | None
    rest: str


def _year(text: str | None, today: date) -> int | None:
    if not text:
        return None
    shift = {"前": -2, "去": -1, "今": 0, "明": 1, "后": 2}.get(text)
    if shift is not None:
        return today.year + shift
    return 2000 + number_of(text) if len(text) == 2 else number_of(text)


# --- days ----------------------------------------------------------------------------------------------------------


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise BranchError(f"没有{month}月这个月份，请把日期写成“11月28日”或“2026-11-28”的样子。")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BranchError(f"年份“{year}”不对，请写 {FIRST_YEAR} 到 {LAST_YEAR} 之间的四位数字。")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise BranchError(f"{year}年{month}月没有{day}日，请改成1日至{last}日之间的一天。")
    return date(year, month, day)


def _near(month: int, day: int, today: date) -> date:
    """A day without a year: this year's, but next year's when that is over half a year ago."""
    if month == 2 and day == 29 and monthrange(today.year, 2)[1] == 28 and monthrange(today.year + 1, 2)[1] == 29:
        return date(today.year + 1, 2, 29)
    found = _day(today.year, month, day)
    return _day(today.year + 1, month, day) if (today - found).days > 180 else found


def _year_before(day: date) -> date:
    """The same day of the year before; of 29 February the one before that there is."""
    year = day.year - 1
    while day.day > monthrange(year, day.month)[1]:
        year -= 1
    return day.replace(year=year)


def _months_from(today: date, months: int) -> tuple[int, int]:
    years, month = divmod(today.month - 1 + months, 12)
    return today.year + years, month + 1


def _edge(year: int, month: int, word: str) -> date:
    return _day(year, month, 1 if word == "初" else monthrange(year, month)[1] if 1 <= month <= 12 else 1)


def _by_word(m: re.Match[str], today: date) -> date:
    shifts = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
    return today + timedelta(days=shifts[m["word"]])


def _by_weekday(m: re.Match[str], today: date) -> date:
    name = m["name"]
    weekday = 5 if name == "末" else 6 if name in "日天" else number_of(name) - 1
    weeks = (m["shift"] or "").count("下") - (m["shift"] or "").count("上")
    return today + timedelta(days=weekday - today.weekday(), weeks=weeks)


def _by_distance(m: re.Match[str], today: date) -> date:
    unit = m["unit"].removeprefix("个")
    way = 1 if m["way"] == "后" else -1
    if m["n"] == "半":
        if unit == "月":
            return today + timedelta(days=15 * way)
        months = 6 * way
    else:
        count = number_of(m["n"]) * way
        if unit in ("天", "日"):
            return today + timedelta(days=count)
        if unit in ("周", "星期", "礼拜"):
            return today + timedelta(weeks=count)
        months = count * (12 if unit == "年" else 1)
    year, month = _months_from(today, months)
    return _day(year, month, min(today.day, monthrange(year, month)[1]))


def _in_near_month(m: re.Match[str], today: date) -> date:
    year, month = _months_from(today, m["month"].count("下") - m["month"].count("上"))
    return _edge(year, month, m["edge"]) if m["edge"] else _day(year, month, number_of(m["day"]))


def _at_month_edge(m: re.Match[str], today: date) -> date:
    year = _year(m["year"], today)
    month = number_of(m["month"])
    found = _edge(year or today.year, month, m["edge"])
    return _edge(today.year + 1, month, m["edge"]) if year is None and (today - found).days > 180 else found


def _at_this_edge(m: re.Match[str], today: date) -> date:
    return _edge(today.year, today.month, m["edge"])


def _at_year_end(m: re.Match[str], today: date) -> date:
    return date(_year(m["year"], today) or today.year, 12, 31)


def _by_parts(m: re.Match[str], today: date) -> date:
    year, month, day = _year(m["year"], today), number_of(m["month"]), number_of(m["day"])
    return _near(month, day, today) if year is None else _day(year, month, day)


def _by_day_only(m: re.Match[str], today: date) -> date:
    return _day(today.year, today.month, number_of(m["day"]))


# Bare figures are a day only where they stand alone: neither "逸夫楼1203" nor "12.3万元" is one.
_ALONE = r"(?<![\w:./\-])"
_THEN = r"(?=$|[\s,，;；()]|[上下中凌清早晚傍夜周星礼])"
_NUMBER_OF_DAYS = rf"(?:\d{{1,3}}|{HAN_NUMBER}|半)"

_Reader = Callable[[re.Match[str], date], date]
_Forms = tuple[tuple[str, _Reader], ...]
_Rules = tuple[tuple[re.Pattern[str], _Reader], ...]
_WHOLE_FORMS: _Forms = (
    (r"(?P<word>大?前(?=天)|大?后(?=天)|[昨今明](?=[天日早晚晨]))(?:天(?!天)|日|(?=[早晚晨]))", _by_word),
    (
        r"(?<![每一两几\d早晚])(?P<shift>[上下]{0,3})(?P<this>个?[本这]个?)?个?(?:周|星期|礼拜)"
        r"(?P<name>[一二三四五六末天]|日(?![常程])|[1-6](?!\d))",
        _by_weekday,
    ),
    (
        rf"(?<!\d)(?P<n>{_NUMBER_OF_DAYS})\s*(?P<unit>天|日|周|个?星期|个?礼拜|个月|年)\s*[之以]?(?P<way>后|前)",
        _by_distance,
    ),
    (
        rf"(?<![上下])(?P<month>[上下]{{1,3}}|[本这])个?月(?:(?P<day>{_NUM})[日号]|(?P<edge>[底末初]))",
        _in_near_month,
    ),
    (rf"(?<!\d)(?:(?P<year>{_YEAR})\s*年\s*)?(?P<month>{_NUM})月(?P<edge>[底末初])", _at_month_edge),
    (r"月(?P<edge>[底末初])", _at_this_edge),
    (rf"(?:(?P<year>{_YEAR})年?)?年[底末]", _at_year_end),
    (
        rf"(?<!\d)(?:(?P<year>{_YEAR})\s*年\s*)?(?P<month>{_NUM})\s*月\s*(?P<day>{_NUM})(?:\s*[日号]|{_THEN})",
        _by_parts,
    ),
    (
        r"(?<!\d)(?P<year>\d{4})(?P<dot>[-./])(?P<month>\d{1,2})(?P=dot)(?P<day>\d{1,2})(?!\d)(?:T(?=\d))?",
        _by_parts,
    ),
    (r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)", _by_parts),
)
_BARE_FORMS: _Forms = (
    (rf"{_ALONE}(?P<year>)(?P<month>\d{{1,2}})[-./](?P<day>\d{{1,2}})[日号]?{_THEN}", _by_parts),
    (rf"{_ALONE}(?P<year>)(?P<month>\d{{2}})(?P<day>\d{{2}}){_THEN}", _by_parts),
    (rf"(?:^|(?<=\s))(?P<day>{_NUM})[日号](?![楼室厅馆院门教])", _by_day_only),
)


@cache
def _rules(forms: _Forms) -> _Rules:
    """The forms as patterns: compiled once a day is asked for, since they take longer than all else of a command's start."""
    return tuple((re.compile(pattern), reader) for pattern, reader in forms)


@dataclass(frozen=True, slots=True)
class _Said:
    """A day found in the text; `loose` is a bare weekday, which says less than a date beside it.

    `any_year` is a date without its year, with nothing beside it that tells which.
    """

    day: date
    start: int
    end: int
    loose: bool
    any_year: bool = False


def _read(m: re.Match[str], reader: _Reader, today: date) -> _Said:
    loose = reader is _by_weekday and not m["shift"] and not m["this"]
    any_year = "year" in m.re.groupindex and not m["year"]
    return _Said(reader(m, today), m.start(), m.end(), loose, any_year)


def _find_day(text: str, today: date) -> _Said | None:
    """The first day the text names, joined with one that explains it: 11月28日（周六）, 下周三12月2日."""
    hits = [
        (m, reader) for pattern, reader in _rules(_WHOLE_FORMS) + _rules(_BARE_FORMS) if (m := pattern.search(text))
    ]
    if not hits:
        return None
    first = _read(*min(hits, key=lambda hit: (hit[0].start(), -hit[0].end())), today)
    opening = re.compile(r"\s*\(?\s*").match(text, first.end)
    start = opening.end() if opening else first.end
    hits = [(m, reader) for pattern, reader in _rules(_WHOLE_FORMS) if (m := pattern.match(text, start))]
    if not hits:
        return first
    second = _read(*max(hits, key=lambda hit: hit[0].end()), today)
    closing = re.compile(r"\s*\)?").match(text, second.end)
    end = closing.end() if closing else second.end
    loose = first.loose or second.loose
    agrees = first.day.weekday() == second.day.weekday() if loose else first.day == second.day
    day = second.day if first.loose else first.day
    if not agrees:
        said, beside = text[first.start : first.end], text[second.start : second.end]
        raise BranchError(
            f"“{said}”和“{beside}”不是同一天（{chinese_day(day)}是{chinese_weekday(day)}），请改对其中一个。"
        )
    return _Said(day, first.start, end, False)


# --- times ---------------------------------------------------------------------------------------------------------

_CLOCK = (
    rf"(?P<period>{_PERIODS})?\s*(?:"
    r"(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?(?!\d)"
    rf"|(?<![\d第])(?P<hours>{_NUM})\s*[点时](?![间候代期])"
    rf"(?:(?P<half>半)|(?P<quarter>[一三13])刻|\s*(?P<minutes>[零〇]?{_NUM})(?!\d)(?:\s*分|(?![个人名位项次条楼号])))?"
    r"[整钟正]?)"
)
_BEFORE_CLOCK = re.compile(r"(?:^|[\s,;，；、()的])$")


def _find_clock(text: str, after: time | None) -> tuple[time, int, int] | None:
    """The first time of the text. A bare 三点 counts only where it stands apart: 讨论三点意见 has no time in it."""
    for m in re.finditer(_CLOCK, text):
        if m["period"] or m["hour"] or _BEFORE_CLOCK.search(text[: m.start("hours")]):
            return _time(m, after), m.start(), m.end()
    return None


def _time(m: re.Match[str], after: time | None) -> time:
    hour = number_of(m["hour"] or m["hours"])
    if m["half"]:
        minute = 30
    elif m["quarter"]:
        minute = number_of(m["quarter"]) * 15
    else:
        minute = number_of(m["minute"] or m["minutes"] or "0")
    said = m[0].strip()
    if hour > 23 or minute > 59:
        raise BranchError(f"没有“{said}”这个时间，请写成“14:30”或“下午两点半”的样子。")
    if after is not None and m["hours"] and not m["period"]:
        return time(hour + 12 if hour < 12 and time(hour, minute) <= after else hour, minute)
    return time(_hour_of_day(m["period"] or "", hour, said, spoken=m["hours"] is not None), minute)


def _hour_of_day(period: str, hour: int, said: str, *, spoken: bool) -> int:
    """The hour on the 24-hour clock. What could mean two hours is asked back, not guessed."""
    if not period:
        if spoken and 1 <= hour <= 6:
            raise BranchError(f"“{said}”是上午还是下午？请写明，如“下午{said}”。")
        return hour
    if period in ("下午", "傍晚"):
        if hour == 0:
            raise BranchError(f"没有“{said}”这个时间，请写成“14:30”或“下午两点半”的样子。")
        return hour + 12 if hour < 12 else hour
    if period in ("中午", "正午"):
        return hour + 12 if 1 <= hour <= 4 else hour
    if period in ("晚上", "晚", "夜里", "夜间", "深夜"):
        if hour < 5 or hour == 12:
            raise BranchError(f"“{said}”说不清是哪一天，请写成那一天的“凌晨”或“0:00”。")
        return hour + 12 if hour < 12 else hour
    if hour > 12:
        raise BranchError(f"“{said}”前后不合，请写成“{hour}:00”或“下午{hour - 12}点”的样子。")
    return 0 if period == "凌晨" and hour == 12 else hour


# --- whole lines ---------------------------------------------------------------------------------------------------


def parse_when(text: str, now: datetime, *, after: time | None = None, past: bool = False) -> When:
    """The day and the time a line names, read at the moment `now`, and the words left over.

    An hour that may be of the morning or of the afternoon is the first one past `after`, where that is given. A day
    without a year is the nearest one, or the last one up to today where the line tells of the `past`; so is a weekday.
    Raises BranchError for a day or time that does not exist, two days that disagree, or an hour that may be either.
    """
    plain = text[:_REACH].translate(_PLAIN)
    said = _find_day(plain, now.date())
    if said and said.any_year and past and said.day > now.date():
        said = replace(said, day=_year_before(said.day))
    if said and said.loose and past and said.day > now.date():
        said = replace(said, day=said.day - timedelta(weeks=1))
    if said:
        plain = plain[: said.start] + " " * (said.end - said.start) + plain[said.end :]
    clock = _find_clock(plain, after)
    cuts = sorted(([(said.start, said.end)] if said else []) + ([clock[1:]] if clock else []))
    pieces, at = [], 0
    for start, end in [*cuts, (len(text), len(text))]:
        piece = text[at:start].strip(" \t\r\n　,，、;；。")
        if piece and piece != "的":
            pieces.append(piece)
        at = max(at, end)
    return When(said.day if said else None, clock[0] if clock else None, " ".join(pieces))


def split_clock(text: str) -> tuple[time | None, str]:
    """The time that a line names, None where it names none, and the line without it. Raises as `parse_when`."""
    found = _find_clock(text[:_REACH].translate(_PLAIN), None)
    return (found[0], f"{text[: found[1]]} {text[found[2] :]}".strip()) if found else (None, text)


def parse_day(text: str, today: date, *, past: bool = False) -> date:
    """The day that `text` is; where it says no year and is asked for as `past`, the last such day up to today.

    Raises BranchError when it names none, or says more than a day.
    """
    text = without_citizen_ids(text)  # before a piece of one is quoted
    found = parse_when(text, datetime.combine(today, time()), past=past)
    if found.day is None:
        raise BranchError(f"没有看懂日期“{_short(text)}”，请写成“11月28日”“下周三”或“2026-11-28”的样子。")
    if found.time is not None or found.rest:
        raise BranchError(f"“{_short(text)}”里除了日期还有别的字，这里只写日期，如“11月28日”。")
    return found.day


def parse_moment(text: str, now: datetime) -> datetime:
    """The day and time that `text` is. Raises BranchError when either is missing or other words stand beside."""
    text = without_citizen_ids(text)
    found = parse_when(text, now)
    if found.day is None:
        raise BranchError(f"没有看懂日期“{_short(text)}”，请写成“下周三下午三点”或“2026-11-28 14:30”的样子。")
    if found.time is None:
        raise BranchError(f"“{_short(text)}”没有写几点，请写成“下周三下午三点”或“2026-11-28 14:30”的样子。")
    if found.rest:
        raise BranchError(f"没有看懂“{_short(found.rest)}”，这里只写日期和时间，如“下周三下午三点”。")
    return datetime.combine(found.day, found.time)


def parse_end(text: str, start: datetime) -> datetime:
    """When something that began at `start` ended: 四点半, 16:30, or with a day where it ended on another one.

    四点半 is the first one past the start. Raises BranchError where `text` says no time, or none past the start.
    """
    text = without_citizen_ids(text)
    found = parse_when(text, start, after=start.time())
    if found.time is None or found.rest:
        raise BranchError(f"没有看懂散会时间“{_short(text)}”，请写成“四点半”或“16:30”的样子。")
    end = datetime.combine(found.day or start.date(), found.time)
    if end <= start:
        raise BranchError(
            f"散会时间“{_short(text)}”不晚于开始时间（{start:%H:%M}），请核对；过了零点才散会的，请写上日期。"
        )
    return end


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 20 else text[:19] + "…"
