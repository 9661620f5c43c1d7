"""The record as the rules see it: the meeting that a draft reports, the roster of its day, the people outside, the log.

Plain values. What the record does not know is empty or None, and then no rule speaks of it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from branchtui.rules.attendance import AttendanceState
from branchtui.rules.text.ballot_text import Told


class Person(NamedTuple):
    """Somebody on the roster of the day: the name, offices and standing they had; '' for a standing nobody knows."""

    name: str
    offices: tuple[str, ...] = ()
    standing: str = ""  # in words: 正式党员


class Outsider(NamedTuple):
    """A guest of the meeting or a contact: the name, what they are, and the topic they spoke on, if they did."""

    name: str
    position: str = ""
    topic: str = ""


class Attended(NamedTuple):
    """One line of the roll: who, whether they came, and why not."""

    name: str
    state: AttendanceState
    reason: str = ""


class LogFigure(NamedTuple):
    """A figure of the log that the draft states and the rows do not carry: what is written, what is right, and where."""

    said: str
    right: str
    where: str  # 台账（2026年）


class StatedFact(NamedTuple):
    """Words that the draft was begun with, of which the thing they came from says something else now."""

    said: str
    right: str
    where: str  # 共建活动的地点


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """A meeting that was held, as it was recorded."""

    kind: str
    title: str
    starts: datetime
    until: datetime  # when it ended, or would have by the usual length of its kind
    place: str = ""
    host: str = ""
    ordinal: str = ""
    kind_names: Mapping[str, str] = field(default_factory=dict)  # every name and alias of a kind → the kind
    roll: Sequence[Attended] = ()
    expected: int | None = None
    present: int | None = None  # None until nobody is left 未点名
    audience: int | None = None
    guests: Sequence[Outsider] = ()
    presenters: Sequence[str] = ()
    subjects: Sequence[str] = ()  # its items and materials, by title
    ballots: Sequence[Told] = ()

    def missing(self) -> dict[str, Attended]:
        """Who did not come, by name."""
        return {each.name: each for each in self.roll if each.state in ("excused", "absent", "exempt")}

    @property
    def all_present(self) -> int | None:
        """How many were there in all: of the roll, the guests and the audience."""
        return None if self.present is None else self.present + len(self.guests) + (self.audience or 0)


def _no_sounds(character: str) -> Sequence[str]:
    return ()


def _no_word(characters: str) -> bool:
    return False


@dataclass(frozen=True)
class Record:
    """All of it. `day` is the one that the roster is of; `sounds` tells how a character may be read, `is_word` whether
    characters are a word of the language."""

    day: date | None = None
    people: Mapping[str, Person] = field(default_factory=dict)
    contacts: Mapping[str, Outsider] = field(default_factory=dict)
    meeting: MeetingRecord | None = None
    figures: Sequence[LogFigure] = ()
    stated: Sequence[StatedFact] = ()
    sounds: Callable[[str], Sequence[str]] = _no_sounds
    is_word: Callable[[str], bool] = _no_word

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name that is known: of the roster, the roll, the guests and the contacts, each once."""
        roll, guests = (self.meeting.roll, self.meeting.guests) if self.meeting else ((), ())
        found = (*self.people, *(each.name for each in roll), *(each.name for each in guests), *self.contacts)
        return tuple(dict.fromkeys(name for name in found if len(name) > 1))

    @cached_property
    def named(self) -> re.Pattern[str] | None:
        """Finds any of them in a text, the longest first; None where nobody is known."""
        if not self.names:
            return None
        # Told apart by their first characters: where none of these stands, the others are not tried.
        firsts = "".join(map(re.escape, self.by_first))
        ends = (
            "|".join(re.escape(name[1:]) for name in sorted(names, key=len, reverse=True))
            for names in self.by_first.values()
        )
        several = "|".join(f"{re.escape(first)}(?:{rest})" for first, rest in zip(self.by_first, ends, strict=True))
        return re.compile(f"(?=[{firsts}])(?:{several})")

    @cached_property
    def by_first(self) -> Mapping[str, Sequence[str]]:
        """The names by their first character."""
        found: dict[str, list[str]] = {}
        for name in self.names:
            found.setdefault(name[0], []).append(name)
        return found
