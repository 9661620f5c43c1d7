"""The record that a report is held against, as plain values."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from branchtui.errors import GoneError
from branchtui.proof.record import Attended, LogFigure, MeetingRecord, Outsider, Person, Record, StatedFact
from branchtui.rules.meetings import HELD
from branchtui.rules.reports.states import FACTS
from branchtui.rules.roster import STANDINGS, roster_on
from branchtui.rules.text.chinese_time import chinese_days
from branchtui.store.models import BY_TABLE, Fact, Meeting, Report
from branchtui.store.queries.contradictions.drafts import Known, known
from branchtui.store.queries.meeting_view import MeetingView, view
from branchtui.store.queries.meetings import begins
from branchtui.store.readings import is_phrase, sounds_of
from branchtui.workflows.figures.log_figures import disagreeing, in_words
from branchtui.workflows.meeting_rules import rules_seen
from branchtui.workflows.reports.changed_facts import changed
from branchtui.workflows.voting.comparing import told
from branchtui.workflows.voting.results import roll_seen

_LOOKED_AT = frozenset({"when", "place", "host", "kind", "expected", "present", "audience"})


def record_of(report: Report | None, *, today: date) -> Record:
    """What is known now about what a report tells: the meeting it was drafted from, and the roster of that day.

    Of a report of no meeting the roster is that of its own date, else of today, as it is where there is no report. A
    meeting that was not held has no record. Reads two statements, one for each figure of the log, and those of the thing
    that its other facts came from, where that is no meeting.
    """
    seen = _meeting(report) if report else None
    there = known(report.id if report else None)
    day = begins(seen.row).date() if seen else (report and report.dated) or today
    return Record(
        day,
        {person.name: person for person in _people(there, day)},
        {each.name: Outsider(each.name, each.position) for each in there.contacts},
        _record(seen) if seen else None,
        [
            LogFigure(each.fact.value, in_words(each.figure), _log(each.fact.from_day, each.fact.to_day))
            for each in disagreeing(there.facts)
        ],
        list(_stated(report, there.facts, seen)) if report else [],
        sounds_of,
        is_phrase,
    )


def _meeting(report: Report) -> MeetingView | None:
    if report.about_table != Meeting._meta.table_name or report.about_id is None:
        return None
    try:
        seen = view(report.about_id)
    except GoneError:
        return None
    return seen if seen.row.state in HELD and not seen.row.deleted else None


def _stated(report: Report, facts: Sequence[Fact], seen: MeetingView | None) -> Iterator[StatedFact]:
    """The facts that changed since the draft was begun; of a meeting those that no other rule looks at."""
    meeting = Meeting._meta.table_name
    for fact, now in changed(report, facts, seen):
        if fact.source_table != meeting or fact.key not in _LOOKED_AT:
            yield StatedFact(fact.value, now, f"{_noun(fact.source_table)}的{FACTS.get(fact.key, fact.key)}")


def _noun(table: str) -> str:
    return BY_TABLE[table].noun if table in BY_TABLE else "记录里"


def _people(there: Known, day: date) -> list[Person]:
    """Those on the roster of a day, as they were; of several who bear one name nothing but the name is told."""
    people: dict[str, list[Person]] = {}
    for key, person in roster_on(there.events, day).items():
        if name := there.names.get(key):
            people.setdefault(name, []).append(Person(name, person.offices, STANDINGS[person.standing]))
    return [those[0] if len(those) == 1 else Person(name) for name, those in people.items()]


def _record(seen: MeetingView) -> MeetingRecord:
    row, rules = seen.row, rules_seen(seen)
    starts = begins(row)
    kinds = rules.on(starts.date())
    kind = kinds.get(row.kind)
    heads = seen.head_count
    return MeetingRecord(
        row.kind,
        row.title,
        starts,
        row.ends_at or starts + timedelta(minutes=kind.minutes if kind else 0),
        row.place,
        seen.host,
        row.ordinal,
        {name: each.name for each in kinds.values() for name in each.names},
        [Attended(seen.names[key].name, entry.state, entry.reason) for key, entry in seen.attendances.items()],
        heads.expected,
        heads.present if heads.roll_taken else None,
        row.audience,
        [Outsider(guest.name, guest.position, guest.topic) for guest in seen.guests],
        [name for name in seen.presenters.values() if name],
        [*(item.title for item in seen.items), *(material.title for material in seen.materials)],
        [told(ballot, roll_seen(seen, kind.who if kind else "members")) for ballot in seen.ballots],
    )


def _log(first: date | None, last: date | None) -> str:
    span = chinese_days(first, last)
    return f"台账（{span}）" if span else "台账"
