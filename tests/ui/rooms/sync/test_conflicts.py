"""What two machines have written differently: told of in lists and things, settled by keys."""

from datetime import date
from importlib import import_module
from inspect import signature
from typing import Any

import pytest
from rich.cells import cell_len

from branchtui.paths import Home
from branchtui.store.file.database import act
from branchtui.store.models import AgendaItem, Meeting, Member
from branchtui.store.replication.merging import flags
from branchtui.store.replication.registry import TABLES
from branchtui.store.writes import trash
from branchtui.ui.commands.rooms import ROOMS
from branchtui.ui.screens.list_room import ListRoom
from branchtui.ui.screens.tabbed import TabbedScreen
from branchtui.ui.text.glyphs import ASCII
from branchtui.ui.widgets.editors import DraftArea
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.safety import merging
from branchtui.workflows.year import plans
from tests.ui.conftest import Desk, opened
from tests.ui.rooms.sync.torn import HERE, TEXT, THERE, change, held, items, somebody, tear, tear_much
from tests.ui.test_statements import LIST_KEY, OPENED, at_most

BOTH = [(80, 24), (120, 36)]


@pytest.fixture
def torn(seeded_home: Home) -> Home:
    tear_much(seeded_home)
    return seeded_home


def line_with(desk: Desk, words: str) -> str:
    return next(line for line in desk.text.splitlines() if words in line)


@pytest.mark.parametrize("size", BOTH)
async def test_a_list_has_a_sign_before_what_is_in_conflict_and_no_wider_row(torn: Home, size: tuple[int, int]) -> None:
    async with opened(torn, size) as desk:
        await desk.press("2")
        assert f"! {THERE}" in desk.text
        flagged, other = line_with(desk, THERE), line_with(desk, "讨论")
        assert cell_len(flagged) == cell_len(other) and "! " not in other
        await desk.press("5", "down")
        assert "! 周以宁" in desk.text and "! 林知远" not in desk.text
        assert ("1 处两边写得不一样：电话  F10 冲突" in desk.text) is (size[0] == 120)
        assert flags.count() == 4 and "7 同步 4" in desk.text


async def test_a_meeting_tells_in_its_head_on_its_tab_and_at_its_cells(torn: Home) -> None:
    async with opened(torn, (80, 24)) as desk:
        await desk.press("2", "down", "enter")
        assert "2 处两边写得不一样，1 处已自动合并，请核对：题目、记录" in desk.text
        assert "F4 记录!" in desk.text and "F3 出勤!" not in desk.text
        await desk.press("f4")
        assert desk.text.count("已自动合并，请核对") == 2
        assert desk.text.count("!请核对") == 2
        await desk.press("tab", "tab")
        assert "两边写得不一样，这里是现在显示的那份" in desk.text


async def test_the_room_lists_them_in_two_groups_with_what_differs(torn: Home) -> None:
    async with opened(torn, (120, 36)) as desk:
        await desk.press("7")
        assert "冲突 3" in desk.text and "自动合并的文字，请核对 1" in desk.text
        assert "办公室" in line_with(desk, "人员“周以宁” 电话")
        assert "沈一禾（办公室）" in desk.text and "13900000001" in desk.text and "13900000002" in desk.text
        assert "现在显示" in desk.text and "回车 处理" in desk.text
        await desk.press("down", "down", "down")
        assert "回车 核对" in desk.text and "+ 会议由副书记主持。" in desk.text and "- 会议由书记主持。" in desk.text


@pytest.mark.parametrize("size", BOTH)
async def test_one_key_decides_and_the_next_question_comes_by_itself(torn: Home, size: tuple[int, int]) -> None:
    async with opened(torn, size) as desk:
        await desk.press("7", "enter")
        assert "（1/3）人员“周以宁”" in desk.text
        wanted = "13900000001"
        number = 1 if desk.text.index(wanted) < desk.text.index("13900000002") else 2
        await desk.press(str(number))
        assert Member.get(Member.name == "周以宁").phone == wanted
        assert "已处理人员“周以宁”的冲突：电话。按 Ctrl+Z 可撤销。" in desk.said
        assert "（2/3）会议“" in desk.text and "题目：两边写得不一样" in desk.text
        await desk.press("escape")
        assert "冲突 2" in desk.text and len(merging.conflicts()) == 3
        await desk.press("ctrl+z")  # at once: it was done here
        assert "已撤销：处理冲突：人员“周以宁”的电话" in desk.said[-1] and "不再列为冲突" in desk.said[-1]


async def test_later_leaves_it_and_goes_on(torn: Home) -> None:
    async with opened(torn, (120, 36)) as desk:
        await desk.press("7", "enter", "'稍后", "enter")
        assert "（2/3）" in desk.text and len(merging.conflicts()) == 4


@pytest.mark.slow
async def test_a_text_of_two_is_written_from_both(torn: Home) -> None:
    async with opened(torn, (120, 36)) as desk:
        await desk.press("7", "down", "down", "enter")
        assert "看差别" in desk.text
        await desk.press("'看差别", "enter")
        assert "- 应到" in desk.text and "+ 应到" in desk.text
        await desk.press("escape", "'合并编辑", "enter")
        area = desk.app.screen.query_one(DraftArea)
        assert "应到七人" in area.text and "应到八人" in area.text and area.text.count("会议由书记主持。") == 1
        area.text = TEXT.replace("应到六人", "应到九人")
        await desk.press("ctrl+s")
        assert AgendaItem.get_by_id(items()[1].id).record == TEXT.replace("应到六人", "应到九人")
        assert len(merging.conflicts()) == 3


async def test_a_joined_text_is_confirmed_by_one_key(torn: Home) -> None:
    joined = items()[0].record
    assert "副书记" in joined and "十一时" in joined
    async with opened(torn, (120, 36)) as desk:
        await desk.press("7", "down", "down", "down", "enter")
        assert "核对过了，就用合并好的" in desk.text and "已自动合并，请核对" in desk.text
        await desk.press("1")
        assert items()[0].record == joined and "请核对 1" not in desk.text
        assert len(merging.conflicts()) == 3


async def test_all_of_one_machine_is_asked_once_and_undone_by_one_key(torn: Home) -> None:
    async with opened(torn, (120, 36)) as desk:
        await desk.press("7", "enter", "'一台", "enter")
        assert "办公室写的：4 处" in desk.text
        await desk.press("'办公室", "enter")
        assert "已处理 4 处冲突，都用办公室写的。按 Ctrl+Z 可撤销。" in desk.said
        assert held().title == THERE and somebody().phone == "13900000002" and not merging.conflicts()
        assert "冲突" not in desk.body.split("备份")[0] and "7 同步 " in desk.text
        await desk.press("ctrl+z")
        while desk.app.screen.is_modal:  # it changes what is not in sight
            await desk.press("1")
        assert "不再列为冲突" in desk.said[-1] and not merging.conflicts()


async def test_a_things_own_conflicts_are_two_keys_away(torn: Home) -> None:
    async with opened(torn, (80, 24)) as desk:
        await desk.press("2", "down", "enter", "f10", "1")
        assert "（1/3）" in desk.text and "题目：两边写得不一样" in desk.text
        number = 1 if desk.text.index(HERE) < desk.text.rindex(THERE) else 2
        await desk.press(str(number))
        assert Meeting.get_by_id(held().id).title == HERE
        await desk.press("escape")
        assert f"  {HERE}" in desk.text and "1 处两边写得不一样，1 处已自动合并" in desk.text


async def test_in_a_record_the_cell_one_is_in_comes_first(torn: Home) -> None:
    async with opened(torn, (80, 24)) as desk:
        await desk.press("2", "down", "enter", "f4", "tab", "tab", "f10", "1")
        assert "（1/3）" in desk.text and "议程“交流学习体会”的记录" in desk.text


async def test_without_any_it_is_said(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "f10", "'冲突", "enter")
        assert desk.said[-1] == "没有冲突：各台电脑写的都一致。"


async def test_papers_of_it_are_written_with_a_warning(torn: Home) -> None:
    async with opened(torn, (80, 24)) as desk:
        await desk.press("2", "down", "f8")
        await desk.until(lambda: any("已写出" in words for words in desk.said))
        assert "这里有 3 处两边写得不一样还没有处理，文件里是现在显示的那份。" in desk.said[-1]
    async with opened(torn, (120, 36)) as desk:
        await desk.press("2", "down", "f6")
        assert "提示 1 处" in desk.text and "处两边写得不一样还没有处理" in desk.text


async def test_what_one_is_typing_while_something_is_merged_is_asked_about(seeded_home: Home) -> None:
    change(items()[0], record=TEXT)
    async with opened(seeded_home, (80, 24)) as desk:
        await desk.press("2", "down", "enter", "f4", "'又及。")
        mine = desk.app.screen.query_one(DraftArea).text
        assert mine == f"{TEXT}又及。"
        there = TEXT.replace("十时", "十一时")
        tear(seeded_home, lambda: None, lambda: change(items()[0], record=there))
        desk.app.show_merged()
        await desk.settle()
        assert desk.app.screen.query_one(DraftArea).text == mine and items()[0].record == there
        await desk.press("ctrl+s")
        assert "在别处也改了：沈一禾（办公室）" in desk.text
        await desk.press("1")
        assert items()[0].record == mine


async def test_conflicts_cost_no_statement_at_a_row_of_a_list(torn: Home) -> None:
    async with opened(torn, (120, 36)) as desk:
        for room in ("2", "5"):
            await desk.press(room)
            table = desk.app.screen.query_one(ListPane).table
            with at_most(LIST_KEY):
                await desk.press("down")
            assert table.at == 2


async def test_where_there_are_none_a_meeting_opens_as_before(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2")
        with at_most(OPENED) as sent:
            await desk.press("enter")
        assert not any("FROM stamp_sibling b" in statement for statement in sent)


async def test_without_lines_the_signs_are_ascii(torn: Home) -> None:
    async with opened(torn, (80, 24), glyphs=ASCII) as desk:
        await desk.press("7")
        assert "+ 会议“" in desk.text and "! 人员“" in desk.text


def every(kind: type) -> list[Any]:
    found: list[Any] = [each for under in kind.__subclasses__() for each in [under, *every(under)]]
    return [each for each in found if getattr(each, "PLACE", "") and each.__module__.startswith("branchtui")]


def test_every_list_of_things_has_a_place_for_the_sign(seeded_home: Home) -> None:
    for room in ROOMS:
        import_module(f"branchtui.ui.rooms.{room.screen.rpartition('.')[0]}")
        for how in room.kinds.values():
            if how.screen:
                import_module(f"branchtui.ui.rooms.{how.screen.rpartition('.')[0]}")
    assert len(every(ListRoom)) >= 9
    plan = plans.add_plan({}, "党课 12月9日15:00 学习", today=date(2026, 11, 1))
    (line,) = plan.items
    for screen in every(ListRoom):
        needs = [each for each in signature(screen).parameters.values() if each.default is each.empty]
        of = {
            "plan": plan.id,
            "thing": line.id,
            "year": 2026,
            "report": line.id,
            "changed": lambda: None,
        }  # what the screens of one thing are given
        named = [
            column.title for column in screen(*(of[each.name] for each in needs)).pane.table.columns if column.names
        ]
        assert len(named) == 1, f"{screen.__name__}: say of the column that names its rows `names=True`"


def test_the_tabs_that_tell_of_conflicts_are_there_and_their_tables_too() -> None:
    for screen in every(TabbedScreen):
        if getattr(screen, "TABS", None):
            assert set(screen.TAB_OF.values()) <= set(screen.TABS), screen
            for named in screen.TAB_OF:
                table, _, column = named.partition(".")
                assert not column or TABLES[table].column(column), named
                assert table in TABLES, named


async def test_what_was_filed_while_a_text_was_written_is_seen_and_stays_filed(seeded_home: Home) -> None:
    tear(
        seeded_home,
        lambda: change(held(), state="filed"),
        lambda: change(items()[0], record="补记一句。"),
    )
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7", "enter")
        assert "沈一禾（办公室）" in desk.text and "又写了文字" in desk.text
        assert "看过了，仍是“已归档”" in desk.text and "另写" not in desk.text
        await desk.press("1")
        assert held().state == "filed" and items()[0].record == "补记一句。" and not merging.conflicts()


async def test_a_deletion_elsewhere_is_kept_or_done(seeded_home: Home) -> None:
    def there() -> None:
        with act("移入回收"):
            trash(somebody())

    tear(seeded_home, lambda: change(somebody(), phone="13900000001"), there)
    async with opened(seeded_home, (80, 24)) as desk:
        await desk.press("7", "enter")
        assert "移入回收" in desk.text and "保留" in desk.text
        await desk.press("1" if desk.text.index("移入回收") < desk.text.index("保留  ") else "2")
        assert Member.select().where(Member.name == "周以宁").get().deleted and not merging.conflicts()
