import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchtui.errors import BranchError
from branchtui.files.articles import Article, read_article

SAMPLE = (Path(__file__).parent / "sample.txt").read_bytes()
WIDE = str.maketrans(",:;?!()", "，：；？！（）")
PARA = "支部在会上学习了有关文件，并且讨论了下一步的工作。"


def _read(text: str, name: str = "稿件.txt") -> Article:
    return read_article(text.encode(), name)


def _body(text: str) -> list[str]:
    return _read(f"图书馆流通部党支部开展主题党日\n{PARA}\n{text}").body.split("\n")[1:]


# --- the sample ----------------------------------------------------------------------------------------------------


def test_the_parts_of_the_sample() -> None:
    article = read_article(SAMPLE, "稿件.txt")
    assert article.kicker == "支部风采"
    assert article.title == "海州大学图书馆流通部党支部"
    assert article.subtitle == ("守好“一扇门”", "办好“三件事”")
    assert (article.unit, article.dated) == ("图书馆", date(2025, 5, 20))
    assert article.editors_note.startswith("图书馆的灯每天亮到晚上22:30，灯下")
    assert article.editors_note.endswith("（文中数字截至今年5月）。欢迎各支部来稿。")
    assert article.bylines == (("责编", "顾怀章"),)
    assert article.captions == {1: "书库里的第一堂党课"}
    assert article.dropped == [
        "首页 > 学院动态",
        "未经允许,不得转载!",
        "分享到微信朋友圈",
        "打开微信,点击 “ 发现 ” ,使用 “ 扫一扫 ” 即可将网页分享至朋友圈。",
        "关闭",
        "阅读量：",
    ]


def test_headings_and_figures_of_the_sample_stand_at_their_places() -> None:
    lines = read_article(SAMPLE, "稿件.txt").body.split("\n")
    assert [(at, line) for at, line in enumerate(lines) if line.startswith(("#", "【图"))] == [
        (3, "# 把学习放在读者身边 着力建好“书架旁的课堂”"),
        (6, "【图1】"),
        (7, "# 把难事排在清单前面 着力办好“读者的三件小事”"),
        (10, "【图3】"),
        (12, "【图5】"),
        (13, "# 把评议交到大家手里 着力育好“能上手的新人”"),
        (16, "【图8】"),
    ]
    assert lines[0] == "海州大学图书馆流通部党支部："


def test_every_character_of_the_sample_is_kept() -> None:
    source = SAMPLE.decode()
    source = source[source.index("编者按:") + 4 : source.index("责编")]
    article = read_article(SAMPLE, "稿件.txt")
    got = (
        article.editors_note
        + re.sub(r"^# |【图|】$", "", article.body, flags=re.M)
        + "".join(article.captions.values())
    )
    source = source.replace("配图", "")

    def letters(text: str) -> Counter[str]:
        return Counter(re.sub(r"\s", "", text.translate(WIDE)))

    assert letters(got) == letters(source)


def test_marks_of_the_sample_are_widened_and_counted() -> None:
    article = read_article(SAMPLE, "稿件.txt")
    kept = [line for line in SAMPLE.decode().splitlines() if line and line not in article.dropped]
    half = sum(line.count(mark) for line in kept for mark in ",:;?!()")
    in_numbers_and_address = "22:30 1,260 7:00 2,400 http: ? 1,2"
    assert article.marks_fixed == half - sum(in_numbers_and_address.count(mark) for mark in ",:?")
    assert "7:00起" in article.body and "1,260人次" in article.body and "seat?week=1,2）" in article.body


# --- head and tail -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "kicker", "title", "subtitle"),
    [
        ("学院召开教学工作会议", "", "学院召开教学工作会议", ()),
        ("支部风采｜学院召开教学工作会议", "支部风采", "学院召开教学工作会议", ()),
        ("【支部风采】学院召开教学工作会议", "支部风采", "学院召开教学工作会议", ()),
        ("支部风采\n学院召开教学工作会议推进改革", "支部风采", "学院召开教学工作会议推进改革", ()),
        ("学院党委:推进教学改革", "", "学院党委：推进教学改革", ()),
        ("流通部党支部:守好一扇门 办好三件事", "", "流通部党支部", ("守好一扇门", "办好三件事")),
        ("标题:学院召开教学工作会议", "", "学院召开教学工作会议", ()),
        ("学院:教学 工作会议", "", "学院：教学 工作会议", ()),
        ("风采 | 学院:教学 工作会议", "风采", "学院", ("教学 工作会议",)),
        ("风采 | 流通部党支部:守好一扇门", "风采", "流通部党支部", ("守好一扇门",)),
        ("学院召开教学工作会议\n——记图书馆流通部党支部", "", "学院召开教学工作会议", ("——记图书馆流通部党支部",)),
        ("守好图书馆的一扇门\n记流通部党支部的一年\n来源:图书馆", "", "守好图书馆的一扇门", ("记流通部党支部的一年",)),
    ],
)
def test_titles(head: str, kicker: str, title: str, subtitle: tuple[str, ...]) -> None:
    article = _read(f"{head}\n{PARA}\n{PARA}")
    assert (article.kicker, article.title, article.subtitle) == (kicker, title, subtitle)
    assert article.body == f"{PARA}\n{PARA}"


def test_labels_of_the_head() -> None:
    article = _read(
        f"来源:图书馆  作者:林知远\n学院召开教学工作会议\n发布时间：2025年5月20日 08:30　浏览次数：[12]次\n2025.5.21\n{PARA}"
    )
    assert (article.unit, article.dated) == ("图书馆", date(2025, 5, 20))
    assert article.bylines == (("作者", "林知远"),)
    assert article.dropped == ["浏览次数：[12]次"]
    assert article.body.split("\n") == ["2025.5.21", PARA]


@pytest.mark.parametrize(
    "line", ["2025年5月20日 来源：图书馆", "2025-05-20 08:30 | 供稿：图书馆", "2025.5.20\n来源：图书馆"]
)
def test_a_line_that_begins_with_the_day(line: str) -> None:
    article = _read(f"学院召开教学工作会议\n{line}\n{PARA}")
    assert (article.unit, article.dated, article.body) == ("图书馆", date(2025, 5, 20), PARA)


def test_the_unit_may_stand_at_the_end() -> None:
    article = _read(f"学院召开教学工作会议\n{PARA}\n供稿：图书馆 文/图：林知远\n责编：顾怀章")
    assert (article.unit, article.body) == ("图书馆", PARA)
    assert article.bylines == (("文/图", "林知远"), ("责编", "顾怀章"))


@pytest.mark.parametrize("line", ["2025年5月20日下午的会议", "2025年2月30日", "2025年5月20日 多云"])
def test_a_line_that_only_begins_like_a_day_stays(line: str) -> None:
    article = _read(f"学院召开教学工作会议\n{line}，{PARA}")
    assert (article.dated, article.body) == (None, f"{line}，{PARA}")


def test_a_second_source_is_not_lost() -> None:
    article = _read(f"学院召开教学工作会议\n供稿单位:图书馆 来源:校报 发布日期:\n2025-05-20\n{PARA}")
    assert (article.unit, article.bylines, article.dated) == ("图书馆", (("来源", "校报"),), date(2025, 5, 20))
    assert article.dropped == ["发布日期："]


@pytest.mark.parametrize("line", ["时间：下周三", "发布日期：2025-02-30", "时间：2025年5月20日下午 地点：逸夫楼"])
def test_a_day_that_is_none_stays_in_the_text(line: str) -> None:
    article = _read(f"学院召开教学工作会议\n{line}\n{PARA}")
    assert article.dated is None
    assert article.body == f"{line}\n{PARA}"


@pytest.mark.parametrize("label", ["编者按：", "【编者按】", "编者按", "编者按\n", "编者的话: "])
def test_editors_notes(label: str) -> None:
    article = _read(f"学院召开教学工作会议\n{label}支部的一年\n{PARA}")
    assert (article.editors_note, article.body) == ("支部的一年", PARA)


@pytest.mark.parametrize(
    ("line", "bylines"),
    [
        ("责编:顾怀章", (("责编", "顾怀章"),)),
        ("文/林知远 图/周以宁", (("文", "林知远"), ("图", "周以宁"))),
        ("（文/图：林知远　审核：沈一禾）", (("文/图", "林知远"), ("审核", "沈一禾"))),
        ("撰稿:林知远、周以宁;审核:沈一禾", (("撰稿", "林知远、周以宁"), ("审核", "沈一禾"))),
        ("（通讯员 林知远 摄影 周以宁）", (("通讯员", "林知远"), ("摄影", "周以宁"))),
        ("文字 | 林知远", (("文字", "林知远"),)),
    ],
)
def test_bylines(line: str, bylines: tuple[tuple[str, str], ...]) -> None:
    article = _read(f"学院召开教学工作会议\n{PARA}\n{line}\n海州大学图书馆")
    assert article.bylines == bylines
    assert article.body == f"{PARA}\n海州大学图书馆"


@pytest.mark.parametrize(
    "line", ["图书馆供稿", "编辑部的同志介绍了一年来的工作，并回答了大家的提问。", "审核", "文：", "记者证在会上发放"]
)
def test_lines_that_are_no_bylines(line: str) -> None:
    assert _read(f"学院召开教学工作会议\n{PARA}\n{line}").body.split("\n")[-1] == line


@pytest.mark.parametrize(
    "line",
    [
        "您现在的位置：首页 > 新闻 > 正文",
        "上一篇：学院召开会议",
        "【关闭】",
        "字号：大 中 小",
        "阅读次数：15",
        "未经授权，禁止转载",
        "微信扫一扫分享到朋友圈",
        "版权所有 海州大学",
    ],
)
def test_site_lines(line: str) -> None:
    article = _read(f"{line}\n学院召开教学工作会议\n{PARA}\n{line}")
    assert (article.body, article.dropped) == (PARA, [line, line])


def test_talk_of_sharing_is_no_site_line() -> None:
    assert _body("大家扫一扫会场的二维码签到，会后分享了各自的学习体会，气氛热烈。")[-1].startswith("大家扫一扫")


# --- headings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"坚持学在前头\n{PARA}", "# 坚持学在前头"),
        (f"一、坚持学在前头\n{PARA}", "# 一、坚持学在前头"),
        (f"一、为什么要学？\n{PARA}", "# 一、为什么要学？"),
        (f"（二）抓好日常管理\n{PARA}", "# （二）抓好日常管理"),
        (f"图书馆流通部党支部：\n{PARA}", "图书馆流通部党支部："),
        (f"他们是怎样做的？\n{PARA}", "他们是怎样做的？"),
        ("海州大学图书馆流通部", "海州大学图书馆流通部"),
        (f"（现场照片暂缺）\n{PARA}", "（现场照片暂缺）"),
        (f"Open the door\n{PARA}", "Open the door"),
        (f"党员\n{PARA}", "党员"),
    ],
)
def test_what_a_heading_is(text: str, expected: str) -> None:
    assert _body(text)[0] == expected


def test_levels_of_numbered_headings() -> None:
    text = (
        f"一、坚持学在前头\n（一）学好原文\n{PARA}\n1.每周一课\n{PARA}\n（1）先看后听\n{PARA}\n二、坚持干在实处\n{PARA}"
    )
    assert [line for line in _body(text) if line.startswith("#")] == [
        "# 一、坚持学在前头",
        "## （一）学好原文",
        "### 1.每周一课",
        "#### （1）先看后听",
        "# 二、坚持干在实处",
    ]


def test_a_list_of_short_lines_is_no_row_of_headings() -> None:
    text = "参加学习的党员名单\n1.学习有关文件\n2.讨论工作计划\n3.部署下月工作\n"
    assert not [line for line in _body(text) if line.startswith("#") and not line.endswith("名单")]


def test_markdown() -> None:
    text = (
        f"# 学院召开**教学**工作会议\n\n供稿单位：图书馆\n\n## 第一节\n\n{PARA}见[网站](https://a.cn/b)。\n\n"
        f"![第一次会议](a.jpg)\n\n### 小节\n\n{PARA}\n\n![](b.jpg)\n\n短短的一行没有句号\n\n{PARA}\n"
    )
    article = _read(text, "稿件.md")
    assert article.title == "学院召开教学工作会议"
    assert article.unit == "图书馆"
    assert article.body.split("\n") == [
        *("# 第一节", f"{PARA}见网站。", "【图1】", "## 小节", PARA, "【图2】", PARA),
    ]
    assert article.captions == {1: "第一次会议", 2: "短短的一行没有句号"}


# --- figures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "mark", "caption"),
    [
        ("配图3", "【图3】", None),
        ("图 12", "【图12】", None),
        ("【图7】", "【图7】", None),
        ("（配图一）", "【图1】", None),
        ("配图", "【图1】", None),
        ("[图片]", "【图1】", None),
        ("图2 书库里的党课", "【图2】", "书库里的党课"),
        ("图2：书库里的党课", "【图2】", "书库里的党课"),
        ("【图2】书库里的党课", "【图2】", "书库里的党课"),
        ("【配图2：书库里的党课】", "【图2】", "书库里的党课"),
        ("（图2 书库里的党课）", "【图2】", "书库里的党课"),
        ("配图4\n图为党员在书库上课。", "【图4】", "图为党员在书库上课。"),
        ("配图4\n▲ 党员在书库上课", "【图4】", "党员在书库上课"),
        ("配图4\n书库里的党课", "【图4】", "书库里的党课"),
        ("配图4\n党课", "【图4】", "党课"),
    ],
)
def test_figures(line: str, mark: str, caption: str | None) -> None:
    article = _read(f"学院召开教学工作会议\n{PARA}\n{line}\n{PARA}")
    assert article.body.split("\n") == [PARA, mark, PARA]
    assert article.captions == ({int(mark[2:-1]): caption} if caption else {})


@pytest.mark.parametrize(
    "line", ["图书馆开放", "图1、图2所示的数据来自年报，有出入时以年报为准。", "配图由党员拍摄并提供"]
)
def test_lines_that_are_no_figures(line: str) -> None:
    assert "【图" not in _read(f"学院召开教学工作会议\n{PARA}\n{line}\n{PARA}").body


def test_a_numbered_heading_below_a_figure_is_no_caption() -> None:
    assert _body(f"一、坚持学在前头\n{PARA}\n配图1\n二、坚持干在实处\n{PARA}")[2:4] == ["【图1】", "# 二、坚持干在实处"]


def test_numbers_used_twice_or_missing_are_filled_up() -> None:
    lines = [line for line in _body(f"配图2\n{PARA}\n配图2\n{PARA}\n配图\n{PARA}\n配图1") if line.startswith("【")]
    assert lines == ["【图2】", "【图3】", "【图4】", "【图1】"]


# --- Word ----------------------------------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
STYLES = (
    f'<w:styles {W}><w:style w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>'
    '<w:style w:styleId="x"><w:name w:val="我的标题"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:styleId="o"><w:name w:val="节"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:styleId="r"><w:name w:val="圈"/><w:basedOn w:val="r2"/></w:style>'
    '<w:style w:styleId="r2"><w:name w:val="圈2"/><w:basedOn w:val="r"/></w:style>'
    '<w:style w:styleId="t"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="s"><w:name w:val="Subtitle"/></w:style></w:styles>'
)


def _docx(body: str, styles: str = STYLES, prolog: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", f"{prolog}<w:document {W} {A} {MC}><w:body>{body}</w:body></w:document>")
        if styles:
            archive.writestr("word/styles.xml", styles)
    return buffer.getvalue()


def _p(text: str, style: str = "") -> str:
    marked = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{marked}<w:r><w:t>{text}</w:t></w:r></w:p>"


PICTURE = "<w:p><w:r><w:drawing><a:graphic><a:blip/></a:graphic></w:drawing></w:r></w:p>"
SHAPE = "<w:p><w:r><w:drawing><a:graphic/></w:drawing></w:r></w:p>"


def test_docx() -> None:
    body = (
        _p("学院召开教学工作会议", "t")
        + _p("记一次党课", "s")
        + _p("供稿单位:图书馆")
        + _p("第一节", "x")
        + f"<w:p><w:r><w:t>前</w:t><w:tab/><w:t>半,</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        f"<w:ins><w:r><w:t>后半。</w:t><w:instrText>PAGE</w:instrText><w:br/><w:t>{PARA}</w:t></w:r></w:ins></w:p>"
        + SHAPE
        + PICTURE
        + _p("图3 书库里的党课")
        + _p("小节", "o")
        + "<w:tbl><w:tr><w:tc>"
        + _p("甲")
        + "</w:tc><w:tc>"
        + _p("乙", "r")
        + "</w:tc></w:tr></w:tbl>"
        + "<mc:AlternateContent><mc:Choice>"
        + _p("框")
        + "</mc:Choice><mc:Fallback>"
        + _p("框")
        + "</mc:Fallback>"
        "</mc:AlternateContent>" + "<w:sdt><w:sdtContent>" + _p(PARA) + "</w:sdtContent></w:sdt>" + PICTURE
    )
    article = read_article(_docx(body), "稿件.docx")
    assert (article.title, article.subtitle, article.unit) == ("学院召开教学工作会议", ("记一次党课",), "图书馆")
    assert article.body.split("\n") == [
        *("# 第一节", "前 半，后半。", PARA, "【图3】", "## 小节", "甲", "乙", "框", PARA, "【图1】"),
    ]
    assert article.captions == {3: "书库里的党课"}
    assert article.marks_fixed == 2


def test_docx_without_styles_is_told_by_shape() -> None:
    body = _p("学院召开教学工作会议") + _p(PARA) + _p("坚持学在前头") + _p(PARA)
    assert read_article(_docx(body, styles=""), "稿件.docx").body == f"{PARA}\n# 坚持学在前头\n{PARA}"


# --- what is no article --------------------------------------------------------------------------------------------


def _zip(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


ENTITY = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "是空的"),
        (b"\xef\xbb\xbf\r\n", "没有稿件的文字"),
        ("首页 > 新闻\n关闭\n".encode(), "没有稿件的文字"),
        ("只有标题没有正文的稿件".encode(), "没有正文"),
        (PARA.encode(), "没有认出标题"),
        (("长" * 5000).encode(), "没有认出标题"),
        ("供稿单位：图书馆\n".encode(), "没有认出标题"),
        (("题目\n" + "长" * 500_001).encode(), "五十多万字"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "不是文字稿件"),
        (b"%PDF-1.7", "不是文字稿件"),
        (bytes(range(129, 256)) * 5, "不是文字稿件"),
        (b"<!DOCTYPE html><html></html>", "网页"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧的 Office 格式"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"PK\x03\x04" + bytes(60), "损坏"),
        (_zip(xl__workbook=b""), "不是 Word 文档"),
        (_zip(**{"word__document.xml": b"<w:document"}), "损坏"),
        (_zip(**{"word__document.xml": bytes(70_000_000)}), "大得不正常"),
        (_docx(_p("&b;"), prolog=ENTITY), "不该有的成分"),
        (_docx(_p("甲"), prolog='<?xml version="1.0" encoding="cp037"?>'), "不该有的成分"),
        (_docx(_p("甲"), prolog='<?xml version="1.0" encoding="utf-8"?>'), "没有正文"),
        (_docx("<a:x>" * 200_000 + "</a:x>" * 200_000), "多得不正常"),
        (_docx("<w:p>" + "<w:drawing>" * 50_000 + "</w:drawing>" * 50_000 + "</w:p>"), "多得不正常"),
        (_docx(_p("甲"), styles="<bad"), "损坏"),
        (_docx(""), "没有稿件的文字"),
        (_docx("<w:p>" * 3000 + "</w:p>" * 3000), "多得不正常"),
    ],
)
def test_what_is_no_article(data: bytes, part: str) -> None:
    with pytest.raises(BranchError, match=part):
        read_article(data, "稿件.docx")


def test_gbk_and_control_characters() -> None:
    article = read_article(f"学院\x07召开[/b]会议\r\n{PARA}\u202e\r\n".encode("gb18030"), "稿件.txt")
    assert (article.title, article.body) == ("学院召开[/b]会议", PARA)


TEXTS = st.text(alphabet="学习党课图配一、（）1.2：:|/文责编者按发布日期 \n\n#【】——>。，,x", max_size=120)


@given(TEXTS, st.sampled_from(["a.txt", "a.md"]))
def test_no_text_brings_it_down(text: str, name: str) -> None:
    try:
        article = read_article(text.encode(), name)
    except BranchError as error:
        assert str(error)
    else:
        assert article.title.strip() and article.body.strip()


@pytest.mark.parametrize("part", ["**a ", "__", "[", "![", "[a](", "文：", "配图\n", "学，", "(（", "首页>"])
@pytest.mark.parametrize("name", ["稿件.txt", "稿件.md"])
def test_hostile_parts_are_read_in_linear_time(part: str, name: str) -> None:
    article = _read(f"学院召开教学工作会议\n{PARA}\n{part * 20_000}\n", name)
    assert article.body.startswith(PARA)


LONG = 150_000
HOSTILE: dict[str, Callable[[int], str]] = {  # about so many characters; benchmarks/linear.py tells what they cost
    "labels": lambda size: "文：甲乙\n" * (size // 5),
    "glued labels": lambda size: "发布者:甲学院发布时间:" * (size // 12),
    "names": lambda size: "何田 柳叶青/" * (size // 7),
    "rows": lambda size: "| 甲 | 乙 |\n" * (size // 10),
    "tags": lambda size: "<p " * (size // 3),
    "marks": lambda size: "▲\n" * (size // 2),
    "kin": lambda size: "".join(
        f"配图\n有关工作的第{n}个题目\n{PARA}\n关于学习的{n}件事情\n{PARA}\n" for n in range(size // 75)
    ),
    "site": lambda size: "首页" + " " * size + "a",
    "figure": lambda size: "图" + " " * size + "a",
    "figure in brackets": lambda size: "【图" + " " * size + "a】",
    "hashes": lambda size: "# " + "#" * size + "x",
    "no address": lambda size: "a" * size + ",",
    "half an address": lambda size: "a@" * (size // 2) + "b" + ".c" * (size // 5) + ",",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["稿件.txt", "稿件.md"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_lines_are_read(text: Callable[[int], str], name: str) -> None:
    article = _read(f"学院召开教学工作会议\n{text(LONG)}\n{PARA}\n", name)
    assert article.body.endswith(PARA)  # a quadratic reader takes minutes
