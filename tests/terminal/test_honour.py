"""An honour, from 今天 to its row, in a real terminal: how many keys it takes beyond what is written."""

from pathlib import Path

import pytest

from tests.terminal.conftest import Terminal, program

MOST = 10


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_an_honour_from_today_to_its_row(terminal: Terminal, home_dir: Path, size: tuple[int, int]) -> None:
    keys: list[str] = []

    def press(*names: str) -> None:
        keys.extend(names)
        terminal.press(*names)

    terminal.start(*program(home_dir), size=size)
    terminal.wait_for_room("1 今天", "F1 帮助")
    press("6")
    terminal.wait_for_room("6 对标", "还没有收发文")
    press("F3")
    terminal.wait_for("还没有荣誉和成果")
    press("C-n")
    terminal.wait_for("登记荣誉成果")
    terminal.type("优秀辅导员")
    press("Tab")
    terminal.type("zxy")
    terminal.wait_for("赵星野")
    press("Enter", "Tab", "Tab", "Tab")  # kind, level and grade stay empty
    terminal.type("学校学生工作部")
    press("C-s")
    terminal.wait_for("荣誉成果 1", "赵星野", "优秀辅导员")
    print(f"{size[0]}x{size[1]}: {len(keys)} keys: {' '.join(keys)}")  # noqa: T201 (told where output is shown)
    assert len(keys) <= MOST, keys
    press("F6")
    terminal.wait_for("人员：赵星野", "学校学生工作部")
    press("C-q")
    terminal.wait_for("EXIT=0")
