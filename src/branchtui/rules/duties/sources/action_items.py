"""议定事项: what meetings agreed that somebody is to do, each until it is done."""

from collections.abc import Iterator
from datetime import date

from branchtui.rules.duties.duty import Duty, Found, end_of, owed
from branchtui.rules.duties.facts import Facts
from branchtui.rules.meetings import MeetingRules
from branchtui.rules.text.chinese_time import chinese_day, near_day


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """A duty for each that is open, overdue once its day is past; what has no day comes last."""
    for fact in facts.actions:
        who = f"责任人：{fact.owner}。" if fact.owner else "还没有写责任人。"
        duty = Duty(
            "action",
            f"{fact.owner}：{fact.what}" if fact.owner else fact.what,
            f"{fact.due} 前" if fact.due else "",
            "会议议定",
            ("meeting", fact.meeting),
            rule="action",
            when=near_day(fact.due, today) if fact.due else "",
            basis=f"{chinese_day(fact.held)}“{fact.title}”议定的事。{who}",
            action=fact.id,
        )
        yield owed(end_of(fact.due or date.max), today, duty)
