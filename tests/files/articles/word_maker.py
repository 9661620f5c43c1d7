"""Word files part by part, for the tests of reading them."""

import io
import zipfile

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "v": "urn:schemas-microsoft-com:vml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
}
_NAMES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
TITLE = "学院召开教学工作会议"
PARA = "支部在会上学习了有关文件，并且讨论了下一步的工作。"


def part(root: str, inside: str) -> str:
    """One part of a Word file."""
    return f"<w:{root} {_NAMES}>{inside}</w:{root}>"


def word(body: str, **others: str) -> bytes:
    """A .docx of a title, a paragraph and `body`; other parts (styles, footnotes, numbering) by their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", part("document", f"<w:body>{p(t(TITLE))}{p(t(PARA))}{body}</w:body>"))
        for name, inside in others.items():
            archive.writestr(f"word/{name}.xml", part(name, inside))
    return out.getvalue()


def p(inside: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def r(inside: str, properties: str = "") -> str:
    """A run."""
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inside}</w:r>"


def t(words: str, properties: str = "") -> str:
    """A run of text."""
    return r(f'<w:t xml:space="preserve">{words}</w:t>', properties)


def style(key: str, kind: str, run: str = "", based: str = "", more: str = "") -> str:
    """A style with run properties."""
    rests = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{key}"{more}><w:name w:val="样式{key}"/>{rests}<w:rPr>{run}</w:rPr></w:style>'


def note(key: int, words: str, kind: str = "footnote") -> str:
    """A foot- or endnote, for the part of its kind."""
    return f'<w:{kind} w:id="{key}">{p(r(f"<w:{kind}Ref/>") + t(" " + words))}</w:{kind}>'
