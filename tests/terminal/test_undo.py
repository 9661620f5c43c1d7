"""Undo and redo pressed too often, in a real terminal: every row ends where it was."""

from datetime import datetime, timedelta
from pathlib import Path

from branchtui.store.engine import sql
from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import SYNCED
from branchtui.store.queries import meetings, people
from branchtui.store.queries.meetings import MeetingList
from branchtui.workflows.meetings.attendance import set_states
from branchtui.workflows.meetings.meetings import hold, plan_meeting
from branchtui.workflows.meetings.minutes import write_item
from branchtui.workflows.safety import undo
from tests.terminal.conftest import Terminal, program

Rows = dict[str, list[tuple[object, ...]]]


def _rows(home: Path) -> Rows:
    open_database(home / "branch.db")
    try:
        tables = [model._meta.table_name for model in SYNCED]
        return {name: sql.rows(f'SELECT * FROM "{name}" ORDER BY id') for name in tables}
    finally:
        close_database()


def _two_meetings(home: Path) -> None:
    now = datetime.now().replace(microsecond=0)
    open_database(home / "branch.db")
    for days, title in ((9, "走进校史馆"), (2, "读书交流")):
        row = plan_meeting(
            "主题党日", when=now - timedelta(days), place="文科楼301", title=title, items=["学习"], now=now
        )
        hold(row, now=now)
        set_states(row, {people.person("沈一禾", now.date()).id: ("excused", "有课")})
        write_item(meetings.items(row)[0], record=f"大家谈了{title}。", now=now)
    close_database()


def test_nine_times_undo_and_eight_times_redo_in_the_record(terminal: Terminal, home_dir: Path) -> None:
    _two_meetings(home_dir)
    before = _rows(home_dir)
    terminal.start(*program(home_dir), size=(80, 24))
    terminal.wait_for_room("1 今天", "F1 帮助")
    terminal.press("2", "Enter", "F4")
    terminal.wait_for("[F4 记录]", "大家谈了读书交流。")
    terminal.press("'甲")
    terminal.wait_for("甲")
    terminal.press(*["C-z"] * 9)
    terminal.wait_for("这一格没有可撤销的了")
    terminal.until(lambda: "甲" not in terminal.text, "the typed character gone")
    terminal.press(*["C-y"] * 8)
    terminal.wait_for("这一格没有可重做的了", "甲")
    terminal.press("C-z", "C-q")
    terminal.wait_for("EXIT=0")
    assert _rows(home_dir) == before


def test_undo_asks_before_it_changes_what_is_not_in_sight(terminal: Terminal, home_dir: Path) -> None:
    _two_meetings(home_dir)
    terminal.start(*program(home_dir), size=(80, 24))
    terminal.wait_for_room("1 今天", "F1 帮助")
    terminal.press(*["C-z"] * 9)
    terminal.wait_for("要撤销的不在这一屏上：记录：学习", "会改动：会议“读书交流”")
    terminal.press("Enter")
    terminal.wait_for("已撤销：记录：学习")
    terminal.press("C-y", "Enter", "C-q")
    terminal.wait_for("EXIT=0")
    open_database(home_dir / "branch.db")
    try:
        row = meetings.meeting(MeetingList("读书").page(0, 1)[0].id)
        assert meetings.items(row)[0].record == "大家谈了读书交流。"
        assert undo.next_undo() == "记录：学习"
    finally:
        close_database()
