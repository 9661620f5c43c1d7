"""What help lists in the organiser's app works by the key it lists; of the branch's own commands it lists none."""

import pytest

from branchtui.ui.commands import table
from branchtui.ui.commands.contexts import OF_COLLEGE
from branchtui.ui.commands.dispatch import clashes, help_rows
from tests.ui.commands.test_keys_work import _press_each
from tests.ui.rooms.college.conftest import Opened, fetched

HERE = {
    "college_board": ("1",),
    "college_board: filter": ("1", "slash"),
    "college_branch": ("1", "enter"),
    "college_requests": ("3",),
    "college_figures": ("4",),
    "form": ("3", "n"),
    "reading": ("3", "f6"),
}


@pytest.mark.parametrize("here", HERE)
async def test_what_help_lists_works_where_it_lists_it(opened: Opened, here: str) -> None:
    async with opened() as desk:
        await desk.press(*HERE[here])
        await fetched(desk)
        assert await _press_each(desk, help_rows(desk.app.here(), desk.app.commands)) == []


def test_the_walk_above_goes_to_every_place() -> None:
    assert OF_COLLEGE - {"college"} <= {here.partition(":")[0] for here in HERE}, (
        "a place without a walk: add one to HERE"
    )


async def test_the_palette_offers_what_there_is(opened: Opened) -> None:
    async with opened((120, 36)) as desk:
        await desk.press("ctrl+p", "'名册")
        assert "导入名册" not in desk.text
        await desk.press("escape", "ctrl+p", "'换支部")
        assert "换支部" in desk.text


def test_the_branch_has_none_of_it() -> None:
    assert not any(command.place in OF_COLLEGE for command in table.of_branch())


def test_a_clash_of_keys_is_told_where_it_is() -> None:
    chosen = {"college_board.gaps": ("f5",)}
    assert clashes(chosen) == []
    assert clashes(chosen, "college") == [
        "按键 F5 在“学院·今天”里既是“立即取数”又是“只看有缺项的”：按它只做“立即取数”，“只看有缺项的”不起作用。"
    ]


def test_a_branchs_clash_is_none_of_the_organisers() -> None:
    assert clashes({"meetings.new": ("f9",)}, "college") == []
