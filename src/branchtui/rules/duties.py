"""The board of 今天, decided: from facts about meetings and reports to what is overdue, due or contradictory.

Nothing is read here: who asks gathers the facts, `Facts` says which.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from branchtui.rules.meetings import NEWS, RECORD, MeetingKind, MeetingRules, frequency, period_of, working_days_after
from branchtui.rules.text.chinese_time import chinese_day

_AHEAD = 7  # days: what is planned for later is not due yet
_BACK = 60  # days: older meetings without news are no longer news


class Duty(NamedTuple):
    """One thing to do, by when. `open` names the thing to open, (kind of thing, id), `plan` the kind to plan, if any.

    `mend` is the meeting whose frozen list does not agree with the roster, where it is that.
    """

    duty: str
    period: str
    clause: str
    open: tuple[str, bytes] | None = None
    plan: str = ""
    mend: bytes | None = None


class Board(NamedTuple):
    overdue: tuple[Duty, ...] = ()
    due: tuple[Duty, ...] = ()
    contradictions: tuple[Duty, ...] = ()


class MeetingFact(NamedTuple):
    """A meeting: `begins` is when it was held, or is planned for."""

    id: bytes
    kind: str
    title: str
    place: str
    begins: datetime


class ReportFact(NamedTuple):
    """A report that has still to be handed in."""

    id: bytes
    title: str
    dated: date | None


class Facts(NamedTuple):
    """What the board is decided by; meetings and reports in the order in which they are listed at the same time.

    `planned` need not hold what begins at `horizon` or later, `unreported` not what was held before `news_since`,
    `held` no day before `counted_since`.
    """

    planned: Sequence[MeetingFact] = ()
    unrecorded: Sequence[MeetingFact] = ()  # held, and the record is not complete
    unreported: Sequence[MeetingFact] = ()  # held, and no report was drafted from it
    reports: Sequence[ReportFact] = ()
    held: Mapping[str, Sequence[date]] = {}  # kind → the days on which it was held
    first_held: Mapping[str, date] = {}  # kind → the day on which it was first held
    disagreements: Sequence[tuple[MeetingFact, str]] = ()  # a frozen list that the roster contradicts, and in what


def horizon(today: date) -> datetime:
    """Meetings planned from here on are not due yet."""
    return _midnight(today) + timedelta(_AHEAD + 1)


def news_since(today: date) -> date:
    """The first day whose meetings are still news."""
    return today - timedelta(_BACK)


def counted_since(today: date) -> date:
    """The first day of the longest period that comes before the one of `today`."""
    return date(today.year - 1, 1, 1)


def board_of(facts: Facts, rules: MeetingRules, today: date) -> Board:
    """The board as of `today`, each part in the order of time."""
    dated = [*_meetings(facts, rules, today), *_records(facts, rules, today), *_reports(facts, rules, today)]
    dated += [found for kind in rules.on(today).values() for found in _frequency(facts, rules, kind, today)]
    dated.sort(key=lambda each: each[1])
    return Board(
        tuple(duty for late, _, duty in dated if late),
        tuple(duty for late, _, duty in dated if not late),
        (*_contradictions(facts), *(Duty("本支部的会议设置有误", "", problem) for problem in rules.problems)),
    )


_Dated = tuple[bool, datetime, Duty]  # whether it is overdue, the time that puts it in order, and the duty


def _meetings(facts: Facts, rules: MeetingRules, today: date) -> Iterator[_Dated]:
    midnight = _midnight(today)
    for row in facts.planned:
        if row.begins < midnight:
            verb = rules.verb_on(row.kind, row.begins.date())
            yield True, row.begins, _about(row, f"登记{verb}或改期：{row.title}", "会议时间已过")
        elif row.begins < horizon(today):
            yield False, row.begins, _about(row, f"{row.kind}：{row.title}", row.place or "地点未定")


def _records(facts: Facts, rules: MeetingRules, today: date) -> Iterator[_Dated]:
    clause = rules.clause(RECORD)
    for row in facts.unrecorded if rules.reminds(RECORD) else ():
        last = working_days_after(row.begins.date(), rules.record_within_working_days)
        yield today > last, _end_of(last), Duty(f"完成会议记录：{row.title}", f"{last} 前", clause, ("meeting", row.id))


def _reports(facts: Facts, rules: MeetingRules, today: date) -> Iterator[_Dated]:
    clause = rules.clause(NEWS)
    for row in facts.unreported if rules.reminds(NEWS) else ():
        if row.begins.date() >= news_since(today):
            end = row.begins + timedelta(hours=rules.news_within_hours)
            duty = Duty(f"起草新闻稿：{row.title}", f"{end:%Y-%m-%d %H:%M} 前", clause, ("meeting", row.id))
            yield _midnight(today) > end, end, duty
    for report in facts.reports:
        day = chinese_day(report.dated) if report.dated else ""
        yield (
            False,
            _end_of(report.dated or date.max),
            Duty(f"完成新闻稿：{report.title}", day, "", ("report", report.id)),
        )


def _frequency(facts: Facts, rules: MeetingRules, kind: MeetingKind, today: date) -> Iterator[_Dated]:
    """How often a kind is still to be held in this period; and what was missed in the one before, if it was ever held."""
    if not rules.reminds(frequency(kind.name)):
        return
    first, last, name = period_of(today, kind.per)
    missing = kind.times - _held(facts, kind.name, first, last)
    if missing > 0:
        yield False, _end_of(last), Duty(f"{kind.name}还差 {missing} 次", name, kind.clause, plan=kind.name)
    eve = first - timedelta(1)
    before = rules.kind_on(kind.name, eve) or kind
    first, last, name = period_of(eve, before.per)
    gap = before.times - _held(facts, kind.name, first, last)
    if gap > 0 and facts.first_held.get(kind.name, date.max) < first:
        yield True, _end_of(last), Duty(f"{kind.name}少开 {gap} 次", name, before.clause, plan=kind.name)


def _contradictions(facts: Facts) -> Iterator[Duty]:
    for row, words in facts.disagreements:
        begins = f"{row.begins:%Y-%m-%d %H:%M}"
        yield Duty(f"名册与应到名单不符：{row.title}", begins, words, ("meeting", row.id), mend=row.id)


def _held(facts: Facts, kind: str, first: date, last: date) -> int:
    return sum(first <= day <= last for day in facts.held.get(kind, ()))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max)


def _about(row: MeetingFact, duty: str, clause: str) -> Duty:
    return Duty(duty, f"{row.begins:%Y-%m-%d %H:%M}", clause, ("meeting", row.id))
