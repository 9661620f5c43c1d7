"""The study hours of a year, counted from the rolls of its meetings and from 学习与发展: a ledger for each person."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from branchtui import assets
from branchtui.rules.meetings import MeetingRules
from branchtui.rules.roster import COMMITTEE, MEMBERS, Event, roster_on
from branchtui.rules.year.hours import HeldMeeting, HoursRules, Ledger, Target, Who, of_meeting, sources_of
from branchtui.rules.year.hours_reading import SETTINGS, rules_from
from branchtui.store.models import Meeting, Member
from branchtui.store.queries import people, settings
from branchtui.store.queries.people import MemberList
from branchtui.store.queries.year.hours import HoursRead, attended, between
from branchtui.values import NamedTuple
from branchtui.workflows.meeting_rules import meeting_rules


def hours_rules() -> HoursRules:
    """The rules as this branch has them. Raises BranchError where the shipped file was changed and is wrong."""
    return rules_seen(settings.starting_with(SETTINGS))


def rules_seen(own: Mapping[str, str]) -> HoursRules:
    """The same by what was read of the branch's settings."""
    return rules_from(assets.toml("rules", "hours.toml"), own)


class YearOfHours(NamedTuple):
    """The ledgers of a year, as people are listed, counted up to a day; and what of the rules matters in it.

    `undated` are the meetings of the year whose end nobody told.
    """

    year: int
    day: date
    rules: HoursRules
    ledgers: Sequence[Ledger]
    undated: Sequence[HeldMeeting]

    @property
    def behind(self) -> list[Ledger]:
        """Who has not done what is asked for."""
        return [each for each in self.ledgers if each.behind]


def year_of_hours(year: int, today: date, rules: MeetingRules | None = None) -> YearOfHours:
    """The ledgers of everybody who is a party member at the end of a year, or today where that is earlier."""
    day = min(date(year, 12, 31), today)
    read = between(date(year, 1, 1), day)
    ruled, held = rules_seen(read.own), _held(read, rules or meeting_rules())
    ledgers = [
        _ledger(row.id, row.name, row.staff_no, row.offices, year, read, held, ruled)
        for row in MemberList(day).everyone
        if row.standing in MEMBERS
    ]
    return YearOfHours(year, day, ruled, ledgers, [each for each in held if each.ends is None])


def behind(year: int, today: date, rules: MeetingRules, events: Iterable[Event]) -> list[tuple[Member, Target, int]]:
    """Who of the party members is behind, with what is asked for and the half hours that are missing, the most first.

    As `year_of_hours` tells it, without the sources: the board asks before the first frame, and has read all `events`.
    """
    day = min(date(year, 12, 31), today)
    ruled, sums = _summed(date(year, 1, 1), day, rules)
    short: dict[bytes, tuple[Target, int]] = {}
    for key, now in roster_on(events, day).items():
        target = ruled.target(_who(now.offices), year)
        if now.standing in MEMBERS and target is not None and (missing := target.half_hours - sums[key]) > 0:
            short[key] = target, missing
    found = [
        (row, *short[row.id]) for row in Member.of_ids(list(short)) if not row.deleted and row.merged_into_id is None
    ]
    return sorted(found, key=lambda each: (-each[2], each[0].name, each[0].id))


def half_hours(first: date, last: date, rules: MeetingRules) -> Counter[bytes]:
    """The half hours of everybody from a day to a day, by person."""
    return _summed(first, last, rules)[1]


def _summed(first: date, last: date, rules: MeetingRules) -> tuple[HoursRules, Counter[bytes]]:
    read = between(first, last, rolls=False)
    ruled = rules_seen(read.own)
    sums = Counter(attended({each.id: of_meeting(each, "present", None, ruled)[0] for each in _held(read, rules)}))
    for person, corrections in read.corrections.items():
        sums[person] += sum(each.half_hours for each in corrections.values())
    for person, trainings in read.trainings.items():
        sums[person] += sum(each.half_hours for each in trainings)
    return ruled, sums


def ledger_of(member: Member, year: int, today: date) -> Ledger:
    """The ledger of one person, party member or not."""
    day = min(date(year, 12, 31), today)
    now = roster_on(people.events(member), day).get(member.id)
    return ledger_as(member, now.offices if now else (), year, day)


def ledger_as(member: Member, offices: tuple[str, ...], year: int, day: date) -> Ledger:
    """The same of somebody whose offices on a day of that year are known, counted up to that day."""
    read = between(date(year, 1, 1), day, member.id)
    held = _held(read, meeting_rules())
    return _ledger(member.id, member.name, member.staff_no, offices, year, read, held, rules_seen(read.own))


def years(today: date) -> list[int]:
    """The years of which there can be ledgers, the latest first."""
    first = (
        Meeting.select(Meeting.starts_at).where(Meeting.starts_at.is_null(False)).order_by(Meeting.starts_at).first()
    )
    return list(range(today.year, min(first.starts_at.year if first else today.year, today.year) - 1, -1))


def _held(read: HoursRead, rules: MeetingRules) -> list[HeldMeeting]:
    kinds = (rules.kind_on(row.kind, row.begins.date()) for row in read.meetings)
    return [HeldMeeting(*row, kind.minutes if kind else 0) for row, kind in zip(read.meetings, kinds, strict=True)]


def _ledger(
    member: bytes,
    name: str,
    staff_no: str,
    offices: tuple[str, ...],
    year: int,
    read: HoursRead,
    held: Sequence[HeldMeeting],
    rules: HoursRules,
) -> Ledger:
    who = _who(offices)
    states, corrections = read.states.get(member, {}), read.corrections.get(member, {})
    sources = sources_of(held, states, corrections, read.trainings.get(member, ()), rules)
    return Ledger(member, name, staff_no, offices, who, rules.target(who, year), sources)


def _who(offices: tuple[str, ...]) -> Who:
    return "committee" if COMMITTEE.intersection(offices) else "member"
