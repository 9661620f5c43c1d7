"""Writing a report in a real terminal: what is typed and pasted, where the caret is, and what is left of a killed window."""

from pathlib import Path

import pytest

from branchtui.store.drafts import drafts
from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import Report
from branchtui.ui.widgets.frame import LEAST_ROWS
from tests.terminal.conftest import Terminal, program

WORDS = "会上,大家谈了体会。"


def _open(terminal: Terminal, home: Path, size: tuple[int, int]) -> None:
    """The text of a new report."""
    terminal.start(*program(home), size=size)
    terminal.wait_for("要做的事", "F1 帮助")
    terminal.press("4")
    terminal.until(lambda: terminal.room.startswith("4"))
    terminal.press("C-n")
    terminal.wait_for("新建新闻稿")
    terminal.type("一次学习")
    terminal.press("Enter")
    terminal.wait_for("[F2 栏目标题]")
    terminal.press("F3")
    terminal.wait_for("[F3 正文]")


def _paste(terminal: Terminal, text: str) -> None:
    """As somebody who pastes with the keys of the terminal."""
    terminal.tmux("set-buffer", "--", text)
    terminal.tmux("paste-buffer", "-p")


@pytest.mark.parametrize("size", [(60, 20), (120, 36)])
def test_the_caret_is_where_the_text_is_after_each_step(
    terminal: Terminal, home_dir: Path, size: tuple[int, int]
) -> None:
    def at(x: int, y: int) -> None:
        terminal.until(lambda: terminal.caret == (x, y), f"the caret at {x},{y} (it is at {terminal.caret})")

    top = 4 if size[1] < LEAST_ROWS else 5  # below the title, in a high window below unit and day too
    _open(terminal, home_dir, size)
    at(2, top)
    for number, character in enumerate(WORDS, 1):
        terminal.type(character)
        at(2 + sum(2 if each != "," else 1 for each in WORDS[:number]), top)
    terminal.wait_for("校对 ")
    terminal.press("Enter")
    at(2, top + 1)
    _paste(terminal, "　　从 WPS 来的一段\u00a0。\n\n\n\n　　又一段。")
    terminal.wait_for("粘贴：去掉 3 处")
    at(10, top + 3)
    lines = [line[2:].split("  ")[0].rstrip() for line in terminal.text.splitlines()[top : top + 4]]
    assert lines == [WORDS, "从 WPS 来的一段。", "", "又一段。"]
    terminal.press("C-z")
    terminal.until(lambda: "　　又一段。" in terminal.text)
    terminal.press("C-z")
    terminal.until(lambda: "又一段" not in terminal.text.splitlines()[top + 3])
    terminal.press("C-Home")
    at(2, top)
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")


def test_a_finding_is_gone_to_and_mended(terminal: Terminal, home_dir: Path) -> None:
    _open(terminal, home_dir, (60, 20))
    terminal.type(WORDS)
    terminal.wait_for("应为全角")
    terminal.press("C-Home")
    terminal.until(lambda: terminal.caret == (2, 4), "the caret at the begin of the text")
    terminal.press("C-Down")
    terminal.wait_for("改为“，”")
    terminal.press("C-l")
    terminal.wait_for(WORDS.replace(",", "，"))
    terminal.press("C-z")
    terminal.wait_for(WORDS)
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")


def test_what_was_typed_outlives_its_window(terminal: Terminal, home_dir: Path) -> None:
    _open(terminal, home_dir, (60, 20))
    terminal.type(WORDS)
    _paste(terminal, "　　贴来的一段。")
    terminal.wait_for("贴来的一段")
    terminal.tmux("kill-server")
    text = f"{WORDS}贴来的一段。"

    def kept() -> bool:
        """Whether it is a draft, or was still written."""
        open_database(home_dir / "branch.db")
        try:
            return text in [*(draft.text for draft in drafts()), *(report.body for report in Report.select())]
        finally:
            close_database()

    terminal.until(kept, "the text")
