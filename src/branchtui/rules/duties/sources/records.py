"""Records that are to be written within so many working days."""

from collections.abc import Iterator
from datetime import date

from branchtui.rules.duties.duty import Duty, Found, end_of, owed
from branchtui.rules.duties.facts import Facts
from branchtui.rules.meetings import RECORD, MeetingRules
from branchtui.rules.text.chinese_time import near_day


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """A record for each meeting that was held and has none, unless the branch wants no reminder of them."""
    if not facts.unrecorded or not rules.reminds(RECORD):
        return
    workdays = facts.workdays(min(row.begins.date() for row in facts.unrecorded))
    for row in facts.unrecorded:
        held = row.begins.date()
        last = workdays.after(held, rules.record_within_working_days)
        doubt = workdays.doubt(held, last)
        duty = Duty(
            *(
                "record",
                f"完成会议记录：{row.title}",
                f"{last} 前",
                rules.clause(RECORD) + (f"；{doubt}" if doubt else ""),
                ("meeting", row.id),
            ),
            limit=RECORD,
            rule="record",
            when=near_day(last, today),
            basis=rules.basis(RECORD) + (f"{doubt}。" if doubt else ""),
        )
        yield owed(end_of(last), today, duty)
