"""A sheet that the college asks for, on the screen: filled in row by row, handed in, handed in again."""

import threading
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from branchtui.errors import BranchError
from branchtui.paths import Home
from branchtui.store.college import hub_note
from branchtui.store.models import Document
from branchtui.ui.rooms.frameworks.sheet import SheetScreen
from branchtui.ui.text.glyphs import ASCII, LINES, Glyphs
from branchtui.workflows.college.branch import handing_in, requests, sheets
from branchtui.workflows.college.branch.sheets import Handing
from branchtui.workflows.registers import documents, register
from tests.ui.conftest import NOW, SIZES, check_snapshot, opened

WIDE = (120, 36)
OPEN = ("6", "enter")


class Request(NamedTuple):
    """As the server tells one."""

    number: int = 7
    kind: str = "sheet"
    title: str = "党员培训情况表"
    body: str = "请各支部填报。"
    due_on: date | None = date(2026, 9, 20)
    columns: object = (
        {"name": "姓名", "type": "person", "prefill": "member"},
        {"name": "人员类别", "type": "text", "prefill": "standing"},
        {"name": "参加日期", "type": "date"},
        {"name": "培训内容", "type": "text"},
    )
    withdrawn: bool = False
    reminds: int | None = None


@pytest.fixture
def asked(seeded_home: Home) -> Home:
    requests.take_in([Request()], bytes(16), NOW.date(), unit="商学院党委")
    return seeded_home


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> list[Handing]:
    """What was handed in, in place of a server."""
    taken: list[Handing] = []

    def send(place: Home, handing: Handing) -> int:
        taken.append(handing)
        return len(taken)

    monkeypatch.setattr(handing_in, "send", send)
    return taken


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("name", "glyphs"), [("sheet", LINES), ("sheet.ascii", ASCII)])
async def test_screen(asked: Home, name: str, glyphs: Glyphs, size: tuple[int, int]) -> None:
    """The sheet as text."""
    async with opened(asked, size, glyphs=glyphs) as desk:
        await desk.press(*OPEN)
        check_snapshot(name, size, desk.text)


@pytest.mark.parametrize("size", SIZES)
async def test_the_document_opens_the_sheet_prefilled(asked: Home, size: tuple[int, int]) -> None:
    async with opened(asked, size) as desk:
        await desk.press("6")
        assert "回车 填报" in desk.text
        await desk.press("enter")
        assert isinstance(desk.app.screen, SheetScreen)
        assert "党员培训情况表，2026年9月20日前。还没有报送。" in desk.text
        assert "林知远" in desk.text and "正式党员" in desk.text
        await desk.press("f5")
        assert "第 1 行（林知远）的“参加日期”还空着" in desk.said[-1]


async def test_what_is_filled_in_so_far_opens_it_too(asked: Home) -> None:
    async with opened(asked, WIDE) as desk:
        await desk.press(*OPEN, "enter", "'9月1日", "ctrl+s", "escape")
        assert Document.select().where(Document.direction == "out", Document.day.is_null()).exists()
        await desk.press("home")
        assert "没有发出" in desk.text.splitlines()[3]
        await desk.press("enter")
        assert isinstance(desk.app.screen, SheetScreen) and "2026-09-01" in desk.text


async def test_it_is_finished_by_handing_in_alone(asked: Home, server: list[Handing]) -> None:
    async with opened(asked, WIDE) as desk:
        await desk.press("6")
        assert "F5 办结" not in desk.text
        await desk.press("f5")
        assert isinstance(desk.app.screen, SheetScreen) and "填好按 F5 报送" in desk.said[-1]
        assert Document.get(Document.direction == "in").done_on is None


async def test_the_board_leads_to_it(asked: Home) -> None:
    async with opened(asked, WIDE) as desk:
        await desk.press("1", "home")
        while "打开这张表" not in desk.text:
            await desk.press("down")
        assert "报送：党员培训情况表" in desk.text and "回车 填报" in desk.text
        assert "学院要求2026年9月20日前报，还没有报送。" in desk.text.replace("\n", "")
        await desk.press("enter")
        assert isinstance(desk.app.screen, SheetScreen)


async def test_a_row_that_was_not_handed_over_is_taken_up_from_the_board(asked: Home) -> None:
    async with opened(asked, WIDE) as desk:
        await desk.press(*OPEN, "enter", "'9月", "escape", "ctrl+n", "'张三", "escape")
    async with opened(asked, WIDE) as desk:
        await desk.press("1", "home")
        assert "党员培训情况表 第 1 行 参加日期：9月" in desk.text
        assert "党员培训情况表 加一行 姓名：张三" in desk.text
        for typed, heading in (("参加日期：9月", "第 1 行"), ("姓名：张三", "加一行")):
            await desk.press("1", "/", f"'{typed}", "enter", "enter")
            assert isinstance(desk.app.screen_stack[-2], SheetScreen)
            assert heading in desk.text and "这是上次没填完的" in desk.text and typed.partition("：")[2] in desk.text
            await desk.press("escape", "1", "escape")


async def test_what_was_typed_into_a_row_that_went_leads_to_the_sheet(asked: Home) -> None:
    document = Document.get(Document.direction == "in")
    async with opened(asked, WIDE) as desk:
        await desk.press(*OPEN, "end", "enter", "'9月", "escape")
        sheet = sheets.sheet_wanted(document, NOW.date())
        sheets.take_off_row(document, len(sheet.rows) - 1, sheet.rows[-1], today=NOW.date())
        await desk.press("1", "home", "enter")
        assert isinstance(desk.app.screen, SheetScreen)
        assert f"没有第 {len(sheet.rows)} 行了" in desk.said[-1]
        await desk.press("1")
        assert f"第 {len(sheet.rows)} 行 参加日期：9月" in desk.text


async def test_a_notice_of_the_college_is_a_document_on_the_board(asked: Home) -> None:
    notice = Request(8, "notice", "关于报送材料的通知", columns=None)
    requests.take_in([notice], bytes(16), NOW.date(), unit="商学院党委")
    async with opened(asked, WIDE) as desk:
        await desk.press("1")
        assert "办理文件：关于报送材料的通知" in desk.text and "报送：党员培训情况表" in desk.text


@pytest.mark.slow
async def test_rows_are_filled_in_one_after_the_other_and_handed_in(asked: Home, server: list[Handing]) -> None:
    async with opened(asked, WIDE) as desk:
        await desk.press(*OPEN)
        for _ in range(6):
            await desk.press("enter", "'9月1日", "tab", "'党章", "ctrl+s")
        assert "F5 报送" in desk.text
        await desk.press("f5", "1")
        await desk.until(lambda: any("已报送：党员培训情况表，6 行。" in words for words in desk.said))
        assert server[0].rows[0] == ("林知远", "正式党员", "2026-09-01", "党章")
        assert Document.get(Document.direction == "in").done_on == NOW.date()
        await desk.press("escape", "down")
        assert "2026-09-10 已报送" in desk.text
        await desk.press("1")
        assert "党员培训情况表" not in desk.text


async def test_what_is_alike_in_all_rows_is_written_once(asked: Home, server: list[Handing]) -> None:
    async with opened(asked, WIDE) as desk:
        await desk.press(*OPEN, "ctrl+t")
        assert "请先填好这一行" in desk.said[-1]
        await desk.press("enter", "'9月1日", "tab", "'党章", "ctrl+s", "ctrl+t")  # the cursor stands on the next
        assert "照第 1 行填好了 5 行里空着的栏目。" in desk.said[-1]
        await desk.press("f5", "1")
        await desk.until(lambda: len(server) == 1)
        assert {handed[2:] for handed in server[0].rows} == {("2026-09-01", "党章")}
        await desk.press("u")


async def test_what_is_written_is_shown_whole_where_there_is_room(seeded_home: Home) -> None:
    columns = (*Request().columns[:1], {"name": "备注", "type": "text"})  # type: ignore[index]
    requests.take_in([Request(columns=columns)], bytes(16), NOW.date())
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN, "ctrl+n", "'阿依努尔·艾山", "tab", "'到校外参加培训，学时由对方学院出具证明", "ctrl+s")
        assert "阿依努尔·艾山  到校外参加培训，学时由对方学院出具证明" in desk.text


async def test_what_may_stay_empty_is_said_and_handed_in_empty(seeded_home: Home, server: list[Handing]) -> None:
    remark = {"name": "备注", "type": "text", "optional": True}
    columns = ({"name": "姓名", "type": "person"}, remark, {"name": "金额", "type": "number"})
    requests.take_in([Request(columns=columns)], bytes(16), NOW.date())
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("6")
        assert "姓名、备注（可空）、金额" in desk.text
        await desk.press("enter", "ctrl+n")
        assert "可以空着" in desk.text
        await desk.press("'周以宁", "ctrl+s", "enter")
        await desk.press("'12", "ctrl+s")  # where the first cell is that lacks something
        assert "F5 报送" in desk.text
        await desk.press("f5", "1")
        await desk.until(lambda: len(server) == 1)
        assert server[0].rows == (("周以宁", "", "12"),)


async def test_a_sheet_that_is_called_otherwise_is_opened_and_handed_in_all_the_same(asked: Home) -> None:
    register.change(documents.DOCUMENT, requests.request_numbered(7), today=NOW.date(), kind="通知")
    async with opened(asked, WIDE) as desk:
        await desk.press("6", "f5")
        assert isinstance(desk.app.screen, SheetScreen) and "报表报送了才记办结：填好按 F5 报送。" in desk.said[-1]
        await desk.press("escape")
        assert "回车 填报" in desk.text and "还没有报送" in desk.text
        await desk.press("enter")
        assert isinstance(desk.app.screen, SheetScreen)


async def test_a_sheet_of_a_college_that_was_left_is_finished_by_hand(asked: Home) -> None:
    async with opened(asked, WIDE) as desk:
        await desk.press("6", "f5")
        assert "支部已经离开那个学院的，先运行 branchtui college leave" in desk.said[-1]
        hub_note.leave()
        await desk.press("escape", "enter")
        assert "支部已不在要它的学院，报不了" in desk.text and "F5 报送" not in desk.text
        await desk.press("f5")
        assert "不用再报的，在 6 的清单里对它按 F5 记办结。" in desk.said[-1]
        await desk.press("escape", "f5", "enter")
        assert "“党员培训情况表”已办结。" in desk.said[-1]
        await desk.press("1")
        assert "党员培训情况表" not in desk.text


@pytest.mark.slow
async def test_it_is_handed_in_again_after_a_change(asked: Home, server: list[Handing]) -> None:
    async with opened(asked, WIDE) as desk:
        await desk.press(*OPEN)
        for _ in range(5):
            await desk.press("delete")
        await desk.press("enter", "'9月1日", "tab", "'党章", "ctrl+s", "f5", "1")
        await desk.until(lambda: len(server) == 1 and "已报送" in desk.said[-1])
        await desk.press("enter", "tab", "tab", "ctrl+u", "'9月2日", "ctrl+s", "f5", "1")
        await desk.until(lambda: "第 2 次" in desk.said[-1])
        assert [handing.rows[0][2] for handing in server] == ["2026-09-01", "2026-09-02"]


async def test_what_was_filled_in_is_undone(asked: Home) -> None:
    async with opened(asked, WIDE) as desk:
        await desk.press(*OPEN, "enter", "'9月1日", "ctrl+s")
        assert "2026-09-01" in desk.text
        await desk.press("u")
        assert "2026-09-01" not in desk.text and isinstance(desk.app.screen, SheetScreen)


@pytest.mark.slow
async def test_without_the_network_nothing_is_noted(asked: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def send(place: Home, handing: Handing) -> int:
        raise BranchError("连不上学院的服务器，稍后再报。")

    monkeypatch.setattr(handing_in, "send", send)
    async with opened(asked, WIDE) as desk:
        await desk.press(*OPEN)
        for _ in range(5):
            await desk.press("delete")
        await desk.press("enter", "'9月1日", "tab", "'党章", "ctrl+s", "f5", "1")
        await desk.until(lambda: "连不上学院的服务器" in desk.said[-1])
        assert Document.get(Document.direction == "in").done_on is None


async def test_it_is_written_as_a_sheet_file(asked: Home) -> None:
    async with opened(asked, WIDE) as desk:
        await desk.press(*OPEN, "f8")
        assert (desk.app.exports / "党员培训情况表.xlsx").exists()


async def test_what_was_filled_in_elsewhere_is_brought(asked: Home, tmp_path: Path) -> None:
    file = tmp_path / "表.csv"
    file.write_text("姓名,人员类别,参加日期,培训内容\n周以宁,,9月1日,党章\n", encoding="utf-8")
    async with opened(asked, WIDE) as desk:
        await desk.press(*OPEN, "ctrl+l", f"'{file}", "enter")
        await desk.until(lambda: any("按姓名对上 1 行" in words for words in desk.said))
        await desk.settle()
        assert "2026-09-01" in desk.text
        await desk.press("u")
        assert "2026-09-01" not in desk.text


@pytest.mark.slow
async def test_people_are_added_and_what_fills_itself_is_read_anew(asked: Home) -> None:
    async with opened(asked, WIDE) as desk:
        await desk.press(*OPEN, "ctrl+n", "'外校 张三", "ctrl+s")
        assert "报表 7" in desk.text
        await desk.press("home", "delete", "f10", "'重新预填", "enter")
        assert "报表 7" in desk.text and "林知远" in desk.text


@pytest.mark.slow
async def test_it_is_noted_where_the_sheet_was_left_meanwhile(asked: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    free = threading.Event()

    def send(place: Home, handing: Handing) -> int:
        free.wait()
        return 1

    monkeypatch.setattr(handing_in, "send", send)
    async with opened(asked, WIDE) as desk:
        await desk.press(*OPEN, *["delete"] * 5, "enter", "'9月1日", "tab", "'党章", "ctrl+s", "f5", "1")
        await desk.press("2")
        free.set()
        await desk.until(lambda: any("已报送" in words for words in desk.said))
        assert Document.get(Document.direction == "in").done_on == NOW.date()


async def test_columns_that_can_not_be_read_are_told(seeded_home: Home) -> None:
    requests.take_in([Request(columns=[{"name": "甲"}])], bytes(16), NOW.date())
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("6")
        assert "type 应是" in desk.text
        await desk.press("enter")
        assert not isinstance(desk.app.screen, SheetScreen) and "type 应是" in desk.said[-1]
    assert sheets.waiting(NOW.date()) == ["党员培训情况表"]
