"""The history of a thing, and going back to what it was."""

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.store.engine import sql
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.models import Group, Material, Meeting, Plan, PlanItem
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.store.writes import append, assign
from branchtui.workflows.meetings import attendance, meetings, minutes
from branchtui.workflows.people import roster
from branchtui.workflows.reports import reports
from branchtui.workflows.safety import history, undo
from tests.conftest import NOW, TODAY
from tests.store.older import first_schema


def told(entry: history.Entry) -> list[tuple[str, str, str, str]]:
    return [(change.part, change.field, change.before, change.after) for change in entry.changes]


def now() -> datetime:
    """Acts bear the machine's time, so these tests ask with it too."""
    return datetime.now()


def test_who_when_and_what_stood_there(meeting: Meeting) -> None:
    meetings.edit_meeting(meeting, title="新题目", host="沈一禾")
    meetings.hold(meeting, now=NOW)
    attendance.mark_rest_present(meeting)
    attendance.set_states(meeting, {people.person("周以宁", TODAY).id: ("excused", "因公出差")})
    newest, rest, held, edited, made = history.of(meeting, now())
    assert [entry.number for entry in (made, edited, held, rest, newest)] == [1, 2, 3, 4, 5]
    assert rest.name == "点名，其余 5 人都到：新题目"
    assert ("出勤“林知远”", "出勤", "未点名", "到") in told(rest)
    assert newest.name == "把周以宁标为请假"
    assert told(newest) == [("出勤“周以宁”", "出勤", "到", "请假"), ("出勤“周以宁”", "原因", "", "因公出差")]
    assert set(told(edited)) == {("", "题目", "学习全会精神", "新题目"), ("", "主持人", "林知远", "沈一禾")}
    assert ("", "状态", "已计划", "已召开") in told(held)
    assert ("", "新增", "", "新题目") in told(made)
    assert ("议程“集中学习”", "新增", "", "集中学习") in told(made)
    assert abs(now() - newest.at) < timedelta(minutes=1) if newest.at else False
    assert newest.who.endswith("）")
    assert not newest.suspect


def test_trash_undo_and_order_are_told(meeting: Meeting) -> None:
    item = facts.items(meeting)[0]
    meetings.move_item(item, 1)
    meetings.remove_item(item)
    undo.undo_last()
    undone, removed, moved, _ = history.of(meeting, now())
    assert told(moved) == [("议程“集中学习”", "顺序", "", "")]
    assert told(removed) == [("议程“集中学习”", "移入回收", "", "在回收中")]
    assert undone.name == "撤销：删除议程：集中学习"
    assert told(undone) == [("议程“集中学习”", "恢复", "在回收中", "")]


def test_long_text_is_compared_by_sentences(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    item = facts.items(meeting)[0]
    start = "会议由林知远主持。大家认真学习了全会公报。会议要求把学习成果转化为服务师生的行动。"
    minutes.write_item(item, record=start, now=NOW)
    minutes.write_item(item, record=start.replace("大家认真", "与会同志深入") + "会议结束。", now=NOW)
    change = history.of(meeting, now())[0].changes[0]
    assert [(piece.mark, piece.text) for piece in change.pieces] == [
        (" ", "会议由林知远主持。"),
        ("-", "大家认真学习了全会公报。"),
        ("+", "与会同志深入学习了全会公报。"),
        (" ", "会议要求把学习成果转化为服务师生的行动。"),
        ("+", "会议结束。"),
    ]
    assert "".join(piece.text for piece in change.pieces if piece.mark != "-") == change.after


def test_another_program_and_a_wrong_clock(meeting: Meeting, database: Path) -> None:
    with closing(sqlite3.connect(database)) as other:
        other.execute("UPDATE meeting SET place = '别处'")
        other.commit()
    close_database()
    open_database(database)
    raw = history.of(meeting, now())[0]
    assert (raw.name, raw.who, told(raw)) == ("由其他程序修改", "其他程序", [("", "地点", "行政楼201", "别处")])
    meetings.edit_meeting(facts.meeting(meeting.id), title="后来")
    newest = history.of(meeting, now())[0]
    assert not newest.suspect
    assert newest.at is not None
    for sooner, suspect in ((timedelta(hours=24), False), (timedelta(hours=24, seconds=1), True)):
        assert history.of(meeting, newest.at - sooner)[0].suspect == suspect, "from the future"
    sql.execute("UPDATE act SET at = at - 400000 WHERE name LIKE '修改%'")
    assert history.of(meeting, now())[0].suspect, "earlier than what it came after"


def test_rows_older_than_the_stamps_have_no_beginning(tmp_path: Path) -> None:
    first_schema(tmp_path / "old.db")
    open_database(tmp_path / "old.db")
    group = Group.get()
    assert history.of(group, now()) == []
    sql.execute("UPDATE party_group SET name = '改名'")
    close_database()
    open_database(tmp_path / "old.db")
    (entry,) = history.of(group, now())
    assert told(entry) == [("", "名称", "第一党小组", "改名")]
    assert (entry.name, entry.who) == ("由其他程序修改", "其他程序")
    close_database()


def test_one_field_goes_back(meeting: Meeting) -> None:
    meetings.edit_meeting(meeting, title="第二个", place="302")
    meetings.edit_meeting(meeting, title="第三个")
    entry = history.of(meeting, now())[1]
    change = next(change for change in entry.changes if change.field == "题目")
    assert history.revert(meeting, entry, change, now=now()) == "已恢复会议“第三个”的题目"
    back = facts.meeting(meeting.id)
    assert (back.title, back.place) == ("学习全会精神", "302")
    undo.undo_last()
    assert facts.meeting(meeting.id).title == "第三个"


def test_a_whole_thing_goes_back(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    minutes.write_minutes(meeting, "# 集中学习\n学习。\n# 临时动议\n建议。", now=NOW)
    meetings.edit_meeting(facts.meeting(meeting.id), title="改")
    written = history.of(meeting, now())[1]
    history.revert(meeting, written, now=now())
    back = facts.meeting(meeting.id)
    assert back.title == "学习全会精神"
    assert [(item.title, item.record) for item in facts.items(back)] == [("集中学习", ""), ("交流研讨", "")]
    with pytest.raises(BranchError, match="不用恢复"):
        history.revert(meeting, written, now=now())
    undo.undo_last()
    assert len(facts.items(meeting)) == 3


@pytest.mark.usefixtures("branch")
def test_a_person_and_a_report() -> None:
    member = people.person("沈一禾", TODAY)
    roster.change_member(member, since=date(2026, 3, 5), standing="probationary", name="沈一和")
    change, _ = history.of(people.member(member.id), now())
    assert ("", "姓名", "沈一禾", "沈一和") in told(change)
    assert any(part.startswith("名册“沈一和 人员类别") for part, *_ in told(change))
    entry = history.of(member, now())[0]
    history.revert(member, entry, now=now())
    assert people.person("沈一禾", TODAY).name == "沈一禾"
    report = reports.new_report("题")
    reports.set_bylines(report, [("文", "周以宁")])
    names = [name for _, name, *_ in told(history.of(report, now())[0])]
    assert "署名" in names and "移入回收" in names


@pytest.mark.usefixtures("branch")
def test_a_part_of_a_part_is_told_and_goes_back() -> None:
    with act("做计划"):
        plan = Plan.create(title="春季学期", first_day=date(2026, 2, 20), last_day=date(2026, 7, 10))
        item = append(PlanItem, plan=plan, theme="学习条例")
        read = append(Material, plan_item=item, title="《条例》")
    with act("改材料"):
        assign(read, {"source": "人民日报"})
    changed, made = history.of(plan, now())
    assert ("学习材料“《条例》”", "新增", "", "《条例》") in told(made)
    assert told(changed) == [("学习材料“《条例》”", "来源", "", "人民日报")]
    step = undo.coming(back=True)
    assert step is not None and [thing.words for thing in step.things] == ["学习计划“春季学期”"]
    assert history.revert(plan, changed, now=now()) == "已恢复学习计划“春季学期”到第 2 次修改之前"
    assert Material.get_by_id(read.id).source == ""
