"""The files of frameworks: those that ship are sound, and what is wrong in one is said with its line."""

import tomllib
from collections import Counter

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.papers.names import NAMES
from branchtui.rules.frameworks.needs import need_table, needs_of, select_table, selects_of
from branchtui.rules.frameworks.template import Template, template_from

FRAMEWORKS = ("双创", "考核", "述职", "专题教育", "支部品牌")
MEETINGS = tuple(kind["name"] for kind in assets.toml("rules", "meetings.toml")["kind"])
SHIPPED = ("yangban-zhibu", "shuzhi", "kaohe-zicha", "xuexi-jiaoyu", "pinpai")


def read(text: str) -> Template:
    return template_from(
        tomllib.loads(text), "a.toml", source=text, frameworks=FRAMEWORKS, meetings=MEETINGS, papers=NAMES
    )


def shipped(key: str) -> Template:
    return read(assets.read("frameworks", f"{key}.toml").decode("utf-8"))


@pytest.mark.parametrize("key", SHIPPED)
def test_what_ships_is_sound(key: str) -> None:
    assert shipped(key).key == key


def test_the_model_branch_asks_enough_and_little_by_hand() -> None:
    template = shipped("yangban-zhibu")
    assert [len(head.points) for head in template.points] == [3] * 7
    needs = [need for point, _ in template.walk() for need in point.needs]
    forms = Counter(need.form for need in needs)
    assert len(needs) >= 30 and forms["plain"] <= 5


def test_a_point_has_the_dim_of_the_one_above_it() -> None:
    points = {point.key: point for point, _ in shipped("yangban-zhibu").walk()}
    assert points["lilun"].dim == "教育党员"


@pytest.mark.parametrize("key", SHIPPED)
def test_needs_and_selects_read_back_as_they_were(key: str) -> None:
    for point, _ in shipped(key).walk():
        assert needs_of([need_table(need) for need in point.needs], MEETINGS, NAMES) == point.needs
        assert selects_of([select_table(select) for select in point.selects], MEETINGS) == point.selects


HEAD = 'key = "a"\nname = "甲"\nkind = "双创"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('key = "a"\nname = "甲"\nkind = "双窗"\n', ["第 3 行", "没有“双窗”这一类，是不是“双创”？"]),
        (HEAD + 'titel = "乙"\n', ["第 4 行", "不认识"]),
        (HEAD + '[[point]]\nkey = "p"\ntitel = "乙"\n', ["第 6 行", "“p”", "不认识，是不是“title”？"]),
        (HEAD + '[[point]]\nkey = "p"\n', ["“p”", "title", "缺这一项"]),
        (
            HEAD + '[[point]]\nkey = "p"\ntitle = "乙"\nneed = [{ say = "会", thing = "meetin" }]\n',
            ["“p”", "没有“meetin”，是不是“meeting”？"],
        ),
        (
            HEAD + '[[point]]\nkey = "p"\ntitle = "乙"\nneed = [{ say = "会", thing = "meeting", kind = ["党棵"] }]\n',
            ["没有“党棵”，是不是“党课”？"],
        ),
        (
            HEAD + '[[point]]\nkey = "p"\ntitle = "乙"\nselect = [{ thing = "honour", level_at_least = "校" }]\n',
            ["没有“校”"],
        ),
        (HEAD + '[[point]]\nkey = "p"\ntitle = "乙"\nneed = [{ say = "时", measure = "study_hours" }]\n', ["at_least"]),
        (HEAD + '[[point]]\nkey = "p"\ntitle = "乙"\n[[point]]\nkey = "p"\ntitle = "丙"\n', ["“p”用了两次"]),
        (HEAD + '[[point]]\nkey = "p"\ntitle = "乙"\ndim = "教育党圆"\n', ["是不是“教育党员”？"]),
        (HEAD + 'number_form = "{x}"\n', ["第 4 行", "{point}"]),
        (HEAD + "point = 3\n", ["[[point]]"]),
        (
            HEAD + f'[[point]]\nkey = "p"\ntitle = "{"长" * 300}"\n',
            ["“p”", "title", "有 300 个字，请缩短到 100 字以内"],
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, says: list[str]) -> None:
    with pytest.raises(BranchError) as told:
        read(text)
    for words in ("a.toml", *says):
        assert words in str(told.value)


def test_a_file_of_three_thousand_points_is_refused() -> None:
    with pytest.raises(BranchError, match="有 3000 个观测点，超过 1000 个"):
        read(HEAD + "".join(f'[[point]]\nkey = "p{n}"\ntitle = "乙"\n' for n in range(3000)))
