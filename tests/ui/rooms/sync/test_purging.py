"""F10 彻底清除 in the room 同步: told before, the name as consent, and what is left told after."""

import sqlite3

from branchtui.paths import Home
from branchtui.store.queries import people
from tests.ui.conftest import opened


async def test_a_person_is_purged_by_their_name_typed_once_more(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7", "f10", "'彻底", "enter", "'周一诺", "enter")
        assert "不能撤销" in desk.text and "请假原因" in desk.text
        await desk.press("'周以宁", "enter")
        assert "没有清除" in desk.text and "周一诺" in {row.name for row in people.members().values()}
        await desk.press("ctrl+u", "'周一诺", "enter")
        assert "已清除" in desk.text and "程序不改动它们" in desk.text
        assert "周一诺" not in {row.name for row in people.members().values()}
    assert "周一诺".encode() not in seeded_home.database.read_bytes(), "nor is it left as what was typed"


async def test_nothing_goes_when_somebody_thinks_better_of_it(seeded_home: Home) -> None:
    before = sorted(row.name for row in people.members().values())
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7", "f10", "'彻底", "enter", "'周一诺", "enter", "escape")
        assert sorted(row.name for row in people.members().values()) == before
    with sqlite3.connect(seeded_home.database) as file:
        assert not file.execute("SELECT count(*) FROM stamp_purge").fetchone()[0]
