"""Group B, what has to agree with itself: a date with its weekday and the calendar, a total with its parts."""

import re
from collections.abc import Iterator
from datetime import date

from branchtui.proof.context import Context
from branchtui.proof.draft import Line
from branchtui.proof.finding import Mark
from branchtui.proof.pattern import PROSE, WRITTEN
from branchtui.proof.rule import Group
from branchtui.rules.text.marks import SENTENCE_ENDS

SUMS = Group("B", "数字")

_WEEKDAYS = "一二三四五六日"
_DATED = re.compile(
    r"(?<![\d.])(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号][，,]?[（(]?(?:星期|周|礼拜)([一二三四五六日天])"
    r"(?=[）)，,。；、上下中早晚凌傍召举开]|$)"  # no 周一帆
)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@SUMS.line(
    16,
    "日期与星期不符",
    "error",
    "以日历为准",
    bad=("2026年11月23日（星期二），支部召开会议。", "2026年11月23日星期日开会。"),
    good=("2026年11月23日（星期一），支部召开会议。", "3月26日（周四）召开会议。", "11月24日，周一帆发言。"),
)
def weekday(line: Line, context: Context) -> Iterator[Mark]:
    for found in _DATED.finditer(line.text):
        years = [int(found[1])] if found[1] else [context.today.year - 1, context.today.year, context.today.year + 1]
        days = [day for year in years if (day := _day(year, int(found[2]), int(found[3])))]
        said = _WEEKDAYS.index("日" if found[4] == "天" else found[4])
        if not days or said in [day.weekday() for day in days]:
            continue
        if not found[1]:
            yield Mark(*found.span(), f"近三年的{found[2]}月{found[3]}日都不是星期{found[4]}。")
        else:
            real = _WEEKDAYS[days[0].weekday()]
            yield Mark(*found.span(4), f"{found[1]}年{found[2]}月{found[3]}日是星期{real}。", real)


_DAY_OF = re.compile(r"(?<![\d.])(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_CLOCK = re.compile(r"(?<=[日午晚上于在至到—～])(\d{1,2})[:：](\d{2})(?![\d:：])|(?<![\d.])(\d{1,2})时(\d{1,2})分")


@SUMS.line(
    17,
    "没有的日期、时刻",
    "error",
    "以日历为准",
    bad=("2月30日召开会议。", "2026年2月29日召开会议。", "会议于15:70结束。"),
    good=("2028年2月29日，2月29日，4月30日。", "会议于15:30结束，师生比1:75。"),
)
def no_such_day(line: Line, context: Context) -> Iterator[Mark]:
    for found in _DAY_OF.finditer(line.text):
        if not _day(int(found[1]) if found[1] else 2000, int(found[2]), int(found[3])):
            yield Mark(*found.span(), f"没有{found[0]}。")
    for found in _CLOCK.finditer(line.text):
        hour, minute = (int(part) for part in found.groups() if part)
        if minute > 59 or hour > 24:
            yield Mark(*found.span(), f"没有{found[0]}这个时刻。")


_SENTENCE = re.compile(rf"[^{SENTENCE_ENDS}]+")
_UNITS = "名|人|位|件|份|篇|项|次|票|个"
_TOTAL = re.compile(
    rf"(?:共有|共计|共|合计|总计|应到)[^，。；：\d]{{0,12}}(\d{{1,6}})({_UNITS})|(\d{{1,6}})({_UNITS})[^，。；\d]{{0,12}}[，,]其中"
)
_PART = re.compile(rf"([^，。；：、\d]{{0,12}})(\d{{1,6}})({_UNITS})")
_PARTITIONS = (
    (("正式党员", "预备党员"), ()),
    (("男", "女"), ()),
    (("实到", "请假"), ("缺席", "因公")),
    (("实到", "缺席"), ("请假", "因公")),
    (("同意", "反对", "弃权"), ("另选",)),
)
"""Words that together make a whole, and those that may be besides."""


@SUMS.line(
    18,
    "总数与分项不符",
    "warning",
    "数字前后一致",
    bad=(
        "支部共有党员26名，其中正式党员20名、预备党员5名。",
        "应到党员26人，实到24人，请假1人。",
        "收到稿件12篇，其中通讯8篇、消息6篇。",
    ),
    good=(
        "支部共有党员26名，其中正式党员20名、预备党员6名。",
        "应到党员26人，实到24人，请假2人。",
        "共有教师30人，其中教授5人、博士12人。",
        "共有党员26名，其中女党员12名。",
    ),
)
def sums(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind not in PROSE:
        return
    for sentence in _SENTENCE.finditer(line.text):
        said = sentence[0]
        total = _TOTAL.search(said)
        if total is None:
            continue
        whole, unit = int(total[1] or total[3]), total[2] or total[4]
        parts = [(each[1], int(each[2])) for each in _PART.finditer(said, total.end()) if _alike(each[3], unit)]
        listed = _listed(parts, said[total.start() :])
        added = sum(number for _, number in (listed or parts))
        if (listed and added > whole) or (added != whole and _exhaust(parts)):
            start, end = total.span(1) if total[1] else total.span(3)
            words = "＋".join(str(number) for _, number in (listed or parts))
            yield Mark(sentence.start() + start, sentence.start() + end, f"分项{words}＝{added}，与总数{whole}不符。")


def _alike(one: str, other: str) -> bool:
    return one == other or {one, other} <= {"名", "人", "位"}


def _listed(parts: list[tuple[str, int]], said: str) -> list[tuple[str, int]]:
    """The parts that 其中 lists with 、, of one kind, so that nobody is counted twice: titles and degrees may well be."""
    _, there, behind = said.partition("其中")
    if not there:
        return []
    clause = behind.lstrip("，,").partition("，")[0]
    listed = [(before, number) for before, number in parts if f"{before}{number}" in clause]
    overlap = any(word in before for before, _ in listed for word in _OVERLAPPING)
    return [] if overlap or len(listed) < 2 else listed


_OVERLAPPING = ("教授", "博士", "硕士", "党员", "研究生", "以上")


def _exhaust(parts: list[tuple[str, int]]) -> bool:
    """Whether the parts are all there are: each one is named by a partition, and its words are there."""
    for words, besides in _PARTITIONS:
        each_known = all(any(word in before for word in (*words, *besides)) for before, _ in parts)
        if each_known and all(any(word in before for before, _ in parts) for word in words):
            return True
    return False


_OF_ALL = re.compile(r"(?<![\d.])(\d{3,})(?:\.\d+)?%")
_SHARE = re.compile(r"(?:占比?|比例为|到课率|出勤率|参与率|完成率|合格率|满意率|通过率|覆盖率)[^，。；\d]{0,6}$")


@SUMS.line(
    19,
    "超过100%的比例",
    "warning",
    "数字前后一致",
    bad=("满意率达120%。", "参加人数占102.5%。"),
    good=("满意率达100%。", "同比增长120%。"),
)
def over_all(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind in WRITTEN:
        for found in _OF_ALL.finditer(line.text):
            before = line.text[max(found.start() - 14, 0) : found.start()]
            if float(found[0][:-1]) > 100 and _SHARE.search(before):
                yield Mark(*found.span(), "比例不会超过100%，请核对。")
