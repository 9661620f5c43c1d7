"""共建: an agreement with a partner that ends."""

from collections.abc import Iterator
from datetime import date

from branchtui.rules.duties.duty import Duty, Found, end_of, owed
from branchtui.rules.duties.facts import Facts
from branchtui.rules.meetings import MeetingRules
from branchtui.rules.text.chinese_time import chinese_day, near_day

_TOLD_BEFORE = 3  # months
_CLAUSE = f"默认：协议到期前 {_TOLD_BEFORE} 个月提醒"


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """That it ends, from some months before until it is renewed or its end is taken out."""
    if not facts.agreements:
        return
    from branchtui.rules.deadlines import months_after  # a branch without agreements does not wait for it

    for contact, partner, until in facts.agreements:
        if months_after(until, -_TOLD_BEFORE) > today:
            continue
        duty = Duty(
            *("agreement", f"续签共建协议，或记下不再续签：{partner}", f"{until} 前", _CLAUSE, ("contact", contact)),
            when=near_day(until, today),
            basis=f"和{partner}的共建协议{chinese_day(until)}到期。{_CLAUSE}。",
            rule=f"agreement:{until}",
        )
        yield owed(end_of(until), today, duty)
