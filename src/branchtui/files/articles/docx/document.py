"""The lines of a .docx, its pictures, and what of it did not become lines."""

import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from branchtui.errors import BranchError
from branchtui.files.articles.docx.looks import read_looks
from branchtui.files.articles.docx.numbering import read_numbering
from branchtui.files.articles.docx.styles import read_styles
from branchtui.files.articles.docx.words import Reader, Tally
from branchtui.files.articles.docx.xml import W, parsed
from branchtui.files.articles.line import Line
from branchtui.files.incoming import open_zip, read_part

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class WordText:
    """`endings` are foot- and endnotes, to stand after the text; `told` says what else became of what a page shows.

    `pictures` are those that the lines name.
    """

    lines: list[Line]
    endings: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def read_lines(data: bytes, filename: str) -> WordText:
    """The lines that hold words or a picture. Raises BranchError when it is no Word document or a hostile one."""
    with open_zip(data, filename) as archive:
        document = parsed(archive, "word/document.xml", filename)
        if document is None:
            raise BranchError(f"“{filename}”不是 Word 文档。请选一份 .txt、.md 或 .docx 稿件。")
        styling = parsed(archive, "word/styles.xml", filename)
        notes: dict[tuple[str, str], Element] = {}
        for kind in ("footnote", "endnote"):
            if (root := parsed(archive, f"word/{kind}s.xml", filename)) is not None:
                notes |= {(kind, note.get(f"{W}id", "")): note for note in root.iter(f"{W}{kind}")}
        tally = Tally(
            read_styles(styling),
            notes,
            numbering=read_numbering(parsed(archive, "word/numbering.xml", filename)),
            looks=read_looks(styling),
            targets=_targets(archive, filename),
        )
        body = document.find(f"{W}body")
        lines = Reader(tally).read(document if body is None else body)
        wanted = {line.picture for line in lines if line.picture}
        pictures = {part: read_part(archive, part, filename) for part in wanted}
    met = list(tally.looks_met)
    ranks = tally.looks.ranks([line.text for line in lines], [met[line.look] for line in lines])
    lines = [replace(line, look=rank) for line, rank in zip(lines, ranks, strict=True)]
    return WordText(lines, tally.endings, tally.sentences(), pictures)


def _targets(archive: zipfile.ZipFile, filename: str) -> dict[str, str]:
    """The parts that the document refers to, by the ids of its relations; only those that are there."""
    root = parsed(archive, "word/_rels/document.xml.rels", filename)
    names = set(archive.namelist())
    found: dict[str, str] = {}
    for relation in () if root is None else root.iter(_RELATION):
        target = relation.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"word/{target}")
        if relation.get("TargetMode") != "External" and part in names:
            found[relation.get("Id", "")] = part
    return found
