"""How words and names are read: as pypinyin reads them, without its dictionaries in memory."""

import ast
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT, RE_HANS

import branchtui
from branchtui import assets
from branchtui.store.readings import name_readings, syllables
from branchtui.ui.commands import table

SOURCE = Path(branchtui.__file__).parent
MAKER = assets.path("lexicon", "make_readings.py")


@pytest.mark.parametrize("name", ["characters", "phrases"])
def test_the_tables_are_those_of_this_pypinyin(name: str) -> None:
    spec = spec_from_file_location("make_readings", MAKER)
    assert spec and spec.loader
    maker = module_from_spec(spec)
    spec.loader.exec_module(maker)
    made = getattr(maker, name)().splitlines()[1:]
    kept = assets.read("lexicon", f"{name}.tsv").decode("utf-8").splitlines()[1:]
    assert kept == made, "pypinyin has other readings now: run python assets/lexicon/make_readings.py"


def test_characters_and_phrases_are_read_as_pypinyin_reads_them() -> None:
    words = [*(chr(code) for code in PINYIN_DICT), *PHRASES_DICT]
    han = [word for word in words[::11] if RE_HANS.match(word)]
    assert len(han) > 5_000
    wrong = [word for word in han if syllables(word) != tuple(lazy_pinyin(word))]
    assert wrong == []


def test_commands_are_read_as_pypinyin_reads_them() -> None:
    words = {text for command in table.COMMANDS for text in (command.name, command.help)}
    wrong = [text for text in words if syllables(text) != tuple(lazy_pinyin(text))]
    assert wrong == []


def test_names_have_every_reading_of_a_character_and_one_of_a_phrase() -> None:
    for name in ("林知远", "周一诺", "何听澜", "重阳", "长安", "王行", "司马朝阳", "John Smith"):
        wanted = pinyin(name, style=Style.NORMAL, heteronym=True)
        assert [list(dict.fromkeys(part)) for part in zip(*name_readings(name), strict=True)] == wanted
    assert {reading[0] for reading in name_readings("曾乐")} == {"zeng"}, "the table of surnames comes first"


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("", ()),
        ("\n", ("\n",)),
        ("a\tb", ("a\tb",)),
        ("F10 编入党小组", ("F10 ", "bian", "ru", "dang", "xiao", "zu")),
        ("\ud800重温", ("\ud800", "chong", "wen")),
        ("，", ("，",)),
    ],
)
def test_other_writing_stays_together(words: str, read: tuple[str, ...]) -> None:
    assert syllables(words) == read


@pytest.mark.slow
def test_nothing_loads_the_dictionaries() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Import) and any(alias.name.startswith("pypinyin") for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pypinyin"))
    ]
    assert not found, (
        f"{found}: pypinyin takes 0.2 seconds to load, in one piece; in a transaction it keeps drafts from being saved, and "
        "in the app it holds a key. Ask store.readings, whose tables are searched; pypinyin is there to make them"
    )
