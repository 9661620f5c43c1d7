"""F10 交接: file and list, another passphrase where there is a shared folder, and what to wipe."""

from pathlib import Path

import pytest

from branchtui.files.archive import is_archive
from branchtui.files.exchange.sealing import PassphraseError
from branchtui.paths import Home
from branchtui.workflows.exchange import setting_up
from tests.ui.conftest import Desk, opened
from tests.ui.rooms.sync.test_syncing import WORDS, finished

NEW = "换届以后的新口令"


async def _hand_over(desk: Desk, folder: Path) -> None:
    """Fill the form in, from the first field on."""
    await desk.press("7", "f10", "'交接", "enter")
    await desk.press("tab", "'周以宁", "tab", "tab", f"'{folder}", "ctrl+s")
    await finished(desk)


async def test_file_and_list_are_written_and_what_to_wipe_is_told(seeded_home: Home, tmp_path: Path) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await _hand_over(desk, tmp_path)
        assert "打印，双方签字" in desk.text and "程序不会替您清除" in desk.text
    saved = list(tmp_path.glob("*.zip"))
    assert len(saved) == 1 and is_archive(saved[0]) and len(list(tmp_path.glob("交接清单_*.docx"))) == 1


@pytest.mark.slow
async def test_with_a_shared_folder_the_passphrase_is_changed_on_the_way(
    seeded_home: Home, shared: Path, tmp_path: Path
) -> None:
    setting_up.begin(setting_up.shared(shared), WORDS)
    async with opened(seeded_home, (120, 36)) as desk:
        await _hand_over(desk, tmp_path)
        assert "程序不会替您清除" in desk.text, "whoever gives the passphrase up halfway has read it"
        await desk.press("escape")
        assert "请输现在的口令" in desk.text
        await desk.press(f"'{WORDS}", "enter")
        await finished(desk)
        assert "只知道旧口令的人" in desk.text
        await desk.press(f"'{NEW}", "tab", f"'{NEW}", "enter")
        await finished(desk)
        await finished(desk)
        assert "口令已换" in desk.said[-1]
    assert list(shared.rglob("*.bpk")) and setting_up.unlock(setting_up.shared(), NEW)
    with pytest.raises(PassphraseError):
        setting_up.unlock(setting_up.shared(), WORDS)


@pytest.mark.slow
async def test_whoever_does_not_want_another_passphrase_keeps_it(
    seeded_home: Home, shared: Path, tmp_path: Path
) -> None:
    setting_up.begin(setting_up.shared(shared), WORDS)
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7", "f10", "'交接", "enter", "tab", "tab", "tab", f"'{tmp_path}", "tab")
        await desk.press("ctrl+u", "'不换", "enter")
        await finished(desk)
        assert "程序不会替您清除" in desk.text
    assert len(list(shared.iterdir())) == 1


async def test_a_folder_that_is_none_is_refused(seeded_home: Home, tmp_path: Path) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await _hand_over(desk, tmp_path / "没有")
        assert "没有这个文件夹" in desk.text
