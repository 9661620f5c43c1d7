"""A service logged in a real terminal, the keys counted: those that are not free text."""

import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from branchtui.store.file.database import close_database, open_database
from branchtui.store.queries import people
from branchtui.workflows.posts import holders, posts
from tests.terminal.conftest import Terminal, program

_MOST = 12  # keys beyond free text, from the start of the program


@pytest.fixture
def post_home(home_dir: Path) -> Path:
    """The same home with a post that somebody holds."""
    open_database(home_dir / "branch.db")
    row = posts.add_post(
        "窗口服务岗", number="01", category="服务", duties="当日答复", serves="师生", pledges="来访当日答复"
    )
    holders.add_holder(row, people.person("周以宁", date(2024, 1, 1)), from_day=date(2024, 3, 1))
    close_database()
    return home_dir


def _logged(home: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"{(home / 'branch.db').as_uri()}?mode=ro", uri=True)) as other:
        return other.execute("SELECT begins, ends, half_hours, what, served, result, unit FROM service").fetchall()


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])
def test_a_service_is_logged_in_a_dozen_keys(terminal: Terminal, post_home: Path, size: tuple[int, int]) -> None:
    pressed: list[str] = []

    def press(*keys: str) -> None:
        pressed.extend(key for key in keys if not key.startswith("'"))
        terminal.press(*keys)

    terminal.start(*program(post_home), size=size)
    terminal.wait_for_room("1 今天", "F1 帮助")
    press("3")
    terminal.wait_for_room("3 示范岗", "窗口服务岗")
    press("Enter")
    terminal.wait_for("[F2 岗位]")
    press("F3")
    terminal.wait_for("[F3 记录]", "还没有服务记录")
    press("'周以宁 昨天下午2点到4点 窗口咨询 30人次 发放材料50份")
    terminal.wait_for("周以宁", "14:00—16:00", "2 小时", "回车记下")
    press("Enter")
    terminal.wait_for("服务记录 1", "50份" if size[0] == 120 else "窗口咨询")
    assert _logged(post_home) == [("14:00", "16:00", 4, "窗口咨询，发放材料", 30, 50, "份")]
    press("'zyn 前天 1小时 值班", "Enter")
    terminal.wait_for("服务记录 2")
    sys.stdout.write(
        f"{len(pressed)} keys beyond free text for two services at {size[0]}x{size[1]}: {' '.join(pressed)}\n"
    )
    assert len(pressed) <= _MOST
    press("C-q")
    terminal.wait_for("EXIT=0")
