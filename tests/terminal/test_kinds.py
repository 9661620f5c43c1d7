"""Terminals of every kind: dumb, without colours, of sixteen, resized in a storm; long pastes; an editor outside."""

import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import Terminal, program

LINE = "会议指出，要把学习成果落到实处，服务师生。" * 1700  # 34,000 characters and more in one line


def _to_a_new_report(terminal: Terminal, home: Path) -> None:
    terminal.start(*program(home), size=(80, 24))
    terminal.wait_for_room("1 今天", "F1 帮助")
    terminal.press("4")
    terminal.wait_for_room("4 新闻")
    terminal.press("C-n")
    terminal.wait_for("新建新闻稿")
    terminal.type("党支部学习")
    terminal.wait_for("党支部学习")


def _paste(terminal: Terminal, clip: Path, text: str) -> None:
    """Bracketed, as terminals paste into programs that ask for it; `clip` is a file to load it from."""
    clip.write_text(text, encoding="utf-8")
    terminal.tmux("load-buffer", "-b", "clip", str(clip))
    terminal.tmux("paste-buffer", "-p", "-r", "-b", "clip")


def test_a_dumb_terminal_gets_a_sentence_and_2(terminal: Terminal, home_dir: Path) -> None:
    terminal.start("env", "TERM=dumb", *program(home_dir), size=(80, 24))
    terminal.wait_for("TERM=dumb", "显示不了界面", "EXIT=2")


@pytest.mark.parametrize("setting", ["NO_COLOR=1", "TERM=xterm", "TERM=vt100", "TERM=linux"])
def test_with_few_colours_or_none_the_rows_and_the_place_still_show(
    terminal: Terminal, home_dir: Path, setting: str
) -> None:
    terminal.start("env", setting, *program(home_dir), size=(80, 24))
    terminal.wait_for_room("1 今天", "F1 帮助")
    terminal.press("5")
    terminal.wait_for_room("5 人员", "赵星野")
    terminal.press("Down")
    terminal.until(lambda: terminal.caret == (1, 4), "the terminal's cursor on the second row")
    lines = terminal.tmux("capture-pane", "-p", "-e").splitlines()
    assert "\x1b[1" in lines[4], "the cursor line is bold, not of another colour alone"
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")


def test_a_storm_of_sizes_while_typing(terminal: Terminal, home_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("COLUMNS", "80"), ("LINES", "24")):
        monkeypatch.setenv(name, value)  # as some shells export them
    _to_a_new_report(terminal, home_dir)
    for number, (columns, rows) in enumerate([(200, 60), (30, 8), (120, 36), (59, 19), (60, 20), (100, 30)] * 3):
        terminal.tmux("resize-window", "-x", str(columns), "-y", str(rows))
        terminal.type(str(number % 10))
    terminal.tmux("resize-window", "-x", "59", "-y", "24")
    terminal.wait_for("窗口太小", "59x24")
    terminal.type("完")
    terminal.tmux("resize-window", "-x", "80", "-y", "24")
    terminal.wait_for("党支部学习012345678901234567完", "F1 帮助")
    terminal.until(lambda: terminal.caret == (15 + 10 + 18 + 2, 2), "the cursor behind the text")


def test_a_line_of_34000_characters_is_pasted_into_a_field_and_into_a_text(
    terminal: Terminal, home_dir: Path, tmp_path: Path
) -> None:
    _to_a_new_report(terminal, home_dir)
    _paste(terminal, tmp_path / "clip", LINE)
    terminal.wait_for("没有放进来", "党支部学习")
    _paste(terminal, tmp_path / "clip", "一\n二\n")
    terminal.wait_for("党支部学习一 二")
    terminal.press("Enter")
    terminal.wait_for("[F2 栏目标题]")
    terminal.press("F3")
    terminal.wait_for("[F3 正文]")
    _paste(terminal, tmp_path / "clip", LINE)
    terminal.wait_for("已在句末分开")
    terminal.type("写在后面")
    terminal.wait_for("写在后面")
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")


def test_what_is_committed_at_once_arrives_whole(terminal: Terminal, home_dir: Path) -> None:
    _to_a_new_report(terminal, home_dir)
    whole = "党支部学习"
    for count in (1, 4, 5, 6, 12, 32, 33, 40):
        terminal.press("C-u")
        terminal.until(lambda: terminal.caret == (15, 2), "the empty field")
        whole = ("贯彻落实会议精神交流体会" * 4)[:count]
        terminal.type(whole)
        terminal.until(lambda words=whole: words[-12:] in terminal.text, whole)
        terminal.press("Home")
        terminal.until(lambda words=whole: words[:30] in terminal.text, whole)
        terminal.press("End")


def test_an_editor_outside_and_back(terminal: Terminal, home_dir: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\n"
        "input('EDITOR RUNS')\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        "path.write_text(path.read_text(encoding='utf-8') + '外面写的', encoding='utf-8')\n",
        encoding="utf-8",
    )
    terminal.start("env", f"VISUAL={sys.executable} {editor}", *program(home_dir), size=(80, 24))
    terminal.wait_for_room("1 今天", "F1 帮助")
    terminal.press("4")
    terminal.wait_for_room("4 新闻")
    terminal.press("C-n")
    terminal.wait_for("新建新闻稿")
    terminal.press("'题目", "Enter")
    terminal.wait_for("[F2 栏目标题]")
    terminal.press("F3")
    terminal.wait_for("[F3 正文]")
    terminal.press("'里面写的，")
    terminal.wait_for("里面写的，")
    terminal.press("C-o")
    terminal.wait_for("EDITOR RUNS")
    assert "F1 帮助" not in terminal.text
    terminal.press("Enter")
    terminal.wait_for("[F3 正文]", "里面写的，外面写的", "拿回来")
    terminal.type("再写")
    terminal.wait_for("外面写的再写")
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")


def test_the_mouse_can_be_switched_off(terminal: Terminal, home_dir: Path) -> None:
    settings = home_dir / "settings.toml"
    settings.write_text("mouse = false\n", encoding="utf-8")
    terminal.start(*program(home_dir), size=(80, 24))
    terminal.wait_for_room("1 今天", "F1 帮助")
    assert terminal.pane("mouse_any_flag") == "0"
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")
    settings.write_text("mouse = true\n", encoding="utf-8")
    terminal.type("clear\n")
    terminal.type(" ".join(f"'{word}'" for word in program(home_dir)) + "\n")
    terminal.wait_for_room("1 今天", "F1 帮助")
    terminal.until(lambda: terminal.pane("mouse_any_flag") == "1", "mouse reports")
