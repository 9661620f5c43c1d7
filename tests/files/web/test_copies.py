"""A report as HTML for a 公众号 and as plain text."""

import re
from datetime import date
from html.parser import HTMLParser

from branchtui.files.web.html import article, page
from branchtui.files.web.plain import text_of
from branchtui.papers.tree import (
    Byline,
    Emphasis,
    Heading,
    Kicker,
    Meta,
    Paper,
    Paragraph,
    Picture,
    Subtitle,
    Table,
    Title,
)
from branchtui.rules.blanks import UNFILLED

KEPT = {"section", "p", "strong", "span", "table", "tbody", "tr", "td"}
PAPER = Paper(
    "设岗<亮责>",
    "国际商学院",
    date(2026, 3, 5),
    "新闻稿",
    (
        Kicker("样板支部风采"),
        Title("设岗<亮责>"),
        Subtitle("窗口里见初心"),
        Meta((("供稿单位", "国际商学院"), ("发布日期", UNFILLED))),
        Paragraph(("编者按：一段话。",), "note"),
        Paragraph(("支部 & 学院", Emphasis("一起"), "开会。")),
        Heading("从意见里找方向"),
        Picture(1, "ab", "会场"),
        Picture(2, "", "还没有"),
        Table(("岗位", "人数"), (("教务", "3"), ("就业", "2")), (50, 50)),
        Byline((("文", "沈一禾"), ("图", "温如言"))),
    ),
)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def test_only_tags_that_the_editor_keeps_with_styles_in_their_lines() -> None:
    read = _read(article(PAPER))
    assert set(read.tags) <= KEPT and read.attributes == {"style"}


def test_all_words_are_there_and_none_is_markup() -> None:
    words = " ".join(filter(None, _read(article(PAPER)).words))
    assert words == (
        "样板支部风采 窗口里见初心 供稿单位：国际商学院 编者按：一段话。 支部 & 学院 一起 开会。 从意见里找方向 "
        "此处放配图1 会场 此处放配图2（还没有照片） 还没有 岗位 人数 教务 3 就业 2 文：沈一禾　图：温如言"
    )


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing() -> None:
    whole = page(PAPER)
    assert "设岗&lt;亮责&gt;" in whole and article(PAPER) in whole
    assert not re.search(r"<script|https?://|src=|@import|url\(", whole)


def test_the_plain_text_parts_its_paragraphs() -> None:
    assert text_of(PAPER).split("\n\n") == [
        "样板支部风采",
        "设岗<亮责>",
        "窗口里见初心",
        "供稿单位：国际商学院",
        "编者按：一段话。",
        "支部 & 学院一起开会。",
        "从意见里找方向",
        "【此处放配图1】会场",
        "【此处放配图2（还没有照片）】还没有",
        "岗位\t人数\n教务\t3\n就业\t2",
        "文：沈一禾　图：温如言\n",
    ]
