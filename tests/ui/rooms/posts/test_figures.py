"""数字: what the figures look like, and that each opens the rows it is the sum of."""

from datetime import date

import pytest

from branchtui.paths import Home
from branchtui.store.queries.services.figures import Figure
from branchtui.ui.rooms.posts.post import PostScreen
from branchtui.ui.rooms.posts.services.figures import amount_words, bars, month_cells, month_heads
from branchtui.ui.text.glyphs import ASCII, LINES, Glyphs
from branchtui.workflows.figures.totals import Total
from tests.ui.conftest import Desk, opened

YEAR = [f"2026-{month:02d}" for month in range(1, 13)]


def of_months(**months: int) -> Total:
    by = {f"2026-{int(key[1:]):02d}": count for key, count in months.items()}
    return Total("按人", "周以宁", Figure("hours"), sum(by.values()), by)


@pytest.mark.parametrize(
    ("glyphs", "cells", "shown"),
    [
        (LINES, 3, "▁  █     ▄"),
        (ASCII, 3, "_  #     -"),
        (LINES, 6, "▁0.5  █8                ▄4"),
        (ASCII, 6, "_0.5  #8                -4"),
    ],
)
def test_a_month_is_a_bar_against_the_greatest(glyphs: Glyphs, cells: int, shown: str) -> None:
    row = of_months(m1=1, m2=16, m4=8) if cells == 3 else of_months(m1=1, m2=16, m6=8)
    if cells == 6:
        shown = shown.replace("                ", "                      ")
    assert str(bars(row, YEAR, 16, cells, glyphs)).rstrip() == shown


@pytest.mark.parametrize(("width", "cells"), [(56, 2), (78, 3), (118, 6)])
def test_the_months_fit_into_the_list(width: int, cells: int) -> None:
    assert month_cells(YEAR, width) == cells
    assert len(YEAR) * cells + 14 + 11 < width
    assert len(month_heads(YEAR, cells).encode("gbk")) == 12 * cells


def test_hours_are_counted_in_hours() -> None:
    assert amount_words(Figure("hours"), 25) == "12.5小时"
    assert amount_words(Figure("served"), 187) == "187人次"
    assert amount_words(Figure("result", unit="份"), 50) == "50份"


async def to_figures(desk: Desk) -> None:
    await desk.press("3", "enter", "f4")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_each_figure_of_a_post_opens_its_rows(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await to_figures(desk)
        for words in ("本年", "时长", "4小时", "30人次", "成效（份）", "12份", "按人", "周以宁"):
            assert words in desk.text, words
        await desk.press("enter")
        assert "时长：4小时" in desk.text and "迎新咨询台值班" in desk.text and "核对选课名单" in desk.text
        await desk.press("enter")
        screen = desk.app.screen
        assert isinstance(screen, PostScreen) and "[F3 记录]" in desk.text
        assert "核对选课名单" in desk.text.splitlines()[desk.app.cursor_position.y]


async def test_the_period_is_turned_and_another_thing_is_drawn(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await to_figures(desk)
        await desk.press("t")
        assert "按服务次数分" in desk.text
        await desk.press("f7", "f7")
        assert desk.told[-1] == "本月的数字。" and "本月" in desk.text


async def test_all_posts_stand_beside_each_other(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("3", "f10", "'数字", "enter")
        assert "按岗位" in desk.text and "教务管理工作" in desk.text and "按类别" in desk.text
        await desk.press("enter")
        assert "时长：4小时" in desk.text


def test_months_of_a_figure_come_to_its_total(seeded_home: Home) -> None:
    for key in ("post", "person", "category"):
        for figure, months in Figure("hours").months(key):  # type: ignore[arg-type]
            assert sum(months.values()) == figure.total() == sum(row.amount for row in figure.rows())
    assert Figure("hours", first=date(2026, 9, 8)).months("post")[0][1] == {"2026-09": 4}
