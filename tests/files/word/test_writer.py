"""The writer: numbers of the profile in the XML, determinism, nothing lost, pictures, tables, sign-off."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from branchtui.errors import BranchError
from branchtui.files.word.writer import write
from branchtui.papers.meetings import agenda, minutes, notice, resolution, sign_in
from branchtui.papers.reports import news_report
from branchtui.papers.tree import (
    Blank,
    Byline,
    Emphasis,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Signatures,
    SignOff,
    Table,
    Title,
)
from branchtui.typesetting.profile import ELEMENTS, TWIPS_PER_MM
from tests.files.word.helpers import (
    PICTURES,
    WP,
    W,
    attribute,
    made,
    paper,
    parts,
    picture,
    profile,
    styles,
    words,
    xml,
)
from tests.papers.samples import meeting, planned, report

PROFILES = ("jnu-news", "gbt9704", "inline-songti", "separate-pictures", "plain")
IDS = {"title": "Title", "body": "BTBody", "heading1": "Heading1", "caption": "Caption", "note": "BTNote"}


def test_a_sheet_says_how_it_lies() -> None:
    table = Table(("序号", "内容"), (("1", "窗口咨询"),), (25, 130))
    for sheet, size in (("usual", "28"), ("dense", "24")):
        data = write(replace(paper(Title("台账"), table), sheet=sheet), profile("gbt9704"), PICTURES.__getitem__)
        found = next(xml(data).iter(f"{W}pgSz"))
        assert (attribute(found, "w"), attribute(found, "h"), found.get(f"{W}orient")) == ("11906", "16838", None)
        assert attribute(next(styles(data)["BTTableText"].iter(f"{W}sz")), "val") == size
    hung = write(
        replace(paper(Title("岗"), Paragraph(("一句。",))), sheet="hung"), profile("gbt9704"), PICTURES.__getitem__
    )
    assert next(xml(hung).iter(f"{W}pgSz")).get(f"{W}orient") == "landscape"
    assert not [name for name in parts(hung) if "footer" in name], "no page number on a plate"


@pytest.mark.parametrize("name", PROFILES)
def test_the_xml_has_the_profiles_numbers(name: str) -> None:
    look = profile(name)
    data = write(news_report(report()), look, PICTURES.__getitem__)
    document, found = xml(data), styles(data)
    margins = next(document.iter(f"{W}pgMar"))
    for side in ("top", "bottom", "left", "right"):
        assert int(attribute(margins, side)) == round(getattr(look.page, side) * TWIPS_PER_MM)
    for element, style_id in IDS.items():
        face, style = look.elements[element], found[style_id]
        assert attribute(style.find(f".//{W}rFonts"), "eastAsia") == face.font
        assert int(attribute(style.find(f".//{W}sz"), "val")) == face.size * 2
        assert (style.find(f".//{W}b") is not None) == face.bold
        spacing = style.find(f"{W}pPr/{W}spacing")
        times = face.line.value * face.size * 1.3 * 20  # said in points: fonts differ in how high their lines are
        expected = {"grid": look.page.pitch, "exact": face.line.value * 20, "times": times}
        assert int(attribute(spacing, "line")) == round(expected[face.line.rule])
        assert attribute(spacing, "lineRule") == "exact"
    assert len(list(document.iter(f"{W}docGrid"))) == bool(look.page.lines)
    settings = parts(data)["word/settings.xml"].decode("utf-8")
    assert ("evenAndOddHeaders" in settings) == (look.page.number_place == "outside")
    assert ("word/footer1.xml" in parts(data)) == (look.page.number_place != "none")
    assert (len(list(document.iter(f"{WP}inline"))) == 2) == (look.pictures.handling == "inline")


def test_gbt9704_grid_is_portable_and_words_own_on_demand() -> None:
    look = profile("gbt9704")
    grid = next(xml(write(paper(Title("题")), look, PICTURES.__getitem__)).iter(f"{W}docGrid"))
    assert (attribute(grid, "type"), attribute(grid, "linePitch")) == ("lines", "579")
    word = replace(look, page=replace(look.page, grid="word"))
    data = write(paper(Title("题")), word, PICTURES.__getitem__)
    grid = next(xml(data).iter(f"{W}docGrid"))
    assert (attribute(grid, "type"), attribute(grid, "charSpace")) == ("linesAndChars", "-842")
    assert styles(data)["Normal"].find(f"{W}rPr/{W}spacing") is None


def test_lines_of_exact_height_go_by_the_grid_only_where_it_spaces_the_characters() -> None:
    """LibreOffice moves a line with Latin in it by a part of a point on a grid, so lines lay unevenly."""
    look = profile("gbt9704")
    for grid, off in (("portable", True), ("word", False)):
        data = write(paper(Title("题")), replace(look, page=replace(look.page, grid=grid)), PICTURES.__getitem__)
        assert (styles(data)["BTBody"].find(f"{W}pPr/{W}snapToGrid") is not None) == off


def test_fonts_that_a_machine_may_lack_have_other_names() -> None:
    table = xml(made(Title("题")), "word/fontTable.xml")
    names = {attribute(font, "name"): font.find(f"{W}altName") for font in table}
    assert set(names) == {"Times New Roman", *(profile("gbt9704").elements[e].font for e in ELEMENTS)}
    assert all(names[font] is not None for font in ("仿宋_GB2312", "楷体_GB2312", "方正小标宋简体"))


def test_the_same_input_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    code = (
        "import sys,pathlib;from tests.files.word.helpers import PICTURES, profile;from tests.papers.samples import report;"
        "from branchtui.papers.reports import news_report;from branchtui.files.word.writer import write;"
        "pathlib.Path(sys.argv[1]).write_bytes(write(news_report(report()), profile('jnu-news'), PICTURES.__getitem__))"
    )
    here = write(news_report(report()), profile("jnu-news"), PICTURES.__getitem__)
    for seed, zone in (("0", "UTC"), ("42", "Asia/Shanghai")):
        target = tmp_path / f"{seed}.docx"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, "-c", code, str(target)], check=True, env=environment)
        assert target.read_bytes() == here


def test_zip_is_in_order_without_the_clock() -> None:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(made(Title("题"), Picture(1, "one")))) as archive:
        members = archive.infolist()
    assert members[0].filename == "[Content_Types].xml"
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    stored = {m.filename: m.compress_type for m in members}
    assert stored["word/media/image1.jpg"] == zipfile.ZIP_STORED


def test_properties_say_whose_paper_it_is_and_nothing_of_the_tool() -> None:
    core = parts(made(Title("题")))["docProps/core.xml"].decode("utf-8")
    for part in ("<dc:title>题<", "林海大学", "zh-CN", "2026-03-06T00:00:00Z", "通知"):
        assert part in core
    assert "python" not in core


@pytest.mark.parametrize(
    "text",
    [
        "长" * 5000,
        '[/b] [link=x] {{标题}} <w:t> & "引号" \']]>',
        "𠮷㛃䶮·阿卜杜热西提·阿卜杜热合曼",
        "😀🏳 Pneumonoultramicroscopicsilicovolcanoconiosis" * 9,
        "x" * 900,
    ],
)
def test_nothing_is_lost_wherever_it_stands(text: str) -> None:
    table = Table(("序号", text), (("1", text),), (20, 100))
    blocks = (
        Title(text),
        Heading(text),
        Paragraph((text, Emphasis(text))),
        table,
        Byline((("文", text),)),
        SignOff(text),
    )
    said = words(made(*blocks, Picture(1, "", text), Picture(2, "one", text)))
    assert said.count("".join(text.split())) == 10


def test_what_xml_forbids_is_dropped() -> None:
    assert words(made(Title("甲\x00\x1b乙\ufffe\ud800\u202e丙\ufeff"))) == "甲乙丙"


def test_title_lines_and_kept_line_ends() -> None:
    data = made(Title("关于召开林海大学国际学院办公室党支部2026年3月党员大会的通知"))
    [first, *_] = xml(data).iter(f"{W}p")
    assert [t.text for t in first.iter(f"{W}t")] == ["关于召开林海大学国际学院办公室党支部", "2026年3月党员大会的通知"]


def test_numbers_of_headings_are_literal_and_start_anew() -> None:
    blocks = (
        Heading("甲", 1, numbered=True),
        Heading("子", 2, numbered=True),
        Heading("丑", 2, numbered=True),
        Heading("乙", 1, numbered=True),
        Heading("寅", 2, numbered=True),
        Heading("一、已有", 1, numbered=True),
        Heading("不要"),
        Heading("时间：", 1, numbered=True, rest="明天。"),
    )
    assert words(made(*blocks)) == "一、甲（一）子（二）丑二、乙（一）寅一、已有不要三、时间：明天。"
    assert words(made(*blocks, name="plain")) == "甲子丑乙寅一、已有不要时间：明天。"


def test_a_picture_stands_on_the_grid_with_caption_and_alt_text() -> None:
    data = made(Picture(1, "one", "合影"), Picture(2, "one"), Picture(3, "two"), Picture(4, "small", alt="小图"))
    document = xml(data)
    drawings = list(document.iter(f"{WP}inline"))
    assert len([n for n in parts(data) if n.startswith("word/media/")]) == 3
    assert [d.find(f"{WP}docPr").get("descr") for d in drawings] == ["合影", "配图2", "配图3", "小图"]
    assert len({d.find(f"{WP}docPr").get("id") for d in drawings}) == 4
    pixels = [(900, 600), (900, 600), (600, 900), (90, 60)]
    for drawing, (across, down) in zip(drawings, pixels, strict=True):
        width, height = (int(drawing.find(f"{WP}extent").get(k)) for k in ("cx", "cy"))
        assert width / height == pytest.approx(across / down, rel=0.01)
        assert width <= 8845 * 635 and height <= 9 * 579 * 635
        assert width <= across * 9525  # never enlarged beyond 96 dpi
        assert drawing.get("distL") == "0"
    codes = [t.text.strip() for t in document.iter(f"{W}instrText")]
    assert codes == [r"SEQ 配图 \* ARABIC"] * 4
    assert "配图1　合影" in "".join(t.text or "" for t in document.iter(f"{W}t"))


def test_a_figure_without_a_picture_shows_its_mark() -> None:
    data = made(Picture(2, "", "合影"))
    assert words(data) == "【图2】合影" and not list(xml(data).iter(f"{WP}inline"))


def test_separate_pictures_are_never_asked_for() -> None:
    data = write(paper(Picture(1, "one", "合影")), profile("separate-pictures"), {}.__getitem__)
    assert words(data) == "【图1】合影"


def test_a_broken_picture_is_said() -> None:
    for blob in (b"", b"GIF8", b"\xff\xd8\xff\xe0abc", b"\x89PNG\r\n\x1a\n"):
        with pytest.raises(BranchError, match="换一张"):
            write(paper(Picture(1, "x")), profile("gbt9704"), lambda _, blob=blob: blob)  # type: ignore[misc]


def test_only_a_row_that_no_page_has_room_for_may_part() -> None:
    rows = (("1", "短"), ("2", "很长的完成情况。" * 200), ("3", "短"))
    data = made(Title("任务"), Table(("序号", "完成情况"), rows, (20, 60), "cl"))
    found = list(xml(data).iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}cantSplit") is None for row in found] == [False, False, True, False]
    assert int(attribute(found[2].find(f"{W}trPr/{W}trHeight"), "val")) < 1000


def test_tables_repeat_their_header_and_never_split_a_row() -> None:
    rows = tuple((str(n), "林知远" * (n % 7), "") for n in range(61))
    data = made(Title("签到表"), Table(("序号", "姓名", "备注"), rows, (20, 60, 200), "clr"))
    [table] = xml(data).iter(f"{W}tbl")
    found = table.findall(f"{W}tr")
    assert len(found) == 62
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in found] == [True] + [False] * 61
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in found)
    assert sum(int(attribute(c, "w")) for c in table.find(f"{W}tblGrid")) <= 8850
    assert [attribute(jc, "val") for jc in found[1].iter(f"{W}jc")] == ["left", "right"]
    first, *heights = [int(attribute(row.find(f"{W}trPr/{W}trHeight"), "val")) for row in found]
    assert all((height + 3) % 579 == 0 for height in heights)
    assert (first + 13) % 579 == 0, "the table has an edge more than rows"


def test_a_table_without_header_and_with_short_rows() -> None:
    data = made(Table((), (("甲",), ("乙", "丙", "丁")), (30, 30)))
    assert words(data) == "甲乙丙" and b"tblHeader" not in parts(data)["word/document.xml"]


@pytest.mark.parametrize(
    ("seal", "unit", "unit_right", "day_right"),
    [
        (False, "林海大学国际学院办公室党支部", 200, 800),
        (False, "党支部", 700, 200),
        (True, "党支部", 550, 400),
        (True, "林海大学国际学院办公室党支部", 0, 400),
    ],
)
def test_sign_off_with_and_without_seal(seal: bool, unit: str, unit_right: int, day_right: int) -> None:
    """GB/T 9704-2012, 7.3.5.1 and 7.3.5.2."""
    look = profile("gbt9704")
    look = replace(look, signoff=replace(look.signoff, seal=seal))
    data = write(paper(Paragraph(("正文。",)), SignOff(unit, date(2026, 3, 2))), look, PICTURES.__getitem__)
    *_, first, second = xml(data).iter(f"{W}p")
    indents = [[int(attribute(ind, "rightChars")) for ind in p.iter(f"{W}ind")] for p in (first, second)]
    assert indents == [[unit_right] if unit_right else [], [day_right]]
    kept = [p.find(f"{W}pPr/{W}keepNext") is not None for p in xml(data).iter(f"{W}p")]
    assert kept[-4:] == [True, True, True, False]


@pytest.mark.parametrize(
    ("place", "order"), [("end", "题编正责"), ("before_text", "题编责正"), ("after_title", "题责编正")]
)
def test_the_byline_stands_where_the_profile_says(place: str, order: str) -> None:
    look = profile("gbt9704")
    look = replace(look, byline=replace(look.byline, place=place))
    blocks = (Title("题"), Paragraph(("编",), "note"), Paragraph(("正",)), Byline((("责", "许清和"),)))
    said = words(write(paper(*blocks), look, PICTURES.__getitem__)).replace("：许清和", "")
    assert said == order


def test_bylines_on_lines_of_their_own_in_brackets() -> None:
    look = profile("inline-songti")
    look = replace(look, byline=replace(look.byline, lines="each"))
    data = write(paper(Byline((("文", "甲"), ("图", "乙")))), look, PICTURES.__getitem__)
    assert words(data) == "（文/甲）（图/乙）"


@pytest.mark.parametrize(
    ("kicker", "subtitle", "lines"),
    [
        ("joined", "joined", ["样板党支部风采｜国际学院办公室党支部：", "聚焦党建“双创”建设", "构建“三级”工作格局"]),
        ("above", "below", ["样板党支部风采", "国际学院办公室党支部", "聚焦党建“双创”建设", "构建“三级”工作格局"]),
        ("none", "none", ["国际学院办公室党支部"]),
    ],
)
def test_kicker_and_subtitles(kicker: str, subtitle: str, lines: list[str]) -> None:
    look = profile("jnu-news")
    look = replace(look, title=replace(look.title, kicker=kicker, subtitle=subtitle))
    data = write(news_report(report(body="", editors_note="", figures={}, bylines=())), look, PICTURES.__getitem__)
    said = [t.text for t in xml(data).iter(f"{W}t")]
    assert said[:-1] == lines
    assert said[-1] == "供稿单位：国际学院　　发布日期：2026年3月26日"


def test_dates_follow_the_profile() -> None:
    assert "发布日期：2026-03-26" in words(write(news_report(report()), profile("plain"), PICTURES.__getitem__))


def test_page_break_and_blank_line() -> None:
    document = xml(made(Paragraph(("甲",)), Blank(), PageBreak(), Paragraph(("乙",))))
    assert [attribute(br, "type") for br in document.iter(f"{W}br")] == []
    *_, blank, first = document.iter(f"{W}p")
    assert first.find(f"{W}pPr/{W}pageBreakBefore") is not None and blank.find(f"{W}pPr/{W}pageBreakBefore") is None
    assert len(list(document.iter(f"{W}p"))) == 3, "no empty line at the head of the new page"


def test_a_table_and_the_end_of_a_paper_get_a_page_by_a_break() -> None:
    document = xml(made(Paragraph(("甲",)), PageBreak(), Table((), (("乙",),), (155,)), PageBreak(), PageBreak()))
    assert [attribute(br, "type") for br in document.iter(f"{W}br")] == ["page"] * 3


def test_middle_dots_and_quotes_keep_the_chinese_font() -> None:
    document = xml(made(Paragraph(("古丽·热合曼说“好”——…",))))
    runs = {
        "".join(t.text or "" for t in run.iter(f"{W}t")): run.find(f"{W}rPr/{W}rFonts")
        for run in document.iter(f"{W}r")
    }
    assert all(attribute(fonts, "hint") == "eastAsia" for fonts in runs.values())
    assert attribute(runs["·"], "hAnsi") == "仿宋_GB2312"


@pytest.mark.parametrize("make", [notice, agenda, sign_in])
@pytest.mark.parametrize("name", PROFILES)
def test_every_paper_can_be_written_in_every_look(make: object, name: str) -> None:
    assert words(write(make(planned()), profile(name), PICTURES.__getitem__))  # type: ignore[operator]


@pytest.mark.parametrize("make", [minutes, resolution])
def test_papers_of_a_held_meeting(make: object) -> None:
    data = write(make(meeting()), profile("gbt9704"), PICTURES.__getitem__)  # type: ignore[operator]
    assert "𠮷川遥" in words(data) or "同意本学期学习计划" in words(data)


def test_docx_is_not_loaded_before_something_is_written() -> None:
    code = "import sys, branchtui.files.word.writer, branchtui.files.word.template; print('docx' in sys.modules, 'lxml' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert out.stdout.split() == ["False", "False"]


def test_pictures_of_any_size_fit() -> None:
    for size in ((1, 1), (4000, 10), (10, 4000)):
        data = write(paper(Picture(1, "x")), profile("gbt9704"), lambda _, size=size: picture(*size))  # type: ignore[misc]
        [drawing] = xml(data).iter(f"{WP}inline")
        assert int(drawing.find(f"{WP}extent").get("cx")) > 0


def test_signatures_are_never_alone_on_a_page() -> None:
    [*_, closing, blank, signatures] = xml(made(Paragraph(("正文。",)), Signatures(("主持人", "记录人")))).iter(f"{W}p")
    kept = [p.find(f"{W}pPr/{W}keepNext") is not None for p in (closing, blank, signatures)]
    assert kept == [True, True, False]
    assert [t.text for t in signatures.iter(f"{W}t")] == ["主持人（签名）：", "记录人（签名）："]
    [stop] = signatures.iter(f"{W}tabs")
    assert len(list(signatures.iter(f"{W}tab"))) == 2  # its place, and the way to it
    assert attribute(stop[0], "pos") == "4742"


def test_the_last_row_of_a_table_stays_with_the_signature_below() -> None:
    def rows(count: int) -> list[tuple[int, list[bool]]]:
        table = Table(("序号",), tuple((str(number),) for number in range(count)), (50.0,))
        document = xml(made(table, SignOff("支部", date(2026, 3, 1))))
        return [
            (
                int(attribute(next(row.iter(f"{W}trHeight")), "val")),
                [p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p")],
            )
            for row in document.iter(f"{W}tr")
        ]

    assert [kept for _, kept in rows(3)] == [[False], [False], [False], [True]], "the header's style keeps it"
    short, long = rows(10), rows(20)
    assert len({height for height, _ in short[1:]}) == 1
    heights = [height for height, _ in long[1:]]
    assert len(set(heights[:-1])) == 1 and heights[0] > heights[-1], (
        "so much higher that the last goes to the next page"
    )


def test_two_tables_are_apart() -> None:
    table = Table(("甲",), (("一",),), (50.0,))
    body = xml(made(table, table)).find(f"{W}body")
    tags = [child.tag.removeprefix(W) for child in body]
    assert tags[tags.index("tbl") :][:3] == ["tbl", "p", "tbl"]


def test_a_kicker_on_its_own_line_needs_no_mark() -> None:
    long = "林海大学国际学院行政办公室党支部"
    data = write(news_report(report(title=long, subtitles=())), profile("jnu-news"), PICTURES.__getitem__)
    [first, *_] = xml(data).iter(f"{W}p")
    assert next(t.text for t in first.iter(f"{W}t")) == "样板党支部风采"


def test_a_paper_without_a_day_can_be_written() -> None:
    undated = Paper("题", "林海大学", date.min, "通知", (Title("题"),))
    core = parts(write(undated, profile("gbt9704"), PICTURES.__getitem__))["docProps/core.xml"].decode("utf-8")
    assert "2000-01-01T00:00:00Z" in core
