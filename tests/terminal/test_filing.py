"""A meeting from the roll to its archive, with keys alone in a real terminal."""

import re
from pathlib import Path

import pytest

from branchtui.store.file.database import close_database, open_database
from branchtui.store.queries import meetings
from branchtui.store.queries.meetings import MeetingList
from tests.terminal.conftest import Terminal, program


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])
def test_roll_record_file(terminal: Terminal, home_dir: Path, size: tuple[int, int]) -> None:
    terminal.start(*program(home_dir), size=size)
    terminal.wait_for_room("1 今天", "F1 帮助")
    terminal.press("2", "C-n")
    terminal.wait_for("计划一次会议")
    terminal.press("'主题党日", "Enter", "'走进校史馆", "Enter", "'昨天下午三点", "Enter", "'文科楼301", "Enter")
    terminal.press("'林知远", "Enter", "'周以宁", "Enter", "'参观校史馆", "C-s")
    terminal.wait_for("[F2 议程]", "主题党日  走进校史馆")
    terminal.press("F5")
    terminal.wait_for("登记开展：走进校史馆")
    terminal.press("Enter", "Enter")
    terminal.wait_for("已召开")
    terminal.press("F3")
    terminal.wait_for("[F3 出勤]")
    terminal.press("'zyn", "Enter")
    terminal.wait_for("有 2 位")
    terminal.press("Down", "Enter")
    terminal.wait_for("周一诺：缺席", "未点名 4")
    terminal.press("C-s")
    terminal.wait_for("其余 4 人都到", "点名完毕")
    terminal.press("F4")
    terminal.wait_for("[F4 记录]")
    terminal.press("'周以宁：参观很有收获。", "C-s")
    terminal.wait_for("记录已存", "下一步 F3 点名（1 人未写原因）")
    terminal.press("F5")
    terminal.wait_for("归档前还缺", "还没有学习材料", "周一诺没有写原因", "还没有新闻稿", "仍要归档")
    digit = re.search(r"(\d)\s+仍要归档", terminal.text)
    assert digit is not None
    terminal.press(f"'{digit[1]}")
    terminal.wait_for("已归档", "下一步 F9 写新闻稿")
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")

    (folder,) = (path for path in (home_dir / "exports").iterdir() if path.is_dir())
    assert folder.name.endswith("_主题党日_走进校史馆")
    assert {path.name[3:] for path in folder.iterdir()} >= {"议程.docx", "签到表.docx", "会议记录.docx"}
    open_database(home_dir / "branch.db")
    try:
        assert meetings.meeting(MeetingList().page(0, 1)[0].id).state == "filed"
    finally:
        close_database()
