"""Meetings that were planned: past their time, to come, or held in this month."""

from collections.abc import Iterator
from datetime import date

from branchtui.rules.duties.duty import Found, about
from branchtui.rules.duties.facts import Facts, MeetingFact, horizon, midnight
from branchtui.rules.meetings import MeetingRules
from branchtui.rules.text.chinese_time import near_day


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """What is planned, as overdue or coming; what was held, as done."""
    for row in facts.planned:
        if row.begins < midnight(today):
            verb = rules.verb_on(row.kind, row.begins.date())
            duty = about("hold", row, f"登记{verb}或改期：{row.title}", "会议时间已过", today)
            yield Found("overdue", row.begins, duty._replace(basis=f"会议时间已过，还没有登记{verb}。", rule="hold"))
        elif row.begins < horizon(today):
            yield Found("coming", row.begins, about("come", row, _named(row), row.place or "地点未定", today))
    for row in facts.done:
        day = row.begins.date()
        duty = about("held", row, _named(row), row.place, today)
        yield Found("done", midnight(day), duty._replace(when=near_day(day, today)))


def _named(row: MeetingFact) -> str:
    return f"{row.kind}：{row.title}"
