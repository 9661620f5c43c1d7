"""The lines of a .docx, and what of it did not become lines."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from branchtui.errors import BranchError
from branchtui.files.articles.docx_styles import read_styles
from branchtui.files.articles.docx_words import Reader, Tally
from branchtui.files.articles.docx_xml import W, parsed
from branchtui.files.articles.line import Line
from branchtui.files.incoming import open_zip


@dataclass(frozen=True, slots=True)
class WordText:
    """`endings` are foot- and endnotes, to stand after the text; `told` says what else became of what a page shows."""

    lines: list[Line]
    endings: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def read_lines(data: bytes, filename: str) -> WordText:
    """The lines that hold words or a picture. Raises BranchError when it is no Word document or a hostile one."""
    with open_zip(data, filename) as archive:
        document = parsed(archive, "word/document.xml", filename)
        if document is None:
            raise BranchError(f"“{filename}”不是 Word 文档。请选一份 .txt、.md 或 .docx 稿件。")
        styles = read_styles(parsed(archive, "word/styles.xml", filename))
        notes: dict[tuple[str, str], Element] = {}
        for kind in ("footnote", "endnote"):
            if (root := parsed(archive, f"word/{kind}s.xml", filename)) is not None:
                notes |= {(kind, note.get(f"{W}id", "")): note for note in root.iter(f"{W}{kind}")}
        tally = Tally(styles, notes, has_numbers="word/numbering.xml" in archive.namelist())
    body = document.find(f"{W}body")
    lines = Reader(tally).read(document if body is None else body)
    return WordText(lines, tally.endings, tally.sentences())
