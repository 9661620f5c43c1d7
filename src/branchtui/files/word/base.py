"""base.docx, made by code from a profile: styles, settings, font table, theme, page numbers. Same profile, same bytes.

Element order follows ISO/IEC 29500-1 (CT_PPr, CT_RPr); the reasons for odd settings stand beside them.
"""

from collections.abc import Mapping
from functools import lru_cache
from math import floor

from branchtui.files.word.body import NAMESPACES
from branchtui.files.word.markup import escape, quoteattr
from branchtui.files.word.package import pack
from branchtui.files.word.styles import HEAD, HINT, R, W, field, named_fonts, styles_xml
from branchtui.papers.tree import Paper
from branchtui.rules.text.cleaning import clean
from branchtui.rules.text.marks import NO_END_MARKS, NO_START_MARKS
from branchtui.typesetting.profile import TWIPS_PER_MM, Profile

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_COMPATIBILITY = (
    "spaceForUL",
    "balanceSingleByteDoubleByteWidth",
    "doNotLeaveBackslashAlone",
    "ulTrailSpace",
    "doNotExpandShiftReturn",
    "adjustLineHeightInTable",
    "useFELayout",
)
_COMPATIBILITY_VALUES = (
    ("compatibilityMode", "15"),
    ("overrideTableStyleFontSizeAndJustification", "1"),
    ("enableOpenTypeFeatures", "1"),
    ("doNotFlipMirrorIndents", "1"),
    ("differentiateMultirowTableHeaders", "1"),
)
# Panose numbers of the fonts a GB/T 9704 page names; another font goes without.
_PANOSE = {
    "Times New Roman": "02020603050405020304",
    "宋体": "02010600030101010101",
    "仿宋_GB2312": "02010609030101010101",
    "楷体_GB2312": "02010609030101010101",
    "黑体": "02010609060101010101",
}
_COLOURS = (
    ("dk2", "44546A"),
    ("lt2", "E7E6E6"),
    ("accent1", "4472C4"),
    ("accent2", "ED7D31"),
    ("accent3", "A5A5A5"),
    ("accent4", "FFC000"),
    ("accent5", "5B9BD5"),
    ("accent6", "70AD47"),
    ("hlink", "0563C1"),
    ("folHlink", "954F72"),
)
FIRST_YEAR = 1900  # a paper without a day, or of one before, keeps the base's
_DAY_ZERO = "2000-01-01T00:00:00Z"
_APP = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>branchtui</Application></Properties>"
)


@lru_cache(maxsize=16)
def base_docx(profile: Profile) -> bytes:
    """An empty .docx with everything the profile says, ready to be filled."""
    return pack(sorted(base_parts(profile).items(), key=lambda part: (part[0] != "[Content_Types].xml", part[0])))


def core_properties(paper: Paper) -> bytes:
    """Title, author, kind and day of the paper as a part; nothing of the program or the clock."""
    day = f"{paper.dated.isoformat()}T00:00:00Z" if paper.dated and paper.dated.year >= FIRST_YEAR else _DAY_ZERO
    title, author, subject = (escape(property_text(text)) for text in (paper.title, paper.author, paper.subject))
    return _core(
        title, author, day, f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><dc:subject>{subject}</dc:subject>"
    ).encode("utf-8")


def property_text(text: str) -> str:
    """A text as it may stand among the properties of a file."""
    return " ".join(clean(text).split())[:255]


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres * TWIPS_PER_MM)


@lru_cache(maxsize=16)
def base_parts(profile: Profile) -> Mapping[str, bytes]:
    """The parts of that .docx, by name."""
    overrides = {
        "/word/document.xml": f"{CONTENT}.document.main+xml",
        "/word/styles.xml": f"{CONTENT}.styles+xml",
        "/word/settings.xml": f"{CONTENT}.settings+xml",
        "/word/fontTable.xml": f"{CONTENT}.fontTable+xml",
        "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    relations = [
        ("rId1", f"{RELATION}/styles", "styles.xml"),
        ("rId2", f"{RELATION}/settings", "settings.xml"),
        ("rId3", f"{RELATION}/fontTable", "fontTable.xml"),
        ("rId4", f"{RELATION}/theme", "theme/theme1.xml"),
    ]
    parts = {
        "word/styles.xml": styles_xml(profile),
        "word/settings.xml": _settings(profile),
        "word/fontTable.xml": _font_table(profile),
        "word/theme/theme1.xml": _theme(profile),
        "docProps/core.xml": _core("", "", _DAY_ZERO),
        "docProps/app.xml": _APP,
    }
    footers = {"outside": ("default", "even"), "center": ("default",)}.get(profile.page.number_place, ())
    references = ""
    for number, kind in enumerate(footers, 1):
        overrides[f"/word/footer{number}.xml"] = f"{CONTENT}.footer+xml"
        relations.append((f"rId{4 + number}", f"{RELATION}/footer", f"footer{number}.xml"))
        references += f'<w:footerReference w:type="{kind}" r:id="rId{4 + number}"/>'
        parts[f"word/footer{number}.xml"] = _footer(profile, kind)
    parts["word/document.xml"] = _document(profile, references)
    parts["word/_rels/document.xml.rels"] = _relations(relations)
    parts["_rels/.rels"] = _relations(
        [
            ("rId1", f"{RELATION}/officeDocument", "word/document.xml"),
            ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{RELATION}/extended-properties", "docProps/app.xml"),
        ]
    )
    types = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in sorted(overrides.items()))
    parts["[Content_Types].xml"] = (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
    )
    return {name: text.encode("utf-8") for name, text in parts.items()}


def _core(title: str, author: str, day: str, more: str = "") -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
        f"<dc:creator>{author}</dc:creator><dc:language>zh-CN</dc:language>"
        f'<cp:revision>1</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>{more}</cp:coreProperties>'
    )


def _relations(rows: list[tuple[str, str, str]]) -> str:
    body = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in rows)
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{body}</Relationships>'


def _document(profile: Profile, references: str) -> str:
    page = profile.page
    margins = " ".join(
        f'w:{side}="{twips(mm)}"'
        for side, mm in (("top", page.top), ("right", page.right), ("bottom", page.bottom), ("left", page.left))
    )
    lies = ' w:orient="landscape"' if page.width > page.height else ""
    return (
        f"{HEAD}<w:document {NAMESPACES}><w:body><w:sectPr>{references}"
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{lies}/>'
        f'<w:pgMar {margins} w:header="850" w:footer="{twips(page.footer)}" w:gutter="0"/>'
        f'<w:cols w:space="720"/>{_grid(profile)}</w:sectPr></w:body></w:document>'
    )


def _grid(profile: Profile) -> str:
    page = profile.page
    if page.grid == "none" or not page.lines:
        return ""
    if page.grid == "word" and page.characters:
        # A positive share of 1/4096 pt is lost by rounding down, else the last character falls off the line.
        space = floor((page.text_width / page.characters / 20 - profile.elements.body.size) * 4096)
        return f'<w:docGrid w:type="linesAndChars" w:linePitch="{page.pitch}" w:charSpace="{space}"/>'
    return f'<w:docGrid w:type="lines" w:linePitch="{page.pitch}"/>'


def _settings(profile: Profile) -> str:
    size = round(profile.elements.body.size * 20)
    pitch = profile.page.pitch or size
    even = "<w:evenAndOddHeaders/>" if profile.page.number_place == "outside" else ""
    compatibility = "".join(f"<w:{name}/>" for name in _COMPATIBILITY) + "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in _COMPATIBILITY_VALUES
    )
    return (
        f'{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        f'<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="{size * 2}"/>{even}'
        f'<w:drawingGridHorizontalSpacing w:val="{size // 2}"/><w:drawingGridVerticalSpacing w:val="{pitch}"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val={quoteattr(NO_END_MARKS)}/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val={quoteattr(NO_START_MARKS)}/>'
        f'<w:compat>{compatibility}</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _font_table(profile: Profile) -> str:
    """Every used font with its fall-back names (ISO/IEC 29500-1, 17.8.3.1 altName)."""
    fallbacks = dict(profile.fonts.fallbacks)
    rows = ""
    for name in named_fonts(profile):
        latin = name.isascii()
        names = fallbacks.get(name, ())
        other = f"<w:altName w:val={quoteattr(','.join(names))}/>" if names else ""
        panose = f'<w:panose1 w:val="{_PANOSE[name]}"/>' if name in _PANOSE else ""
        rows += (
            f"<w:font w:name={quoteattr(name)}>{other}{panose}"
            f'<w:charset w:val="{"00" if latin else "86"}"/><w:family w:val="{"roman" if latin else "auto"}"/>'
            f'<w:pitch w:val="{"variable" if latin else "default"}"/></w:font>'
        )
    return f"{HEAD}<w:fonts {W}>{rows}</w:fonts>"


def _footer(profile: Profile, kind: str) -> str:
    page, size = profile.page, round(profile.elements.page_number.size * 20)
    if page.number_place == "center":
        place = '<w:jc w:val="center"/>'
    elif kind == "default":  # one character in from the outer edge: GB/T 9704-2012, 7.5
        place = f'<w:ind w:rightChars="100" w:right="{size}"/><w:jc w:val="right"/>'
    else:
        place = f'<w:ind w:leftChars="100" w:left="{size}"/><w:jc w:val="left"/>'
    before, _, after = page.number_form.partition("{n}")
    first = "2" if kind == "even" else "1"

    def words(text: str) -> str:
        return f'<w:r>{HINT}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""

    number = field("PAGE", first)
    return (
        f'{HEAD}<w:ftr {W} {R}><w:p><w:pPr><w:pStyle w:val="Footer"/>{place}</w:pPr>'
        f"{words(before)}{number}{words(after)}</w:p></w:ftr>"
    )


def _theme(profile: Profile) -> str:
    """The smallest theme. WPS reports fonts that a theme names and the machine lacks, so only two."""
    latin = quoteattr(profile.fonts.latin)
    colours = '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
    colours += '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>'
    colours += "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS)
    face = f'<a:latin typeface={latin}/><a:ea typeface="宋体"/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{fill}</a:ln>' for width in (6350, 12700, 19050))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="branchtui">'
        f'<a:themeElements><a:clrScheme name="branchtui">{colours}</a:clrScheme><a:fontScheme name="branchtui">'
        f"<a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="branchtui"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
