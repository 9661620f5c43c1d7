"""Frameworks with keys alone in a real terminal, counted: adopting one, putting photos to a point, the written folder."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PIL import Image

from branchtui.files.photos import PhotoStore
from branchtui.paths import home
from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import Evidence, Framework
from branchtui.workflows.frameworks.adopt import adopt
from branchtui.workflows.frameworks.files.library import template
from branchtui.workflows.meetings import meetings
from branchtui.workflows.meetings.attachments import attach
from tests.terminal.conftest import Terminal, program

SIZES = pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])
ADOPT, MARK, FOLDER = 12, 8, 3
Record = Callable[[str, object], None]


class Counted:
    """Presses keys and counts them; a letter that is typed is a key."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.keys: list[str] = []

    def press(self, *names: str) -> None:
        self.keys.extend(names)
        self._terminal.press(*names)

    def type(self, text: str) -> None:
        self.keys.extend(text)
        self._terminal.type(text)

    def told(self, what: str, size: tuple[int, int], most: int, record: Record) -> None:
        words = f"{what} {size[0]}x{size[1]}: {len(self.keys)} keys, at most {most}: {' '.join(self.keys)}"
        record("keys", words)
        print(words)  # noqa: T201 (told where output is shown)
        assert len(self.keys) <= most, words


@SIZES
def test_a_framework_is_adopted(
    terminal: Terminal, home_dir: Path, size: tuple[int, int], record_property: Record
) -> None:
    terminal.start(*program(home_dir), size=size)
    terminal.wait_for_room("1 今天", "F1 帮助")
    keys = Counted(terminal)
    keys.press("6")
    terminal.wait_for_room("6 对标", "还没有收发文")
    keys.press("F4")
    terminal.wait_for("还没有采用对标")
    keys.press("n")
    terminal.wait_for("不是文件原文")
    keys.type("yb")
    terminal.wait_for("党建工作样板支部")
    keys.press("Enter", "Enter")
    keys.type("1.1")
    terminal.wait_for("1月1日")
    keys.press("Enter")
    terminal.wait_for("教育党员有力", "已满足")
    keys.told("adopt", size, ADOPT, record_property)
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")


@SIZES
def test_photos_of_a_meeting_are_put_to_a_point(
    terminal: Terminal, home_dir: Path, tmp_path: Path, size: tuple[int, int], record_property: Record
) -> None:
    _with_framework(home_dir, tmp_path)
    terminal.start(*program(home_dir), size=size)
    terminal.wait_for_room("1 今天", "F1 帮助")
    terminal.press("2")
    terminal.wait_for_room("2 会议", "新建会议")
    terminal.press("Home", "Enter")
    terminal.wait_for("F4 记录")
    terminal.press("C-PageUp")
    terminal.wait_for("照片0")
    keys = Counted(terminal)
    keys.press("*")
    terminal.wait_for("已标记 3 项")
    keys.press("m")
    terminal.wait_for("作哪里的佐证")
    keys.type("fw")
    terminal.wait_for("服务师生有力")
    keys.press("Enter")
    terminal.wait_for("已作佐证")
    keys.told("mark", size, MARK, record_property)
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")
    open_database(home_dir / "branch.db")
    assert Evidence.select().count() == 3
    close_database()


@SIZES
def test_the_folder_is_written_from_the_list(
    terminal: Terminal, home_dir: Path, tmp_path: Path, size: tuple[int, int], record_property: Record
) -> None:
    """As from the line of 今天, whose Enter opens the same framework."""
    _with_framework(home_dir, tmp_path)
    terminal.start(*program(home_dir), size=size)
    terminal.wait_for_room("1 今天", "F1 帮助")
    terminal.press("6", "F4")
    terminal.wait_for("建设中", "0/")
    keys = Counted(terminal)
    keys.press("Enter")
    terminal.wait_for("教育党员有力", "已满足")
    keys.press("F8")
    terminal.wait_for("写出什么")
    keys.press("Enter")
    terminal.wait_for("已写出文件夹")
    keys.told("folder", size, FOLDER, record_property)
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")
    assert list(home_dir.glob("**/02_*.docx"))


def _with_framework(home_dir: Path, tmp_path: Path) -> None:
    """A framework that is adopted, and three photos of a meeting that was held."""
    place = home(home_dir)
    open_database(place.database)
    adopt(template("yangban-zhibu"), first=date(2026, 1, 1))
    files = [tmp_path / f"照片{number}.jpg" for number in range(3)]
    for number, file in enumerate(files):
        Image.new("RGB", (40, 30), (number * 90, 0, 0)).save(file)
    held = meetings.plan_meeting(
        "主题党日", when=datetime(2026, 3, 4, 15, 0), title="走进校史馆", now=datetime(2026, 3, 1)
    )
    meetings.hold(held, now=datetime(2026, 3, 4, 17, 0))
    attach(held, files, what="", photos=PhotoStore(place.photos, place.cache))
    assert Framework.select().count() == 1
    close_database()
