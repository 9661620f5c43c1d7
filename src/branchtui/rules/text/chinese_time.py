"""Days and times as papers and screens print them."""

from datetime import date, datetime

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
