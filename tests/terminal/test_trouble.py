"""Trouble from outside, in a real terminal: a locked database, bytes that are no characters, a broken program."""

import os
import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.files.sheets.hostile import book, sheet
from tests.terminal.conftest import Terminal, program
from tests.terminal.test_crash import BROKEN
from tests.terminal.test_leaving import kept, process, to_the_title_of_a_new_report

TEXT = "锁着的时候写的话"


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    """Another program holds the database."""
    other = sqlite3.connect(home / "branch.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.close()


def _rescued(home: Path) -> str:
    (path,) = (home / "exports").glob("没有存上的文字-*.txt")
    return path.read_text(encoding="utf-8-sig")


def test_looking_and_leaving_while_the_database_is_locked(terminal: Terminal, home_dir: Path) -> None:
    to_the_title_of_a_new_report(terminal, home_dir)
    terminal.press("Enter")
    terminal.wait_for("[F2 栏目标题]")
    terminal.press("F3")
    terminal.wait_for("[F3 正文]")
    with _locked(home_dir):
        terminal.type(TEXT)
        terminal.wait_for(TEXT)
        terminal.press("C-q")
        terminal.wait_for("有内容没能存进去", "正被另一个程序使用")
        terminal.press("C-q", "1")
        terminal.until(lambda: "有内容没能存进去" not in terminal.text, "one dialog, answered once")
        terminal.press("F1")
        terminal.wait_for("帮助")
        terminal.press("Escape", "C-q")
        terminal.wait_for("有内容没能存进去")
        terminal.press("2")
        terminal.wait_for("EXIT=0", "另存在")
    assert "Traceback" not in terminal.text and "意外" not in terminal.text
    assert TEXT in _rescued(home_dir)


def test_a_room_opened_while_the_database_is_locked(terminal: Terminal, home_dir: Path) -> None:
    terminal.start(*program(home_dir), size=(80, 24))
    terminal.wait_for_room("1 今天", "F1 帮助")
    with _locked(home_dir):
        terminal.press("2")
        terminal.wait_for_room("2 会议", "正被另一个程序使用")
        terminal.press("5")
        terminal.wait_for_room("5 人员", "正被另一个程序使用")
    terminal.press("2", "5")
    terminal.wait_for_room("5 人员", "周以宁")
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds the process by /proc")
def test_a_signal_while_the_database_is_locked(terminal: Terminal, home_dir: Path) -> None:
    to_the_title_of_a_new_report(terminal, home_dir)
    with _locked(home_dir):
        terminal.type(TEXT)
        terminal.wait_for(TEXT)
        os.kill(process(home_dir), signal.SIGTERM)
        terminal.wait_for("EXIT=143", "另存在")
    assert TEXT in _rescued(home_dir)


def test_a_crash_while_the_database_is_locked(terminal: Terminal, home_dir: Path, tmp_path: Path) -> None:
    script = tmp_path / "broken.py"
    script.write_text(BROKEN % TEXT, encoding="utf-8")
    to_the_title_of_a_new_report(terminal, home_dir, (sys.executable, str(script), "--home", str(home_dir)))
    with _locked(home_dir):
        terminal.type(TEXT)
        terminal.wait_for(TEXT)
        terminal.press("F1")
        terminal.wait_for("EXIT=1", "程序意外停下了", "另存在")
    assert "留存" not in terminal.text
    assert TEXT in _rescued(home_dir)


def test_bytes_that_are_no_characters_end_nothing(terminal: Terminal, home_dir: Path) -> None:
    to_the_title_of_a_new_report(terminal, home_dir)
    terminal.tmux("send-keys", "-H", "c4", "e3", "ff")
    terminal.wait_for("\ufffd")
    terminal.type(TEXT)
    terminal.wait_for(TEXT)
    terminal.press("Enter")
    terminal.wait_for("[F2 栏目标题]")
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")
    assert kept(home_dir) == []


def test_hostile_workbooks_end_nothing(terminal: Terminal, home_dir: Path, tmp_path: Path) -> None:
    far = "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
    panic = "<row r='3'><c r='A3' s='1'><v>-1e308</v></c></row>"
    terminal.start(*program(home_dir), size=(80, 24))
    terminal.wait_for_room("1 今天")
    terminal.press("5")
    terminal.wait_for_room("5 人员")
    for name, rows, words in (("far", far, "大得不正常"), ("panic", panic, "读不出来")):
        (tmp_path / f"{name}.xlsx").write_bytes(book(sheet(rows)))
        terminal.press("C-l")
        terminal.wait_for("Ctrl+S 完成")
        terminal.press("C-u")
        terminal.type(str(tmp_path / f"{name}.xlsx"))
        terminal.press("Enter")
        terminal.wait_for(words)
        terminal.press("Escape")
        terminal.until(lambda: "Ctrl+S 完成" not in terminal.text)
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")
    assert "Traceback" not in terminal.text and "panicked" not in terminal.text
    assert terminal.pane("alternate_on") == "0" and terminal.pane("mouse_any_flag") == "0"
