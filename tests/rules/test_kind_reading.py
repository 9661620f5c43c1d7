"""Kinds and limits from the shipped file and from a branch's settings."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.kind_reading import SETTINGS, rules_from
from branchtui.rules.meetings import MeetingRules

SHIPPED = assets.toml("rules", "meetings.toml")
DAY = date(2026, 3, 10)


def rules(**own: Any) -> MeetingRules:
    """The rules with these settings; `kind__name` is that of a kind."""
    return rules_from(SHIPPED, {f"{SETTINGS}{key.replace('__', ':')}": json.dumps(value) for key, value in own.items()})


def test_a_branch_changes_limits_and_what_it_says_of_a_kind() -> None:
    plain = rules()
    assert (plain.record_within_working_days, plain.news_within_hours, plain.problems) == (3, 24, ())
    changed = rules(record_within_working_days=0, news_within_hours=48, kind__党课={"times": 2, "per": "term"})
    assert (changed.record_within_working_days, changed.news_within_hours, changed.problems) == (0, 48, ())
    kind = changed.on(DAY)["党课"]
    assert (kind.times, kind.per, kind.verb, kind.minutes) == (2, "term", "举办", 60), "the rest is as it ships"
    assert (kind.clause, plain.on(DAY)["党课"].clause) == ("本支部约定", "默认，可改；条文没有规定")


def test_what_a_branch_says_of_a_shipped_version_takes_its_place_on_every_day() -> None:
    for since in ({}, {"valid_from": SHIPPED["valid_from"].isoformat()}):
        found = rules(kind__党课={"times": 2, **since})
        assert [found.on(day)["党课"].times for day in (date(2010, 1, 1), DAY)] == [2, 2]


def test_a_clause_stays_with_the_figure_that_it_is_about() -> None:
    kept = rules(kind__主题党日={"minutes": 90}).on(DAY)["主题党日"]
    assert (kept.minutes, kept.clause) == (90, "《中国共产党支部工作条例（试行）》第十六条")
    assert rules(kind__主题党日={"times": 2}).on(DAY)["主题党日"].clause == "本支部约定"
    own = {"times": 2, "regulation": "本院规定", "article": "第三条"}
    assert rules(kind__主题党日=own).on(DAY)["主题党日"].clause == "《本院规定》第三条"


def test_a_branch_has_a_kind_of_its_own() -> None:
    own = {"verb": "召开", "who": "committee", "times": 1, "per": "month", "minutes": 60}
    found = rules(kind__读书会=own)
    kind = found.on(DAY)["读书会"]
    assert (kind.name, kind.who, kind.clause, found.problems) == ("读书会", "committee", "本支部约定", ())
    assert list(found.on(DAY)) == [*rules().on(DAY), "读书会"]


def test_the_version_in_force_on_the_day_counts() -> None:
    found = rules(kind__党课={"times": 3, "valid_from": "2026-03-01"})
    assert [found.on(day)["党课"].times for day in (date(2010, 1, 1), date(2026, 2, 28), date(2026, 3, 1))] == [1, 1, 3]
    assert found.kind_on("党课", date(2026, 3, 1)) == found.on(date(2026, 3, 1))["党课"]
    assert found.kind_on("茶话会", DAY) is None
    row = next(row for row in SHIPPED["kind"] if row["name"] == "党课")
    later = {**SHIPPED, "kind": [{**row, "times": 5, "valid_from": date(2026, 7, 1)}, *SHIPPED["kind"]]}
    twice = rules_from(later, {})
    assert [twice.on(day)["党课"].times for day in (date(2026, 6, 30), date(2026, 7, 1))] == [1, 5]


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (
            {"record_within_working_days": "三"},
            "“record_within_working_days”用不了：record_within_working_days 应是 0 到",
        ),
        ({"news_within_hours": True}, "news_within_hours 应是 1 到 1440 的整数，现在是“True”"),
        ({"news_within_hours": 0}, "现在是“0”"),
        (
            {"kind__党课": {"times": 0}},
            "本支部设置的“党课”用不了：times 应是 1 到 366 的整数，现在是“0”。先按自带的规则办。",
        ),
        ({"kind__党课": {"per": "week"}}, "per 应是 month、quarter、term、year 之一，现在是“week”"),
        ({"kind__党课": {"who": []}}, "who 应是"),
        ({"kind__党课": {"aliases": "课"}}, "aliases 应是不超过 10 个别名的一列，现在是“课”"),
        ({"kind__党课": {"news": "不"}}, "news 应是 true 或 false，现在是“不”"),
        ({"kind__党课": {"aliases": [""]}}, "aliases 应是不超过 20 个字的一行字，现在是“”"),
        ({"kind__党课": {"verb": ""}}, "verb 应是不超过 10 个字的一行字"),
        ({"kind__党课": {"verb": "举\n办"}}, "一行字"),
        ({"kind__党课": {"tiems": 2}}, "不认得 tiems，可写的是"),
        ({"kind__党课": {"valid_from": "三月"}}, "valid_from 应是 2026-03-01 这样的日期"),
        ({"kind__党课": {"valid_from": 3}}, "valid_from 应是日期"),
        ({"kind__党课": {"times": 2, "regulation": "本院规定"}}, "要写 regulation 和 article"),
        ({"kind__党课": "两次"}, "应是一张"),
        ({"kind__茶话会": {"times": 1}}, "“茶话会”用不了：缺 minutes、who、per、verb。先不用这一种。"),
        ({"quorum": 1}, "没有这一项设置"),
    ],
)
def test_a_wrong_setting_is_told_and_the_shipped_rule_stands(own: dict[str, Any], said: str) -> None:
    found = rules(**own)
    [problem] = found.problems
    assert said in problem and problem.endswith("。")
    plain = rules()
    assert (found.versions, found.record_within_working_days, found.news_within_hours) == (
        plain.versions,
        plain.record_within_working_days,
        plain.news_within_hours,
    )


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000])
def test_what_is_no_json_is_told_too(text: str) -> None:
    [problem] = rules_from(SHIPPED, {f"{SETTINGS}kind:党课": text}).problems
    assert "写法有误，读不出来" in problem


@pytest.mark.parametrize(
    "broken", [{"times": "1"}, {"who": "all"}, {"article": 3}, {"name": ""}, {"valid_from": datetime(2026, 1, 1)}]
)
def test_a_wrong_line_of_the_shipped_file_is_named(broken: dict[str, Any]) -> None:
    rows = [{**SHIPPED["kind"][0], **broken}]
    with pytest.raises(BranchError, match=f"meetings.toml 有误：{next(iter(broken))} 应是"):
        rules_from({**SHIPPED, "kind": rows}, {})
