"""However the program ends, nothing typed is lost and the terminal is left clean."""

import os
import signal
from pathlib import Path

import pytest

from branchtui.store.drafts import drafts
from branchtui.store.file.database import close_database, open_database
from tests.terminal.conftest import Terminal, program

TEXT = "林知远：大家谈一谈学习体会"


def to_the_title_of_a_new_report(terminal: Terminal, home: Path, command: tuple[str, ...] = ()) -> None:
    """A form with a text in it, not handed in."""
    terminal.start(*(command or program(home)), size=(80, 24))
    terminal.wait_for_room("1 今天", "F1 帮助")
    terminal.press("4")
    terminal.wait_for_room("4 新闻")
    terminal.press("C-n")
    terminal.wait_for("新建新闻稿")
    terminal.type(TEXT)
    terminal.wait_for(TEXT)


def kept(home: Path) -> list[str]:
    """The drafts."""
    open_database(home / "branch.db")
    try:
        return [draft.text for draft in drafts()]
    finally:
        close_database()


def process(home: Path) -> int:
    """The process that runs on this home."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"branchtui" in words and str(home).encode() in words:
                return int(entry.name)
    raise AssertionError("the program is not running")


def test_killed_while_typing_the_text_is_found_after_reopening(terminal: Terminal, home_dir: Path) -> None:
    to_the_title_of_a_new_report(terminal, home_dir)
    terminal.until(lambda: kept(home_dir) == [TEXT], "the draft")
    terminal.tmux("kill-server")

    again = Terminal(terminal.socket + "b")
    try:
        again.start(*program(home_dir), size=(80, 24))
        again.wait_for_room("1 今天", "未存完", TEXT)
        again.press("Home", "Enter")
        again.wait_for("新建新闻稿", TEXT)
        again.press("Enter")
        again.wait_for("[F2 栏目标题]", TEXT)
        again.press("C-q")
        again.wait_for("EXIT=0")
    finally:
        again.tmux("kill-server")
    assert kept(home_dir) == []


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds the process by /proc")
@pytest.mark.parametrize(
    "number", [signal.SIGHUP, signal.SIGINT, signal.SIGTERM], ids=["hang-up", "interrupt", "terminate"]
)
def test_a_signal_keeps_the_text_and_leaves_the_terminal_clean(
    terminal: Terminal, home_dir: Path, number: signal.Signals
) -> None:
    to_the_title_of_a_new_report(terminal, home_dir)
    os.kill(process(home_dir), number)
    terminal.wait_for(f"EXIT={128 + number}")
    assert kept(home_dir) == [TEXT]
    assert terminal.pane("alternate_on") == "0"
    assert terminal.pane("mouse_any_flag") == "0"
    assert terminal.pane("cursor_flag") == "1"
    terminal.type("stty -a | grep -o -- '-*icanon'; echo done\n")
    terminal.wait_for("done\n")
    assert "-icanon" not in terminal.text.replace("'-*icanon'", "")


def test_a_hang_up_of_the_terminal_keeps_the_text(terminal: Terminal, home_dir: Path) -> None:
    to_the_title_of_a_new_report(terminal, home_dir)
    terminal.tmux("kill-server")  # at once: the draft may not have been written yet
    terminal.until(lambda: kept(home_dir) == [TEXT], "the draft")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds the process by /proc")
@pytest.mark.parametrize("number", range(4))
def test_a_hang_up_while_a_form_opens_ends_the_program(terminal: Terminal, home_dir: Path, number: int) -> None:
    terminal.start(*program(home_dir), size=(80, 24))
    terminal.wait_for_room("1 今天", "F1 帮助")
    there = process(home_dir)
    terminal.press("5", "n", *["Escape", "n"] * number)
    terminal.tmux("kill-server")
    terminal.until(lambda: not Path(f"/proc/{there}").exists(), "the end of the program")


def _write_a_report(terminal: Terminal, home: Path) -> None:
    to_the_title_of_a_new_report(terminal, home)
    terminal.press("Enter")
    terminal.wait_for("[F2 栏目标题]", TEXT)
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")


def test_leaving_after_edits_makes_a_backup(terminal: Terminal, home_dir: Path) -> None:
    _write_a_report(terminal, home_dir)
    assert len(list((home_dir / "backups").glob("*.db"))) == 1


def test_a_backup_that_can_not_be_made_is_told(terminal: Terminal, home_dir: Path) -> None:
    (home_dir / "backups").write_text("in the way", encoding="utf-8")
    _write_a_report(terminal, home_dir)
    terminal.wait_for("备份没有做成")
    assert "Traceback" not in terminal.text
