"""The room 对标 while no framework is adopted: documents, and behind F3 the honours."""

from pathlib import Path

import pytest

from branchtui.paths import Home
from branchtui.store.models import Document, Honour
from branchtui.ui.rooms.difference import DifferenceScreen
from branchtui.ui.rooms.frameworks.honours import HonoursScreen
from branchtui.ui.rooms.frameworks.room import FrameworksScreen
from branchtui.ui.rooms.registry import open_form
from branchtui.workflows.registers import register
from branchtui.workflows.registers.documents import DOCUMENT
from branchtui.workflows.registers.kinds import HONOUR
from tests.ui.conftest import NOW, SIZES, opened

TODAY = NOW.date()
WIDE = (120, 36)
HONOURS = ("6", "f3")
REQUEST = {"direction": "发文", "kind": "请示", "title": "关于设岗的请示", "unit": "学院党委", "day": "2026-08-17"}


def request(**more: str) -> Document:
    row = register.add(DOCUMENT, {**REQUEST, **more}, today=TODAY)
    assert isinstance(row, Document)
    return row


@pytest.mark.parametrize("size", SIZES)
async def test_empty_lists_say_what_to_do_and_lead_to_each_other(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press("6")
        assert "Ctrl+N" in desk.text and "收发文 0" in desk.text
        await desk.press("delete", "enter", "f5", "f6", "f8", "ctrl+t", "f3")
        assert "荣誉成果 0" in desk.text and isinstance(desk.app.screen, HonoursScreen)
        await desk.press("f2")
        assert isinstance(desk.app.screen, FrameworksScreen)


async def test_a_request_is_written_with_what_is_offered(seeded_home: Home) -> None:
    request(number="商院〔2026〕3号")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("6", "ctrl+n", "tab", "'请示", "tab", "'关于购书的请示", "tab")
        assert "商院〔2026〕4号" in desk.text, "the number that comes next is offered"
        await desk.press("down", "enter", "'学院党委", "tab", "'9月1日", "ctrl+s")
        (row,) = Document.select().where(Document.title == "关于购书的请示")
        assert (row.direction, row.kind, row.number, str(row.day)) == ("out", "请示", "商院〔2026〕4号", "2026-09-01")
        assert "还没有写" in desk.text and "请示事项" in desk.text


async def test_a_number_that_nobody_chose_is_not_written(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("6", "ctrl+n", "tab", "'通知", "tab", "'关于开会的通知", "ctrl+s")
        assert Document.get().number == ""


async def test_the_board_leads_to_the_request_whose_answer_is_registered(seeded_home: Home) -> None:
    asked = request()
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("1", "home")
        while "打开这件请示" not in desk.text:
            await desk.press("down")
        await desk.press("enter")
        assert isinstance(desk.app.screen, FrameworksScreen) and "关于设岗的请示" in desk.text
        await desk.press("ctrl+t", "'关于同意设岗的批复", "tab", "tab", "tab", "'9月2日", "ctrl+s")
        (answer,) = Document.select().where(Document.direction == "in")
        assert (answer.answers_id, answer.kind, answer.unit) == (asked.id, "批复", "学院党委")
        await desk.press("1")
        assert "催办批复" not in desk.text


async def test_a_document_is_dealt_with_and_that_is_undone(seeded_home: Home) -> None:
    request(direction="收文", kind="通知", title="关于报送的通知", due="2026-09-20")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("6", "f5", "enter")
        assert Document.get().done_on == TODAY and "● 办结" in desk.text
        await desk.press("ctrl+z")
        assert Document.get().done_on is None and "○ 2026-09-20前" in desk.text


async def test_a_double_number_is_marked(seeded_home: Home) -> None:
    request(number="〔2026〕3号")
    request(number="〔2026〕3号", title="又一份")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("6")
        assert "! 文号重复" in desk.text and "重复，请核对" in desk.text


@pytest.mark.parametrize("size", SIZES)
async def test_a_paper_is_seen_and_exported(seeded_home: Home, size: tuple[int, int]) -> None:
    request(body="为加强管理，请示如下。\n妥否，请批示。")
    async with opened(seeded_home, size) as desk:
        await desk.press("6", "f6")
        assert "妥否，请批示。" in desk.text
        await desk.press("escape", "f8")
        await desk.until(lambda: any("已写出" in words for words in desk.said))
        assert list(seeded_home.exports.glob("*请示*.docx"))


async def test_what_was_received_is_read_whole(seeded_home: Home) -> None:
    request(direction="收文", kind="通知", body="请于月底前报送。")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("6", "f6")
        assert "请于月底前报送。" in desk.text and "6 对标" in desk.text
        await desk.press("escape")
        assert isinstance(desk.app.screen, FrameworksScreen)


async def test_a_search_leads_to_a_document_and_to_an_honour(seeded_home: Home) -> None:
    request(title="另一份", day="2026-09-01")
    wanted, honour = request(), register.add(HONOUR, {"title": "先进集体"}, today=TODAY)
    async with opened(seeded_home, WIDE) as desk:
        await desk.app.open_thing("document", wanted.id)
        screen = desk.app.screen
        assert isinstance(screen, FrameworksScreen)
        await desk.settle()
        assert screen.pane.table.row is not None and screen.pane.table.row.id == wanted.id
        await desk.app.open_thing("honour", honour.id)
        await desk.settle()
        assert isinstance(desk.app.screen, HonoursScreen)


@pytest.mark.parametrize(
    ("form", "made"), [("register-honour", HonoursScreen), ("register-document", FrameworksScreen)]
)
async def test_a_form_that_was_left_is_taken_up_in_this_room(seeded_home: Home, form: str, made: type) -> None:
    async with opened(seeded_home, WIDE) as desk:
        assert await open_form(desk.app, form)
        await desk.settle()
        assert any(isinstance(screen, made) for screen in desk.app.screen_stack) and "登记" in desk.text


async def test_an_honour_is_for_whom_it_is_picked(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*HONOURS, "ctrl+n", "'优秀辅导员", "tab", "'zyn", "enter", "ctrl+s")
        (row,) = Honour.select()
        assert row.of_table == "member" and "周以宁" in desk.text


async def test_a_sheet_is_brought_in_after_its_difference_was_seen(seeded_home: Home, tmp_path: Path) -> None:
    register.add(HONOUR, {"title": "先进集体", "level": "院级"}, today=TODAY)
    sheet = tmp_path / "荣誉.csv"
    sheet.write_text("名称,获得者,级别\n先进集体,,校级\n优秀辅导员,周以宁,省级\n", encoding="utf-8")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*HONOURS, "ctrl+l", f"'{sheet}", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, DifferenceScreen))
        assert "新增 1 行" in desk.text and "级别 院级 → 校级" in desk.text
        await desk.press("ctrl+s")
        assert {row.level for row in Honour.select()} == {"校级", "省级"} and "荣誉成果 2" in desk.text
        await desk.press("ctrl+z", "1")  # it is asked about: the person whose honour it is stands in another room
        assert [row.level for row in Honour.select().where(Honour.live())] == ["院级"]


async def test_a_sheet_with_a_wrong_row_is_not_written(seeded_home: Home, tmp_path: Path) -> None:
    sheet = tmp_path / "文.csv"
    sheet.write_text("标题,文种,日期\n甲,通知,2026-09-01\n", encoding="utf-8")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("6", "ctrl+l", f"'{sheet}", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, DifferenceScreen))
        await desk.press("ctrl+s")
        assert not Document.select().count() and "不能导入 1 行" in desk.text


@pytest.mark.parametrize("keys", [(*HONOURS, "f8"), ("6", "f10")])
async def test_the_lists_are_written_as_word_and_sheet(seeded_home: Home, keys: tuple[str, ...]) -> None:
    request()
    register.add(HONOUR, {"title": "先进集体"}, today=TODAY)
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*keys)
        if keys[-1] == "f10":
            await desk.press("'登记簿", "enter")
        await desk.press("enter")
        await desk.until(lambda: any("已写出" in words for words in desk.said))
        assert {path.suffix for path in seeded_home.exports.iterdir()} == {".docx", ".xlsx"}


async def test_an_honour_of_the_branch_is_removed_and_comes_back(seeded_home: Home) -> None:
    register.add(HONOUR, {"title": "先进集体", "level": "校级"}, today=TODAY)
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*HONOURS)
        assert "本支部" in desk.text and "校级" in desk.text
        await desk.press("delete")
        assert "荣誉成果 0" in desk.text
        await desk.press("ctrl+z")
        assert "荣誉成果 1" in desk.text
        await desk.press("ctrl+r")
        assert "先进集体" in desk.text


async def test_a_scan_is_attached_to_an_honour_and_taken_off(seeded_home: Home, tmp_path: Path) -> None:
    register.add(HONOUR, {"title": "先进集体"}, today=TODAY)
    scan = tmp_path / "证书.pdf"
    scan.write_bytes(b"%PDF-1.7 %%EOF")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*HONOURS, "f10", "1", f"'{scan}", "ctrl+s")
        assert "证书扫描件：证书.pdf" in desk.text
        await desk.press("f10", "2", "1")
        assert "证书扫描件" not in desk.text
