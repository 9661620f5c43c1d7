"""The room of people, and the preview of an import, at three sizes."""

from datetime import date
from pathlib import Path

import pytest

from branchtui.paths import Home
from branchtui.store.queries import people
from branchtui.ui.rooms.people.card_view import CardScreen
from branchtui.ui.rooms.people.room import PeopleScreen
from branchtui.ui.rooms.people.roster_preview import RosterPreviewScreen, preview_groups, preview_lines
from branchtui.ui.text.rows import Rows
from branchtui.workflows.people.roster import add_member, change_member, join_group
from branchtui.workflows.people.roster_diff import RosterDiff, RosterEntry
from branchtui.workflows.people.roster_questions import Question
from tests.ui.conftest import NOW, SIZES, opened

TODAY = NOW.date()


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_and_the_card(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press("5", "down")
        head = next(line for line in desk.text.splitlines() if "姓名" in line)
        assert head.split("│")[1].split() == ["姓名", "工号", "类别", "党内职务"], "nobody is in a group"
        assert "人员 6" in desk.text and "2/6" in desk.text and "◐ 预备党员" in desk.text
        if size[0] >= 100:
            assert "─ 周以宁 ─" in desk.text and "到会 1/1" in desk.text
        await desk.press("f6")
        assert isinstance(desk.app.screen, CardScreen)
        assert "─ 周以宁 ─" in desk.text and "到会 1/1" in desk.text and "● 到" in desk.text
        assert "任组织委员" in desk.text
        await desk.press("escape")
        assert isinstance(desk.app.screen, PeopleScreen)


async def test_a_column_comes_as_soon_as_somebody_has_it(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5")
        assert "党小组" not in desk.text
        join_group([people.person("赵星野", TODAY)], "第一党小组", since=TODAY)
        await desk.press("1", "5")
        assert "党小组" in desk.text and "第一党小组" in desk.text
        await desk.press("slash", "'zyn", "enter")
        assert "党小组" in desk.text, "a filter takes no column away"


async def test_the_card_follows_what_is_changed_and_undone(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("5", "down")
        change_member(people.person("周以宁", TODAY), since=date(2026, 9, 1), office="纪检委员")
        await desk.press("f6")
        assert "任纪检委员" in desk.text
        await desk.press("ctrl+z")
        assert "任纪检委员" not in desk.text


async def test_the_card_of_a_past_day_tells_its_year(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("5", "f7", "'12月1日")
        assert "2025年12月1日" in desk.text, "the roster of a day to come is not asked for"
        await desk.press("ctrl+u", "'2025年3月1日", "enter")
        assert "这是2025年3月1日的名册，不是今天的" in desk.text
        assert "2025年  没有应到的会议" in desk.text and "今年" not in desk.text


async def test_an_empty_list_has_an_empty_card(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("5", "slash", "'没有此人", "enter")
        assert "没有含“没有此人”的行" in desk.text and "到会" not in desk.text and "林知远" not in desk.text
        await desk.press("f6")
        assert isinstance(desk.app.screen, PeopleScreen)


async def test_marks_and_filter_hold_when_the_columns_change(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5", "down", "space", "slash", "'zy", "enter")
        add_member("周远", standing="activist", group="第一党小组")
        await desk.press("f1", "escape")
        assert "已标记 1 项" in desk.text and "筛选“zy”" in desk.text and "* 周以宁" in desk.text


def entry(name: str, **told: object) -> RosterEntry:
    return RosterEntry(2, name, "T1", **told)  # type: ignore[arg-type]


def test_the_lines_of_an_import_stand_in_groups() -> None:
    question = Question("没有写人员类别", "没有写人员类别", (("full", "按正式党员导入"),), ("甲", "乙"))
    diff = RosterDiff(
        added=(entry("丙"), entry("丁")),
        changed=(entry("戊", lines=("电话：1 → 2",)),),
        unchanged=(entry("己"),),
        ignored=(RosterEntry(9, "", "", reason="合计行"),),
        refused=(entry("庚", reason="工号重复"),),
        notes=(),
        asked=(entry("甲"), entry("乙")),
        questions=(question,),
    )
    groups = preview_groups(Rows(preview_lines(diff, {})))
    assert [(str(ink), ink.pieces[0].role, number) for ink, number in groups] == [
        ("请您定 1 件", "due", 1),
        ("! 不能导入 1 行", "bad", 1),
        ("待定 2 人", "due", 2),
        ("新增 2 人", "good", 2),
        ("更改 1 人", "info", 1),
        ("略过 1 行", "quiet", 1),
        ("不变 1 人", "quiet", 1),
    ]


@pytest.mark.parametrize("size", SIZES)
async def test_the_preview_tells_how_many_there_are_of_each(
    seeded_home: Home, tmp_path: Path, size: tuple[int, int]
) -> None:
    file = tmp_path / "名册.csv"
    file.write_text("姓名,工号,人员类别\n许南乔,T1009,正式党员\n周以宁,T1001,正式党员\n", encoding="utf-8")
    async with opened(seeded_home, size) as desk:
        await desk.press("5", "ctrl+l", f"'{file}", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, RosterPreviewScreen) and "变化 7" in desk.text)
        await desk.until(lambda: "新增 1  表里没有 5  不变 1" in desk.text)
        lines = desk.text.splitlines()
        heading = next(number for number, line in enumerate(lines) if "新增 1 人" in line)
        assert "许南乔 T1009" in lines[heading + 1] and "▌" in lines[heading + 1]
        await desk.press("end")
        assert "▌周以宁 T1001" in desk.text


async def test_people_are_listed_by_strokes_and_back(seeded_home: Home) -> None:
    def names(text: str) -> list[str]:
        rows = text.splitlines()[3:9]
        return [row.strip("│▌ ").split()[0] for row in rows]

    async with opened(seeded_home) as desk:
        await desk.press("5")
        own = names(desk.text)
        assert own == ["林知远", "周以宁", "周一诺", "沈一禾", "赵星野", "何听澜"]
        await desk.press("f10")
        await desk.press(*_menu_keys(desk.text, "人员顺序"))
        assert "名册的顺序（现在这样）" in desk.text
        await desk.press("2")
        assert names(desk.text) == ["林知远", "周以宁", "何听澜", "沈一禾", "周一诺", "赵星野"]
        await desk.press("ctrl+z")
        assert names(desk.text) == own


def _menu_keys(text: str, words: str) -> list[str]:
    """The digit before these words in a list of choices."""
    line = next(line for line in text.splitlines() if words in line)
    return [next(part for part in line.replace(".", " ").split() if part.isdigit())]
