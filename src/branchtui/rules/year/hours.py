"""Study hours: what a meeting and a training count for a person, and what a year asks. Hours are counted in halves."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Literal

from branchtui.rules.attendance import HERE, STATES, UNMARKED
from branchtui.rules.registers.amounts import hours_number
from branchtui.values import NamedTuple

Who = Literal["member", "committee"]
NoEnd = Literal["", "kind", "none"]
Basis = Literal["told", "default", "no_end", "away", "override", "growth"]

WHO: Mapping[Who, str] = {"member": "党员", "committee": "书记、支委"}
NO_END: Mapping[NoEnd, str] = {"": "还没有定", "kind": "按会议种类计", "none": "不计"}
"""What a held meeting counts whose end nobody told. Until the branch has chosen, the hours of its kind, as a default."""


MOST_OF_A_DAY = 48
"""The most half hours that anything of one day may be set to."""


class Target(NamedTuple):
    """What a year asks of a person, in half hours, and by which clause; from which day on."""

    half_hours: int
    regulation: str
    article: str
    valid_from: date

    @property
    def clause(self) -> str:
        """The regulation and the article."""
        return f"《{self.regulation}》{self.article}"


def missing(target: Target | None, half_hours: int, share: float = 1.0) -> int:
    """The half hours that are missing of what a year asks, or of a share of it, in whole ones; 0 where none is asked."""
    return max(0, int(target.half_hours * share) - half_hours) if target else 0


class HoursRules(NamedTuple):
    """All that is ruled about study hours, in half hours and minutes.

    `kinds` is what the branch has set for meetings of a kind whose end nobody told. `agreed` are the figures the branch
    has set itself, `problems` sentences about what it has set and can't be used.
    """

    targets: Mapping[Who, tuple[Target, ...]]
    hour: int
    half_day: int
    full_day: int
    half_day_minutes: int
    full_day_minutes: int
    no_end: NoEnd = ""
    kinds: Mapping[str, int] = {}
    agreed: frozenset[str] = frozenset()
    problems: tuple[str, ...] = ()

    def of_length(self, minutes: int) -> int:
        """The half hours of a meeting that took so many minutes: to the nearest half hour, up to those of a day."""
        by_hour = (minutes * self.hour + 30) // 60
        if minutes >= self.full_day_minutes:
            return self.full_day
        if minutes >= self.half_day_minutes:
            by_hour = max(by_hour, self.half_day)
        return min(by_hour, self.full_day)

    def of_kind(self, kind: str, minutes: int) -> int:
        """The half hours of a meeting of a kind whose end nobody told; `minutes` is the usual length of the kind."""
        return self.kinds.get(kind, self.of_length(minutes))

    def target(self, who: Who, year: int) -> Target | None:
        """What was asked for in a year; None for a year in which nothing was."""
        there = [each for each in self.targets[who] if each.valid_from <= date(year, 12, 31)]
        return there[-1] if there else None


class HeldMeeting(NamedTuple):
    """A meeting that was held: `minutes` is the usual length of its kind."""

    id: bytes
    kind: str
    title: str
    begins: datetime
    ends: datetime | None
    minutes: int


class Training(NamedTuple):
    """An entry of 学习与发展 that counts."""

    id: bytes
    member: bytes
    kind: str
    title: str
    day: date
    half_hours: int


class Correction(NamedTuple):
    """What somebody has set by hand for a person in a meeting, and why."""

    half_hours: int
    reason: str


class Source(NamedTuple):
    """What one meeting or training counts for a person. `table` and `thing` open it; `note` says what the figure rests on."""

    day: date
    kind: str
    title: str
    half_hours: int
    basis: Basis
    note: str
    table: str
    thing: bytes


class Ledger(NamedTuple):
    """The hours of a person in a year, where they come from, the first first, and what was asked for."""

    id: bytes
    name: str
    staff_no: str
    offices: tuple[str, ...]
    who: Who
    target: Target | None
    sources: Sequence[Source]

    @property
    def half_hours(self) -> int:
        """All of them together."""
        return sum(each.half_hours for each in self.sources)

    @property
    def asked(self) -> int:
        """The half hours that are asked for; 0 in a year in which none were."""
        return self.target.half_hours if self.target else 0

    @property
    def behind(self) -> int:
        """The half hours that are still missing."""
        return missing(self.target, self.half_hours)

    @property
    def percent(self) -> int:
        """How much of what is asked for is done, in whole percent rounded down, at most 100; 100 where nothing is."""
        return min(100, 100 * self.half_hours // self.asked) if self.asked else 100


def of_meeting(
    meeting: HeldMeeting, state: str, correction: Correction | None, rules: HoursRules
) -> tuple[int, Basis, str]:
    """Half hours of a person in a meeting, what they rest on, and that in words.

    Who was there counts the whole meeting, however late, early or far away: nobody noted for how long.
    """
    if correction is not None:
        return correction.half_hours, "override", f"更正：{correction.reason}"
    if state not in HERE:
        return 0, "away", "未点名，先不计" if state == UNMARKED else f"{STATES.get(state, state)}，不计"
    said = "" if state == "present" else f"{STATES[state]}，"
    if meeting.ends is None:
        if rules.no_end == "none":
            return 0, "no_end", f"{said}没有散会时间，不计"
        return rules.of_kind(meeting.kind, meeting.minutes), "default", f"{said}没有散会时间，默认"
    minutes = int((meeting.ends - meeting.begins).total_seconds() // 60)
    return rules.of_length(minutes), "told", f"{said}{meeting.begins:%H:%M}—{meeting.ends:%H:%M}"


def sources_of(
    meetings: Sequence[HeldMeeting],
    states: Mapping[bytes, str],
    corrections: Mapping[bytes, Correction],
    trainings: Sequence[Training],
    rules: HoursRules,
) -> list[Source]:
    """What counts for one person, in the order of days: `states` and `corrections` are theirs, by meeting.

    A meeting that did not expect them, and for which nobody set anything, is no source.
    """
    found = []
    for each in meetings:
        correction = corrections.get(each.id)
        if (state := states.get(each.id)) is not None or correction is not None:
            counted = of_meeting(each, state or "", correction, rules)
            found.append(Source(each.begins.date(), each.kind, each.title, *counted, "meeting", each.id))
    found += [
        Source(row.day, row.kind, row.title, row.half_hours, "growth", "学习与发展", "growth", row.id)
        for row in trainings
    ]
    return sorted(found, key=lambda source: (source.day, source.thing))


def short_of(ledger: Ledger) -> str:
    """What is missing, in words: 差 12；nothing missing: 已达到"""
    if ledger.behind:
        return f"差 {hours_number(ledger.behind)}"
    return "已达到" if ledger.target else ""
