"""After any history the board finds the contradictions that a comparison of every meeting finds: none missed, none made up.

Whoever wrote it: workflows, undo, another program, a merge whose writes leave no stamps of this session, a restored file.
"""

import json
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import SQL

from branchtui.errors import BranchError
from branchtui.rules.meetings import HELD
from branchtui.store.engine import sql
from branchtui.store.file.database import act, close_database, database_path, open_database
from branchtui.store.file.other_file import open_other
from branchtui.store.ids import new_id
from branchtui.store.models import Meeting, Member, RosterEvent, Setting
from branchtui.store.queries import meetings as facts
from branchtui.store.queries.frozen_lists import differences_of, disagreements
from branchtui.store.queries.people import members
from branchtui.workflows.meeting_rules import meeting_rules
from branchtui.workflows.meetings import frozen_lists, meetings
from branchtui.workflows.people import roster
from branchtui.workflows.safety import purge, undo
from tests.conftest import NOW, TODAY
from tests.laws.test_undo_law import _start, any_of, meeting, one, planned

HISTORIES = 250
Chance = random.Random
KINDS = ["主题党日", "支部委员会", "党小组会"]
OTHERS = [
    "UPDATE roster_event SET deleted = 1 - deleted WHERE id = (SELECT id FROM roster_event ORDER BY id LIMIT 1 OFFSET :n)",
    "UPDATE roster_event SET \"on\" = :day WHERE id = (SELECT id FROM roster_event ORDER BY id LIMIT 1 OFFSET :n)",
    "UPDATE roster_event SET \"on\" = '2026-3-4', value = 'suspended', aspect = 'vote' WHERE id = (SELECT id FROM roster_event ORDER BY id LIMIT 1 OFFSET :n)",
    "UPDATE roster_event SET member_id = (SELECT id FROM member ORDER BY id DESC LIMIT 1) WHERE id = (SELECT id FROM roster_event ORDER BY id LIMIT 1 OFFSET :n)",
    "INSERT INTO roster_event SELECT :id, 0, id, 'membership', '', :day, 'out' FROM member ORDER BY id LIMIT 1 OFFSET :few",
    "INSERT INTO roster_event SELECT :id, 0, id, 'standing', '', :day, 'full' FROM member ORDER BY id LIMIT 1 OFFSET :few",
    "UPDATE attendance SET deleted = 1 - deleted WHERE id = (SELECT id FROM attendance ORDER BY id LIMIT 1 OFFSET :n)",
    "UPDATE OR FAIL attendance SET votes = 1 - votes WHERE member_id = (SELECT id FROM member ORDER BY id LIMIT 1 OFFSET :few)",
    "UPDATE attendance SET standing = 'probationary' WHERE id = (SELECT id FROM attendance ORDER BY id LIMIT 1 OFFSET :n)",
    "UPDATE attendance SET meeting_id = (SELECT id FROM meeting ORDER BY id DESC LIMIT 1) WHERE id = (SELECT id FROM attendance ORDER BY id LIMIT 1 OFFSET :n)",
    "INSERT OR ABORT INTO attendance SELECT :id, 0, (SELECT id FROM meeting ORDER BY id LIMIT 1 OFFSET :few), id, 'present', '', 'full', 1 FROM member ORDER BY id LIMIT 2",
    "UPDATE meeting SET starts_at = :day || ' 15:00:00' WHERE id = (SELECT id FROM meeting ORDER BY id LIMIT 1 OFFSET :few)",
    "UPDATE meeting SET planned_start = :day, starts_at = NULL WHERE id = (SELECT id FROM meeting ORDER BY id LIMIT 1 OFFSET :few)",
    "UPDATE meeting SET state = CASE state WHEN 'planned' THEN 'filed' ELSE 'planned' END WHERE id = (SELECT id FROM meeting ORDER BY id LIMIT 1 OFFSET :few)",
    "UPDATE meeting SET kind = '支部委员会' WHERE id = (SELECT id FROM meeting ORDER BY id LIMIT 1 OFFSET :few)",
    "UPDATE meeting SET deleted = 1 - deleted WHERE id = (SELECT id FROM meeting ORDER BY id LIMIT 1 OFFSET :few)",
    "UPDATE meeting SET group_id = (SELECT id FROM party_group ORDER BY id LIMIT 1) WHERE id = (SELECT id FROM meeting ORDER BY id LIMIT 1 OFFSET :few)",
    "UPDATE member SET deleted = 1 - deleted WHERE id = (SELECT id FROM member ORDER BY id LIMIT 1 OFFSET :few)",
    "UPDATE member SET name = '改名' WHERE id = (SELECT id FROM member ORDER BY id LIMIT 1 OFFSET :few)",
]  # fmt: skip


def _day(chance: Chance) -> str:
    return str(TODAY - timedelta(days=chance.choice([0, 3, 6, 7, 30, 400, 3000])))


def _written(chance: Chance, *, mute: bool = False) -> None:
    """One statement of another program; `mute` is how a merge writes, and may also delete."""
    values = {"id": new_id(), "day": _day(chance), "n": chance.randint(0, 30), "few": chance.randint(0, 6)}
    statement = chance.choice(OTHERS)
    with closing(sqlite3.connect(database_path())) as other, suppress(sqlite3.IntegrityError), other:
        if mute:
            other.execute("UPDATE stamp_session SET mute = 1")
            if chance.random() < 0.2:
                table = chance.choice(["roster_event", "attendance"])
                statement = f"DELETE FROM {table} WHERE id = (SELECT id FROM {table} ORDER BY id LIMIT 1 OFFSET :n)"
        other.execute(statement, {name: value for name, value in values.items() if f":{name}" in statement})
        if mute:
            other.execute("UPDATE stamp_session SET mute = 0")


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


def _restored(chance: Chance) -> None:
    """Another copy of the file stands in its place: one that was laid aside, or this one is laid aside."""
    path = database_path()
    aside = path.with_name("aside.db")
    close_database()
    shutil.copy(aside, path) if aside.exists() and chance.random() < 0.7 else shutil.copy(path, aside)
    open_database(path)


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
    lambda c: roster.add_member(f"甲{c.randint(0, 9)}", today=TODAY, since=datetime.fromisoformat(_day(c)).date(), namesake=True),
    lambda c: roster.change_member(any_of(Member, c), since=datetime.fromisoformat(_day(c)).date(), leaves=True),  # type: ignore[arg-type]
    lambda c: roster.change_member(any_of(Member, c), since=datetime.fromisoformat(_day(c)).date(), standing=c.choice(["full", "probationary"])),  # type: ignore[arg-type]
    lambda c: roster.change_member(any_of(Member, c), since=datetime.fromisoformat(_day(c)).date(), vote="suspended"),  # type: ignore[arg-type]
    lambda c: frozen_lists.follow_roster(*_differing(c)),
    lambda c: frozen_lists.let_stand(*_differing(c), "当时如此"),
    _imported,
    _ruled,
    _restored,
    _taken_back,
    _written,
    _written,
    _written,
    lambda c: _written(c, mute=True),
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
    for row in Meeting.select().where(Meeting.deleted == False).order_by(SQL("rowid")):  # noqa: E712
        kind = rules.kind_on(row.kind, facts.begins(row).date())
        if kind is not None and (differing := differences_of(row, kind)):
            told.append((row.id, "；".join(each.words(names.get(each.member, "某人")) for each in differing)))
    return told


@given(st.lists(st.integers(0, 2**32), min_size=1, max_size=14))
@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_board_finds_what_a_comparison_of_everything_finds(history: list[int]) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "branch.db"
        shutil.copy(_start(), path)
        open_database(path)
        for number in history:
            chance = random.Random(number)
            with suppress(BranchError):
                chance.choice(STEPS)(chance)
            if chance.random() < 0.5:
                assert found() == compared()
        assert found() == compared(), "at the first look"
        assert found() == compared(), "at the second, which has less to compare"
        assert sql.value("SELECT count(*) FROM frozen_look") == 1
        with open_other(path) as other, other.reading():
            assert found() == compared(), "in another's file"
        close_database()
