"""Keys as a terminal sends them: those that must work where somebody writes do arrive."""

from pathlib import Path

from tests.terminal.conftest import Terminal, program


def test_tabs_are_turned_from_within_an_editor(terminal: Terminal, home_dir: Path) -> None:
    terminal.start(*program(home_dir), size=(80, 24))
    terminal.wait_for_room("1 今天")
    terminal.press("4")
    terminal.wait_for_room("4 新闻")
    terminal.press("C-n", "'题目", "C-s")
    terminal.wait_for("[F2 栏目标题]")
    terminal.press("C-NPage")
    terminal.wait_for("[F3 正文]")
    terminal.press("C-NPage")
    terminal.wait_for("[F4 配图]")
    terminal.press("C-PPage", "C-PPage")
    terminal.wait_for("[F2 栏目标题]")
