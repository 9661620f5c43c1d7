"""A report for a 公众号, as plain text, and in pieces for the fields of a web form."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from branchtui.atomic_file import set_aside, write_bytes
from branchtui.files.photos import PhotoStore
from branchtui.papers.tree import Byline, Heading, Kicker, Meta, Paper, Paragraph, Picture, Subtitle, Table, Title
from branchtui.rules.reports.paste_blocks import PasteBlock, blocks_of
from branchtui.store.models import Outlet, Report
from branchtui.store.queries.registers import outlets
from branchtui.workflows.exporting.files_there import is_another
from branchtui.workflows.profiles import profile
from branchtui.workflows.report_files import report_paper, report_stem

Copy = Literal["html", "txt"]
COPIES: Mapping[Copy, str] = {"html": "公众号网页", "txt": "纯文本"}
"""The copies there are, and what each is called."""

_LEAD, _REST = "导语", "其余正文"
_ENDINGS: Mapping[Copy, str] = {"html": "-公众号.html", "txt": ".txt"}


def copy_name(report: Report, kind: Copy) -> str:
    """What the file of a copy is called: as the Word file, with an ending of its own."""
    return f"{report_stem(report, report_paper(report), profile(report.profile))}{_ENDINGS[kind]}"


def copy_text(report: Report, kind: Copy) -> str:
    """The copy itself: a page that needs nothing from elsewhere, or plain text."""
    paper = report_paper(report)
    if kind == "html":
        from branchtui.files.web.html import page

        return page(paper)
    from branchtui.files.web.plain import text_of

    return text_of(paper)


def write_copy(report: Report, target: Path, kind: Copy, *, photos: PhotoStore) -> Path:
    """Write a copy to `target`, a folder or a file with the ending of its kind; where it stands.

    A file there that this program did not write, or that somebody changed, is kept under another name; `photos` knows
    what was handed out. Raises BranchError as `write_bytes` does.
    """
    named = target.suffix.lower() == f".{kind}" and not target.is_dir()
    path = target if named else target / copy_name(report, kind)
    data = copy_text(report, kind).encode()
    if is_another(path, data, photos):
        set_aside(path)
    write_bytes(path, data, shared=True)
    photos.given(data)
    return path


def outlet_of(report: Report) -> Outlet | None:
    """The outlet it is handed in to, where that is in the register."""
    return outlets.called(report.outlet)


def paste_blocks(report: Report) -> list[PasteBlock]:
    """The fields of a web form in the order in which they are asked for, long ones in pieces as its outlet takes them.

    What was not written has no piece.
    """
    outlet = outlet_of(report)
    most = outlet.paste_limit or 0 if outlet is not None else 0
    return [piece for field, text in _fields(report_paper(report)) for piece in blocks_of(field, text, most)]


def _fields(paper: Paper) -> list[tuple[str, str]]:
    """(field, text): title, subtitle, labels, lead, the text behind it, the caption of each figure, by-line."""
    from branchtui.files.web.plain import block_text

    fields: dict[str, list[str]] = {}
    captions: list[tuple[str, str]] = []
    for block in paper.blocks:
        match block:
            case Kicker():
                fields.setdefault("栏目", []).append(block_text(block))
            case Title():
                fields.setdefault("标题", []).append(block_text(block))
            case Subtitle():
                fields.setdefault("副标题", []).append(block_text(block))
            case Meta():
                fields.setdefault("供稿单位和日期", []).append(block_text(block))
            case Paragraph(role="note"):
                fields.setdefault("编者按", []).append(block_text(block))
            case Paragraph(role="body") if _LEAD not in fields and _REST not in fields:
                fields[_LEAD] = [block_text(block)]
            case Heading() | Paragraph() | Table():
                fields.setdefault(_REST, []).append(block_text(block))
            case Picture():
                fields.setdefault(_REST, []).append(f"【配图{block.number}】")
                captions.append((f"配图{block.number}图注", block.caption))
            case Byline():
                fields.setdefault("署名", []).append(block_text(block))
            case _:
                pass
    signed = fields.pop("署名", [])
    listed = [(name, "\n".join(texts)) for name, texts in fields.items()]
    return [*listed, *captions, ("署名", "\n".join(signed))]
