"""The tree of a framework is written, moved and cut, and says why it will not be."""

from datetime import date

import pytest

from branchtui.errors import BranchError
from branchtui.rules.frameworks.outline import OutlinePoint
from branchtui.rules.frameworks.template import MOST_POINTS
from branchtui.store.models import Evidence, Framework, Milestone, Point
from branchtui.store.queries.frameworks import trees
from branchtui.workflows.frameworks import heads, marks, tree
from branchtui.workflows.frameworks.adopt import adopt, drop, start
from branchtui.workflows.frameworks.files.library import template, template_from_text
from branchtui.workflows.frameworks.files.outlines import write_outline
from branchtui.workflows.frameworks.standing import printed_numbers
from branchtui.workflows.safety import undo
from tests.conftest import TODAY
from tests.workflows.frameworks.conftest import FILE, at, lesson, point


def shown(framework: Framework) -> list[str]:
    rows = trees.points(framework)
    numbers = printed_numbers(rows)
    return [f"{numbers[row.id][0]} {row.title}" for row in rows]


def test_a_point_is_added_where_it_was_asked_for(framework: Framework) -> None:
    tree.add_point(framework, "末尾")
    tree.add_point(framework, "培训", under=point("edu"))
    tree.add_point(framework, "研讨", after=point("lessons"))
    assert shown(framework) == [
        "1 教育党员有力",
        "1.1 党课",
        "1.2 研讨",
        "1.3 荣誉",
        "1.4 培训",
        "2 学时",
        "3 末尾",
    ]


def test_points_of_one_moment_are_two(framework: Framework) -> None:
    made = {tree.add_point(framework, "同名").id for _ in range(20)}
    assert len(made) == 20


MOVES = [
    ("honours", "up", ["1 教育党员有力", "1.1 荣誉", "1.2 党课", "2 学时"]),
    ("lessons", "down", ["1 教育党员有力", "1.1 荣誉", "1.2 党课", "2 学时"]),
    ("honours", "in", ["1 教育党员有力", "1.1 党课", "1.1.1 荣誉", "2 学时"]),
    ("honours", "out", ["1 教育党员有力", "1.1 党课", "2 荣誉", "3 学时"]),
    ("people", "in", ["1 教育党员有力", "1.1 党课", "1.2 荣誉", "1.3 学时"]),
    ("edu", "down", ["1 学时", "2 教育党员有力", "2.1 党课", "2.2 荣誉"]),
]


@pytest.mark.parametrize(("key", "way", "there"), MOVES)
def test_a_point_moves_with_all_below_it(framework: Framework, key: str, way: tree.Way, there: list[str]) -> None:
    before = shown(framework)
    assert tree.move(point(key), way)
    assert shown(framework) == there
    undo.undo_last()
    assert shown(framework) == before


@pytest.mark.parametrize(
    ("key", "way"), [("edu", "up"), ("people", "down"), ("edu", "in"), ("edu", "out"), ("lessons", "in")]
)
def test_a_point_that_can_go_no_further_stays(framework: Framework, key: str, way: tree.Way) -> None:
    before = shown(framework)
    assert not tree.move(point(key), way)
    assert shown(framework) == before


def test_a_point_is_put_below_another_but_not_below_its_own(framework: Framework) -> None:
    tree.move_under(point("people"), point("lessons"))
    assert shown(framework)[2] == "1.1.1 学时"
    for own in ("edu", "lessons", "people"):
        with pytest.raises(BranchError, match="就在“教育党员有力”下面，不能移到那里"):
            tree.move_under(point("edu"), point(own))
    tree.move_under(point("people"), None)
    assert shown(framework)[-1] == "2 学时"
    other = start("另一个", kind="brand", first=date(2026, 1, 1), last=date(2026, 12, 31))
    with pytest.raises(BranchError, match="不在同一个对标里"):
        tree.move_under(point("people"), tree.add_point(other, "甲"))


def test_a_tree_that_gets_too_deep_is_refused(framework: Framework) -> None:
    row = point("lessons")
    for number in range(4):
        row = tree.add_point(framework, f"第{number}层", under=row)
    with pytest.raises(BranchError, match="最多 6 层"):
        tree.add_point(framework, "再下", under=row)
    with pytest.raises(BranchError, match="最多 6 层"):
        tree.move_under(point("people"), row)
    with pytest.raises(BranchError, match="最多 6 层"):
        write_outline(framework, [OutlinePoint("甲", 0), OutlinePoint("乙", 1)], under=Point.get(title="第2层"))


def test_a_point_goes_with_all_below_it_and_comes_back_with_its_marks(framework: Framework) -> None:
    marks.mark([point("honours")], [lesson(date(2025, 4, 2))])
    assert tree.remove(point("edu")) == 3
    assert shown(framework) == ["1 学时"]
    undo.undo_last()
    assert len(at(framework, "honours").pieces) == Evidence.select().count() == 1


def test_fields_are_read_as_they_are_typed(framework: Framework) -> None:
    row = point("lessons")
    account = "讲" * 34_000
    assert tree.change_point(
        row,
        today=TODAY,
        title="党课教育",
        weight="5分",
        due_on="2026年4月1日",
        owner="周以宁",
        dim="宣传师生",
        account=account,
        promised="每季一次",
        self_score="4.5",
        score_reason="缺一次",
    )
    row = Point.get_by_id(row.id)
    assert (row.title, row.weight, row.due_on, row.owner.name) == ("党课教育", 5, date(2026, 4, 1), "周以宁")
    assert (row.dim, row.account, row.self_score) == ("宣传师生", account, "4.5")
    assert not tree.change_point(row, today=TODAY, title="党课教育")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"title": " "}, "名称不能为空"),
        ({"title": "长" * 101}, "缩短到 100 字以内"),
        ({"dim": "教育党圆"}, "没有“教育党圆”这一项，是不是“教育党员”"),
        ({"weight": "很多"}, "分值要写 1 到 1000 的整数"),
        ({"weight": "0"}, "分值要写 1 到 1000 的整数"),
        ({"due_on": "2026年2月30日"}, "没有30日"),
        ({"owner": "无此人"}, "没有“无此人”"),
        ({"score_reason": "缺一次"}, "还没有写自评分"),
        ({"account": "字" * 200_001}, "超过 200000 字的上限"),
    ],
)
def test_what_can_not_be_read_changes_nothing(framework: Framework, typed: dict[str, str], says: str) -> None:
    with pytest.raises(BranchError, match=says):
        tree.change_point(point("lessons"), today=TODAY, demand="另一个要求", **typed)
    assert point("lessons").demand == "按季上党课。"


def test_needs_are_edited_as_the_text_of_a_file(framework: Framework) -> None:
    row = point("lessons")
    text = tree.rules_shown(row)
    assert not tree.set_rules(row, text)
    assert tree.set_rules(row, text.replace('say = "党课"', 'say = "每月一课"'))
    assert at(framework, "lessons").needs[0].need.say == "每月一课"
    assert tree.set_rules(row, "")
    assert at(framework, "lessons").needs == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("need = [{ say = 党课 }]", "这段文字读不出来"),
        ('need = [{ say = "课", thing = "meetin" }]', "没有“meetin”，是不是“meeting”"),
        ('need = [{ say = "课", thing = "meeting", kind = ["党棵"] }]', "没有“党棵”，是不是“党课”"),
        ('need = [{ say = "课", thing = "honour", level_at_least = "省" }]', "没有“省”"),
        ('select = [{ kind = ["党课"] }]', "要写明 thing"),
        ('needs = [{ say = "课" }]', "不认识“needs”，是不是“need”"),
        ("need = 3", "need"),
        ("[" * 5000, "这段文字读不出来"),
    ],
)
def test_needs_that_can_not_be_read_change_nothing(framework: Framework, text: str, says: str) -> None:
    before = point("lessons").needs
    with pytest.raises(BranchError, match=says):
        tree.set_rules(point("lessons"), text)
    assert point("lessons").needs == before


def test_the_same_dim_in_other_frameworks_is_offered(framework: Framework) -> None:
    assert tree.also_for(point("lessons")) == []
    other = adopt(template("shuzhi"), first=date(2026, 1, 1))
    found = tree.also_for(point("lessons"))
    assert [row.dim for _, row in found] == ["教育党员"]
    heads.change_framework(other, state="已结束")
    assert tree.also_for(point("lessons")) == []


@pytest.mark.parametrize("last", ["2025-02-28", "2025-03-01", "2099-01-01"])
def test_a_cycle_that_can_not_be_is_refused(branch: None, last: str) -> None:
    with pytest.raises(BranchError, match=f"结束日期 {last} 应在开始日期 2025-03-01 之后、十年以内"):
        adopt(template_from_text(FILE, "对标.toml"), first=date(2025, 3, 1), last=date.fromisoformat(last))
    with pytest.raises(BranchError, match="应在开始日期"):
        start("甲", kind="brand", first=date(2025, 3, 1), last=date.fromisoformat(last))
    assert Framework.select().count() == 0


def test_one_file_is_adopted_once_for_a_level_and_a_cycle(framework: Framework) -> None:
    found = template_from_text(FILE, "对标.toml")
    with pytest.raises(BranchError, match="“样板支部”（校级，2025-03至2026-02）已经采用过了"):
        adopt(found, first=date(2025, 3, 1))
    assert adopt(found, first=date(2025, 3, 1), level="省级").id != framework.id
    drop(framework)
    assert adopt(found, first=date(2025, 3, 1)).id == framework.id


def test_milestones_follow_the_start_and_one_without_months_has_no_day(framework: Framework) -> None:
    assert [(row.name, row.due_on) for row in trees.milestones(framework)] == [
        ("中期", date(2025, 8, 31)),
        ("验收", date(2026, 2, 28)),
        ("待定", None),
    ]
    row = heads.add_milestone(framework, "送审", "2026年5月1日", today=TODAY)
    heads.change_milestone(row, today=TODAY, name="送审稿", due_on="")
    heads.done(row, TODAY)
    row = Milestone.get_by_id(row.id)
    assert (row.name, row.due_on, row.done_on) == ("送审稿", None, TODAY)
    heads.remove_milestone(row)
    assert len(trees.milestones(framework)) == 3
    with pytest.raises(BranchError, match="没有这个月份|13月"):
        heads.add_milestone(framework, "送审", "2026年13月1日", today=TODAY)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"state": "中其"}, "没有“中其”这个状态，是不是“中期”"),
        ({"number_form": "{x}"}, "编号形式要有"),
        ({"number_form": "{point.__class__}-{n}"}, "编号形式要有"),
        ({"number_form": "1.1"}, "编号形式要有"),
        ({"name": ""}, "名称不能为空"),
    ],
)
def test_what_is_wrong_with_a_framework_is_said(framework: Framework, typed: dict[str, str], says: str) -> None:
    with pytest.raises(BranchError, match=says):
        heads.change_framework(framework, **typed)


def test_more_points_than_anybody_can_answer_for_are_refused(framework: Framework) -> None:
    with pytest.raises(BranchError, match=f"有 {MOST_POINTS + 1} 个观测点"):
        write_outline(framework, [OutlinePoint("任务", 0)] * (MOST_POINTS - 3))
    assert len(trees.points(framework)) == 4


def test_a_kind_of_framework_that_there_is_not_is_refused(branch: None) -> None:
    with pytest.raises(BranchError, match="没有“双窗”这一类对标。可选：双创"):
        start("甲", kind="双窗", first=date(2026, 1, 1), last=date(2026, 12, 31))
    with pytest.raises(BranchError, match="没有“无此”这个对标文件。可选：yangban-zhibu"):
        template("无此")
