"""The board of 今天, decided: from facts about meetings and reports to what is overdue, due or contradictory.

Nothing is read here: who asks gathers the facts, `Facts` says which.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from branchtui.rules.meetings import (
    NEWS,
    RECORD,
    Bodies,
    MeetingKind,
    MeetingRules,
    frequency,
    limit_unit,
    period_of,
    told_from,
    working_days_after,
)
from branchtui.rules.text.chinese_time import chinese_day, near_day, near_moment

_AHEAD = 31  # days: what is planned for later is not told yet
_BACK = 60  # days: older meetings without news are no longer news

Sort = Literal[
    "hold",  # a meeting whose time is past, and nobody said that it was held
    "come",  # one that is planned
    "record",  # its record is to be written
    "news",  # no report was drafted from it
    "report",  # a report that was not handed in
    "count",  # of a kind too few were held or are planned in this period
    "missed",  # or in the one before
    "list",  # a frozen list that the roster contradicts
    "setting",  # something the branch has set that can't be used
    "held",  # a meeting of this month that was held
    "handed_in",  # a report that was handed in in this month
]


GROUPS = {
    "overdue": "逾期",
    "contradictions": "矛盾",
    "due": "本季要办",
    "coming": "接下来",
    "done": "本月已办",
}
"""The parts of a board in the order in which they are told, and what they are called."""


class Duty(NamedTuple):
    """One thing to do, by when; or one that was done, and when.

    `open` names the thing to open, (kind of thing, id), `plan` the kind to plan, if any. `mend` is the meeting whose
    frozen list does not agree with the roster, where it is that. `limit` is what the branch may switch off so as not to
    be reminded, empty where a regulation asks. `when` is `period` in few words, `basis` what asks for it in full, `known`
    what was done for it already.
    """

    sort: Sort
    duty: str
    period: str
    clause: str
    open: tuple[str, bytes] | None = None
    plan: str = ""
    mend: bytes | None = None
    limit: str = ""
    when: str = ""
    basis: str = ""
    known: str = ""


class Board(NamedTuple):
    """Everything to be told on a day. Its parts are named and put in order by `GROUPS`."""

    overdue: tuple[Duty, ...] = ()
    due: tuple[Duty, ...] = ()
    contradictions: tuple[Duty, ...] = ()
    coming: tuple[Duty, ...] = ()
    done: tuple[Duty, ...] = ()  # in this month

    def groups(self) -> dict[str, tuple[Duty, ...]]:
        """Its parts by their names in `GROUPS`, in that order."""
        return {name: getattr(self, name) for name in GROUPS}

    @property
    def to_do(self) -> int:
        """How many things are to be done: what is planned or done is none."""
        return len(self.overdue) + len(self.contradictions) + len(self.due)


class MeetingFact(NamedTuple):
    """A meeting: `begins` is when it was held, or is planned for; `group` the key of the group whose it is."""

    id: bytes
    kind: str
    title: str
    place: str
    begins: datetime
    group: str = ""


class ReportFact(NamedTuple):
    """A report, with the day it bears; of one that was handed in the day on which it was."""

    id: bytes
    title: str
    dated: date | None


class Facts(NamedTuple):
    """What the board is decided by; meetings and reports in the order in which they are listed at the same time.

    `planned` need not hold what begins at `planned_before` or later, `unreported` not what was held before `news_since`,
    `held` no day before `counted_since`. Who needs no record or report is in neither.
    """

    planned: Sequence[MeetingFact] = ()
    unrecorded: Sequence[MeetingFact] = ()  # held, and the record is not complete
    unreported: Sequence[MeetingFact] = ()  # held, and no report was drafted from it
    reports: Sequence[ReportFact] = ()  # still to be handed in
    done: Sequence[MeetingFact] = ()  # held in this month
    handed_in: Sequence[ReportFact] = ()  # in this month
    held: Mapping[str, Sequence[date]] = {}  # kind → the days on which it was held
    first_held: Mapping[str, date] = {}  # kind → the day on which it was first held
    held_in: Mapping[tuple[str, str], Sequence[date]] = {}  # the same of each group: (kind, key of the group) → days
    bodies: Callable[[date], Bodies] = lambda day: Bodies()  # what there was in the branch on a day
    disagreements: Sequence[tuple[MeetingFact, str]] = ()  # a frozen list that the roster contradicts, and in what


def horizon(today: date) -> datetime:
    """Meetings planned from here on are not told of yet."""
    return _midnight(today) + timedelta(_AHEAD + 1)


def planned_before(today: date) -> datetime:
    """Meetings planned from here on count for nothing yet: they lie behind the horizon and behind every period."""
    ends = [period_of(today, "term")[1], period_of(today, "year")[1]]
    return max(horizon(today), _midnight(max(ends) + timedelta(1)))


def news_since(today: date) -> date:
    """The first day whose meetings are still news."""
    return today - timedelta(_BACK)


def counted_since(today: date) -> date:
    """The first day of the longest period that comes before the one of `today`."""
    return date(today.year - 1, 1, 1)


def board_of(facts: Facts, rules: MeetingRules, today: date) -> Board:
    """The board as of `today`, each part in the order of time."""
    dated = [*_not_held(facts, rules, today), *_records(facts, rules, today), *_reports(facts, rules, today)]
    dated += [found for kind in rules.on(today).values() for found in _frequency(facts, rules, kind, today)]
    dated.sort(key=lambda each: each[1])
    return Board(
        overdue=tuple(duty for late, _, duty in dated if late),
        due=tuple(duty for late, _, duty in dated if not late),
        contradictions=(*_contradictions(facts, today), *_wrong_settings(rules)),
        coming=tuple(_coming(facts, today)),
        done=tuple(_done(facts, today)),
    )


_Dated = tuple[bool, datetime, Duty]  # whether it is overdue, the time that puts it in order, and the duty


def _not_held(facts: Facts, rules: MeetingRules, today: date) -> Iterator[_Dated]:
    for row in facts.planned:
        if row.begins < _midnight(today):
            verb = rules.verb_on(row.kind, row.begins.date())
            duty = _about("hold", row, f"登记{verb}或改期：{row.title}", "会议时间已过", today)
            yield True, row.begins, duty._replace(basis=f"会议时间已过，还没有登记{verb}。")


def _coming(facts: Facts, today: date) -> Iterator[Duty]:
    for row in facts.planned:
        if _midnight(today) <= row.begins < horizon(today):
            yield _about("come", row, _named(row), row.place or "地点未定", today)


def _done(facts: Facts, today: date) -> list[Duty]:
    done = []
    for row in facts.done:
        duty = _about("held", row, _named(row), row.place, today)
        done.append((row.begins.date(), duty._replace(when=near_day(row.begins.date(), today))))
    for report in facts.handed_in:
        if report.dated is not None:
            opens, when = ("report", report.id), near_day(report.dated, today)
            done.append(
                (report.dated, Duty("handed_in", f"新闻稿：{report.title}", f"{report.dated}", "", opens, when=when))
            )
    return [duty for _, duty in sorted(done, key=lambda each: each[0])]


def _records(facts: Facts, rules: MeetingRules, today: date) -> Iterator[_Dated]:
    clause, basis = rules.clause(RECORD), _basis(rules, RECORD, "写完会议记录")
    for row in facts.unrecorded if rules.reminds(RECORD) else ():
        last = working_days_after(row.begins.date(), rules.record_within_working_days)
        duty = f"完成会议记录：{row.title}"
        found = Duty("record", duty, f"{last} 前", clause, ("meeting", row.id), limit=RECORD, basis=basis)
        yield today > last, _end_of(last), found._replace(when=near_day(last, today))


def _reports(facts: Facts, rules: MeetingRules, today: date) -> Iterator[_Dated]:
    clause, basis = rules.clause(NEWS), _basis(rules, NEWS, "写出新闻稿")
    for row in facts.unreported if rules.reminds(NEWS) else ():
        kind = rules.kind_on(row.kind, row.begins.date())
        if row.begins.date() >= news_since(today) and (kind is None or kind.news):
            end = row.begins + timedelta(hours=rules.news_within_hours)
            duty = f"起草新闻稿：{row.title}"
            found = Duty(
                *("news", duty, f"{end:%Y-%m-%d %H:%M} 前", clause, ("meeting", row.id)), limit=NEWS, basis=basis
            )
            yield _midnight(today) > end, end, found._replace(when=near_moment(end, today))
    for report in facts.reports:
        words = (chinese_day(report.dated), near_day(report.dated, today)) if report.dated else ("", "")
        duty = f"完成新闻稿：{report.title}"
        found = Duty("report", duty, words[0], "", ("report", report.id), when=words[1], basis="稿子还没有交出去。")
        yield False, _end_of(report.dated or date.max), found


def _frequency(facts: Facts, rules: MeetingRules, kind: MeetingKind, today: date) -> Iterator[_Dated]:
    """How often a kind is still to be held in this period; and what was missed in the one before, if it was ever held.

    What a year asks is told in its last quarter. A committee is asked where there is one, a group each for itself: by what there is on the day, and was on the last
    day of the period before.
    """
    begins = rules.begins(kind.name)
    if begins > today or not rules.reminds(frequency(kind.name)):
        return
    first, last, name = period_of(today, kind.per)
    for group, called in _asked(facts, kind, today) if told_from(today, kind.per) <= today else ():
        ahead = _ahead(facts, kind.name, group, today, last)
        missing = kind.times - _held(facts, kind.name, group, first, last) - len(ahead)
        if missing > 0:
            duty = _counted("count", f"{called}{kind.name}还差 {missing} 次", name, kind, today)
            planned = f"另已计划 {'、'.join(near_moment(begins, today) for begins in ahead)}。" if ahead else ""
            yield False, _end_of(last), duty._replace(known=planned)
    eve = first - timedelta(1)
    before = rules.kind_on(kind.name, eve) or kind
    first, last, name = period_of(eve, before.per)
    if begins <= first and facts.first_held.get(kind.name, date.max) < first:
        for group, called in _asked(facts, before, eve):
            gap = before.times - _held(facts, kind.name, group, first, last)
            if gap > 0:
                yield True, _end_of(last), _counted("missed", f"{called}{kind.name}少开 {gap} 次", name, before, today)


def _asked(facts: Facts, kind: MeetingKind, day: date) -> list[tuple[str, str]]:
    """Who is to hold a kind: key of the group and how its duty begins, both empty where it is no group's.

    What there is in the branch is looked up only for a kind that is not everybody's.
    """
    there = (Bodies() if kind.who == "members" else facts.bodies(day)).asked(kind)
    return [(key, f"{name}：" if name else "") for key, name in there]


def _counted(sort: Sort, duty: str, period: str, kind: MeetingKind, today: date) -> Duty:
    when = period.removeprefix(f"{today.year}年") or "全年"
    limit = frequency(kind.name) if kind.rule.practice else ""
    return Duty(sort, duty, period, kind.clause, plan=kind.name, limit=limit, when=when, basis=kind.basis)


def _ahead(facts: Facts, kind: str, group: str, today: date, last: date) -> list[datetime]:
    """When meetings of a kind, of a group if one is given, are planned for, from today to a last day."""
    mine = [row.begins for row in facts.planned if row.kind == kind and group in ("", row.group)]
    return [begins for begins in mine if today <= begins.date() <= last]


def _contradictions(facts: Facts, today: date) -> Iterator[Duty]:
    for row, words in facts.disagreements:
        duty = _about("list", row, f"名册与应到名单不符：{row.title}", words, today)
        yield duty._replace(mend=row.id, basis=f"{words}。" if words else "")


def _wrong_settings(rules: MeetingRules) -> Iterator[Duty]:
    for problem in rules.problems:
        yield Duty("setting", "本支部的会议设置有误", "", problem, basis=problem)


def _basis(rules: MeetingRules, limit: str, what: str) -> str:
    """What a limit asks in full, and who has set it."""
    figure = rules.record_within_working_days if limit == RECORD else rules.news_within_hours
    words = f"会后 {figure} {limit_unit(limit)}内{what}。"
    if limit in rules.agreed:
        return f"本支部约定：{words}"
    return f"默认：{words}条文没有规定，本支部可以自己定。"


def _held(facts: Facts, kind: str, group: str, first: date, last: date) -> int:
    days = facts.held_in.get((kind, group), ()) if group else facts.held.get(kind, ())
    return sum(first <= day <= last for day in days)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max)


def _named(row: MeetingFact) -> str:
    return f"{row.kind}：{row.title}"


def _about(sort: Sort, row: MeetingFact, duty: str, clause: str, today: date) -> Duty:
    when = near_moment(row.begins, today)
    return Duty(sort, duty, f"{row.begins:%Y-%m-%d %H:%M}", clause, ("meeting", row.id), when=when, basis=clause)
