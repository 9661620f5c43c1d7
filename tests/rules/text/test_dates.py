import contextlib
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchtui.errors import BranchError
from branchtui.rules.text.chinese_time import (
    chinese_day,
    chinese_days,
    chinese_end,
    chinese_moment,
    chinese_span,
    chinese_weekday,
)
from branchtui.rules.text.dates import parse_day, parse_end, parse_moment, parse_when

NOW = datetime(2026, 11, 23, 9, 0)  # a Monday

CASES = [
    # the cases of the first sketch
    ("下周三下午三点", "2026-12-02", "15:00", ""),
    ("明天上午9点", "2026-11-24", "9:00", ""),
    ("后天", "2026-11-25", "", ""),
    ("下周一", "2026-11-30", "", ""),
    ("本周五下午2:30", "2026-11-27", "14:30", ""),
    ("11月28日14:00", "2026-11-28", "14:00", ""),
    ("2026年12月3日", "2026-12-03", "", ""),
    ("下个月5号", "2026-12-05", "", ""),
    ("大后天晚上七点半", "2026-11-26", "19:30", ""),
    ("周五", "2026-11-27", "", ""),
    ("12.3", "2026-12-03", "", ""),
    ("12-3 14:30", "2026-12-03", "14:30", ""),
    ("20261203", "2026-12-03", "", ""),
    ("三天后", "2026-11-26", "", ""),
    ("月底", "2026-11-30", "", ""),
    ("下午三点", "", "15:00", ""),
    ("上周四", "2026-11-19", "", ""),
    ("1203", "2026-12-03", "", ""),
    ("今晚七点一刻", "2026-11-23", "19:15", ""),
    ("两周后", "2026-12-07", "", ""),
    ("下下周二上午十点二十分", "2026-12-08", "10:20", ""),
    ("中午12点", "", "12:00", ""),
    ("明早8点", "2026-11-24", "8:00", ""),
    ("十一月二十八日晚上六点三刻", "2026-11-28", "18:45", ""),
    ("1月5日", "2027-01-05", "", ""),
    ("下周三下午三点在逸夫楼302开支委会", "2026-12-02", "15:00", "在逸夫楼302开支委会"),
    # words for days
    ("大前天", "2026-11-20", "", ""),
    ("前天下午2点", "2026-11-21", "14:00", ""),
    ("昨日", "2026-11-22", "", ""),
    ("今天", "2026-11-23", "", ""),
    ("明日9:00", "2026-11-24", "9:00", ""),
    ("昨晚八点", "2026-11-22", "20:00", ""),
    ("今早7点半", "2026-11-23", "7:30", ""),
    ("明晚", "2026-11-24", "", "晚"),
    # weekdays
    ("下个星期三", "2026-12-02", "", ""),
    ("礼拜天", "2026-11-29", "", ""),
    ("本周日", "2026-11-29", "", ""),
    ("这周六", "2026-11-28", "", ""),
    ("这个周六", "2026-11-28", "", ""),
    ("周末", "2026-11-28", "", ""),
    ("下周末", "2026-12-05", "", ""),
    ("上上周五", "2026-11-13", "", ""),
    ("周3下午3点", "2026-11-25", "15:00", ""),
    ("周三15点", "2026-11-25", "15:00", ""),
    ("晚上周三七点", "2026-11-25", "19:00", ""),
    ("本周日常工作", "", "", "本周日常工作"),
    ("每周三下午三点", "", "15:00", "每周三"),
    ("下周", "", "", "下周"),
    # distances
    ("3天后下午3点", "2026-11-26", "15:00", ""),
    ("十五天之后", "2026-12-08", "", ""),
    ("一个星期后", "2026-11-30", "", ""),
    ("两个礼拜以后", "2026-12-07", "", ""),
    ("三个月后", "2027-02-23", "", ""),
    ("半个月后", "2026-12-08", "", ""),
    ("半年后", "2027-05-23", "", ""),
    ("一年前", "2025-11-23", "", ""),
    ("10天前", "2026-11-13", "", ""),
    ("100天后", "2027-03-03", "", ""),
    # months and years
    ("下月五日", "2026-12-05", "", ""),
    ("下个月底", "2026-12-31", "", ""),
    ("下下个月初", "2027-01-01", "", ""),
    ("上个月二十八号", "2026-10-28", "", ""),
    ("本月28日", "2026-11-28", "", ""),
    ("12月底", "2026-12-31", "", ""),
    ("2月底", "2027-02-28", "", ""),
    ("2028年2月底", "2028-02-29", "", ""),
    ("年底", "2026-12-31", "", ""),
    ("明年底", "2027-12-31", "", ""),
    ("今年年底", "2026-12-31", "", ""),
    ("去年12月3日", "2025-12-03", "", ""),
    ("明年3月8日上午9时", "2027-03-08", "9:00", ""),
    ("二〇二六年十二月三日", "2026-12-03", "", ""),
    ("二○二六年十二月三日", "2026-12-03", "", ""),
    ("26年12月3日上午9点05", "2026-12-03", "9:05", ""),
    ("2026 年 12 月 3 日 14 时 30 分", "2026-12-03", "14:30", ""),
    ("11月28号", "2026-11-28", "", ""),
    ("11月28 14:00", "2026-11-28", "14:00", ""),
    ("十月一日十点", "2026-10-01", "10:00", ""),
    ("5号下午三点", "2026-11-05", "15:00", ""),
    # figures
    ("2026-12-03", "2026-12-03", "", ""),
    ("2026/12/3 9:05", "2026-12-03", "9:05", ""),
    ("2026.12.3", "2026-12-03", "", ""),
    ("2026-12-03T14:30:00", "2026-12-03", "14:30", ""),
    ("12/3下午三点", "2026-12-03", "15:00", ""),
    ("12.3日", "2026-12-03", "", ""),
    ("1203 14:30", "2026-12-03", "14:30", ""),
    ("12.3万元", "", "", "12.3万元"),
    ("逸夫楼1203", "", "", "逸夫楼1203"),
    ("下午三点在逸夫楼1203", "", "15:00", "在逸夫楼1203"),
    ("5号楼", "", "", "5号楼"),
    # full-width figures and marks
    ("２０２６年１２月３日１４：３０", "2026-12-03", "14:30", ""),
    ("１２．３　１４：３０", "2026-12-03", "14:30", ""),
    ("２０２６／１２／３", "2026-12-03", "", ""),
    ("周三　下午３点，逸夫楼３０２", "2026-11-25", "15:00", "逸夫楼３０２"),
    # a day and its weekday
    ("11月28日（周六）下午3点", "2026-11-28", "15:00", ""),
    ("11月28日周六 15:00", "2026-11-28", "15:00", ""),
    ("周六11月28日九点", "2026-11-28", "9:00", ""),
    ("下周三（12月2日）下午三点", "2026-12-02", "15:00", ""),
    ("2024年3月26日（星期二）15:00", "2024-03-26", "15:00", ""),
    # times
    ("上午10点整", "", "10:00", ""),
    ("15时30分", "", "15:30", ""),
    ("九点钟", "", "9:00", ""),
    ("下午三点302室", "", "15:00", "302室"),
    ("下午三点十人座谈", "", "15:00", "十人座谈"),
    ("下午十二点半", "", "12:30", ""),
    ("中午一点", "", "13:00", ""),
    ("中午11点半", "", "11:30", ""),
    ("凌晨12点", "", "0:00", ""),
    ("下午15:00", "", "15:00", ""),
    ("晚7:30", "", "19:30", ""),
    ("傍晚六点零五分", "", "18:05", ""),
    ("0:00", "", "0:00", ""),
    # words left over
    ("", "", "", ""),
    ("支委会", "", "", "支委会"),
    ("讨论三点意见 明天下午四点", "2026-11-24", "16:00", "讨论三点意见"),
    ("明天的下午三点，在逸夫楼", "2026-11-24", "15:00", "在逸夫楼"),
    ("在逸夫楼明天下午四点开会", "2026-11-24", "16:00", "在逸夫楼 开会"),
    ("12月3号前", "2026-12-03", "", "前"),
    ("第三点", "", "", "第三点"),
]


@pytest.mark.parametrize(("text", "day", "clock", "rest"), CASES)
def test_reads_what_people_type(text: str, day: str, clock: str, rest: str) -> None:
    found = parse_when(text, NOW)
    assert found.day == (date.fromisoformat(day) if day else None)
    assert found.time == (time(*map(int, clock.split(":"))) if clock else None)
    assert found.rest == rest


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("2月30日", "没有30日"),
        ("11月31号下午三点", "2026年11月没有31日"),
        ("2026年2月29日", "没有29日"),
        ("2月29日", "没有29日"),
        ("13月1日", "没有13月"),
        ("2026-13-01", "没有13月"),
        ("20260230", "没有30日"),
        ("1350", "没有13月"),
        ("0日", "没有0日"),
        ("32号", "没有32日"),
        ("0000-01-01", "年份"),
        ("0001-01-01", "年份“1”"),
        ("1899年12月31日", "1900 到 2100"),
        ("2101-01-01", "1900 到 2100"),
        ("9999年12月31日23:30", "1900 到 2100"),
        ("13月底", "没有13月"),
        ("25:00", "没有“25:00”"),
        ("24:00", "没有“24:00”"),
        ("14:60", "没有“14:60”"),
        ("下午0点", "没有“下午0点”"),
        ("上午15点", "下午3点"),
        ("晚上12点", "说不清"),
        ("夜里两点", "说不清"),
        ("周三三点", "上午还是下午"),
        ("三点302", "上午还是下午"),
        ("11月28日（周五）", "不是同一天"),
        ("下周三12月3日", "不是同一天"),
    ],
)
def test_refuses_what_does_not_exist(text: str, part: str) -> None:
    with pytest.raises(BranchError, match=part):
        parse_when(text, NOW)


def test_a_distance_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(BranchError, match="年份"):
        parse_when("99年前", datetime(50, 1, 1))


def test_29_february_without_a_year_is_the_next_one() -> None:
    assert parse_when("2月29日", datetime(2027, 11, 1)).day == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("3月1日", date(2026, 11, 28), date(2026, 3, 1)),
        ("3.1", date(2026, 11, 28), date(2026, 3, 1)),
        ("12月3日", date(2026, 11, 28), date(2025, 12, 3)),
        ("11月28日", date(2026, 11, 28), date(2026, 11, 28)),
        ("12月底", date(2026, 11, 28), date(2025, 12, 31)),
        ("2月29日", date(2027, 11, 28), date(2024, 2, 29)),
        ("2027年3月1日", date(2026, 11, 28), date(2027, 3, 1)),
        ("明年3月1日", date(2026, 11, 28), date(2027, 3, 1)),
        ("3月1日（周一）", date(2026, 11, 28), date(2027, 3, 1)),  # the weekday tells which
        ("明天", date(2026, 11, 28), date(2026, 11, 29)),
        ("下周三", date(2026, 11, 28), date(2026, 12, 2)),
    ],
)
def test_a_day_without_its_year_is_the_last_one_where_the_past_is_asked_for(text: str, today: date, day: date) -> None:
    assert parse_day(text, today, past=True) == day


def test_parse_day_wants_a_day_alone() -> None:
    assert parse_day("下周三", NOW.date()) == date(2026, 12, 2)
    with pytest.raises(BranchError, match="没有看懂日期“支委会”"):
        parse_day("支委会", NOW.date())
    with pytest.raises(BranchError, match="只写日期"):
        parse_day("明天下午三点", NOW.date())
    with pytest.raises(BranchError, match="只写日期"):
        parse_day("明天开会", NOW.date())


def test_parse_moment_wants_day_and_time() -> None:
    assert parse_moment("下周三下午三点", NOW) == datetime(2026, 12, 2, 15, 0)
    with pytest.raises(BranchError, match="没有写几点"):
        parse_moment("下周三", NOW)
    with pytest.raises(BranchError, match="没有看懂日期"):
        parse_moment("下午三点", NOW)
    with pytest.raises(BranchError, match="没有看懂“在逸夫楼”"):
        parse_moment("下周三下午三点在逸夫楼", NOW)
    with pytest.raises(BranchError, match="…"):
        parse_moment("很长" * 3000, NOW)


def test_prints() -> None:
    start = datetime(2024, 3, 26, 15, 0)
    assert chinese_day(start.date()) == "2024年3月26日"
    assert chinese_weekday(start.date()) == "星期二"
    assert chinese_moment(start) == "2024年3月26日（星期二）15:00"
    assert chinese_span(start, None) == "2024年3月26日（星期二）15:00"
    assert chinese_span(start, datetime(2024, 3, 26, 16, 5)) == "2024年3月26日（星期二）15:00—16:05"
    assert chinese_span(start, datetime(2024, 3, 27, 9, 0)) == "2024年3月26日（星期二）15:00至3月27日（星期三）9:00"
    assert chinese_span(datetime(2024, 12, 31, 9), datetime(2025, 1, 1, 9)).endswith("至2025年1月1日（星期三）9:00")


MOMENTS = st.datetimes(datetime(1921, 7, 1), datetime(2100, 12, 1)).map(lambda m: m.replace(second=0, microsecond=0))


@given(MOMENTS, MOMENTS)
def test_what_is_printed_reads_back(moment: datetime, now: datetime) -> None:
    assert parse_moment(chinese_moment(moment), now) == moment
    assert parse_day(chinese_day(moment.date()), now.date()) == moment.date()


@pytest.mark.parametrize(
    ("start", "typed", "end"),
    [
        ("2026-03-04 15:00", "四点半", "2026-03-04 16:30"),
        ("2026-03-04 15:00", "16:30", "2026-03-04 16:30"),
        ("2026-03-04 15:00", "下午5点", "2026-03-04 17:00"),
        ("2026-03-04 09:00", "十点一刻", "2026-03-04 10:15"),
        ("2026-03-04 09:00", "一点", "2026-03-04 13:00"),
        ("2026-03-04 18:30", "八点", "2026-03-04 20:00"),
        ("2026-03-04 22:00", "3月5日0:10", "2026-03-05 00:10"),
        ("2026-03-04 15:00", "2026-03-04 16:30", "2026-03-04 16:30"),
    ],
)
def test_an_end_is_read_by_its_start(start: str, typed: str, end: str) -> None:
    assert parse_end(typed, datetime.fromisoformat(start)) == datetime.fromisoformat(end)


@pytest.mark.parametrize(
    "typed", ["14:30", "15:00", "4:30", "很晚", "3月4日", "四点半左右散会", "25:00", "3月3日16:00", ""]
)
def test_what_is_no_end_is_told(typed: str) -> None:
    with pytest.raises(BranchError):
        parse_end(typed, datetime(2026, 3, 4, 15, 0))


@given(MOMENTS, st.integers(1, 60 * 30))
def test_an_end_reads_back_as_it_is_printed(start: datetime, minutes: int) -> None:
    end = start + timedelta(minutes=minutes)
    assert parse_end(chinese_end(start, end), start) == end


@given(
    MOMENTS, st.text(alphabet="一二三十0123456789年月日号点时分上下午周个半天后前底明今:.-/（） 开会楼", max_size=16)
)
def test_no_line_brings_it_down(now: datetime, text: str) -> None:
    try:
        found = parse_when(text, now)
    except BranchError as error:
        assert str(error)
    else:
        assert len(found.rest) <= len(text) + 2


@given(MOMENTS, st.integers(min_value=-7, max_value=13))
def test_weekdays_of_this_and_the_neighbouring_weeks(now: datetime, ahead: int) -> None:
    monday = now.date() - timedelta(days=now.weekday())
    word = {-1: "上周", 0: "本周", 1: "下周"}[ahead // 7]
    assert parse_day(word + "一二三四五六日"[ahead % 7], now.date()) == monday + timedelta(days=ahead)


@pytest.mark.parametrize("part", ["上", "一", "1", "十", "12月", "1.", "周三(", " "])
def test_a_hostile_line_is_read_in_linear_time(part: str) -> None:
    with contextlib.suppress(BranchError):
        parse_when(part * 20_000 + "周", NOW)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "2026年"),
        (date(2026, 2, 1), date(2026, 2, 28), "2026年2月"),
        (date(2026, 1, 1), date(2026, 3, 31), "2026年1月1日至3月31日"),
        (date(2025, 9, 1), date(2026, 8, 31), "2025年9月1日至2026年8月31日"),
        (date(2026, 3, 4), date(2026, 3, 4), "2026年3月4日"),
        (date(2026, 3, 4), None, "2026年3月4日至今"),
        (None, date(2026, 3, 4), "至2026年3月4日"),
        (None, None, ""),
    ],
)
def test_a_stretch_of_days_in_chinese(first: date | None, last: date | None, words: str) -> None:
    assert chinese_days(first, last) == words
