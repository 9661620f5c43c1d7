"""The rules that each branch is judged by: those that ship, changed by what it has agreed on of its own."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from branchtui.rules.kind_reading import SETTINGS
from branchtui.rules.meetings import MeetingRules
from branchtui.rules.year import hours_reading
from branchtui.rules.year.hours import HeldMeeting, HoursRules, of_meeting
from branchtui.store.college.board import Counting, Counts, read_own
from branchtui.values import NamedTuple
from branchtui.workflows import meeting_rules
from branchtui.workflows.year import ledgers

if TYPE_CHECKING:
    from psycopg import Connection


class Rules(NamedTuple):
    """What a branch has of rules. What it has agreed on and can't be used is left out, as it is in the branch itself."""

    meetings: MeetingRules
    hours: HoursRules


class Rulings:
    """The rules of all branches, by what was read of them."""

    def __init__(self, own: Mapping[int, Mapping[str, str]]) -> None:
        self._shipped = _rules({})
        self._own = {number: _rules(agreed) for number, agreed in own.items()}

    def of(self, number: int) -> Rules:
        """Those of a branch."""
        return self._own.get(number, self._shipped)

    @property
    def kinds(self) -> list[str]:
        """The kinds of meetings that any branch knows."""
        return list(
            dict.fromkeys(kind for each in (self._shipped, *self._own.values()) for kind in each.meetings.versions)
        )

    def counting(self) -> Counting:
        """What meetings count in which branch."""
        sets, of = [_counts(self._shipped)], {}
        for number, rules in self._own.items():
            if (counts := _counts(rules)) not in sets:
                sets.append(counts)
            of[number] = sets.index(counts)
        return Counting(sets, of)


def rulings(connection: "Connection[Any]", one: int | None = None) -> Rulings:
    """The rules of all branches, or of one. Raises CollegeError."""
    return Rulings(read_own(connection, one))


def _rules(own: Mapping[str, str]) -> Rules:
    def beginning(prefix: str) -> dict[str, str]:
        return {key: value for key, value in sorted(own.items()) if key.startswith(prefix)}

    of_meetings = meeting_rules.rules_with(beginning(SETTINGS))
    return Rules(of_meetings, ledgers.rules_seen(beginning(hours_reading.SETTINGS)))


def _counts(rules: Rules) -> Counts:
    begins, ruled = datetime(2000, 1, 1), rules.hours
    usual = []
    for kind, since, until, minutes in _usual(rules):
        untold = HeldMeeting(b"", kind, "", begins, None, minutes)
        usual.append((kind, since, until, of_meeting(untold, "present", None, ruled)[0]))
    return Counts([ruled.of_length(minutes) for minutes in range(ruled.full_day_minutes + 1)], usual)


def _usual(rules: Rules) -> Iterator[tuple[str, date, date, int]]:
    """The usual minutes of each kind, from a day on and before another."""
    for name, versions in rules.meetings.versions.items():
        begins_on = [
            date.min,
            *(kind.rule.valid_from for kind in versions[1:]),
            date.max,
        ]  # the first holds before, too
        for kind, since, until in zip(versions, begins_on, begins_on[1:], strict=False):
            yield name, since, until, kind.minutes
    for name in rules.hours.kinds.keys() - rules.meetings.versions.keys():
        yield name, date.min, date.max, 0
