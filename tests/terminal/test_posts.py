"""A post, from the list to its public notice, in a real terminal: how many keys it takes beyond what is written."""

from pathlib import Path

import pytest

from tests.terminal.conftest import Terminal, program

MOST = 25


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_new_post_to_its_public_notice(terminal: Terminal, home_dir: Path, size: tuple[int, int]) -> None:
    keys: list[str] = []

    def press(*names: str) -> None:
        keys.extend(names)
        terminal.press(*names)

    terminal.start(*program(home_dir), size=size)
    terminal.wait_for_room("1 今天", "F1 帮助")
    press("3")
    terminal.wait_for_room("3 示范岗", "还没有示范岗")
    press("C-n")
    terminal.wait_for("新设示范岗")
    terminal.type("学工服务示范岗")
    press("Enter")
    terminal.type("服务")
    press("Enter", "Enter")  # no number
    terminal.type("zxy")
    terminal.wait_for("赵星野")
    press("Enter", "Enter", "Enter")  # from today on; whom it serves comes later
    terminal.type("来访学生当日接待")
    press("Tab")
    terminal.type("学生来访当日答复")
    press("C-s")
    terminal.wait_for("下一步 F5 登记按需设岗", "○ 筹备")
    for step, coming in (("按需设岗", "申报"), ("申报", "评议"), ("评议", "公示")):
        press("F5")
        terminal.wait_for(f"登记{step}：学工服务示范岗")
        press("C-s")
        terminal.wait_for(f"下一步 F5 登记{coming}")
    press("F5")
    terminal.wait_for("登记公示：学工服务示范岗", "5 个工作日")
    press("C-s")
    terminal.wait_for("◐ 公示", "登记核准", "起）")
    print(f"{size[0]}x{size[1]}: {len(keys)} keys: {' '.join(keys)}")  # noqa: T201 (told where output is shown)
    assert len(keys) <= MOST, keys
    press("Escape")
    terminal.wait_for("示范岗 1")
    press("C-z")
    terminal.wait_for("撤销")
    press("C-q")
    terminal.wait_for("EXIT=0")
