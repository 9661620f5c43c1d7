"""A line of a plan as it is typed or pasted."""

from datetime import date

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.kind_reading import rules_from
from branchtui.rules.year.plan_lines import PlanLine, read_line, titles

KINDS = rules_from(assets.toml("rules", "meetings.toml"), {}).on(date(2026, 3, 10))
WHOLE = PlanLine("每月第三个周三下午3点", "主题党日", "学习全会精神", ("《全会公报》",), "林知远")


def read(text: str) -> PlanLine:
    return read_line(text, KINDS, lambda name: name in ("林知远", "周以宁"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("主题党日 每月第三个周三下午3点 学习全会精神 《全会公报》 林知远", WHOLE),
        ("每月第三个周三下午3点\t主题党日\t学习全会精神\t《全会公报》\t林知远", WHOLE),
        ("主题党日每月第三个周三下午3点 学习全会精神 《全会公报》 林知远", WHOLE),
        ("主题党日 每月第三个周三下午3点 主题：学习全会精神 材料：《全会公报》 准备人：林知远", WHOLE),
        ("时间：每月第三个周三下午3点 类型：主题党日 准备人: 林知远 材料：《全会公报》 主题： 学习全会精神", WHOLE),
        ("支委会 每月 第一个周一 16:00", PlanLine("每月 第一个周一 16:00", "支部委员会会议")),
        ("党课 4月上旬 党的纪律 《条例》《准则》", PlanLine("4月上旬", "党课", "党的纪律", ("《条例》", "《准则》"))),
        ("主题党日 学习《条例》", PlanLine("", "主题党日", "学习《条例》")),
        ("主题党日 《党章》", PlanLine("", "主题党日", "《党章》")),
        ("自学 每周三 读原著", PlanLine("每周三", "", "自学 读原著")),
        ("党课 周以宁", PlanLine("", "党课", "", (), "周以宁")),
        ("组织生活会", PlanLine("", "组织生活会")),
    ],
)
def test_a_line_in_any_usual_order(text: str, expected: PlanLine) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("主题党日 每月第九个周三", "应是 1 到 5 的数"),
        ("每月第三个 学习", "没有看懂时间"),
        ("每月第三个周三", "没有写主题"),
        ("主题：学习 还有 时间：大概", "没有看懂时间"),
        ("党课 多余 主题：学习", "没有看懂“多余”是什么"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, words: str) -> None:
    with pytest.raises(BranchError, match=words):
        read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("《甲》《乙》、丙", ("《甲》", "《乙》", "丙")), ("《甲，乙》\n丙；丁", ("《甲，乙》", "丙", "丁")), (" ", ())],
)
def test_materials_written_one_behind_the_other(text: str, expected: tuple[str, ...]) -> None:
    assert titles(text) == expected
