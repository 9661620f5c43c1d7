"""The news report as a tree."""

from datetime import date

from branchtui.papers.facts.reports import FigureFact
from branchtui.papers.reports import news_report
from branchtui.papers.tree import Blank, Byline, Heading, Kicker, Meta, Paragraph, Picture, Subtitle, Table, Title
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


def test_the_text_calls_figures_by_their_printed_numbers() -> None:
    body = "体系见配图3，合影见图8、流程见图5。\n【图3】\n# 如图8所示\n【图8】\n| 图 | 说明 |\n| 图3 | 体系 |"
    blocks = news_report(report(body=body, editors_note="见配图8。", figures={})).blocks
    assert [b.text for b in blocks if isinstance(b, Paragraph)] == [
        "编者按：见配图2。",
        "体系见配图1，合影见图2、流程见图5。",
    ]
    assert [b.text for b in blocks if isinstance(b, Heading)] == ["如图2所示"]
    assert [b.rows for b in blocks if isinstance(b, Table)] == [(("图1", "体系"),)]


def test_only_what_stands_before_the_text_addresses_the_reader() -> None:
    def roles(body: str) -> list[str]:
        blocks = news_report(report(body=body, editors_note="", figures={})).blocks
        return [b.role for b in blocks if isinstance(b, Paragraph)]

    assert roles("各党支部：\n他在课上引用了一首旧诗：\n春眠不觉晓。") == ["addressee", "body", "body"]
    assert roles("开头。\n他在课上引用了一首旧诗：\n春眠不觉晓。") == ["body", "body", "body"]
    assert roles("# 一、标题\n他说：\n好。") == ["body", "body"]
    assert roles("他说：") == ["body"]
    assert roles(f"{'长' * 29}：\n好。") == ["body", "body"]


def test_a_table_is_a_table_whatever_its_rows() -> None:
    body = "| 年度 | 门数 | 说明 |\n| 2022 | 3 |\n| 2023 | 4 | 比上一年多一门，学生评价也更高 | 另 |"
    [table] = [b for b in news_report(report(body=body)).blocks if isinstance(b, Table)]
    assert table.header == ("年度", "门数", "说明", "")
    assert table.rows == (("2022", "3", "", ""), ("2023", "4", "比上一年多一门，学生评价也更高", "另"))
    assert round(sum(table.widths)) == 154 and table.align == "cclc"


def test_a_table_of_more_columns_than_word_holds_is_lines() -> None:
    wide = f"| {' | '.join(map(str, range(64)))} |"
    blocks = news_report(report(body=f"{wide}\n| 甲 |", editors_note="")).blocks
    assert not [b for b in blocks if isinstance(b, Table)]
    assert [b.text for b in blocks if isinstance(b, Paragraph)] == ["　".join(map(str, range(64))), "甲"]


def test_two_tables_have_a_line_between_them() -> None:
    blocks = news_report(report(body="| 甲 |\n\n| 乙 |\n丙", editors_note="", figures={}, bylines=())).blocks
    assert [type(block) for block in blocks[-4:]] == [Table, Blank, Table, Paragraph]
