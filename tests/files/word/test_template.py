"""The university's own .docx: inspected before it is opened, tokens filled once, its styles used, hostile ones refused."""

import io
import random
import re
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt

from branchtui.errors import BranchError
from branchtui.files.word.inspection import TOKEN, inspect_docx
from branchtui.files.word.template import inspect_template, look_on, write_on_template
from branchtui.papers.meetings import sign_in
from branchtui.papers.reports import news_report
from branchtui.papers.tree import Paper, Paragraph, Table, Title
from branchtui.typesetting.profile import Template
from branchtui.typesetting.profile_values import Spacing
from tests.files.word.helpers import PICTURES, WP, W, attribute, parts, patched, profile, styles, words, xml
from tests.mutations import mutated
from tests.papers.samples import planned, report

LOOK = profile("jnu-news")
_TABLE_LOOK = re.compile(rb'<w:style w:type="table"(?! w:default).*?</w:style>', re.DOTALL)


def template(body: str = "{{正文}}", *, title: str = "{{标题}}", extra: str = "") -> bytes:
    """A template as an office would make it in Word: a split token, a table, a header, styles of its own."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.left_margin, section.right_margin = Mm(210), Mm(40), Mm(40)
    section.header.paragraphs[0].text = "林海大学新闻中心　{{单位}}"
    document.styles.add_style("正文缩进", WD_STYLE_TYPE.PARAGRAPH)
    heading = document.add_paragraph(style="Title")
    heading.add_run("《")
    heading.add_run(title[:3])
    heading.add_run(title[3:-1])
    heading.add_run(title[-1:] + "》")
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text = "日期"
    table.rows[0].cells[1].text = "{{ 日期 }}"
    if body:
        document.add_paragraph(body)
    if extra:
        document.add_paragraph(extra)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def filled(data: bytes, paper: Paper | None = None, look: Any = LOOK) -> bytes:
    return write_on_template(paper or news_report(report()), look, PICTURES.__getitem__, data)


def test_inspection_tells_tokens_and_styles_without_opening_it() -> None:
    told = inspect_template(template(), LOOK)
    assert set(told.tokens) == {"标题", "日期", "单位", "正文"}
    assert told.mapped["title"] == "Title" and told.mapped["heading1"].casefold() == "heading 1"
    assert "body" in told.following and "caption" in told.mapped and "note" not in told.own
    [remark] = told.remarks
    assert "heading 1" in remark and "不是黑字" in remark
    assert inspect_template(template(title="无题目无"), LOOK).remarks


def test_inspection_does_not_load_python_docx() -> None:
    import subprocess

    code = (
        "import sys; from branchtui.files.word.inspection import TOKEN, inspect_docx;"
        "inspect_docx(sys.stdin.buffer.read()); print('docx' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], input=template(), capture_output=True, check=True)
    assert done.stdout.split() == [b"False"]


def test_tokens_are_filled_in_body_table_and_header_and_the_text_is_whole() -> None:
    data = filled(template())
    said = words(data)
    assert said.startswith(
        "《样板党支部风采｜国际学院办公室党支部：聚焦党建“双创”建设构建“三级”工作格局》日期2026年3月26日编者按："
    )
    assert "{{" not in said and "责编：许清和" in said and "配图1" in said
    header = next(name for name in parts(data) if name.startswith("word/header"))
    assert words(data, header) == "林海大学新闻中心国际学院"
    assert len(list(xml(data).iter(f"{WP}inline"))) == 2


def test_an_undated_report_has_no_day() -> None:
    said = words(filled(template(), news_report(report(dated=None))))
    assert "日期（未填写）" in said and "1年1月1日" not in said


def test_a_value_is_never_expanded_again() -> None:
    paper = Paper("题", "单位{{正文}}", date(2026, 3, 6), "x", (Title("甲{{日期}}{{没有}}"), Paragraph(("{{标题}}",))))
    said = words(filled(template(), paper))
    assert "《甲{{日期}}{{没有}}》" in said and said.endswith("{{标题}}")


def test_whole_paper_token_keeps_the_head() -> None:
    said = words(filled(template("{{全文}}", title="新闻稿。。")))
    assert "供稿单位：国际学院" in said and "编者按" in said


def test_parts_with_a_token_of_their_own_are_not_printed_twice() -> None:
    said = words(filled(template(extra="——{{署名}}——")))
    assert said.count("责编：许清和") == 1 and said.endswith("——责编：许清和——")


def test_styles_come_from_the_profile_the_template_or_us() -> None:
    look = replace(LOOK, template=Template("x.docx", (("body", "正文缩进"),)))
    data = filled(template(), look=look)
    found = styles(data)
    names = {attribute(s.find(f"{W}name"), "val"): i for i, s in found.items()}
    used = {attribute(p, "val") for p in xml(data).iter(f"{W}pStyle")}
    assert names["正文缩进"] in used and names["Title"] in used and "BTBody" not in used
    assert names["编者按"] in used  # ours, added
    assert attribute(found[names["编者按"]].find(f"{W}basedOn"), "val") in found
    with pytest.raises(BranchError, match="是不是“正文缩进”"):
        inspect_template(template(), replace(LOOK, template=Template("x.docx", (("body", "正文缩近"),))))


def test_pictures_and_tables_fit_the_templates_page() -> None:
    width = (210 - 80) * 36000
    for drawing in xml(filled(template())).iter(f"{WP}inline"):
        assert int(drawing.find(f"{WP}extent").get("cx")) <= width
    [*_, grid] = xml(filled(template(), sign_in(planned()))).iter(f"{W}tblGrid")
    assert sum(int(attribute(c, "w")) for c in grid) * 635 <= width + 6350


def test_the_result_is_repeatable_and_ours() -> None:
    data = template()
    assert b"python-docx" in parts(data)["docProps/core.xml"]
    assert b"python-docx" not in parts(filled(data))["docProps/core.xml"]
    assert filled(data) == filled(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (template("{{正 文}}"), "不认识"),
        (template("{{正文。}}"), "是不是“正文”"),
        (template("{{标题|upper}}"), "不认识"),
        (template(""), "没有放正文的地方"),
        (template("前言{{正文}}"), "单独占一段"),
    ],
)
def test_tokens_that_cannot_be_filled(data: bytes, words: str) -> None:
    with pytest.raises(BranchError, match=words):
        filled(data)


GOOD = template()
RELATION = (
    b'<Relationship Id="rId99" Type="http://x/%s" Target="http://h.invalid/x" TargetMode="External"/></Relationships>'
)


def external(kind: bytes) -> Any:
    return lambda old: old.replace(b"</Relationships>", RELATION % kind)


def with_field(code: bytes) -> Any:
    run = b"<w:r>%s</w:r>"
    pieces = (
        run % b'<w:fldChar w:fldCharType="begin"/>',
        run % (b"<w:instrText>" + code[:4] + b"</w:instrText>"),
        run % (b"<w:instrText>" + code[4:] + b"</w:instrText>"),
        run % b'<w:fldChar w:fldCharType="end"/>',
    )
    return lambda old: old.replace(b"<w:sectPr", b"<w:p>" + b"".join(pieces) + b"</w:p><w:sectPr", 1)


def bomb() -> bytes:
    return patched(GOOD, {"word/media/x.png": b"\0" * (65 << 20)})


def swollen() -> bytes:
    return patched(GOOD, {"customXml/item1.xml": b"<a>" + b" " * (4 << 20) + b"</a>"})


def declared(old: bytes) -> bytes:
    doctype = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return old.replace(b"<w:document", doctype + b"<w:document", 1)


def twisted(old: bytes) -> bytes:
    text = declared(old).decode("utf-8").replace("UTF-8", "UTF-16").replace("utf-8", "UTF-16")
    return text.encode("utf-16")


def many_parts() -> bytes:
    return patched(GOOD, {f"x/{n}.xml": b"<a/>" for n in range(2001)})


def encrypted() -> bytes:
    data = bytearray(GOOD)
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def twice() -> bytes:
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning):
        archive.writestr("word/document.xml", b"<a/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: b"PK", "不是完好的"),
        (lambda: b"", "不是完好的"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "有密码"),
        (lambda: GOOD[: len(GOOD) // 2], "不是完好的"),
        (lambda: patched(GOOD, {"word/vbaProject.bin": b"x"}), "宏"),
        (lambda: patched(GOOD, {"word/embeddings/a.xlsx": b"x"}), "嵌入"),
        (
            lambda: patched(GOOD, {"[Content_Types].xml": lambda o: o.replace(b"document.main", b"template.main")}),
            "不是普通的",
        ),
        (
            lambda: patched(
                GOOD,
                {"[Content_Types].xml": lambda o: o.replace(b"wordprocessingml.document.main", b"x.macroEnabled.main")},
            ),
            "宏",
        ),
        (lambda: patched(GOOD, {"word/_rels/document.xml.rels": external(b"attachedTemplate")}), "外部文件"),
        (lambda: patched(GOOD, {"word/_rels/document.xml.rels": external(b"image")}), "外部文件"),
        (lambda: patched(GOOD, {"word/document.xml": with_field(b' DDEAUTO c:\\x "y"')}), "DDEAUTO"),
        (lambda: patched(GOOD, {"word/document.xml": with_field(b" INCLUDETEXT x")}), "INCLUDETEXT"),
        (lambda: patched(GOOD, {"word/document.xml": with_field(b" QUOTE 68 68 69")}), "QUOTE"),
        (
            lambda: patched(
                GOOD,
                {
                    "word/document.xml": lambda o: o.replace(
                        b"<w:sectPr", b'<w:p><w:fldSimple w:instr="DDE x"/></w:p><w:sectPr'
                    )
                },
            ),
            "DDE",
        ),
        (
            lambda: patched(GOOD, {"word/document.xml": lambda o: o.replace(b"<w:sectPr", b"<w:altChunk/><w:sectPr")}),
            "altChunk",
        ),
        (lambda: patched(GOOD, {"word/document.xml": declared}), "DTD"),
        (lambda: patched(GOOD, {"word/document.xml": twisted}), "DTD"),
        (lambda: patched(GOOD, {"word/document.xml": b"<a>"}), "不是完好的 XML"),
        (lambda: patched(GOOD, {"../x.xml": b"<a/>"}), "越界"),
        (bomb, "过大"),
        (swollen, "过大"),
        (many_parts, "过大"),
        (encrypted, "加密"),
        (twice, "重名"),
    ],
)
def test_hostile_templates_are_refused_with_a_sentence(make: Any, words: str) -> None:
    with pytest.raises(BranchError, match=words) as caught:
        inspect_docx(make())
    assert str(caught.value).endswith("。")


def test_a_hyperlink_and_a_page_field_are_harmless() -> None:
    data = patched(
        GOOD,
        {
            "word/_rels/document.xml.rels": external(b"hyperlink"),
            "word/document.xml": with_field(b" PAGE "),
        },
    )
    assert "正文" in inspect_docx(data).tokens


# --- what export could not use, inspection refuses ------------------------------------------------------------------


def changed(old: bytes, new: bytes, part: str = "word/document.xml") -> bytes:
    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new, 1)

    return patched(GOOD, {part: change})


def without_section(old: bytes) -> bytes:
    return re.sub(rb"<w:sectPr.*?</w:sectPr>", b"", old, flags=re.DOTALL)


def in_place(body: bytes) -> bytes:
    """The template with `body` where the paragraph of {{正文}} was."""
    paragraph = re.compile(rb"<w:p>(?:(?!<w:p>).)*?\{\{" + "正文".encode() + rb"\}\}.*?</w:p>", re.DOTALL)
    return patched(GOOD, {"word/document.xml": lambda old: paragraph.sub(lambda m: body.replace(b"@", m[0]), old, 1)})


BOX = b"<w:p><w:r><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'><w:txbxContent>@</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
DRAWN = (
    b'<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    b'<wp:docPr id="%s" name="x"/></wp:inline></w:drawing></w:r></w:p><w:sectPr'
)
NOWHERE = b'<Relationship Id="rId99" Type="http://x/image" Target="%s"/></Relationships>'
RELATIONS = "word/_rels/document.xml.rels"


def related(target: bytes) -> bytes:
    return changed(b"</Relationships>", NOWHERE % target, RELATIONS)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: patched(GOOD, {"word/document.xml": without_section}), "没有页面设置"),
        (lambda: changed(b'w:w="11906"', b'w:w="abc"'), "不是数字"),
        (lambda: changed(b'w:left="2268"', b'w:left="NaN"'), "不是数字"),
        (lambda: changed(b'w:left="2268"', b'w:left="11000"'), "放不下正文"),
        (lambda: changed(b'w:w="11906"', b'w:w="0"'), "放不下正文"),
        (lambda: changed(b'w:w="11906"', b'w:w="999999999"'), "放不下正文"),
        (lambda: changed(b"<w:sectPr", DRAWN % b"abc"), "编号"),
        (lambda: changed(b"<w:sectPr", DRAWN % "²".encode()), "编号"),
        (lambda: changed(b"<w:sectPr", DRAWN % b"4294967295"), "编号"),
        (lambda: related(b"media/none.png"), "没有的部件"),
        (lambda: related(b"#_Toc1"), "没有的部件"),
        (lambda: related(b"../../../../etc/passwd"), "文件之外"),
        (lambda: related(b"/../etc/passwd"), "文件之外"),
        (
            lambda: patched(GOOD, {RELATIONS: lambda o: external(b"image")(o).replace(b'"External"', b'"external"')}),
            "外部文件",
        ),
        (
            lambda: patched(
                GOOD, {RELATIONS: lambda o: external(b"hyperlink")(o).replace(b'"External"', b'"EXTERNAL"')}
            ),
            "TargetMode",
        ),
        (
            lambda: patched(
                GOOD,
                {"word/styles.xml": lambda o: re.sub(rb"<\?xml.*?\?>", b'<?xml version="1.0" encoding="NaN"?>', o)},
            ),
            "编码",
        ),
        (
            lambda: patched(
                GOOD,
                {"word/styles.xml": lambda o: re.sub(rb"<\?xml.*?\?>", b'<?xml version="1.0" encoding="cp037"?>', o)},
            ),
            "编码",
        ),
        (lambda: patched(GOOD, {"word/more.dat": b"x"}), "不是完好的 XML"),
        (
            lambda: changed(
                b'Extension="jpeg" ContentType="image/jpeg"',
                b'Extension="png" ContentType="application/xml"',
                "[Content_Types].xml",
            ),
            "名称与内容不符",
        ),
        (lambda: patched(GOOD, {"word/DOCUMENT.xml": b"<a/>"}), "重名"),
        (
            lambda: patched(
                GOOD, {"word/big.xml": b"<a>" + random.Random(1).randbytes(9 << 20).hex().encode() + b"</a>"}
            ),
            "过大",
        ),
        (lambda: template("前言{{正文}}"), "单独占一段"),
        (
            lambda: patched(
                GOOD, {"word/many.xml": b"<a>" + b"".join(b"<b/>%d" % n for n in range(500_000)) + b"</a>"}
            ),
            "多得不正常",
        ),
        (lambda: in_place(BOX), "文本框"),
        (
            lambda: patched(
                template(""),
                {
                    "word/header1.xml": lambda o: o.replace("{{单位}}".encode(), b"").replace(
                        "林海大学新闻中心　".encode(), "{{正文}}".encode()
                    )
                },
            ),
            "页眉",
        ),
        (lambda: changed(b"<w:styles ", b"<w:p ", "word/styles.xml"), "完好"),
    ],
)
def test_what_export_could_not_use_is_refused_by_inspection(make: Any, words: str) -> None:
    with pytest.raises(BranchError, match=words) as caught:
        inspect_template(make(), LOOK)
    assert str(caught.value).endswith("。")


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("Table Grid", "“Table Grid”是表格样式（body 要用段落样式）"),
        ("Strong", "是字符样式"),
        ("没有的", "没有样式“没有的”"),
    ],
)
def test_a_style_must_be_there_and_be_one_of_paragraphs(style: str, words: str) -> None:
    with pytest.raises(BranchError, match=words):
        inspect_template(GOOD, replace(LOOK, template=Template("x.docx", (("body", style),))))


def test_a_name_of_ours_that_is_a_style_of_another_kind_is_not_used() -> None:
    taken = b'<w:style w:type="character" w:customStyle="1" w:styleId="taken"><w:name w:val="%s"/></w:style></w:styles>'
    data = filled(changed(b"</w:styles>", taken % "公文正文".encode(), "word/styles.xml"))
    used = {attribute(p, "val") for p in xml(data).iter(f"{W}pStyle")}
    assert "taken" not in used and used <= set(styles(data))
    names = [attribute(each.find(f"{W}name"), "val") for each in styles(data).values()]
    assert len(names) == len(set(names))


def test_a_margin_of_nothing_is_a_margin() -> None:
    data = filled(changed(b'w:left="2268"', b'w:left="0"'), sign_in(planned()))
    [*_, grid] = xml(data).iter(f"{W}tblGrid")
    assert sum(int(attribute(c, "w")) for c in grid) > 11906 - 2268 - 1000 - 2268


def test_the_place_of_the_text_may_end_a_section_or_be_all_of_a_cell() -> None:
    section = b"<w:p><w:pPr><w:sectPr><w:pgSz w:w='16838' w:h='11906'/></w:sectPr></w:pPr><w:r><w:t>{{\xe6\xad\xa3\xe6\x96\x87}}</w:t></w:r></w:p>"
    assert len(list(xml(filled(in_place(section))).iter(f"{W}sectPr"))) == 2
    cell = b"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/>@</w:tc></w:tr></w:tbl>"
    paper = Paper("题", "单位", date(2026, 3, 6), "x", (Table(("一",), (("二",),), (40.0,)),))
    for made in (filled(in_place(cell)), filled(in_place(cell), paper)):
        assert all(each[-1].tag == f"{W}p" for each in xml(made).iter(f"{W}tc"))


def test_a_value_in_a_header_of_several_sections_is_not_expanded_again() -> None:
    twice = changed(b"</Relationships>", b"@</Relationships>", RELATIONS)
    header = re.search(rb'<Relationship [^>]*Target="header1.xml"[^>]*/>', parts(twice)[RELATIONS])
    assert header
    again = re.sub(rb'Id="\w+"', b'Id="rId98"', header[0])
    data = patched(twice, {RELATIONS: lambda old: old.replace(b"@", again)})
    paper = Paper("题", "{{日期}}", date(2026, 3, 6), "x", (Title("甲"), Paragraph(("乙",))))
    name = next(name for name in parts(data) if name.startswith("word/header"))
    assert words(filled(data, paper), name) == "林海大学新闻中心{{日期}}"


def scattered(count: int) -> bytes:
    """A template with one paragraph of so many tokens, each over several runs; benchmarks/linear.py tells what it costs."""
    run = b"<w:r><w:t>{{</w:t></w:r><w:r><w:t>\xe6\x97\xa5</w:t></w:r><w:r><w:t>\xe6\x9c\x9f}}%d{</w:t></w:r><w:r><w:t>{\xe5\x8d\x95\xe4\xbd\x8d}}</w:t></w:r>"
    return changed(b"<w:sectPr", b"<w:p>" + b"".join(run % n for n in range(count)) + b"</w:p><w:sectPr")


def test_many_tokens_over_many_runs_are_filled() -> None:
    said = words(filled(scattered(3000)))
    assert "".join(f"2026年3月26日{n}国际学院" for n in range(3000)) in said


HALF_TOKENS: dict[str, Callable[[int], str]] = {
    "spaces": lambda size: "{{" + " " * size + "x",
    "openings": lambda size: "{{ " * (size // 3),
    "braces": lambda size: "{" * size,
}


@pytest.mark.parametrize("tokens", HALF_TOKENS.values(), ids=HALF_TOKENS.keys())
def test_half_a_token_is_none(tokens: Callable[[int], str]) -> None:
    assert TOKEN.search(tokens(300_000)) is None


def _slim(data: bytes) -> bytes:
    """A template without the hundred looks of tables that python-docx brings along: a fault there would touch nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as slim:
        for name in whole.namelist():
            slim.writestr(name, _TABLE_LOOK.sub(b"", whole.read(name)))
    return out.getvalue()


@pytest.mark.parametrize("first", range(0, 500, 25))
@pytest.mark.slow
def test_a_damaged_template_is_refused_or_can_be_printed_on(first: int, seeds: Callable[[range], range]) -> None:
    whole = _slim(template(extra="——{{署名}}——"))
    for seed in seeds(range(first, first + 25)):
        data = mutated(whole, seed)
        try:
            inspect_template(data, LOOK)
        except BranchError as error:
            assert str(error).endswith("。"), seed
        else:
            made = filled(data)
            docx.Document(io.BytesIO(made))
            inspect_docx(made)


def _set_by_hand(style: str = "") -> bytes:
    """A template whose {{正文}} stands in 12 point 宋体, one and a half lines apart."""
    document = docx.Document()
    document.add_paragraph("{{标题}}")
    place = document.add_paragraph(style=style or None)
    run = place.add_run("{{正文}}")
    run.font.size = Pt(12)
    run.font.name = "Arial"
    place.paragraph_format.line_spacing = 1.5
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_text_is_set_as_the_paragraph_where_it_goes() -> None:
    data = filled(_set_by_hand("Quote"))
    found = styles(data)
    used = {attribute(p, "val") for p in xml(data).iter(f"{W}pStyle")}
    assert {"BTBody", "BTNote", "BTAddressee", "BTByline"} <= used
    for style_id in ("BTBody", "BTNote", "BTAddressee", "BTByline"):
        style = found[style_id]
        assert attribute(style.find(f"{W}basedOn"), "val") == "Quote"
        assert attribute(style.find(f"{W}rPr/{W}sz"), "val") == "24"
        assert attribute(style.find(f"{W}pPr/{W}spacing"), "line") == "360"
    indents = {i: attribute(found[i].find(f"{W}pPr/{W}ind"), "firstLineChars") for i in ("BTBody", "BTAddressee")}
    assert indents == {"BTBody": "200", "BTAddressee": "0"}, "a template without an indent leaves ours"
    assert attribute(found["BTBody"].find(f"{W}rPr/{W}rFonts"), "ascii") == "Arial"
    assert attribute(found["BTNote"].find(f"{W}rPr/{W}rFonts"), "eastAsia") == "楷体_GB2312"
    assert attribute(found["BTByline"].find(f"{W}pPr/{W}jc"), "val") == "right"


def test_a_style_that_is_named_goes_before_the_paragraph() -> None:
    look = replace(LOOK, template=Template("x.docx", (("body", "Body Text"),)))
    data = _set_by_hand()
    told = inspect_template(data, look)
    assert told.following == () and told.mapped["body"] == "Body Text"
    assert "BTBody" not in {attribute(p, "val") for p in xml(filled(data, look=look)).iter(f"{W}pStyle")}


def test_pages_before_printing_are_those_of_the_template() -> None:
    look = look_on(replace(LOOK, template=Template("x.docx", ())), _set_by_hand())
    assert (round(look.page.width), round(look.page.left, 1), look.page.lines) == (216, 31.8, 0)
    body = look.elements.body
    assert (body.size, body.line, body.indent) == (12.0, Spacing("times", 1.5), 2.0)
    assert look.elements.caption.size == 9.0, "its style of that name"
    assert look.elements.meta.line == Spacing("exact", 28.95)
