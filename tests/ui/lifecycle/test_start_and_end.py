"""The notice of a replaced file at the start, and the backup at the end."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from branchtui.paths import Home
from branchtui.store.file.database import open_database
from branchtui.store.queries import people
from branchtui.workflows.people.roster import add_member
from branchtui.workflows.safety import leaving
from tests.ui.conftest import opened


def _names() -> set[str]:
    return {member.name for member in people.members().values()}


@pytest.fixture
def replaced_home(seeded_home: Home, tmp_path: Path) -> Home:
    """Left with one more person, then overwritten by the copy from before."""
    leaving.leave()
    copy = shutil.copyfile(seeded_home.database, tmp_path / "旧.db")
    open_database(seeded_home.database)
    add_member("许南乔", since=date(2026, 9, 1))
    leaving.leave()
    shutil.copyfile(copy, seeded_home.database)
    open_database(seeded_home.database)
    return seeded_home


async def test_a_replaced_file_is_told_and_the_old_one_can_be_put_back(replaced_home: Home) -> None:
    assert "许南乔" not in _names()
    async with opened(replaced_home) as desk:
        await desk.until(lambda: "不是上次离开时的那一份" in desk.text)
        assert "许南乔" in desk.text, "what would change is shown before the choice"
        await desk.press("2")
        assert "已换回" in desk.said[-1]
        assert "许南乔" in _names()
        await desk.press("5")
        await desk.until(lambda: "许南乔" in desk.text)
    leaving.leave()
    open_database(replaced_home.database)
    assert leaving.replaced() is None


async def test_the_file_that_is_there_can_be_kept(replaced_home: Home) -> None:
    async with opened(replaced_home) as desk:
        await desk.until(lambda: "不是上次离开时的那一份" in desk.text)
        await desk.press("escape")
        assert "下次打开时再问" in desk.said[-1]
    async with opened(replaced_home) as desk:
        await desk.until(lambda: "不是上次离开时的那一份" in desk.text)
        await desk.press("1")
        assert leaving.replaced() is None
    assert "许南乔" not in _names()
