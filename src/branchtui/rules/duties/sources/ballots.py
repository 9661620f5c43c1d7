"""Ballots that a record, a resolution, a report or the roll contradicts."""

from collections.abc import Iterator
from datetime import date, datetime

from branchtui.rules.duties.duty import Found, about
from branchtui.rules.duties.facts import Facts
from branchtui.rules.meetings import MeetingRules


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """A contradiction for each meeting, in the order of the facts."""
    for row, words in facts.misstated:
        duty = about("ballot", row, f"表决的数字不一致：{row.title}", words, today)
        yield Found("contradictions", datetime.min, duty._replace(rule="ballot", basis=f"{words}。"))
