"""A paper that has one of everything: what can print it can print every paper."""

import base64
from datetime import date

from branchtui.papers.tree import (
    Blank,
    Byline,
    Emphasis,
    Heading,
    Kicker,
    Meta,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Signatures,
    SignOff,
    Subtitle,
    Table,
    Title,
)

PICTURE = base64.b64decode(  # a PNG of one pixel
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
PAPER = Paper(
    "题目",
    "单位",
    date(2000, 1, 1),
    "新闻稿",
    (
        Kicker("栏目"),
        Title("题目"),
        Subtitle("副题"),
        Meta((("供稿单位", "单位"), ("发布日期", date(2000, 1, 1)))),
        Paragraph(("编者按",), "note"),
        Paragraph(("主送：",), "addressee"),
        *(Heading("标题", level, numbered=True, rest="接排") for level in (1, 2, 3, 4)),
        Paragraph(("正文", Emphasis("强调"))),
        Picture(1, "picture", "图注"),
        Picture(2, ""),
        Table(("表头", "表头"), (("表文", "表文"),), (40.0, 40.0), "lr"),
        Blank(),
        PageBreak(),
        Byline((("文", "姓名"),)),
        SignOff("单位", date(2000, 1, 1)),
        Signatures(("主持人", "记录人")),
    ),
)
