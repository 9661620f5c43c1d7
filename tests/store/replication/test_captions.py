"""Stored values as people read them."""

from datetime import datetime

import pytest

from branchtui.store.models import Document, Group, Meeting, Member
from branchtui.store.replication import captions
from branchtui.store.replication.registry import DELETED, TABLES


def shown(table: str, name: str, value: object) -> str:
    return captions.show(table, TABLES[table].column(name), value)


@pytest.mark.usefixtures("database")
def test_values_are_shown_in_words() -> None:
    group, member = Group.create(name="第一党小组"), Member.create(name="林知远")
    assert shown("roster_event", "value_id", group.id) == "第一党小组"
    assert shown("roster_event", "value_id", None) == "无"
    assert shown("roster_event", "value", "") == "无"
    assert shown("roster_event", "value", "suspended") == "停止党籍"
    assert shown("roster_event", "on", "0001-01-01") == "日期不详"
    assert shown("roster_event", "member_id", member.id) == "林知远"
    assert shown("attendance", "votes", 0) == "无"
    assert shown("attendance", "state", "left_early") == "早退"
    assert shown("attendance", "state", "unheard_of") == "unheard_of"
    assert shown("meeting", "starts_at", "2026-03-04 15:00:00") == "2026-03-04 15:00"
    assert shown("meeting", "ends_at", None) == ""
    assert shown("agenda_item", "minutes", 20) == "20"
    assert (captions.show("meeting", DELETED, 1), captions.show("meeting", DELETED, 0)) == ("在回收中", "")


@pytest.mark.usefixtures("database")
def test_a_reference_to_a_row_of_any_table_is_told_with_what_that_is() -> None:
    meeting = Meeting.create(kind="党课", title="学习全会精神", planned_start=datetime(2026, 3, 4, 15))
    assert shown("report", "about_table", "meeting") == "会议"
    assert shown("report", "about_id", meeting.id) == "会议“学习全会精神”"
    assert (shown("report", "about_table", ""), shown("report", "about_id", None)) == ("", "")
    assert shown("report", "about_table", "unheard_of") == "unheard_of"
    assert shown("report", "about_id", bytes(16)) == ""


@pytest.mark.usefixtures("database")
def test_a_row_and_a_column_have_names() -> None:
    meeting = Meeting.create(kind="党课", title="学习全会精神", planned_start=datetime(2026, 3, 4, 15))
    assert captions.thing("meeting", meeting.id) == "会议“学习全会精神”"
    assert captions.caption("meeting", TABLES["meeting"].column("host_id")) == "主持人"
    assert captions.caption("meeting", DELETED) == "内容"


@pytest.mark.usefixtures("database")
def test_what_a_college_makes_a_branch_keep_is_told_in_words() -> None:
    asked = Document.create(direction="in", kind="报表", title="情况表")
    assert shown("setting", "key", f"college_request:{asked.id.hex()}") == "学院发来的：情况表"
    assert (shown("setting", "key", "college_names"), shown("setting", "value", '"masked"')) == (
        "学院看到的人名",
        "都写成 张某某",
    )
