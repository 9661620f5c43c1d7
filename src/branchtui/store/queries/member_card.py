"""All that the card of a person shows: what is known of them in one statement, and the sums of what they served."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from branchtui.errors import GoneError
from branchtui.rules.attendance import AttendanceState
from branchtui.rules.meetings import HELD
from branchtui.rules.roster import Event, MemberAsOf, roster_on
from branchtui.rules.year.appraisal import Grade
from branchtui.store.engine import sql
from branchtui.store.engine.sql import Select
from branchtui.store.models import (
    Appraisal,
    Attendance,
    DevelopmentStep,
    Group,
    Growth,
    Honour,
    Meeting,
    Member,
    RosterEvent,
    Talk,
)
from branchtui.store.models.meetings import M_BEGINS
from branchtui.store.queries import posts
from branchtui.store.queries.posts import PostOfMember
from branchtui.store.queries.registers.listed import day_of
from branchtui.store.queries.services.figures import Figure


class Served(NamedTuple):
    """What somebody served at posts in the year of a day, up to that day: half hours by post, people, results by unit."""

    half_hours: Mapping[bytes, int] = {}
    people: int = 0
    results: Sequence[tuple[str, int]] = ()


class GrowthOfMember(NamedTuple):
    """One training, conference, project or paper, as a card shows it."""

    from_day: date | None
    to_day: date | None
    half_hours: int | None
    counted: bool
    cost_cents: int | None
    kind: str
    title: str


class HonourOfMember(NamedTuple):
    """One honour, as a card shows it."""

    day: date | None
    words: str


class StepOfMember(NamedTuple):
    """One step on the way to membership, as a card shows it."""

    day: date
    words: str


class TalkOfMember(NamedTuple):
    """One talk of the year, as a card shows it: with whom, and what about."""

    day: date
    other: str
    what: str


@dataclass(frozen=True, slots=True)
class MemberCard:
    """What is known of a person, and what they were at the meetings of the year of `day`, up to that day."""

    row: Member
    day: date
    events: Sequence[Event]  # of the whole life, the first first
    groups: Mapping[str, str]  # names by id in hexadecimal, as events name them
    states: Sequence[AttendanceState]  # one for each meeting that expected them, the first first
    posts: Sequence[PostOfMember]  # held at any time, the latest first
    served: Served
    growth: "Sequence[GrowthOfMember]" = ()  # the latest first
    honours: "Sequence[HonourOfMember]" = ()  # the latest first
    development: "Sequence[StepOfMember]" = ()  # the first first
    appraisals: "Sequence[tuple[int, Grade]]" = ()  # the results by year, the latest first
    talks: "Sequence[TalkOfMember]" = ()  # of the year of `day`, the latest first

    @property
    def now(self) -> MemberAsOf | None:
        """What they are on the day; None where the roster of the day doesn't hold them."""
        return roster_on(self.events, self.day).get(self.row.id)


def member_card(member_id: bytes, day: date) -> MemberCard:
    """The card of a person as of a day. Raises GoneError where there is no such person."""
    first = date(day.year, 1, 1)
    of_year = partial(Figure, person=member_id, first=first, last=day)
    of_row, events, groups, attended, held, hours, served, results, grown, honoured, taken, appraised, talked = (
        sql.together(
            [
                Select(Member.columns("t"), "FROM member t WHERE t.id = ?", (member_id,)),
                Select(
                    ["e.aspect", "e.subject", 'e."on"', "e.value", "e.value_id"],
                    f"FROM roster_event e WHERE e.member_id = ? AND {RosterEvent.live_in('e')}",
                    (member_id,),
                ),
                Select(["g.id", "g.name"], f"FROM party_group g WHERE {Group.live_in('g')}"),
                Select(
                    [M_BEGINS, "m.id", "a.state"],
                    "FROM attendance a CROSS JOIN meeting m ON m.id = a.meeting_id WHERE a.member_id = ? "
                    f"AND {Attendance.live_in('a')} AND {Meeting.live_in('m')} "
                    f"AND m.state IN ({', '.join('?' * len(HELD))}) AND substr({M_BEGINS}, 1, 10) BETWEEN ? AND ?",
                    (member_id, *HELD, first.isoformat(), day.isoformat()),
                ),
                posts.of_member(member_id),
                of_year("hours").grouped("post"),
                of_year("served").grouped("post"),
                of_year("result").grouped("unit"),
                Select(
                    ["w.from_day", "w.to_day", "w.half_hours", "w.counted", "w.cost_cents", "w.kind", "w.title"],
                    f"FROM growth w WHERE w.member_id = ? AND {Growth.live_in('w')}",
                    (member_id,),
                ),
                Select(
                    ["o.day", "o.title", "o.level", "o.grade"],
                    f"FROM honour o WHERE o.of_table = 'member' AND o.of_id = ? AND {Honour.live_in('o')}",
                    (member_id,),
                ),
                Select(
                    ["d.day", "d.to_day", "d.step", "d.by", "d.note"],
                    f"FROM development_step d WHERE d.member_id = ? AND {DevelopmentStep.live_in('d')}",
                    (member_id,),
                ),
                Select(
                    ["a.year", "a.grade"],
                    f"FROM appraisal a WHERE a.member_id = ? AND {Appraisal.live_in('a')}",
                    (member_id,),
                ),
                Select(
                    ["k.day", "n.name", "k.what"],
                    "FROM talk k JOIN member n ON n.id = CASE k.by_id WHEN ? THEN k.to_id ELSE k.by_id END "
                    f"WHERE ? IN (k.by_id, k.to_id) AND k.day BETWEEN ? AND ? AND {Talk.live_in('k')}",
                    (member_id, member_id, first.isoformat(), day.isoformat()),
                ),
            ]
        )
    )
    if not of_row:
        raise GoneError("这一位已不在了。")
    found = [
        Event(member_id, aspect, subject, date.fromisoformat(on), group.hex() if group else value)
        for aspect, subject, on, value, group in events
    ]
    return MemberCard(
        Member.stored(of_row[0]),
        day,
        sorted(found, key=lambda event: (event.on, event.aspect, event.subject)),
        {key.hex(): name for key, name in groups},
        [state for _, _, state in sorted(attended)],
        posts.posts_of_member(held),
        Served(
            dict(hours),
            sum(people for _, people in served),
            sorted(((unit, total) for unit, total in results), key=lambda each: (-each[1], each[0])),
        ),
        sorted(
            (
                GrowthOfMember(day_of(first), day_of(last), half_hours, bool(counted), cents, kind, title)
                for first, last, half_hours, counted, cents, kind, title in grown
            ),
            key=lambda entry: (str(entry.from_day or ""), entry.title),
            reverse=True,
        ),
        sorted(
            (HonourOfMember(day_of(on), " ".join(filter(None, (title, *more)))) for on, title, *more in honoured),
            key=lambda honour: (str(honour.day or ""), honour.words),
            reverse=True,
        ),
        sorted(
            StepOfMember(date.fromisoformat(day), _step_words(step, by, to_day, note))
            for day, to_day, step, by, note in taken
        ),
        sorted(appraised, reverse=True),
        sorted((TalkOfMember(date.fromisoformat(on), other, what) for on, other, what in talked), reverse=True),
    )


def _step_words(step: str, by: str, to_day: str | None, note: str) -> str:
    lasts = f"，至{to_day}" if to_day else ""
    return f"{step}{f'（{by}）' if by else ''}{lasts}{f'：{note}' if note else ''}"
