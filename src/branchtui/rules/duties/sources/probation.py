"""Probationary members whose year is nearly over, or was over before a meeting discussed them."""

from collections.abc import Iterator
from datetime import date

from branchtui.rules.duties.duty import Duty, Found, end_of, owed
from branchtui.rules.duties.facts import Facts
from branchtui.rules.meetings import MeetingRules
from branchtui.rules.text.chinese_time import chinese_day, near_day


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """One for each person, from a month before the year is over. Of whom nobody knows since when, nothing is told."""
    if not facts.probationary:
        return
    ruled = facts.deadlines()["probation"]
    for person in facts.probationary:
        if ruled.told(person.since) <= today:
            end = ruled.ends(person.since)
            duty = Duty(
                *("probation", f"讨论转正：{person.name}", f"{end} 前", ruled.clause, ("member", person.id)),
                when=near_day(end, today),
                basis=ruled.basis,
                known=f"自{chinese_day(person.since)}为预备党员。",
                rule=f"probation:{person.since}",
            )
            yield owed(end_of(end), today, duty)
