"""Days and times as papers and screens print them."""

from datetime import date, datetime, timedelta

_WEEKDAYS = "一二三四五六日"


def chinese_day(day: date) -> str:
    """2024年3月26日: Arabic figures, four-digit year, no leading zeros (GB/T 15835)."""
    return f"{day.year}年{day.month}月{day.day}日"


def near_day(day: date, today: date) -> str:
    """3月26日; of another year than that of `today` 2024年3月26日."""
    return f"{day.month}月{day.day}日" if day.year == today.year else chinese_day(day)


def near_moment(moment: datetime, today: date) -> str:
    """3月26日 15:00; of another year the day alone."""
    day = near_day(moment.date(), today)
    return f"{day} {_clock(moment)}" if moment.year == today.year else day


def chinese_days(first: date | None, last: date | None) -> str:
    """2026年, 2026年9月, 2026年1月1日至3月31日, 2026年1月1日至今; empty where neither day is told."""
    if first is None or last is None:
        begun = chinese_day(first) if first else ""
        return f"{begun}至{chinese_day(last) if last else '今'}" if first or last else ""
    if first.day == 1 and (last + timedelta(1)).day == 1:  # whole months
        if (first.month, last.month, first.year) == (1, 12, last.year):
            return f"{first.year}年"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.year}年{first.month}月"
    return f"{chinese_day(first)}至{near_day(last, first)}" if last != first else chinese_day(first)


def chinese_weekday(day: date) -> str:
    """星期二"""
    return "星期" + _WEEKDAYS[day.weekday()]


def chinese_moment(moment: datetime) -> str:
    """2024年3月26日（星期二）15:00"""
    return f"{chinese_day(moment)}（{chinese_weekday(moment)}）{_clock(moment)}"


def chinese_span(start: datetime, end: datetime | None) -> str:
    """2024年3月26日（星期二）15:00—16:30; over midnight both days are written."""
    if end is None:
        return chinese_moment(start)
    return f"{chinese_moment(start)}{'—' if start.date() == end.date() else '至'}{chinese_end(start, end)}"


def chinese_end(start: datetime, end: datetime) -> str:
    """16:30, with its day where that is not the day of the start."""
    if start.date() == end.date():
        return _clock(end)
    day = chinese_day(end) if end.year != start.year else f"{end.month}月{end.day}日"
    return f"{day}（{chinese_weekday(end)}）{_clock(end)}"


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02d}"
