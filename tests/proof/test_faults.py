"""An article with the faults that a real one had: each is found, in the paragraph where it stands."""

from datetime import date

from branchtui.files.articles import read_article
from branchtui.proof.context import Context
from branchtui.proof.proofer import Proofer
from branchtui.proof.reading import draft_of
from tests.proof.lexicon import shipped

ARTICLE = """样板党支部风采|青禾学院办公室党支部:聚焦“双创”建设 构建“三级”格局
供稿单位:青禾学院 发布日期:2026-03-26
2025年3月,青禾学院办公室党支部获批“全省党建工作样板支部”。
着力打造“样板间工程”
注重组织系统化设计。支部不断探索与总结,形成了“三心、三型”工作机制;鉴于成员多为辅导员和教务秘书,支部搭建起“三位一体”的工作格局;

配图1

设立先锋示范岗。通过示范岗以点带面,深度参与与服务学生思想政治教育工作、教学研究工作和研究生培养工作。

配图3

挖掘育人因素。学院助理无论在校期间的评优,还是毕业后选择的学校,层次都比较高,学生发展得的也比较好。

拓展成长平台。学院通过出台政策、搭建平台等举措,提升了办公室队整体工作能力与水平。
"""


def test_each_fault_is_found_in_its_paragraph() -> None:
    article = read_article(ARTICLE.encode(), "稿件.txt")
    draft = draft_of(title=article.title, subtitle="\n".join(article.subtitle), body=article.body)
    found = Proofer(Context(date(2026, 11, 23), lexicon=shipped())).check(draft)
    lines = article.body.splitlines()
    told = {(each.rule, each.said): lines[each.line] for each in found}
    assert told[("E02", "与与")].startswith("设立先锋示范岗")
    assert told[("E03", "得的")].startswith("挖掘育人因素")
    assert told[("E05", "办公室队")].startswith("拓展成长平台")
    assert told[("A20", "；")].startswith("注重组织系统化设计")
    assert told[("F01", "【图3】")] == "【图3】"
