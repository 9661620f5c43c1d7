"""The shipped rules about posts, and what a branch has set; what can't be used is told and stops nothing."""

import json
from typing import Any

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.posts.reading import SETTINGS, key_words, rules_from

SHIPPED = assets.toml("rules", "posts.toml")
CHAIN = [
    "按需设岗",
    "申报",
    "评议",
    "公示",
    "核准",
    "授牌",
    "亮岗",
    "述职",
    "考核",
    "暂停",
    "恢复",
    "撤牌",
    "再次申报",
    "结束",
]


def read(key: str, value: Any) -> Any:
    return rules_from(SHIPPED, {f"{SETTINGS}{key}": json.dumps(value, ensure_ascii=False)})


def test_the_shipped_rules() -> None:
    rules = rules_from(SHIPPED, {})
    assert list(rules.steps) == CHAIN
    assert (rules.notice_working_days, rules.silent_days, rules.review_months) == (5, 60, 12)
    assert sum(rules.weights.values()) == 100 and not rules.problems and not rules.agreed
    known = set(rules.steps)
    for kind in rules.steps.values():
        assert known >= set(kind.after), f"{kind.name}: its `after` names no step"
        assert not (kind.after and kind.only_in), f"{kind.name} stands in the chain or beside it, not both"


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("categories", ["思政", "实验"], lambda r: r.categories == ("思政", "实验")),
        ("notice_working_days", 7, lambda r: r.notice_working_days == 7 and r.clause("notice_working_days") == "本支部约定"),
        ("weights", {"public": 50, "branch": 50}, lambda r: r.weights == {"self": 0, "peer": 0, "public": 50, "branch": 50}),
        ("grades", [{"name": "差", "least": 0}, {"name": "好", "least": 80}], lambda r: [g.name for g in r.grades] == ["好", "差"]),
        ("step:公示", {"after": []}, lambda r: r.steps["公示"].lasts and not r.steps["公示"].after),
        ("step:述职", False, lambda r: "述职" not in r.steps and len(r.steps) == len(CHAIN) - 1),
        ("step:岗前培训", {"behind": "核准", "after": ["核准"]}, lambda r: list(r.steps)[4:6] == ["核准", "岗前培训"]),
        ("step:亮岗", {"behind": "申报"}, lambda r: list(r.steps)[2] == "亮岗" and r.steps["亮岗"].state == "active"),
    ],
)  # fmt: skip
def test_a_branch_changes_them(key: str, value: Any, told: Any) -> None:
    rules = read(key, value)
    assert rules.problems == () and told(rules) and rules.agreed == {key}


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("categories", [], "应是不超过 20 个名称的一列"),
        ("categories", "教学", "应是不超过 20 个名称的一列"),
        ("categories", ["教学", "教学"], "有重复的名称"),
        ("categories", ["教\n学"], "一行字"),
        ("notice_working_days", 0, "应是 1 到 60 的整数，现在是“0”"),
        ("notice_working_days", True, "应是 1 到 60 的整数"),
        ("silent_days", "六十", "应是 7 到 730 的整数"),
        ("weights", {"self": 50}, "加起来要正好是 100，现在是 50"),
        ("weights", {"上级": 100}, "权重应是"),
        ("weights", {"self": "100"}, "权重应是整数"),
        ("grades", [], "等次应是"),
        ("grades", [{"name": "好", "least": 60}], "最低的等次要从 0 分起"),
        ("grades", [{"name": "好", "least": 101}], "least 应是 0 到 100"),
        ("step:公示", {"state": "done"}, "state 应是"),
        ("step:公示", {"lasts": "yes"}, "lasts 应是 true 或 false"),
        ("step:公示", {"wants": ["money"]}, "wants 应在"),
        ("step:公示", {"color": 1}, "不认得 color"),
        ("step:公示", [], "应是一张“名称 = 值”的表"),
        ("step:岗前培训", {}, "behind 应是"),
        ("step:岗前培训", False, "没有这一环节"),
        ("else", 1, "没有这一项设置"),
    ],
)
def test_what_can_not_be_used_is_told_and_the_shipped_rule_stands(key: str, value: Any, told: str) -> None:
    rules = read(key, value)
    assert len(rules.problems) == 1 and told in rules.problems[0] and key_words(key) in rules.problems[0]
    assert rules._replace(problems=()) == rules_from(SHIPPED, {})


def test_a_setting_that_is_no_json_is_told() -> None:
    rules = rules_from(SHIPPED, {f"{SETTINGS}categories": "[教学"})
    assert "岗位类别" in rules.problems[0] and "读不出来" in rules.problems[0]


def test_a_shipped_file_that_is_wrong_is_told() -> None:
    with pytest.raises(BranchError, match="posts.toml 有误"):
        rules_from({**SHIPPED, "silent_days": 0}, {})
