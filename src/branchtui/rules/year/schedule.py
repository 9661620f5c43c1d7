"""When a line of a plan is due: a day, a stretch of time, or how often, as people write it in Chinese."""

import re
from calendar import monthrange
from datetime import time
from typing import Literal, NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.text.dates import FIRST_YEAR, LAST_YEAR, split_clock
from branchtui.rules.text.numerals import HAN_NUMBER, number_of

Span = Literal["week", "month", "quarter", "term", "year"]

EXAMPLES = "“每月第三个周三下午3点”“每季度第一个周五”“每月15日”“单周周三”“3月15日”“4月上旬”“每学期2次”"
_PLAIN = str.maketrans("０１２３４５６７８９（），；－—–～~至到和及／　", "0123456789(),;-------、、/ ")
_N = rf"(?:\d{{1,2}}|{HAN_NUMBER})"
_NUMBERS = rf"{_N}(?:[、,-]{_N})*"
_WEEK = "(?:周|星期|礼拜)"
_DAY_NAME = "(?P<name>[一二三四五六日天1-7])"
_PARTS_OF_MONTH = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31), "末": (21, 31)}
_PLACE = (
    rf"(?:第(?P<nth>{_N}(?:、第?{_N})*)(?:个?{_WEEK}{_WEEK}?{_DAY_NAME}|(?P<week>个?{_WEEK}))"
    rf"|最后一?个?{_WEEK}(?P<last>[一二三四五六日天1-7])"
    rf"|(?P<days>{_N}[日号]?(?:[、,-]{_N}[日号]?)*)(?<=[日号])"
    rf"|(?P<part>上旬|中旬|下旬|初|底|末)"
    rf"|(?P<times>{_N})次)?"
)
_SPANS: dict[str, Span] = {"月": "month", "季": "quarter", "季度": "quarter", "学期": "term", "年": "year"}
_EVERY = rf"(?:每个?|本|全)(?P<span>月|季度?|学期|年)(?:度)?{_PLACE}"
_MONTHS = rf"(?:(?P<year>\d{{4}})年)?(?P<months>{_N}(?:月?[、,-]{_N})*)月份?(?:每月)?{_PLACE}"
_QUARTERS = rf"(?:(?P<year>\d{{4}})年)?第?(?P<quarters>{_NUMBERS})季度{_PLACE}"
_WEEKS = rf"(?:每?逢)?(?:(?P<every>每)个?|(?P<parity>[单双])数?{_WEEK}){_WEEK}?{_DAY_NAME}"
_TERM_WEEKS = rf"第(?P<weeks>{_NUMBERS}){_WEEK}(?:{_WEEK}{_DAY_NAME})?"
_ISO = r"(?P<year>\d{4})[-./](?P<months>\d{1,2})[-./](?P<days>\d{1,2})"
_CLOCK_BEHIND = rf"({_WEEK}[一二三四五六日天1-7]|[日号])({_N}[点时])"  # a bare hour is one only where it stands apart
_MOST_TIMES = 31


class Part(NamedTuple):
    """One thing that a schedule says: a place in each of some spans of time, or none where only the span is told."""

    span: Span
    only: tuple[int, ...] = ()  # the numbers of these months, quarters or weeks of a term; empty for all
    year: int | None = None
    parity: int | None = None  # 1 for odd weeks, 0 for even ones
    nths: tuple[int, ...] = (1,)  # which of these weekdays in its span; -1 for the last
    weekday: int | None = None
    days: tuple[int, ...] = ()  # of a month
    within: tuple[int, int] | None = None  # days of a month between which it is due
    times: int = 1
    fixed: bool = False  # a day that somebody named is not moved


class Schedule(NamedTuple):
    """When a line is due; `at` is None where no time is told."""

    parts: tuple[Part, ...] = ()
    at: time | None = None


def read_schedule(text: str) -> Schedule:
    """What somebody wrote; nothing for an empty line. Raises BranchError with examples for what can't be read."""
    if not text.strip():
        return Schedule()
    at, rest = split_clock(re.sub(_CLOCK_BEHIND, r"\1 \2", text))
    plain = re.sub(r"[\s的]|至少|不少于", "", rest).translate(_PLAIN).strip(",;、。")
    found = _part(plain)
    if found is not None:
        return Schedule((found,), at)
    parts = [_part(piece) for piece in re.split("[、,;]", plain)]
    if not plain or None in parts:
        raise BranchError(f"没有看懂时间“{quoted(text, 20)}”，请写成{EXAMPLES}的样子；还没有定的空着。")
    return Schedule(tuple(part for part in parts if part is not None), at)


def _part(text: str) -> Part | None:
    if m := re.fullmatch(_EVERY, text):
        return _placed(m, Part(_SPANS[m["span"]]))
    if m := re.fullmatch(_ISO, text):
        return _placed(m, Part("month", (int(m["months"]),), int(m["year"])))
    if m := re.fullmatch(_MONTHS, text):
        return _placed(m, Part("month", _numbers(m["months"].replace("月", ""), 12, "月份"), _year(m["year"])))
    if m := re.fullmatch(_QUARTERS, text):
        return _placed(m, Part("quarter", _numbers(m["quarters"], 4, "季度"), _year(m["year"])))
    if m := re.fullmatch(_WEEKS, text):
        parity = None if m["every"] else int(m["parity"] == "单")
        return Part("week", parity=parity, weekday=_weekday(m["name"]))
    if m := re.fullmatch(_TERM_WEEKS, text):
        weekday = _weekday(m["name"]) if m["name"] else None
        return Part("week", _numbers(m["weeks"], 30, "教学周"), weekday=weekday)
    return None


def _placed(m: re.Match[str], part: Part) -> Part | None:
    """The part with the place that stands behind its span; None for a place that such a span does not have."""
    monthly = part.span == "month"
    if m.re.groupindex.get("nth") and m["nth"]:
        nths = _numbers(m["nth"].replace("第", ""), 5 if monthly else 14, "第几个星期几")
        if m["week"]:
            nth = nths[0]
            return part._replace(within=(nth * 7 - 6, nth * 7)) if monthly and len(nths) == 1 else None
        return part._replace(nths=nths, weekday=_weekday(m["name"]))
    if m["days"]:
        if not monthly:
            return None
        days = _numbers(re.sub("[日号]", "", m["days"]), 31, "日期")
        for month in part.only:
            longest = monthrange(part.year or 2024, month)[1]  # without a year it may be a leap one
            if max(days) > longest:
                raise BranchError(f"{month}月没有{max(days)}日，请改成1日至{longest}日之间的一天。")
        if "-" in m["days"]:
            return part._replace(within=(days[0], days[-1]))
        return part._replace(days=days, fixed=len(part.only) == 1)
    found = m.groupdict()
    if found.get("last"):
        return part._replace(nths=(-1,), weekday=_weekday(m["last"]))
    if found.get("part"):
        return part._replace(within=_PARTS_OF_MONTH[m["part"]]) if monthly else None
    if found.get("times"):
        times = number_of(m["times"])
        if not 1 <= times <= _MOST_TIMES:
            raise BranchError(f"次数应是 1 到 {_MOST_TIMES} 的数，现在是“{m['times']}”。")
        return part._replace(times=times)
    return part


def _numbers(text: str, most: int, what: str) -> tuple[int, ...]:
    """3、6、9 or 3-6 as numbers in order. Raises BranchError for one that there is not."""
    found: set[int] = set()
    for piece in re.split("[、,]", text):
        ends = [number_of(each) for each in piece.split("-")]
        if len(ends) > 2 or not 1 <= ends[0] <= ends[-1] <= most:
            raise BranchError(f"{what}应是 1 到 {most} 的数，现在写的是“{piece}”。")
        found.update(range(ends[0], ends[-1] + 1))
    return tuple(sorted(found))


def _weekday(name: str) -> int:
    return 6 if name in "日天" else number_of(name) - 1


def _year(text: str | None) -> int | None:
    year = int(text) if text else None
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise BranchError(f"年份“{year}”不对，请写 {FIRST_YEAR} 到 {LAST_YEAR} 之间的四位数字。")
    return year
