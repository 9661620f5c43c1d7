"""What the papers of a post's log say: each row as stored, each sum as a question to the log."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from branchtui.rules.posts.chain import PostRules
from branchtui.rules.posts.terms import Term
from branchtui.rules.registers.masking import shown_name
from branchtui.rules.services import Measure
from branchtui.rules.text.masking import masked_phones, says_student
from branchtui.store.queries.post_view import PostView
from branchtui.store.queries.services.figures import By, Figure
from branchtui.store.queries.services.written import TookPart, Written, named, written
from branchtui.workflows.figures.log_figures import counted, in_words

if TYPE_CHECKING:
    from branchtui.papers.facts.post_log import LogFacts, LogRow, LogTotals, ShareFact, YearFacts
    from branchtui.papers.facts.posts import PostFacts

_Key = TypeVar("_Key")
_SHARED: tuple[Measure, ...] = ("services", "hours", "served")


def this_year(today: date) -> Term:
    """The days of this year up to today: what the papers of a log are about unless others are asked for."""
    return Term(date(today.year, 1, 1), today)


def log_facts(view: PostView, post: "PostFacts", span: Term, today: date) -> "LogFacts":
    """Everything the 服务台账 of some days says."""
    from branchtui.papers.facts.post_log import LogFacts

    last = span.to_day or today
    return LogFacts(
        post=_within(view, post, Term(span.from_day, last)),
        first_day=span.from_day,
        last_day=last,
        rows=tuple(map(_row, written(view.row.id, span.from_day, last))),
        totals=totals_of(Figure("services", post=view.row.id, first=span.from_day, last=last)),
    )


def year_facts(view: PostView, log: "LogFacts", rules: PostRules) -> "YearFacts":
    """Everything the 年度总结表 of the days of a log says."""
    from branchtui.papers.facts.post_log import YearFacts

    days = Term(log.first_day, log.last_day)
    asked = Figure("services", post=view.row.id, first=log.first_day, last=log.last_day)
    return YearFacts(
        post=log.post,
        first_day=log.first_day,
        last_day=log.last_day,
        totals=log.totals,
        verified=sum(bool(row.verifier) for row in log.rows),
        months=_months(asked),
        people=_people(asked),
        grades=tuple(
            f"{each.name}（{Term(each.row.from_day, each.row.to_day).words}）：{each.grade(rules) or '还没有评定'}"
            for each in view.reviews
            if days.holds(each.row.to_day)
        ),
    )


def totals_of(asked: Figure) -> "LogTotals":
    """The figures of the services that a question is about."""
    from branchtui.papers.facts.post_log import LogTotals

    return LogTotals(
        services=asked.total(),
        hours=float(counted(replace(asked, measure="hours"))),
        served=replace(asked, measure="served").total(),
        results=tuple(in_words(each) for each, _ in replace(asked, measure="result").by("unit")),
    )


def called(person: TookPart) -> str:
    """What a paper calls somebody who took part: a student who did not agree to be named by the surname alone."""
    student = person.helper or says_student(*person.about)
    return shown_name(person.name, consent=person.agreed or not student)


def others_of(row: Written) -> list[str]:
    """Who took part in a service beside the person whose it is, with their hours where these are others."""
    return [f"{called(each)}{_own_hours(each)}" for each in row.others]


def _own_hours(person: TookPart) -> str:
    return "" if person.half_hours is None else f"（{person.half_hours / 2:g}小时）"


def _row(row: Written) -> "LogRow":
    from branchtui.papers.facts.post_log import LogRow

    whole = row.half_hours + sum(each.half_hours or row.half_hours for each in row.others)
    return LogRow(
        day=row.day,
        span="—".join(filter(None, (row.begins, row.ends))),
        who=(row.by, *others_of(row)),
        hours=whole / 2,
        what=masked_phones(row.what),
        whom=masked_phones(row.whom),
        served=row.served,
        result=f"{row.result}{row.unit}" if row.result is not None else "",
        verifier=row.verifier,
    )


def _within(view: PostView, post: "PostFacts", days: Term) -> "PostFacts":
    """The post with only the holders and steps of these days."""
    return replace(
        post,
        holders=tuple(
            holder
            for holder, row in zip(post.holders, view.holders, strict=True)
            if days.meets(Term(row.from_day, row.to_day))
        ),
        steps=tuple(step for step in post.steps if days.meets(Term(step.day, step.to_day or step.day))),
    )


def _months(asked: Figure) -> tuple["ShareFact", ...]:
    sums = _sums(asked, "month", lambda each: each.first)
    years = len({month.year for month in sums if month}) > 1
    return tuple(
        _share(f"{month.year}年{month.month}月" if years else f"{month.month}月", sums[month])
        for month in sorted(filter(None, sums))
    )


def _people(asked: Figure) -> tuple["ShareFact", ...]:
    """Those with the most services first; one name that two bear stands once for each."""
    sums = _sums(asked, "person", lambda each: each.person)
    names = named([key for key in sums if key])
    shares = [_share(called(names[key]), sums[key]) for key in sums if key]
    return tuple(sorted(shares, key=lambda share: (-share.services, -share.hours)))


def _sums(asked: Figure, key: By, of: Callable[[Figure], _Key]) -> dict[_Key, dict[Measure, float]]:
    """What each month, or each person, has of each measure."""
    found: defaultdict[_Key, dict[Measure, float]] = defaultdict(dict)
    for measure in _SHARED:
        for each, total in replace(asked, measure=measure).by(key):
            found[of(each)][measure] = total / 2 if measure == "hours" else total
    return found


def _share(name: str, sums: Mapping[Measure, float]) -> "ShareFact":
    from branchtui.papers.facts.post_log import ShareFact

    return ShareFact(name, int(sums.get("services", 0)), sums.get("hours", 0.0), int(sums.get("served", 0)))
