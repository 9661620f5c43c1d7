"""The mark: one key on any list or thing puts it to points; the same again takes it back."""

from datetime import date
from pathlib import Path

import pytest

from branchtui.paths import Home
from branchtui.store.models import Attachment, Evidence, Meeting, Point
from branchtui.ui.rooms.frameworks.marks.picker import PointChoice
from branchtui.workflows.frameworks.adopt import adopt
from branchtui.workflows.frameworks.files.library import template
from branchtui.workflows.frameworks.tree import add_point
from branchtui.workflows.meetings.attachments import attach
from tests.ui.conftest import SIZES, Desk, opened

WIDE = (120, 36)


@pytest.fixture
def framework(seeded_home: Home) -> None:
    adopt(template("yangban-zhibu"), first=date(2026, 1, 1))


def marks() -> list[tuple[str, str]]:
    """The title of the point and the table of the thing of each mark."""
    return sorted((row.point.title, row.thing_table) for row in Evidence.select().where(Evidence.live()))


async def test_without_a_framework_it_says_where_one_is_adopted(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("2", "ctrl+a")
        assert "还没有采用对标" in desk.said[-1] and not isinstance(desk.app.screen, PointChoice)


@pytest.mark.usefixtures("framework")
async def test_what_is_no_evidence_is_told(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("5", "m")
        assert "能作佐证的有：会议" in desk.said[-1]


@pytest.mark.usefixtures("framework")
@pytest.mark.parametrize("size", SIZES)
async def test_a_meeting_is_put_to_a_point_and_taken_back(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press("2", "down", "m", "'fw")
        assert "服务师生有力" in desk.text
        await desk.press("enter")
        assert marks() == [("服务师生有力", "meeting")]
        await desk.press("m")
        assert "●" in next(line for line in desk.text.splitlines() if "服务师生有力" in line), "the last used is first"
        await desk.press("enter")
        assert marks() == []
        await desk.press("ctrl+z", "enter")  # what is not in sight is asked about
        assert marks() == [("服务师生有力", "meeting")], "one act each"


@pytest.mark.usefixtures("framework")
async def test_the_space_bar_takes_several(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("4", "ctrl+a", "'jygl", "escape", "ctrl+a", "'有力", "space", "space", "enter")
        assert len(marks()) == 2 and {table for _, table in marks()} == {"report"}
        await desk.press("ctrl+z", "enter")
        assert marks() == []


@pytest.mark.usefixtures("framework")
async def test_nothing_is_put_where_nothing_fits(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("2", "m", "'没有这个", "enter")
        assert isinstance(desk.app.screen, PointChoice)
        await desk.press("escape")
        assert marks() == []


@pytest.mark.usefixtures("framework")
async def test_photos_are_marked_together(seeded_home: Home, tmp_path: Path) -> None:
    from PIL import Image

    from branchtui.files.photos import PhotoStore

    held = Meeting.get(Meeting.state != "planned")
    files = [tmp_path / f"{number}.jpg" for number in range(3)]
    for number, file in enumerate(files):
        Image.new("RGB", (40, 30), (number * 90, 0, 0)).save(file)
    attach(held, files, what="", photos=PhotoStore(seeded_home.photos, seeded_home.cache))
    async with opened(seeded_home, WIDE) as desk:
        await desk.app.open_thing("meeting", held.id, "files")
        await desk.settle()
        await desk.press("asterisk", "m", "'fw", "enter")
        assert len(marks()) == Attachment.select().count() == 3
        assert "已标记" not in desk.text, "what was to be done with the rows has been done"


@pytest.mark.slow
@pytest.mark.usefixtures("framework")
async def test_a_mark_may_serve_other_frameworks_too(seeded_home: Home) -> None:
    adopt(template("shuzhi"), first=date(2026, 1, 1))
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("2", "down", "m", "'媒体报道", "enter")
        assert "也用于" in desk.text
        await desk.press("enter")
        assert marks() == [("媒体报道", "meeting")], "only where it was put, as long as nothing else is taken"
        await desk.press("ctrl+z", "enter", "m", "'媒体报道", "enter", "down", "space", "enter")
        assert len(marks()) == 2
        await desk.press("ctrl+z", "enter")
        assert marks() == [], "one act"


async def test_a_meeting_tells_what_it_covered_of_a_campaign(seeded_home: Home) -> None:
    campaign = adopt(template("xuexi-jiaoyu"), first=date(2026, 9, 1))
    add_point(campaign, "读原著", under=Point.get(Point.key == "guiding"))
    adopt(template("yangban-zhibu"), first=date(2026, 1, 1))
    async with opened(seeded_home, WIDE) as desk:
        await _covered(desk)
        assert "读原著" in desk.text and "教育党员有力" not in desk.text
        await desk.press("'读原著", "enter")
        assert marks() == [("读原著", "meeting")]


async def test_without_a_campaign_there_is_nothing_to_cover(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await _covered(desk)
        assert "没有正在开展的专题教育" in desk.said[-1]


async def _covered(desk: Desk) -> None:
    await desk.press("2", "down", "enter", "f10", "'覆盖内容", "enter")
