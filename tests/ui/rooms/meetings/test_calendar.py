"""更多 → 校历: days are added as they are typed, listed, undone and taken away."""

import pytest

from branchtui.paths import Home
from branchtui.workflows.calendar import mark_days, stretches
from tests.ui.conftest import NOW, SIZES, opened


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_days_are_added_and_undone(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press("2", "f10", "'校历", "enter")
        assert "增加：放假" in desk.text and "2026" in desk.text
        await desk.press("enter", "'10月1日—10月8日 聚餐", "enter")
        assert "没有看懂" in desk.text and stretches() == []
        await desk.press("ctrl+a", "'2027年10月1日—10月8日 放假 国庆", "enter")
        assert [each.words for each in stretches()] == ["2027年10月1日至10月8日 放假（国庆）"]
        assert "已记入校历" in desk.said[-1]
        await desk.press("ctrl+z", "1")
        assert stretches() == []


async def test_a_stretch_is_taken_away(seeded_home: Home) -> None:
    mark_days("9月1日 开学", NOW.date())
    async with opened(seeded_home) as desk:
        await desk.press("2", "f10", "'校历", "enter")
        assert "2026年9月1日 开学" in desk.text
        await desk.press("2", "2")
        assert stretches() == [] and "已去掉" in desk.said[-1]
