"""Word files of the corpus, as three programs would write them: styles (Word), direct formatting (WPS), pandoc's styles.

A `.source` holds one paragraph on each line, `kind| words`: title, kicker, sub, meta, h1, h2, text, bold (a short line in
bold), center, right, auto and auto2 (numbered by Word), pic (a picture's name), cap, row (cells between bars), grid (pictures
in a table, `name：caption` between bars), box (a text box). ⏎ is a soft break, ⇥ a tab, ⁅…⁆ a footnote.
"""

import io
import re
import zipfile
from typing import Literal
from xml.sax.saxutils import escape

from PIL import Image

from tests.files.articles.word_maker import part

Writer = Literal["word", "wps", "pandoc"]
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_STYLES: dict[Writer, dict[str, str]] = {
    "word": {
        "title": "Title",
        "sub": "Subtitle",
        "h1": "heading 1",
        "h2": "heading 2",
        "auto": "heading 1",
        "auto2": "heading 2",
    },
    "wps": {},
    "pandoc": {
        "title": "Title",
        "sub": "Subtitle",
        "h1": "heading 1",
        "h2": "heading 2",
        "text": "Body Text",
        "cap": "Image Caption",
        "pic": "Captioned Figure",
        "bold": "Body Text",
        "meta": "Author",
    },
}
_FONT = '<w:rFonts w:eastAsia="{}"/>{}<w:sz w:val="{}"/>'
_DIRECT = {  # how WPS users format: by hand
    "title": ('<w:jc w:val="center"/>', _FONT.format("方正小标宋简体", "", 44)),
    "kicker": ('<w:jc w:val="center"/>', _FONT.format("楷体", "", 32)),
    "sub": ('<w:jc w:val="center"/>', _FONT.format("楷体", "", 32)),
    "meta": ('<w:jc w:val="center"/>', _FONT.format("仿宋", "", 28)),
    "h1": ("", _FONT.format("黑体", "", 32)),
    "auto": ("", _FONT.format("黑体", "", 32)),
    "h2": ("", _FONT.format("楷体", "<w:b/>", 32)),
    "auto2": ("", _FONT.format("楷体", "<w:b/>", 32)),
    "bold": ("", _FONT.format("仿宋", "<w:b/>", 32)),
    "cap": ('<w:jc w:val="center"/>', _FONT.format("仿宋", "", 28)),
    "center": ('<w:jc w:val="center"/>', _FONT.format("仿宋", "", 32)),
    "right": ('<w:jc w:val="right"/>', _FONT.format("仿宋", "", 32)),
}
_BODY = ("", _FONT.format("仿宋", "", 32))


def word_file(source: str, writer: Writer) -> bytes:
    """The .docx that this program would make of a `.source`."""
    notes: list[str] = []
    pictures: list[str] = []
    rows: list[str] = []
    body: list[str] = []
    for line in source.splitlines():
        kind, _, words = line.partition("| ")
        if kind == "row":
            rows.append(words)
            continue
        if rows:
            body.append(_table(rows))
            rows = []
        if kind == "pic":
            pictures.append(words)
            inside = f'<w:r><w:drawing><a:blip r:embed="p{len(pictures)}"/></w:drawing></w:r>'
        elif kind == "grid":
            pairs = [cell.strip().split("：") for cell in words.split("|")]
            shown = []
            for name, _ in pairs:
                pictures.append(name)
                shown.append(
                    f'<w:tc><w:p><w:r><w:drawing><a:blip r:embed="p{len(pictures)}"/></w:drawing></w:r></w:p></w:tc>'
                )
            below = "".join(f"<w:tc><w:p><w:r><w:t>{escape(caption)}</w:t></w:r></w:p></w:tc>" for _, caption in pairs)
            body.append(f"<w:tbl><w:tr>{''.join(shown)}</w:tr><w:tr>{below}</w:tr></w:tbl>")
            continue
        elif kind == "box":
            inner = f"<w:txbxContent><w:p><w:r><w:t>{escape(words)}</w:t></w:r></w:p></w:txbxContent>"
            inside = f"<w:r><w:pict>{inner}</w:pict></w:r>"
        else:
            inside = _runs(words, kind, writer, notes)
        body.append(f"<w:p>{_properties(kind, writer)}{inside}</w:p>")
    if rows:
        body.append(_table(rows))
    return _package("".join(body), notes, pictures, writer)


def picture(name: str) -> bytes:
    """A small picture of its own for each name."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (sum(name.encode()) % 256, len(name) * 9 % 256, 90)).save(out, "PNG")
    return out.getvalue()


def _properties(kind: str, writer: Writer) -> str:
    number = {"auto": 0, "auto2": 1}.get(kind)
    listed = "" if number is None else f'<w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="1"/></w:numPr>'
    name = _STYLES[writer].get(kind)
    styled = f'<w:pStyle w:val="{_key(name)}"/>' if name else ""
    direct = _DIRECT.get(kind, _BODY)[0] if not name else ""
    return f"<w:pPr>{styled}{listed}{direct}</w:pPr>"


def _runs(words: str, kind: str, writer: Writer, notes: list[str]) -> str:
    run = "" if _STYLES[writer].get(kind) and kind != "bold" else _DIRECT.get(kind, _BODY)[1]
    if writer != "wps":
        run = "<w:b/>" if kind == "bold" else ""
    pieces = []
    for piece in re.split(r"(⁅[^⁆]*⁆|⏎|⇥)", words):
        if piece.startswith("⁅"):
            notes.append(piece[1:-1])
            pieces.append(f'<w:r><w:footnoteReference w:id="{len(notes)}"/></w:r>')
        elif piece in ("⏎", "⇥"):
            pieces.append(f"<w:r><w:{'br' if piece == '⏎' else 'tab'}/></w:r>")
        elif piece:
            pieces.append(f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>')
    return "".join(pieces)


def _table(rows: list[str]) -> str:
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return (
        "<w:tbl>"
        + "".join(
            f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{escape(cell)}</w:t></w:r></w:p></w:tc>' for cell in row)}</w:tr>"
            for row in cells
        )
        + "</w:tbl>"
    )


def _key(name: str) -> str:
    return name.title().replace(" ", "")


def _package(body: str, notes: list[str], pictures: list[str], writer: Writer) -> bytes:
    names = sorted(set(_STYLES[writer].values()))
    sizes = {"Title": 44, "heading 1": 32, "heading 2": 28}
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{_key(name)}"><w:name w:val="{name}"/>'
        f'<w:rPr><w:sz w:val="{sizes.get(name, 24)}"/></w:rPr></w:style>'
        for name in names
    )
    footnotes = "".join(
        f'<w:footnote w:id="{at}"><w:p><w:r><w:t>{escape(note)}</w:t></w:r></w:p></w:footnote>'
        for at, note in enumerate(notes, 1)
    )
    relations = "".join(
        f'<Relationship Id="p{at}" Type="image" Target="media/image{at}.png"/>' for at, _ in enumerate(pictures, 1)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        archive.writestr("word/styles.xml", part("styles", styles))
        archive.writestr("word/numbering.xml", part("numbering", _NUMBERING))
        archive.writestr("word/footnotes.xml", part("footnotes", footnotes))
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>',
        )
        for at, name in enumerate(pictures, 1):
            archive.writestr(f"word/media/image{at}.png", picture(name))
    return out.getvalue()
