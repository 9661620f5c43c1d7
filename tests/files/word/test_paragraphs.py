"""How paragraphs are set that a person looks at: labels, by-lines, titles with subtitles, long words."""

from dataclasses import replace

import pytest

from branchtui.files.word.writer import write
from branchtui.papers.tree import Byline, Emphasis, Meta, Paragraph, Picture, Subtitle, Table, Title
from branchtui.typesetting.compose import compose
from branchtui.typesetting.pages import lay
from branchtui.typesetting.rows import Box
from tests.files.word.helpers import PICTURES, WP, W, attribute, made, paper, profile, xml


def lines_of(data: bytes) -> list[str]:
    """The lines of a document as they were set: paragraphs, and what is broken within them."""
    lines = []
    for paragraph in xml(data).iter(f"{W}p"):
        lines.append("")
        for element in paragraph.iter():
            if element.tag == f"{W}br":
                lines.append("")
            lines[-1] += (element.text or "") if element.tag == f"{W}t" else ""
    return lines


@pytest.mark.parametrize(("name", "label"), [("gbt9704", "黑体"), ("plain", "黑体"), ("songti", "")])
def test_labels_stand_out_by_a_font_of_their_own_before_bold(name: str, label: str) -> None:
    look = profile("inline-songti" if name == "songti" else name)
    if name == "songti":
        headings = replace(look.elements.heading1, font=look.elements.body.font)
        look = replace(look, elements=replace(look.elements, heading1=headings))
    data = write(paper(Paragraph((Emphasis("主持·人："), "欧阳"))), look, PICTURES.__getitem__)
    runs = list(xml(data).iter(f"{W}r"))
    *labels, name_run = runs[1:] if label else runs
    fonts = [run.find(f"{W}rPr/{W}rFonts") for run in labels]
    assert {each.get(f"{W}eastAsia", "") for each in fonts} == {label}
    assert {run.find(f"{W}rPr/{W}b") is not None for run in labels} == {not label}
    assert runs[0].find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") is None, "by which checkers know the text's font"
    assert name_run.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") is None


def test_only_a_paragraph_with_a_long_latin_word_may_break_it() -> None:
    data = made(Paragraph(("电话0755-8888-0000-123，共16人。",)), Paragraph(("见https://example.edu.cn/news。",)))
    broken = [p.find(f"{W}pPr/{W}wordWrap") for p in xml(data).iter(f"{W}p")]
    assert [each is not None and attribute(each, "val") == "0" for each in broken] == [False, True]


def test_bylines_break_between_pairs_and_names_alone() -> None:
    pairs = (("文", "欧阳思齐、贺小川"), ("图", "赵甲"), ("初审", "葛文"), ("复审", "司马长风"), ("终审", "林知远"))
    data = made(Byline(pairs))
    assert lines_of(data) == ["文：欧阳思齐、贺小川　图：赵甲　初审：葛文", "复审：司马长风　终审：林知远"]
    many = "、".join(["欧阳思齐", "贺小川", "司马长风"] * 4)
    lines = lines_of(made(Byline((("文", many), ("图", "赵甲")))))
    assert lines[0].endswith("、") and all(line[:2] in ("文：", "欧阳", "贺小", "司马") for line in lines)
    assert "".join(lines).replace("　", "") == f"文：{many}图：赵甲"


def test_a_subtitle_behind_a_dash_needs_no_colon() -> None:
    look = profile("jnu-news")
    blocks = (Title("把论文写在车间里"), Subtitle("——记材料学院博士生党支部的三年"))
    assert lines_of(write(paper(*blocks), look, PICTURES.__getitem__)) == [
        "把论文写在车间里",
        "——记材料学院博士生党支部的三年",
    ]


def test_labels_below_a_title_break_where_the_sense_allows() -> None:
    place = "林海大学石牌校区行政办公楼三楼学术报告厅东侧会议室（南门进，请带校园卡）"
    data = made(Title("题"), Meta((("时间", "2026年3月26日15:00"), ("地点", place))))
    first, *lines = lines_of(data)[1:]
    assert first == "时间：2026年3月26日15:00" and len(lines) == 2 and "".join(lines) == f"地点：{place}"
    assert not lines[0].endswith("（") and "校区" in lines[0]


def test_the_frame_of_a_lost_picture_has_a_line_between_it_and_a_table_else_word_joins_them() -> None:
    table = Table(("甲", "乙"), (("1", "2"),), (60, 60))
    body = xml(made(table, Picture(1, "x", "合影", pixels=(900, 600), lost="照片缺失")))[0]
    assert [child.tag.removeprefix(W) for child in body] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_a_picture_is_as_large_in_the_file_as_on_the_pages_before() -> None:
    text = Paragraph(("字" * (28 * 13 - 2),))
    look = profile("gbt9704")
    for blocks in ((text, Picture(1, "one", "合影")), (text, Picture(1, "one", "合影", width=40))):
        layout = lay(compose(paper(*blocks), look), look, lambda sha: (900, 600))
        [box] = [row for page in layout.pages for row in page.rows if isinstance(row, Box)]
        [drawing] = xml(made(*blocks)).iter(f"{WP}inline")
        assert int(drawing.find(f"{WP}extent").get("cx")) == pytest.approx(box.width * 12700, abs=1)
        assert len(layout.pages) == 1
