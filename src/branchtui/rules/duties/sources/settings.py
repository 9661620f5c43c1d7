"""What the branch has set and can't be used."""

from collections.abc import Iterator
from datetime import date, datetime

from branchtui.rules.duties.duty import Duty, Found
from branchtui.rules.duties.facts import Facts
from branchtui.rules.meetings import MeetingRules


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """A contradiction for each setting."""
    for problem in rules.problems:
        yield Found(
            "contradictions",
            datetime.max,
            Duty("setting", "本支部的会议设置有误", "", problem, basis=problem, rule=f"setting:{problem}"),
        )
