"""From 今天 to the planned meetings of a term's plan of six lines, with keys alone in a real terminal; the keys are counted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import Meeting
from tests.terminal.conftest import Terminal, program
from tests.terminal.test_whole_meeting import Counter

BAR = 30  # keys, beyond the words of the lines
LINES = (
    "主题党日 每周三下午3点 学习全会精神",
    "支委会 每月第一个周一16:00",
    "党课 单周周五14:30 党的纪律 《条例》",
    "支部党员大会 每季度第一个周五15:00",
    "组织生活会 每年1次",
    "民主评议党员 每年1次",
)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])
def test_a_plan_of_six_lines_becomes_meetings(
    terminal: Terminal, home_dir: Path, size: tuple[int, int], record_property: Callable[[str, object], None]
) -> None:
    terminal.start(*program(home_dir), size=size)
    terminal.wait_for_room("1 今天", "F1 帮助")
    keys = Counter(terminal)
    keys.step = "open"
    keys.press("2")
    terminal.wait_for_room("2 会议", "新建会议")
    keys.press("F10")
    keys.wait_for("学习计划")
    keys.choose("学习计划")
    keys.wait_for("还没有学习计划")
    keys.step = "write"
    keys.press("C-n")
    keys.wait_for("新的学习计划")
    for number, line in enumerate(LINES):
        keys.press(*["Enter"] * bool(number), f"'{line}")
        keys.wait_for(f"{number + 1} 行")
    keys.press("C-s")
    keys.wait_for("F5 排成会议", "每周三下午3点")
    keys.step = "make"
    keys.press("F5")
    keys.wait_for("要安排", "Ctrl+S 排好")
    keys.press("C-s")
    keys.wait_for("已照计划安排")
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")
    steps = "; ".join(f"{step}: {count}" for step, count in keys.counts.items())
    record_property("keys", f"plan {size[0]}x{size[1]}: {keys.total} keys, at most {BAR} ({steps})")
    assert keys.total <= BAR, keys.counts
    open_database(home_dir / "branch.db")
    made = list(Meeting.select().where(Meeting.plan_item.is_null(False), Meeting.state == "planned"))
    close_database()
    assert {"主题党日", "党课"} <= {row.kind for row in made}
