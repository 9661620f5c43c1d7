"""The main job with keys alone in a real terminal."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import SYNCED
from branchtui.store.queries import meetings, reports
from branchtui.store.queries.meetings import MeetingList
from branchtui.store.queries.reports import ReportList
from tests.terminal.conftest import Terminal, program


def _rows(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row that travels, read beside the app."""
    tables = [model._meta.table_name for model in SYNCED]
    with closing(sqlite3.connect(f"{(home / 'branch.db').as_uri()}?mode=ro", uri=True)) as other:
        return {name: other.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall() for name in tables}


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])
def test_plan_attend_draft_export(terminal: Terminal, home_dir: Path, size: tuple[int, int]) -> None:
    terminal.start(*program(home_dir), size=size)
    terminal.wait_for_room("1 今天", "F1 帮助")
    terminal.press("2")
    terminal.wait_for_room("2 会议", "还没有会议")
    terminal.press("C-n")
    terminal.wait_for("计划一次会议")
    terminal.press("'主题党日", "Enter", "'走进校史馆", "Enter", "'昨天下午三点")
    terminal.wait_for("15:00")
    terminal.press("Enter", "'文科楼301", "Enter", "'林知远", "Enter", "'周以宁", "Enter", "'参观校史馆", "C-s")
    terminal.wait_for("[F2 议程]", "主题党日  走进校史馆", "议程 1")
    terminal.press("F5")
    terminal.wait_for("登记开展")
    terminal.press("Enter", "Enter")
    terminal.wait_for("已召开")
    terminal.press("F3")
    terminal.wait_for("[F3 出勤]", "未点名 5")
    terminal.press("'zy", "Enter")
    terminal.wait_for("有 2 位")
    terminal.press("Down", "Enter")
    terminal.wait_for("周一诺：缺席", "未点名 4")
    terminal.press("'sy")
    terminal.wait_for("sy")
    terminal.press("Tab")
    terminal.wait_for("5  请假")
    terminal.press("5")
    terminal.wait_for("2  病假")
    terminal.press("2")
    terminal.wait_for("沈一禾：请假（病假）")
    terminal.press("C-s")
    terminal.wait_for("其余 3 人都到", "点名完毕")
    terminal.press("F4")
    terminal.wait_for("[F4 记录]")
    terminal.press("'周以宁：参观很有收获，[/印象很深。", "Tab")
    terminal.wait_for("：决议")
    terminal.press("'同意开展后续学习。", "C-s")
    terminal.wait_for("记录已存")
    terminal.press("F9")
    terminal.wait_for_room("4 新闻", "[F2 栏目标题]", "外国语学院")
    terminal.press("Tab", "Tab", "Tab", "'支部动态", "F3")
    terminal.wait_for("[F3 正文]", "主持，应到5人")
    terminal.press("F8")
    terminal.wait_for("写到")
    terminal.press("Enter")
    terminal.wait_for("已写出")
    before = _rows(home_dir)
    terminal.press("F3", "'甲乙")
    terminal.wait_for("[F3 正文]", "甲乙")
    terminal.press(*["C-z"] * 9)
    terminal.wait_for("这一格没有可撤销的了")
    terminal.until(lambda: "甲乙" not in terminal.text, "the typed characters gone")
    terminal.press(*["C-y"] * 8)
    terminal.wait_for("这一格没有可重做的了", "甲乙")
    terminal.press("C-z", "C-z", "C-q")
    terminal.wait_for("EXIT=0")
    assert _rows(home_dir) == before, "undo and redo in an editor reached what the walk had stored"

    assert len(list((home_dir / "exports").rglob("*.docx"))) == 1
    open_database(home_dir / "branch.db")
    try:
        meeting = meetings.meeting(MeetingList().page(0, 1)[0].id)
        assert meetings.items(meeting)[0].record == "周以宁：参观很有收获，[/印象很深。"
        assert meetings.items(meeting)[0].resolution == "同意开展后续学习。"
        states = {entry.member.name: entry.state for entry in meetings.attendances(meeting).values()}
        assert (states["周一诺"], states["沈一禾"], states["周以宁"]) == ("absent", "excused", "present")
        assert reports.report(ReportList().page(0, 1)[0].id).kicker == "支部动态"
    finally:
        close_database()
