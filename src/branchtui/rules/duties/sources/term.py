"""The term of the committee, or of the secretary where there is none."""

from collections.abc import Iterator
from datetime import date

from branchtui.rules.duties.duty import Duty, Found, end_of, owed
from branchtui.rules.duties.facts import Facts
from branchtui.rules.meetings import MeetingRules
from branchtui.rules.text.chinese_time import chinese_day, near_day


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """That it ends, from half a year before. Where nobody said when it began, nothing is told."""
    if facts.elected is None:
        return
    branch, since = facts.elected
    ruled = facts.deadlines()["committee_term"]
    if ruled.told(since) <= today:
        end = ruled.ends(since)
        duty = Duty(
            *("term_end", "本届任期届满，按期换届", f"{end} 前", ruled.clause, ("branch", branch)),
            when=near_day(end, today),
            basis=ruled.basis,
            known=f"本届{chinese_day(since)}选出。",
            rule=f"term:{since}",
        )
        yield owed(end_of(end), today, duty)
