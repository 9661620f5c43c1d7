"""The roll of fifty people in few keys, reasons of each state apart, guests from the roll, and who is away for long."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

import pytest

from branchtui.paths import Home
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings, people
from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.meeting_view import view
from branchtui.workflows.meetings.attendance import add_guest
from branchtui.workflows.meetings.meetings import hold, plan_meeting
from branchtui.workflows.people.contacts import add_contact
from branchtui.workflows.people.roster import add_member, change_member
from tests.ui.conftest import NOW, Desk, opened

SURNAMES = "陈韩唐冯董萧程曹袁邓许傅梁曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊"
GIVEN = ("思齐", "景行", "若水", "清和", "致远")


def _fifty() -> Meeting:
    """A held meeting that expects fifty people."""
    for number, surname in enumerate(SURNAMES):
        add_member(f"{surname}{GIVEN[number % len(GIVEN)]}", since=date(2024, 3, 1), staff_no=f"F{number:03}")
    row = plan_meeting("支部党员大会", when=datetime(2026, 9, 9, 15), place="301", title="秋季学期", now=NOW)
    return hold(row, now=NOW)


def _states(row: Meeting) -> dict[str, tuple[str, str]]:
    return {people.member(key).name: (e.state, e.reason) for key, e in meetings.attendances(row).items()}


async def _count(desk: Desk, *keys: str) -> int:
    await desk.press(*keys)
    return sum(len(key) - 1 if key.startswith("'") else 1 for key in keys)


async def test_three_of_fifty_are_missing_in_fifteen_keys(
    seeded_home: Home, record_property: Callable[[str, object], None]
) -> None:
    row = _fifty()
    assert len(meetings.attendances(row)) == 50
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.app.open_thing("meeting", row.id, "attendance")
        await desk.settle()
        count = await _count(desk, "'hjx", "tab", "8", "'trs", "tab", "9", "'fqh", "enter", "ctrl+s")
    told = {name: state for name, state in _states(row).items() if state[0] != "present"}
    record_property("campaign", f"{'50 people, 3 missing, 2 with reasons: keys':44}{count:>8}{0:>8}")
    assert sorted(told.values()) == [("absent", ""), ("excused", "因公出差"), ("excused", "病假")]
    assert count <= 15
    assert Counter(state for state, _ in _states(row).values())["present"] == 47


@pytest.mark.slow
async def test_all_there_is_one_key_and_late_takes_no_more_than_absent_with_a_reason(seeded_home: Home) -> None:
    row = _fifty()
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.app.open_thing("meeting", row.id, "attendance")
        await desk.settle()
        await desk.press("ctrl+s")
        assert set(_states(row).values()) == {("present", "")}
        await desk.press("'hjx", "tab", "2", "'trs", "tab", "3", "'fqh", "tab", "4")
    assert Counter(state for state, _ in _states(row).values()) == {
        "present": 47,
        "late": 1,
        "left_early": 1,
        "online": 1,
    }


async def test_a_reason_typed_once_is_offered_again_for_its_state_alone(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f3", "'zxy", "tab", "5", "'陪护家人", "enter")
        assert "赵星野：请假（陪护家人）。" in desk.text
        await desk.press("'htl", "tab", "5")
        assert "1  陪护家人" in desk.text
        await desk.press("1", "'htl", "tab", "6")
        assert "1  无故缺席" in desk.text and "  陪护家人  " not in desk.text.replace("请假   陪护家人", "")
    assert suggestions.reasons("excused")[0] == "陪护家人"
    assert suggestions.reasons("absent") == ["无故缺席", "没有请假", "联系不上"]


async def test_tab_right_behind_a_mark_asks_about_whom_it_marked(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f3", "'zxy", "enter", "tab", "5", "2")
        assert "赵星野：请假（病假）。" in desk.text


async def test_who_is_not_expected_is_added_from_the_roll_with_the_unit_of_the_contact(seeded_home: Home) -> None:
    add_contact("何清源", unit="海州大学宣传部", position="副部长")
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f3", "'hqy", "tab")
        assert "何清源  海州大学宣传部副部长" in desk.text
        await desk.press("1")
        assert "已加列席：何清源（海州大学宣传部副部长）" in desk.text
        await desk.press("'路人甲", "tab", "1")
        await desk.press("'qqq", "tab")
        assert desk.said[-1].startswith("应到名单和往来里都没有“qqq”")


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_who_is_away_is_shown_as_the_roster_has_it_and_a_correction_is_seen(
    seeded_home: Home, size: tuple[int, int]
) -> None:
    shen = people.person("沈一禾", NOW.date())
    change_member(shen, away="产假", since=date(2026, 8, 1))
    row = plan_meeting("主题党日", when=datetime(2026, 9, 9, 15), place="301", title="秋季学期", now=NOW)
    async with opened(seeded_home, size) as desk:
        await desk.app.open_thing("meeting", row.id, "attendance")
        await desk.settle()
        await desk.press("f5", "enter", "enter")
        await desk.until(lambda: bool(meetings.attendances(row)))
        assert "其中 1 人长期不在，已先记请假" in desk.said[-1]
        await desk.press("f3")
        assert "请假   产假" in desk.text and "长期不在" in desk.text
        await desk.press("'syh", "enter")
        assert "名册：产假" in desk.text and view(row.id).head_count.present == 1


def test_a_guest_of_whom_a_unit_is_told_is_remembered_once(seeded_home: Home) -> None:
    (row,) = [row for row in Meeting.select() if row.state == "held"]
    first = add_guest(row, "何清源（海州大学宣传部）：“讲好身边的事”")
    assert (first.position, first.topic, first.contact.unit) == ("海州大学宣传部", "讲好身边的事", "海州大学宣传部")
    assert add_guest(row, "何清源").contact_id == first.contact_id
    assert add_guest(row, "赵星野", position="教务秘书").contact_id is None, "who is on the roster is no outsider"


async def test_a_name_that_is_typed_and_not_marked_yet_is_not_taken_for_present(seeded_home: Home) -> None:
    row = _fifty()
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.app.open_thing("meeting", row.id, "attendance")
        await desk.settle()
        await desk.press("'hjx", "ctrl+s")
        assert any("“hjx”还没有记" in words for words in desk.said)
        assert set(_states(row).values()) == {("unmarked", "")}
        await desk.press("enter", "ctrl+s")
    assert Counter(state for state, _ in _states(row).values()) == {"absent": 1, "present": 49}
