"""The command table: nothing lacks anything, nothing clashes, everything fits."""

import importlib
import pkgutil
from collections import Counter

import pytest
from textual.dom import DOMNode
from textual.widgets import Input, TextArea

import branchtui.ui
from branchtui.ui.commands import table as commands
from branchtui.ui.commands.contexts import EDITORS, PLACES, TOGETHER
from branchtui.ui.commands.dispatch import bar_rows, clashes, for_bar, help_rows, menu_rows, reachable
from branchtui.ui.commands.keys import (
    is_character,
    is_function_key,
    is_kept_by_editors,
    key_word,
    survives_ime,
    with_twins,
)
from branchtui.ui.screens.palette import rows_for
from branchtui.ui.widgets.chrome import bar_ink, title_ink


def _nodes() -> dict[str, list[type[DOMNode]]]:
    """The classes that declare a place."""
    found: dict[str, list[type[DOMNode]]] = {}
    for module in pkgutil.walk_packages(branchtui.ui.__path__, "branchtui.ui."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, DOMNode) and (place := vars(value).get("PLACE")):
                found.setdefault(place, []).append(value)
    return {place: list(dict.fromkeys(classes)) for place, classes in found.items()}


@pytest.mark.parametrize("command", commands.COMMANDS, ids=lambda command: command.id)
def test_every_command_has_everything(command: commands.Command) -> None:
    assert command.place in PLACES
    assert any("\u4e00" <= char <= "\u9fff" for char in command.name)
    assert any("\u4e00" <= char <= "\u9fff" for char in command.help)
    assert all(map(survives_ime, command.keys[:1])), "the first key must work while an input method is on"
    taken = [key_word(key) for key in command.keys if key.endswith("+f3")]
    assert not taken, f"{taken}: Textual takes it for the answer where the caret is, and it never comes; choose another"
    assert not command.before_editors or not any(map(is_character, command.keys)), "editors must get it as text"


@pytest.mark.parametrize("command", commands.COMMANDS, ids=lambda command: command.id)
def test_every_command_has_a_node_that_does_it(command: commands.Command) -> None:
    nodes = _nodes()[command.place]
    for node in nodes:
        assert callable(getattr(node, command.method, None)), f"{node.__name__} lacks {command.method}"
        assert command.id in {
            binding.id for binding in node._merged_bindings.key_to_bindings.values() for binding in binding
        }


@pytest.mark.parametrize("command", commands.COMMANDS, ids=lambda command: command.id)
def test_no_command_has_lost_its_way(command: commands.Command) -> None:
    assert command.keys or command.more, f"nothing leads to {command.id}: give it a key, or more=True for the menu 更多"
    if not command.more:
        return
    menus = [places for places in TOGETHER if command.place in places and "app" in places]
    assert menus, f"{command.id} is in a menu that F10 does not reach where its place is"
    for places in menus:
        assert command in menu_rows(places) and "app.more" in {each.id for each in help_rows(places)}
        assert command.id in {
            row.command.id for row in rows_for(places, commands.COMMANDS, everything=True) if row.here
        }
        assert command.id in {each.id for each in help_rows(places)}, "F1 lists it too"


# What a function key means, wherever it means anything.
MEANINGS = {
    "f1": ("app.help",),
    "f2": (".tab.",),
    "f3": (".tab.",),
    "f4": (".tab.",),
    "f5": (".hold", ".state", ".now", ".finish"),  # the thing's own step
    "f6": (".view",),
    "f7": (".reschedule", ".day"),  # a date
    "f8": (".export", ".backup"),
    "f9": (".report",),
    "f10": ("app.more",),
}


@pytest.mark.parametrize("command", commands.COMMANDS, ids=lambda command: command.id)
def test_a_function_key_means_one_thing_everywhere(command: commands.Command) -> None:
    for key in filter(is_function_key, command.keys):
        assert any(words in command.id for words in MEANINGS.get(key, ())), (
            f"{key_word(key)} means {MEANINGS.get(key, 'nothing')} everywhere, so not {command.id}: "
            "give it another key, or more=True for the menu 更多"
        )
    for key, words in MEANINGS.items():
        if any(command.id.endswith(word) for word in words):
            assert key in command.keys, f"{command.id} means what {key_word(key)} means everywhere: give it that key"


def test_ids_are_unique() -> None:
    assert max(Counter(command.id for command in commands.COMMANDS).values()) == 1


@pytest.mark.parametrize("place", PLACES)
def test_no_key_means_two_things_in_one_place(place: str) -> None:
    keys = [key for command in commands.of_place(place) for key in with_twins(command.keys)]
    assert max(Counter(keys).values(), default=1) == 1


@pytest.mark.parametrize("places", TOGETHER, ids="-".join)
@pytest.mark.parametrize("width", [60, 80])
def test_the_key_bar_fits(places: tuple[str, ...], width: int) -> None:
    bar = bar_ink(bar_rows(places), width, "F5 登记召开")
    assert bar.cells <= width
    assert str(bar).startswith(" F5 登记召开 ")
    assert str(bar).endswith("Ctrl+P 命令  F1 帮助") or "app" not in places


@pytest.mark.parametrize(("width", "least"), [(120, 9), (80, 5), (60, 3)])
def test_as_many_keys_are_shown_as_fit(width: int, least: int) -> None:
    rows = bar_rows(("list", "marks", "meetings", "app"))
    step, others = rows[0], rows[1:]
    names = [name for _, name in others]
    shown = [name for name in names if name in str(bar_ink(others, width, " ".join(step)))]
    assert len(shown) + 1 >= least and shown[-2:] == ["命令", "帮助"]
    assert shown[:-3] == names[: len(shown) - 3], "the first go last"
    assert "更多" in shown or width < 80


@pytest.mark.parametrize("places", [places for places in TOGETHER if places[0] in EDITORS], ids="-".join)
def test_in_an_editor_the_bar_shows_no_key_that_becomes_text(places: tuple[str, ...]) -> None:
    for command in for_bar(reachable(places)):
        assert not is_character(command.keys[0]), command.id


def test_the_title_fits_and_names_the_branch() -> None:
    line = title_ink("meetings", "外国语学院办公室党支部" * 3, 80)
    assert line.cells in (79, 80)  # a character of two cells is not cut in half
    assert [piece.text for piece in line.pieces if piece.ground == "seal"] == [" 2 会议 "]
    assert "外国语学院" in str(line)


def test_twins_of_punctuation_letters_and_digits() -> None:
    assert with_twins(["slash"]) == ("slash", "ideographic_comma", "fullwidth_solidus")
    assert with_twins(["ctrl+n", "n"]) == ("ctrl+n", "n", "ｎ")
    assert with_twins(["1"]) == ("1", "１")


def test_keys_of_the_user_get_twins() -> None:
    assert commands.keymap({"meetings.new": ("f9", "n")}) == {"meetings.new": "f9,n,ｎ"}


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({}, []),
        (
            {"meetings.new": ("f9",), "list.filter": ("f",)},
            ["按键 F9 在“会议”里既是“新建会议”又是“写新闻稿”：按它只做“新建会议”，“写新闻稿”不起作用。"],
        ),
        (  # the other way round: the user's keys win, wherever they stand in the table
            {"meetings.report": ("f8",)},
            ["按键 F8 在“会议”里既是“写新闻稿”又是“导出”：按它只做“写新闻稿”，“导出”不起作用。"],
        ),
        (  # the list is nearer than the room it stands in
            {"meetings.new": ("enter",)},
            ["按键 回车 在“会议”里既是“打开”又是“新建会议”：按它只做“打开”，“新建会议”不起作用。"],
        ),
        (  # what comes before editors is asked from afar
            {"app.find": ("f3",)},
            [
                "按键 F3 在“一次会议”里既是“查找”又是“出勤”：按它只做“查找”，“出勤”不起作用。",
                "按键 F3 在“一个岗位”里既是“查找”又是“记录”：按它只做“查找”，“记录”不起作用。",
                "按键 F3 在“新闻”里既是“查找”又是“刊发”：按它只做“查找”，“刊发”不起作用。",
                "按键 F3 在“新闻稿”里既是“查找”又是“正文”：按它只做“查找”，“正文”不起作用。",
                "按键 F3 在“新闻·投稿媒体”里既是“查找”又是“刊发”：按它只做“查找”，“刊发”不起作用。",
                "按键 F3 在“对标”里既是“查找”又是“荣誉成果”：按它只做“查找”，“荣誉成果”不起作用。",
                "按键 F3 在“对标·已采用”里既是“查找”又是“荣誉成果”：按它只做“查找”，“荣誉成果”不起作用。",
            ],
        ),
        (  # a key of the menu, whose other key is left
            {"meetings.new": ("f10",)},
            ["按键 F10 在“会议”里既是“新建会议”又是“更多”：按它只做“新建会议”，“更多”请按 Ctrl+G。"],
        ),
        (  # what was usual once, given by hand: it has moved to another command since
            {"people.group": ("f7",)},
            ["按键 F7 在“人员”里既是“编入小组”又是“看某一天”：按它只做“编入小组”，“看某一天”不起作用。"],
        ),
        (
            {"app.undone": ("ctrl+l",)},
            [
                "按键 Ctrl+L 在“学习计划·内容”里既是“粘贴多行”又是“找回”：按它只做“粘贴多行”，“找回”请在“更多”里选。",
                "按键 Ctrl+L 在“岗位·记录”里既是“导入台账”又是“找回”：按它只做“导入台账”，“找回”请在“更多”里选。",
                "按键 Ctrl+L 在“新闻”里既是“导入文章”又是“找回”：按它只做“导入文章”，“找回”请在“更多”里选。",
                "按键 Ctrl+L 在“新闻稿”里既是“照改”又是“找回”：按它只做“照改”，“找回”请在“更多”里选。",
                "按键 Ctrl+L 在“新闻·刊发”里既是“导入”又是“找回”：按它只做“导入”，“找回”请在“更多”里选。",
                "按键 Ctrl+L 在“新闻·投稿媒体”里既是“导入”又是“找回”：按它只做“导入”，“找回”请在“更多”里选。",
                "按键 Ctrl+L 在“新闻稿·向编辑学”里既是“载入”又是“找回”：按它只做“载入”，“找回”请在“更多”里选。",
                "按键 Ctrl+L 在“人员”里既是“导入名册”又是“找回”：按它只做“导入名册”，“找回”请在“更多”里选。",
                "按键 Ctrl+L 在“人员·往来”里既是“导入”又是“找回”：按它只做“导入”，“找回”请在“更多”里选。",
                "按键 Ctrl+L 在“学时·来源”里既是“导入”又是“找回”：按它只做“导入”，“找回”请在“更多”里选。",
                "按键 Ctrl+L 在“人员·学时”里既是“导入”又是“找回”：按它只做“导入”，“找回”请在“更多”里选。",
                "按键 Ctrl+L 在“人员·民主评议”里既是“导入”又是“找回”：按它只做“导入”，“找回”请在“更多”里选。",
                "按键 Ctrl+L 在“对标”里既是“导入”又是“找回”：按它只做“导入”，“找回”请在“更多”里选。",
                "按键 Ctrl+L 在“对标·荣誉成果”里既是“导入”又是“找回”：按它只做“导入”，“找回”请在“更多”里选。",
                "按键 Ctrl+L 在“对标·已采用”里既是“导入”又是“找回”：按它只做“导入”，“找回”请在“更多”里选。",
                "按键 Ctrl+L 在“对标·填报表”里既是“导入”又是“找回”：按它只做“导入”，“找回”请在“更多”里选。",
                "按键 Ctrl+L 在“同步”里既是“合并一个文件”又是“找回”：按它只做“合并一个文件”，“找回”请在“更多”里选。",
                "按键 Ctrl+L 在“建立支部”里既是“接已有的数据”又是“找回”：按它只做“接已有的数据”，“找回”请在“更多”里选。",
            ],
        ),
        ({"meeting.station": ("f12",), "pages.open": ("f9",), "history.revert.field": ("f5",)}, []),
        ({"meetings.new": ("f2",)}, []),  # F2 is a tab of a meeting, which is another place
        ({"marks.clear": ("escape",)}, []),  # as it is without settings: nothing marked, it lets the key go on
        ({"meeting.cancel": ("ctrl+b",)}, []),
        (  # what an editor keeps for itself, of a command that is of use in editors only
            {"record.save": ("ctrl+k",)},
            ["按键 Ctrl+K 在写字的格子里是用来写字的，按它不会“存”。"],
        ),
        ({"meetings.new": ("ctrl+b",), "report.save": ("f7", "f11")}, []),
    ],
)
def test_clashes_say_which_command_stops_working(chosen: dict[str, tuple[str, ...]], told: list[str]) -> None:
    assert clashes(chosen) == told


def test_key_words() -> None:
    words = {"ctrl+n": "Ctrl+N", "f8": "F8", "enter": "回车", "g": "g", "slash": "/", "ctrl+pageup": "Ctrl+PgUp"}
    assert {key: key_word(key) for key in words} == words


def test_the_keys_that_editors_keep_are_those_of_textual() -> None:
    own = {key for binding in (*Input.BINDINGS, *TextArea.BINDINGS) for key in binding.key.split(",")}
    plain = {key for key in own if key.startswith("ctrl+") and "shift" not in key}
    refused = {"ctrl+c", "ctrl+x", "ctrl+v"}
    assert {key for key in plain if not is_kept_by_editors(key)} == refused


def test_help_leaves_out_what_no_key_reaches() -> None:
    shown = {command.id: command.keys for command in help_rows(("text", "record", "meeting", "app"))}
    assert "app.room.meetings" not in shown  # a digit is text there
    assert shown["meeting.turn.next"] == ("ctrl+pagedown",)
    assert {"meeting.edit", "meeting.station", "meeting.hold", "record.save", "app.undo"} <= set(shown)
    filtering = {command.id for command in help_rows(("filter", "marks", "meetings", "app"))}
    assert "filter.clear" in filtering and not filtering & {"marks.clear", "app.back", "marks.mark.one"}


def test_bar_and_help_show_the_keys_of_the_user() -> None:
    table = commands.in_force({"meetings.new": ("ctrl+k",)})
    places = ("list", "marks", "meetings", "app")
    assert ("Ctrl+K", "新建会议") in bar_rows(places, table)
    shown = {command.id: command.keys for command in help_rows(places, table)}
    assert shown["meetings.new"] == ("ctrl+k",)
