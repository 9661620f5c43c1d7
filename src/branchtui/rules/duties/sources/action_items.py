"""What somebody is to do until a day: what meetings agreed, faults that were found; each until it is done."""

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
            action=("action_item", fact.id),
        )
        yield owed(end_of(fact.due or date.max), today, duty)
    for fault in facts.faults:
        who = f"责任人：{fault.owner}。" if fault.owner else "还没有写责任人。"
        duty = Duty(
            "rectify",
            f"整改 {fault.owner}：{fault.problem}" if fault.owner else f"整改：{fault.problem}",
            f"{fault.due} 前" if fault.due else "",
            "整改清单",
            ("rectification", fault.id),
            rule="rectify",
            when=near_day(fault.due, today) if fault.due else "",
            basis=f"{fault.year}年整改清单里的一条。{who}",
            action=("rectification", fault.id),
        )
        yield owed(end_of(fault.due or date.max), today, duty)
