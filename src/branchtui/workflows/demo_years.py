"""Earlier years of the demo branch, made in bulk by the workflows a user calls: for trying how the app bears its age.

People, themes and sentences of `assets/demo/years.toml` are put together by chance from a fixed seed, so that the same
day and number of years give the same branch.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from branchtui import assets
from branchtui.rules.meetings import MeetingKind
from branchtui.rules.reports.states import ROLES
from branchtui.store.file.database import many_acts
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.workflows.meeting_rules import kinds
from branchtui.workflows.meetings import attendance, meetings, minutes
from branchtui.workflows.people.roster import add_member, change_member
from branchtui.workflows.progress import Progress, unwatched
from branchtui.workflows.reports import reports
from branchtui.workflows.reports.drafting import draft_from_meeting

YEAR = 365  # days
_HOURS = (time(9, 30), time(14, 30), time(15, 0), time(16, 0))
_REWRITTEN = 0.1  # the share of meetings whose record is changed once more, days later
_TENURE = (2, 9)  # years on the roll of those who come after the first


@dataclass(frozen=True, slots=True)
class _Leaving:
    """Somebody who leaves the branch again on a day."""

    name: str
    day: date


class _Words:
    """Invented sentences, no two alike for long."""

    def __init__(self, source: Mapping[str, Any], chance: random.Random) -> None:
        self.source, self.chance = source, chance
        names = [surname + given for surname in source["surnames"] for given in source["given"]]
        chance.shuffle(names)
        self.names = iter(names)

    def one(self, key: str) -> str:
        """One word or sentence of a kind, its places filled."""
        return str(self.chance.choice(self.source[key])).format(
            theme=self.chance.choice(self.source["themes"]),
            thing=self.chance.choice(self.source["things"]),
            place=self.chance.choice(self.source["places"]),
            n=self.chance.randint(11, 480),
            m=self.chance.randint(2, 9),
        )

    def several(self, key: str, least: int, most: int) -> str:
        return "".join(self.one(key) for _ in range(self.chance.randint(least, most)))


def build_years(years: int, *, until: date, progress: Progress = unwatched) -> None:
    """Write `years` years of people, meetings and reports that end with the day before `until`.

    Each year is one transaction; `progress` hears of every meeting and may stop the work. Raises BranchError.
    """
    source = assets.toml("demo", "years.toml")
    words = _Words(source, random.Random(years))
    first = until - timedelta(YEAR * years)
    leaving: list[_Leaving] = []
    whole, a_year = years * source["meetings_a_year"], source["meetings_a_year"]
    for year in range(years):
        begin = first + timedelta(YEAR * year)
        with many_acts():
            _change_roll(words, begin, leaving, first=year == 0)
            for number in range(a_year):
                progress(year * a_year + number, whole)
                _meeting(words, begin + timedelta(number * YEAR // a_year))
    progress(whole, whole)


def _change_roll(words: _Words, day: date, leaving: list[_Leaving], *, first: bool) -> None:
    """Those whose time is over leave within the year that begins on `day`; newcomers fill the places."""
    for entry in [entry for entry in leaving if entry.day < day + timedelta(YEAR)]:
        leaving.remove(entry)
        change_member(people.person(entry.name, day), since=entry.day, leaves=True)
    there = len(people.roster(day))
    for _ in range(words.source["on_the_roll"] - there):
        name = next(words.names)
        joined = day if first else day + timedelta(words.chance.randrange(20))
        standing = "full" if first or words.chance.random() < 0.8 else "probationary"
        member = add_member(name, since=joined, standing=standing)
        if standing == "probationary":
            change_member(member, since=joined + timedelta(YEAR), standing="full")
        leaving.append(_Leaving(name, joined + timedelta(YEAR * words.chance.randint(*_TENURE))))


def _meeting(words: _Words, day: date) -> None:
    """One meeting from plan to record, and its reports."""
    chance = words.chance
    names = _full_members(day)
    start = datetime.combine(day, chance.choice(_HOURS))
    titles, host = [words.one("subjects") for _ in range(3)], chance.choice(names)
    meeting = meetings.plan_meeting(
        chance.choice([kind.name for kind in kinds().values() if _usual(kind)]),
        when=start,
        place=words.one("places"),
        title=words.one("titles"),
        host=host,
        recorder=chance.choice(names),
        items=[f"{number}．{title}" for number, title in enumerate(titles, 1)],
        materials=[words.one("titles")],
        now=start - timedelta(days=7),
    )
    entered = start + timedelta(hours=3)
    meetings.hold(meeting, now=entered)
    away = chance.sample([name for name in names if name != host], chance.choice((0, 1, 1, 2, 3)))
    guests = [words.one("guests")] if chance.random() < 0.2 else []
    attendance.record_attendance(meeting, [f"{name}:{words.one('reasons')}" for name in away], guests)
    speakers = [name for name in names if name not in away]
    minutes.write_minutes(meeting, _record(words, meeting, speakers), now=entered)
    if chance.random() < _REWRITTEN:
        item = chance.choice(facts.items(meeting))
        minutes.write_item(item, record=f"{item.record}\n{_speech(words, speakers)}", now=entered + timedelta(days=2))
    for _ in range(1 + (chance.random() < words.source["reports_a_meeting"] - 1)):
        _report(words, meeting, speakers, start + timedelta(days=1))


def _usual(kind: MeetingKind) -> bool:
    """Whether it was held all the year round: nobody held an office then, and there were no groups."""
    return kind.who == "members" and kind.per != "year"


def _full_members(day: date) -> list[str]:
    known = people.members()
    return sorted(known[key].name for key, person in people.roster(day).items() if person.votes)


def _speech(words: _Words, speakers: Sequence[str]) -> str:
    return f"{words.chance.choice(speakers)}：{words.several('speeches', 3, 6)}"


def _record(words: _Words, meeting: Meeting, speakers: Sequence[str]) -> str:
    lines = []
    for item in facts.items(meeting):
        lines.append(f"# {item.title}")
        lines += [_speech(words, speakers) for _ in range(words.chance.randint(1, 3))]
        if words.chance.random() < 0.5:
            lines.append(f"决议：{words.one('resolutions')}")
    return "\n".join([*lines, f"结束语：{words.one('closings')}"])


def _report(words: _Words, meeting: Meeting, names: Sequence[str], written: datetime) -> None:
    report = draft_from_meeting(meeting)
    reports.date_report(report, written.date())
    paragraphs = [report.body, *(words.several("news", 3, 6) for _ in range(words.chance.randint(3, 6)))]
    reports.edit_report(report, body="\n\n".join(paragraphs))
    reports.set_bylines(report, list(zip(ROLES, words.chance.sample(names, len(ROLES)), strict=True)))
    reports.set_report_state(report, "submitted", outlet=words.one("outlets"), today=written.date())
    if words.chance.random() < 0.6:
        reports.set_report_state(report, "published", today=written.date())
