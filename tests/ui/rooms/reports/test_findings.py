"""What proof-reading finds stands beside the text: gone to, mended, left out, and looked for anew while somebody types."""

import pytest
from textual.widgets import Input, TextArea

from branchtui.paths import Home
from branchtui.store.models import Figure, Report
from branchtui.store.queries import reports
from branchtui.ui.rooms.reports.proofs.pane import FindingsPane
from branchtui.ui.rooms.reports.report import ReportScreen
from branchtui.ui.rooms.reports.writing.document import BodyArea
from branchtui.workflows.reports.reports import edit_report, new_report, set_bylines
from tests.ui.conftest import Desk, opened

WIDE = (120, 36)
BODY = "会上,大家发言。\n# 地点:行政楼\n没有问题的一段。\n【图1】\n【图3】\n最后;一段。"


def _report(body: str = BODY, **parts: str) -> Report:
    report = new_report("一次学习")
    return edit_report(report, body=body, **parts)


async def _open(desk: Desk, report: Report, tab: str = "body") -> ReportScreen:
    screen = ReportScreen(report.id, tab)
    desk.app.push_screen(screen)
    await desk.settle()
    return screen


def _said(screen: ReportScreen) -> list[str]:
    return [finding.said for finding in screen.findings.found if finding.rule in ("A01", "F01")]


def _selected(desk: Desk) -> str:
    editor = desk.app.focused
    assert isinstance(editor, TextArea | Input)
    return editor.selected_text


@pytest.mark.parametrize("size", [WIDE, (80, 24), (60, 20)])
async def test_findings_are_listed_beside_the_text(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        screen = await _open(desk, _report())
        assert _said(screen) == [",", ":", "【图3】", ";"]
        assert screen.query_one(FindingsPane).region.height
        assert "中文里的“,”应为全角“，”" in desk.text and "GB/T 15834" in desk.text
        assert f"校对 {len(screen.findings.found)} 处" in desk.text


async def test_a_clean_text_has_no_list_and_says_so(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        screen = await _open(desk, _report("没有问题的一段。"))
        while (finding := screen.findings.finding) is not None:  # what else the rules ask of so short a text
            screen.findings.show_found([other for other in screen.findings.found if other.rule != finding.rule])
            await desk.settle()
        assert not screen.query_one(FindingsPane).region.height


async def test_the_next_one_is_selected_and_round_the_end_the_first(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        screen = await _open(desk, _report())
        found = [finding for finding in screen.findings.found if finding.part == "body"]
        assert [finding.said for finding in found if finding.rule in ("A01", "F01")] == [",", ":", "【图3】", ";"]
        for finding in found:
            await desk.press("ctrl+down")
            assert (screen.findings.finding, _selected(desk)) == (finding, finding.said)
        await desk.press(*["ctrl+down"] * (len(screen.findings.found) - len(found) + 1))
        assert screen.findings.finding == found[0], "round the end, past what stands in other parts"
        screen.findings.table.seek(lambda row: row == found[-1])
        await screen.go_to(found[-1])
        await desk.press("ctrl+up")
        assert screen.findings.finding == found[-2]


async def test_it_goes_on_from_the_cursor_of_the_text(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await _open(desk, _report())
        await desk.press("ctrl+home", *["down"] * 5, "ctrl+down")
        area = desk.app.focused
        assert isinstance(area, BodyArea) and area.selection.start == (5, 2)


async def test_one_key_mends_as_one_step_of_undo_and_goes_on(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        screen = await _open(desk, _report())
        area = desk.app.focused
        assert isinstance(area, BodyArea)
        screen.findings.table.seek(lambda finding: finding.said == ",")
        await desk.press("ctrl+l")
        assert area.text.startswith("会上，大家发言。\n# 地点:行政楼")
        assert "," not in _said(screen)
        await desk.press("ctrl+z")
        assert area.text == BODY
        assert "," in _said(screen), "it is found again"


async def test_several_in_a_line_are_mended_one_after_the_other(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        screen = await _open(desk, _report("他说,会上,大家发言;很好。"))
        area = desk.app.focused
        assert isinstance(area, BodyArea)
        screen.findings.table.seek(lambda finding: finding.said == ",")
        for _ in range(3):
            desk.send("ctrl+l")  # quicker than anybody looks anew
        await desk.settle()
        assert area.text == "他说，会上，大家发言；很好。"


async def test_the_last_one_of_the_text_leaves_the_cursor_in_the_text(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        screen = await _open(desk, _report("会上,大家发言。", subtitle="一次,学习"))
        screen.findings.table.seek(lambda finding: finding.said == "," and finding.part == "body")
        await desk.press("ctrl+l")
        assert screen.tab == "body" and screen.query_one(BodyArea).has_focus
        await desk.press("'的")
        assert screen.query_one(BodyArea).text == "会上，的大家发言。"


async def test_what_has_no_suggestion_is_left_to_the_person(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        screen = await _open(desk, _report())
        screen.findings.table.seek(lambda finding: finding.said == "【图3】")
        await desk.settle()
        await desk.press("ctrl+l")
        assert "要您自己改" in desk.said[-1]
        assert desk.app.focused is not None and "【图3】" in screen.query_one(BodyArea).text


async def test_typing_looks_anew_and_enter_in_the_list_goes_there(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        screen = await _open(desk, _report("没有问题的一段。"))
        before = len(screen.findings.found)
        await desk.press("ctrl+end", "enter", "'会后,散会。")
        assert _said(screen) == [","] and len(screen.findings.found) >= before
        await desk.press("ctrl+home", "tab")
        assert desk.app.focused is screen.findings.table
        screen.findings.table.seek(lambda finding: finding.said == ",")
        await desk.press("enter")
        assert _selected(desk) == ","
        await desk.press("tab", "escape")
        assert desk.app.focused is screen.query_one(BodyArea), "back to the text, not out of the report"
        assert _selected(desk) == ","
        await desk.press("'，")
        assert screen.query_one(BodyArea).text.endswith("会后，散会。")
        assert not _said(screen)


async def test_fields_and_by_lines_are_gone_to_in_the_document_and_captions_on_their_tab(seeded_home: Home) -> None:
    report = _report("没有问题的一段。\n【图1】", subtitle="一次\n学习,交流")
    set_bylines(report, [("文字", "林知远"), ("摄影", "周以宁,赵星野")])
    Figure.create(report=report, mark=1, caption="会场;全景")
    async with opened(seeded_home, WIDE) as desk:
        screen = await _open(desk, report)
        for said, row, tab in (
            (",", "学习,交流", "body"),
            (",", "周以宁,赵星野", "body"),
            (";", "会场;全景", "figures"),
        ):
            finding = next(
                finding
                for finding in screen.findings.found
                if finding.said == said
                and {"学习,交流": "subtitle", "周以宁,赵星野": "byline"}.get(row, "figure") == finding.part
            )
            await screen.go_to(finding)
            await desk.settle()
            assert screen.tab == tab
            if tab == "body":
                assert _selected(desk) == said
        await desk.press("ctrl+l")
        assert [figure.caption for figure in reports.figures(report)] == ["会场；全景"]


async def test_the_text_of_before_is_compared_by_sentence(seeded_home: Home) -> None:
    report = _report("第一句。第二句。")
    edit_report(report, body="第一句。改过的第二句。")
    edit_report(report, kicker="支部动态")
    async with opened(seeded_home, WIDE) as desk:
        await _open(desk, report)
        await desk.press("ctrl+r")
        assert "- 第二句。" in desk.text and "+ 改过的第二句。" in desk.text
        assert "支部动态" not in desk.body, "of the text alone"
        await desk.press("escape")
        assert "支部动态" in desk.body


@pytest.mark.parametrize("key", ["1", "2"])
async def test_a_rule_is_silenced_in_this_report_or_for_good_and_undone(seeded_home: Home, key: str) -> None:
    other = _report("会后,散会。")
    async with opened(seeded_home, WIDE) as desk:
        screen = await _open(desk, _report("会上,大家发言。"))
        screen.findings.table.seek(lambda finding: finding.said == ",")
        await desk.press("ctrl+n")
        assert "这篇稿子里不再提“中文旁的半角标点”" in desk.text
        await desk.press(key)
        assert not _said(screen)
        assert "不再提醒" in desk.said[-1] and "撤销" in desk.said[-1]
        there = await _open(desk, other)
        assert bool(_said(there)) == (key == "1")
        await desk.press("escape")
        desk.app.action_undo(everywhere=True)
        await desk.settle()
        await desk.press("1")  # it is asked about: what is silenced is not on this screen
        assert _said(screen) == [","]


async def test_a_word_that_is_no_fault_is_accepted_for_good(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        screen = await _open(desk, _report("正文。\n【图3】"))
        screen.findings.table.seek(lambda finding: finding.said == "【图3】")
        await desk.press("ctrl+n")
        await desk.press("3")
        assert "已记进支部用语" in desk.said[-1]
        assert "【图3】" not in _said(screen)
