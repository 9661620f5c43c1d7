"""The command table: nothing lacks anything, nothing clashes, everything fits."""

import importlib
import pkgutil
from collections import Counter
from itertools import pairwise

import pytest
from rich.cells import cell_len
from textual.dom import DOMNode

import branchtui.ui
from branchtui.ui import commands
from branchtui.ui.places import PLACES
from branchtui.ui.widgets.chrome import bar_text, title_text


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
    assert command.keys
    assert commands.survives_ime(command.keys[0]), "the first key must work while an input method is on"


@pytest.mark.parametrize("command", commands.COMMANDS, ids=lambda command: command.id)
def test_every_command_has_a_node_that_does_it(command: commands.Command) -> None:
    nodes = _nodes()[command.place]
    for node in nodes:
        assert callable(getattr(node, command.method, None)), f"{node.__name__} lacks {command.method}"
        assert command.id in {
            binding.id for binding in node._merged_bindings.key_to_bindings.values() for binding in binding
        }


def test_ids_are_unique() -> None:
    assert max(Counter(command.id for command in commands.COMMANDS).values()) == 1


@pytest.mark.parametrize("place", PLACES)
def test_no_key_means_two_things_in_one_place(place: str) -> None:
    keys = [key for command in commands.of_place(place) for key in commands.with_twins(command.keys)]
    assert max(Counter(keys).values(), default=1) == 1


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("width", [60, 80])
def test_the_key_bar_fits(place: str, width: int) -> None:
    for near in ([place, "app"], ["list", place, "app"]):
        rows = commands.bar_rows(near)
        assert len(rows) <= 6
        text = bar_text(rows, width).plain
        assert cell_len(text) <= width
        assert text.endswith("F1 帮助")


def test_the_title_fits_and_names_the_branch() -> None:
    text = title_text("study", "外国语学院办公室党支部" * 3, 80)
    assert text.cell_length == 80
    assert "[2 学习]" in text.plain
    assert "外国语学院" in text.plain


def test_twins_of_punctuation_letters_and_digits() -> None:
    assert commands.with_twins(["slash"]) == ("slash", "ideographic_comma", "fullwidth_solidus")
    assert commands.with_twins(["ctrl+n", "n"]) == ("ctrl+n", "n", "ｎ")
    assert commands.with_twins(["1"]) == ("1", "１")


def test_keys_of_the_user_get_twins_and_clashes_are_told() -> None:
    assert commands.keymap({"study.new": "f9, n"}) == {"study.new": "f9,n,ｎ"}
    assert commands.clashes({}) == []
    told = commands.clashes({"study.new": "f9", "list.filter": "f"})
    assert told == ["按键 F9 在“学习”里既是“新建会议”又是“写新闻稿”，后者不起作用。"]


def test_key_words() -> None:
    assert commands.key_word("ctrl+n") == "Ctrl+N"
    assert commands.key_word("f8") == "F8"
    assert commands.key_word("enter") == "回车"
    assert commands.key_word("g") == "g"


def test_the_readme_table_has_every_command() -> None:
    table = commands.markdown_table()
    assert all(command.name in table and command.help in table for command in commands.COMMANDS)
    lines = table.splitlines()
    assert all(first.count("|") == second.count("|") for first, second in pairwise(lines))
