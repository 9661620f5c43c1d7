"""What is said fits what was done, and what is offered can be done."""

import pytest
from textual.widgets import Input

from branchtui.paths import Home
from branchtui.store.queries import meetings, people, reports
from branchtui.store.queries.meetings import MeetingList
from branchtui.store.queries.reports import ReportList
from branchtui.ui.rooms.meetings.meeting import MeetingScreen
from branchtui.ui.rooms.people.room import PeopleScreen
from branchtui.ui.widgets.filter_line import FilterLine
from branchtui.ui.widgets.window_table import WindowTable
from branchtui.workflows.meetings.minutes import write_item
from branchtui.workflows.people import roster
from branchtui.workflows.safety.undo import next_undo
from tests.conftest import TODAY
from tests.ui.conftest import NOW, opened


async def test_an_item_that_is_first_stays_and_nothing_is_offered(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "enter", "down", "down", "down", "K")
        assert desk.said[-1] == "“讨论转正”已经是第一项。"
        await desk.press("down", "K")
        assert desk.said[-1] == "“通报党费”已上移。按 Ctrl+Z 可撤销。"
        await desk.press("delete")
        assert desk.said[-1].startswith("“通报党费”已删去。")


async def test_making_the_branch_offers_no_undo(empty_home: Home) -> None:
    async with opened(empty_home) as desk:
        await desk.press("'文学院党支部", "enter", "'文学院", "ctrl+s")
        assert next_undo() == ""
        assert "建好了" in desk.said[-1] and "撤销" not in desk.said[-1]


async def test_the_roster_counts_everyone_under_a_filter_too(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5", "slash", "'zxy", "enter")
        await desk.until(lambda: "1/1，名册 6 人" in desk.text)
        await desk.press("ctrl+n", "'钱未名", "ctrl+s")
        await desk.until(lambda: "人员 7" in desk.text)
        screen = desk.app.screen
        assert isinstance(screen, PeopleScreen)
        await desk.until(lambda: "钱未名" in desk.text.splitlines()[desk.app.cursor_position.y])


async def test_a_namesake_is_told_before_it_is_added(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5", "ctrl+n", "'周以宁")
        assert "名册里已有“周以宁”（T1001）" in desk.text


async def test_a_host_nobody_knows_is_told(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "ctrl+n", *["tab"] * 4, "'王大明")
        assert "名册上没有认准“王大明”" in desk.text
        await desk.press("ctrl+u", "'林知远")
        assert "没有认准" not in desk.text


async def test_a_refused_form_goes_to_the_field_at_fault(empty_home: Home) -> None:
    async with opened(empty_home) as desk:
        await desk.press("'文学院党支部", "ctrl+s")
        assert "所在单位不能为空" in desk.text
        focused = desk.app.focused
        assert isinstance(focused, Input) and focused.id == "field-unit"


async def test_escape_empties_the_line_of_attendance_before_it_leaves(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f3", "'dx")
        assert "应到名单里没有“dx”" in desk.text
        await desk.press("escape")
        assert isinstance(desk.app.screen, MeetingScreen) and "应到 6" in desk.text
        await desk.press("escape")
        assert not isinstance(desk.app.screen, MeetingScreen)


async def test_an_absence_without_a_reason_says_what_is_missing(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f3", "'zxy", "enter")
        assert "赵星野：缺席。Ctrl+Z 撤销" in desk.text
        assert "下一步 Tab 补原因（1 人未写原因）" in desk.text


async def test_what_one_form_left_is_one_row(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "ctrl+n", "'党课", "enter", "'没写完的", "escape", "1")
        assert desk.text.count("未存完") == 1
        assert "类别：党课" in desk.text and "题目：没写完的" in desk.text
        await desk.press("home", "x", "down", "enter")
        assert "未存完" not in desk.text
        assert desk.app.drafts.left() == []


async def test_a_missing_meeting_is_planned_from_today(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("slash", "'党课", "enter", "enter")
        await desk.until(lambda: "计划一次会议" in desk.text)
        assert "类别 党课" in desk.text


async def test_enter_filters_by_all_that_was_typed_though_its_news_is_on_its_way(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5", "slash")
        line = desk.app.screen.query_one(FilterLine)
        with line.prevent(Input.Changed):
            line.value = "赵"
        await line.action_keep()
        assert "周以宁" not in desk.text and "赵星野" in desk.text


async def test_words_of_a_record_are_found_in_the_record(seeded_home: Home) -> None:
    held = meetings.meeting(MeetingList().page(1, 1)[0].id)
    write_item(meetings.items(held)[1], record="周以宁：同心同向再出发。", now=NOW)
    async with opened(seeded_home) as desk:
        await desk.press("ctrl+f", "'同心同向")
        assert "同心同向" in desk.text.splitlines()[3]
        await desk.press("enter")
        assert "[F4 记录]" in desk.text


async def test_a_thing_is_open_once(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "ctrl+f", "'校史馆")
        await desk.press("down", "enter")
        report = reports.report(ReportList().page(0, 1)[0].id)
        assert report.title.split("“")[0] in desk.text
        assert len(desk.app.screen_stack) == 2


async def test_only_the_last_thing_is_told(seeded_home: Home) -> None:
    async with opened(seeded_home, toasts=True) as desk:
        for words, bad in (("第0句", False), ("第1句", False), ("第2句", False), ("不行", True), ("不行", True)):
            desk.app.say(words, bad=bad)
            await desk.settle()
        await desk.until(lambda: desk.text.count("不行") == 1)
        assert not any(f"第{number}句" in desk.text for number in range(2))


@pytest.mark.slow
async def test_what_was_said_goes_with_the_next_key(seeded_home: Home) -> None:
    """At once; but an error that has just come stays, and so does all that is said to who types in a field."""
    async with opened(seeded_home, (80, 24), toasts=True) as desk:
        await desk.press("2")
        desk.app.say("刚做了一件事。")
        await desk.until(lambda: "刚做了一件事" in desk.text)
        await desk.press("down")
        assert "刚做了一件事" not in desk.text
        desk.app.say("这样不行。", bad=True)
        await desk.until(lambda: "这样不行" in desk.text)
        await desk.press("up")
        assert "这样不行" in desk.text
        for toast in desk.app._notifications:
            toast.raised_at -= 3
        await desk.press("3")
        assert "这样不行" not in desk.text
        await desk.press("2")
        assert "这样不行" not in desk.text
        await desk.press("ctrl+n")
        desk.app.say("这一项写错了。")
        await desk.until(lambda: "这一项写错了" in desk.text)
        await desk.press("a")
        assert "这一项写错了" in desk.text


async def test_a_toast_never_hides_the_line_of_the_cursor(seeded_home: Home) -> None:
    async with opened(seeded_home, (80, 24), toasts=True) as desk:
        for number in range(20):
            roster.add_member(f"钱{number}", since=TODAY, namesake=True)
        await desk.press("5")
        table = desk.app.screen.query_one(WindowTable)
        for key in ("end", "home"):
            await desk.press(key)
            desk.app.say("说了一句话，长得要写成几行才写得下，" * 4)
            await desk.until(lambda: "说了一句话" in desk.text)
            line = table.caret().y
            assert "说了一句话" not in desk.text.splitlines()[line]
            rack = desk.app.screen.query_one("ToastRack")
            assert not any(toast.region.contains(toast.region.x, line) for toast in rack.children)


async def test_leaving_by_the_palette_writes_the_cell(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f4", "'赵星野：印象深。", "ctrl+p", "'人员", "enter")
        assert desk.room == "5 人员"
        held = meetings.meeting(MeetingList().page(1, 1)[0].id)
        assert meetings.items(held)[0].record == "赵星野：印象深。"


async def test_a_group_half_typed_is_not_the_next_ones(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5", "f10", "1", "'甲组", "escape", "down", "f10", "1")
        assert "甲组" not in desk.text
        assert not people.groups()


async def test_a_persons_card_can_be_read_in_a_narrow_window(seeded_home: Home) -> None:
    async with opened(seeded_home, (60, 20)) as desk:
        await desk.press("5", "down", "f6")
        assert "经历" in desk.text and "任组织委员" in desk.text and "T1001" in desk.text
        await desk.press("escape")
        assert isinstance(desk.app.screen, PeopleScreen)
