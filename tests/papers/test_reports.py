"""The news report as a tree."""

from datetime import date

from branchtui.papers.facts.reports import FigureFact
from branchtui.papers.reports import news_report
from branchtui.papers.tree import Byline, Heading, Kicker, Meta, Paragraph, Picture, Subtitle, Title
from tests.papers.samples import BRANCH, report


def test_the_head_is_whole_and_in_order() -> None:
    paper = news_report(report())
    assert [type(block) for block in paper.blocks[:5]] == [Kicker, Title, Subtitle, Subtitle, Meta]
    assert paper.blocks[4] == Meta((("供稿单位", "国际学院"), ("发布日期", date(2026, 3, 26))))
    assert isinstance(paper.blocks[5], Paragraph) and paper.blocks[5].role == "note"
    assert paper.blocks[5].text.startswith("编者按：为展示")
    assert (paper.author, paper.dated, paper.subject) == ("国际学院", date(2026, 3, 26), "新闻稿")


def test_figures_are_renumbered_by_place() -> None:
    pictures = [block for block in news_report(report()).blocks if isinstance(block, Picture)]
    assert pictures == [Picture(1, "one", "工作机制"), Picture(2, "two"), Picture(3, "", "学习交流")]


def test_a_mark_without_a_figure_and_a_figure_without_a_mark_both_show() -> None:
    paper = news_report(report(body="第一段。\n【图4】\n第二段。", figures={2: FigureFact("sha", "合影")}))
    assert [b for b in paper.blocks if isinstance(b, Picture)] == [Picture(1, ""), Picture(2, "sha", "合影")]


def test_headings_addressee_and_byline() -> None:
    blocks = news_report(report()).blocks
    assert [b.text for b in blocks if isinstance(b, Heading)] == [
        "坚持目标导向 着力打造“样板间工程”",
        "发挥先锋引领 着力打造“主力军工程”",
    ]
    assert [b.text for b in blocks if isinstance(b, Paragraph) and b.role == "addressee"] == ["国际学院办公室党支部："]
    assert blocks[-1] == Byline((("责编", "许清和"),))


def test_an_empty_report_is_honest() -> None:
    paper = news_report(
        report(title="", kicker="", subtitles=(), unit="", dated=None, editors_note="", body="", figures={}, bylines=())
    )
    assert paper.title == "（未填写）" and paper.author == BRANCH and paper.dated is None
    assert paper.blocks == (Title("（未填写）"), Meta((("供稿单位", "（未填写）"), ("发布日期", "（未填写）"))))


def test_a_note_that_says_its_name_says_it_once() -> None:
    [note] = [
        b
        for b in news_report(report(editors_note="编者按：好。")).blocks
        if isinstance(b, Paragraph) and b.role == "note"
    ]
    assert note.text == "编者按：好。"
