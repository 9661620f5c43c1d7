"""How often a kind of meeting is still to be held in its month, quarter, term or year, and what was missed in the last."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from branchtui.rules.duties.duty import Duty, Found, Sort, end_of
from branchtui.rules.duties.facts import Facts
from branchtui.rules.meetings import Bodies, MeetingKind, MeetingRules, frequency, period_of, told_from
from branchtui.rules.text.chinese_time import near_moment


def duties(facts: Facts, rules: MeetingRules, today: date) -> Iterator[Found]:
    """What is missing of every kind that is in force."""
    for kind in rules.on(today).values():
        yield from _of_kind(facts, rules, kind, today)


def _of_kind(facts: Facts, rules: MeetingRules, kind: MeetingKind, today: date) -> Iterator[Found]:
    """How often a kind is still to be held in this period; and what was missed in the one before, if it was ever held.

    What a year asks is told in its last quarter. A committee is asked where there is one, a group each for itself: by what there is on the day, and was on the last
    day of the period before.
    """
    begins = rules.begins(kind.name)
    if begins > today or not rules.reminds(frequency(kind.name)):
        return
    first, last, name = period_of(today, kind.per, facts.terms)
    for group, called in _asked(facts, kind, today) if told_from(today, kind.per, facts.terms) <= today else ():
        ahead = _ahead(facts, kind.name, group, today, last)
        missing = kind.times - _held(facts, kind.name, group, first, last) - len(ahead)
        if missing > 0:
            duty = _counted("count", f"{called}{kind.name}还差 {missing} 次", name, kind, group, today)._replace(
                basis=kind.basis + _usual(facts, kind, today)
            )
            planned = f"另已计划 {'、'.join(near_moment(begins, today) for begins in ahead)}。" if ahead else ""
            yield Found("due", end_of(last), duty._replace(known=planned))
    eve = first - timedelta(1)
    before = rules.kind_on(kind.name, eve) or kind
    first, last, name = period_of(eve, before.per, facts.terms)
    if begins <= first and facts.first_held.get(kind.name, date.max) < first:
        for group, called in _asked(facts, before, eve):
            gap = before.times - _held(facts, kind.name, group, first, last)
            if gap > 0:
                duty = _counted("missed", f"{called}{kind.name}少开 {gap} 次", name, before, group, today)
                yield Found("overdue", end_of(last), duty)


def _asked(facts: Facts, kind: MeetingKind, day: date) -> list[tuple[str, str]]:
    """Who is to hold a kind: key of the group and how its duty begins, both empty where it is no group's.

    What there is in the branch is looked up only for a kind that is not everybody's.
    """
    there = (Bodies() if kind.who == "members" else facts.bodies(day)).asked(kind)
    return [(key, f"{name}：" if name else "") for key, name in there]


def _counted(sort: Sort, duty: str, period: str, kind: MeetingKind, group: str, today: date) -> Duty:
    """Silenced in its period, it is silenced when that is over too."""
    return Duty(
        *(sort, duty, period, kind.clause),
        plan=kind.name,
        limit=frequency(kind.name) if kind.rule.practice else "",
        when=period.removeprefix(f"{today.year}年") or "全年",
        basis=kind.basis,
        rule=f"count:{kind.name}:{period}",
        group=group,
    )


def _usual(facts: Facts, kind: MeetingKind, today: date) -> str:
    """That a term is taken as it usually runs, where the branch has not marked it."""
    usual = kind.per == "term" and not facts.terms.marked(today)
    return "学期按2月、8月起算（默认，开学和学期结束可以在校历里标）。" if usual else ""


def _ahead(facts: Facts, kind: str, group: str, today: date, last: date) -> list[datetime]:
    """When meetings of a kind, of a group if one is given, are planned for, from today to a last day."""
    mine = [row.begins for row in facts.planned if row.kind == kind and group in ("", row.group)]
    return [begins for begins in mine if today <= begins.date() <= last]


def _held(facts: Facts, kind: str, group: str, first: date, last: date) -> int:
    days = facts.held_in.get((kind, group), ()) if group else facts.held.get(kind, ())
    return sum(first <= day <= last for day in days)
