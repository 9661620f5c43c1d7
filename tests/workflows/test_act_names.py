"""People in the names of acts: told by the name they had then, and nowhere in the file after a purge."""

from pathlib import Path

import pytest

from branchtui.store.engine import sql
from branchtui.store.file.database import close_database
from branchtui.store.models import Meeting, Member
from branchtui.store.models.people import PURGED
from branchtui.store.queries import people
from branchtui.store.replication import act_names
from branchtui.store.writes import trash
from branchtui.workflows.meetings import attendance, meetings
from branchtui.workflows.people import roster
from branchtui.workflows.safety import history, purge, undo
from tests.conftest import NOW, TODAY


def names() -> list[str]:
    return [one.name for one in undo.listed()]


@pytest.fixture
def person(branch: None) -> Member:
    member = roster.add_member("张珊", since=TODAY.replace(year=2020))
    roster.change_member(member, since=TODAY, name="张姗")
    roster.change_member(member, since=TODAY, phone="13900001111")
    return member


def test_everyone_is_told_by_the_name_of_that_time(person: Member) -> None:
    assert names()[:3] == ["更改人员：张姗", "更改人员：张珊", "加入人员：张珊"]
    assert undo.next_undo() == "更改人员：张姗"
    assert undo.undo_last() == "已撤销：更改人员：张姗"
    assert undo.undo_last() == "已撤销：更改人员：张珊"
    assert undo.redo_last() == "已重做：更改人员：张珊"
    entries = [entry.name for entry in history.of(people.member(person.id), NOW)]
    assert entries[:2] == ["重做：更改人员：张珊", "撤销：更改人员：张珊"]


def test_somebody_in_the_trash_is_told(person: Member) -> None:
    trash(person)
    assert names()[0] == "更改人员：张姗"


def test_no_name_of_a_person_is_written_out(person: Member, meeting: Meeting, database: Path) -> None:
    meetings.hold(meeting, now=NOW)
    attendance.set_states(meeting, {person.id: ("late", "")})
    roster.join_group([person], "第一党小组", since=TODAY)
    history.revert(people.member(person.id), history.of(people.member(person.id), NOW)[-2], now=NOW)
    entry = next(e for e in history.of(meeting, NOW) if e.name == "把张姗标为迟到")
    said = history.revert(meeting, entry, entry.changes[0], now=NOW)
    assert "张" in said
    assert names()[0] == said.removeprefix("已")
    stored = [name for (name,) in sql.rows("SELECT name FROM act")]
    assert not [name for name in stored if "张" in name]
    purge.purge_member(person)
    assert any(PURGED in act_names.told(act) for act in _acts())
    close_database()
    assert "张珊".encode() not in database.read_bytes() and "张姗".encode() not in database.read_bytes()


def test_a_reference_to_nobody_stays_as_it_is(branch: None) -> None:
    meetings.plan_meeting("党课", when=NOW, place="", title=f"{{member:{'0' * 32}}}", now=NOW)
    assert names()[0] == f"计划党课：{{member:{'0' * 32}}}"


def _acts() -> list[act_names.Act]:
    from branchtui.store.replication import acts

    return [found for (n,) in sql.rows("SELECT n FROM act") if (found := acts.numbered(n))]
