"""Typed without waiting for the screen once: every key goes where it would have gone with patience."""

from datetime import date
from pathlib import Path

import pytest

from branchtui.store.file.database import close_database, open_database
from branchtui.store.queries import meetings, people
from branchtui.store.queries.meetings import MeetingList
from tests.terminal.conftest import Terminal, program


@pytest.mark.parametrize("at_once", [False, True], ids=["key by key", "in one read"])
def test_a_whole_meeting_typed_ahead(terminal: Terminal, home_dir: Path, at_once: bool) -> None:
    terminal.start(*program(home_dir), size=(80, 24))
    terminal.wait_for_room("1 今天", "F1 帮助")
    keys = (
        *("2", "C-n", "'主题党日", "Enter", "'走进校史馆", "Enter", "'昨天下午三点", "Enter", "'文科楼301", "Enter"),
        *("'林知远", "Enter", "'周以宁", "Enter", "'参观校史馆", "C-s", "F5", "Enter", "Enter", "F3"),
        *(
            "'zyn",
            "Down",
            "Enter",
            "'syh",
            "Tab",
            "5",
            "2",
            "C-s",
            "F4",
            "'周以宁：印象很深。",
            "Tab",
            "'同意。",
            "C-s",
        ),
        *("C-p", "'人员", "Enter", "/", "'zyn", "Enter", "Enter", "Tab", "Tab", "'组织委员", "C-s", "C-q"),
    )
    if at_once:
        terminal.tmux("send-keys", *(key.removeprefix("'") for key in keys))
    else:
        terminal.press(*keys)
    terminal.wait_for("EXIT=0")
    open_database(home_dir / "branch.db")
    try:
        meeting = meetings.meeting(MeetingList().page(0, 1)[0].id)
        assert (meeting.title, meeting.place, meeting.state) == ("走进校史馆", "文科楼301", "recorded")
        item = meetings.items(meeting)[0]
        assert (item.title, item.record, item.resolution) == ("参观校史馆", "周以宁：印象很深。", "同意。")
        absent = {
            e.member.name: (e.state, e.reason) for e in meetings.attendances(meeting).values() if e.state != "present"
        }
        assert absent == {"周一诺": ("absent", ""), "沈一禾": ("excused", "病假")}
        office_holder = people.person("周以宁", date.today())
        assert people.roster(date.today())[office_holder.id].offices == ("组织委员",)
    finally:
        close_database()


def test_escape_and_a_room_in_one_read(terminal: Terminal, home_dir: Path) -> None:
    terminal.start(*program(home_dir), size=(80, 24))
    terminal.wait_for_room("1 今天", "F1 帮助")
    terminal.tmux("send-keys", "5", "n", "赵", "Escape", "2")
    terminal.wait_for_room("2 会议", "还没有会议")
    terminal.tmux("send-keys", "5", "/", "z", "y", "n", "Escape", "G")
    terminal.wait_for_room("5 人员")
    terminal.until(lambda: terminal.caret == (1, 7), "the last of the whole list")
