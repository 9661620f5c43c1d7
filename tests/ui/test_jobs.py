"""Long work goes on beside the screens, tells how far it is, and can be stopped without a trace."""

import asyncio
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.files.sheets import workbook
from branchtui.paths import Home
from branchtui.store.drafts import drafts
from branchtui.store.queries import people
from branchtui.store.queries.reports import ReportList
from branchtui.ui.jobs import Job
from branchtui.ui.lifecycle import workbench
from branchtui.ui.rooms.people.roster_preview import RosterPreviewScreen
from branchtui.ui.screens.form import FormScreen
from branchtui.ui.widgets.editors import DraftInput
from branchtui.workflows.progress import Progress, StoppedError
from branchtui.workflows.reports.article_import import read_for_import
from tests.files.sheets.hostile import book, sheet
from tests.ui.conftest import Desk, opened


class Slow:
    """Work of three parts that goes on only when it is told to."""

    def __init__(self) -> None:
        self.go = threading.Semaphore(0)
        self.ended = threading.Event()

    def run(self, progress: Progress) -> int:
        try:
            for part in range(3):
                progress(part, 3)
                self.go.acquire()
            progress(3, 3)
            return 3
        finally:
            self.ended.set()


@pytest.fixture
def slow() -> Iterator[Slow]:
    slow = Slow()
    yield slow
    slow.go.release(9)


def _start(desk: Desk, slow: Slow) -> bool:
    return desk.app.work.start(Job("数数", slow.run, lambda count: f"数到了 {count}。"))


async def test_the_screens_stay_usable_and_tell_how_far_it_is(seeded_home: Home, slow: Slow) -> None:
    async with opened(seeded_home) as desk:
        assert _start(desk, slow)
        await desk.until(lambda: "正在数数" in desk.text and "Esc 停下" in desk.text)
        await desk.press("2", "down", "enter")
        assert "[F2 议程]" in desk.text and "正在数数" in desk.text
        assert not _start(desk, slow), "one thing at a time"
        slow.go.release(3)
        await desk.until(lambda: "数到了 3。" in desk.said)
        assert "正在" not in desk.text


async def test_escape_stops_it_and_does_nothing_else(seeded_home: Home, slow: Slow) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "enter")
        _start(desk, slow)
        await desk.press("escape")
        assert "正在停下" in desk.text and "[F2 议程]" in desk.text
        slow.go.release(3)
        await desk.until(lambda: "已停下，没有数数。" in desk.said)
        assert not desk.app.work.busy


async def test_leaving_waits_until_it_has_stopped(seeded_home: Home, slow: Slow) -> None:
    async with opened(seeded_home) as desk:
        _start(desk, slow)
        await desk.press("ctrl+q")
        assert desk.app.is_running and "正在停下" in desk.text, "the screens go on meanwhile"
        slow.go.release(3)
        async with asyncio.timeout(5):  # half of the time after which a job is waited for no longer
            await desk.until(lambda: not desk.app.is_running)
        assert slow.ended.is_set()


async def test_a_failure_is_a_sentence(seeded_home: Home) -> None:
    def fail(progress: Progress) -> int:
        raise BranchError("磁盘已满。")

    async with opened(seeded_home) as desk:
        desk.app.work.start(Job("写", fail, str))
        await desk.until(lambda: "磁盘已满。" in desk.said)
        assert not desk.app.work.busy


class Panic(BaseException):
    """What a library raises that is no Exception, as the ones written in Rust do."""


async def test_whatever_ends_a_job_frees_the_bench_and_is_told(seeded_home: Home, slow: Slow) -> None:
    def panic(progress: Progress) -> int:
        raise Panic

    def panic_when_stopped(progress: Progress) -> int:
        try:
            return slow.run(progress)
        except StoppedError:
            raise Panic from None

    def panic_at_the_end(count: int) -> str:
        raise Panic

    slow.go.release(9)
    async with opened(seeded_home) as desk:
        for job in (Job("数数", panic, str), Job("数数", lambda progress: 3, panic_at_the_end)):
            assert desk.app.work.start(job)
            await desk.until(lambda: not desk.app.work.busy)
            await desk.until(lambda: "数数时出了意外，没有做完" in desk.said.pop())
            assert "正在" not in desk.text and desk.app.is_running
        for _ in range(9):
            slow.go.acquire()
        assert desk.app.work.start(Job("数数", panic_when_stopped, str))
        await desk.press("escape")
        slow.go.release(9)
        await desk.until(lambda: any("数数时出了意外" in words for words in desk.said))
        assert "正在" not in desk.text
        assert _start(desk, slow)
        await desk.until(lambda: "数到了 3。" in desk.said)
    reports = list(seeded_home.logs.glob("crash-*.txt"))
    assert reports and "test_jobs.Panic" in reports[0].read_text(encoding="utf-8")


async def test_a_job_that_does_not_stop_is_not_waited_for_for_ever(
    seeded_home: Home, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbench, "_PATIENCE", 0.02)
    async with opened(seeded_home) as desk:
        _start(desk, slow)
        await desk.press("escape")
        await desk.until(lambda: any("没有停下来，不再等它了" in words for words in desk.said))
        assert "正在" not in desk.text and not slow.ended.is_set()
        assert desk.app.work.start(Job("写", lambda progress: 1, lambda _: "写好了。"))
        await desk.until(lambda: "写好了。" in desk.said)
        slow.go.release(9)
        await desk.until(lambda: slow.ended.is_set() and not desk.app.work.given_up)
        assert "数到了 3。" not in desk.said, "nothing comes of what was given up"


async def test_the_program_can_be_left_although_a_job_does_not_stop(
    seeded_home: Home, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbench, "_PATIENCE", 0.02)
    async with opened(seeded_home) as desk:
        _start(desk, slow)
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running)
        assert "“数数”没有停下来" in desk.app.last_words
        assert not slow.ended.is_set()
        left = [thread for thread in threading.enumerate() if thread.name == "数数"]
        assert left and all(thread.daemon for thread in left), "the process would wait for others"


async def test_export_can_be_stopped_before_a_file_is_there(
    seeded_home: Home, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from branchtui.files.word import writer

    real = writer.write_composed

    def waiting(*words: object) -> bytes:
        slow.go.acquire()
        return real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(writer, "write_composed", waiting)
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "f8", "escape")
        slow.go.release(9)
        await desk.until(lambda: "已停下，没有导出。" in desk.said)
        assert not seeded_home.exports.exists() or not list(seeded_home.exports.rglob("*.*"))
        monkeypatch.undo()
        await desk.press("f8")
        await desk.until(lambda: any("已写出" in words for words in desk.said))
        assert len(list(seeded_home.exports.rglob("*.docx"))) >= 4


@pytest.mark.slow
async def test_a_form_comes_back_with_what_was_typed_when_its_job_fails(seeded_home: Home, tmp_path: Path) -> None:
    wrong = tmp_path / "稿.docx"
    wrong.write_bytes(b"no document")
    async with opened(seeded_home) as desk:
        await desk.press("4", "ctrl+l", f"'{wrong}", "ctrl+s")
        await desk.until(lambda: not desk.app.work.busy and isinstance(desk.app.screen, FormScreen))
        await desk.until(lambda: "“稿.docx”" in desk.text)
        assert desk.app.screen.query(DraftInput).first().value == str(wrong)
        right = tmp_path / "好稿.txt"
        right.write_text("支部开展学习\n\n大家认真听讲。\n", encoding="utf-8")
        await desk.press("ctrl+u", f"'{right}", "ctrl+s")
        await desk.until(lambda: "导入前先看：好稿.txt" in desk.text)
        await desk.press("ctrl+s")
        await desk.until(lambda: ReportList().count() == 2)
        await desk.until(lambda: "[F2 栏目标题]" in desk.text)
    assert drafts() == []


async def test_a_roster_read_while_somebody_went_on_does_not_get_in_the_way(seeded_home: Home, tmp_path: Path) -> None:
    roster = tmp_path / "名册.csv"
    roster.write_text("姓名,工号,人员类别\n许南乔,T1009,正式党员\n", encoding="utf-8")
    async with opened(seeded_home) as desk:
        await desk.press("5", "ctrl+l", f"'{roster}", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, RosterPreviewScreen))
        await desk.press("ctrl+s")
        assert "许南乔" in {member.name for member in people.members().values()}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>", "大得不正常"),
        ("<row r='3'><c r='A3' s='1'><v>-1e308</v></c></row>", "读不出来"),
    ],
    ids=["a value far out", "a date beyond all dates"],
)
async def test_a_hostile_workbook_is_a_sentence(seeded_home: Home, tmp_path: Path, rows: str, words: str) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(book(sheet(rows)))
    async with opened(seeded_home) as desk:
        await desk.press("5", "ctrl+l", f"'{path}", "enter")
        await desk.until(lambda: words in desk.text)
        assert not desk.app.work.busy and "正在" not in desk.text


async def test_escape_ends_the_process_that_reads_a_workbook(
    seeded_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "apart.py").write_text("import sys, time\nsys.stdin.buffer.read()\ntime.sleep(600)\n", encoding="utf-8")
    monkeypatch.setattr(workbook, "__file__", str(tmp_path / "workbook.py"))
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def start(*words: Any, **options: Any) -> subprocess.Popen[bytes]:
        started.append(real(*words, **options))
        return started[-1]

    monkeypatch.setattr(workbook.subprocess, "Popen", start)
    path = tmp_path / "名册.xlsx"
    path.write_bytes(book(sheet("")))
    async with opened(seeded_home) as desk:
        await desk.press("5", "ctrl+l", f"'{path}", "enter")
        await desk.until(lambda: bool(started))
        await desk.press("escape")
        await desk.until(lambda: any("已停下，没有读名册" in said for said in desk.said))
        assert started[0].returncode is not None, "it was killed, and not left for later"


def test_pictures_of_a_stopped_import_are_not_kept(tmp_path: Path) -> None:
    from PIL import Image

    pictures = []
    for number in (1, 2):
        pictures.append(tmp_path / f"图{number}.png")
        Image.new("RGB", (40, 30), (number * 90, 0, 0)).save(pictures[-1])
    photos = PhotoStore(tmp_path / "photos", tmp_path / "cache")
    kept = photos.add(pictures[0])
    text = "支部开展学习\n\n大家认真听讲。\n\n【配图1】\n\n【配图2】\n".encode()

    def stop(done: int, whole: int) -> None:
        if done == whole:
            raise StoppedError

    with pytest.raises(StoppedError):
        read_for_import(text, "稿.txt", pictures, photos=photos, progress=stop)
    assert [path.stem for path in (tmp_path / "photos").iterdir()] == [kept.sha]
    read_for_import(text, "稿.txt", pictures, photos=photos)
    assert len(list((tmp_path / "photos").iterdir())) == 2
