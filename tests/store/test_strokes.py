"""Names in the order of strokes, as lists of officials are printed: fewer strokes first, then 横 竖 撇 点 折."""

import random

import pytest

from branchtui import assets
from branchtui.store.strokes import strokes_of


def test_names_go_by_strokes() -> None:
    names = [
        "丁予",
        "马千里",
        "王小",
        "方可",
        "叶知",
        "白露",
        "李安",
        "沈一禾",
        "陆明",
        "林远",
        "欧阳修",
        "周以宁",
        "赵野",
    ]
    mixed = random.Random(1).sample(names, len(names))
    assert sorted(mixed, key=strokes_of) == names


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ("王平", "王安国", "of one surname the next character decides: 平 5, 安 6"),
        ("王平", "王平安", "a name that another begins with stands before it"),
        ("王平", "方平", "of as many strokes the first that differs: 横 before 点"),
        ("毛平", "方平", "撇 before 点"),
        ("阿平", "龚平", "7 before 11"),
    ],
)
def test_two_names(first: str, second: str, why: str) -> None:
    assert sorted([second, first], key=strokes_of) == [first, second], why


def test_a_character_whose_strokes_nobody_knows_stands_last() -> None:
    assert sorted(["郤平", "魏平", "A平"], key=strokes_of) == ["魏平", "A平", "郤平"]


def test_the_table_holds_the_classes_of_strokes() -> None:
    lines = assets.read("lexicon", "strokes.tsv").decode("utf-8").splitlines()[1:]
    assert len(lines) > 6900 and all(set(line[2:]) <= set("12345") and line[1] == "\t" for line in lines)
    assert {"王\t1121", "方\t4153", "周\t35121251", "刘\t413422"} <= set(lines)
