"""The board of 今天: what is overdue, what is due, and where papers and roster contradict each other."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from branchtui import assets
from branchtui.rules.board import Board, Duty
from branchtui.rules.meetings import kinds_from, period_of, working_days_after
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.models import Meeting
from branchtui.store.queries import board as facts
from branchtui.store.queries import meetings
from branchtui.store.queries.frozen_lists import disagreements

_AHEAD = 7  # days
_BACK = 60  # days: older meetings without news are no longer news


def board(today: date) -> Board:
    """The board as of `today`."""
    data = assets.toml("rules", "meetings.toml")
    kinds = kinds_from(data)
    overdue: list[tuple[datetime, Duty]] = []  # with the time that puts them in order
    due: list[tuple[datetime, Duty]] = []
    midnight = datetime.combine(today, time.min)
    for row in facts.planned_before(midnight + timedelta(_AHEAD + 1)):
        if row.planned_start < midnight:
            overdue.append((row.planned_start, _about(row, f"登记召开或改期：{row.title}", "会议时间已过")))
        else:
            due.append((row.planned_start, _about(row, f"{row.kind}：{row.title}", row.place or "地点未定")))
    for row in facts.held_without_record():
        last = working_days_after(meetings.begins(row).date(), int(data["record_within_working_days"]))
        clause = f"会后 {data['record_within_working_days']} 个工作日内（本支部约定）"
        duty = Duty(f"完成会议记录：{row.title}", f"{last} 前", clause, ("meeting", row.id))
        (overdue if today > last else due).append((_end_of(last), duty))
    for row in facts.held_without_report(today - timedelta(_BACK)):
        end = meetings.begins(row) + timedelta(hours=int(data["news_within_hours"]))
        clause = f"会后 {data['news_within_hours']} 小时内（本支部约定）"
        duty = Duty(f"起草新闻稿：{row.title}", f"{end:%Y-%m-%d %H:%M} 前", clause, ("meeting", row.id))
        (overdue if midnight > end else due).append((end, duty))
    for report in facts.open_reports():
        day = chinese_day(report.dated) if report.dated else ""
        duty = Duty(f"完成新闻稿：{report.title}", day, "", ("report", report.id))
        due.append((_end_of(report.dated or date.max), duty))
    for kind in kinds.values():
        first, last, name = period_of(today, kind.per)
        missing = kind.times - facts.held_between(kind.name, first, last)
        if missing > 0:
            due.append((_end_of(last), Duty(f"{kind.name}还差 {missing} 次", name, kind.clause, plan=kind.name)))
        before_first, before_last, before_name = period_of(first - timedelta(1), kind.per)
        gap = kind.times - facts.held_between(kind.name, before_first, before_last)
        if gap > 0 and facts.held_between(kind.name, date.min, before_first - timedelta(1)):
            duty = Duty(f"{kind.name}少开 {gap} 次", before_name, kind.clause, plan=kind.name)
            overdue.append((_end_of(before_last), duty))
    contradictions = tuple(
        replace(_about(found.meeting, f"名册与应到名单不符：{found.meeting.title}", found.words), mend=found.meeting.id)
        for found in disagreements(kinds)
    )
    return Board(_by_time(overdue), _by_time(due), contradictions)


def _by_time(duties: list[tuple[datetime, Duty]]) -> tuple[Duty, ...]:
    return tuple(duty for _, duty in sorted(duties, key=lambda pair: pair[0]))


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max)


def _about(row: Meeting, duty: str, clause: str) -> Duty:
    return Duty(duty, f"{meetings.begins(row):%Y-%m-%d %H:%M}", clause, ("meeting", row.id))
