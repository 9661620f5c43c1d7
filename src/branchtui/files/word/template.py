"""The university's own .docx as the base: its page, headers, footers and styles, with plain tokens for our text.

A template is inspected before python-docx opens it, and a sample is printed on it, so that what passes can be printed
on. Tokens are words, not expressions; a value is never looked at again.
"""

import copy
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from branchtui.errors import BranchError
from branchtui.files.word.base import base_docx
from branchtui.files.word.body import Body
from branchtui.files.word.document import elements, placer, set_properties
from branchtui.files.word.inspection import TOKEN, inspect_docx
from branchtui.files.word.package import pack_package
from branchtui.files.word.sample import PAPER, PICTURE
from branchtui.files.word.styles import FIGURE_STYLE, PLAIN_STYLE, STYLES
from branchtui.files.word.writer import OWN_STYLES, Pictures
from branchtui.papers.tree import Paper
from branchtui.rules.blanks import UNFILLED
from branchtui.rules.text.cleaning import clean
from branchtui.rules.text.digits import decimal
from branchtui.typesetting.compose import compose, compose_parts, title_text
from branchtui.typesetting.pieces import Piece, Text
from branchtui.typesetting.profile import LEAST_CHARACTERS, Profile
from branchtui.typesetting.profile_values import near

if TYPE_CHECKING:
    from docx.document import Document

# Token → the elements whose text it stands for; 正文 and 全文 stand for whole blocks.
_WORDS = {
    "栏目": ("kicker",),
    "副标题": ("subtitle",),
    "来源": ("meta",),
    "编者按": ("note",),
    "署名": ("byline",),
}
_BLOCKS = ("正文", "全文")
TOKENS = ("标题", *_WORDS, "单位", "日期", "类别", *_BLOCKS)
_NO_PLACE = "模板里没有放正文的地方，请在单独一段里写 {{正文}}（或 {{全文}}）。"
_MOST_ID = 2_000_000_000  # of a drawing; Word takes no more than 2³¹ - 1, and ours come after the template's
_WIDEST = 558.8  # millimetres; Word's widest page
_KINDS = {"character": "字符样式", "table": "表格样式", "numbering": "列表样式"}


@dataclass(frozen=True, slots=True)
class TemplateReport:
    """What `template inspect` tells: the tokens, which elements get a style of the template, which get ours."""

    tokens: tuple[str, ...]
    mapped: Mapping[str, str]
    own: tuple[str, ...]
    remarks: tuple[str, ...]


@lru_cache(maxsize=2)
def inspect_template(data: bytes, profile: Profile) -> TemplateReport:
    """Looks at a template, then prints a sample on it. Raises BranchError when it is unsafe or can't be printed on."""
    report = _look_at(data, profile)
    import docx

    try:
        made = _filled(PAPER, profile, lambda sha: PICTURE, data, report)
        inspect_docx(made)
        docx.Document(io.BytesIO(made))
    except BranchError:
        raise
    except Exception as error:  # whatever python-docx stumbles over in the parts of a stranger
        why = _line(f"{type(error).__name__} {error}")[:80]
        raise BranchError(
            f"这个模板里有用不了的部件，试印一份时出错（{why}）。请在 Word 里打开它，另存为 .docx 再试。"
        ) from error
    return report


def _look_at(data: bytes, profile: Profile) -> TemplateReport:
    found = inspect_docx(data)
    for token in found.tokens:
        _check_token(token)
    if not set(found.tokens) & set(_BLOCKS):
        raise BranchError(_NO_PLACE)
    usable = [name for name, kind in found.styles.items() if kind == "paragraph"]
    wanted = dict(profile.template.styles) if profile.template else {}
    for element, name in wanted.items():
        if name not in usable:
            kind = _KINDS.get(found.styles.get(name, ""), "")
            wrong = (
                f"模板里的“{name}”是{kind}（{element} 要用段落样式）"
                if kind
                else f"模板里没有样式“{name}”（{element}）"
            )
            raise BranchError(f"{wrong}{near(name, usable)}。请改版式文件的 template.styles。")
    mapped = {name: style for name in STYLES if (style := _match(name, wanted, usable))}
    own = tuple(name for name in STYLES if name not in mapped and name != "page_number")
    remarks = () if set(found.tokens) & {"标题", "全文"} else ("模板里没有 {{标题}}，标题不会印出。",)
    return TemplateReport(tuple(found.tokens), mapped, own, remarks)


def _check_token(token: str) -> None:
    if token not in TOKENS:
        raise BranchError(f"模板里的 {{{{{token}}}}} 不认识{near(token, TOKENS)}。可用：{'、'.join(TOKENS)}。")


def write_on_template(paper: Paper, profile: Profile, pictures: Pictures, template: bytes) -> bytes:
    """A paper on the university's own .docx. Raises BranchError as `inspect_template` and `write` do."""
    return _filled(paper, profile, pictures, template, inspect_template(template, profile))


def _filled(paper: Paper, profile: Profile, pictures: Pictures, template: bytes, report: TemplateReport) -> bytes:
    import docx

    document = docx.Document(io.BytesIO(template))
    profile = _on_page(document, profile)
    head, text = compose_parts(paper, profile)
    targets = [p for root in _roots(document) for p in root.iter(_tag("p")) if "{{" in _text_of(p)]
    values = _values(paper, profile, (*head, *text))
    places = [(p, token) for p in targets if (token := _block_token(p))]
    if not places:
        raise BranchError(_NO_PLACE)
    for paragraph in targets:
        _replace_tokens(paragraph, values)
    styles = _style_ids(document, report, profile)
    body = Body(profile, styles, placer(document, pictures), first_id=_last_drawing(document))
    for paragraph, token in places:
        pieces = compose(paper, profile) if token == "全文" else _without(text, report.tokens)
        for element in elements(body.xml(pieces)):
            paragraph.addprevious(element)
        _take_away(paragraph)
    set_properties(document, paper)
    return pack_package(document.part.package)


def _take_away(paragraph: Any) -> None:
    """Remove the paragraph of a token, but keep the end of a section it holds, and the last one of a table's cell."""
    properties, parent, above = paragraph.pPr, paragraph.getparent(), paragraph.getprevious()
    last = parent.tag == _tag("tc") and paragraph.getnext() is None and (above is None or above.tag != _tag("p"))
    if last or (properties is not None and properties.find(_tag("sectPr")) is not None):
        for child in [child for child in paragraph if child is not properties]:
            paragraph.remove(child)
    else:
        parent.remove(paragraph)


def _match(element: str, wanted: Mapping[str, str], names: list[str]) -> str:
    if element in wanted:
        return wanted[element]
    own = STYLES[element][1]
    return next((name for name in names if name.casefold() == own.casefold()), "")


def _tag(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def _roots(document: "Document") -> Iterator[Any]:
    """The body, and each header and footer once."""
    yield document.element.body
    yield from {
        relation.target_part.partname: relation.target_part.element
        for relation in document.part.rels.values()
        if relation.reltype.endswith(("/header", "/footer"))
    }.values()


def _texts(paragraph: Any) -> list[Any]:
    """The w:t elements of a paragraph, without those of a text box inside it."""
    return [t for t in paragraph.iter(_tag("t")) if next(t.iterancestors(_tag("p"))) is paragraph]


def _text_of(paragraph: Any) -> str:
    return "".join(t.text or "" for t in _texts(paragraph))


def _block_token(paragraph: Any) -> str:
    text = _text_of(paragraph).strip()
    match = TOKEN.fullmatch(text)
    if match and match[1] in _BLOCKS:
        inside = {ancestor.tag for ancestor in paragraph.iterancestors()}
        if _tag("body") not in inside or _tag("txbxContent") in inside:
            raise BranchError("模板里的 {{正文}} 或 {{全文}} 要写在正文里，不能写在页眉、页脚或文本框里。")
        return str(match[1])
    if any(found in _BLOCKS for found in TOKEN.findall(text)):
        raise BranchError("模板里的 {{正文}} 或 {{全文}} 要单独占一段，同一段不能有别的字。")
    return ""


def _replace_tokens(paragraph: Any, values: Mapping[str, str]) -> None:
    """Puts each value where its token starts, in the token's own formatting."""
    texts = _texts(paragraph)
    whole = "".join(t.text or "" for t in texts)
    matches = [match for match in TOKEN.finditer(whole) if match[1] not in _BLOCKS]
    at = first = 0
    for t in texts:
        start, end = at, at + len(t.text or "")
        words = []
        while first < len(matches) and matches[first].start() < end:
            match = matches[first]
            words.append(whole[at : max(at, match.start())])
            if match.start() >= start:
                _check_token(match[1])
                words.append(values[match[1]])
            at = min(match.end(), end)
            if match.end() > end:
                break  # it goes on in the next one
            first += 1
        if words:
            t.text = "".join(words) + whole[at:end]
            t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        at = end


def _values(paper: Paper, profile: Profile, pieces: tuple[Piece, ...]) -> dict[str, str]:
    texts = [piece for piece in pieces if isinstance(piece, Text)]
    values = {
        token: "　".join(piece.text.replace("\n", "") for piece in texts if piece.element in names and piece.text)
        for token, names in _WORDS.items()
    }
    day = profile.day(paper.dated) if paper.dated else UNFILLED
    values["标题"] = title_text(paper.blocks, profile).replace("\n", "")
    return values | {"单位": _line(paper.author), "日期": day, "类别": _line(paper.subject)}


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _without(pieces: tuple[Piece, ...], tokens: tuple[str, ...]) -> tuple[Piece, ...]:
    """The text without what has a token of its own."""
    placed = {name for token in tokens for name in _WORDS.get(token, ())}
    left = tuple(piece for piece in pieces if not (isinstance(piece, Text) and piece.element in placed))
    return left or (Text("body"),)


def _on_page(document: "Document", profile: Profile) -> Profile:
    """The profile with the width of the template's page, so that pictures and tables fit it."""
    try:
        pages = [(section.page_width, section.left_margin, section.right_margin) for section in document.sections]
    except ValueError:
        raise BranchError("模板的纸张大小或页边距不是数字，请在 Word 的“页面设置”里重新设置。") from None
    if not pages:
        raise BranchError("模板里没有页面设置，请在 Word 的“页面设置”里选好纸张和页边距，再保存。")
    sizes = [None if size is None else round(size.mm, 2) for size in pages[0]]
    width, left, right = (
        own if size is None else size
        for size, own in zip(sizes, (profile.page.width, profile.page.left, profile.page.right), strict=True)
    )
    page = replace(profile.page, width=width, left=left, right=right, characters=0)
    if not LEAST_CHARACTERS * profile.elements.body.size * 20 <= page.text_width or width > _WIDEST:
        raise BranchError("模板的纸张减去页边距后放不下正文，请在 Word 的“页面设置”里改页边距或纸张。")
    return replace(profile, page=page)


def _style_ids(document: "Document", report: TemplateReport, profile: Profile) -> dict[str, str]:
    """Style ids for every element: the template's where it has one, else ours are added to it."""
    import docx

    theirs = document.styles.element
    kinds = {style.name_val: style.get(_tag("type")) for style in theirs.style_lst}
    by_name = {style.name_val: style.styleId for style in theirs.style_lst if style.styleId}
    default = next(
        (s.styleId for s in theirs.style_lst if s.get(_tag("default")) == "1" and s.get(_tag("type")) == "paragraph"),
        "",
    )
    own = docx.Document(io.BytesIO(base_docx(profile))).styles.element
    ids = {name: by_name[style] for name, style in report.mapped.items()}
    needed = [*((name, OWN_STYLES[name]) for name in report.own), ("figure", FIGURE_STYLE), ("plain", PLAIN_STYLE)]
    for name, style_id in (*needed, ("table", OWN_STYLES["table"])):
        ours = copy.deepcopy(own.get_by_id(style_id))
        if ours.name_val in by_name and kinds[ours.name_val] == ours.get(_tag("type")):
            ids[name] = by_name[ours.name_val]
            continue
        if ours.name_val in kinds:  # taken by a style of another kind
            ours.name_val = f"BT {ours.name_val}"
        new_id = style_id if theirs.get_by_id(style_id) is None else f"BT{style_id}"
        ours.set(_tag("styleId"), new_id)
        for link in (*ours.findall(_tag("basedOn")), *ours.findall(_tag("next"))):
            if link.get(_tag("val")) == "Normal" and default:
                link.set(_tag("val"), default)
            elif theirs.get_by_id(link.get(_tag("val"))) is None:
                ours.remove(link)
        theirs.append(ours)
        ids[name] = new_id
    return ids


def _last_drawing(document: "Document") -> int:
    tag = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    last = 1
    for told in (e.get("id", "") for root in _roots(document) for e in root.iter(tag)):
        number = decimal(told)
        if number is None or number > _MOST_ID:
            raise BranchError(f"模板里有一个图形的编号（docPr id“{told[:20]}”）不对，请删掉那个图形再插入一次。")
        last = max(last, number)
    return last
