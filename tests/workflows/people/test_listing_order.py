"""The roster, a meeting's roll, its papers and what is told before filing list people in one order."""

from datetime import datetime

import pytest

from branchtui.rules.roster import BY_STROKES
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings, people
from branchtui.store.queries.meeting_view import view
from branchtui.workflows.exporting.meeting_papers import meeting_facts
from branchtui.workflows.meeting_rules import kind_of
from branchtui.workflows.meetings import attendance
from branchtui.workflows.meetings.filing import gaps
from branchtui.workflows.meetings.meetings import hold, plan_meeting
from branchtui.workflows.people.branch import create_branch
from branchtui.workflows.people.listing_order import list_people_by
from branchtui.workflows.people.roster import add_member, apply_roster, change_member, preview_roster
from branchtui.workflows.safety import undo
from tests.conftest import NOW, TODAY

FILE = """姓名,工号,人员类别,党内职务
王小满,1009,正式党员,
丁予,1001,预备党员,
林知远,1002,正式党员,书记
安澜,1008,正式党员,宣传委员
白露,1003,正式党员,
"""
ORDER = ["林知远", "白露", "安澜", "王小满", "丁予", "方后来"]


@pytest.fixture
def planned(database: object) -> Meeting:
    """A meeting of everybody; 白露 became 组织委员 after the file was imported, 方后来 came by hand."""
    create_branch("甲支部", "乙学院", "林知远", today=TODAY)
    apply_roster(preview_roster(FILE.encode(), "名册.csv", as_of=None, today=TODAY))
    since = datetime(2026, 3, 1).date()
    change_member(people.person("白露", TODAY), since=since, office="组织委员")
    add_member("方后来", since=since, staff_no="1000")
    return plan_meeting(
        "主题党日", when="2026年3月9日下午3点", place="101", title="学习", host="林知远", recorder="安澜", now=NOW
    )


def test_the_roster(planned: Meeting) -> None:
    assert [row.name for row in people.MemberList(TODAY).page(0, 9)] == ORDER


@pytest.mark.parametrize("held", [False, True])
def test_a_meeting_and_its_papers(planned: Meeting, held: bool) -> None:
    if held:
        hold(planned, now=NOW)
    seen = view(planned.id)
    assert [person.name for person in seen.expected(kind_of(planned))] == ORDER
    assert [person.name for person in meeting_facts(seen, kind_of(planned)).people] == ORDER


@pytest.mark.parametrize("held", [False, True])
def test_by_strokes_wherever_people_are_listed_until_it_is_undone(planned: Meeting, held: bool) -> None:
    if held:
        hold(planned, now=NOW)
    list_people_by(BY_STROKES)
    by_strokes = ["林知远", "白露", "安澜", "丁予", "王小满", "方后来"]
    assert [row.name for row in people.MemberList(TODAY).page(0, 9)] == by_strokes
    assert [person.name for person in view(planned.id).expected(kind_of(planned))] == by_strokes
    undo.undo_last()
    assert [row.name for row in people.MemberList(TODAY).page(0, 9)] == ORDER
    list_people_by(BY_STROKES)
    list_people_by("own")
    assert [person.name for person in view(planned.id).expected(kind_of(planned))] == ORDER


def test_undo_tells_in_words_what_it_would_change(planned: Meeting) -> None:
    list_people_by(BY_STROKES)
    coming = undo.coming(back=True)
    assert coming is not None and coming.name == "人员按姓氏笔画排列"
    assert [thing.words for thing in coming.things] == ["设置“人员的顺序”"]


def test_what_is_missing_before_filing(planned: Meeting) -> None:
    hold(planned, now=NOW)
    attendance.set_states(planned, {people.person("安澜", TODAY).id: ("present", "")})
    words = next(gap.words for gap in gaps(meetings.meeting(planned.id)) if gap.station == "attendance")
    assert "、".join(name for name in ORDER if name != "安澜") in words
