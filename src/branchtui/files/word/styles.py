"""styles.xml: one paragraph style for each element of the profile. Element order follows ISO/IEC 29500-1."""

from branchtui.files.word.markup import escape, quoteattr
from branchtui.typesetting.profile import ELEMENTS, Element, Profile
from branchtui.typesetting.sizes import line_height

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
# Without the hint “ ” — … · come out in the Latin font.
HINT = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
FIGURE_STYLE = "BTFigure"
PLAIN_STYLE = "BTPlain"

# Element → (style id, style name). Built-in names give Word's navigation pane and captions list.
STYLES = {
    "title": ("Title", "Title"),
    "kicker": ("BTKicker", "栏目"),
    "subtitle": ("Subtitle", "Subtitle"),
    "meta": ("BTMeta", "公文来源"),
    "note": ("BTNote", "编者按"),
    "addressee": ("BTAddressee", "主送机关"),
    "body": ("BTBody", "公文正文"),
    "heading1": ("Heading1", "heading 1"),
    "heading2": ("Heading2", "heading 2"),
    "heading3": ("Heading3", "heading 3"),
    "heading4": ("Heading4", "heading 4"),
    "caption": ("Caption", "caption"),
    "byline": ("BTByline", "署名"),
    "signoff": ("BTSignOff", "落款"),
    "table_head": ("BTTableHead", "表头"),
    "table_text": ("BTTableText", "表文"),
    "page_number": ("Footer", "footer"),
}
_BUILT_IN = {"Title", "Subtitle", "caption", "footer", "heading 1", "heading 2", "heading 3", "heading 4"}
_KEEP_NEXT = {"title", "kicker", "subtitle", "heading1", "heading2", "heading3", "heading4", "table_head"}
_FLOWING = {"body", "note", "addressee", "table_text", "table_head", "page_number"}
_BORDERS = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_FIXED = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    f'<w:uiPriority w:val="39"/><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr></w:style>'
)


def styles_xml(profile: Profile) -> str:
    """styles.xml of a profile."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(profile, profile.elements.body.font)}"
        f'{_size(profile.elements.body.size)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    elements = "".join(_element(name, profile) for name in ELEMENTS)
    return f"{HEAD}<w:styles {W}>{defaults}{_normal(profile)}{_FIXED}{elements}{_figure()}{_plain(profile)}</w:styles>"


def named_fonts(profile: Profile) -> list[str]:
    """Every font the profile uses, sorted."""
    return sorted({profile.fonts.latin, *(profile.elements[name].font for name in ELEMENTS)})


def field(code: str, shown: str, run: str = "") -> str:
    """A complex field with its cached text, as runs."""
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {escape(code)} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{escape(shown)}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{run}{part}</w:r>" for part in parts)


def fonts(profile: Profile, east_asian: str, latin: str = "") -> str:
    """The font names of a run. Theme attributes are never written: they would win over the names."""
    face = quoteattr(latin or profile.fonts.latin)
    other = quoteattr(profile.fonts.latin)
    return f"<w:rFonts w:ascii={face} w:hAnsi={face} w:eastAsia={quoteattr(east_asian)} w:cs={other}/>"


def _normal(profile: Profile) -> str:
    """What every style rests on.

    overflowPunct stands here although it is Word's default: LibreOffice reads it upside down and its PDF loses hung
    marks. LibreOffice also takes the grid's character size from this style alone. No widow control: a page must be
    able to hold all its lines.
    """
    body = profile.elements.body
    ppr = (
        '<w:widowControl w:val="0"/><w:overflowPunct/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'{_line(body, profile)}<w:jc w:val="both"/>'
    )
    rpr = f"{_squeeze(profile.squeeze) if profile.squeeze else ''}{_size(body.size)}"
    return _style("Normal", "Normal", ppr, rpr, kind=' w:default="1"', based="")


def _element(name: str, profile: Profile) -> str:
    style_id, style_name = STYLES[name]
    element = profile.elements[name]
    keep = ("<w:keepNext/>" if name in _KEEP_NEXT else "") + ("" if name in _FLOWING else "<w:keepLines/>")
    # Lines of exact height need no grid, and LibreOffice moves those with Latin in them by a fraction of a point on one.
    characters = profile.page.grid == "word" and element.line.rule == "grid"
    snap = "" if characters else '<w:snapToGrid w:val="0"/>'
    outline = f'<w:outlineLvl w:val="{int(name[-1]) - 1}"/>' if name.startswith("heading") else ""
    align = {"justify": "both"}.get(element.align, element.align)
    ppr = f'{keep}{snap}{_line(element, profile)}{_indent(element)}<w:jc w:val="{align}"/>{outline}'
    latin = element.font if name == "page_number" else ""
    rpr = fonts(profile, element.font, latin) + ("<w:b/><w:bCs/>" if element.bold else "")
    if element.size != profile.elements.body.size:
        rpr += '<w:snapToGrid w:val="0"/>' + (_squeeze(0) if profile.squeeze else "")
    rpr += _size(element.size)
    following = STYLES["body"][0] if name in _KEEP_NEXT else ""
    kind = "" if style_name in _BUILT_IN else ' w:customStyle="1"'
    return _style(style_id, style_name, ppr, rpr, kind=kind, following=following)


def _figure() -> str:
    """A picture's own paragraph: in a line of exact height Word would show a strip of it."""
    ppr = '<w:keepNext/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>'
    return _style(FIGURE_STYLE, "配图", ppr, "", kind=' w:customStyle="1"', following=STYLES["caption"][0])


def _plain(profile: Profile) -> str:
    """Body text inside a heading's line."""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{PLAIN_STYLE}"><w:name w:val="行内正文"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{fonts(profile, profile.elements.body.font)}'
        '<w:b w:val="0"/><w:bCs w:val="0"/></w:rPr></w:style>'
    )


def _style(
    style_id: str, name: str, ppr: str, rpr: str, *, kind: str, based: str = "Normal", following: str = ""
) -> str:
    rests = f'<w:basedOn w:val="{based}"/>' if based else ""
    then = f'<w:next w:val="{following}"/>' if following else ""
    text = f"<w:rPr>{rpr}</w:rPr>" if rpr else ""
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{style_id}"><w:name w:val="{name}"/>{rests}{then}<w:qFormat/>'
        f"<w:pPr>{ppr}</w:pPr>{text}</w:style>"
    )


def _line(element: Element, profile: Profile) -> str:
    line, before, after = (
        round(points * 20) for points in (line_height(element, profile), element.before, element.after)
    )
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


def _indent(element: Element) -> str:
    """Both forms: Word takes the characters, LibreOffice the twips."""
    if not element.indent:
        return ""
    twips = round(element.indent * element.size * 20)
    return f'<w:ind w:firstLineChars="{round(element.indent * 100)}" w:firstLine="{twips}"/>'


def _squeeze(twips: int) -> str:
    return f'<w:spacing w:val="{twips}"/>'


def _size(points: float) -> str:
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
