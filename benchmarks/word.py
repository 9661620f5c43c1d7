"""How fast papers become Word files: branchtui beside plain python-docx and beside the floor, interleaved in one process.

python benchmarks/word.py [--rounds 15] [--exports 1000]
"""

import argparse
import io
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from xml.sax.saxutils import escape

import docx
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image

from branchtui import assets
from branchtui.files.word.base import base_docx
from branchtui.files.word.writer import write
from branchtui.papers.tree import Block, Heading, Meta, Paper, Paragraph, Picture, Table, Title
from branchtui.typesetting.profile_reading import profile_from

TEXT = "坚持把学习成果转化为工作成效，结合“双创”建设推进各项任务；通过示范岗以点带面，服务师生200余人次。" * 4
PARAGRAPHS, HEADINGS, PICTURES = 13, 3, 5


def news(pictures: bool) -> Paper:
    """A report of about 2,500 characters, with five pictures or none."""
    blocks: list[Block] = [Title("聚焦党建“双创”建设构建“三级”工作格局"), Meta((("供稿单位", "国际学院"),))]
    for number in range(PARAGRAPHS):
        if number % 5 == 0:
            blocks.append(Heading(f"坚持目标导向与系统谋划{number}"))
        blocks.append(Paragraph((TEXT,)))
    if pictures:
        blocks += [Picture(n, str(n), "工作体制机制") for n in range(1, PICTURES + 1)]
    return Paper("聚焦党建", "国际学院", date(2026, 3, 6), "新闻稿", tuple(blocks))


def ready_pictures() -> dict[str, bytes]:
    """Five pictures as the photo store hands them out."""
    made = {}
    for number in range(1, PICTURES + 1):
        out = io.BytesIO()
        noise = Image.effect_noise((1350, 900), 60 + number).convert("RGB")
        noise.save(out, "JPEG", quality=80)
        made[str(number)] = out.getvalue()
    return made


def plain(paper: Paper, pictures: dict[str, bytes]) -> bytes:
    """The same content as the usual recipe has it: default template, names of fonts on each run."""
    document = docx.Document()

    def run(paragraph: docx.text.paragraph.Paragraph, text: str, font: str, size: float) -> None:
        made = paragraph.add_run(text)
        made.font.name, made.font.size = "Times New Roman", Pt(size)
        made._element.rPr.rFonts.set(qn("w:eastAsia"), font)

    for block in paper.blocks:
        match block:
            case Title():
                run(document.add_paragraph(), block.text, "方正小标宋简体", 22)
            case Heading():
                run(document.add_paragraph(style="Heading 1"), block.text, "黑体", 16)
            case Paragraph():
                paragraph = document.add_paragraph()
                paragraph.paragraph_format.first_line_indent = Pt(32)
                paragraph.paragraph_format.line_spacing = Pt(28.95)
                run(paragraph, block.text, "仿宋_GB2312", 16)
            case Picture():
                document.add_paragraph().add_run().add_picture(io.BytesIO(pictures[block.sha]), width=Mm(136))
                run(document.add_paragraph(), f"配图{block.number}　{block.caption}", "楷体_GB2312", 14)
            case _:
                run(document.add_paragraph(), "供稿单位：国际学院", "楷体_GB2312", 14)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def floor(paper: Paper, parts: dict[str, bytes]) -> bytes:
    """Raw XML and a zip: less work can't be done."""
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(b.text)}</w:t></w:r></w:p>'
        for b in paper.blocks
        if isinstance(b, Title | Heading | Paragraph)
    )
    xml = parts["word/document.xml"].decode("utf-8").replace("<w:body>", f"<w:body>{body}").encode("utf-8")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**parts, "word/document.xml": xml}.items():
            archive.writestr(name, data)
    return out.getvalue()


def cells_table(rows: list[tuple[str, ...]]) -> bytes:
    """A table as python-docx's own cells fill it."""
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def interleaved(jobs: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median milliseconds of each job, taken in turn so that a noisy minute meets all alike."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for job in jobs.values():
        job()
    for _ in range(rounds):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            times[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(taken) for name, taken in times.items()}


def peak_megabytes() -> float:
    """Most memory this process has held."""
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1 << 20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--exports", type=int, default=1000)
    options = parser.parse_args()
    profile = profile_from(assets.toml("profiles", "jnu-news.toml"), "jnu-news")
    pictures = ready_pictures()
    text, whole = news(pictures=False), news(pictures=True)
    with zipfile.ZipFile(io.BytesIO(base_docx(profile))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    medians = interleaved(
        {
            "branchtui, text": lambda: write(text, profile, pictures.__getitem__),
            "python-docx, text": lambda: plain(text, pictures),
            "branchtui, text and pictures": lambda: write(whole, profile, pictures.__getitem__),
            "python-docx, text and pictures": lambda: plain(whole, pictures),
            "floor, text": lambda: floor(text, parts),
        },
        options.rounds,
    )
    for name, taken in medians.items():
        print(f"{name:32} {taken:8.1f} ms")
    for kind in ("text", "text and pictures"):
        share = medians[f"branchtui, {kind}"] / medians[f"python-docx, {kind}"]
        print(f"{kind}: {share:.2f} of plain python-docx (bar 0.75) {'ok' if share <= 0.75 else 'MISSED'}")

    rows = [(str(n), "林知远", "书记", "", "") for n in range(1000)]
    table = Table(("序号", "姓名", "职务", "签名", "备注"), tuple(rows), (14, 34, 32, 40, 30))
    sheet = Paper("签到表", "党支部", date(2026, 3, 6), "签到表", (table,))
    medians = interleaved(
        {"ours": lambda: write(sheet, profile, pictures.__getitem__), "cells": lambda: cells_table(rows)},
        max(1, options.rounds // 3),
    )
    share = medians["ours"] / medians["cells"]
    print(f"table of 1,000 rows: {medians['ours']:.0f} ms, by row.cells {medians['cells']:.0f} ms", end="; ")
    print(f"{share:.3f} (bar 0.1) {'ok' if share <= 0.1 else 'MISSED'}")

    for number in range(options.exports):
        write(whole, profile, pictures.__getitem__)
        if number + 1 in (options.exports // 10, options.exports):
            print(f"peak memory after {number + 1} exports: {peak_megabytes():.1f} MB")


if __name__ == "__main__":
    main()
