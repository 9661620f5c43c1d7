"""发展党员 in room 5: from the board to the form of a step; the next stage; the register; and a new term's roster."""

from datetime import date
from pathlib import Path

import pytest

from branchtui.paths import Home
from branchtui.store.models import DevelopmentStep
from branchtui.store.queries import people
from branchtui.ui.rooms.people.registers.development import DevelopmentScreen
from branchtui.workflows.people.roster import add_member
from tests.ui.conftest import NOW, SIZES, opened

OPEN = ("5", "f10", "'申请人", "enter")
WIDE = (120, 36)
TODAY = NOW.date()


def standing(name: str) -> str:
    return next(now.standing for key, now in people.roster(TODAY).items() if people.member(key).name == name)


@pytest.mark.parametrize("size", SIZES)
async def test_the_empty_list_says_what_to_do(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press(*OPEN, "'/没有这人", "escape")
        assert isinstance(desk.app.screen, DevelopmentScreen)


async def test_a_line_of_the_board_leads_to_the_form_of_the_step(seeded_home: Home) -> None:
    add_member("许南乔", since=date(2025, 9, 1), standing="activist")
    async with opened(seeded_home, WIDE) as desk:
        assert "培养考察：许南乔" in desk.text
        row = next(each for each in desk.app.screen.query("*") if hasattr(each, "table"))
        assert row.table.seek(lambda each: each.duty is not None and each.duty.sort == "development")
        await desk.press("enter")
        assert isinstance(desk.app.screen, DevelopmentScreen) and "2025-09-01" in desk.text
        await desk.press("enter")
        assert "登记环节：许南乔" in desk.text
        assert "（2026年修订）》：对入党积极分子每半年考察一" in desk.text  # the words go on in the next line
        await desk.press(f"'{NOW:%Y-%m-%d}", "ctrl+s")
        (made,) = DevelopmentStep.select()
        assert (made.step, made.day, made.member.name) == ("培养考察", TODAY, "许南乔")
        assert "已登记培养考察。" in desk.told[-1]
        await desk.press("escape", "1")
        assert "培养考察：许南乔" not in desk.text


async def test_the_next_stage_begins_on_a_day(seeded_home: Home) -> None:
    add_member("许南乔", since=date(2025, 9, 1), standing="activist")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN)
        desk.app.screen.show_thing(_key("许南乔"))
        await desk.press("f5", "'9月1日", "enter")
        assert standing("许南乔") == "candidate" and "发展对象" in desk.text
        await desk.press("ctrl+z")
        assert standing("许南乔") == "activist"


def _key(name: str) -> bytes:
    return next(key for key, row in people.members().items() if row.name == name)


@pytest.mark.slow
async def test_a_step_is_changed_and_removed_and_the_register_shown(seeded_home: Home) -> None:
    add_member("许南乔", since=date(2025, 9, 1), standing="activist")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN)
        desk.app.screen.show_thing(_key("许南乔"))
        await desk.press("enter", "'2026-03-01", "ctrl+s", "f10", "1", "1")
        assert "更改环节" in desk.text
        await desk.press(*["tab"] * 5, "'表现良好", "ctrl+s")
        assert DevelopmentStep.get().note == "表现良好" and "培养考察：表现良好" in desk.text
        await desk.press("f10", "2")
        assert "发展党员培养考察登记表" in desk.text
        await desk.press("escape", "delete", "1")
        assert "已删去环节。" in desk.told[-1] and not DevelopmentStep.select().where(DevelopmentStep.live()).count()


async def test_those_who_are_marked_in_the_preview_leave(seeded_home: Home, tmp_path: Path) -> None:
    sheet = tmp_path / "名册.csv"
    sheet.write_text("姓名,人员类别\n丁四,正式党员\n", encoding="utf-8")
    before = {people.member(key).name for key in people.roster(TODAY)}
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("5", "ctrl+l", f"'{sheet}", "enter")
        await desk.until(lambda: "导入前先看" in desk.text)
        assert f"表里没有 {len(before)}" in desk.text and "转出就按回车" in desk.text
        await desk.press("home", "down", "enter", "enter", "f7", "'9月1日", "enter")
        assert "转出 2" in desk.text and "转出，自2026年9月1日起" in desk.text
        await desk.press("ctrl+s")
        assert "转出 2 人" in desk.told[-1]
        after = {people.member(key).name for key in people.roster(TODAY)}
        assert "丁四" in after and len(after) == len(before) - 1
        await desk.press("ctrl+z")
        assert "撤销" in desk.text, "asked, as those who left are not in sight"
        await desk.press("1")
        assert {people.member(key).name for key in people.roster(TODAY)} == before
