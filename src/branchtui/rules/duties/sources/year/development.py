"""Steps on the way to membership that are due: talks, examinations, public notices. Nothing waits for them."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from branchtui.rules.duties.duty import Duty, Found, end_of, owed
from branchtui.rules.duties.facts import DevelopingFact, Facts, midnight
from branchtui.rules.meetings import MeetingRules
from branchtui.rules.text.chinese_time import chinese_day, near_day

if TYPE_CHECKING:
    from branchtui.rules.development.steps import DevelopmentRules, Due


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """One for each step of each person, from the day on which it is told of."""
    if not facts.developing or facts.development_rules is None:
        return
    from branchtui.rules.development.steps import dues  # a branch without such people does not wait for it

    ruled = facts.development_rules()
    workdays = facts.workdays(min((each.day for row in facts.developing for each in row.taken), default=today))
    for person in facts.developing:
        for due in dues(person.standing, person.since, person.taken, ruled, workdays):
            if due.told <= today and not due.step.elsewhere:
                yield _found(person, due, ruled, today)


def _found(person: DevelopingFact, due: "Due", ruled: "DevelopmentRules", today: date) -> Found:
    counted = {
        "timed": f"从{chinese_day(due.since)}算起。",
        "over": f"{chinese_day(due.since)}起公示，到{chinese_day(due.by)}满 {due.step.working_days} 个工作日。",
        "short": f"{chinese_day(due.since)}起公示，到{chinese_day(due.by)}才满 {due.step.working_days} 个工作日。",
    }
    period, near = (f"{due.by} 前", due.by) if due.sort == "timed" else (f"{due.told} 起", due.told)
    duty = Duty(
        *("development", f"{due.words}：{person.name}", period, ruled.clause(due.step), ("member", person.id)),
        when=near_day(near, today),
        basis=ruled.basis(due.step),
        known=counted[due.sort],
        rule=f"development:{due.step.name}:{due.since}",
    )
    return owed(end_of(due.by), today, duty) if due.sort == "timed" else Found("due", midnight(due.told), duty)
