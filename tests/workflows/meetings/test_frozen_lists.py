"""A frozen list that differs from the roster: mended as the roster says, or left as it is with a reason."""

import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.rules.frozen_list import Difference, Stand, differences
from branchtui.store.engine.handle import db
from branchtui.store.file.database import act, close_database
from branchtui.store.models import Attendance, FrozenLook, Meeting, Setting
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.store.queries.contradictions.frozen_lists import kept_reasons
from branchtui.store.queries.meeting_view import view
from branchtui.workflows.board import board
from branchtui.workflows.meetings import attendance, frozen_lists, meetings, minutes
from branchtui.workflows.people import roster
from branchtui.workflows.safety import history, purge, undo
from tests.conftest import NOW, TODAY

FULL, PROBATIONARY = Stand("full", True), Stand("probationary", False)


@pytest.mark.parametrize(
    ("listed", "roster_says", "found"),
    [
        ({}, {}, []),
        ({b"a": FULL}, {b"a": FULL}, []),
        ({}, {b"a": FULL}, ["甲应在应到名单上"]),
        ({b"a": FULL}, {}, ["甲不应在应到名单上"]),
        ({b"a": PROBATIONARY}, {b"a": FULL}, ["甲当日应为正式党员，记为预备党员"]),
        ({b"a": FULL}, {b"a": Stand("full", False)}, ["甲当日没有表决权，与记录不符"]),
        ({b"a": Stand("full", False)}, {b"a": FULL}, ["甲当日有表决权，与记录不符"]),
        ({b"b": FULL, b"c": FULL}, {b"a": FULL, b"c": PROBATIONARY}, ["甲应在应到名单上", "乙不应在应到名单上", "丙当日应为预备党员，记为正式党员"]),
    ],
)  # fmt: skip
def test_where_list_and_roster_differ(
    listed: dict[bytes, Stand], roster_says: dict[bytes, Stand], found: list[str]
) -> None:
    names = {b"a": "甲", b"b": "乙", b"c": "丙"}
    assert [each.words(names[each.member]) for each in differences(listed, roster_says)] == found


@pytest.fixture
def held(meeting: Meeting) -> Meeting:
    """The meeting, held with everyone there but 许青禾, who spoke nevertheless by letter."""
    meetings.hold(meeting, now=NOW)
    attendance.record_attendance(meeting, ["许青禾:因公出差"], [])
    minutes.write_item(facts.items(meeting)[0], record="许青禾：书面发言。", now=NOW)
    return meeting


def listed(meeting: Meeting) -> dict[str, tuple[str, str, bool]]:
    found = view(meeting.id).expected(meetings.kind_of(meeting))
    return {person.name: (person.state, person.standing, person.votes) for person in found}


def remaining(meeting: Meeting) -> list[str]:
    return [frozen_lists.told(meeting, each) for each in frozen_lists.differences(meeting)]


def everything(meeting: Meeting) -> list[Difference]:
    return frozen_lists.chosen(meeting, [])


def test_who_is_added_was_not_marked_by_anybody(held: Meeting) -> None:
    roster.add_member("顾清和", since=date(2026, 2, 1))
    assert remaining(held) == ["顾清和应在应到名单上"]
    said = frozen_lists.follow_roster(held, everything(held))
    assert "顾清和补入应到名单（未点名）" in said
    assert listed(held)["顾清和"] == ("unmarked", "full", True)
    assert remaining(held) == []
    assert board(TODAY).contradictions == ()


def test_who_is_taken_off_goes_into_the_trash_and_is_told(held: Meeting) -> None:
    roster.change_member(people.person("许青禾", TODAY), since=date(2026, 3, 1), leaves=True)
    (told,) = remaining(held)
    assert told == "许青禾不应在应到名单上（现记为请假，因公出差；记录里有发言，文字不动）"
    said = frozen_lists.follow_roster(held, everything(held))
    assert "原记请假，因公出差；记录里有发言" in said and "人数不会跟着改" in said
    assert "许青禾" not in listed(held)
    assert facts.items(held)[0].record == "许青禾：书面发言。", "what was written stays"
    assert board(TODAY).contradictions == ()
    # Back on the roster: what was noted of them is there again, nothing is made up.
    undo.undo_last()
    undo.undo_last()
    assert listed(held)["许青禾"][0] == "excused"


def test_somebody_taken_off_and_put_on_again_has_what_was_noted(held: Meeting) -> None:
    gone = people.person("许青禾", TODAY)
    roster.change_member(gone, since=date(2026, 3, 1), leaves=True)
    frozen_lists.follow_roster(held, everything(held))
    roster.change_member(gone, since=date(2026, 3, 2), returns=True)
    assert "许青禾补入应到名单（请假）" in frozen_lists.follow_roster(held, everything(held))
    entry = facts.attendances(held)[gone.id]
    assert (entry.state, entry.reason) == ("excused", "因公出差")


def test_standing_and_votes_become_those_of_the_day(held: Meeting) -> None:
    roster.change_member(people.person("许青禾", TODAY), since=date(2026, 3, 1), standing="full")
    roster.change_member(people.person("沈一禾", TODAY), since=date(2026, 3, 1), vote="suspended")
    frozen_lists.follow_roster(held, frozen_lists.chosen(held, ["许青禾"]))
    assert listed(held)["许青禾"] == ("excused", "full", True)
    assert remaining(held) == ["沈一禾当日没有表决权，与记录不符"]
    frozen_lists.follow_roster(held, everything(held))
    assert listed(held)["沈一禾"][2] is False
    assert board(TODAY).contradictions == ()


def test_each_is_one_act_that_undo_takes_back(held: Meeting) -> None:
    roster.add_member("顾清和", since=date(2026, 2, 1))
    roster.change_member(people.person("许青禾", TODAY), since=date(2026, 3, 1), standing="full")
    before = listed(held)
    frozen_lists.follow_roster(held, everything(held))
    assert undo.undo_last() == "已撤销：照名册改应到名单（顾清和、许青禾）：学习全会精神"
    assert listed(held) == before
    assert len(remaining(held)) == 2
    frozen_lists.let_stand(held, everything(held), "支部大会已说明")
    assert remaining(held) == []
    assert undo.undo_last() == "已撤销：应到名单就这样（顾清和、许青禾）：学习全会精神"
    assert len(remaining(held)) == 2


def test_what_was_let_stand_shows_again_when_the_roster_says_something_else(held: Meeting) -> None:
    member = people.person("许青禾", TODAY)
    roster.change_member(member, since=date(2026, 3, 1), standing="full")
    with pytest.raises(BranchError, match="原因不能为空"):
        frozen_lists.let_stand(held, everything(held), " ")
    frozen_lists.let_stand(held, everything(held), "转正批复后到")
    assert board(TODAY).contradictions == ()
    assert kept_reasons(held) == {member.id: "转正批复后到"}
    assert [row.key for row in Setting.select()] == [f"frozen_list_kept:{held.id.hex()}:{member.id.hex()}"]
    roster.change_member(member, since=date(2026, 3, 2), leaves=True)
    assert remaining(held)[0].startswith("许青禾不应在应到名单上")
    frozen_lists.let_stand(held, everything(held), "当日仍到会")
    assert remaining(held) == []
    assert kept_reasons(held) == {member.id: "当日仍到会"}


def test_the_history_of_the_meeting_tells_both(held: Meeting) -> None:
    member = people.person("许青禾", TODAY)
    roster.change_member(member, since=date(2026, 3, 1), standing="full")
    frozen_lists.let_stand(held, everything(held), "转正批复后到")
    newest = history.of(held, datetime.now())[0]
    assert newest.name == "应到名单就这样（许青禾）：学习全会精神"
    (change,) = newest.changes
    assert (change.field, change.after) == (
        "新增",
        "应到名单就这样：许青禾 转正批复后到（名册上当日为正式党员，有表决权）",
    )
    undo.undo_last()
    frozen_lists.follow_roster(held, everything(held))
    newest = history.of(held, datetime.now())[0]
    assert newest.name == "照名册改应到名单（许青禾）：学习全会精神"
    assert {(c.field, c.before, c.after) for c in newest.changes} >= {("人员类别", "预备党员", "正式党员")}


def test_a_list_that_agrees_and_a_name_that_does_are_refused(held: Meeting) -> None:
    with pytest.raises(BranchError, match="与名册相符"):
        frozen_lists.chosen(held, [])
    roster.add_member("顾清和", since=date(2026, 2, 1))
    with pytest.raises(BranchError, match="不符的有：顾清和"):
        frozen_lists.chosen(held, ["林知远"])
    wanted = everything(held)
    frozen_lists.follow_roster(held, wanted)
    with pytest.raises(BranchError, match="刚刚又有变化"):
        frozen_lists.follow_roster(held, wanted)
    with pytest.raises(BranchError, match="刚刚又有变化"):
        frozen_lists.let_stand(held, wanted, "原因")


def test_a_filed_meeting_is_to_be_filed_again(held: Meeting) -> None:
    roster.add_member("顾清和", since=date(2026, 2, 1))
    held.state = "filed"
    held.save()
    assert "再归档一次" in frozen_lists.follow_roster(held, everything(held))
    assert facts.meeting(held.id).state == "held", "one of its items has no record"
    undo.undo_last()
    assert facts.meeting(held.id).state == "filed"


def test_a_value_of_another_program_is_no_reason_to_keep(held: Meeting) -> None:
    member = people.person("许青禾", TODAY)
    roster.change_member(member, since=date(2026, 3, 1), standing="full")
    for value in ("没有", "[]", "{}"):
        Setting.ensure(key=f"frozen_list_kept:{held.id.hex()}:{member.id.hex()}", values={"value": value})
        assert len(remaining(held)) == 1
    assert len(board(TODAY).contradictions) == 1


def test_no_row_is_ever_removed(held: Meeting) -> None:
    count = Attendance.select().count()
    roster.change_member(people.person("许青禾", TODAY), since=date(2026, 3, 1), leaves=True)
    frozen_lists.follow_roster(held, everything(held))
    assert Attendance.select().count() == count


def test_of_a_purged_person_nothing_is_asked_and_no_reason_is_left(held: Meeting, database: Path) -> None:
    member = people.person("许青禾", TODAY)
    roster.change_member(member, since=date(2026, 3, 1), standing="full")
    frozen_lists.let_stand(held, everything(held), "住院期间转正")
    count = len(facts.attendances(held))
    purge.purge_member(member)
    assert remaining(held) == [] and board(TODAY).contradictions == ()
    assert len(facts.attendances(held)) == count
    close_database()
    assert "住院期间转正".encode() not in database.read_bytes()


def test_nobody_is_asked_about_a_purged_person_either_without_it(held: Meeting) -> None:
    purge.purge_member(people.person("许青禾", TODAY))
    assert board(TODAY).contradictions == ()


def test_the_board_answers_while_another_program_writes(held: Meeting, database: Path) -> None:
    roster.change_member(people.person("许青禾", TODAY), since=date(2026, 3, 1), standing="full")
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        (told,) = board(TODAY).contradictions
        assert "许青禾当日应为正式党员" in told.clause
        assert not FrozenLook.select().exists(), "nothing could be noted"
        other.execute("ROLLBACK")
    assert board(TODAY).contradictions == (told,)
    assert FrozenLook.select().exists()


def test_a_look_at_what_was_compared_before_compares_nothing(held: Meeting) -> None:
    assert board(TODAY).contradictions == ()
    sent: list[str] = []
    db.connection().set_trace_callback(sent.append)
    try:
        assert board(TODAY).contradictions == ()
    finally:
        db.connection().set_trace_callback(None)
    lists = [each for each in sent if "attendance" in each and "a.reason = ''" not in each]
    assert not lists, "the roll is asked for missing reasons alone, in the statement of the branch"
    asked = sum("roster_event" in each for each in sent)
    assert asked <= 2, "once for what committee and groups there are, once for whose probation ends"
    assert not [each for each in sent if each.startswith(("BEGIN", "DELETE", "INSERT", "UPDATE"))], sent


def test_a_filed_meeting_whose_list_was_mended_is_to_be_filed_again(held: Meeting) -> None:
    for item in facts.items(held):
        minutes.write_item(item, record="学习了公报。", now=NOW)
    with act("归档"):
        meetings.set_state(held, "filed")
    roster.add_member("顾清和", since=date(2026, 2, 1))
    held = facts.meeting(held.id)
    frozen_lists.follow_roster(held, everything(held))

    def refile() -> list[tuple[str, str]]:
        return [(duty.duty, duty.clause) for duty in board(TODAY).due if duty.sort == "refile"]

    assert refile() == [("再归档：学习全会精神", "归档后重新打开：照名册改了应到名单")]
    with act("归档"):
        meetings.set_state(facts.meeting(held.id), "filed", reason="")
    assert refile() == []
    meetings.reopen(facts.meeting(held.id), "补签到表")
    assert refile() == [("再归档：学习全会精神", "归档后重新打开：补签到表")]
    minutes.write_item(facts.items(held)[0], record="", now=NOW)
    assert refile() == [], "first its record is due"
