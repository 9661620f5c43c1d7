"""The board of 今天, decided: from facts about the branch to what is overdue, due or contradictory.

Nothing is read here: who asks gathers the facts, `Facts` says which.
"""

from collections.abc import Callable, Iterator
from datetime import date

from branchtui.rules.duties.duty import GROUPS, Board, Duty, Found, Group
from branchtui.rules.duties.facts import Facts
from branchtui.rules.duties.sources import (
    action_items,
    agreements,
    ballots,
    filing,
    frameworks,
    frequency,
    lists,
    meetings,
    posts,
    probation,
    records,
    reports,
    services,
    settings,
    term,
)
from branchtui.rules.duties.sources.year import development, documents, hours, year_end
from branchtui.rules.meetings import MeetingRules

Source = Callable[[Facts, MeetingRules, date], Iterator[Found]]

SOURCES: tuple[Source, ...] = (
    meetings.duties,
    records.duties,
    reports.duties,
    action_items.duties,
    filing.duties,
    frequency.duties,
    probation.duties,
    development.duties,
    term.duties,
    posts.duties,
    agreements.duties,
    documents.duties,
    frameworks.duties,
    lists.duties,
    ballots.duties,
    services.duties,
    hours.duties,
    settings.duties,
    year_end.duties,
)
"""Every source of duties. What two of them tell for the same time stands in this order."""


def board_of(facts: Facts, rules: MeetingRules, today: date) -> Board:
    """The board as of `today`, each part in the order of time."""
    parts: dict[Group, list[Duty]] = {name: [] for name in GROUPS}
    silenced: list[Duty] = []
    for found in sorted((each for source in SOURCES for each in source(facts, rules, today)), key=lambda each: each.at):
        mine = silenced if found.duty.key in facts.silenced else parts[found.group]
        mine.append(found.duty)
    return Board(**{str(name): tuple(duties) for name, duties in parts.items()}, silenced=tuple(silenced))
