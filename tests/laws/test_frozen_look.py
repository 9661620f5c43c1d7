"""After any history the board finds the contradictions that a comparison of every meeting finds: none missed, none made up.

Whoever wrote it: workflows, undo, another program, a merge whose writes leave no stamps of this session, a restored file.
"""

import json
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import SQL

from branchtui.errors import BranchError
from branchtui.rules.meetings import HELD
from branchtui.store.engine import sql
from branchtui.store.engine.handle import db
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.file.other_file import open_other
from branchtui.store.models import Attendance, Meeting, Member, RosterEvent, Setting
from branchtui.store.queries import meetings as facts
from branchtui.store.queries.contradictions.frozen_lists import differences_of, disagreements
from branchtui.store.queries.people import members
from branchtui.workflows.meeting_rules import meeting_rules
from branchtui.workflows.meetings import frozen_lists, meetings
from branchtui.workflows.people import roster
from branchtui.workflows.safety import purge, undo
from tests.conftest import NOW, TODAY
from tests.laws.another_program import Chance, by_a_merge, by_another, day_of, row_of
from tests.laws.test_undo_law import _start, any_of, meeting, one, planned, restored

HISTORIES = 60  # 150 were run when this was written
KINDS = ["主题党日", "党课", "支部党员大会"]


_MEETING = (
    "deleted, ordinal, title, planned_start, starts_at, place, host_name, recorder_name, first_topic, requirements"
)
_MEETING += ", closing, reason, kind"
_EVENT = 'INSERT INTO roster_event (id, deleted, member_id, aspect, subject, "on", value)'
_ATTENDANCE = "id, deleted, meeting_id, member_id, state, reason, standing, votes"
# What another program may write: each can make a list differ, or agree again.
OTHERS = [
    f"UPDATE roster_event SET deleted = 1 - deleted WHERE id = {row_of('roster_event')}",
    f'UPDATE roster_event SET "on" = :day WHERE id = {row_of("roster_event")}',
    f"UPDATE roster_event SET \"on\" = '2026-3-4' WHERE id = {row_of('roster_event')}",
    f"UPDATE roster_event SET value = 'out' WHERE aspect = 'membership' AND member_id = {row_of('member')}",
    f"UPDATE roster_event SET aspect = 'vote', value = 'suspended' WHERE id = {row_of('roster_event')}",
    f"UPDATE roster_event SET member_id = {row_of('member')} WHERE id = {row_of('roster_event')}",
    f"{_EVENT} VALUES (:id, 0, {row_of('member')}, 'membership', '', :day, 'out')",
    f"{_EVENT} VALUES (:id, 0, {row_of('member')}, 'standing', '', :day, 'probationary')",
    f"UPDATE attendance SET deleted = 1 - deleted WHERE id = {row_of('attendance')}",
    f"UPDATE OR FAIL attendance SET votes = 1 - votes WHERE id = {row_of('attendance')}",
    f"UPDATE attendance SET standing = 'probationary' WHERE id = {row_of('attendance')}",
    f"UPDATE attendance SET meeting_id = {row_of('meeting')} WHERE id = {row_of('attendance')}",
    f"UPDATE attendance SET member_id = {row_of('member')} WHERE id = {row_of('attendance')}",
    f"INSERT OR ABORT INTO attendance ({_ATTENDANCE}) VALUES (:id, 0, {row_of('meeting')}, {row_of('member')}, 'present', '', 'full', 1)",
    f"UPDATE meeting SET starts_at = :day || ' 15:00:00' WHERE id = {row_of('meeting')}",
    f"UPDATE meeting SET planned_start = :day, starts_at = NULL WHERE id = {row_of('meeting')}",
    f"UPDATE meeting SET state = CASE state WHEN 'planned' THEN 'filed' ELSE 'planned' END WHERE id = {row_of('meeting')}",
    f"UPDATE meeting SET kind = '党课' WHERE id = {row_of('meeting')}",
    f"UPDATE meeting SET deleted = 1 - deleted WHERE id = {row_of('meeting')}",
    f"UPDATE meeting SET group_id = {row_of('party_group')} WHERE id = {row_of('meeting')}",
    f"INSERT INTO meeting (id, state, {_MEETING}) SELECT :id, 'held', {_MEETING} FROM meeting WHERE id = {row_of('meeting')}",
]
# Nothing is deleted but where the stamps are mute.
DELETED = [f"DELETE FROM {table} WHERE id = {row_of(table)}" for table in ("roster_event", "attendance")]
# These change what is said of a difference, or whether; a member's name and kept reasons are read each time.
ASIDE = [
    f"UPDATE roster_event SET value_id = {row_of('party_group')} WHERE aspect = 'group'",
    f"UPDATE meeting SET merged_into_id = CASE WHEN merged_into_id IS NULL THEN {row_of('meeting')} END WHERE id = {row_of('meeting')}",
    f"UPDATE member SET deleted = 1 - deleted WHERE id = {row_of('member')}",
    f"UPDATE member SET name = '改名' WHERE id = {row_of('member')}",
    f"UPDATE member SET name = '（已清除）' WHERE id = {row_of('member')}",
    "UPDATE setting SET deleted = 1 - deleted",
]


def _written(chance: Chance) -> None:
    by_another(chance.choice([*OTHERS, *ASIDE]), chance)


def _merged(chance: Chance) -> None:
    by_another(chance.choice([*OTHERS, *ASIDE, *DELETED]), chance, mute=True)


def _planned(chance: Chance) -> Meeting:
    when = datetime.combine(TODAY, datetime.min.time()) - timedelta(days=chance.choice([1, 6, 30, 400]), hours=-15)
    return meetings.plan_meeting(chance.choice(KINDS), when=when, place="", title="又一次", now=NOW)


def _differing(chance: Chance) -> tuple[Meeting, list[frozen_lists.Difference]]:
    row = meeting(chance, *HELD)
    return row, [one(chance, frozen_lists.differences(row))]


def _imported(chance: Chance) -> None:
    text = "姓名,工号,人员类别,入党时间,转正时间,党内职务,党小组\n"
    text += f"沈一禾,20150003,{chance.choice(['正式党员', '预备党员'])},2013-06-01,,委员,第一党小组\n"
    text += f"新来的,2026000{chance.randint(1, 3)},正式党员,2010-06-01,2011-06-01,,第二党小组\n"
    roster.apply_roster(roster.preview_roster(text.encode(), "名册.csv", as_of=None, today=TODAY))


def _ruled(chance: Chance) -> None:
    key, who = f"meeting_rules:kind:{chance.choice(KINDS)}", chance.choice(["members", "committee"])
    with act("设置"):
        Setting.ensure(key=key, values={"value": json.dumps({"who": who}), "deleted": chance.random() < 0.3})


def _taken_back(chance: Chance) -> None:
    """What is written and then rolled back was never written, and what was noted of it neither."""

    class Broken(Exception):
        pass

    with suppress(Broken), act("不成"):
        Meeting.update(state="filed").execute()
        RosterEvent.update(deleted=True).where(RosterEvent.aspect == chance.choice(["vote", "standing"])).execute()
        if chance.random() < 0.5:
            disagreements(meeting_rules())
        raise Broken


STEPS: list[Callable[[Chance], object]] = [
    _planned,
    lambda c: meetings.hold(_planned(c), now=NOW),
    lambda c: meetings.hold(planned(c), now=NOW + timedelta(days=30)),
    lambda c: roster.add_member(f"甲{c.randint(0, 9)}", since=datetime.fromisoformat(day_of(c)).date(), namesake=True),
    lambda c: roster.change_member(any_of(Member, c), since=datetime.fromisoformat(day_of(c)).date(), leaves=True),  # type: ignore[arg-type]
    lambda c: roster.change_member(any_of(Member, c), since=datetime.fromisoformat(day_of(c)).date(), standing=c.choice(["full", "probationary"])),  # type: ignore[arg-type]
    lambda c: roster.change_member(any_of(Member, c), since=datetime.fromisoformat(day_of(c)).date(), vote="suspended"),  # type: ignore[arg-type]
    lambda c: frozen_lists.follow_roster(*_differing(c)),
    lambda c: frozen_lists.let_stand(*_differing(c), "当时如此"),
    _imported,
    _ruled,
    restored,
    _taken_back,
    _written,
    _written,
    _written,
    _merged,
    lambda _: undo.undo_last(),
    lambda _: undo.redo_last(),
    lambda c: purge.purge_member(any_of(Member, c)) if c.random() < 0.2 else None,  # type: ignore[arg-type]
]  # fmt: skip


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_database()


def found() -> list[tuple[bytes, str]]:
    """What the board says."""
    return [(each.meeting.id, each.words) for each in disagreements(meeting_rules())]


def compared() -> list[tuple[bytes, str]]:
    """The same by comparing every meeting, one by one."""
    rules, names = meeting_rules(), {key: row.name for key, row in members().items()}
    told = []
    for row in Meeting.select().where(Meeting.live()).order_by(SQL("rowid")):
        kind = rules.kind_on(row.kind, facts.begins(row).date())
        if kind is not None and (differing := differences_of(row, kind)):
            told.append((row.id, "；".join(each.words(names.get(each.member, "某人")) for each in differing)))
    return told


@pytest.fixture
def looked(database: Path) -> Path:
    """A branch whose lists were compared: meetings that were held, one of the committee, a planned one, and one in the trash."""
    _begin(database)
    gone = meetings.hold(
        meetings.plan_meeting("主题党日", when=NOW - timedelta(days=8), place="", title="弃", now=NOW), now=NOW
    )
    Attendance.update(votes=False).where(Attendance.meeting == gone).execute()
    Meeting.update(deleted=True).where(Meeting.id == gone.id).execute()
    for kind in KINDS[1:]:
        meetings.hold(meetings.plan_meeting(kind, when=NOW - timedelta(days=9), place="", title=kind, now=NOW), now=NOW)
    assert found() == compared() == []
    return database


@pytest.mark.parametrize("statement", [*OTHERS, *DELETED])
def test_whatever_can_make_a_list_differ_is_noted(looked: Path, statement: str) -> None:
    told = 0
    for number in range(200):  # what ids the rows have is chance, so is which of them a statement hits
        if told and number >= 25:
            break
        chance = random.Random(number)
        with db.atomic() as tried:
            by_a_merge(chance, statement, mute=statement in DELETED)
            differing = found()
            assert differing == compared()
            told += bool(differing)
            by_a_merge(chance, chance.choice([*OTHERS, *DELETED]))
            assert found() == compared()
            tried.rollback()
    assert told, "this says nothing of the triggers: make it tell a difference"


def _begin(path: Path) -> None:
    """Five people and a meeting that was held; the committee alone is expected at a 党课."""
    close_database()
    shutil.copy(_start(), path)
    open_database(path)
    with act("设置"):
        Setting.ensure(key="meeting_rules:kind:党课", values={"value": json.dumps({"who": "committee"})})


@given(st.lists(st.integers(0, 2**32), min_size=1, max_size=14))
@settings(max_examples=HISTORIES, suppress_health_check=list(HealthCheck))
def test_the_board_finds_what_a_comparison_of_everything_finds(history: list[int]) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "branch.db"
        _begin(path)
        assert found() == compared()
        for number in history:
            chance = random.Random(number)
            with suppress(BranchError):
                chance.choice(STEPS)(chance)
            if chance.random() < 0.5:
                assert found() == compared()
        wanted = compared()
        assert found() == wanted, "at the first look"
        assert found() == wanted, "at the second, which has less to compare"
        assert sql.value("SELECT count(*) FROM frozen_look") == 1
        with open_other(path) as other, other.reading():
            assert found() == compared() == wanted, "in another's file"
        close_database()
