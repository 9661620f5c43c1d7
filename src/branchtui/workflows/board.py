"""The board of 今天: the facts are gathered here, what is due and how the year stands is decided by `rules.duties`."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from branchtui import assets
from branchtui.rules.duties.board import board_of
from branchtui.rules.duties.duty import Board
from branchtui.rules.duties.facts import (
    ActionFact,
    ClashFact,
    Facts,
    FigureFact,
    HoursFact,
    MeetingFact,
    ReportFact,
    StandingFact,
    clashes_since,
    counted_since,
    news_since,
    planned_before,
)
from branchtui.rules.meetings import Bodies, MeetingRules, period_of
from branchtui.rules.roster import Event, roster_on
from branchtui.rules.workdays import MarkedDay, Workdays, terms_of
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings, people
from branchtui.store.queries.action_items import open_items
from branchtui.store.queries.contradictions.frozen_lists import disagreements
from branchtui.store.queries.today import board as facts
from branchtui.workflows.meeting_rules import meeting_rules
from branchtui.workflows.voting.contradictions import contradictions_since

if TYPE_CHECKING:
    from branchtui.rules.deadlines import Deadline, DeadlineName
    from branchtui.rules.development.steps import DevelopmentRules
    from branchtui.rules.duties.year_matrix import Year
    from branchtui.rules.posts.chain import PostRules
    from branchtui.rules.year.reading import YearRules
    from branchtui.rules.year.talks import Coverage


def board(today: date, standings: Callable[[], Sequence[StandingFact]] | None = None) -> Board:
    """The board as of `today`. `standings` tells how the frameworks stand, where somebody knows it already or does not want
    to wait for it; it is called only where one is adopted."""
    rules = meeting_rules()
    first, last, _ = period_of(today, "month")
    end = last + timedelta(1)
    branch = facts.of_branch(today)
    marked = terms_of(branch.marked)
    of_posts = facts.posts()
    events = cache(people.events)  # read once, and only where somebody asks
    return board_of(
        Facts(
            planned=[_fact(row) for row in facts.planned_before(planned_before(today, marked))],
            unrecorded=[_fact(row) for row in facts.held_without_record()],
            unreported=[_fact(row) for row in facts.held_without_report(news_since(today))],
            reports=[ReportFact(*row) for row in facts.open_reports()],
            outlets=branch.outlets,
            actions=[
                ActionFact(row.id, row.what, row.owner, row.due, row.meeting, row.title, row.begins.date())
                for row in open_items()
            ],
            faults=branch.faults,
            reopened=[(_fact(row), row.reason) for row in facts.reopened()],
            done=[_fact(row) for row in facts.held_between(first, end)],
            handed_in=[ReportFact(row.id, row.title, row.submitted_on) for row in facts.handed_in_between(first, end)],
            held=facts.held_since(counted_since(today)),
            held_in=facts.held_in_groups_since(counted_since(today)),
            first_held=facts.first_held(rules.on(today)),
            bodies=_bodies(events),
            probationary=branch.probationary,
            developing=branch.developing,
            development_rules=lambda: _development_rules(today),
            elected=branch.elected,
            terms=marked,
            workdays=lambda since: _workdays(since, branch.marked),
            deadlines=lambda: _deadlines(today),
            posts=of_posts.posts,
            post_rules=lambda: _post_rules(of_posts.own),
            last_services=_last_services,
            clashes=lambda: _clashes(today),
            figures=_disagreeing(of_posts.stated),
            agreements=branch.agreements,
            documents=branch.documents,
            frameworks=branch.frameworks,
            standings=standings or (lambda: _standings(today)),
            hours=lambda: _hours(today, rules, events()),
            endless=[_fact(row) for row in _endless(today, branch.no_end)],
            appraised=branch.appraised,
            coverage=lambda: _coverage(today),
            year_rules=_year_rules,
            silenced=branch.silenced,
            bare=branch.bare,
            disagreements=[(_fact(found.meeting), found.words) for found in disagreements(rules)],
            misstated=[
                (found.meeting, "；".join(found.words)) for found in contradictions_since(counted_since(today), rules)
            ],
        ),
        rules,
        today,
    )


def year(today: date) -> "Year":
    """The year of `today` month by month, as of that day. What makes it is loaded here: the first frame does not wait."""
    from branchtui.rules.duties.year_matrix import year_of, year_since
    from branchtui.store.queries.today.year import year_meetings
    from branchtui.workflows.workdays import terms

    rules, marked = meeting_rules(), terms()
    found = year_meetings(year_since(today, marked), today.year)
    return year_of(found, facts.first_held(rules.versions), rules, today, _bodies(cache(people.events)), marked)


def _workdays(since: date, own: Sequence[MarkedDay]) -> Workdays:
    from branchtui.workflows.workdays import workdays  # hardly ever on the way to the first frame

    return workdays(since, own)


def _deadlines(day: date) -> "dict[DeadlineName, Deadline]":
    from branchtui.rules.deadlines import deadlines_from

    return deadlines_from(assets.toml("rules", "deadlines.toml"), day)


def _development_rules(day: date) -> "DevelopmentRules":
    from branchtui.rules.development.steps import rules_from

    return rules_from(assets.toml("rules", "development.toml"), day)


def _post_rules(own: Mapping[str, str]) -> "PostRules":
    from branchtui.rules.posts.reading import rules_from

    return rules_from(assets.toml("rules", "posts.toml"), own)


def _year_rules() -> "YearRules":
    from branchtui.rules.year.reading import year_rules_from

    return year_rules_from(assets.toml("rules", "year_end.toml"), {})  # what the branch sets is of no duty


def _coverage(today: date) -> "Coverage":
    from branchtui.workflows.year.end.coverage import coverage_of

    return coverage_of(today.year, today).lacking


def _last_services() -> dict[bytes, date]:
    from branchtui.store.queries.services.log import last_days

    return last_days()


def _clashes(today: date) -> list[ClashFact]:
    from branchtui.workflows.figures.clashes import clashes

    return [ClashFact(each.service, each.day, each.words) for each in clashes(clashes_since(today), today)]


def _standings(today: date) -> Sequence[StandingFact]:
    from branchtui.workflows.frameworks.told import standings

    return standings(today)


def _hours(today: date, rules: MeetingRules, events: Sequence[Event]) -> list[HoursFact]:
    from branchtui.workflows.year.ledgers import behind  # asked for in the last quarter alone

    return [
        HoursFact(row.id, row.name, missing, target.clause)
        for row, target, missing in behind(today.year, today, rules, events)
    ]


def _endless(today: date, no_end: str) -> list[Meeting]:
    """The meetings of this year whose end nobody told, where the branch has chosen that they count no hours."""
    first = date(today.year, 1, 1)
    return facts.held_without_end(first, today + timedelta(1)) if no_end == '"none"' else []


def _disagreeing(stated: Sequence[facts.StatedFigure]) -> list[FigureFact]:
    if not stated:
        return []
    from branchtui.workflows.figures.log_figures import disagreeing

    words: dict[tuple[bytes, str], list[str]] = {}
    for each in stated:
        for found in disagreeing([each.fact]):
            words.setdefault((each.report, each.title), []).append(found.words)
    return [FigureFact(report, title, "；".join(told)) for (report, title), told in words.items()]


def _bodies(events: Callable[[], Sequence[Event]]) -> Callable[[date], Bodies]:
    """What there was in the branch on a day, by the events of its roster."""
    groups = cache(people.groups)

    @cache
    def bodies(day: date) -> Bodies:
        named = {key: group.name for key, group in groups().items()}
        return Bodies.of(roster_on(events(), day).values(), named)

    return bodies


def _fact(row: Meeting) -> MeetingFact:
    group = row.group_id.hex() if row.group_id else ""
    return MeetingFact(row.id, row.kind, row.title, row.place, meetings.begins(row), group)
