"""The database goes away while somebody writes: nobody is locked in, and no word is lost."""

from datetime import datetime
from pathlib import Path

import pytest

from branchtui.paths import Home
from branchtui.ui.drafts import Draft
from branchtui.ui.rescue import rescue_words, write_rescue
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
