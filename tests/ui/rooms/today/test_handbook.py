"""The handbook from 今天: the year is asked where there are several, and what it holds is a setting of the branch."""

from datetime import datetime

from branchtui.paths import Home
from branchtui.workflows.books import handbook
from branchtui.workflows.meetings import meetings as acts
from tests.ui.conftest import NOW, opened

BOOK = ("f10", "'工作手册：", "enter")


def _held_before() -> None:
    row = acts.plan_meeting(
        "党课", when=datetime(2025, 9, 8, 15), title="讲党课", place="报告厅", items=["讲课"], now=NOW
    )
    acts.hold(row, now=NOW)


async def test_one_year_is_written_at_once(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(*BOOK)
        assert [path.name for path in seeded_home.exports.iterdir()] == [f"党支部工作手册_{NOW.year}年.docx"]
        assert "已写出" in desk.told[-1] and "没有收入的" in desk.told[-1]


async def test_of_several_years_one_is_chosen(seeded_home: Home) -> None:
    _held_before()
    async with opened(seeded_home) as desk:
        await desk.press(*BOOK)
        assert "哪一年的《党支部工作手册》" in desk.text
        await desk.press("2")
        assert [path.name for path in seeded_home.exports.iterdir()] == ["党支部工作手册_2025年.docx"]


async def test_what_it_holds_is_changed_and_a_part_there_is_none_of_refused(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("f10", "'工作手册的内容", "enter")
        assert "、".join(handbook.all_names())[:20] in desk.text
        await desk.press("ctrl+a", "'党员名册、账目", "ctrl+s")
        assert "没有“账目”这一部分" in desk.text
        await desk.press("ctrl+a", "'党员名册、会议记录", "ctrl+s")
        assert handbook.part_names() == ["党员名册", "会议记录"]
