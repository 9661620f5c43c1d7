"""The database goes away while somebody writes: nobody is locked in, and no word is lost."""

from datetime import datetime
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.paths import Home
from branchtui.store import drafts as shelf
from branchtui.ui.editing.draft_saver import Draft
from branchtui.ui.lifecycle.recovery_file import rescue_words, write_rescue
from tests.ui.conftest import NOW, opened


async def test_the_file_vanishes_while_typing(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "f3", "pagedown", "end", "'还没有存的一句话")
        seeded_home.database.unlink()
        await desk.press("ctrl+q")
        assert any("不见了" in words for words in desk.said), desk.said
        assert "退出，没存的文字另存为文本文件" in desk.text
        await desk.press("2")
    assert not seeded_home.database.exists(), "no empty file may take its place"
    written = list(seeded_home.exports.glob("没有存上的文字-*.txt"))
    assert len(written) == 1 and "还没有存的一句话" in written[0].read_text(encoding="utf-8-sig")
    assert str(written[0]) in desk.app.last_words


async def test_a_signal_after_the_file_vanished(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        seeded_home.database.unlink()
        await desk.press("4", "enter", "f3", "pagedown", "end", "'另一句话")
        desk.app.leave_on_signal(15)
    written = list(seeded_home.exports.glob("没有存上的文字-*.txt"))
    assert len(written) == 1 and "另一句话" in written[0].read_text(encoding="utf-8-sig")


def _written(home: Home) -> str:
    (path,) = home.exports.glob("没有存上的文字-*.txt")
    return path.read_text(encoding="utf-8-sig")


def _full(*_: object) -> None:
    raise BranchError("磁盘已满。")


async def test_leaving_a_form_whose_draft_could_not_be_written(
    seeded_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "save_draft", _full)
    async with opened(seeded_home) as desk:
        await desk.press("4", "n", "'表里的话", "ctrl+q")
        assert desk.app._exit and desk.app.return_code == 0
    assert "表里的话" in _written(seeded_home) and "另存在" in desk.app.last_words


async def test_a_crash_says_where_the_text_is(seeded_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "save_draft", _full)
    with pytest.raises(ZeroDivisionError):
        async with opened(seeded_home) as desk:
            await desk.press("4", "n", "'表里的话")
            desk.app.call_later(lambda: 1 // 0)
            await desk.until(lambda: not desk.app.is_running)
    words = desk.app.last_words
    assert "意外" in words and "另存在" in words and "留存" not in words
    assert "表里的话" in _written(seeded_home)


async def test_a_crash_with_nothing_typed_speaks_of_no_text(seeded_home: Home) -> None:
    with pytest.raises(ZeroDivisionError):
        async with opened(seeded_home) as desk:
            desk.app.call_later(lambda: 1 // 0)
            await desk.until(lambda: not desk.app.is_running)
    assert "意外" in desk.app.last_words and "文字" not in desk.app.last_words


@pytest.mark.slow
async def test_asked_once_how_to_leave(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "f3", "pagedown", "end", "'一句话")
        seeded_home.database.unlink()
        await desk.press("ctrl+q")
        dialogs = len(desk.app.screen_stack)
        await desk.press("ctrl+q", "ctrl+q")
        assert len(desk.app.screen_stack) == dialogs
        await desk.press("1", "ctrl+q")
        assert len(desk.app.screen_stack) == dialogs, "asked again after it was answered"
        await desk.press("2")


@pytest.mark.parametrize("kind", ["report", "meeting"])
async def test_a_text_whose_place_is_gone_is_put_into_a_file(seeded_home: Home, kind: str) -> None:
    shelf.save_draft(f"{kind}:{bytes(16).hex()}:body", "正文：旧稿", "旧稿里的话", NOW)
    async with opened(seeded_home) as desk:
        await desk.press("home", "enter")
        assert "已不在" in desk.said[-1] and "另存在" in desk.said[-1]
        assert desk.room.startswith("1 今天")
    assert "旧稿里的话" in _written(seeded_home)


async def test_staying_is_the_first_choice(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "f2", "ctrl+a", "ctrl+u", "tab", "tab", "ctrl+u")
        text = seeded_home.database.read_bytes()
        seeded_home.database.unlink()
        await desk.press("'标题一", "ctrl+q")
        await desk.press("1")
        assert desk.app.is_running
        seeded_home.database.write_bytes(text)


def test_where_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = [Draft("新闻稿正文", "第一行\n[/ 第二行", datetime(2026, 9, 1, 9))]
    blocked = tmp_path / "blocked"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    path = write_rescue(blocked, NOW, drafts)
    assert path is not None and path.parent == tmp_path / "temp"
    assert "新闻稿正文" in path.read_text(encoding="utf-8-sig") and str(path) in rescue_words(path)
    assert "也没有别处可写" in rescue_words(None)
