"""发展党员: who is on the way to membership, and what was done for each."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from branchtui.rules.development.steps import Stage, Taken, stages_on
from branchtui.rules.meetings import HELD
from branchtui.rules.roster import MEMBERS, Event, Standing, roster_on
from branchtui.store.engine import sql
from branchtui.store.models import DevelopmentStep, Meeting, Member
from branchtui.store.models.meetings import M_BEGINS
from branchtui.store.queries import people
from branchtui.store.queries.registers.listed import day_of, holds

MEETING_WORDS = f"substr({M_BEGINS}, 1, 10) || ' ' || m.kind || ' ' || m.title"
"""A meeting as it is typed where a step rests on it, in SQL: 2026-11-26 支部党员大会 讨论接收预备党员."""


class StepRow(NamedTuple):
    """A step that was taken; `meeting` is the one it rests on in words, empty where it rests on none."""

    id: bytes
    member: bytes
    name: str  # of the person
    step: str
    day: date
    to_day: date | None
    by: str
    note: str
    meeting: str

    @property
    def taken(self) -> Taken:
        return Taken(self.step, self.day, self.to_day)


class OnTheWay(NamedTuple):
    """Somebody who is on the way to membership: what they are, and all that they were, dated as far as it is known."""

    id: bytes
    name: str
    standing: Standing
    stages: Sequence[Stage]  # the first first
    steps: Sequence[StepRow]  # likewise

    @property
    def since(self) -> date:
        """From when on they are what they are."""
        return self.stages[-1].since


def step(step_id: bytes) -> DevelopmentStep:
    """One step as stored now. Raises GoneError where there is none."""
    return DevelopmentStep.get_by_id(step_id)


def steps(member: bytes | None = None) -> list[StepRow]:
    """All steps, or those of one person, the first first."""
    mine, values = ("d.member_id = ?", (member,)) if member is not None else ("1", ())
    meeting = f"COALESCE({MEETING_WORDS}, '')"
    found = sql.rows(
        f"SELECT d.id, d.member_id, p.name, d.step, d.day, d.to_day, d.by, d.note, {meeting} FROM development_step d "
        f"JOIN member p ON p.id = d.member_id LEFT JOIN meeting m ON m.id = d.meeting_id AND {Meeting.live_in('m')} "
        f"WHERE {mine} AND {DevelopmentStep.live_in('d')} AND {Member.live_in('p')} ORDER BY d.day, d.step, d.id",
        *values,
    )
    shown = ((*row[:4], date.fromisoformat(row[4]), day_of(row[5]), *row[6:]) for row in found)
    return list(map(StepRow._make, shown))


def fits(typed: str, row: StepRow) -> bool:
    """Whether what was typed means this one."""
    return holds(typed, row.name, row.step, row.by, row.note)


def meeting_words(day: date, kind: str, title: str) -> str:
    """The same of one that was read."""
    return f"{day.isoformat()} {kind} {title}"


def meetings_meant(typed: str) -> list[tuple[bytes, str]]:
    """The held meetings that are meant by `MEETING_WORDS`, or by a title; each with these words."""
    held = ", ".join("?" * len(HELD))
    return sql.rows(
        f"SELECT m.id, {MEETING_WORDS} FROM meeting m WHERE m.state IN ({held}) AND {Meeting.live_in('m')} "
        f"AND ? IN ({MEETING_WORDS}, m.title) ORDER BY {M_BEGINS} DESC, m.id",
        *HELD,
        typed,
    )


def on_the_way(day: date) -> list[OnTheWay]:
    """Everybody of the roster of a day who is no full member, by what they are, the nearest to membership first."""
    events: dict[bytes, list[Event]] = {}
    for event in people.events():
        events.setdefault(event.member, []).append(event)
    names, taken = people.members(), _by_member(steps())
    found = []
    for key, now in roster_on((each for some in events.values() for each in some), day).items():
        stages = stages_on(events[key], day)
        if now.standing != MEMBERS[0] and stages and key in names:
            found.append(OnTheWay(key, names[key].name, now.standing, stages, taken.get(key, [])))
    order = ("probationary", "candidate", "activist", "applicant")
    return sorted(found, key=lambda row: (order.index(row.standing), row.since, row.name, row.id))


def of_member(member: Member, day: date) -> OnTheWay:
    """The same of one person, whatever they are by now, on the roster or not."""
    events = people.events(member)
    stages = stages_on(events, day)
    standing = stages[-1].standing if stages else "full"
    return OnTheWay(member.id, member.name, standing, stages, steps(member.id))


def _by_member(rows: Sequence[StepRow]) -> dict[bytes, list[StepRow]]:
    found: dict[bytes, list[StepRow]] = {}
    for row in rows:
        found.setdefault(row.member, []).append(row)
    return found
