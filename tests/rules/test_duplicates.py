"""Who may be entered twice: what speaks for it, what speaks against it."""

from datetime import datetime

import pytest

from branchtui.rules.duplicates import Gathering, Outsider, Person, contacts, meetings, ordinals, people


def person(key: str, name: str = "林知远", **facts: str) -> Person:
    blank = dict.fromkeys(Person._fields[2:], "")
    return Person(key.encode(), name, **{**blank, **facts})


def told(pairs: list) -> list[tuple[str, bool]]:  # type: ignore[type-arg]
    return [("，".join(pair.speaks), pair.strong) for pair in pairs]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"staff_no": "1"}, {"staff_no": "1", "name": "林志远"}, [("工号相同", True)]),
        ({"staff_no": "1"}, {"staff_no": "1"}, [("姓名相同，工号相同", True)]),
        ({"phone": "139"}, {"phone": "139"}, [("姓名相同，电话相同", True)]),
        ({"born": "1990-01"}, {"born": "1990-01"}, [("姓名相同，出生年月相同", True)]),
        (
            {"phone": "139", "staff_no": "1"},
            {"phone": "139", "staff_no": "2"},
            [("姓名相同，电话相同，工号不同", True)],
        ),
        ({}, {}, [("姓名相同", False)]),
        ({"staff_no": "1"}, {}, [("姓名相同", False)]),
        ({"phone": "139"}, {"phone": "138"}, [("姓名相同", False)]),
        ({"staff_no": "1"}, {"staff_no": "2"}, []),
        ({"sex": "男"}, {"sex": "女"}, []),
        ({"born": "1990-01"}, {"born": "1991-01"}, []),
        ({"ethnic": "汉族"}, {"ethnic": "回族"}, []),
        ({"name": "买买提·艾力"}, {"name": "买买提艾力"}, [("姓名相同", False)]),
        ({"phone": "139"}, {"phone": "139", "name": "周以宁"}, []),
    ],
)
def test_people(one: dict[str, str], other: dict[str, str], expected: list[tuple[str, bool]]) -> None:
    assert told(people([person("a", **one), person("b", **other)])) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("王芳", "学院党委", ""), ("王芳", "学院党委", ""), [("姓名相同，单位相同", True)]),
        (("王芳", "学院党委", "139"), ("王芳", "法学院", "139"), [("姓名相同，电话相同", True)]),
        (("王芳", "学院党委", ""), ("王芳", "", ""), [("姓名相同", False)]),
        (("王芳", "学院党委", ""), ("王芳", "法学院", ""), []),
        (("王芳", "", "139"), ("王芳", "", "138"), []),
        (("", "海州中学", ""), ("", "海州中学", "139"), [("单位名称相同", True)]),
        (("王芳", "海州中学", ""), ("", "海州中学", ""), []),
    ],
)
def test_contacts(one: tuple[str, ...], other: tuple[str, ...], expected: list[tuple[str, bool]]) -> None:
    assert told(contacts([Outsider(b"a", *one), Outsider(b"b", *other)])) == expected


def gathering(key: str, title: str, **facts: object) -> Gathering:
    given = {
        "kind": "主题党日",
        "group": "",
        "begins": datetime(2026, 3, 4, 15),
        "place": "201",
        "ordinal": "",
        **facts,
    }
    return Gathering(key.encode(), title=title, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "facts", "expected"),
    [
        ("学习全会精神", {}, [("同一天的主题党日，题目相同，时间地点相同", True)]),
        ("学习“全会精神”。", {"place": "302"}, [("同一天的主题党日，题目相同", True)]),
        ("集中学习全会精神", {"place": "302"}, [("同一天的主题党日，题目相近", False)]),
        ("参观校史馆", {}, [("同一天的主题党日，时间地点相同", True)]),
        ("参观校史馆", {"place": "302"}, []),
        ("学习全会精神", {"kind": "党课"}, []),
        ("学习全会精神", {"begins": datetime(2026, 3, 5, 15)}, []),
        ("学习全会精神", {"group": "6a"}, []),
    ],
)
def test_meetings(title: str, facts: dict[str, object], expected: list[tuple[str, bool]]) -> None:
    assert told(meetings([gathering("a", "学习全会精神"), gathering("b", title, **facts)])) == expected


def test_ordinals() -> None:
    some = [
        gathering("a", "甲", ordinal="3"),
        gathering("b", "乙", ordinal="3", begins=datetime(2026, 4, 1, 9)),
        gathering("c", "丙", ordinal="3", begins=datetime(2025, 4, 1, 9)),
        gathering("d", "丁", ordinal="3", kind="党课"),
        gathering("e", "戊", ordinal=""),
        gathering("f", "己", ordinal=""),
    ]
    assert ordinals(some) == [("2026年有 2 次主题党日都写着第3次", (b"a", b"b"))]


def test_very_many_of_one_name_are_not_all_compared() -> None:
    assert len(people([person(str(n)) for n in range(1000)])) < 100
