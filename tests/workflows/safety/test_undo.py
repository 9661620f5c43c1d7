"""Undo and redo: one act at a time, by name, across restarts, and never over somebody else's change."""

import sqlite3
from contextlib import closing, nullcontext
from datetime import timedelta
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.store.engine import sql
from branchtui.store.file.database import act, autosave, close_database, open_database
from branchtui.store.models import Group, Meeting, Member, NameIndex, Report
from branchtui.store.name_index import refresh_names
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.store.queries.meeting_view import view
from branchtui.store.replication import acts
from branchtui.store.writes import assign
from branchtui.workflows.meetings import attendance, frozen_lists, meetings, minutes
from branchtui.workflows.people import roster
from branchtui.workflows.reports import reports
from branchtui.workflows.safety import history, undo
from tests.conftest import NOW, TODAY


def again(row: Meeting) -> Meeting:
    return facts.meeting(row.id)


def test_the_words_name_the_act(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    member = people.person("沈一禾", TODAY)
    attendance.set_states(meeting, {member.id: ("excused", "有课")})
    assert undo.next_undo() == "把沈一禾标为请假"
    assert undo.undo_last() == "已撤销：把沈一禾标为请假"
    assert facts.attendances(meeting)[member.id].state == "unmarked"
    assert undo.next_redo() == "把沈一禾标为请假"
    assert undo.redo_last() == "已重做：把沈一禾标为请假"
    assert facts.attendances(meeting)[member.id].reason == "有课"
    with pytest.raises(BranchError, match="没有可以重做的操作"):
        undo.redo_last()


@pytest.mark.usefixtures("database")
def test_nothing_to_undo() -> None:
    assert (undo.next_undo(), undo.next_redo()) == ("", "")
    with pytest.raises(BranchError, match="没有可以撤销的操作"):
        undo.undo_last()


def test_across_restarts(meeting: Meeting, database: Path) -> None:
    meetings.hold(meeting, now=NOW)
    meetings.edit_meeting(again(meeting), title="新题目")
    for expected in ("修改主题党日：学习全会精神", "登记开展：学习全会精神", "计划主题党日：学习全会精神"):
        close_database()
        open_database(database)
        assert undo.undo_last() == f"已撤销：{expected}"
    assert facts.MeetingList().count() == 0
    for _ in range(3):
        close_database()
        open_database(database)
        undo.redo_last()
    assert (again(meeting).title, again(meeting).state) == ("新题目", "held")
    assert view(meeting.id).head_count.expected == 5


def test_a_new_act_ends_what_could_be_redone_in_turn_and_it_is_found_again(meeting: Meeting) -> None:
    meetings.edit_meeting(meeting, title="甲")
    undo.undo_last()
    meetings.edit_meeting(again(meeting), place="302")
    with pytest.raises(BranchError, match="没有可以重做"):
        undo.redo_last()
    undo.undo_last()
    assert (again(meeting).place, again(meeting).title) == ("行政楼201", "学习全会精神")
    undo.redo_last()
    left = next(one for one in undo.listed() if one.undone)
    assert undo.bring_back(left.id) == "已重做：修改主题党日：学习全会精神"
    assert (again(meeting).place, again(meeting).title) == ("302", "甲")
    assert not any(one.undone for one in undo.listed())
    undo.undo_last()
    undo.undo_last()
    assert (again(meeting).place, again(meeting).title) == ("行政楼201", "学习全会精神")


def test_what_was_undone_can_be_redone_past_an_editor_s_save(meeting: Meeting) -> None:
    first, second = facts.items(meeting)[:2]
    meetings.hold(meeting, now=NOW)
    meetings.edit_item(second, title="会后交流")
    minutes.write_item(first, record="甲", now=NOW)
    for _ in range(2):
        undo.undo_last()
    with autosave():
        meetings.edit_meeting(again(meeting), place="报告厅")
    assert undo.redo_last() == "已重做：修改议程：交流研讨"
    assert undo.redo_last() == "已重做：记录：集中学习"
    assert (facts.item(first.id).record, facts.item(second.id).title) == ("甲", "会后交流")
    for said in ("记录：集中学习", "修改议程：交流研讨", "修改主题党日：学习全会精神"):
        assert undo.undo_last() == f"已撤销：{said}"
    assert again(meeting).place == "行政楼201"
    for said in ("修改主题党日：学习全会精神", "修改议程：交流研讨", "记录：集中学习"):
        assert undo.redo_last() == f"已重做：{said}"
    assert again(meeting).place == "报告厅"


def test_an_editor_s_save_leaves_behind_what_it_touched_and_what_stands_on_that(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    first, second = facts.items(meeting)[:2]
    meetings.edit_item(first, title="改过的议程")
    minutes.write_item(first, record="甲", now=NOW)
    meetings.edit_item(second, title="会后交流")
    minutes.write_item(first, record="", now=NOW)
    meetings.remove_item(first)
    for _ in range(5):
        undo.undo_last()
    with autosave():
        minutes.write_item(facts.item(first.id), record="乙", now=NOW)
    assert [undo.redo_last(), undo.redo_last()] == ["已重做：修改议程：集中学习", "已重做：修改议程：交流研讨"]
    with pytest.raises(BranchError, match="没有可以重做"):
        undo.redo_last()
    left = [one for one in undo.listed() if one.undone]
    assert [one.name for one in left] == ["删除议程：改过的议程", "记录：改过的议程", "记录：改过的议程"]
    with pytest.raises(undo.ChangedSinceError, match="没有重做“记录：改过的议程”"):
        undo.bring_back(left[2].id)
    assert left == [one for one in undo.listed() if one.undone], "it stays in the list"
    assert facts.item(first.id).record == "乙"
    entries = [entry.name for entry in history.of(again(meeting), NOW)]
    assert "记录：改过的议程" in entries and "撤销：记录：改过的议程" in entries


def test_nothing_is_brought_back_into_a_meeting_that_was_filed_meanwhile(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    member = people.person("沈一禾", TODAY)
    attendance.mark_rest_present(meeting)
    attendance.set_states(again(meeting), {member.id: ("excused", "有课")})
    undo.undo_last()
    with act("归档"):
        assign(again(meeting), {"state": "filed"})
    gone = next(one for one in undo.listed() if one.undone)
    with pytest.raises(BranchError, match="已归档，不能再改。要改，请先重新打开"):
        undo.bring_back(gone.id)
    assert facts.attendances(meeting)[member.id].state == "present"
    undo.undo_last()
    assert undo.bring_back(gone.id) == "已重做：把沈一禾标为请假"
    assert facts.attendances(meeting)[member.id].reason == "有课"


def test_a_step_that_opens_a_filed_meeting_can_be_redone(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    member = people.person("沈一禾", TODAY)
    with act("归档"):
        assign(again(meeting), {"state": "filed"})
    roster.change_member(member, since=TODAY - timedelta(days=400), standing="probationary")
    frozen_lists.follow_roster(again(meeting), frozen_lists.differences(again(meeting)))
    opened = again(meeting).state
    undo.undo_last()
    assert again(meeting).state == "filed"
    undo.redo_last()
    assert again(meeting).state == opened != "filed"
    undo.undo_last()
    frozen_lists.let_stand(again(meeting), frozen_lists.differences(again(meeting)), "名册写错了")
    undo.undo_last()
    assert undo.redo_last().startswith("已重做：应到名单就这样")


def test_what_stands_there_already_is_not_brought_back(meeting: Meeting) -> None:
    meetings.edit_meeting(meeting, title="甲")
    undo.undo_last()
    meetings.edit_meeting(again(meeting), title="甲")
    left = next(one for one in undo.listed() if one.undone)
    with pytest.raises(BranchError, match="不用重做"):
        undo.bring_back(left.id)
    assert left in undo.listed()


def test_what_comes_next_and_what_it_changes(meeting: Meeting) -> None:
    assert undo.coming(back=False) is None
    item = facts.items(meeting)[0]
    meetings.edit_item(item, title="改过")
    coming = undo.coming(back=True)
    assert coming is not None
    assert [(thing.table, thing.id, thing.there) for thing in coming.things] == [("meeting", meeting.id, True)]
    assert (coming.name, coming.tables) == ("修改议程：集中学习", {"agenda_item"})
    for _ in range(2):
        undo.undo_last()
    coming = undo.coming(back=False)
    assert coming is not None
    assert [(thing.words, thing.there) for thing in coming.things] == [("会议“学习全会精神”", False)]


def test_an_act_within_an_act_is_part_of_it(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    attendance.record_attendance(meeting, ["沈一禾:有课"], ["外请专家"])
    assert undo.undo_last() == "已撤销：登记出勤：学习全会精神"
    assert facts.guests(meeting) == []
    assert view(meeting.id).head_count.excused == 0


def test_a_failed_act_is_none(meeting: Meeting) -> None:
    with pytest.raises(RuntimeError), act("不会成"):
        assign(meeting, {"title": "半途"})
        raise RuntimeError
    with act("什么都没改"):
        assign(again(meeting), {"title": "学习全会精神"})
    assert undo.next_undo() == "计划主题党日：学习全会精神"


@pytest.mark.usefixtures("branch")
def test_names_are_found_by_their_pinyin_after_undo() -> None:
    member = people.person("沈一禾", TODAY)
    roster.change_member(member, since=TODAY, name="林一禾")
    roster.add_member("顾清和")
    undo.undo_last()
    undo.undo_last()
    assert "shenyihe" in NameIndex.get_by_id(member.id).pinyin.split("|")
    assert not NameIndex.select().where(NameIndex.name == "顾清和").exists()
    undo.redo_last()
    assert "linyihe" in NameIndex.get_by_id(member.id).pinyin.split("|")
    undo.redo_last()
    before = [(row.name, row.pinyin) for row in NameIndex.select().order_by(NameIndex.name)]
    NameIndex.delete().execute()
    refresh_names()
    assert [(row.name, row.pinyin) for row in NameIndex.select().order_by(NameIndex.name)] == before


def raw(database: Path, statement: str) -> None:
    """A write by another program."""
    with closing(sqlite3.connect(database)) as other:
        other.execute(statement)
        other.commit()


def test_what_another_writer_changed_since_is_left_alone(meeting: Meeting, database: Path) -> None:
    meetings.edit_meeting(meeting, title="我的题目", place="302")
    raw(database, "UPDATE meeting SET place = '报告厅'")
    with pytest.raises(
        undo.ChangedSinceError, match=r"没有撤销“修改主题党日：学习全会精神”.*地点后来由其他程序改过"
    ) as told:
        undo.undo_last()
    assert (told.value.table, told.value.row) == ("meeting", meeting.id)
    assert (again(meeting).title, again(meeting).place) == ("我的题目", "报告厅")
    # The way to the earlier acts is open, and the same check holds for them.
    with pytest.raises(undo.ChangedSinceError):
        undo.undo_last()
    assert undo.undo_last().startswith("已撤销：导入名册")


def test_a_change_elsewhere_in_the_row_does_not_matter(meeting: Meeting, database: Path) -> None:
    meetings.edit_meeting(meeting, title="我的题目")
    raw(database, "UPDATE meeting SET place = '报告厅'")
    undo.undo_last()
    assert (again(meeting).title, again(meeting).place) == ("学习全会精神", "报告厅")


def test_an_undone_act_over_a_foreign_change_does_not_hide_it(meeting: Meeting, database: Path) -> None:
    meetings.edit_meeting(meeting, title="第一次")
    raw(database, "UPDATE meeting SET title = '别处改的'")
    meetings.edit_meeting(again(meeting), title="第二次")
    undo.undo_last()
    assert again(meeting).title == "别处改的"
    with pytest.raises(undo.ChangedSinceError):
        undo.undo_last()
    assert again(meeting).title == "别处改的"


def test_undo_reaches_through_a_deletion_that_was_undone(meeting: Meeting) -> None:
    item = facts.items(meeting)[0]
    meetings.edit_item(item, title="改过的议程")
    meetings.remove_item(item)
    for _ in range(2):
        undo.undo_last()
    assert [entry.title for entry in facts.items(meeting)] == ["集中学习", "交流研讨"]
    for _ in range(2):
        undo.redo_last()
    assert [entry.title for entry in facts.items(meeting)] == ["交流研讨"]


@pytest.mark.usefixtures("branch")
def test_typing_in_one_sitting_is_one_version() -> None:
    report = reports.new_report("题")
    text = "会议强调，要把学习成果转化为具体行动。" * 150
    reports.edit_report(report, body=text)
    for number in range(40):
        reports.edit_report(report, body=text + "继续写。" * number)
    versions = sql.value("SELECT count(*) FROM stamp_history WHERE length(value) > 1000")
    assert versions == 0, "only the empty text from before the sitting is kept"
    assert undo.undo_last() == "已撤销：修改新闻稿：题"
    assert Report.get_by_id(report.id).body == ""
    undo.redo_last()
    assert Report.get_by_id(report.id).body == text + "继续写。" * 39


@pytest.mark.parametrize("between", ["pause", "other act", "other name", "other writer", "short", "restart"])
@pytest.mark.usefixtures("branch")
def test_what_is_not_one_sitting_stays_apart(between: str, database: Path) -> None:
    report = reports.new_report("题")
    text = "短" if between == "short" else "会议强调，要把学习成果转化为具体行动。" * 150
    reports.edit_report(report, body=text)
    if between == "pause":
        sql.execute("UPDATE act SET at = at - ?", acts.SITTING + 1)
    elif between == "other act":
        reports.edit_report(report, kicker="栏目")
    elif between == "other writer":
        raw(database, "UPDATE report SET kicker = '别处'")
    elif between == "restart":
        close_database()
        open_database(database)
    with act("换一份正文") if between == "other name" else nullcontext():
        reports.edit_report(report, body=f"{text}。后来")
    undo.undo_last()
    assert Report.get_by_id(report.id).body == text


def test_record_and_state_go_together(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    first, second = facts.items(meeting)
    minutes.write_item(first, record="学习。", now=NOW)
    minutes.write_item(second, record="交流。", now=NOW + timedelta(hours=1))
    assert again(meeting).state == "recorded"
    undo.undo_last()
    assert again(meeting).state == "held"
    undo.redo_last()
    assert again(meeting).state == "recorded"


@pytest.mark.usefixtures("database")
def test_an_act_that_changed_nothing_in_the_end() -> None:
    group = Group.create(name="甲")
    with act("来回"):
        for name in ("乙", "甲"):
            assign(group, {"name": name})
    for step, words in ((undo.undo_last, "已撤销"), (undo.redo_last, "已重做"), (undo.undo_last, "已撤销")):
        assert step() == f"{words}：来回"
        assert Group.get_by_id(group.id).name == "甲"
    with pytest.raises(BranchError, match="没有可以撤销"):
        undo.undo_last()


@pytest.mark.usefixtures("database")
def test_a_text_typed_and_taken_out_again_in_one_sitting_hides_nothing(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    [first, *_] = facts.items(meeting)
    long = "学习。" * 1000
    minutes.write_item(first, record=long, now=NOW)
    minutes.write_item(facts.items(meeting)[1], record="别处", now=NOW)  # so that the next is a sitting of its own
    with autosave():
        minutes.write_item(facts.item(first.id), record=f"{long}又", now=NOW)
        minutes.write_item(facts.item(first.id), record=long, now=NOW)
    for item in (first, facts.items(meeting)[1], first):
        assert undo.undo_last() == f"已撤销：记录：{item.title}"
    assert facts.item(first.id).record == ""


def test_an_act_that_wrote_a_cell_twice() -> None:
    group = Group.create(name="甲")
    with act("两次"):
        for name in ("乙", "丙"):
            assign(group, {"name": name})
    undo.undo_last()
    assert Group.get_by_id(group.id).name == "甲"
    undo.redo_last()
    assert Group.get_by_id(group.id).name == "丙"


@pytest.mark.usefixtures("database")
def test_redo_sees_through_going_to_the_trash_and_coming_back() -> None:
    """Going to the trash stamps the name too, though an undo that only brings the row back says nothing about it."""
    group = Group.create(name="甲")
    for name, values in (("删", {"deleted": True}), ("还原", {"deleted": False}), ("改名", {"name": "乙"})):
        with act(name):
            assign(group, values)
    for _ in range(2):
        for _ in range(3):
            undo.undo_last()
        assert (Group.get_by_id(group.id).name, Group.get_by_id(group.id).deleted) == ("甲", False)
        for _ in range(3):
            undo.redo_last()
        assert (Group.get_by_id(group.id).name, Group.get_by_id(group.id).deleted) == ("乙", False)


@pytest.mark.usefixtures("database")
def test_a_pair_written_in_the_act_that_made_it_and_again_on_the_way_to_the_trash() -> None:
    """What is stamped with its pair only is told by it, also where an act goes on to stamp it by itself."""
    with act("计划"):
        meeting = Meeting.create(kind="党课", title="甲", planned_start=NOW, host=Member.create(name="林知远"))
        assign(meeting, {"host_name": "专家"})
    with act("恢复"):
        assign(meeting, {"host_name": ""})
        assign(meeting, {"deleted": True})
    for _ in range(2):
        assert [undo.undo_last(), undo.undo_last()] == ["已撤销：恢复", "已撤销：计划"]
        assert again(meeting).deleted
        assert [undo.redo_last(), undo.redo_last()] == ["已重做：计划", "已重做：恢复"]


@pytest.mark.usefixtures("database")
def test_a_pair_of_which_one_came_back_in_the_same_act() -> None:
    """The second act leaves the pair as it was, and stamps both columns three times."""
    with act("计划"):
        meeting = Meeting.create(kind="党课", title="甲", planned_start=NOW, host_name="王")
    with act("改"):
        assign(meeting, {"host_name": "李"})
    with act("来回"):
        member = Member.create(name="林知远")
        for values in ({"host_name": "张"}, {"host": member}, {"host": None, "host_name": "李"}):
            assign(meeting, values)
    assert [undo.undo_last() for _ in range(3)] == ["已撤销：来回", "已撤销：改", "已撤销：计划"]
