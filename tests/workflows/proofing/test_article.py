"""An article from a web page with the faults that such articles have: each is found in its paragraph."""

from pathlib import Path

import pytest

from branchtui.files.photos import PhotoStore
from branchtui.proof.finding import Finding
from branchtui.store.models import Report
from branchtui.workflows.people.branch import create_branch
from branchtui.workflows.proofing.check import check
from branchtui.workflows.reports.article_import import import_article
from tests.conftest import TODAY

ARTICLE = """首页 > 综合新闻
样板党支部风采 | 海州大学外国语学院行政党支部:窗口里面见初心
供稿单位:外国语学院 发布日期:2026-03-02 阅读量:
编者按:为展示基层党支部服务师生的做法,本栏目邀请各支部介绍自己的工作。

2025年3月,外国语学院学院行政党支部获批学校样板党支部,窗口服务从此有了新的要求。

外国语学院学院行政党支部(以下简称支部)先后走访三个办事窗口,收到意见二十六条。

从意见里找方向 把问题摆到桌面上

支部把意见逐条登记,按业务分给经办人认领,流程见配图2。

配图1

“走访、登记、认领、回访”办理流程

从职责上定规矩 把承诺写到明处

每一条承诺都要能查、能问、能兑现,办理时限当天公布。

配图3

三会一课制度落到实处,讨论时人人发言。

配图5

从小事上见行动 把服务送到身边

牌子不大,分量不轻,评议结果作为考核的依据。

配图8

责编:苏禾
"""
NAME = "海州大学外国语学院行政党支部"


@pytest.fixture(params=[NAME, "海州大学商学院学生第二党支部"])
def imported(request: pytest.FixtureRequest, database: Path, tmp_path: Path) -> Report:
    """The article, read by the branch that it is about, and by another."""
    create_branch(request.param, "外国语学院", today=TODAY)
    photos = PhotoStore(tmp_path / "photos", tmp_path / "cache")
    return import_article(ARTICLE.encode(), "文章.txt", photos=photos).report


def _by_line(report: Report) -> dict[str, list[Finding]]:
    """The findings by the line of the text in which they stand."""
    lines = report.body.splitlines()
    found: dict[str, list[Finding]] = {}
    for each in check(report, today=TODAY):
        if each.part == "body":
            found.setdefault(lines[each.line], []).append(each)
    return found


def _rules(found: dict[str, list[Finding]], begins: str) -> list[str]:
    return [each.rule for line, those in found.items() if line.startswith(begins) for each in those]


def test_each_fault_is_found_where_it_stands(imported: Report) -> None:
    found = _by_line(imported)
    for paragraph in ("2025年3月", "外国语学院学院行政党支部"):
        (named,) = (rule for rule in _rules(found, paragraph) if rule[0] == "C")
        assert named in ("C08", "C09"), "one organisation, two names"
    assert {mark: _rules(found, f"【图{mark}】").count("F01") for mark in (1, 3, 5, 8)} == {1: 0, 3: 1, 5: 1, 8: 1}
    without = [mark for mark in (1, 3, 5, 8) if "F05" in _rules(found, f"【图{mark}】")]
    assert without == [3, 5, 8]
    assert "F09" in _rules(found, "支部把意见"), "there is no 图2"
    assert "D01" in _rules(found, "三会一课")


def test_the_branch_that_reads_of_itself_is_told_its_name(imported: Report) -> None:
    told = [each for those in _by_line(imported).values() for each in those if each.rule == "C09"]
    assert {(each.said, each.instead) for each in told} <= {("学院行政党支部", "行政党支部")}
    assert all(NAME in each.words for each in told)
