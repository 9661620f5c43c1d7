"""The posts of the demo branch with a year of their logs, made by the workflows a user calls."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count, cycle
from typing import Any

from branchtui import assets
from branchtui.rules.posts.chain import notice_end
from branchtui.rules.posts.terms import Term
from branchtui.rules.services import Source
from branchtui.store.file.database import many_acts
from branchtui.store.models import Meeting, Post, PostHolder, Service
from branchtui.store.queries import meetings, people, posts
from branchtui.workflows.posts import log, log_lines, sign_ups
from branchtui.workflows.posts.holders import add_holder
from branchtui.workflows.posts.pledges import add_pledges, keep_pledge
from branchtui.workflows.posts.post_rules import post_rules
from branchtui.workflows.posts.posts import add_post
from branchtui.workflows.posts.reviews import Score, add_review
from branchtui.workflows.posts.steps import add_step
from branchtui.workflows.workdays import workdays

_SOURCES: tuple[Source, ...] = ("self", "peer", "public", "branch")


def build_posts(today: date) -> None:
    """The posts, counted back from `today`: one transaction, all their services of a post one act. Raises BranchError."""
    told = assets.toml("demo", "posts.toml")
    with many_acts():
        for row in told["post"]:
            _post(row, told["step"], today)
        for row in told["volunteer"]:
            _volunteer(row, today)
        _verify(told["verified"], today)
        for row in told["review"]:
            _review(row, today)


def _post(row: Mapping[str, Any], steps: list[Mapping[str, Any]], today: date) -> None:
    post = add_post(
        row["name"],
        number=row["number"],
        category=row["category"],
        serves=row["serves"],
        duties="\n".join(row["duties"]),
    )
    promised = add_pledges(post, "\n".join(each["words"] for each in row["pledges"]))
    for pledge, each in zip(promised, row["pledges"], strict=True):
        if "kept" in each:
            keep_pledge(pledge, day=_ago(today, each["kept"]), evidence=each["evidence"], today=today)
    for each in row["holders"]:
        begins = _ago(today, each["from"])
        ends = _ago(today, each["to"]) if "to" in each else None
        add_holder(post, people.person(each["name"], begins), from_day=begins, to_day=ends)
    for each in steps:
        _step(post, each, today)
    lines = "\n".join(_lines(row["logged"], posts.holders(post), today))
    log_lines.write_lines(log_lines.preview_paste(post, lines, now=datetime.combine(today, time(9))))


def _step(post: Post, row: Mapping[str, Any], today: date) -> None:
    day, basis = _ago(today, row["days"]), _meeting(row.get("meeting", ""), today)
    rules, works = post_rules(), workdays(day).works
    lasts = rules.step(row["name"]).lasts
    add_step(
        post,
        row["name"],
        day=meetings.begins(basis).date() if basis else day,
        to_day=notice_end(day, rules.notice_working_days, works) if lasts else None,
        meeting=basis,
        reason=row.get("reason", ""),
    )


def _meeting(title: str, today: date) -> Meeting | None:
    """The meeting of the season of that title, if it has been held."""
    found = Meeting.get_or_none(Meeting.title == title) if title else None
    return found if found is not None and meetings.begins(found).date() < today else None


def _lines(row: Mapping[str, Any], holders: Sequence[PostHolder], today: date) -> Iterator[str]:
    """The services of a post as lines of a phone's notes."""
    work = cycle(enumerate(row["work"]))
    weekdays = cycle(row["weekdays"])
    rounds = [count() for _ in row["work"]]
    monday = today - timedelta(today.weekday())
    works = workdays(_ago(today, 7 * row["weeks"] + 7)).works
    days = [monday - timedelta(weeks=week) + timedelta(next(weekdays) - 1) for week in range(row["weeks"], -1, -1)]
    days = [day for day in days if day < _ago(today, row["quiet"]) and works(day)]
    if "last" in row:
        days.append(_ago(today, row["last"]))
    for number, day in enumerate(days):
        there = [each.member.name for each in holders if Term(each.from_day, each.to_day).holds(day)]
        place, each = next(work)
        turn = next(rounds[place])
        served, result = (each[name][turn % len(each[name])] for name in ("served", "result"))
        yield (
            f"{there[number % len(there)]} {day} {each['time']} {each['what']} 服务{each['whom']}{served}人次 {result}{each['unit']}"
        )


def _volunteer(row: Mapping[str, Any], today: date) -> None:
    rows = [service for service in _services(row["post"]) if service.day >= _ago(today, row["since"])]
    for service in rows[:: row["every"]]:
        sign_ups.sign_up(service, [people.person(row["name"], service.day)], hours=row.get("hours", ""))


def _verify(row: Mapping[str, Any], today: date) -> None:
    rows = [service for service in Service.select().where(Service.live()) if service.day < _ago(today, row["before"])]
    log.verify(rows, row["by"], _ago(today, row["days"]), today=today)


def _review(row: Mapping[str, Any], today: date) -> None:
    post, decided = posts.named(row["post"])[0], _ago(today, 9)
    member = people.person(row["name"], decided)

    def score(points: float, answered: int | None = None, collector: str = "") -> Score:
        by = people.person(collector, decided) if collector else None
        return Score(round(points * 10), answered, by, _ago(today, 12))

    add_review(
        post,
        member,
        from_day=_ago(today, 378),
        to_day=_ago(today, 14),
        scores={source: score(*row[source]) for source in _SOURCES},
        decision={"grade": row["grade"], "decided_on": decided, "opinion": row["opinion"]},
    )


def _services(post: str) -> list[Service]:
    of_post = Service.post == posts.named(post)[0]
    return list(Service.select().where(of_post, Service.live()).order_by(Service.day, Service.begins))


def _ago(today: date, days: int) -> date:
    return today - timedelta(days)
