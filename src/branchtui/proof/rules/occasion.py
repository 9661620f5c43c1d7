"""Group H goes on: when and where a draft says that its meeting was held, and who it says was the host."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from branchtui.proof.context import Context
from branchtui.proof.draft import Draft, Line
from branchtui.proof.finding import Mark
from branchtui.proof.lead import lead_of
from branchtui.proof.mentions import POST
from branchtui.proof.record import MeetingRecord, Record
from branchtui.proof.rule import At
from branchtui.proof.rules.record import RECORDED, H, nothing
from branchtui.proof.samples import reported
from branchtui.rules.text.chinese_time import chinese_day, chinese_moment, chinese_weekday

# --- when ----------------------------------------------------------------------------------------------------------

_DAY = re.compile(r"(?P<year>\d{4}年)?\d{1,2}月\d{1,2}日")


@H.draft(
    1,
    "日期与记录不符",
    "error",
    RECORDED,
    nothing,
    bad=(
        reported("11月4日，支部召开支部党员大会。"),
        reported("2025年11月3日，支部在行政楼201会议室召开支部党员大会。"),
        reported("11月13日，支部召开支部党员大会。", starts=datetime(2026, 1, 13, 15)),
    ),
    good=(
        reported("11月3日，支部召开支部党员大会。"),
        reported("2026年11月3日下午，支部召开支部党员大会，总结11月1日以来的工作。"),
        reported("近日，支部召开支部党员大会。会上通报了10月20日走访的情况。"),
    ),
)
def other_day(told: Sequence[None], draft: Draft, context: Context) -> Iterator[At]:
    meeting, lead = context.record.meeting, lead_of(draft)
    found = _DAY.search(lead.text) if lead else None
    if meeting is None or lead is None or found is None:
        return
    held = meeting.starts
    day = f"{held.month}月{held.day}日"
    whole = f"{held.year}年{day}"
    if not any(each[0] in (day, whole) for each in _DAY.finditer(lead.text)):
        right = whole if found["year"] else day
        start, end = lead.start + found.start(), lead.start + found.end()
        yield At(lead.place, Mark(start, end, f"会议记录：{chinese_day(held.date())}召开。", right))


_WEEKDAY = re.compile(r"(?<![每上下])(?P<word>星期|周|礼拜)(?P<day>[一二三四五六日天])(?!次)")


@H.draft(
    2,
    "星期与记录不符",
    "error",
    RECORDED,
    nothing,
    bad=(reported("本周三，支部召开支部党员大会。"), reported("11月3日（星期一），支部召开支部党员大会。")),
    good=(
        reported("本周二，支部召开支部党员大会。"),
        reported("11月3日（星期二），支部召开支部党员大会，通报每周三值班的情况。"),
        reported("11月3日，支部召开支部党员大会，下周三前完成公示。"),
    ),
)
def other_weekday(told: Sequence[None], draft: Draft, context: Context) -> Iterator[At]:
    meeting, lead = context.record.meeting, lead_of(draft)
    found = _WEEKDAY.search(lead.text) if lead else None
    if meeting is None or lead is None or found is None:
        return
    right = chinese_weekday(meeting.starts.date())
    if found["day"].replace("天", "日") != right[-1]:
        words = f"会议记录：{chinese_day(meeting.starts.date())}，{right}。"
        span = lead.start + found.start(), lead.start + found.end()
        yield At(lead.place, Mark(*span, words, found["word"] + right[-1]))


_CLOCK = re.compile(
    r"(?P<period>上午|下午|晚上|傍晚|中午|早上|晚|早)?\s*"
    r"(?:(?P<hour>\d{1,2})(?:[:：](?P<minute>\d{2})|[时点](?:(?P<minutes>\d{1,2})分|(?P<half>半)|(?![间多要意建体希措经内共认钟])))(?!\d))"
    r"|(?<=[日）])(?P<alone>上午|下午|晚上)"
)
_HOURS = {"上午": range(13), "下午": range(12, 20), "晚上": range(17, 24)}


@H.draft(
    3,
    "时刻与记录不符",
    "error",
    RECORDED,
    nothing,
    bad=(
        reported("11月3日14:30，支部召开支部党员大会。"),
        reported("11月3日上午，支部召开支部党员大会。"),
        reported("11月3日下午3点半，支部召开支部党员大会。"),
    ),
    good=(
        reported("11月3日15:00，支部召开支部党员大会。"),
        reported("11月3日下午3时，支部召开支部党员大会。"),
        reported("11月3日下午，支部召开支部党员大会，提出3点要求。"),
        reported("11月3日，支部召开支部党员大会，部署每周三上午的值班。"),
    ),
)
def other_hour(told: Sequence[None], draft: Draft, context: Context) -> Iterator[At]:
    meeting, lead = context.record.meeting, lead_of(draft)
    found = _CLOCK.search(lead.text) if lead else None
    if meeting is None or lead is None or found is None:
        return
    held, right = meeting.starts, None
    if found["alone"]:
        agrees = held.hour in _HOURS[found["alone"]]
    else:
        minute = 30 if found["half"] else int(found["minute"] or found["minutes"] or 0)
        hour = int(found["hour"])
        agrees = minute == held.minute and held.hour in ({hour, hour + 12} if hour < 12 else {hour})
        if found["minute"] and not found["period"]:
            right = f"{held.hour}:{held.minute:02d}"
    if not agrees:
        words = f"会议记录：{chinese_moment(held)}开始。"
        yield At(lead.place, Mark(lead.start + found.start(), lead.start + found.end(), words, right))


# --- where, and who was the host -----------------------------------------------------------------------------------

_AT = re.compile(r"在(?P<place>[^，。；：“”《》]{2,24}?)(?=召开|举行|举办|开展|组织|如期|顺利|隆重|以|[，。；])")
_A_PLACE = re.compile(r"(?:室|厅|楼|馆|中心|广场|会场|礼堂|基地|社区|公园|园|堂|所|号|座|层|\d)$")


def _spaceless(words: str) -> str:
    return re.sub(r"[\s（）()]", "", words)


@H.draft(
    4,
    "地点与记录不符",
    "error",
    RECORDED,
    nothing,
    bad=(
        reported("11月3日，支部在行政楼202会议室召开支部党员大会。"),
        reported("11月3日，支部党员大会在学生活动中心举行。"),
    ),
    good=(
        reported("11月3日，支部在行政楼201会议室召开支部党员大会。"),
        reported("11月3日，支部在海州大学行政楼201会议室召开支部党员大会。"),
        reported("11月3日，在学院党委的指导下，支部在行政楼201召开支部党员大会。"),
        reported("11月3日，支部在图书馆召开支部党员大会。", place=""),
    ),
)
def other_place(told: Sequence[None], draft: Draft, context: Context) -> Iterator[At]:
    meeting, lead = context.record.meeting, lead_of(draft)
    if meeting is None or lead is None or not meeting.place:
        return
    right = _spaceless(meeting.place)
    for found in _AT.finditer(lead.text):
        said = _spaceless(found["place"])
        if _A_PLACE.search(said) and said not in right and right not in said:
            start, end = found.span("place")
            words = f"会议记录：地点{meeting.place}。"
            yield At(lead.place, Mark(lead.start + start, lead.start + end, words, meeting.place))
            return


_HOSTED = re.compile(
    r"(?:(?<=[，。；：])|^)(?P<before>[^，。；：]{0,30}?)(?P<who>[^，。；：由]{2,24})主持(?![人词的编下过完])"
)
_OF_THE_MEETING = re.compile(r"会议|大会|活动|党课|本次|此次")
_NO_NAME = re.compile(rf"(?:{POST}|委员|同志|老师|负责人|他|她)$")
_FIRST = 3  # paragraphs in which it is told who was the host of this meeting


def _host(line: Line, context: Context) -> tuple[Mark, ...]:
    """Where a paragraph names another host; whether it is one of the first that tell of the meeting is judged later."""
    meeting = context.record.meeting
    if line.kind != "paragraph" or meeting is None or not meeting.host:
        return ()
    return tuple(_hosts(line.text, context.record, meeting))


def _hosts(text: str, record: Record, meeting: MeetingRecord) -> Iterator[Mark]:
    for found in _HOSTED.finditer(text):
        who, (start, end) = found["who"], found.span("who")
        if meeting.host in who or not (_OF_THE_MEETING.search(found["before"]) or found["before"].endswith("由")):
            continue
        words = f"会议记录：主持人{meeting.host}。"
        named = record.named.search(who) if record.named else None
        if named:
            yield Mark(start + named.start(), start + named.end(), words, meeting.host)
        elif not _NO_NAME.search(who):
            name = re.sub(rf"^.*(?:{POST}|委员)", "", who)
            if 2 <= len(name) <= 4:
                yield Mark(end - len(name), end, words, meeting.host)


@H.draft(
    5,
    "主持人与记录不符",
    "error",
    RECORDED,
    _host,
    bad=(
        reported("11月3日，支部召开支部党员大会。会议由沈一禾主持。"),
        reported("会议由支部书记周明主持，应到20名。"),
    ),
    good=(
        reported("11月3日，支部召开支部党员大会。会议由林知远主持。"),
        reported("会议由支部书记林知远主持。"),
        reported("会议由支部书记主持，沈一禾主持的课题已结题。"),
        reported("第一段。\n第二段。\n第三段。\n上月的党课由沈一禾主持。"),
    ),
)
def other_host(told: Sequence[tuple[Mark, ...]], draft: Draft, context: Context) -> Iterator[At]:
    paragraphs = [place for place, line in enumerate(draft.lines) if line.kind == "paragraph"]
    for place in paragraphs[:_FIRST]:
        yield from (At(place, mark) for mark in told[place])
