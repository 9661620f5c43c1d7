"""Articles, rosters and templates changed at random, and odd articles: a draft or a sentence, never anything else."""

import io
import random
import time
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from tests.attack.conftest import Branch, Tally, judge
from tests.attack.judge import run
from tests.attack.packages import mutate, pack, text_cell, unpack, workbook
from tests.conftest import Sample

_PROFILE = """based_on = "jnu-news"
label = "模板"
[template]
file = "{file}"
[template.styles]
body = "Normal"
"""
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SECONDS = 20  # the longest that one import may take on a busy machine


def article() -> bytes:
    """An article with headings, a table, a picture's place, a footnote's mark and by-lines."""
    document = docx.Document()
    document.add_heading("办公室党支部开展“读原著学原文”主题党日活动", 0)
    document.add_paragraph("供稿单位：国际商学院　日期：2026-03-05")
    for number in range(6):
        document.add_heading(f"{'一二三四五六'[number]}、第{number}部分", 1)
        document.add_paragraph("支部党员逐段研读原文，并结合岗位谈了体会。" * 3)
    document.add_table(2, 2).cell(0, 0).text = "表"
    document.add_paragraph("（文：周以宁 图：沈一禾 审核：林知远）")
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def template() -> bytes:
    """A template with every token that a report needs."""
    document = docx.Document()
    document.styles.add_style("正文缩进", WD_STYLE_TYPE.PARAGRAPH)
    for token in ("{{标题}}", "{{单位}} {{日期}}", "{{正文}}"):
        document.add_paragraph(token)
    document.sections[0].header.paragraphs[0].text = "{{单位}}"
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def roster() -> bytes:
    heads = ("姓名", "工号", "人员类别", "入党时间", "转正时间")
    people = [
        ("甲乙丙", "20190001", "正式党员", "2010-06-01", "2011-06-01"),
        ("丁戊己", "20190002", "正式党员", "2012-06-01", "2013-06-01"),
    ]
    rows = "".join(
        f'<row r="{number}">{"".join(text_cell(f"{chr(65 + place)}{number}", text) for place, text in enumerate(row))}</row>'
        for number, row in enumerate((heads, *people), 1)
    )
    return pack(workbook(rows))


@pytest.mark.timeout(3000)
def test_mutated_xml(command, tmp_path: Path, tally: Tally, sample: Sample) -> None:
    sources = ((article(), "article", ".docx"), (roster(), "roster", ".xlsx"))
    for number in range(sample(500)):
        data, thing, ending = sources[number % 2]
        path = tmp_path / f"文件{ending}"
        path.write_bytes(mutate(data, random.Random(number)))
        started = time.monotonic()
        answer, problems = command("import", thing, str(path))
        problems += [f"took {taken:.0f} s"] if (taken := time.monotonic() - started) > SECONDS else []
        tally.count(f"mutation {number} of the {thing} → {answer.code}", problems)
    tally.close()


@pytest.mark.timeout(3000)
def test_hostile_templates(command, branch: Branch, tmp_path: Path, tally: Tally, sample: Sample) -> None:
    """What inspection calls fit, export and the pages before it can use."""
    good = template()
    files = [good, *_templates(good)]
    files += [mutate(good, random.Random(1000 + number)) for number in range(400)]
    for number, data in enumerate(files[: max(12, sample(len(files)))]):
        path = tmp_path / "模板.docx"
        path.write_bytes(data)
        told, problems = command("template", "inspect", str(path))
        if told.code == 0:
            wanted = tmp_path / "模板.toml"
            wanted.write_text(_PROFILE.format(file=path), encoding="utf-8")
            stored, more = command("profiles", "add", str(wanted), fresh=False)
            exported, last = command(
                "export", "report", branch.report, "--profile", "模板", "-o", str(tmp_path / "out.docx"), fresh=False
            )
            problems += more + last
            if stored.code == 0 and exported.code:
                problems.append(f"inspected as fit, but export says: {exported.err[-120:]}")
        tally.count(f"template {number} → {told.code}", problems)
    tally.close()


def _templates(good: bytes) -> list[bytes]:
    """Templates with one thing that no export could use, or that none should."""
    whole = unpack(good)
    document = whole["word/document.xml"]

    def with_document(old: bytes, new: bytes) -> bytes:
        return pack({**whole, "word/document.xml": document.replace(old, new)})

    rels = whole["word/_rels/document.xml.rels"]

    def with_relation(target: str, more: str = "") -> bytes:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
        new = f'<Relationship Id="rIdX" Type="{kind}" Target="{target}" {more}/></Relationships>'.encode()
        return pack({**whole, "word/_rels/document.xml.rels": rels.replace(b"</Relationships>", new)})

    first = document.index(b"<w:sectPr")
    last = document.index(b"</w:sectPr>") + len(b"</w:sectPr>")
    no_page = document[:first] + document[last:]
    values = ("abc", "-1", "0", "²", "1e9", "", "99999999999999999999", "1440.5")
    return [
        pack({**whole, "word/document.xml": no_page}),
        *(with_document(b'w:w="12240"', f'w:w="{value}"'.encode()) for value in values),
        *(with_document(b'w:left="1800"', f'w:left="{value}"'.encode()) for value in values),
        with_document(b'w:left="1800" w:right="1800"', b'w:left="9000" w:right="9000"'),
        *(with_relation(target) for target in ("media/none.png", "../../../../etc/passwd", "/etc/passwd", "", "media\\none.png", "%2e%2e/x")),
        *(with_relation("http://example.invalid/x.png", f'TargetMode="{mode}"') for mode in ("external", "EXTERNAL", "External", " External ")),
        with_document("{{正文}}".encode(), "前{{正文}}后".encode()),
        with_document("{{正文}}".encode(), "{{正文}}{{正文}}".encode()),
        with_document("{{标题}}".encode(), "{{标题".encode()),
        with_document("{{标题}}".encode(), "{{没有这个}}".encode()),
        *(pack({**whole, "word/styles.xml": styles}) for styles in (b"", b"<x/>", b'<?xml version="1.0" encoding="NaN"?><x/>')),
        *(pack({name: part for name, part in whole.items() if name != gone}) for gone in ("word/styles.xml", "word/settings.xml", "[Content_Types].xml", "word/document.xml", "_rels/.rels")),
    ]  # fmt: skip


@pytest.mark.timeout(3000)
def test_odd_articles(tmp_path: Path, command, tally: Tally, sample: Sample) -> None:
    good = unpack(article())
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(20_000)
    )
    level = '<w:p><w:pPr><w:outlineLvl w:val="{}"/></w:pPr><w:r><w:t>一、标题</w:t></w:r></w:p>'
    body = "<w:p><w:r><w:t>题目足够长的一行标题文字</w:t></w:r></w:p>{}<w:p><w:r><w:t>正文在此。</w:t></w:r></w:p>"

    def word(inside: str, **more: bytes) -> bytes:
        document = f"<w:document {_W}><w:body>{body.format(inside)}</w:body></w:document>".encode()
        return pack(
            {**good, "word/document.xml": document, **{f"word/{name}.xml": part for name, part in more.items()}}
        )

    shapes = {
        "a chain of styles": word('<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>一</w:t></w:r></w:p>' * 300, styles=f"<w:styles {_W}>{styles}</w:styles>".encode()),
        "a circle of styles": word('<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr></w:p>', styles=f'<w:styles {_W}><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>'.encode()),
        **{f"level {value}": word(level.format(value)) for value in ("²", "-1", "99", "", "x", "１")},
        "deep": word("<w:p>" * 3000 + "</w:p>" * 3000),
        "wide": word("<w:p/>" * 200_000),
        "long run": word(f"<w:p><w:r><w:t>{'长' * 1_000_000}</w:t></w:r></w:p>"),
        "an entity": pack({**good, "word/document.xml": f'<!DOCTYPE x [<!ENTITY a "b">]><w:document {_W}>&a;</w:document>'.encode()}),
        "a bomb": pack({**good, "word/document.xml": b" " * 300_000_000}),
    }  # fmt: skip
    texts = {"nul": "题\0目", "only marks": "，。、" * 99, "no title": "\n\n\n", "long": "长" * 2_000_000, "brackets": "（" * 200_000, "colons": "作者：" * 100_000, "hashes": "# " * 100_000,
             "figures": "【图1】\n" * 20_000, "surrogates": "\ufffe\uffff题目", "labels": "来源：发布：作者：" * 3000, "digits": "2026年" * 50_000, "pipes": "|" * 300_000, "spaces": " " * 500_000 + "题"}  # fmt: skip
    files = [(name, ".docx", data) for name, data in shapes.items()]
    files += [(f"{name}{ending}", ending, text.encode()) for name, text in texts.items() for ending in (".txt", ".md")]
    for name, ending, data in files[:: max(1, len(files) // (sample(len(files)) * 5))]:
        path = tmp_path / f"稿件{ending}"
        path.write_bytes(data)
        started = time.monotonic()
        answer, problems = command("import", "article", str(path))
        if answer.code == 0:
            problems += judge(
                run(
                    [
                        "--home",
                        str(tmp_path / "家"),
                        "export",
                        "report",
                        answer.out.split()[-1],
                        "-o",
                        str(tmp_path / "out.docx"),
                    ]
                )
            )
        problems += [f"took {taken:.0f} s"] if (taken := time.monotonic() - started) > SECONDS else []
        tally.count(f"{name} → {answer.code}", problems)
    tally.close()
