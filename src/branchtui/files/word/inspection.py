"""Looking at a stranger's .docx before anything opens it: macros, outside targets, fetching fields, DTDs, bombs.

Reads the zip's directory first and inflates nothing that is too large; parts are read by expat alone.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from branchtui.errors import BranchError
from branchtui.files.incoming import MOST_PARTS, MOST_RATIO, OLE, PACKINGS, ZIP_DAMAGE
from branchtui.files.word.relations import Relation, objection, relation_of
from branchtui.plain_file import MOST_BYTES
from branchtui.rules.text.citizen_id import quoted

MOST_ELEMENTS = 500_000
MOST_XML = 16 << 20  # bytes; what is no picture or font is read as XML, and kept as a tree while it is filled
TOKEN = re.compile(r"\{\{\s*+([^{}\s](?:[^{}]{0,38}[^{}\s])?)\s*+\}\}")
_ACTIVE = re.compile(r"vbaProject|vbaData|activeX|embeddings/|afchunk|\.bin$|attachedToolbars", re.IGNORECASE)
_NO_XML = re.compile(
    r"\.(?:png|jpe?g|jpe|jfif|gif|bmp|tiff?|emf|wmf|wdp|webp|ico|svg|odttf|ttf|otf)$|/$", re.IGNORECASE
)
# Fields that only count or repeat what the file itself holds. Everything else may fetch (DDE, INCLUDETEXT, LINK …) or
# hide such a field in its own code (QUOTE), so it is refused.
_HARMLESS = re.compile(
    r"\s*(PAGE|NUMPAGES|SECTION|SECTIONPAGES|PAGEREF|REF|NOTEREF|SEQ|STYLEREF|TOC|TC|XE|INDEX|HYPERLINK|DATE|TIME|"
    r"CREATEDATE|SAVEDATE|PRINTDATE|TITLE|SUBJECT|AUTHOR|KEYWORDS|COMMENTS|FILENAME|NUMWORDS|NUMCHARS|DOCPROPERTY|"
    r"FORMTEXT|FORMCHECKBOX|FORMDROPDOWN|SYMBOL|EQ|ADVANCE|LISTNUM|AUTONUM)\b",
    re.IGNORECASE,
)
_LONGEST_NAME = 64  # characters of a field's code that are looked at: its name stands first
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ENCODINGS = ("utf-8", "utf-16", "us-ascii", "ascii")


@dataclass(slots=True)
class Inspected:
    """What a sound template holds: its tokens, its styles by name with their kind (paragraph, character …), and the names
    of those in another colour than black."""

    tokens: dict[str, None] = field(default_factory=dict)
    styles: dict[str, str] = field(default_factory=dict)
    coloured: set[str] = field(default_factory=set)
    relations: list[Relation] = field(default_factory=list)
    elements: int = 0


class _Refused(Exception):
    """Why a part is refused."""


def inspect_docx(data: bytes) -> Inspected:
    """The tokens and styles of a .docx. Raises BranchError when it holds anything that acts, fetches or explodes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _look_at_directory(members)
            found = Inspected()
            for member in members:
                content = archive.read(member)
                if not _NO_XML.search(member.filename):
                    _look_into(member.filename, content, found)
            if problem := objection(found.relations, {member.filename for member in members}):
                raise _Refused(problem)
    except (RuntimeError, *ZIP_DAMAGE):
        if data.startswith(OLE):
            raise BranchError("这个模板有密码，或是旧的 .doc 格式；请在 Word 里另存为不加密的 .docx。") from None
        raise BranchError("这个文件不是完好的 .docx，请在 Word 里另存为 .docx 再试。") from None
    except _Refused as refused:
        raise BranchError(f"这个模板没有通过检查：{refused}。请在 Word 里去掉后另存为 .docx。") from None
    return found


def _look_at_directory(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(members) > MOST_PARTS or sum(member.file_size for member in members) > MOST_BYTES:
        raise _Refused("解压后过大")
    if any(m.file_size > 1 << 20 and m.file_size > MOST_RATIO * max(1, m.compress_size) for m in members):
        raise _Refused("压缩比异常，解压后过大")
    if sum(member.file_size for member in members if not _NO_XML.search(member.filename)) > MOST_XML:
        raise _Refused("除图片外的内容过大")
    if len({name.lower() for name in names}) != len(names):
        raise _Refused("里面有重名的部件")
    if any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names):
        raise _Refused("里面有越界的路径")
    if any(member.flag_bits & 1 for member in members):
        raise _Refused("里面有加密的部件")
    if any(member.compress_type not in PACKINGS for member in members):
        raise _Refused("压缩方式不是 Word 用的")
    for name in names:
        if _ACTIVE.search(name):
            raise _Refused(f"含有宏或嵌入对象（{name}）")
    if "[Content_Types].xml" not in names or "word/document.xml" not in names:
        raise _Refused("缺少 Word 正文")


def _look_into(name: str, data: bytes, found: Inspected) -> None:
    part = _Part(name, found)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.XmlDeclHandler = part.declaration
    parser.StartDoctypeDeclHandler = part.doctype
    parser.StartElementHandler = part.start
    parser.EndElementHandler = part.end
    parser.CharacterDataHandler = part.characters
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise _Refused(f"部件 {name} 不是完好的 XML") from None
    if name == "[Content_Types].xml" and not part.is_word:
        raise _Refused("不是普通的 .docx（可能是带宏的 .docm 或 .dotx）")


class _Part:
    """One part as expat reads it. Fields and tokens may be split over runs, so text is gathered first."""

    def __init__(self, name: str, found: Inspected) -> None:
        self.name = name
        self.found = found
        self.is_word = False
        self.paragraphs: list[list[str]] = []
        self.fields: list[str] = []
        self.collecting = ""
        self.has_text = re.match(r"word/(document|header\d*|footer\d*)\.xml$", name) is not None
        self.style = ""
        self.named = ""

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise _Refused(f"部件 {self.name} 的编码“{quoted(encoding, 20)}”不认识")

    def doctype(self, *_: Any) -> None:
        raise _Refused(f"部件 {self.name} 里有 DTD")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.found.elements += 1
        if self.found.elements > MOST_ELEMENTS:
            raise _Refused("里面的格式多得不正常")
        local = tag.rpartition(" ")[2]
        values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        match local:
            case "Relationship":
                self.found.relations.append(relation_of(self.name, values))
            case "Override" | "Default":
                self.content(values)
            case "p" if self.has_text:
                self.paragraphs.append([])
            case "t" | "instrText":
                self.collecting = local
            case "fldSimple":
                self.field(values.get("instr", ""))
            case "fldChar" if values.get("fldCharType") == "begin":
                self.fields.append("")
            case "fldChar" if self.fields:
                self.field(self.fields[-1])
                if values.get("fldCharType") == "end":
                    self.fields.pop()
            case "altChunk":
                raise _Refused("引用了外部内容（altChunk）")
            case "style":
                self.style, self.named = values.get("type", ""), ""
            case "name" if self.name == "word/styles.xml" and self.style:
                self.add_style(values.get("val", ""))
            case "color" if self.named and values.get("val", "auto").lower() not in ("auto", "000000"):
                self.found.coloured.add(self.named)

    def end(self, tag: str) -> None:
        local = tag.rpartition(" ")[2]
        if local in ("t", "instrText"):
            self.collecting = ""
        elif local == "style":
            self.style = self.named = ""
        elif local == "p" and self.has_text and self.paragraphs:
            self.found.tokens |= dict.fromkeys(TOKEN.findall("".join(self.paragraphs.pop())))

    def characters(self, text: str) -> None:
        if self.collecting == "t" and self.paragraphs:
            self.paragraphs[-1].append(text)
        elif self.collecting == "instrText":
            self.fields = self.fields or [""]
            self.fields[-1] = (self.fields[-1] + text).lstrip()[:_LONGEST_NAME]

    def add_style(self, name: str) -> None:
        self.named = name
        if self.style == "paragraph":
            self.found.styles[name] = self.style
        else:
            self.found.styles.setdefault(name, self.style)

    def content(self, values: dict[str, str]) -> None:
        kind = values.get("ContentType", "")
        if "macroEnabled" in kind:
            raise _Refused("含有宏")
        is_xml = kind.lower().endswith("xml") and not kind.lower().startswith("image/")
        if is_xml and _NO_XML.search(f".{values.get('Extension', '')}{values.get('PartName', '')}"):
            raise _Refused("有部件的名称与内容不符")
        self.is_word = self.is_word or kind == _MAIN

    def field(self, code: str) -> None:
        if not _HARMLESS.match(code):
            raise _Refused(f"含有可能取外部内容的域（{code.strip()[:30]}）")
