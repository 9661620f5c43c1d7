"""Frozen lists of those expected: what the roster contradicts in them, and who was away without the reason that is asked for."""

from collections.abc import Iterator
from datetime import date, datetime

from branchtui.rules.duties.duty import Found, about
from branchtui.rules.duties.facts import Facts
from branchtui.rules.meetings import MeetingRules

_MOST = 5  # names that are told one by one


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """A contradiction for each list, in the order of the facts; what lacks reasons is due, and nothing says by when."""
    for row, words in facts.disagreements:
        duty = about("list", row, f"名册与应到名单不符：{row.title}", words, today)
        yield Found(
            "contradictions", datetime.min, duty._replace(mend=row.id, rule="list", basis=f"{words}。" if words else "")
        )
    if not facts.bare:
        return
    from branchtui.rules.text.names import first_names  # where everybody has a reason nobody waits for it

    for row, names in facts.bare:
        words = f"{first_names(names, _MOST)}没有写原因"
        duty = about("reason", row, f"补请假、缺席的原因：{row.title}", words, today)
        yield Found("due", datetime.max, duty._replace(rule="reason", basis=f"考勤：{words}。归档时也会列出。"))
