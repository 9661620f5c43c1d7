"""The pages of papers over the whole screen: turning, notes, other profile, export, open."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from rich.cells import cell_len
from rich.console import Console

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.paths import Home
from branchtui.store.queries import reports
from branchtui.store.queries.reports import ReportList
from branchtui.ui.screens.paper_preview import PaperScreen
from branchtui.ui.terminal.open_with import hand_over, starter
from branchtui.ui.text.glyphs import ASCII, LINES
from branchtui.ui.widgets.page_view import PageView, shows_pictures
from branchtui.workflows.profiles import store_profile
from branchtui.workflows.reports.reports import add_figure, edit_report
from tests.files.word.helpers import words
from tests.ui.conftest import Desk, opened

MEETING = ("2", "down", "f6")
REPORT = ("4", "f6")
HALF_BLOCK = "▄"
PARAGRAPH = "支部全体党员围绕岗位职责交流了各自的做法。" * 6


@pytest.fixture
def report_home(seeded_home: Home) -> Home:
    """A report of several pages with one picture, too small for the outlet."""
    photos = PhotoStore(seeded_home.photos, seeded_home.cache)
    row = reports.report(ReportList().page(0, 1)[0].id)
    path = seeded_home.data / "现场.png"
    Image.linear_gradient("L").resize((600, 400)).save(path)
    add_figure(row, caption="校史馆里的合影", photo=path, photos=photos)
    edit_report(row, body="\n".join([PARAGRAPH, "【图1】", *[PARAGRAPH] * 8]))
    return seeded_home


@pytest.fixture
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal with every colour."""
    for name, value in (("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("WT_SESSION", "1")):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)


def view(desk: Desk) -> PageView:
    screen = next(screen for screen in desk.app.screen_stack if isinstance(screen, PaperScreen))
    return screen.query_one("#pages", PageView)


def place(desk: Desk) -> tuple[int, int]:
    """Page and scrolled rows."""
    return view(desk).number, view(desk).scroll_offset.y


def heading(desk: Desk) -> str:
    return desk.text.splitlines()[1]


async def test_a_meeting_begins_with_the_paper_of_its_tab(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f3", "f6")
        assert re.search("3/[0-9] 签到表", heading(desk))
        await desk.press("escape", "f4", "f6")
        assert re.search("4/[0-9] 会议记录", heading(desk))


async def test_pages_turn(report_home: Home) -> None:
    async with opened(report_home, (120, 36)) as desk:
        await desk.press(*REPORT)
        assert isinstance(desk.app.screen, PaperScreen)
        count = view(desk).count
        assert count >= 3 and "— 1 —" in desk.text and f"第 1 页，共 {count} 页" in desk.text
        await desk.press("pagedown")
        assert "— 2 —" in desk.text and "— 1 —" not in desk.text and f"第 2/{count} 页" in heading(desk)
        await desk.press("space")
        assert place(desk) == (3, 0)
        await desk.press("end", "pagedown")
        assert place(desk) == (count, 0)
        await desk.press("pageup")
        assert place(desk) == (count - 1, 0)
        await desk.press("home", "up")
        assert place(desk) == (1, 0)
        await desk.press("down")
        assert place(desk) == (2, 0), "the whole page is in sight: down goes on to the next"


async def test_a_small_window_shows_every_row_and_keeps_its_place(report_home: Home) -> None:
    async with opened(report_home, (80, 24)) as desk:
        await desk.press(*REPORT)
        assert "— 1 —" not in desk.text and "下面还有 5 行" in heading(desk)
        await desk.press("down", "down")
        assert place(desk) == (1, 2) and "下面还有 3 行" in heading(desk)
        await desk.pilot.resize_terminal(81, 24)
        await desk.pilot.pause()
        assert place(desk) == (1, 2)
        await desk.press("down", "down", "down")
        assert "— 1 —" in desk.text and "下面" not in heading(desk)
        await desk.press("down")
        assert place(desk) == (2, 0)
        await desk.press("up")
        assert place(desk) == (1, 5), "back at the foot of the page before"
        await desk.press("home", "space")
        assert place(desk) == (1, 5), "space shows the rest of the page first"
        await desk.press("space", "f8", "escape")
        assert place(desk) == (2, 0), "a dialog does not lose the place"


async def test_every_row_of_a_page_is_seen(report_home: Home) -> None:
    async with opened(report_home, (60, 20)) as desk:
        await desk.press(*REPORT)
        seen: list[str] = []
        for _ in range(16):
            seen += [line.strip(" │▐") for line in desk.text.splitlines()[2:-2]]
            await desk.press("down")
        pages = view(desk)._pages
        assert {row.strip() for row in pages[0].rows} <= set(seen)
        assert all(cell_len(row) <= 56 for page in pages for row in page.rows)


async def test_papers_of_a_meeting_keep_their_pages(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press(*MEETING)
        assert "1/4 通知" in heading(desk) and "版式 gbt9704" in desk.text and "换版式" not in desk.text
        await desk.press("right_square_bracket")
        assert "2/4 议程" in heading(desk)
        await desk.press("】")
        assert "3/4 签到表" in heading(desk) and "|  " in desk.text
        await desk.press("【", "left_square_bracket", "left_square_bracket")
        assert "4/4 会议记录" in heading(desk)
        await desk.press("f10", "2")
        assert "都按公文格式" in desk.said[-1]


async def test_warnings_stand_beside_the_page(report_home: Home) -> None:
    async with opened(report_home, (120, 36)) as desk:
        await desk.press(*REPORT)
        await desk.until(lambda: "长边只有600像素" in desk.text.replace("\n", ""))
        assert "提示 1 处" in desk.text and "版式 jnu-news：暨南大学新闻稿" in desk.text
        assert "提示" not in heading(desk).split("┐")[0]
        await desk.press("f10", "1")
        assert "提示 1 处，按 F10 看" in heading(desk) and "版式" not in desk.text


async def test_warnings_in_a_small_window(report_home: Home) -> None:
    async with opened(report_home, (80, 24)) as desk:
        await desk.press(*REPORT)
        await desk.until(lambda: "提示 1 处，按 F10 看" in heading(desk))
        await desk.press("f10", "1")
        assert "长边只有600像素" in desk.text and "F10 更多：提示、换版式、" in desk.text
        assert "交流了各自的做法" not in desk.text
        await desk.press("f10", "1")
        assert "交流了各自的做法" in desk.text


async def test_another_profile_is_kept_on_the_report(report_home: Home) -> None:
    store_profile("校报", 'based_on = "gbt9704"\nlabel = "校报的样子"\n')
    async with opened(report_home, (120, 36)) as desk:
        await desk.press(*REPORT, "pagedown", "f10", "2")
        assert "现在是“jnu-news”" in desk.text and "校报的样子（校报）" in desk.text
        assert "2  插图宋体（inline-songti）" in desk.text
        await desk.press("2")
        await desk.until(lambda: view(desk).sheet_width == 74)
        assert reports.report(ReportList().page(0, 1)[0].id).profile == "inline-songti"
        assert "版式 inline-songti" in desk.text and view(desk).number == 2
        await desk.press("escape", "f6")
        assert "版式 inline-songti" in desk.text


async def test_a_page_wider_than_the_window_is_looked_at_sideways(report_home: Home) -> None:
    edit_report(reports.report(ReportList().page(0, 1)[0].id), profile="plain")
    async with opened(report_home, (80, 24)) as desk:
        await desk.press(*REPORT)
        row = max(view(desk)._pages[0].rows, key=cell_len)
        assert cell_len(row) > 80 and row.strip() not in desk.text
        before = desk.text
        await desk.press("right", "right")
        assert row[-6:] in desk.text
        await desk.press("left", "left")
        assert desk.text == before


async def test_a_profile_that_is_gone_is_told_and_can_be_changed(report_home: Home) -> None:
    edit_report(reports.report(ReportList().page(0, 1)[0].id), profile="没有的版式")
    async with opened(report_home, (80, 24)) as desk:
        await desk.press(*REPORT)
        assert "没有“没有的版式”这个版式" in heading(desk)
        await desk.press("pagedown", "end", "down", "space", "f10", "2", "1")
        await desk.until(lambda: view(desk).count > 1)
        assert reports.report(ReportList().page(0, 1)[0].id).profile == "gbt9704"


async def test_export_then_open(report_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[Path] = []
    monkeypatch.setattr(PaperScreen, "opener", staticmethod(handed.append))
    async with opened(report_home, (120, 36)) as desk:
        await desk.press(*REPORT, "enter")
        assert "还没有导出" in desk.said[-1] and handed == []
        await desk.press("f8", "enter")
        await desk.until(lambda: any("已写出" in words for words in desk.said))
        await desk.press("enter")
        await desk.until(lambda: len(handed) == 1)
        folder = (
            report_home.exports / "20260903_主题党日_走进校史馆，重温办学初心"
        )  # of the meeting it was drafted from
        assert handed[0].suffix == ".docx" and handed[0].parent == folder and handed[0].is_file()
        assert f"正在打开 {handed[0].name}" in desk.said[-1]
        await desk.press("f10", "3")
        await desk.until(lambda: len(handed) == 2)
        assert handed[1] == folder


async def test_what_was_exported_elsewhere_is_opened_there(
    report_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[Path] = []
    monkeypatch.setattr(PaperScreen, "opener", staticmethod(handed.append))
    async with opened(report_home, (80, 24)) as desk:
        await desk.press(*REPORT, "f8", "ctrl+u", f"'{tmp_path}/送审.docx", "enter")
        await desk.until(lambda: any("已写出" in words for words in desk.said))
        await desk.press("enter")
        await desk.until(lambda: handed == [tmp_path / "送审.docx"])


async def test_the_paper_in_sight_is_opened(seeded_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[Path] = []
    monkeypatch.setattr(PaperScreen, "opener", staticmethod(handed.append))
    async with opened(seeded_home, (80, 24)) as desk:
        await desk.press(*MEETING, "right_square_bracket")
        [papers] = re.findall("2/([0-9]) 议程", heading(desk))
        await desk.press("f8")
        await desk.until(lambda: any(f"已写出 {papers} 个文件" in words for words in desk.said))
        await desk.press("enter")
        await desk.until(lambda: len(handed) == 1)
        assert handed[0].name == "02_议程.docx"


async def test_no_program_to_open_with(report_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise BranchError(f"没有能打开它的程序。文件在 {path}")

    monkeypatch.setattr(PaperScreen, "opener", staticmethod(refuse))
    async with opened(report_home, (80, 24)) as desk:
        await desk.press(*REPORT, "f8", "enter")
        await desk.until(lambda: any("已写出" in words for words in desk.said))
        await desk.press("enter")
        await desk.until(lambda: "没有能打开它的程序" in desk.said[-1])


def _there(name: str) -> str | None:
    return f"/usr/bin/{name}"


def _nothing(name: str) -> str | None:
    return None


@pytest.mark.parametrize(
    ("platform", "environ", "which", "program"),
    [
        ("win32", {}, _nothing, ""),
        ("darwin", {}, _nothing, "open"),
        ("linux", {"DISPLAY": ":0"}, _there, "xdg-open"),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, _there, "xdg-open"),
        ("linux", {"DISPLAY": ":0"}, _nothing, None),
        ("linux", {}, _there, None),
    ],
)
def test_the_program_that_opens_things(
    platform: str, environ: dict[str, str], which: Callable[[str], str | None], program: str | None
) -> None:
    if program is None:
        with pytest.raises(BranchError, match="图形桌面"):
            starter(platform, environ, which)
    else:
        assert starter(platform, environ, which) == program


@pytest.mark.skipif(sys.platform == "win32", reason="starts a program of this system")
@pytest.mark.parametrize(("program", "fails"), [("true", False), ("false", True), ("no-such-program", True)])
def test_a_program_that_fails_is_told_with_the_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str, fails: bool
) -> None:
    monkeypatch.setattr("branchtui.ui.terminal.open_with.starter", lambda *_: program)
    if fails:
        with pytest.raises(BranchError, match="没有能打开它的程序") as told:
            hand_over(tmp_path)
        assert str(tmp_path) in str(told.value)
    else:
        hand_over(tmp_path)


def test_pictures_are_drawn_where_half_blocks_are_one_cell_wide(colours: None) -> None:
    console = Console(color_system="truecolor")
    for glyphs, setting, shown in ((LINES, "auto", True), (ASCII, "auto", False), (ASCII, "on", True)):
        assert shows_pictures(console, glyphs, no_color=False, pictures=setting) is shown  # type: ignore[arg-type]
    assert not shows_pictures(console, LINES, no_color=True, pictures="on")


async def test_pictures_where_there_are_colours(report_home: Home, colours: None) -> None:
    async with opened(report_home, (120, 36)) as desk:
        await desk.press(*REPORT)
        await desk.until(lambda: HALF_BLOCK in desk.text)
        page = next(page for page in view(desk)._pages if page.boxes)
        lines = [line for line in desk.text.splitlines() if HALF_BLOCK in line]
        assert len(lines) == page.boxes[0].rows
        assert all(line.count(HALF_BLOCK) == page.boxes[0].columns for line in lines)
        assert "配图1　校史馆里的合影" in desk.text


async def test_the_labelled_box_where_there_are_none(
    report_home: Home, colours: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(report_home, (120, 36)) as desk:
        await desk.press(*REPORT)
        await desk.until(lambda: "提示 1 处" in desk.text)
        assert HALF_BLOCK not in desk.text and "图1" in desk.text and "+------" in desk.text


async def test_a_lost_picture_leaves_its_box(report_home: Home, colours: None) -> None:
    for path in report_home.photos.iterdir():
        path.write_bytes(b"")
    async with opened(report_home, (120, 36)) as desk:
        await desk.press(*REPORT)
        await desk.until(lambda: "提示 1 处" in desk.text)
        assert HALF_BLOCK not in desk.text and "+------" in desk.text


async def test_a_missing_picture_is_framed_in_print_and_told(report_home: Home) -> None:
    for path in report_home.photos.iterdir():
        path.unlink()
    async with opened(report_home, (120, 36)) as desk:
        await desk.press(*REPORT)
        await desk.until(lambda: "照片缺失：现场.png" in desk.text)
        assert "配图1　校史馆里的合影" in desk.text and "导出时只留一个框" in desk.text.replace("\n", "")
        await desk.press("f8", "enter")
        await desk.until(lambda: any("已写出" in words for words in desk.said))
        assert "有 1 张照片找不到或已损坏，纸上留了框：现场.png" in desk.said[-1]
    [written] = report_home.exports.rglob("*.docx")
    assert "照片缺失：现场.png" in words(written.read_bytes())


def test_opening_the_screen_loads_no_picture_library() -> None:
    code = (
        "import sys; import branchtui.ui.screens.paper_preview, branchtui.ui.screens.paper_source, branchtui.workflows.preview;"
        "print([name for name in ('PIL', 'rich_pixels', 'docx', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
async def test_a_template_that_cannot_be_used_is_a_sentence(report_home: Home) -> None:
    import docx

    path = report_home.data / "模板.docx"
    template = docx.Document()
    template.add_paragraph("前言{{正文}}")
    template.save(str(path))
    store_profile("学校", f"based_on = 'gbt9704'\nlabel = '学校'\n[template]\nfile = '{path}'\n")
    edit_report(reports.report(ReportList().page(0, 1)[0].id), profile="学校")
    async with opened(report_home, (120, 36)) as desk:
        await desk.press(*REPORT)
        assert "现在不能导出" in desk.text.replace("\n", "")
        await desk.press("f8", "enter")
        await desk.until(lambda: "单独占一段" in desk.text.replace("\n", ""))
        await desk.press("escape", "f10", "2")
        assert "（gbt9704）" in desk.text and "（学校）" not in desk.text
        assert desk.app.is_running
