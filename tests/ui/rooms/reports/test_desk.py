"""The desk of the room 新闻: outlets and publications as tabs, and a report on its way out."""

import pytest

from branchtui.paths import Home
from branchtui.store.models import Approval, Outlet, Publication, Report
from branchtui.store.queries import reports as facts
from branchtui.ui.rooms.registry import open_form
from branchtui.ui.rooms.reports.desk.approvals import ApprovalsScreen
from branchtui.ui.rooms.reports.desk.outlets import OutletsScreen
from branchtui.ui.rooms.reports.desk.pieces import PiecesScreen
from branchtui.ui.rooms.reports.desk.publications import PublicationsScreen
from branchtui.ui.rooms.reports.room import ReportsScreen
from branchtui.workflows.registers import register
from branchtui.workflows.registers.kinds import REGISTERS
from branchtui.workflows.reports import reports
from tests.ui.conftest import NOW, SIZES, opened

TODAY = NOW.date()
WIDE = (120, 36)


def _outlet(**typed: str) -> Outlet:
    row = register.add(REGISTERS["outlet"], {"name": "学院网站", **typed}, today=TODAY)
    assert isinstance(row, Outlet)
    return row


def _report() -> Report:
    """The report on which the cursor stands in the room."""
    return facts.report(facts.ReportList().page(0, 1)[0].id)


@pytest.mark.parametrize("size", SIZES)
async def test_empty_tabs_say_what_to_do_and_lead_to_each_other(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press("4", "f3")
        assert "刊发 0" in desk.text and "Ctrl+N" in desk.text
        await desk.press("delete", "enter", "f6", "f8", "f4")
        assert "投稿媒体 0" in desk.text and isinstance(desk.app.screen, OutletsScreen)
        await desk.press("f3")
        assert isinstance(desk.app.screen, PublicationsScreen)
        await desk.press("f2")
        assert isinstance(desk.app.screen, ReportsScreen)


@pytest.mark.slow
async def test_an_outlet_is_written_and_offered_in_a_report_with_its_profile(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("4", "f4", "ctrl+n", "'学院网站", "tab", "'院级", "tab", "'plain", "tab", "'24", "ctrl+s")
        row = Outlet.get()
        assert (row.name, row.level, row.profile, row.within_hours) == ("学院网站", "院级", "plain", 24)
        assert "会议开始后 24 小时内投" in desk.text
        report = _report()
        reports.edit_report(report, profile="gbt9704")
        await desk.press("f2")
        await desk.app.open_thing("report", report.id, "parts")
        await desk.settle()
        for _ in range(40):
            if getattr(desk.app.focused, "label", "") == "投稿媒体":
                break
            await desk.press("tab")
        await desk.press("'学院", "down", "enter")
        await desk.until(lambda: "用 plain 这个版式" in desk.text)
        assert (_report().outlet, _report().profile) == ("学院网站", "gbt9704"), "asked, not forced"
        await desk.press("1")
        assert _report().profile == "plain"


async def test_a_review_asks_who_reads_it_and_nobody_need_be_named(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        report = _report()
        await desk.press("4", "f5", "'送审", "enter")
        assert "初审" in desk.text and "终审" in desk.text
        await desk.press("'林知远", "tab", "ctrl+s")
        assert _report().state == "review"
        assert [(row.step, row.name) for row in facts.approvals(report)] == [("初审", "林知远")]
        await desk.press("f5", "'退回", "enter", "'图不清", "enter", "f5", "'送审", "enter", "ctrl+s")
        assert _report().state == "review" and Approval.select().count() == 1


async def test_handing_in_writes_the_pack_and_says_where(seeded_home: Home) -> None:
    _outlet(send_to="news@example.edu.cn")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("4", "f5", "'已投稿", "enter", "'学院网站", "tab", "ctrl+s")
        await desk.until(lambda: _report().state == "submitted")
        row = _report()
        assert (row.outlet, row.submitted_on) == ("学院网站", TODAY)
        (folder,) = [path for path in desk.app.exports.iterdir() if path.name.startswith("投稿_")]
        assert "投稿单.docx" in [path.name for path in folder.iterdir()]
        await desk.press("ctrl+b")
        assert "已经有文件" in desk.text, "it is asked before more is written there"
        await desk.press("escape", "f5", "'已刊发", "enter", "'8月30日", "ctrl+s")
        assert _report().state == "published"
        assert [(each.outlet, each.report_id) for each in Publication.select()] == [("学院网站", row.id)]


async def test_nothing_is_written_where_the_folder_is_left_empty(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("4", "f5", "'已投稿", "enter", "tab", "tab", "ctrl+a", "delete", "ctrl+s")
        assert _report().state == "submitted"
        assert not list(desk.app.exports.glob("投稿_*"))


async def test_an_opinion_is_written_and_the_sheet_shown(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("4", "f10", "'审批", "enter", "ctrl+n", "'终审", "tab", "'林知远", "ctrl+s")
        assert isinstance(desk.app.screen, ApprovalsScreen) and Approval.get().name == "林知远"
        await desk.press("f6")
        assert "新闻稿审批表" in desk.text and "终审意见" in desk.text
        await desk.press("escape", "f8")
        await desk.until(lambda: any("新闻稿审批表" in path.name for path in desk.app.exports.rglob("*.docx")))
        await desk.press("delete")
        assert Approval.get().deleted


async def test_a_piece_is_copied_and_the_next_stands_under_the_cursor(seeded_home: Home) -> None:
    row = _outlet()
    reports.edit_report(_report(), outlet=row.name, body="第一段话。\n\n" + "又说了一句话。" * 9)
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("4", "f10", "'贴到网页", "enter")
        assert "每栏最多几字" in desk.text
        await desk.press("'40", "enter")
        assert isinstance(desk.app.screen, PiecesScreen) and Outlet.get().paste_limit == 40
        await desk.press("y")
        assert desk.app.clipboard == _report().title and "没有贴上" in desk.said[-1]
        await desk.press("enter")
        assert desk.app.clipboard.startswith("供稿单位")
        assert "其余正文 1/2" in desk.text
        await desk.press("escape", "f10", "'贴到网页", "enter")
        assert isinstance(desk.app.screen, PiecesScreen), "asked once for each outlet"
        await desk.press("f8")
        assert list(desk.app.exports.rglob("*.txt"))


async def test_forms_stand_for_themselves(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        for form, words in (("register-outlet", "登记投稿媒体"), ("register-publication", "登记刊发")):
            await open_form(desk.app, form)
            await desk.settle()
            assert words in desk.text
            await desk.press("escape")


async def test_a_report_of_a_profile_that_is_no_more_can_be_handed_in(seeded_home: Home) -> None:
    reports.edit_report(_report(), profile="没有的版式")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("4", "f5", "'已投稿", "enter")
        assert "投稿包写不了" in desk.text
        await desk.press("ctrl+s")
        assert _report().state == "submitted"
