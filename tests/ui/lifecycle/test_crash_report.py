"""An error nobody thought of: everything typed is kept, a report says where, and nothing of the text is in it."""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from textual.message import Message

from branchtui.errors import BranchError
from branchtui.paths import Home
from branchtui.store import drafts as shelf
from branchtui.store.engine import connection
from branchtui.store.file.database import close_database, open_database
from branchtui.store.queries.meetings import MeetingList
from branchtui.ui.app import BranchApp
from branchtui.ui.jobs import Job
from branchtui.ui.lifecycle import crash_report
from branchtui.ui.widgets.window_table import WindowTable
from branchtui.workflows.progress import Progress
from tests.ui.conftest import NOW, opened

SECRET = "林知远的心里话"


class Broken(Exception):
    """Something nobody thought of."""


def _fail() -> None:
    raise Broken(SECRET)


def _report(home: Home) -> str:
    (path,) = home.logs.glob("crash-*.txt")
    return path.read_text(encoding="utf-8")


async def test_a_report_without_any_text_of_the_user(seeded_home: Home) -> None:
    app: BranchApp | None = None
    with pytest.raises(Broken):
        async with opened(seeded_home) as desk:
            app = desk.app
            await desk.press("4", "n", f"'{SECRET}")
            app.call_later(_fail)
            await desk.pilot.pause()
    assert app is not None and app.return_code == 1
    assert str(seeded_home.logs) in app.last_words and "\n" not in app.last_words
    report = _report(seeded_home)
    assert "test_crash_report.Broken" in report and "_fail" in report and "FormScreen < ReportsScreen" in report
    assert "branchtui 0" in report and "Textual 8" in report and "SQLite 3" in report
    assert SECRET not in report
    open_database(seeded_home.database)
    assert [draft.text for draft in shelf.drafts()] == [SECRET]


async def test_an_error_in_a_thread_of_work_is_a_report_and_ends_the_work_alone(seeded_home: Home) -> None:
    def work(progress: Progress) -> int:
        _fail()
        return 0

    async with opened(seeded_home) as desk:
        desk.app.work.start(Job("数数", work, str))
        await desk.until(lambda: any("数数时出了意外" in words for words in desk.said))
        assert desk.app.is_running and not desk.app.work.busy
    report = _report(seeded_home)
    assert "test_crash_report.Broken" in report and SECRET not in report


async def test_what_textual_would_print_as_a_panic_is_a_report_too(seeded_home: Home) -> None:
    from rich.traceback import Traceback

    async with opened(seeded_home) as desk:
        try:
            _fail()
        except Broken:
            desk.app.panic(Traceback())
        await desk.until(lambda: not desk.app.is_running)
        assert desk.app._exit_renderables == []
    assert "_fail" in _report(seeded_home)
    assert desk.app.return_code == 1


class Asking(Message):
    """Something a widget is asked."""


async def test_a_sentence_that_no_handler_caught_is_a_toast_and_ends_nothing(
    seeded_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tell() -> None:
        raise BranchError("数据文件正忙。")

    monkeypatch.setattr(WindowTable, "on_asking", lambda *_: tell(), raising=False)
    async with opened(seeded_home) as desk:
        await desk.press("2")
        table = desk.app.screen.query_one(WindowTable)
        ways: list[Callable[[], object]] = [
            partial(table.post_message, Asking()),
            partial(desk.app.run_worker, asyncio.to_thread(tell)),
        ]
        for node in (desk.app, desk.app.screen, table):
            ways += [partial(way, tell) for way in (node.call_later, node.call_next, node.call_after_refresh)]
            ways.append(partial(node.set_timer, 0.001, tell))
        for number, way in enumerate(ways, 1):
            way()
            await desk.until(lambda number=number: desk.said.count("数据文件正忙。") == number)
        await desk.press("down", "enter")
        await desk.until(lambda: "[F2 议程]" in desk.text)  # every one of them goes on
    assert not seeded_home.logs.exists() and not desk.app.return_code


async def test_rows_that_cant_be_read_are_blank_until_they_can(
    seeded_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise BranchError("数据文件正忙。")

    async with opened(seeded_home) as desk:
        with monkeypatch.context() as patch:
            patch.setattr(MeetingList, "page", busy)
            await desk.press("2", "down", "enter")
            assert "数据文件正忙。" in {note.message for note in desk.app._notifications}
            assert "走进校史馆" not in desk.text
        await desk.press("1", "2")
        assert "走进校史馆" in desk.text


@pytest.mark.slow
@pytest.mark.parametrize("keys", [("2",), ("2", "enter"), ("2", "enter", "f3"), ("4", "enter"), ("4", "enter", "f3")])
async def test_looking_while_the_database_is_locked(
    seeded_home: Home, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    close_database()
    monkeypatch.setattr(connection, "PATIENCE", 0.0)
    monkeypatch.setattr(connection, "_LITTLE", 0.0)
    open_database(seeded_home.database)
    async with opened(seeded_home) as desk:
        await desk.press(*keys[:-1])
        other = sqlite3.connect(seeded_home.database, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        await desk.press(keys[-1], "right_square_bracket", "ctrl+r", "f6", "escape", keys[-1])
        assert any("正被另一个程序使用" in words for words in desk.said)
        other.close()
        await desk.press("escape", "escape", "1", *keys)
        assert desk.app.is_running and not seeded_home.logs.exists()


def test_the_cause_stands_first_and_numbers_are_kept(tmp_path: Path) -> None:
    try:
        try:
            (tmp_path / SECRET).read_bytes()
        except OSError as error:
            raise Broken(SECRET) from error
    except Broken as error:
        stacks = crash_report.stacks_of(error)
    assert [stack.kind.split(".")[-1] for stack in stacks] == ["FileNotFoundError 2 ENOENT", "Broken"]


def test_a_folder_that_cant_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way", encoding="utf-8")
    assert crash_report.write_report(tmp_path / "logs", NOW, [], []) is None
    assert "报告没有写成" in crash_report.last_words(None, "")


def test_the_database_in_trouble_is_a_sentence_and_never_ends_the_thread_of_drafts(
    empty_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from peewee import InterfaceError, OperationalError

    from branchtui.store.models import DraftBuffer

    for error in (OperationalError("disk I/O error"), InterfaceError("bad"), OperationalError("database is locked")):

        def fail(*_: object, error: Exception = error, **__: object) -> None:
            raise error

        monkeypatch.setattr(DraftBuffer, "insert", fail)
        with pytest.raises(BranchError):
            shelf.save_draft("a", "甲", "文字", datetime(2026, 9, 10))


async def test_trouble_with_the_disk_is_told_once(seeded_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise BranchError("磁盘已满。")

    async with opened(seeded_home) as desk:
        monkeypatch.setattr(shelf, "save_draft", fail)
        await desk.press("4", "n", "'一")
        for character in "二三":
            await asyncio.to_thread(desk.app.drafts.flush)
            await desk.press(character)
        await asyncio.to_thread(desk.app.drafts.flush)
        await desk.pilot.pause()
        assert desk.said.count("磁盘已满。") == 1
        monkeypatch.undo()
        await desk.press("四")
    close_database()
    open_database(seeded_home.database)
    assert [draft.text for draft in shelf.drafts()] == ["一二三四"]
