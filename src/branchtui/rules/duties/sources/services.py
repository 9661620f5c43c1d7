"""The service log: services that can't all be as they are written."""

from collections.abc import Iterator
from datetime import date

from branchtui.rules.duties.duty import Duty, Found
from branchtui.rules.duties.facts import Facts, midnight
from branchtui.rules.meetings import MeetingRules
from branchtui.rules.text.chinese_time import near_day


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """A contradiction for each service, in the order of the facts."""
    if not facts.posts:
        return
    told: set[bytes] = set()
    for clash in facts.clashes():
        if clash.service not in told:  # one service is one line, however much it is in conflict with
            told.add(clash.service)
            duty = Duty("clash", clash.words, f"{clash.day}", "", ("service", clash.service), rule="clash")
            duty = duty._replace(
                when=near_day(clash.day, today), basis="一个人同一时间只能在一处，一天的时长也有上限。"
            )
            yield Found("contradictions", midnight(clash.day), duty)
