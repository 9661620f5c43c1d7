"""The terminal's own cursor, where an input method opens its candidates, is where the text is."""

from pathlib import Path

from tests.terminal.conftest import Terminal, program


def test_the_cursor_is_at_the_caret_in_fields_texts_dialogs_and_lists(terminal: Terminal, home_dir: Path) -> None:
    def at(x: int, y: int) -> None:
        terminal.until(lambda: terminal.caret == (x, y), f"the cursor at {x},{y} (it is at {terminal.caret})")

    terminal.start(*program(home_dir), size=(80, 24))
    terminal.wait_for_room("1 今天", "F1 帮助")
    terminal.press("5")
    terminal.wait_for_room("5 人员", "赵星野")
    at(1, 3)
    terminal.press("Down", "Down")
    at(1, 5)
    terminal.press("1", "4")
    terminal.wait_for_room("4 新闻")
    terminal.press("C-n")
    terminal.wait_for("新建新闻稿")
    at(17, 22)
    terminal.type("党支部学习")
    at(27, 22)
    terminal.press("Left", "Left")
    at(23, 22)
    terminal.press("Enter")
    terminal.wait_for("[F2 栏目标题]")
    at(26, 4)
    terminal.press("C-p")
    terminal.wait_for("全部命令")
    at(2, 2)
    terminal.type("导出")
    at(6, 2)
    terminal.press("Escape")
    terminal.until(lambda: "全部命令" not in terminal.text)
    at(26, 4)
    terminal.press("F3")
    terminal.wait_for("[F3 正文]")
    at(2, 4)
    terminal.type("会议第一行")
    at(12, 4)
    terminal.press("Enter")
    terminal.type("第二行")
    at(8, 5)
    for number in range(30):
        terminal.press(f"'{number}", "Enter")
    terminal.wait_for("还空着")
    at(2, 16)  # the line just begun is in sight, above what proof-reading found
    terminal.type("末尾")
    at(6, 16)
    assert "末尾" in terminal.text.splitlines()[16]
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")
