"""The study hours of a year, counted from the rolls of its meetings and from 学习与发展: a ledger for each person."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.meetings import MeetingRules
from branchtui.rules.registers.amounts import half_hours_typed, hours_number
from branchtui.rules.roster import COMMITTEE, MEMBERS, roster_on
from branchtui.rules.year.hours import MOST_OF_A_DAY, HeldMeeting, HoursRules, Ledger, Who, sources_of
from branchtui.store.file.database import act
from branchtui.store.models import HoursOverride, Meeting, Member
from branchtui.store.models.columns import caption
from branchtui.store.queries import people
from branchtui.store.queries.people import MemberList
from branchtui.store.queries.year.hours import HoursRead, between
from branchtui.store.replication import act_names
from branchtui.store.writes import trash
from branchtui.workflows.input_checks import line, refuse_citizen_id
from branchtui.workflows.meeting_rules import meeting_rules, not_held
from branchtui.workflows.year.hours_rules import rules_seen


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


def correct_hours(meeting: Meeting, member: Member, hours: str, reason: str) -> HoursOverride:
    """What a meeting counts for a person, set by hand, with the reason; 0 where it counts nothing.

    Raises BranchError for a meeting that was not held, hours that can't be read, and without a reason.
    """
    if meeting.starts_at is None:
        raise not_held(meeting, "不能更正学时")
    refuse_citizen_id(hours, caption(HoursOverride, "half_hours"))
    half_hours = 0 if hours.strip() in ("0", "不计") else half_hours_typed(hours)
    if half_hours > MOST_OF_A_DAY:
        raise BranchError(f"一次会议最多计 {hours_number(MOST_OF_A_DAY)} 学时，现在写的是“{hours.strip()[:20]}”。")
    why = line(reason, "更正的原因", required=True, limit=100)
    with act(f"更正学时：{act_names.person(member.id)}"):
        return HoursOverride.ensure(meeting=meeting, member=member, values={"half_hours": half_hours, "reason": why})


def take_back_correction(meeting: Meeting, member: Member) -> None:
    """The rule counts again. Raises BranchError where nothing was set."""
    row = HoursOverride.get_or_none(HoursOverride.id == HoursOverride.row_id(meeting=meeting, member=member))
    if row is None or row.deleted:
        raise BranchError(f"{member.name}在这次会议的学时没有更正过。")
    with act(f"取消学时更正：{act_names.person(member.id)}"):
        trash(row)


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
    who: Who = "committee" if COMMITTEE.intersection(offices) else "member"
    states, corrections = read.states.get(member, {}), read.corrections.get(member, {})
    sources = sources_of(held, states, corrections, read.trainings.get(member, ()), rules)
    return Ledger(member, name, staff_no, offices, who, rules.target(who, year), sources)
