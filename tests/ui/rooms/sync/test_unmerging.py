"""撤销上次合并: told before, done by a key, and the room goes on with the file as it was."""

import shutil

import pytest

from branchtui.paths import Home
from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import Contact
from branchtui.workflows.people import contacts
from branchtui.workflows.safety import backup, merging
from tests.ui.conftest import NOW, Desk, opened


def names() -> list[str]:
    return sorted(row.name for row in Contact.select())


async def ask(desk: Desk) -> None:
    await desk.press("f10")
    await desk.type("撤销上次")
    await desk.press("enter")


@pytest.mark.slow
async def test_the_last_merge_is_taken_back_in_the_app(seeded_home: Home) -> None:
    close_database()
    other = seeded_home.database.with_name("另一台.db")
    shutil.copyfile(seeded_home.database, other)
    open_database(other)
    contacts.add_contact("王芳")
    open_database(seeded_home.database)
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7")
        await ask(desk)
        assert "没有可以撤销的合并" in desk.said[-1]
        merging.merge(other, today=NOW.date())
        contacts.add_contact("李强")
        await ask(desk)
        assert "合并了“另一台.db”" in desk.text and "又做了 1 步，也会一起退回：加入往来：李强" in desk.text
        await desk.press("1")
        assert names() == ["李强", "王芳"]
        await ask(desk)
        await desk.press("2")
        assert "已撤销合并“另一台.db”" in desk.said[-1] and names() == []
        assert backup.listed()[0].why == "撤销合并前" and "撤销合并前" in desk.text
