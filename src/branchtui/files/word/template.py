"""The university's own .docx as the base: its page, headers, footers and styles, with plain tokens for our text.

A template is inspected before python-docx opens it, and a sample is printed on it, so that what passes can be printed
on. Tokens are words, not expressions; a value is never looked at again.
"""

import copy
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
from branchtui.files.word.template_look import FOLLOWING, follow, tag, template_look
from branchtui.files.word.writer import OWN_STYLES, Pictures
from branchtui.papers.tree import Paper
from branchtui.rules.blanks import UNFILLED
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.text.cleaning import clean
from branchtui.rules.text.digits import decimal
from branchtui.rules.text.nearest import near
from branchtui.typesetting.compose import byline_text, compose, compose_parts, title_text
from branchtui.typesetting.pieces import Piece, Text
from branchtui.typesetting.profile import Profile

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
_KINDS = {"character": "字符样式", "table": "表格样式", "numbering": "列表样式"}


@dataclass(frozen=True, slots=True)
class TemplateReport:
    """What `template inspect` tells: the tokens, which elements get a style of the template, which are set as the
    paragraph where the text goes, which get a style of ours."""

    tokens: tuple[str, ...]
    mapped: Mapping[str, str]
    following: tuple[str, ...]
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
    following = () if "body" in mapped else tuple(name for name in FOLLOWING if name not in mapped)
    own = tuple(name for name in STYLES if name not in mapped and name not in following and name != "page_number")
    remarks = [] if set(found.tokens) & {"标题", "全文"} else ["模板里没有 {{标题}}，标题不会印出。"]
    if coloured := [style for name, style in mapped.items() if name not in wanted and style in found.coloured]:
        remarks.append(f"模板的样式“{'”“'.join(coloured)}”不是黑字，会照样印出；要黑字请在 Word 里改这些样式的颜色。")
    return TemplateReport(tuple(found.tokens), mapped, following, own, tuple(remarks))


def _check_token(token: str) -> None:
    if token not in TOKENS:
        raise BranchError(f"模板里的 {{{{{token}}}}} 不认识{near(token, TOKENS)}。可用：{'、'.join(TOKENS)}。")


def write_on_template(paper: Paper, profile: Profile, pictures: Pictures, template: bytes) -> bytes:
    """A paper on the university's own .docx. Raises BranchError as `inspect_template` and `write` do."""
    return _filled(paper, profile, pictures, template, inspect_template(template, profile))


def _filled(paper: Paper, profile: Profile, pictures: Pictures, template: bytes, report: TemplateReport) -> bytes:
    import docx

    document = docx.Document(io.BytesIO(template))
    place = next(_places(document), None)
    if place is None:
        raise BranchError(_NO_PLACE)
    ids = _ids(document, report)
    profile = template_look(document, profile, place, report.following, ids)
    head, text = compose_parts(paper, profile)
    targets = list(_targets(document))
    values = _values(paper, profile, (*head, *text))
    places = [(p, token) for p in targets if (token := _block_token(p))]
    for paragraph in targets:
        _replace_tokens(paragraph, values)
    styles = ids | _own_styles(document, report, profile, place)
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
    last = parent.tag == tag("tc") and paragraph.getnext() is None and (above is None or above.tag != tag("p"))
    if last or (properties is not None and properties.find(tag("sectPr")) is not None):
        for child in [child for child in paragraph if child is not properties]:
            paragraph.remove(child)
    else:
        parent.remove(paragraph)


def _match(element: str, wanted: Mapping[str, str], names: list[str]) -> str:
    if element in wanted:
        return wanted[element]
    own = STYLES[element][1]
    return next((name for name in names if name.casefold() == own.casefold()), "")


def _targets(document: "Document") -> Iterator[Any]:
    """The paragraphs with tokens."""
    for root in _roots(document):
        yield from (paragraph for paragraph in root.iter(tag("p")) if "{{" in _text_of(paragraph))


def _places(document: "Document") -> Iterator[Any]:
    """The paragraphs where the text goes. Raises BranchError for one with other words or outside the text."""
    return (paragraph for paragraph in _targets(document) if _block_token(paragraph))


def look_on(profile: Profile, template: bytes) -> Profile:
    """The profile as a paper looks on this template, for its pages before printing. Raises as `inspect_template`."""
    import docx

    report = inspect_template(template, profile)
    document = docx.Document(io.BytesIO(template))
    return template_look(document, profile, next(_places(document)), report.following, _ids(document, report))


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
    return [t for t in paragraph.iter(tag("t")) if next(t.iterancestors(tag("p"))) is paragraph]


def _text_of(paragraph: Any) -> str:
    return "".join(t.text or "" for t in _texts(paragraph))


def _block_token(paragraph: Any) -> str:
    text = _text_of(paragraph).strip()
    match = TOKEN.fullmatch(text)
    if match and match[1] in _BLOCKS:
        inside = {ancestor.tag for ancestor in paragraph.iterancestors()}
        if tag("body") not in inside or tag("txbxContent") in inside:
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
    values["署名"] = byline_text(paper.blocks, profile)
    return values | {"单位": _line(paper.author), "日期": day, "类别": _line(paper.subject)}


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _without(pieces: tuple[Piece, ...], tokens: tuple[str, ...]) -> tuple[Piece, ...]:
    """The text without what has a token of its own."""
    placed = {name for token in tokens for name in _WORDS.get(token, ())}
    left = tuple(piece for piece in pieces if not (isinstance(piece, Text) and piece.element in placed))
    return left or (Text("body"),)


def _ids(document: "Document", report: TemplateReport) -> dict[str, str]:
    """The ids of the template's styles that serve our elements."""
    by_name = {style.name_val: style.styleId for style in document.styles.element.style_lst if style.styleId}
    return {name: by_name[style] for name, style in report.mapped.items()}


def _own_styles(document: "Document", report: TemplateReport, profile: Profile, place: Any) -> dict[str, str]:
    """The ids of the styles of ours for the other elements, which are added to the template's."""
    import docx

    theirs = document.styles.element
    kinds = {style.name_val: style.get(tag("type")) for style in theirs.style_lst}
    by_name = {style.name_val: style.styleId for style in theirs.style_lst if style.styleId}
    default = next(
        (s.styleId for s in theirs.style_lst if s.get(tag("default")) == "1" and s.get(tag("type")) == "paragraph"),
        "",
    )
    own = docx.Document(io.BytesIO(base_docx(profile))).styles.element
    ids: dict[str, str] = {}
    needed = [(name, OWN_STYLES[name]) for name in (*report.following, *report.own)]
    needed += [("figure", FIGURE_STYLE), ("plain", PLAIN_STYLE)]
    for name, style_id in (*needed, ("table", OWN_STYLES["table"])):
        ours = copy.deepcopy(own.get_by_id(style_id))
        if ours.name_val in by_name and kinds[ours.name_val] == ours.get(tag("type")):
            ids[name] = by_name[ours.name_val]
            continue
        if ours.name_val in kinds:  # taken by a style of another kind
            ours.name_val = f"BT {ours.name_val}"
        new_id = style_id if theirs.get_by_id(style_id) is None else f"BT{style_id}"
        ours.set(tag("styleId"), new_id)
        for link in (*ours.findall(tag("basedOn")), *ours.findall(tag("next"))):
            if link.get(tag("val")) == "Normal" and default:
                link.set(tag("val"), default)
            elif theirs.get_by_id(link.get(tag("val"))) is None:
                ours.remove(link)
        if name in report.following:
            follow(ours, theirs, place, name, profile)
        theirs.append(ours)
        ids[name] = new_id
    return ids


def _last_drawing(document: "Document") -> int:
    tag = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    last = 1
    for told in (e.get("id", "") for root in _roots(document) for e in root.iter(tag)):
        number = decimal(told)
        if number is None or number > _MOST_ID:
            raise BranchError(f"模板里有一个图形的编号（docPr id“{quoted(told, 20)}”）不对，请删掉那个图形再插入一次。")
        last = max(last, number)
    return last
