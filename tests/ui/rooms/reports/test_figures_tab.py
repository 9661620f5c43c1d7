"""配图: photos of a folder are chosen by sight, moved, and told how wide they are."""

from pathlib import Path

import pytest
from PIL import Image

from branchtui.paths import Home
from branchtui.store.models import Figure
from branchtui.ui.rooms.reports.figures.choosing import PhotosScreen
from tests.ui.conftest import Desk, opened

WIDE = (120, 36)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "照片"
    made.mkdir()
    for number, colour in enumerate(("red", "green", "blue"), 1):
        exif = Image.Exif()
        exif[0x0132] = f"2026:09:03 15:1{number}:00"
        Image.new("RGB", (40 + number, 30), colour).save(made / f"现场{number}.jpg", exif=exif)
    return made


def _figures() -> list[tuple[int, str, int | None]]:
    rows = Figure.select().where(Figure.live()).order_by(Figure.mark)
    return [(row.mark, row.photo.name if row.photo else "", row.width) for row in rows]


async def _choosing(desk: Desk, folder: Path) -> None:
    await desk.press("4", "enter", "f4", "ctrl+n", f"'{folder}", "ctrl+s")


@pytest.mark.slow
async def test_photos_are_chosen_in_the_order_of_their_marks(seeded_home: Home, folder: Path) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await _choosing(desk, folder)
        assert isinstance(desk.app.screen, PhotosScreen)
        assert "2026-09-03 15:11" in desk.text and "会议 2026年9月3日" in desk.text
        await desk.press("end", "space", "home", "space", "ctrl+s")
        await desk.press("'第一张", "enter", "'第二张", "enter")
        assert [name for _, name, _ in _figures()] == ["现场3.jpg", "现场1.jpg"]
        assert "第一张" in desk.text and "第二张" in desk.text
        await desk.press("home")
        assert "拍摄 2026-09-03 15:13  会议 2026-09-03 15:00" in desk.text


async def test_nothing_is_added_where_the_choice_is_left(seeded_home: Home, folder: Path) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await _choosing(desk, folder)
        await desk.press("escape")
        assert _figures() == []


@pytest.mark.slow
async def test_figures_are_moved_and_told_how_wide_they_are(seeded_home: Home, folder: Path) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await _choosing(desk, folder)
        await desk.press("space", "space", "ctrl+s", "escape")
        await desk.press("home", "ctrl+down")
        assert [name for _, name, _ in _figures()] == ["现场2.jpg", "现场1.jpg"]
        await desk.press("ctrl+down")
        assert "配图2已经是最后一张" in desk.told[-1]
        await desk.press("enter", "tab", "'60", "ctrl+s")
        assert [width for _, _, width in _figures()] == [None, 60] and "60%" in desk.text
        await desk.press("enter", "tab", "ctrl+u", "'30", "ctrl+s")
        assert "图宽“30”不行" in desk.text
