"""With the cursor in an editor undo and redo are about what was typed there; elsewhere nothing unseen is changed unasked."""

from dataclasses import dataclass

import pytest

from branchtui.paths import Home
from branchtui.settings import Settings
from branchtui.store.engine import sql
from branchtui.store.models import SYNCED
from branchtui.store.queries import meetings, people, reports
from branchtui.store.queries.meeting_view import view
from branchtui.store.queries.meetings import MeetingList
from branchtui.store.queries.reports import ReportList
from branchtui.ui.editing.sight import Sight
from branchtui.ui.screens.choice import ChoiceScreen
from branchtui.ui.widgets.editors import DraftArea, LineInput
from branchtui.workflows.meetings.meetings import edit_meeting
from branchtui.workflows.safety import undo
from tests.ui.conftest import opened

Rows = dict[tuple[str, bytes], tuple[object, ...]]


def rows() -> Rows:
    """Every row of every synced table, those in the trash too."""
    return {
        (model._meta.table_name, row[0]): row
        for model in SYNCED
        for row in sql.rows(f'SELECT id, * FROM "{model._meta.table_name}"')
    }


def acts() -> int:
    return int(sql.value("SELECT count(*) FROM act"))


EDITORS = {
    "record": ("2", "down", "enter", "f4"),
    "body": ("4", "enter", "f3"),
    "part": ("4", "enter"),
    "several lines of a part": ("4", "enter", "down", "down"),
    "form": ("2", "ctrl+n"),
    "text of a form": ("2", "ctrl+n", *["tab"] * 6),
    "filter": ("5", "slash"),
    "attendance": ("2", "down", "enter", "f3"),
}


@pytest.mark.parametrize("here", EDITORS)
async def test_nine_times_undo_and_eight_times_redo_change_no_row(seeded_home: Home, here: str) -> None:
    before, line = rows(), undo.next_undo()
    async with opened(seeded_home) as desk:
        await desk.press(*EDITORS[here], "'甲")
        editor = desk.app.focused
        assert isinstance(editor, LineInput | DraftArea)
        full = editor.value if isinstance(editor, LineInput) else editor.text
        await desk.press(*["ctrl+z"] * 9)
        assert "这一格没有可撤销的了" in desk.said[-1]
        await desk.press(*["ctrl+y"] * 8)
        assert "这一格没有可重做的了" in desk.said[-1]
        assert (editor.value if isinstance(editor, LineInput) else editor.text) == full
        assert desk.app.focused is editor
        assert rows() == before
        assert (undo.next_undo(), undo.next_redo()) == (line, "")
        await desk.press("ctrl+z")


async def test_the_nine_times_of_a_first_user(seeded_home: Home) -> None:
    """Open meeting A, F4, type, let it be stored, Ctrl+Z nine times, Ctrl+Y eight times, and look at every row."""
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    item = meetings.items(row)[0]
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f4", "'甲", "ctrl+s")
        assert meetings.item(item.id).record == "甲"
        stored = rows()
        await desk.press(*["ctrl+z"] * 9, *["ctrl+y"] * 8)
        assert rows() == stored
        await desk.press("escape")
        assert rows() == stored, "what was typed and undone and typed again is stored already"
        await desk.press("u")
        assert "已撤销：记录：参观校史馆" in desk.said[-1], "the meeting under the cursor is in sight"
        assert meetings.item(item.id).record == ""


async def test_a_save_of_an_editor_leaves_what_can_be_redone(seeded_home: Home) -> None:
    row = MeetingList("校史").page(0, 1)[0].id
    other = MeetingList("讨论").page(0, 1)[0].id
    edit_meeting(meetings.meeting(other), place="礼堂")
    undo.undo_last()
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f4", "'甲", "escape")
        assert meetings.items(meetings.meeting(row))[0].record == "甲"
        assert undo.next_redo().startswith("修改支部党员大会")
        await desk.press("1", "U")
        assert "要重做的不在这一屏上：修改支部党员大会" in desk.text
        await desk.press("enter")
        assert meetings.meeting(other).place == "礼堂"


async def test_escape_leaves_everything_as_it_is(seeded_home: Home) -> None:
    before = rows()
    async with opened(seeded_home) as desk:
        await desk.press("1", "u", "ctrl+z", "u", "escape")
        assert desk.said[-1] == "没有撤销。"
        assert rows() == before
        assert not isinstance(desk.app.screen, ChoiceScreen)


async def test_marks_of_the_roll_go_back_where_they_were_made_and_nothing_else(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f3", "'zxy", "enter", "'htl", "enter")
        assert view(row.id).head_count.absent == 2
        before = acts()
        await desk.press(*["ctrl+z"] * 9)
        assert view(row.id).head_count.absent == 0
        assert "这一格没有可撤销的了" in desk.said[-1]
        assert acts() == before + 2
        await desk.press(*["ctrl+y"] * 9)
        assert view(row.id).head_count.absent == 2
        assert ReportList().count() == 1


async def test_what_was_undone_in_a_line_is_gone_once_something_else_is_typed(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f3", "'zx", "ctrl+z", "'htl", "enter", "ctrl+z", "ctrl+y")
        states = {entry.member.name: entry.state for entry in meetings.attendances(row).values()}
        assert states["何听澜"] == "absent", "the mark comes back, not what was typed before it"


async def test_a_key_of_the_user_undoes_in_the_editor_too(seeded_home: Home) -> None:
    before = rows()
    async with opened(seeded_home, settings=Settings(keys={"app.undo": ("ctrl+b",)})) as desk:
        await desk.press("2", "down", "enter", "f4", "'甲", "ctrl+b", "ctrl+b")
        assert "这一格没有可撤销的了" in desk.said[-1]
        await desk.press("'乙", "ctrl+z", "ctrl+z", "ctrl+z")
        assert rows() == before


async def test_what_was_undone_before_is_listed_and_done_again(seeded_home: Home) -> None:
    row = MeetingList("讨论").page(0, 1)[0].id
    async with opened(seeded_home) as desk:
        await desk.press("f10", "'找回", "enter")
        assert desk.said[-1] == "没有撤销过的操作。"
        edit_meeting(meetings.meeting(row), place="礼堂")
        undo.undo_last()
        edit_meeting(meetings.meeting(row), title="新题目")
        await desk.press("2", "U")
        assert "按 F10 选“找回”" in desk.said[-1]
        await desk.press("f10", "'找回", "enter")
        await desk.until(lambda: "修改支部党员大会" in desk.text)
        await desk.press("'1", "enter")
        assert isinstance(desk.app.screen, ChoiceScreen), "a digit is text here, and fits nothing"
        await desk.press("backspace", "enter")
        assert "已重做：修改支部党员大会" in desk.said[-1]
        assert (meetings.meeting(row).place, meetings.meeting(row).title) == ("礼堂", "新题目")


async def test_a_person_who_was_taken_back_is_seen_to_come_in_the_list_of_people(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5", "n", "'许南乔", "ctrl+s", "u", "U")
        assert "已重做：加入人员：许南乔" in desk.said[-1]
        assert "许南乔" in {member.name for member in people.members().values()}
        await desk.press("4", "u")
        assert "要撤销的不在这一屏上：加入人员：许南乔" in desk.text


@pytest.mark.slow
async def test_what_is_told_is_a_way_that_leads_there(seeded_home: Home) -> None:
    report_id = ReportList().page(0, 1)[0].id
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "f5", "'送审", "enter", "ctrl+s")
        assert desk.said[-1] == "已送审。按 Ctrl+P 选“撤销”可撤销。", "the cursor is in an editor"
        await desk.press("ctrl+p", "'撤销", "enter")
        assert reports.report(report_id).state == "draft"
        assert desk.said[-1].endswith("按 Ctrl+P 选“重做”可重做。")
        await desk.press("ctrl+p", "'重做", "enter")
        assert reports.report(report_id).state == "review"
        await desk.press("escape", "2", "down", "enter", "f3", "'zxy", "enter", "ctrl+z")
        assert desk.said[-1].endswith("按 Ctrl+Y 可重做。"), "marks go both ways there"


async def test_a_report_is_in_sight_on_its_own_screen(seeded_home: Home) -> None:
    report_id = ReportList().page(0, 1)[0].id
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "'栏目", "f4", "u")
        assert "已撤销：修改新闻稿" in desk.said[-1]
        assert reports.report(report_id).kicker == ""


@dataclass(frozen=True)
class Thing:
    table: str
    id: bytes
    there: bool = True


A, B, GONE = Thing("meeting", b"a"), Thing("meeting", b"b"), Thing("meeting", b"c", False)


@pytest.mark.parametrize(
    ("ids", "table", "things", "held"),
    [
        ({b"a"}, "", [A], True),
        ({b"a"}, "", [A, B], False),
        ({b"a", b"b"}, "meeting", [A, B], True),
        ({b"a"}, "meeting", [GONE], True),
        ({b"a"}, "report", [GONE], False),
        ({b"a"}, "meeting", [B], False),
        (set(), "", [A], False),
        ({b"a"}, "meeting", [], False),
    ],
)
def test_what_is_in_sight(ids: set[bytes], table: str, things: list[Thing], held: bool) -> None:
    assert Sight(frozenset(ids), table).holds(things) == held
