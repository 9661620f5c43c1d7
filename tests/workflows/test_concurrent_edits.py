"""A form whose row changed under it saves its own fields and asks about those both changed."""

import sqlite3
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings as facts
from branchtui.store.replication import row_versions
from branchtui.workflows.concurrent_edits import save_dirty
from branchtui.workflows.meetings import meetings
from branchtui.workflows.safety import undo
from tests.conftest import NOW

SHOWN = {"title": "学习全会精神", "place": "行政楼201", "host": "林知远"}


@pytest.fixture
def token(meeting: Meeting) -> row_versions.Token:
    return row_versions.token(meeting)


def elsewhere(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as other:
        other.execute(statement)
        other.commit()


def save(meeting: Meeting, token: row_versions.Token, **typed: str):  # type: ignore[no-untyped-def]
    now = row_versions.token(facts.meeting(meeting.id))
    return save_dirty(token, now, SHOWN, {**SHOWN, **typed}, partial(meetings.edit_meeting, facts.meeting(meeting.id)))


def test_nothing_changed_nothing_written(meeting: Meeting, token: row_versions.Token) -> None:
    assert save(meeting, token) == ()
    assert undo.next_undo() == "计划主题党日：学习全会精神"
    assert row_versions.changed(token, row_versions.token(meeting)) == {}


def test_fields_of_others_stay(meeting: Meeting, token: row_versions.Token, database: Path) -> None:
    elsewhere(database, "UPDATE meeting SET place = '报告厅'")
    assert save(meeting, token, title="我的") == ()
    now = facts.meeting(meeting.id)
    assert (now.title, now.place) == ("我的", "报告厅")


def test_a_field_both_changed_is_asked_about(meeting: Meeting, token: row_versions.Token, database: Path) -> None:
    elsewhere(database, "UPDATE meeting SET title = '别处的'")
    (clash,) = save(meeting, token, title="我的", place="302")
    assert (clash.name, clash.label, clash.base, clash.mine, clash.theirs) == (
        "title",
        "题目",
        "学习全会精神",
        "我的",
        "别处的",
    )
    assert clash.who == "其他程序"
    now = facts.meeting(meeting.id)
    assert (now.title, now.place) == ("别处的", "302")


def test_the_same_words_are_no_clash(meeting: Meeting, token: row_versions.Token, database: Path) -> None:
    elsewhere(database, "UPDATE meeting SET title = '一样的'")
    assert save(meeting, token, title="一样的") == ()


def test_a_person_is_one_field(meeting: Meeting, token: row_versions.Token, database: Path) -> None:
    elsewhere(database, "UPDATE meeting SET host_id = NULL, host_name = '外请专家'")
    (clash,) = save(meeting, token, host="沈一禾")
    assert (clash.label, clash.mine, clash.theirs) == ("主持人", "沈一禾", "外请专家")


def test_a_row_in_the_trash_is_not_saved(meeting: Meeting, token: row_versions.Token, database: Path) -> None:
    elsewhere(database, "UPDATE meeting SET deleted = 1")
    with pytest.raises(BranchError, match="移入回收"):
        save(meeting, token, title="我的")


def test_a_time_is_kept_in_two_columns(meeting: Meeting, token: row_versions.Token, database: Path) -> None:
    elsewhere(database, "UPDATE meeting SET planned_end = '2026-03-04 18:00:00'")
    now = row_versions.token(meeting)
    (clash,) = save_dirty(token, now, {"when": "3月4日下午3点"}, {"when": "3月5日下午3点"}, lambda when: None)
    assert (clash.label, clash.theirs) == ("计划开始", "2026-03-04 15:00")


def test_an_end_told_elsewhere_is_asked_about(meeting: Meeting, database: Path) -> None:
    meetings.hold(meeting, now=NOW)
    token = row_versions.token(facts.meeting(meeting.id))
    elsewhere(database, "UPDATE meeting SET ends_at = '2026-03-04 16:45:00'")
    write = partial(meetings.edit_meeting, facts.meeting(meeting.id))
    now = row_versions.token(meeting)
    (clash,) = save_dirty(token, now, {"until": ""}, {"until": "四点半"}, write)
    assert (clash.label, clash.mine, clash.theirs) == ("散会时间", "四点半", "2026-03-04 16:45")
    write(until=clash.theirs)
    assert facts.meeting(meeting.id).ends_at == datetime(2026, 3, 4, 16, 45)
