"""The draft as one document: head, text and by-lines under one another, gone through with the arrows, stored as cells."""

import pytest

from branchtui.paths import Home
from branchtui.store.models import Report
from branchtui.store.queries import reports
from branchtui.store.queries.reports import ReportList
from branchtui.ui.rooms.reports.report import ReportScreen
from branchtui.ui.rooms.reports.writing.document import BodyArea, BodyPane
from branchtui.ui.rooms.reports.writing.parts import PartsPane
from branchtui.ui.widgets.editors import DraftArea, DraftInput
from branchtui.workflows.reports.reports import edit_report, new_report, set_bylines
from tests.ui.conftest import Desk, opened

WIDE = (120, 36)


async def _open(desk: Desk, report: Report) -> ReportScreen:
    screen = ReportScreen(report.id, "body")
    desk.app.push_screen(screen)
    await desk.settle()
    return screen


def _report(body: str = "第一段。\n第二段。", **changes: str) -> Report:
    return edit_report(new_report("一次学习"), body=body, **changes)


def _at(desk: Desk) -> str:
    """The column of the cell that is being written."""
    here = desk.app.focused
    assert isinstance(here, DraftInput | DraftArea)
    return here.place.column


@pytest.mark.slow
async def test_the_arrows_go_through_all_of_it(seeded_home: Home) -> None:
    report = _report(
        kicker="支部动态", subtitle="副题一\n副题二", editors_note="编者的话", unit="外国语学院办公室党支部"
    )
    set_bylines(report, [("文", "周以宁"), ("图", "赵星野")])
    async with opened(seeded_home, WIDE) as desk:
        await _open(desk, report)
        assert _at(desk) == "body"
        await desk.press("ctrl+home")
        seen = []
        for _ in range(7):
            await desk.press("up")
            seen.append(_at(desk))
        assert seen == ["editors_note", "dated", "unit", "subtitle", "subtitle", "title", "kicker"]
        for _ in range(7):
            await desk.press("down")
        assert _at(desk) == "body"
        await desk.press("'开头：", "down", "down")
        assert _at(desk) == "byline-文"
        await desk.press("enter")
        assert _at(desk) == "byline-图"
        assert reports.report(report.id).body == "开头：第一段。\n第二段。"


async def test_it_is_read_from_above_in_the_order_of_print(seeded_home: Home) -> None:
    report = _report(kicker="支部动态", subtitle="一个副题", unit="外国语学院")
    set_bylines(report, [("文", "周以宁"), ("摄影", "赵星野")])
    async with opened(seeded_home, (90, 40)) as desk:
        await _open(desk, report)
        document = desk.body.partition("[F3 正文]")[2]
        words = (
            "支部动态",
            "一次学习",
            "一个副题",
            "供稿单位：外国语学院",
            "第一段。",
            "第二段。",
            "文：周以宁",
            "摄影：赵星野",
        )
        places = [document.index(word) for word in words]
        assert places == sorted(places)
        assert "编者按" not in document and "责编" not in document, "what says nothing is left out"


@pytest.mark.slow
async def test_each_part_is_stored_and_undone_by_itself(seeded_home: Home) -> None:
    report = _report(unit="外国语学院办公室党支部")
    async with opened(seeded_home, WIDE) as desk:
        screen = await _open(desk, report)
        await desk.press("ctrl+home", "up", "up", "up", "end", "'实录", "down")
        assert reports.report(report.id).title == "一次学习实录"
        await desk.press("down", "down", "'甲", "up", "down", "ctrl+z")
        row = reports.report(report.id)
        assert (row.title, row.body) == ("一次学习实录", "甲第一段。\n第二段。")
        await desk.press("f2")
        assert screen.query_one(PartsPane).cell_editors["title"].typed == "一次学习实录", "the other tab knows it"


@pytest.mark.slow
async def test_what_is_written_on_the_other_tab_stands_here(seeded_home: Home) -> None:
    report = _report()
    async with opened(seeded_home, WIDE) as desk:
        screen = await _open(desk, report)
        await desk.press("f2", "end", "'（一）", "tab", "tab", "tab", "'支部动态", "f3")
        assert [editor.typed for editor in screen.query_one(BodyPane).editors()][:2] == ["支部动态", "一次学习（一）"]
        assert "一次学习（一）" in desk.body and "支部动态" in desk.body


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_low_window_is_left_to_the_text_while_it_is_written(seeded_home: Home, size: tuple[int, int]) -> None:
    report = _report(kicker="支部动态")
    set_bylines(report, [("文", "周以宁")])
    async with opened(seeded_home, size) as desk:
        screen = await _open(desk, report)
        assert "支部动态" not in desk.body and "文：周以宁" not in desk.body
        rows = screen.query_one(BodyArea).size.height
        await desk.press("ctrl+home", "up")
        assert _at(desk) == "dated" and "支部动态" in desk.body and "文：周以宁" in desk.body
        await desk.press("down")
        assert _at(desk) == "body" and screen.query_one(BodyArea).size.height == rows


async def test_a_cell_that_was_being_written_when_the_window_was_lost_comes_back(seeded_home: Home) -> None:
    report_id = ReportList().page(0, 1)[0].id
    async with opened(seeded_home, WIDE) as desk:
        screen = await _open(desk, reports.report(report_id))
        await desk.press("ctrl+home", "up", "up", "up", "end", "'未完")
        title = desk.app.focused
        assert isinstance(title, DraftInput)
        title._write = None  # as if the process ended here
        kept = title.place
        assert desk.app.drafts.text_of(kept) == title.value
        assert screen.view.row.title + "未完" == title.value


@pytest.mark.slow
async def test_a_text_that_is_longer_than_what_can_be_stored_is_told_as_it_is_typed(seeded_home: Home) -> None:
    report = _report("\n".join(["字" * 499] * 400)[:-1])
    async with opened(seeded_home, WIDE) as desk:
        await _open(desk, report)
        await desk.press("ctrl+end", "'甲")
        assert not any("存不下" in words for words in desk.said)
        await desk.press("'乙", "'丙")
        assert [words for words in desk.said if "存不下" in words] == [
            "这里已有 200001 字，超过 200000 字就存不下。请删去一些，或分开写；写的先留作草稿。"
        ]
