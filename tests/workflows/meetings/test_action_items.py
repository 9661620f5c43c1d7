"""What a meeting agreed: noted, changed, done, taken back; and what the papers and the search know of it."""

from datetime import date

import pytest

from branchtui.errors import BranchError
from branchtui.store.engine import sql
from branchtui.store.models import ActionItem, Meeting
from branchtui.store.queries import action_items as facts
from branchtui.store.queries import meetings as meeting_facts
from branchtui.store.queries.finding.search import search
from branchtui.store.queries.meeting_view import view
from branchtui.workflows.exporting.meeting_papers import meeting_papers
from branchtui.workflows.meetings import action_items, meetings
from branchtui.workflows.meetings.action_items import add_action, change_action, finish_action
from branchtui.workflows.safety import history, undo
from tests.conftest import NOW, TODAY


@pytest.fixture
def held(meeting: Meeting) -> Meeting:
    return meetings.hold(meeting, now=NOW)


def told(meeting: Meeting) -> list[tuple[str, str, date | None, date | None]]:
    seen = view(meeting.id)
    return [(row.what, seen.owners[row.id], row.due, row.done_on) for row in seen.actions]


def test_what_is_agreed_stands_in_order_with_owner_and_day(held: Meeting) -> None:
    add_action(held, "修订值班表", owner="周以宁", due="下周五", today=TODAY)
    add_action(held, "联系场地", owner="校团委老师", due="6月30日", today=TODAY)
    add_action(held, "收集意见", item=meeting_facts.items(held)[1], today=TODAY)
    assert told(held) == [
        ("修订值班表", "周以宁", date(2026, 3, 20), None),
        ("联系场地", "校团委老师", date(2026, 6, 30), None),
        ("收集意见", "", None, None),
    ]
    assert [row.what for row in facts.open_items()] == ["修订值班表", "联系场地", "收集意见"], "the earliest first"
    assert ActionItem.get(what="修订值班表").owner.name == "周以宁"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"what": " "}, "事项不能为空"),
        ({"due": "哪天"}, "没有看懂日期"),
        ({"due": "3月1日"}, "完成时限2026年3月1日早于会议那天（2026年3月4日）"),
        ({"owner": "沈亦和#9999"}, "没有工号以 9999 结尾"),
    ],
)
def test_what_can_not_be_is_refused(held: Meeting, values: dict[str, str], words: str) -> None:
    with pytest.raises(BranchError, match=words):
        add_action(held, **{"what": "修订值班表", **values}, today=TODAY)
    assert told(held) == []


def test_nothing_is_agreed_before_the_meeting(meeting: Meeting) -> None:
    with pytest.raises(BranchError, match="还没有登记开展，还没有议定的事"):
        add_action(meeting, "修订值班表", today=TODAY)


def test_a_change_writes_what_is_given_and_empty_takes_away(held: Meeting) -> None:
    row = add_action(held, "修订值班表", owner="周以宁", due="下周五", today=TODAY)
    change_action(row, owner="", due="3月25日", today=TODAY)
    assert told(held) == [("修订值班表", "", date(2026, 3, 25), None)]
    change_action(row, what="修订并公布值班表", due="", today=TODAY)
    assert told(held) == [("修订并公布值班表", "", None, None)]


def test_done_and_not_done_are_one_act_each(held: Meeting) -> None:
    row = add_action(held, "修订值班表", today=TODAY)
    with pytest.raises(BranchError, match="还没有记为办成"):
        action_items.reopen_action(row)
    finish_action(row, note="已张贴", today=TODAY)
    assert told(held)[0][3] == TODAY and facts.open_items() == []
    assert [(each.done_on, each.done_note) for each in facts.all_items()] == [(TODAY, "已张贴")]
    assert undo.undo_last() == "已撤销：办成：修订值班表"
    assert told(held)[0][3] is None and facts.action_item(row.id).done_note == ""
    finish_action(facts.action_item(row.id), on="3月6日", today=TODAY)
    assert told(held)[0][3] == date(2026, 3, 6)
    action_items.reopen_action(facts.action_item(row.id))
    assert [each.what for each in facts.open_items()] == ["修订值班表"]
    action_items.remove_action(facts.action_item(row.id))
    assert told(held) == [] and facts.all_items() == []
    names = [entry.name for entry in history.of(held, NOW)]
    assert names[:2] == ["删除议定事项：修订值班表", "还没办成：修订值班表"], "told in the history of its meeting"


@pytest.mark.parametrize(("on", "words"), [("明天", "还没有到，办成以后再记"), ("3月3日", "早于会议那天")])
def test_done_on_a_day_that_can_not_be(held: Meeting, on: str, words: str) -> None:
    row = add_action(held, "修订值班表", today=TODAY)
    with pytest.raises(BranchError, match=words):
        finish_action(row, on=on, today=TODAY)
    assert told(held)[0][3] is None


def test_a_filed_meeting_keeps_what_it_agreed_and_lets_it_be_done(held: Meeting) -> None:
    row = add_action(held, "修订值班表", owner="周以宁", due="下周五", today=TODAY)
    before = dict(meeting_papers(held))["minutes"]
    meetings.set_state(held, "filed")
    with pytest.raises(BranchError, match="已归档，不能再改"):
        change_action(facts.action_item(row.id), due="", today=TODAY)
    with pytest.raises(BranchError, match="已归档，不能再改"):
        action_items.remove_action(facts.action_item(row.id))
    finish_action(facts.action_item(row.id), today=TODAY)
    assert told(held)[0][3] == TODAY
    assert dict(meeting_papers(held))["minutes"].blocks == before.blocks, "the record states what was agreed"


def test_it_is_found(held: Meeting) -> None:
    assert search("值班表") == []
    add_action(held, "修订值班表", owner="校团委老师", today=TODAY)
    assert [(hit.kind, hit.id, hit.in_text) for hit in search("值班表")] == [("meeting", held.id, True)]
    assert [hit.id for hit in search("校团委")] == [held.id]


def test_an_item_with_something_agreed_stays(held: Meeting) -> None:
    item = meeting_facts.items(held)[1]
    row = add_action(held, "收集意见", item=item, today=TODAY)
    with pytest.raises(BranchError, match="下有议定事项，不能删除"):
        meetings.remove_item(item)
    action_items.remove_action(row)
    meetings.remove_item(item)


def test_what_is_open_is_read_by_an_index(held: Meeting) -> None:
    statement = facts.OPEN
    plan = " ".join(str(row) for row in sql.rows(f"EXPLAIN QUERY PLAN {statement}"))
    assert "action_item_open" in plan and "SCAN m" not in plan, plan
