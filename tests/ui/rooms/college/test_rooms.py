"""The organiser's rooms: what they show, what the keys do, and what happens without a network."""

from datetime import date, datetime
from pathlib import Path

import pytest

from branchtui.rules.college.sheets import SheetColumn
from branchtui.ui.commands.rooms import COLLEGE
from branchtui.ui.rooms.college.source import Seen
from branchtui.ui.text.glyphs import ASCII, leaks
from branchtui.workflows.college.asking import Draft
from tests.ui.conftest import SIZES
from tests.ui.rooms.college.conftest import Opened, fetched
from tests.ui.rooms.college.stand_in import StandIn

AWAY = "连不上学院的服务器 hub.example，本机照常可用。"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_branch_is_a_row_by_its_number(opened: Opened, size: tuple[int, int]) -> None:
    async with opened(size) as desk:
        assert desk.room.startswith("1 今天")
        rows = [
            desk.text.index(f" {number} {name}")
            for number, name in ((1, "会计"), (2, "会计"), (3, "国际"), (4, "离退休"))
        ]
        assert rows == sorted(rows)
        assert "截至 09:12" in desk.text and "会计学院党委" in desk.text
        assert "! 2" in desk.text and "○ 1" in desk.text, "counts with a sign"


async def test_a_college_that_was_renamed_is_called_so(opened: Opened, source: StandIn) -> None:
    async with opened() as desk:
        source.name = "海州大学商学院党委"
        await desk.press("f5")
        await fetched(desk)
        assert "海州大学商学院党委" in desk.text and "会计学院党委" not in desk.text.partition("\n")[0]


async def test_beside_it_stands_what_is_to_be_done(opened: Opened) -> None:
    async with opened() as desk:
        assert "完成会议记录：走进校史馆" in desk.text and "党课还差 1 次" in desk.text
        await desk.press("end")
        assert "没有同步过" in desk.text and "眼下没有逾期" not in desk.text, "nothing is known of it"


async def test_only_those_that_lack_something(opened: Opened) -> None:
    async with opened() as desk:
        await desk.press("ctrl+k")
        assert "有缺项的支部 3" in desk.text and "教工第二" not in desk.text
        await desk.press("ctrl+k")
        assert "支部 4" in desk.text and "教工第二" in desk.text


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_enter_opens_the_branch_to_be_read(opened: Opened, size: tuple[int, int]) -> None:
    async with opened(size) as desk:
        await desk.press("enter")
        await fetched(desk)
        assert desk.room.startswith("2 支部") and "只读，截至 09:12" in desk.text
        assert "登记或改期：第三季度党课" in desk.text
        await desk.press("f3")
        assert "实到 10/12" in desk.text
        await desk.press("f4")
        assert "林知远" in desk.text and "学时 30.5/56" in desk.text


async def test_a_line_is_copied(opened: Opened) -> None:
    async with opened() as desk:
        await desk.press("enter")
        await fetched(desk)
        await desk.press("f3", "down", "y")
        assert desk.app.clipboard == "09-03 主题党日 走进校史馆，重温办学初心  实到 10/12"


async def test_another_branch_is_chosen(opened: Opened) -> None:
    async with opened() as desk:
        await desk.press("2")
        assert "还没有选支部" in desk.text
        await desk.press("ctrl+k", "2")
        await fetched(desk)
        assert "会计学院教工第二党支部  要办的事" in desk.text


async def test_who_received_handed_in_and_is_late(opened: Opened) -> None:
    async with opened() as desk:
        await desk.press("3", "f6")
        lines = {line.split()[3]: line for line in desk.text.splitlines() if "党支部" in line}
        assert "已收到，迟" in lines["会计学院教工第一党支部"] and "已报送 2 次" in lines["会计学院教工第二党支部"]
        assert "未收到，迟" in lines["离退休党支部"]
        await desk.press("escape")
        assert "上半年学时" in desk.text and "3/4" in desk.text and "2/4" in desk.text


async def test_a_notice_is_sent(opened: Opened, source: StandIn) -> None:
    async with opened() as desk:
        await desk.press(
            "3", "n", "'换届的通知", "tab", "'请各支部准备。", "tab", "'9月30日", "tab", "'1，3-4", "ctrl+s"
        )
        await fetched(desk)
        assert source.asked == [Draft("换届的通知", "请各支部准备。", date(2026, 9, 30), [1, 3, 4])]
        assert "第 3 号已发出" in desk.said[-1] and "换届的通知" in desk.text


async def test_a_sheet_is_asked_for(opened: Opened, source: StandIn) -> None:
    async with opened() as desk:
        await desk.press("3", "n", "'在册人数", *["tab"] * 4, "'姓名、金额（数字）、备注（可空）", "ctrl+s")
        await fetched(desk)
        columns = (
            SheetColumn("姓名", "person", "member"),
            SheetColumn("金额", "number"),
            SheetColumn("备注", "text", "", True),
        )
        assert source.asked == [Draft("在册人数", columns=columns)]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (("ctrl+s",), "标题不能为空"),
        (("'通知", "tab", "tab", "'后天前天", "ctrl+s"), "请改对其中一个"),
        (("'通知", "tab", "tab", "'昨天", "ctrl+s"), "已经过去，没有发送"),
        (("'通知", "tab", "tab", "tab", "'1,17", "ctrl+s"), "“今天”里没有 17 号支部，没有发送"),
        (("'通知", "tab", "tab", "tab", "'全部", "ctrl+s"), "没有看懂“全部”"),
    ],
)
async def test_what_is_wrong_with_a_notice_is_said(
    opened: Opened, source: StandIn, keys: tuple[str, ...], words: str
) -> None:
    async with opened() as desk:
        await desk.press("3", "n", *keys)
        assert words in desk.text and not source.asked


async def test_what_was_typed_stays_where_the_server_is_away(opened: Opened, source: StandIn) -> None:
    async with opened() as desk:
        source.wrong = AWAY
        await desk.press("3", "n", "'换届的通知", "ctrl+s")
        await fetched(desk)
        assert "连不上学院的服务器" in desk.text and "换届的通知" in desk.text
        source.wrong = ""
        await desk.press("ctrl+s")
        await fetched(desk)
        assert len(source.asked) == 1


async def test_what_is_sent_again_after_its_answer_was_lost_is_no_second_one(opened: Opened, source: StandIn) -> None:
    async with opened() as desk:
        source.lost = True
        await desk.press("3", "n", "'换届的通知", "ctrl+s")
        await fetched(desk)
        assert "可能没有发出" in desk.text
        source.lost = False
        await desk.press("ctrl+s")
        await fetched(desk)
        await desk.press("n", "'另一份", "ctrl+s")
        await fetched(desk)
        assert source.keys[0] == source.keys[1] != source.keys[2]


async def test_who_lacks_it_is_reminded(opened: Opened, source: StandIn) -> None:
    async with opened() as desk:
        await desk.press("3", "m", "ctrl+s")
        await fetched(desk)
        assert source.asked[0].title == "催办：上半年学时" and source.asked[0].to == [1, 4]
        assert not source.asked[0].columns, "a reminder is a notice"
        assert source.asked[0].reminds == source.requests[1].row.number
        await desk.press("down", "m", "tab", "tab", "ctrl+u", "'明天", "ctrl+s")
        await fetched(desk)
        assert source.asked[1].reminds is None, "with a day of its own it is a notice of its own"


async def test_a_request_gets_another_day(opened: Opened, source: StandIn) -> None:
    async with opened() as desk:
        await desk.press("3", "ctrl+e", "ctrl+a", "'昨天", "ctrl+s")
        assert "已经过去" in desk.text and source.requests[0].row.due_on == date(2026, 9, 5)
        await desk.press("ctrl+a", "'10月9日", "ctrl+s")
        await fetched(desk)
        assert source.requests[0].row.due_on == date(2026, 10, 9) and "第 2 号已改" in desk.said[-1]
        await desk.press("x", "2")
        await fetched(desk)
        await desk.press("ctrl+e")
        assert "已经撤回" in desk.said[-1]


async def test_a_request_is_withdrawn_once_that_was_agreed(opened: Opened, source: StandIn) -> None:
    async with opened() as desk:
        await desk.press("3", "x", "enter")
        assert not source.requests[0].row.withdrawn
        await desk.press("x", "2")
        await fetched(desk)
        assert source.requests[0].row.withdrawn and "已撤回" in desk.text
        await desk.press("m")
        assert "已经撤回，不用催" in desk.said[-1]


async def test_what_was_handed_in_becomes_a_sheet(opened: Opened, tmp_path: Path) -> None:
    async with opened() as desk:
        await desk.press("3", "f8", "enter")
        await fetched(desk)
        assert (desk.app.exports / "上半年学时.xlsx").exists() and "2 个支部报了" in desk.said[-1]
        await desk.press("down", "f8")
        assert "没有报表可汇总" in desk.said[-1]


async def test_figures_and_another_year(opened: Opened) -> None:
    async with opened() as desk:
        await desk.press("4")
        assert "2026 年 4" in desk.text and "88%" in desk.text and "2 位党员中 2 位" in desk.text
        await desk.press("f7", "ctrl+a", "'2025", "enter")
        await fetched(desk)
        assert "2025 年 4" in desk.text
        await desk.press("f8", "enter")
        await fetched(desk)
        assert (desk.app.exports / "2025年支部情况统计.xlsx").exists()


async def test_without_the_network_what_was_there_stays_with_its_time(opened: Opened, source: StandIn) -> None:
    async with opened() as desk:
        source.wrong, source.now = AWAY, source.now.replace(hour=11)
        await desk.press("f5")
        await fetched(desk)
        assert "会计学院教工第一党支部" in desk.text and "截至 09:12" in desk.text
        assert "截至 09:12，连不上" in desk.text.splitlines()[0] and AWAY in desk.said
        source.wrong = ""
        await desk.press("f5")
        await fetched(desk)
        assert "截至 11:12" in desk.text and "连不上" not in desk.text.splitlines()[0]


async def test_what_can_not_be_reached_at_first(opened: Opened, source: StandIn) -> None:
    source.wrong = AWAY
    async with opened() as desk:
        for room in COLLEGE:
            await desk.press(str(room.digit))
            assert "按 F5" in desk.text or "选支部" in desk.text
        await desk.press("1", "enter", "f5")


async def test_moving_about_asks_the_server_nothing(opened: Opened, source: StandIn) -> None:
    async with opened() as desk:
        looks = source.looks
        await desk.press("down", "up", "3", "down", "4", "2", "1", "slash", "'会计", "escape")
        assert source.looks == looks


async def test_no_key_waits_for_the_network(opened: Opened, source: StandIn) -> None:
    async with opened() as desk:
        source.answers.clear()
        source.now = source.now.replace(hour=11)
        await desk.press("f5", "down", "enter")
        assert desk.app.looking.busy and "正在取这个支部" in desk.text  # type: ignore[attr-defined]
        await desk.press("3", "n", "'换届的通知")
        assert "换届的通知" in desk.text
        source.answers.set()
        await fetched(desk)
        assert "换届的通知" in desk.text, "what came disturbs nobody who types"
        await desk.press("escape", "2")
        assert "会计学院教工第二党支部  要办的事" in desk.text and "截至 11:12" in desk.text


async def test_what_was_asked_while_the_network_hung_is_all_answered(opened: Opened, source: StandIn) -> None:
    async with opened() as desk:
        source.answers.clear()
        await desk.press("f5", "4", "f7", "ctrl+a", "'2025", "enter", "down", "enter", "f5")
        source.answers.set()
        await fetched(desk)
        assert "会计学院教工第二党支部  要办的事" in desk.text and source.looks == 3, "what waited was asked once"
        await desk.press("4")
        assert "2025 年" in desk.text


async def test_a_branch_that_was_closed_stops_nothing(opened: Opened, source: StandIn) -> None:
    async with opened() as desk:
        await desk.press("enter")
        await fetched(desk)
        source.closed.add(1)
        await desk.press("f5")
        await fetched(desk)
        await desk.press("1")
        assert "连不上" not in desk.text and "教工第一" not in desk.text


async def test_what_comes_leaves_cursor_and_filter_where_they_are(opened: Opened, source: StandIn) -> None:
    async with opened() as desk:
        await desk.press("slash", "'会计", "enter", "down", "f5")
        await fetched(desk)
        assert "筛选“会计”：2 条" in desk.text and source.looks == 2
        await desk.press("enter")
        await fetched(desk)
        assert "会计学院教工第二党支部  要办的事" in desk.text


async def test_what_nobody_thought_of_ends_the_app_with_a_report(opened: Opened, source: StandIn) -> None:
    def broken(now: datetime, year: int) -> Seen:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):  # the pilot raises it again
        async with opened() as desk:
            source.look = broken  # type: ignore[method-assign]
            await desk.press("f5")
            await desk.until(lambda: bool(desk.app.last_words))
    assert "程序意外停下了" in desk.app.last_words and list(desk.app.home.logs.glob("crash-*"))


async def test_what_was_typed_and_not_sent_outlives_the_app(opened: Opened) -> None:
    async with opened() as desk:
        await desk.press("3", "n", "'写了一半的通知", "escape", "ctrl+q")
        (left,) = desk.app.exports.glob("没有存上的文字*.txt")
        assert "写了一半的通知" in left.read_text(encoding="utf-8-sig") and str(left) in desk.app.last_words


async def test_what_is_typed_is_undone_and_nothing_else(opened: Opened) -> None:
    async with opened() as desk:
        await desk.press("ctrl+z")
        assert "没有可撤销的" in desk.said[-1]
        await desk.press("3", "n", "'通知", "ctrl+z")
        assert "通知" not in desk.app.focused.value  # type: ignore[union-attr]


@pytest.mark.parametrize("room", COLLEGE, ids=lambda room: room.place)
async def test_no_sign_of_the_other_set(opened: Opened, room: object) -> None:
    async with opened(glyphs=ASCII) as desk:
        await desk.press(str(room.digit))  # type: ignore[attr-defined]
        assert not leaks(desk.text, ASCII)
