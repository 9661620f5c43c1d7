"""The steps on the way to membership: told once, changed, taken back; and who is listed with what is due."""

from datetime import date

import pytest

from branchtui.errors import BranchError
from branchtui.papers.tree import Table
from branchtui.rules.blanks import UNFILLED
from branchtui.store.models import DevelopmentStep
from branchtui.store.queries import people
from branchtui.store.queries.registers import development
from branchtui.workflows.board import board
from branchtui.workflows.development.overview import DevelopingList, developing, of_member
from branchtui.workflows.development.papers import register_paper
from branchtui.workflows.development.steps import STEP
from branchtui.workflows.meetings import meetings
from branchtui.workflows.people.roster import add_member, change_member
from branchtui.workflows.registers import register
from branchtui.workflows.safety import undo
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.usefixtures("branch")


@pytest.fixture
def activist(branch: object) -> bytes:
    member = add_member("许南乔", since=date(2025, 1, 5), standing="applicant")
    change_member(member, since=date(2025, 9, 1), standing="activist")
    return member.id


def step(**typed: str) -> DevelopmentStep:
    row = register.add(STEP, {"member": "许南乔", "step": "培养考察", "day": "2026-02-20", **typed}, today=TODAY)
    assert isinstance(row, DevelopmentStep)
    return row


def test_who_is_listed(activist: bytes) -> None:
    add_member("贺知秋", since=date(2026, 3, 1), standing="applicant")
    add_member("温言", since=date(2026, 3, 1), standing="full")
    rows = developing(TODAY)
    assert [
        (row.of.name, row.next_words, str(row.due and row.due.by)) for row in rows if row.of.standing != "probationary"
    ] == [
        ("许南乔", "培养考察", "2026-03-01"),
        ("贺知秋", "申请谈话", "2026-04-01"),
    ]
    assert [row.of.name for row in DevelopingList(TODAY, "xunan").page(0, 9)] == ["许南乔"]
    assert DevelopingList(TODAY, "申请人").count() == 1
    assert [(str(stage.since), stage.standing) for stage in rows[-2].of.stages] == [
        ("2025-01-05", "applicant"),
        ("2025-09-01", "activist"),
    ]


def test_the_board_tells_what_is_due_until_it_was_done(activist: bytes) -> None:
    def told() -> list[str]:
        return [duty.duty for part in board(TODAY).groups().values() for duty in part if duty.sort == "development"]

    assert told() == ["培养考察：许南乔"]
    made = step()
    assert told() == []
    register.remove(made)
    assert told() == ["培养考察：许南乔"]
    change_member(made.member, since=TODAY, leaves=True)
    assert told() == [], "of who left nothing is due"


def test_a_step_is_told_once_and_its_day_can_be_put_right(activist: bytes) -> None:
    made = step(note="表现良好")
    with pytest.raises(BranchError, match="“培养考察”已经记过"):
        step()
    moved = register.change(STEP, made, today=TODAY, day="2026-02-21")
    assert [(row.day, row.note) for row in development.steps(activist)] == [(date(2026, 2, 21), "表现良好")]
    other = step(note="又一次")
    with pytest.raises(BranchError, match="已经记过"):
        register.change(STEP, moved, today=TODAY, day="2026-02-20")
    register.remove(other)
    assert len(development.steps(activist)) == 1
    undo.undo_last()
    assert len(development.steps(activist)) == 2


def test_a_step_that_was_removed_can_be_told_again(activist: bytes) -> None:
    register.remove(step(note="旧"))
    step(note="新")
    assert [row.note for row in development.steps(activist)] == ["新"]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"member": ""}, "人员不能为空"),
        ({"day": ""}, "日期不能为空"),
        ({"day": "2026-03-11"}, "还没有到"),
        ({"step": ""}, "环节"),
        ({"to_day": "2026-02-01"}, "之前"),
        ({"meeting": "没有的会"}, "没有开过“没有的会”这次会"),
        ({"member": "谁也不是"}, "没有“谁也不是”"),
    ],
)
def test_what_can_not_be_is_refused(activist: bytes, typed: dict[str, str], why: str) -> None:
    with pytest.raises(BranchError, match=why):
        step(**typed)
    assert not DevelopmentStep.select().count()


def test_a_step_rests_on_a_meeting_that_was_held(activist: bytes) -> None:
    held = meetings.plan_meeting("支部党员大会", when=NOW.replace(hour=8), place="201", title="讨论培养考察", now=NOW)
    with pytest.raises(BranchError, match="没有开过"):
        step(meeting="讨论培养考察")
    meetings.hold(held, now=NOW)
    row = step(meeting="讨论培养考察")
    assert STEP.typed(row)["meeting"] == f"{TODAY} 支部党员大会 讨论培养考察"
    register.change(STEP, row, today=TODAY, note="一致同意")
    (seen,) = development.steps(activist)
    assert (seen.meeting, seen.note) == (f"{TODAY} 支部党员大会 讨论培养考察", "一致同意")


def test_the_register_says_what_is_known_and_leaves_the_rest_blank(activist: bytes) -> None:
    step(by="周以宁", note="表现良好")
    paper = register_paper(activist, TODAY)
    about, steps = (block.rows for block in paper.blocks if isinstance(block, Table))
    assert dict(about)["申请入党日期"] == "2025年1月5日" and dict(about)["确定积极分子日期"] == "2025年9月1日"
    assert "确定发展对象日期" not in dict(about) and dict(about)["性别"] == UNFILLED
    assert steps == (("1", "培养考察", "2026年2月20日", "周以宁", "表现良好"),)


def test_somebody_who_became_a_full_member_keeps_the_steps(activist: bytes) -> None:
    step()
    for day, standing in (
        (date(2026, 3, 1), "candidate"),
        (date(2026, 3, 2), "probationary"),
        (date(2026, 3, 3), "full"),
    ):
        change_member(people.member(activist), since=day, standing=standing)
    row = of_member(activist, TODAY)
    assert row.of.standing == "full" and len(row.of.steps) == 1 and row.next_step == "上级审批转正"
