"""谈心谈话 as lines and as rows of the register; who has still to talk; 整改清单."""

from datetime import date

import pytest

from branchtui.errors import BranchError
from branchtui.store.models import Rectification, Talk
from branchtui.store.queries.finding.search import search
from branchtui.store.queries.year.talks import talks
from branchtui.workflows.board import board
from branchtui.workflows.meetings import meetings
from branchtui.workflows.people import roster
from branchtui.workflows.registers import register
from branchtui.workflows.registers.of_year import RECTIFICATION, TALK
from branchtui.workflows.safety import undo
from branchtui.workflows.year.end.coverage import coverage_of
from branchtui.workflows.year.end.talk_lines import add_talk, preview_talks
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.usefixtures("branch")


def told(text: str) -> list[tuple[str, str, str]]:
    return [(each.sort, each.called, each.words) for each in preview_talks(text, NOW).verdicts]


def test_a_line_becomes_a_talk() -> None:
    add_talk("3月2日 lzy和zyn 谈思想 办公室", NOW)
    (row,) = talks()
    assert (row.day, row.names, row.what, row.place) == (date(2026, 3, 2), "林知远和周以宁", "谈思想", "办公室")
    with pytest.raises(BranchError, match="已有同样的一条"):
        add_talk("3月2日 周以宁和林知远 谈思想", NOW)
    undo.undo_last()
    assert not talks()


def test_many_lines_are_looked_at_first_and_written_as_one_act() -> None:
    roster.add_member("顾清和")
    text = "3月1日 顾清和和沈亦和 谈思想\n\n3月2日 林知远和周以宁\n3月2日 林知远和周以宁\n3月2日 林知远和syh 谈\n3月3日 没有人和林知远"
    assert told(text) == [
        ("新增", "2026-03-01 顾清和和沈亦和", "谈思想"),
        ("新增", "2026-03-02 林知远和周以宁", ""),
        ("不变", "2026-03-02 林知远和周以宁", "已有同样的一条"),
        ("不能导入", "3月2日 林知远和syh 谈", "“syh”可能是沈一禾、沈亦和，请写姓名。"),
        ("不能导入", "3月3日 没有人和林知远", "名册上没有“没有人”，请核对姓名或简拼。"),
    ]
    assert not talks()
    assert preview_talks(text, NOW).write() == "已写入：新增 2 条。"
    assert len(talks()) == 2
    undo.undo_last()
    assert not talks()


@pytest.mark.parametrize(
    ("line", "why"),
    [("2026年12月1日 林知远和周以宁", "还没有到"), ("3月1日 林知远和林知远", "同一个人"), ("林知远和周以宁", "哪一天")],
)
def test_lines_that_can_not_be(line: str, why: str) -> None:
    ((sort, _, words),) = told(line)
    assert sort == "不能导入" and why in words
    with pytest.raises(BranchError, match=why):
        add_talk(line, NOW)
    with pytest.raises(BranchError, match=why):
        preview_talks(line, NOW).write()


def test_the_register_of_talks_is_named_by_who_talked() -> None:
    row = register.add(TALK, {"by": "林知远", "to": "周以宁", "day": "3月2日", "what": "谈思想"}, today=TODAY)
    register.change(TALK, row, today=TODAY, what="谈工作")
    assert "更改谈心谈话：林知远和周以宁" in undo.next_undo()
    for typed, why in (
        ({"to": "周以宁", "day": "3月2日"}, "谈话人不能为空"),
        ({"by": "林知远", "day": "3月2日"}, "谈话对象不能为空"),
        ({"by": "林知远", "to": "周以宁"}, "日期不能为空"),
    ):
        with pytest.raises(BranchError, match=why):
            register.add(TALK, typed, today=TODAY)


def test_who_has_still_to_talk_is_told_by_name_and_by_year() -> None:
    found = coverage_of(2026, TODAY)
    assert found.sentences == {
        "支委之间": "林知远和周以宁",
        "还没有和支委谈": "沈一禾、沈亦和、许青禾",
        "还没有和别的党员谈": "沈一禾、沈亦和、许青禾",
    }
    preview_talks(
        "3月1日 林知远和周以宁\n3月1日 沈一禾和林知远\n3月2日 沈一禾和沈亦和\n2025年3月2日 许青禾和林知远", NOW
    ).write()
    assert coverage_of(2026, TODAY).sentences == {
        "支委之间": "",
        "还没有和支委谈": "沈亦和、许青禾",
        "还没有和别的党员谈": "许青禾",
    }
    assert coverage_of(2025, TODAY).lacking.committee, "a talk counts for its own year"


def test_the_board_asks_for_talks_in_december() -> None:
    assert "talks" not in {duty.sort for duty in board(date(2026, 11, 30)).due}
    (duty,) = [duty for duty in board(date(2026, 12, 1)).due if duty.sort == "talks"]
    assert duty.known == "支委之间 1 对，没有和支委谈 3 人，没有和党员谈 3 人。"


def test_a_fault_is_on_the_board_until_it_is_put_right() -> None:
    held = meetings.plan_meeting("组织生活会", when="2026年3月4日下午3点", place="201", title="年度组织生活会", now=NOW)
    meetings.hold(held, now=NOW)
    typed = {"problem": "台账漏记", "measure": "当天记", "owner": "周以宁", "due": "3月1日", "meeting": "3月4日"}
    row = register.add(RECTIFICATION, typed, today=TODAY)
    (stored,) = Rectification.select()
    assert (stored.year, stored.meeting_id, stored.due) == (2026, held.id, date(2026, 3, 1))
    (duty,) = [duty for duty in board(TODAY).overdue if duty.sort == "rectify"]
    assert duty.duty == "整改 周以宁：台账漏记" and duty.open == ("rectification", row.id)
    register.change(RECTIFICATION, row, today=TODAY, done_on="今天", result="已改")
    assert "rectify" not in {duty.sort for duties in board(TODAY).groups().values() for duty in duties}
    assert RECTIFICATION.typed(stored)["meeting"] == "2026-03-04 年度组织生活会"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"problem": ""}, "问题不能为空"),
        ({"problem": "甲", "done_on": "2026-12-01"}, "完成了再记"),
        ({"problem": "甲", "year": "2031"}, "年度要写"),
        ({"problem": "甲", "meeting": "3月9日"}, "没有认出是哪次"),
    ],
)
def test_faults_that_can_not_be(typed: dict[str, str], why: str) -> None:
    with pytest.raises(BranchError, match=why):
        register.add(RECTIFICATION, typed, today=TODAY)


def test_both_are_found_by_the_search() -> None:
    add_talk("3月2日 林知远和周以宁 谈思想", NOW)
    register.add(RECTIFICATION, {"problem": "台账漏记"}, today=TODAY)
    assert {hit.kind for hit in search("谈思想")} == {"talk"} and Talk.select().count() == 1
    assert [hit.title for hit in search("台账漏记")] == ["台账漏记"]
