"""A start that fails, and streams that lead elsewhere: the terminal stays clean and a sentence stands on it."""

import sqlite3
from pathlib import Path

import pytest

from tests.terminal.conftest import Terminal, program


def _is_clean(terminal: Terminal) -> bool:
    return (terminal.pane("alternate_on"), terminal.pane("cursor_flag")) == ("0", "1")


def test_ctrl_c_while_the_data_is_being_opened(terminal: Terminal, home_dir: Path) -> None:
    held = sqlite3.connect(home_dir / "branch.db", isolation_level=None)
    try:
        held.execute("BEGIN EXCLUSIVE")
        terminal.start(*program(home_dir), size=(80, 24))
        terminal.wait_for("正在打开支部数据")
        terminal.press("C-c")
        terminal.wait_for("已中断", "EXIT=130")
    finally:
        held.close()
    assert _is_clean(terminal) and "Traceback" not in terminal.text


def test_a_folder_in_the_place_of_the_lock(terminal: Terminal, home_dir: Path) -> None:
    (home_dir / "branch.lock").mkdir()
    terminal.start(*program(home_dir), size=(80, 24))
    terminal.wait_for("应当是文件，却是一个文件夹", "EXIT=1")
    assert _is_clean(terminal) and "Traceback" not in terminal.text


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("2>/dev/full", "请去掉 2>"),
        ("2>&-", "请去掉 2>"),
        ("2>{folder}/log", "请去掉 2>"),
        ("<&-", "这里没有终端"),
        (">&-", "这里没有终端"),
        ("</dev/null", "这里没有终端"),
    ],
)
def test_a_stream_that_leads_elsewhere(terminal: Terminal, home_dir: Path, where: str, words: str) -> None:
    terminal.start("true", size=(80, 24))
    terminal.wait_for("EXIT=0")
    terminal.type(f"clear; {' '.join(program(home_dir))} {where.format(folder=home_dir)}; echo CODE=$?\n")
    terminal.wait_for(words, "CODE=2")
    assert _is_clean(terminal) and "Traceback" not in terminal.text
