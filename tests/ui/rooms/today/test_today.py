"""今天 at work: its groups, what is told beside them, the year below, and what Enter and 不再提醒 do."""

from datetime import date, datetime

import pytest

from branchtui.paths import Home
from branchtui.rules.duties.duty import Board
from branchtui.rules.duties.facts import StandingFact
from branchtui.store.models import Meeting, Setting
from branchtui.store.queries import action_items as action_facts
from branchtui.store.queries import meetings, people
from branchtui.store.queries.frameworks import trees
from branchtui.store.queries.meetings import MeetingList
from branchtui.ui.rooms.meetings.meeting import MeetingScreen
from branchtui.ui.rooms.reports.report import ReportScreen
from branchtui.ui.rooms.today import board_pane
from branchtui.ui.rooms.today.duty_rows import TodayRow
from branchtui.ui.rooms.today.room import TodayScreen
from branchtui.ui.screens.form import FormScreen
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.ui.widgets.window_table import WindowTable
from branchtui.workflows.board import board
from branchtui.workflows.frameworks import told
from branchtui.workflows.frameworks.adopt import adopt, drop
from branchtui.workflows.frameworks.files.library import template
from branchtui.workflows.frameworks.steps import Steps
from branchtui.workflows.meetings import action_items, attendance
from branchtui.workflows.meetings import meetings as acts
from branchtui.workflows.people import roster
from branchtui.workflows.people.branch import change_branch
from tests.ui.conftest import NOW, SIZES, Desk, opened
from tests.ui.test_statements import LIST_KEY, WIDE, at_most

sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def table(desk: Desk) -> WindowTable[TodayRow]:
    found: WindowTable[TodayRow] = desk.app.screen.query_one("#board", ListPane).table
    return found


async def to(desk: Desk, sort: str) -> None:
    """Put the cursor on the first duty of a sort."""
    assert table(desk).seek(lambda row: row.duty is not None and row.duty.sort == sort), desk.text
    await desk.settle()


@pytest.fixture
def unreported(seeded_home: Home) -> Meeting:
    """A second meeting that was held, without a report and a record."""
    row = acts.plan_meeting(
        "党课",
        when=datetime(2026, 9, 8, 15),
        title="讲党课",
        place="报告厅",
        items=["讲课"],
        now=datetime(2026, 9, 1, 9),
    )
    acts.hold(row, now=NOW)
    return row


def _into_the_next_quarter() -> None:
    """Move the planned meeting, so that one is still to be planned in this quarter."""
    acts.reschedule(meetings.meeting(MeetingList().page(0, 1)[0].id), datetime(2026, 10, 9, 15), now=NOW)


def held(home: Home) -> Meeting:
    """The meeting that was held."""
    return meetings.meeting(MeetingList().page(1, 1)[0].id)


@sizes
async def test_groups_and_the_year_are_in_sight_at_every_size(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        for words in (
            "要做的事 3",
            "9月10日 星期四",
            "逾期 1",
            "本季要办",
            "2026 年",
            "已计划",
            "支部党员大会",
            "到会率",
        ):
            assert words in desk.text
        assert ("1/12" in desk.text and "100" in desk.text) or "满" in desk.text
        assert ("这一件" in desk.text) is (size[0] >= 100)
        assert "依据" in desk.text


async def test_the_cursor_tells_what_asks_and_what_can_be_done(seeded_home: Home) -> None:
    _into_the_next_quarter()
    async with opened(seeded_home, WIDE) as desk:
        await to(desk, "count")
        assert "《中国共产党支部工作条例（试行）》第十一条：" in desk.text
        assert "议事决策机构" in desk.text and "新建一次支部党员大会" in desk.text
        await to(desk, "come")
        assert "近况  文科楼301会议室。材料准备：还没有学习材料。" in desk.text
        await to(desk, "held")
        assert "会议记录：2 项没有记录" in desk.text


async def test_one_row_down_asks_for_no_more_than_in_other_lists(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        for _ in range(table(desk).count - 1):
            before = table(desk).cursor
            with at_most(LIST_KEY):
                await desk.press("down")
            assert table(desk).cursor != before


async def test_the_groups_part_by_lines_where_there_is_room(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await to(desk, "come")
        row = table(desk).row
        for size, apart in (((120, 24), False), ((120, 36), True)):
            await desk.pilot.resize_terminal(*size)
            await desk.until(lambda size=size: desk.app.screen.size == size)
            await desk.settle()
            lines = desk.text.splitlines()
            at = next(number for number, line in enumerate(lines) if "本季要办" in line)
            assert (lines[at - 1][1:30].strip() == "") is apart
            assert table(desk).row == row, "the cursor stays on what it was on"


@sizes
async def test_an_empty_board_says_so_and_the_year_is_there(
    seeded_home: Home, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_pane, "board", lambda today, standings: Board())
    async with opened(seeded_home, size) as desk:
        assert "眼下没有逾期、矛盾和要办的事" in desk.text and "要做的事 0" in desk.text
        assert "到会率" in desk.text and "今天 3" not in desk.text
        await desk.press("enter", "f10", "enter")
        assert isinstance(desk.app.screen, TodayScreen)


async def test_a_key_is_answered_before_the_next_framework_is_read(
    seeded_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(seeded_home) as desk:
        read: list[tuple[int, bool]] = []

        def steps(today: date) -> Steps[list[StandingFact]]:
            screen = desk.app.screen
            assert isinstance(screen, TodayScreen)
            for _ in range(3):
                read.append((table(desk).cursor, screen._row == table(desk).row))
                if len(read) == 1:
                    desk.post("\x1b[B")
                yield
            return []

        monkeypatch.setattr(told, "standings_in_steps", steps)
        adopt(template("yangban-zhibu"), first=date(2026, 1, 1))
        await desk.press("2", "1")
        before, after, *_ = (cursor for cursor, _ in read)
        assert after > before, "the cursor has moved when the second step is read"
        assert len(read) == 3 and all(shown for _, shown in read), "what is beside the list stands there first"


async def test_how_frameworks_stand_is_read_once_until_something_is_written(
    seeded_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopt(template("yangban-zhibu"), first=date(2025, 1, 1))
    async with opened(seeded_home) as desk:
        assert "对标缺" in desk.text
        read: list[date] = []
        reading = told.standings_in_steps
        monkeypatch.setattr(told, "standings_in_steps", lambda today: (read.append(today), reading(today))[1])
        await desk.press("2", "1")
        assert not read and "对标缺" in desk.text
        for framework in trees.frameworks():
            drop(framework)
        await desk.press("2", "1")
        assert "对标缺" not in desk.text


async def test_what_the_filter_hides_is_still_to_be_done(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("slash", "'没有这样的", "enter")
        assert "没有含“没有这样的”的行" in desk.text and "到会率" in desk.text
        assert "要做的事 3" in desk.text


async def test_what_is_silenced_goes_from_the_title_line_at_once(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        assert "今天 3" in desk.text.splitlines()[0]
        assert table(desk).seek(lambda row: row.plan == "党课")
        await desk.press("f10", "enter", "2")
        assert "今天 2" in desk.text.splitlines()[0] and "要做的事 2" in desk.text


@sizes
async def test_enter_drafts_the_report_from_the_facts_and_opens_it(
    seeded_home: Home, unreported: Meeting, size: tuple[int, int]
) -> None:
    async with opened(seeded_home, size) as desk:
        await to(desk, "news")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, ReportScreen))
        assert len(meetings.reports(unreported)) == 1
        await desk.press("1")
        assert not any("起草新闻稿" in duty.duty for duty in board(NOW.date()).overdue)


async def test_enter_on_a_record_opens_it_to_be_written(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await to(desk, "record")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, MeetingScreen) and "[F4 记录]" in desk.text)


async def test_a_meeting_that_is_not_reported_is_not_asked_for_again(seeded_home: Home, unreported: Meeting) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await to(desk, "news")
        assert "这次会不报道（写一句原因）" in desk.text
        await desk.press("f10", "enter", "enter")
        assert isinstance(desk.app.screen, FormScreen) and "这次会不报道：讲党课" in desk.text
        await desk.press("'与学院合办，由学院写", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, TodayScreen))
        assert "起草新闻稿" not in desk.text and "Ctrl+Z" in desk.said[-1]
        await desk.press("u", "enter")  # it asks first: what it changes is not in sight
        assert "起草新闻稿" in desk.text


async def test_a_limit_that_is_switched_off_reminds_of_no_meeting(seeded_home: Home, unreported: Meeting) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await to(desk, "news")
        await desk.press("f10", "enter", "down", "enter")
        assert isinstance(desk.app.screen, TodayScreen)
        assert "起草新闻稿" not in desk.text and "不再提醒：新闻稿期限" in desk.said[-1] and "Ctrl+Z" in desk.said[-1]
        await desk.press("u", "enter")  # it asks first: what it changes is not in sight
        assert "起草新闻稿" in desk.text


async def test_a_default_of_how_often_is_switched_off(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        assert table(desk).seek(lambda row: row.plan == "党课")
        await desk.press("ctrl+g", "enter", "2")
        assert "党课还差" not in desk.text and "党课次数" in desk.said[-1]
        assert not any(month.sign == "open" for month in _talks(desk))


def _talks(desk: Desk) -> tuple[object, ...]:
    from branchtui.workflows.board import year

    return next(each.months for each in year(NOW.date()).kinds if each.kind == "党课")


async def test_what_a_regulation_asks_for_is_silenced_for_one_period_with_a_reason_and_told_again(
    seeded_home: Home,
) -> None:
    _into_the_next_quarter()
    async with opened(seeded_home) as desk:
        await to(desk, "count")
        told = desk.text
        words = table(desk).row.words
        await desk.press("delete", "enter")
        assert "原因不能为空" in desk.text
        await desk.press("'与学院合开", "enter")
        assert isinstance(desk.app.screen, TodayScreen) and words not in desk.text, "it is not told any more"
        await desk.press("f10", "down", "enter")
        assert "支部党员大会" in desk.text and "与学院合开" in desk.text
        await desk.press("enter")
        assert desk.text.splitlines()[:10] == told.splitlines()[:10], "as it was before"
        await desk.press("ctrl+z", "1")
        assert words not in desk.text, "told again is undone"


async def test_what_is_no_duty_has_nothing_to_silence(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await to(desk, "come")
        await desk.press("delete")
        assert isinstance(desk.app.screen, TodayScreen) and "没有在催" in desk.said[-1]


async def test_enter_on_the_end_of_the_term_asks_when_the_new_committee_was_elected(seeded_home: Home) -> None:
    change_branch(today=NOW.date(), elected_on="2023-09-20")
    async with opened(seeded_home) as desk:
        await to(desk, "term_end")
        assert "换届" in table(desk).row.words and "9月20日" in desk.text
        await desk.press("enter", "ctrl+a", "'9月10日", "ctrl+s")
        assert people.the_branch().elected_on == date(2026, 9, 10)
        await desk.press("1")
        assert not table(desk).seek(lambda row: row.duty is not None and row.duty.sort == "term_end")


async def test_a_meeting_that_did_not_take_place_is_cancelled_from_its_row(seeded_home: Home) -> None:
    row = acts.plan_meeting(
        "党课", when=datetime(2026, 9, 8, 15), title="讲党课", place="", now=datetime(2026, 9, 1, 9)
    )
    async with opened(seeded_home) as desk:
        await to(desk, "hold")
        await desk.press("f10", "enter", "'主讲人出差", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, TodayScreen))
        assert meetings.meeting(row.id).state == "cancelled"
        assert "登记召开或改期" not in desk.text


async def test_a_contradiction_is_let_stand_from_its_row(seeded_home: Home) -> None:
    roster.add_member("许南乔", since=date(2026, 9, 1), staff_no="T1009")
    async with opened(seeded_home) as desk:
        await to(desk, "list")
        await desk.press("f10", "enter", "'当日还没有报到", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, TodayScreen))
        assert "名册与应到名单不符" not in desk.text


async def test_the_year_is_read_anew_when_the_room_is_entered(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        assert "100%" in desk.text
        someone = people.person("何听澜", NOW.date())
        attendance.set_states(held(seeded_home), {someone.id: ("absent", "没有请假")})
        await desk.press("2", "1")
        assert "83%" in desk.text


async def test_the_first_frame_does_not_wait_for_the_year(seeded_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from branchtui.ui.rooms.today import room
    from branchtui.ui.widgets import rest

    monkeypatch.setattr(rest, "_REST", 3600.0)
    monkeypatch.setattr(room.board, "year", lambda today: pytest.fail("read before the list has come to rest"))
    async with opened(seeded_home, WIDE) as desk:
        assert "逾期 1" in desk.text and "2026 年" in desk.text and "到会率" not in desk.text
        height = desk.app.screen.query_one("#matrix").size.height
        assert height == 5, "what stands below does not move once the year has been read"


async def test_one_key_says_that_what_was_agreed_is_done(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    action = action_items.add_action(row, "整理照片", owner="赵星野", due="9月8日", today=NOW.date())
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("'/整理", "enter")
        assert "赵星野：整理照片" in desk.text and "逾期" in desk.text and "F5 办成" in desk.text
        await desk.press("f5", "enter")
        done = action_facts.action_item(action.id)
        assert done.done_on == NOW.date() and done.done_note == ""
        assert "赵星野：整理照片" not in desk.text, "it is told no more"


async def test_enter_opens_the_meeting_that_agreed_it(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    action_items.add_action(row, "整理照片", today=NOW.date())
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("'/整理", "enter", "enter")
        assert "[F4 记录]" in desk.text and "议定 整理照片" in desk.text
        await desk.press("escape", "1")
        await to(desk, "action")
        await desk.press("f5", "'照片已上墙", "enter")
        assert [each.done_note for each in action_facts.all_items()] == ["照片已上墙"]


async def test_only_what_was_agreed_is_done_by_a_key(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        assert "F5 办成" not in desk.text
        await desk.press("f5")
        assert "光标不在议定事项或整改事项上" in "".join(desk.said)


async def test_a_group_that_owes_a_meeting_is_filled_in_where_it_is_planned(seeded_home: Home) -> None:
    for name, group in (("林知远", "第一党小组"), ("周以宁", "第二党小组")):
        roster.change_member(people.person(name, NOW.date()), since=date(2026, 1, 5), group=group)
    async with opened(seeded_home) as desk:
        assert table(desk).seek(lambda row: row.words.startswith("第二党小组"))
        await desk.press("enter")
        assert isinstance(desk.app.screen, FormScreen)
        assert desk.app.screen._values()["group"] == "第二党小组" and desk.app.screen._values()["kind"] == "党小组会"


async def test_enter_on_a_setting_that_can_not_be_used_opens_the_kinds(seeded_home: Home) -> None:
    Setting.ensure(key="meeting_rules:news_within_hours", values={"value": '"很快"'})
    async with opened(seeded_home) as desk:
        await to(desk, "setting")
        await desk.press("enter")
        assert "会议种类和期限" in desk.text and "新闻稿期限" in desk.text


async def test_enter_on_a_probation_shows_the_person(seeded_home: Home) -> None:
    roster.change_member(people.person("沈一禾", NOW.date()), since=date(2025, 9, 20), standing="probationary")
    async with opened(seeded_home) as desk:
        await to(desk, "probation")
        await desk.press("enter")
        assert desk.app.screen.query_one(ListPane).table.row.name == "沈一禾"


async def test_what_was_agreed_is_silenced_for_itself(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    for what in ("整理照片", "写心得"):
        action_items.add_action(row, what, today=NOW.date())
    async with opened(seeded_home, (120, 36)) as desk:
        await to(desk, "action")
        await desk.press("delete", "'已并入年度工作", "enter")
        assert "整理照片" not in desk.body and "写心得" in desk.body
