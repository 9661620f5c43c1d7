"""Who is on the way to membership, with what is due for each."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from branchtui import assets
from branchtui.rules.development.steps import DevelopmentRules, Due, coming, dues, rules_from
from branchtui.rules.roster import OPEN, STANDINGS
from branchtui.store.queries import people
from branchtui.store.queries.registers import development
from branchtui.store.queries.registers.development import OnTheWay
from branchtui.store.queries.registers.listed import Listed, holds
from branchtui.workflows.workdays import workdays


class Developing(NamedTuple):
    """One of them: what is due, the earliest first, and the next step that was not taken yet, empty where none is left."""

    id: bytes
    of: OnTheWay
    dues: Sequence[Due]
    next_step: str

    @property
    def due(self) -> Due | None:
        """What is due first."""
        return self.dues[0] if self.dues else None

    @property
    def next_words(self) -> str:
        """What is to be done next."""
        return self.due.words if self.due else self.next_step


def development_rules(day: date) -> DevelopmentRules:
    """The steps there are, by the regulation of that day. Raises BranchError where their file is wrong."""
    return rules_from(assets.toml("rules", "development.toml"), day)


def developing(today: date) -> list[Developing]:
    """Everybody who is on the way, the nearest to membership first."""
    return _with_dues(development.on_the_way(today), today)


def of_member(member: bytes, today: date) -> Developing:
    """The same of one person, whatever they are by now. Raises GoneError where there is no such person."""
    (found,) = _with_dues([development.of_member(people.member(member), today)], today)
    return found


def _with_dues(rows: Sequence[OnTheWay], today: date) -> list[Developing]:
    rules = development_rules(today)
    calendar = workdays(min((step.day for row in rows for step in row.steps), default=today))
    found = []
    for row in rows:
        taken = [each.taken for each in row.steps]
        following = coming(row.standing, taken, rules)
        since = row.since if row.stages else OPEN
        due = dues(row.standing, since, taken, rules, calendar)
        found.append(Developing(row.id, row, due, following.name if following else ""))
    return found


class DevelopingList(Listed[Developing]):
    """All of them as a window; the filter takes names, pinyin, initials, stages and what comes next."""

    def __init__(self, today: date, filter_text: str = "") -> None:
        super().__init__(row for row in developing(today) if _fits(filter_text, row))


def _fits(typed: str, row: Developing) -> bool:
    return holds(typed, row.of.name, STANDINGS[row.of.standing], row.next_words)
