"""When a line of a plan is due, read as people write it and laid over holidays and the days that make up for them."""

from datetime import date, time

import pytest

from branchtui.errors import BranchError
from branchtui.rules.workdays import MarkedDay, Terms, workdays_of
from branchtui.rules.year.occurrences import Calendar, Occurrence, occurrences, weeks_from
from branchtui.rules.year.schedule import Schedule, read_schedule
from branchtui.workflows.workdays import workdays

SHIPPED = workdays(date(2026, 1, 1), ())
TERM = Calendar(date(2026, 9, 1), date(2027, 1, 20), SHIPPED, Terms())
SPRING = Calendar(date(2026, 2, 23), date(2026, 7, 12), SHIPPED, Terms())


def due(text: str, of: Calendar = TERM) -> list[Occurrence]:
    return occurrences(read_schedule(text), of)


def told(each: Occurrence) -> str:
    """A day as month-day; of what has none the stretch, and whether it is skipped."""
    if each.day is not None:
        return f"{each.day:%m-%d}"
    return f"{'-' if each.skipped else '?'}{each.name}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每月第三个周三", "09-16 10-21 11-18 12-16 01-20"),
        ("每月第三周周三", "09-16 10-21 11-18 12-16 01-20"),
        ("每个月第3个星期三", "09-16 10-21 11-18 12-16 01-20"),
        ("每月的第三个礼拜三", "09-16 10-21 11-18 12-16 01-20"),
        ("每月第一、第三个周三", "09-02 09-16 10-08 10-21 11-04 11-18 12-02 12-16 01-06 01-20"),
        ("每月最后一个周五", "09-28 10-30 11-27 12-25 -2027年1月"),
        ("每月第五个周三", "09-30 -2026年10月 -2026年11月 12-30 -2027年1月"),
        ("每月15日", "09-15 10-15 11-16 12-15 01-15"),
        ("每月5日、20号", "09-07 09-21 10-08 10-20 11-05 11-20 12-07 12-21 01-05 01-20"),
        ("每月31日", "-2026年9月 -2026年10月 -2026年11月 12-31 -2027年1月"),
        ("每季度第一个周五", "-2026年第三季度 10-08 01-04"),
        ("每月第二个周六", "09-12 10-17 11-14 12-12 01-09"),
        ("9月15日", "09-15"),
        ("10月1日", "10-01"),
        ("9月20日、12月1日", "09-20 12-01"),
        ("9月15、22日", "09-15 09-22"),
        ("2026-12-01", "12-01"),
        ("2026年12月1日", "12-01"),
        ("10月第二个周四", "10-08"),
        ("9-11月第二个周四", "09-10 10-08 11-12"),
        ("9月至11月每月第二个周四", "09-10 10-08 11-12"),
        ("3月15日", "-3月"),
        ("单周周三", "09-02 09-16 09-30 10-14 10-28 11-11 11-25 12-09 12-23 01-06 01-20"),
        ("双周周五", "09-11 -第4周（9月21日起） 10-09 10-23 11-06 11-20 12-04 12-18 -第18周（12月28日起） 01-15"),
        ("第3、6周周三", "09-16 -第6周（10月5日起）"),
        ("第3-5周星期一", "09-14 09-21 09-28"),
        ("4月", "-4月"),
        ("10月", "?2026年10月"),
        ("11月上旬", "?2026年11月"),
        ("每月第三周", "?2026年9月 ?2026年10月 ?2026年11月 ?2026年12月 ?2027年1月"),
        ("每学期2次", "?2026年秋季学期 ?2026年秋季学期"),
        ("本学期", "?2026年秋季学期"),
        ("第四季度1次", "?2026年第四季度"),
        ("每季度至少1次", "?2026年第三季度 ?2026年第四季度 ?2027年第一季度"),
        ("", ""),
    ],
)
def test_when_a_line_is_due(text: str, expected: str) -> None:
    assert " ".join(map(told, due(text))) == expected


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("每月第三个周三下午3点", time(15)),
        ("每月第三个周三 14:30", time(14, 30)),
        ("每季度第一个周五 下午三点半", time(15, 30)),
        ("3月15日上午9点", time(9)),
        ("每月第三个周三9点", time(9)),
        ("3月15日15点", time(15)),
        ("每月第三个周三", None),
    ],
)
def test_the_time_of_day(text: str, at: time | None) -> None:
    assert read_schedule(text).at == at


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("每月15日", "11月15日（星期日）是星期日，顺延到11月16日"),
        ("每季度第一个周五", "10月2日（星期五）放假，顺延到10月8日"),
        ("每月第二个周六", "10月10日（星期六）调休上班，顺延到10月17日"),
        ("10月1日", "放假，日子是写定的，没有改"),
        ("9月20日", "调休上班，日子是写定的，没有改"),
        ("第6周周三", "10月7日（星期三）放假，跳过"),
        ("10月31日、每月31日", "10月31日（星期六）是星期六，跳过"),
        ("每月第五个周三", "2026年10月没有第五个周三，没有安排"),
        ("每月31日", "2026年9月没有31日，没有安排"),
        ("每月最后一个周五", "1月29日（星期五）在计划截止日之后，没有安排"),
        ("每季度第一个周五", "7月3日（星期五）在计划起始日之前，没有安排"),
        ("3月15日", "3月不在计划的起止日之内，没有安排"),
        ("10月", "没有写哪一天"),
    ],
)
def test_what_is_said_of_it(text: str, said: str) -> None:
    assert said in [each.said for each in due(text)]


def test_days_of_the_spring_term() -> None:
    assert " ".join(map(told, due("每月第一个周一", SPRING))) == "-2026年2月 03-02 04-07 05-06 06-01 07-06"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("大约在冬季", "每月第三个周三"),
        ("七一前后", "每季度第一个周五"),
        ("每月第三个", "单周周三"),
        ("每月第九个周三", "应是 1 到 5 的数"),
        ("13月", "月份应是 1 到 12"),
        ("2月30日", "2月没有30日"),
        ("4月31日", "4月没有31日"),
        ("每月第三个周三三点", "上午还是下午"),
        ("每月三点", "没有看懂"),
        ("每月第三个周三25:00", "没有“25:00”这个时间"),
        ("每学期99次", "次数应是"),
        ("3099年3月1日", "年份"),
        ("9-3月", "月份应是"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, words: str) -> None:
    with pytest.raises(BranchError, match=words):
        read_schedule(text)


def test_weeks_are_counted_from_the_day_the_term_begins_on() -> None:
    marked = TERM._replace(begun=(date(2026, 9, 7),))
    assert [each.day for each in due("单周周三", marked)][:2] == [date(2026, 9, 9), date(2026, 9, 23)]
    assert [each.day for each in due("第1周周三", marked)] == [date(2026, 9, 9)]
    assert due("每周三", marked)[0].name == "开学前（8月31日起）"
    year = marked._replace(first=date(2026, 1, 1), begun=(date(2026, 3, 2), date(2026, 9, 7)))
    assert [each.day for each in due("第2周周一", year)] == [date(2026, 3, 9), date(2026, 9, 14)]
    assert not weeks_from(read_schedule("单周周三"), marked)
    assert "校历里没有记开学日" in weeks_from(read_schedule("单周周三"), TERM)
    assert not weeks_from(read_schedule("每周三"), TERM)


def test_the_holidays_of_the_branch_count() -> None:
    own = workdays_of((), [MarkedDay(date(2026, 9, 16), "off", "校庆")])
    (first, *_) = due("每月第三个周三", TERM._replace(workdays=own))
    assert first.day == date(2026, 9, 17) and "9月16日（星期三）放假" in first.said


def test_an_empty_schedule_is_no_schedule() -> None:
    assert read_schedule("  ") == Schedule()
