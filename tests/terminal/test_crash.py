"""A crash in a real terminal: the terminal is given back, one sentence is left, the text is found again."""

import sys
from pathlib import Path

from branchtui.store.drafts import drafts
from branchtui.store.file.database import close_database, open_database
from tests.terminal.conftest import Terminal, program

TEXT = "林知远：大家谈一谈学习体会"
# F1 does what nobody thought of.
BROKEN = """
import sys
from branchtui.__main__ import main
from branchtui.ui.app import BranchApp

def action_help(self):
    self.call_later(lambda: {}["%s"])

BranchApp.action_help = action_help
sys.exit(main(sys.argv[1:]))
"""

BROKEN_AT_START = """
import sys
from branchtui.__main__ import main
from branchtui.ui.app import BranchApp

def on_mount(self):
    {}["nowhere"]

BranchApp.on_mount = on_mount
sys.exit(main(sys.argv[1:]))
"""


def test_a_crash_leaves_a_sentence_a_report_and_the_text(terminal: Terminal, home_dir: Path, tmp_path: Path) -> None:
    script = tmp_path / "broken.py"
    script.write_text(BROKEN % TEXT, encoding="utf-8")
    terminal.start(sys.executable, str(script), "--home", str(home_dir), size=(100, 30))
    terminal.wait_for_room("1 今天", "F1 帮助")
    terminal.press("4")
    terminal.wait_for_room("4 新闻")
    terminal.press("C-n")
    terminal.wait_for("新建新闻稿")
    terminal.type(TEXT)
    terminal.wait_for(TEXT)
    terminal.press("F1")
    terminal.wait_for("EXIT=1", "程序意外停下了")
    assert "Traceback" not in terminal.text and "KeyError" not in terminal.text
    assert terminal.pane("alternate_on") == "0"
    assert terminal.pane("mouse_any_flag") == "0"
    assert terminal.pane("cursor_flag") == "1"
    terminal.type("stty -a | grep -o -- '-*icanon'; echo done\n")
    terminal.wait_for("done\n")
    assert "-icanon" not in terminal.text.replace("'-*icanon'", "")

    (report,) = (home_dir / "logs").glob("crash-*.txt")
    words = report.read_text(encoding="utf-8")
    assert "KeyError" in words and "broken.py" in words and TEXT not in words
    open_database(home_dir / "branch.db")
    try:
        assert [draft.text for draft in drafts()] == [TEXT]
    finally:
        close_database()

    again = Terminal(terminal.socket + "b")
    try:
        again.start(*program(home_dir), size=(80, 24))
        again.wait_for_room("1 今天", "未存完", TEXT)
        again.press("C-q")
        again.wait_for("EXIT=0")
    finally:
        again.tmux("kill-server")


def test_a_crash_at_the_start_leaves_nothing_but_the_sentence(
    terminal: Terminal, home_dir: Path, tmp_path: Path
) -> None:
    script = tmp_path / "broken.py"
    script.write_text(BROKEN_AT_START, encoding="utf-8")
    terminal.start(sys.executable, str(script), "--home", str(home_dir), size=(200, 30))
    terminal.wait_for("EXIT=1")
    lines = [line for line in terminal.text.split("\n") if line.strip()]
    assert lines[0].startswith("程序意外停下了") and lines[1].startswith("EXIT=1"), terminal.text
    assert "留存" not in lines[0], "nothing was being typed"
