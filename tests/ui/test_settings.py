"""What the settings file changes in the app."""

from pathlib import Path

import pytest

from branchtui.paths import Home
from branchtui.settings import PageKeys, Settings, load
from branchtui.ui.commands.table import keys_for
from branchtui.ui.lifecycle.moved_keys import WORDS
from branchtui.ui.text.rows import Rows
from branchtui.ui.widgets.window_table import WindowTable
from tests.ui.conftest import opened


def written(tmp_path: Path, keys: str) -> Settings:
    """What a file with these lines of [keys] says."""
    path = tmp_path / "settings.toml"
    path.write_text(f"[keys]\n{keys}\n", encoding="utf-8")
    return load(path, keys_for)


async def test_the_keys_of_the_user_are_shown_and_work(seeded_home: Home, tmp_path: Path) -> None:
    async with opened(seeded_home, settings=written(tmp_path, '"meetings.new" = "ctrl+k"')) as desk:
        await desk.press("2")
        await desk.until(lambda: "Ctrl+K 新建会议" in desk.text)
        for key in ("f1", "ctrl+p"):
            await desk.press(key, "'新建会议")
            await desk.until(lambda: "新建会议       Ctrl+K" in desk.text)
            await desk.press("escape")
        await desk.press("ctrl+n")
        assert "计划一次会议" not in desk.text
        await desk.press("ctrl+k")
        await desk.until(lambda: "计划一次会议" in desk.text)


@pytest.mark.parametrize("line", ['"meeting.turn.next" = "h"', '"app.history" = "h"', '"record.save" = "ctrl+g, h"'])
async def test_a_character_never_comes_before_an_editor(seeded_home: Home, tmp_path: Path, line: str) -> None:
    async with opened(seeded_home, settings=written(tmp_path, line)) as desk:
        await desk.press("2", "down", "enter", "f4", "'ahb")
        await desk.until(lambda: "ahb" in desk.text)


async def test_a_command_without_a_usual_key_takes_the_users(seeded_home: Home, tmp_path: Path) -> None:
    lines = '"meeting.station" = "f12"\n"meeting.cancel" = "ctrl+t"'
    async with opened(seeded_home, settings=written(tmp_path, lines)) as desk:
        await desk.press("2", "enter", "f12")
        await desk.until(lambda: "哪一项不适用" in desk.text)
        await desk.press("escape", "ctrl+t")
        await desk.until(lambda: "取消会议：" in desk.text)
        await desk.press("escape", "f10")
        await desk.until(lambda: "不适用（F12）：" in desk.text and "取消会议（Ctrl+T）：" in desk.text)


async def test_that_keys_moved_is_told_once_to_those_who_have_their_own(seeded_home: Home, tmp_path: Path) -> None:
    async with opened(seeded_home) as desk:
        assert WORDS not in desk.said
    for told in (True, False):
        async with opened(
            seeded_home, (120, 36), toasts=True, settings=written(tmp_path, '"people.group" = "f7"')
        ) as desk:
            assert (WORDS in desk.said) is told
            await desk.until(lambda told=told: ("功能键现在到处一个意思" in desk.text) is told)  # type: ignore[misc]
            assert "设置里的按键有冲突" in desk.text, "the one does not push the other away"
            assert [said for said in desk.said if "“看某一天”不起作用" in said], "that is told until it is mended"


async def test_clashes_are_told_at_the_start(seeded_home: Home, tmp_path: Path) -> None:
    async with opened(seeded_home, settings=written(tmp_path, '"meetings.new" = "enter"')) as desk:
        assert [said for said in desk.said if "“新建会议”不起作用" in said]


@pytest.mark.parametrize(
    ("line", "key", "shown"),
    [
        ('"meetings.new" = "f9"', "f9", "计划一次会议"),
        ('"app.find" = "f9"', "f9", "查找："),
        ('"meetings.new" = "enter"', "enter", "[F2 议程]"),
    ],
)
async def test_of_two_commands_the_one_that_was_told_works(
    seeded_home: Home, tmp_path: Path, line: str, key: str, shown: str
) -> None:
    async with opened(seeded_home, settings=written(tmp_path, line)) as desk:
        await desk.press("2", key)
        await desk.until(lambda: shown in desk.text)


@pytest.mark.parametrize(("page_keys", "rows"), [("half", 0.5), ("page", 1)])
async def test_half_pages_are_each_app_s_own_setting(seeded_home: Home, page_keys: PageKeys, rows: float) -> None:
    async with opened(seeded_home, settings=Settings(theme="light", page_keys=page_keys)) as desk:
        assert desk.app.theme == "branch-light"
        await desk.press("5")
        table = desk.app.screen.query_one(WindowTable)
        table.show(Rows([table.row] * 100))
        await desk.press("pagedown")
        assert table.cursor == int(table.size.height * rows)


@pytest.mark.parametrize(
    ("former", "now"),
    [
        ("study.new", "meetings.new"),
        ("study.paper.next", "meetings.paper.next"),
        ("study.news", "meetings.report"),
        ("meeting.news", "meeting.report"),
        ("news.bring", "reports.bring"),
        ("app.room.study", "app.room.meetings"),
        ("app.room.news", "app.room.reports"),
        ("app.room.sync", "app.room.sync"),  # not built, its id was given away all the same
    ],
)
def test_what_was_written_for_a_command_by_a_former_name_is_still_for_it(tmp_path: Path, former: str, now: str) -> None:
    assert written(tmp_path, f'"{former}" = "f12"').keys == {now: ("f12",)}


@pytest.mark.parametrize("turn", [1, -1])
def test_the_present_name_goes_before_a_former_one(tmp_path: Path, turn: int) -> None:
    lines = ['"study.new" = "f11"', '"meetings.new" = "f12"'][::turn]
    assert written(tmp_path, "\n".join(lines)).keys == {"meetings.new": ("f12",)}


async def test_a_key_given_by_a_former_name_works(seeded_home: Home, tmp_path: Path) -> None:
    async with opened(seeded_home, settings=written(tmp_path, '"study.new" = "ctrl+k"')) as desk:
        await desk.press("2", "ctrl+k")
        await desk.until(lambda: "计划一次会议" in desk.text)
