"""Papers as text: nothing is lost, nothing is too wide."""

import dataclasses
import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from branchtui import assets
from branchtui.papers import tree
from branchtui.typesetting.compose import compose
from branchtui.typesetting.pieces import Text
from branchtui.typesetting.profile import Headings
from branchtui.typesetting.profile_reading import profile_from
from branchtui.ui.text.glyphs import ASCII, LINES, leaks
from branchtui.ui.text.paper_lines import paper_lines
from branchtui.ui.text.wrap import wrap

NUMBERED = Headings("asked", ("一、", "（一）", "1.", "（1）"))
PAPER = tree.Paper(
    "标题",
    "某支部",
    date(2026, 9, 10),
    "新闻",
    (
        tree.Kicker("样板党支部风采"),
        tree.Title("走进校史馆，\n重温办学初心"),
        tree.Meta((("供稿单位", "外国语学院"), ("发布日期", date(2026, 9, 10)))),
        tree.Paragraph(("各位党员：",), "addressee"),
        tree.Paragraph((tree.Emphasis("时间："), "9月3日下午三点，大家准时到场。" * 4)),
        tree.Heading("第一部分", numbered=True),
        tree.Heading("小节", level=2, numbered=True),
        tree.Heading("第二部分", numbered=True, rest="接着写。"),
        tree.Table(("序号", "姓名"), (("1", "林知远"), ("2", "名字很长很长很长很长的人")), (10, 30)),
        tree.Picture(1, "", "参观校史馆"),
        tree.Blank(),
        tree.Byline((("文", "周以宁"), ("图", "沈一禾"))),
        tree.SignOff("某支部", date(2026, 9, 10)),
        tree.PageBreak(),
    ),
)


@pytest.mark.parametrize("width", [16, 38, 57, 80])
def test_no_line_is_wider_than_the_pane(width: int) -> None:
    assert max(cell_len(line.text) for line in paper_lines(PAPER, width, NUMBERED, LINES)) <= width


def test_what_a_paper_looks_like() -> None:
    lines = [line.text for line in paper_lines(PAPER, 40, NUMBERED, LINES)]
    assert "    一、第一部分" in lines
    assert "    （一）小节" in lines
    assert "    二、第二部分接着写。" in lines
    assert "各位党员：" in lines
    assert any(line.startswith("    时间：9月3日") for line in lines)
    assert any("配图1（还没有文件）" in line for line in lines)
    assert lines[-2:] != ["", ""]


@pytest.mark.parametrize(
    "rules",
    [NUMBERED, Headings("none", ()), Headings("all", ("第1节 ", "①")), Headings("all", ("1．", "（1）", "一、"))],
)
def test_headings_are_numbered_as_in_a_file(rules: Headings) -> None:
    headings = (
        tree.Heading("甲部", numbered=True),
        tree.Heading("（二）小节自带编号", level=2, numbered=True),
        tree.Heading("小节", level=2, numbered=True),
        tree.Heading("不要编号"),
        tree.Heading("小小节", level=3, numbered=True),
        tree.Heading("乙部", numbered=True, rest="接着写。"),
        tree.Heading("小节", level=2, numbered=True),
    )
    paper = tree.Paper("x", "x", date(2026, 1, 1), "x", headings)
    source = assets.read("profiles", "gbt9704.toml").decode("utf-8")
    look = profile_from(tomllib.loads(source), "gbt9704", source=source)
    pieces = compose(paper, dataclasses.replace(look, headings=rules))
    printed = ["".join(run.text for run in piece.runs) for piece in pieces if isinstance(piece, Text) and piece.runs]
    assert [line.text.strip() for line in paper_lines(paper, 80, rules, LINES) if line.text.strip()] == printed


TEXTS = st.text(st.sampled_from("党支部学习，。“”（）《》abc 123.、\t"), max_size=200)


@given(TEXTS, st.integers(16, 60), st.sampled_from([0, 4]))
def test_wrapping_keeps_every_character_and_the_width(text: str, width: int, first: int) -> None:
    lines = wrap(text, width, first)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)


@given(st.lists(st.sampled_from(["党支部", "学习，", "材料。", "（会议）", "2026年；"]), max_size=40))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(words: list[str]) -> None:
    lines = [line for line in wrap("".join(words), 21) if line]
    assert all(line[0] not in "，。；）" and line[-1] != "（" for line in lines)


def test_control_characters_never_reach_the_terminal() -> None:
    paper = tree.Paper("x", "x", date(2026, 1, 1), "x", (tree.Paragraph(("红\x1b[31m色\u202e",)),))
    assert "\x1b" not in "".join(line.text for line in paper_lines(paper, 40, NUMBERED, LINES))


def test_a_row_of_a_table_ends_with_its_last_line_and_takes_no_line_more() -> None:
    table = tree.Table(("序号", "姓名"), (("1", "周以宁"), ("2", "名字长得一行写不下的同志")), (1.0, 1.0))
    lines = paper_lines(tree.Paper("x", "x", date(2026, 1, 1), "x", (table,)), 24, NUMBERED, ASCII)
    assert [line.ends_row for line in lines] == [False, True, True, False, False, True]
    assert lines[0].text.startswith("+---") and not any(leaks(line.text, ASCII) for line in lines)


def test_the_paragraphs_that_are_being_written_are_marked() -> None:
    said = ("周以宁：上月走访了三个窗口。", "林知远：承诺要能查、能问。", "无")
    paper = tree.Paper("x", "x", date(2026, 1, 1), "x", tuple(tree.Paragraph((text,)) for text in said))
    lines = paper_lines(paper, 60, NUMBERED, LINES, "林知远：承诺要能查、能问。\n无")
    assert [line.marked for line in lines] == [False, True, False]
