"""Frozen lists of those expected that the roster contradicts."""

from collections.abc import Iterator
from datetime import date, datetime

from branchtui.rules.duties.duty import Found, about
from branchtui.rules.duties.facts import Facts
from branchtui.rules.meetings import MeetingRules


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """A contradiction for each list, in the order of the facts."""
    for row, words in facts.disagreements:
        duty = about("list", row, f"名册与应到名单不符：{row.title}", words, today)
        yield Found(
            "contradictions", datetime.min, duty._replace(mend=row.id, rule="list", basis=f"{words}。" if words else "")
        )
