"""The end of a year: 民主评议 without results, and who has still to talk with whom."""

from collections.abc import Iterator
from datetime import date

from branchtui.rules.duties.duty import Duty, Found, end_of, owed
from branchtui.rules.duties.facts import Facts
from branchtui.rules.meetings import APPRAISAL, LAST_QUARTER, MeetingRules
from branchtui.rules.text.chinese_time import chinese_day, near_day


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """For this year and the last one that their results lack; for this one, at its end, that talks do."""
    if facts.year_rules is None:
        return
    for year in (today.year - 1, today.year):
        held = [day for day in facts.held.get(APPRAISAL, ()) if day.year == year]
        if held and year not in facts.appraised:
            clause, end = facts.year_rules().appraisal, date(year, 12, 31)
            duty = Duty(
                *("appraisal", f"登记{year}年民主评议的结果", f"{end} 前", clause.name),
                when=near_day(end, today),
                basis=clause.basis,
                known=f"{chinese_day(max(held))}评议过，还没有一位的评定等次。",
                rule=f"appraisal:{year}",
            )
            yield owed(end_of(end), today, duty)
    if today.month < LAST_QUARTER[0] or today.month < (ruled := facts.year_rules()).told_from:
        return
    if facts.coverage is None:
        return
    lacking, end = facts.coverage(), date(today.year, 12, 31)
    if lacking.lacking:
        sorts = {
            "支委之间": lacking.committee,
            "没有和支委谈": lacking.without_committee,
            "没有和党员谈": lacking.without_member,
        }
        counted = {"支委之间": "对"}
        told = "，".join(f"{name} {len(found)} {counted.get(name, '人')}" for name, found in sorts.items() if found)
        duty = Duty(
            *("talks", "谈心谈话，补上今年还没有谈的", f"{end} 前", ruled.talks.name),
            when=near_day(end, today),
            basis=ruled.talks.basis,
            known=f"{told}。",
            rule=f"talks:{today.year}",
        )
        yield owed(end_of(end), today, duty)
