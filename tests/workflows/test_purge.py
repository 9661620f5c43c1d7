"""A person's data is gone: from rows, history, index, undo and the bytes of the file; old backups are named."""

from datetime import date
from pathlib import Path

import pytest

from branchtui.rules.errors import BranchError
from branchtui.store import drafts, health, sql
from branchtui.store.database import close_database
from branchtui.store.models import Meeting, Member, NameIndex
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.workflows import attendance, backup, history, meetings, purge, roster, undo
from tests.conftest import NOW, TODAY


@pytest.fixture
def person(meeting: Meeting) -> Member:
    """沈一禾 with a past: facts changed twice, absences with reasons, a name corrected."""
    member = people.person("沈一禾", TODAY)
    roster.change_member(member, since=date(2026, 3, 2), phone="13900002222", job="辅导员岗")
    roster.change_member(member, since=date(2026, 3, 3), phone="13900003333")
    meetings.hold(meeting, now=NOW)
    attendance.take_roll(meeting, ["沈一禾:因病住院"])
    attendance.take_roll(meeting, ["沈一禾:家中有事"])
    drafts.save_draft(f"member:{member.id.hex()}:phone", "沈一禾的电话", "13900004444", NOW)
    return member


PRIVATE = ("13900002222", "13900003333", "13900004444", "20150003", "辅导员岗", "因病住院", "家中有事", "把沈一禾")


@pytest.mark.parametrize("overwritten", [1, 0])
def test_nothing_is_left_in_the_file(person: Member, database: Path, overwritten: int) -> None:
    sql.run(f"PRAGMA secure_delete = {overwritten}")
    purge.purge_member(person)
    close_database()
    data = database.read_bytes()
    for text in (*PRIVATE, "沈一禾"):
        assert text.encode("utf-8") not in data, text


def test_meetings_keep_their_counts(person: Member, meeting: Meeting) -> None:
    before = facts.count_heads(meeting)
    purge.purge_member(person)
    assert facts.count_heads(meeting) == before
    assert person.id not in people.roster(TODAY)
    assert not NameIndex.select().where(NameIndex.id == person.id).exists()
    assert health.problems() == []
    assert history.of(people.member(person.id), NOW)[0].name == "清除一位人员的个人数据"


def test_it_cannot_be_undone(person: Member) -> None:
    purge.purge_member(person)
    with pytest.raises(BranchError, match="没有可以撤销"):
        undo.undo_last()
    roster.add_member("顾清和", today=TODAY)
    assert undo.undo_last() == "已撤销：加入人员：顾清和"


def test_backups_that_hold_it_are_named(person: Member) -> None:
    old = backup.make()
    purged = purge.purge_member(person)
    assert purged.backups == (old,)
    clean = backup.make()
    assert clean not in purge.purge_member(people.person("沈亦和", TODAY)).backups[1:]


def test_texts_that_name_the_person_are_told(person: Member, meeting: Meeting) -> None:
    meetings.edit_item(facts.items(meeting)[0], title="沈一禾作汇报")
    assert purge.purge_member(person).mentions == ("议程的议程 1 处",)


def test_the_shell_has_a_stamp_of_its_own(person: Member) -> None:
    purge.purge_member(person)
    rows = sql.value("SELECT count(*) FROM stamp_purge")
    events = sql.value("SELECT count(*) FROM roster_event WHERE member_id = ?", person.id)
    assert rows == 1 + events + 1
    assert sql.value("SELECT mute FROM stamp_session") == 0
    assert any("不能撤销" in line for line in purge.what_goes(person))
