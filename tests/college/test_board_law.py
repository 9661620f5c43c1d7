"""What the organiser is told of a branch is, line for line, what its own board tells of what is published."""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.rules.duties.duty import Board
from branchtui.rules.duties.judged import JUDGED, judged
from branchtui.store.college.connection import connected
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.models import Attendance, Group, Meeting, Member, Outlet, TermDay
from branchtui.store.queries import people
from branchtui.store.writes import assign, trash
from branchtui.workflows import meeting_rules
from branchtui.workflows.board import board
from branchtui.workflows.college.hours import hours
from branchtui.workflows.college.organiser import boards
from branchtui.workflows.demo import build_demo
from branchtui.workflows.meetings import meetings
from branchtui.workflows.people import roster
from branchtui.workflows.silencing import silence
from branchtui.workflows.year import hours_rules
from branchtui.workflows.year.ledgers import year_of_hours
from tests.college.cluster import Cluster
from tests.college.publishing import publish
from tests.laws import test_undo_law as law

Chance = random.Random
_STATES, _ACTS = 100, 25  # random states, and acts between one and the next at most


def _held_on_any_day(chance: Chance) -> None:
    kind = chance.choice(["主题党日", "党课", "支部党员大会", "支委会", "党小组会", "组织生活会", "自己的会"])
    start = datetime(2026, 3, 10, 15) - timedelta(chance.randint(0, 500))
    groups = list(Group.select()) if kind == "党小组会" else []
    with act("开会"):
        row = Meeting.create(
            kind=kind,
            title=law.word(chance),
            planned_start=start,
            starts_at=start,
            ends_at=chance.choice([None, start + timedelta(minutes=chance.randint(20, 500))]),
            state=chance.choice(["held", "recorded", "filed"]),
            group=chance.choice(groups) if groups else None,
        )
    for member in people.roster(start.date()):
        if chance.random() < 0.8:
            with act("到会"):
                state = chance.choice(["present", "late", "online", "excused", "unmarked"])
                Attendance.ensure(
                    meeting=row, member=member, values={"state": state, "standing": "full", "votes": True}
                )


def _silence_something(chance: Chance) -> None:
    duties = [duty for part in board(law.TODAY).groups().values() for duty in part if duty.rule]
    duty = law.one(chance, duties)
    silence(duty.key, duty.duty, "不用")


def _mark_a_day(chance: Chance) -> None:
    """A term that begins or ends, or a day soon after a meeting: it moves the day by which the record is due."""
    if chance.random() < 0.3:
        day = date(2026, chance.choice([1, 2, 3, 8, 9]), chance.randint(1, 28))
        mark = chance.choice(["term_begins", "term_ends"])
    else:
        held = law.meeting(chance, "held").starts_at
        assert held is not None
        day, mark = held.date() + timedelta(chance.randint(1, 6)), chance.choice(["off", "work"])
    with act("校历"):
        TermDay.ensure(day=day, mark=mark, values={"name": "标"})


def _outlet(chance: Chance) -> None:
    with act("媒体"):
        Outlet.ensure(name=chance.choice("甲乙丙") + "报", values={"within_hours": chance.choice([None, 12, 36])})


def _stage(chance: Chance) -> None:
    member: Member = law.any_of(Member, chance)  # type: ignore[assignment]
    since = date(chance.choice([2024, 2025, 2026]), chance.randint(1, 3), chance.randint(1, 9))
    roster.change_member(member, since=since, standing=chance.choice(["probationary", "full", "candidate"]))


def _opened_again(chance: Chance) -> None:
    with act("重新打开"):
        assign(law.held(chance), {"state": "recorded", "reason": "补签到表"})


def _trash(chance: Chance) -> None:
    model: Any = chance.choice([Meeting, Member, Group])
    row = law.any_of(model, chance)
    with act("放入回收"):
        trash(row) if chance.random() < 0.7 else assign(row, {"deleted": False})


def _own_rule(chance: Chance) -> None:
    """Something that the branch agrees on of its own, or takes back."""
    kind = chance.choice(["党课", "支委会", "自己的会", "例会"])
    chance.choice(
        [
            lambda: meeting_rules.add_kind(chance.choice(["自己的会", "例会"]), chance.choice([*_OWN_KINDS])),
            lambda: meeting_rules.change_kind(chance.choice(["自己的会", "例会"]), chance.choice([*_OWN_KINDS])),
            lambda: meeting_rules.set_limit(chance.choice(meeting_rules.limits()), chance.randint(1, 6)),
            lambda: meeting_rules.switch_off(chance.choice(meeting_rules.limits())),
            lambda: meeting_rules.restore_default(chance.choice(meeting_rules.limits())),
            lambda: hours_rules.set_hours(chance.choice(["hour", "half_day", "full_day"]), chance.randint(1, 20)),
            lambda: hours_rules.set_hours(f"kind:{kind}", chance.randint(0, 9)),
            lambda: hours_rules.choose_no_end(chance.choice(["kind", "none"])),
        ]
    )()


_OWN_KINDS = [
    {"verb": "召开", "who": who, "times": times, "per": "quarter", "minutes": minutes}
    for who, times, minutes in (("members", 0, 45), ("committee", 1, 100), ("group", 1, 200))
]

MORE: list[Callable[[Chance], object]] = [
    _held_on_any_day,
    _held_on_any_day,
    _held_on_any_day,
    _silence_something,
    _own_rule,
    _mark_a_day,
    _outlet,
    lambda c: roster.change_member(law.any_of(Member, c), since=date(2026, 2, 1), office="党小组组长"),  # type: ignore[arg-type]
    _stage,
    _opened_again,
    _trash,
    lambda c: meetings.set_station_na(law.meeting(c), c.choice(["news", "minutes"]), "原因"),
    lambda c: roster.add_member(f"顾{c.choice('一二三四五六七八九')}", since=date(2026, 1, 5), namesake=True),
]


@contextmanager
def _opened(path: Path, start: Path) -> Iterator[None]:
    shutil.copyfile(start, path)
    open_database(path)
    try:
        yield
    finally:
        close_database()


@pytest.mark.slow
def test_the_organiser_is_told_what_the_branch_is(cluster: Cluster, tmp_path: Path) -> None:
    """Random states, each looked at on a day of its own, the last quarter among them."""
    address = cluster.seat("organiser_law", "organiser", None)
    number, other = cluster.branch("随机党支部"), cluster.branch("另一个党支部")
    chance, seen = Chance(19), set[str]()
    with _opened(tmp_path / "law.db", law._start()), cluster.admin() as admin, connected(address) as connection:
        publish(admin, other)
        for turn in range(_STATES):
            if turn % 20 == 0:
                close_database()
                shutil.copyfile(law._start(), tmp_path / "law.db")
                open_database(tmp_path / "law.db")
            for _ in range(chance.randint(1, _ACTS)):
                with suppress(BranchError):
                    chance.choice([*law.ACTS, *MORE, *MORE])(chance)
            publish(admin, number)
            today = date(2026, chance.choice([2, 3, 3, 4, 10, 12]), chance.randint(1, 28))
            told = {each.head.number: each.board for each in boards(connection, today)}
            own = judged(board(today, lambda: ()))
            assert told[number] == own, f"state {turn} on {today}"
            seen |= {duty.sort for part in own.groups().values() for duty in part} | {f"{bool(own.silenced)}"}
            year = chance.choice([2025, 2026])
            mine = year_of_hours(year, today).ledgers
            theirs = next(each.people for each in hours(connection, year, today) if each.head.number == number)
            assert [(each.id, each.name, each.half_hours, each.asked, each.behind) for each in theirs] == [
                (each.id, each.name, each.half_hours, each.asked, each.behind) for each in mine
            ], f"hours of {year} in state {turn} on {today}"
    assert seen >= JUDGED | {"True"}, "the states are too much alike to show anything"


def test_the_demo_branch_is_told_what_it_is(cluster: Cluster, tmp_path: Path) -> None:
    """On days all over a year, with the kinds of meetings that it has of its own."""
    address, number = cluster.seat("organiser_law", "organiser", None), cluster.branch("示例党支部")
    now = datetime(2026, 11, 23, 9)
    open_database(tmp_path / "demo.db")
    try:
        build_demo(now=now, photos=PhotoStore(tmp_path / "photos", tmp_path / "cache"))
        with cluster.admin() as admin, connected(address) as connection:
            publish(admin, number)
            for days in range(-300, 60, 40):
                today = now.date() + timedelta(days)
                told = next(each.board for each in boards(connection, today) if each.head.number == number)
                assert told == judged(board(today, lambda: ())) and told.groups() != Board().groups(), f"on {today}"
            own_kinds = {kind.name for kind in meeting_rules.own_kinds()}
            assert Meeting.select().where(Meeting.kind.in_(own_kinds), Meeting.ends_at.is_null()).exists()
            theirs = next(each.people for each in hours(connection, 2026, now.date()) if each.head.number == number)
            mine = year_of_hours(2026, now.date()).ledgers
            assert [(each.name, each.half_hours) for each in theirs] == [(each.name, each.half_hours) for each in mine]
    finally:
        close_database()
