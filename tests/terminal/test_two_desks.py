"""Two homes and one folder, with keys alone in a real terminal: synced, two conflicts settled, handed over."""

import shutil
from pathlib import Path

from branchtui.files.archive import is_archive
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.models import Member
from branchtui.store.writes import assign
from tests.terminal.conftest import Terminal, program

WORDS = "海棠花开了四五朵"
TORN = ("周以宁", "周一诺")
MOST = 6  # keys from any room to "synced"; what is typed for the passphrase is not counted


def _write(home: Path, phone: str) -> None:
    open_database(home / "branch.db")
    for name in TORN:
        with act(f"改{name}的电话"):
            assign(Member.get(Member.name == name), {"phone": phone})
    close_database()


def _phones(home: Path) -> set[str]:
    open_database(home / "branch.db")
    found = {Member.get(Member.name == name).phone for name in TORN}
    close_database()
    return found


def _enter(terminal: Terminal, home: Path) -> None:
    """Open the app on a home, from the shell that the one before has left."""
    words = " ".join(f"'{word}'" for word in program(home))
    terminal.type(f"clear; {words}; echo EXIT=$?\n")
    terminal.wait_for_room("1 今天")


def _leave(terminal: Terminal) -> None:
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")


def _begin(terminal: Terminal, shared: Path) -> None:
    """The first sync of a home: the folder is asked for."""
    terminal.press("7")
    terminal.wait_for_room("7 同步", "F5 立即同步")
    terminal.press("F5")
    terminal.wait_for("设同步文件夹 文件夹")
    terminal.press(f"'{shared}", "Enter")


def test_two_desks_by_keys_alone(terminal: Terminal, home_dir: Path, tmp_path: Path) -> None:
    shared, bag, other = tmp_path / "云", tmp_path / "交接", tmp_path / "那边"
    shared.mkdir()
    bag.mkdir()
    shutil.copytree(home_dir, other)
    _write(home_dir, "13900000001")
    _write(other, "13900000002")

    terminal.start("true", size=(80, 24))
    _enter(terminal, home_dir)
    _begin(terminal, shared)
    terminal.wait_for("给这个文件夹定一个口令")
    terminal.press(f"'{WORDS}", "Tab", f"'{WORDS}", "Enter")
    terminal.wait_for("已同步", "已发布本机的改动")
    assert WORDS not in terminal.text
    _leave(terminal)

    _enter(terminal, other)
    _begin(terminal, shared)
    terminal.wait_for("打开一次程序只问一次")
    terminal.press(f"'{WORDS}", "Enter")
    terminal.wait_for("冲突 2", "两份都留着")
    terminal.press("g", "Enter")
    terminal.wait_for("（1/2）")
    terminal.press("1")
    terminal.wait_for("（2/2）")
    terminal.press("1")
    terminal.until(lambda: "冲突" not in terminal.text.partition("┌")[2].partition("已处理")[0], "no conflict")
    terminal.press("F5")
    terminal.wait_for("已发布本机的改动")

    terminal.press("F10")
    terminal.wait_for("交接")
    terminal.press("'交接", "Enter")
    terminal.wait_for("交出人")
    terminal.press("Tab", "'周一诺", "Tab", "Tab", "C-u", f"'{bag}", "Tab", "C-u", "'不换", "Enter")
    terminal.wait_for("程序不会替您清除")
    _leave(terminal)
    (saved,) = bag.glob("*.zip")
    assert is_archive(saved) and len(list(bag.glob("交接清单_*.docx"))) == 1

    _enter(terminal, home_dir)
    keys = ["7", "F5", f"'{WORDS}", "Enter"]
    terminal.press(*keys[:2])
    terminal.wait_for("打开一次程序只问一次")
    terminal.press(*keys[2:])
    terminal.wait_for("已同步", "合并了 1 份数据")
    assert "冲突" not in terminal.text
    assert sum(not key.startswith("'") for key in keys) <= MOST
    _leave(terminal)
    assert _phones(home_dir) == _phones(other) and len(_phones(other)) <= 2
