"""How a paper looks on the university's own .docx: its page, and its text as the paragraph is set where {{正文}} stands."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from branchtui.errors import BranchError
from branchtui.typesetting.profile import ELEMENTS, LEAST_CHARACTERS, Element, Profile
from branchtui.typesetting.profile_values import Spacing

if TYPE_CHECKING:
    from docx.document import Document

FOLLOWING = ("body", "note", "addressee", "byline", "signoff")
"""The elements that are set as that paragraph, as far as no style of the template serves them."""

_INDENTED = ("body", "note")
_WIDEST = 558.8  # millimetres; Word's widest page
_NOT_COPIED = ("pStyle", "sectPr", "rPr", "keepNext", "keepLines", "pageBreakBefore", "numPr", "framePr", "outlineLvl")
_SIZE, _LINE = 20, 240  # of Word where a file says nothing: half points, and one line


def tag(name: str) -> str:
    """The name of a w: element or attribute."""
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def template_look(
    document: "Document", profile: Profile, place: Any, followers: tuple[str, ...], mapped: Mapping[str, str]
) -> Profile:
    """The profile on the template's page, its `followers` set as the paragraph `place`, and what is `mapped` as the styles
    of these ids. There is no grid: lines that stood on one keep their distance. Raises BranchError for a page that cannot
    hold the text."""
    theirs = document.styles.element
    elements = {name: _off_grid(profile.elements[name], profile) for name in ELEMENTS}
    for name in followers:
        elements[name] = _as_told(elements[name], _told(theirs, place.style, place), indented=name in _INDENTED)
    for name, style_id in mapped.items():
        elements[name] = _as_told(elements[name], _told(theirs, style_id), indented=True)
    page = replace(_page(document, profile), lines=0, characters=0, grid="none")
    return replace(profile, page=page, elements=replace(profile.elements, **elements))


def _page(document: "Document", profile: Profile) -> Any:
    sides = ("page_width", "page_height", "left_margin", "right_margin", "top_margin", "bottom_margin")
    try:
        pages = [[getattr(section, side) for side in sides] for section in document.sections]
    except ValueError:
        raise BranchError("模板的纸张大小或页边距不是数字，请在 Word 的“页面设置”里重新设置。") from None
    if not pages:
        raise BranchError("模板里没有页面设置，请在 Word 的“页面设置”里选好纸张和页边距，再保存。")
    names = ("width", "height", "left", "right", "top", "bottom")
    told = {
        name: abs(round(size.mm, 2)) if name in names[4:] else round(size.mm, 2)  # a fixed margin is written below zero
        for name, size in zip(names, pages[0], strict=True)
        if size is not None
    }
    page = replace(profile.page, **told)
    least = LEAST_CHARACTERS * profile.elements.body.size * 20
    if page.text_width < least or page.text_height < least / 2 or max(page.width, page.height) > _WIDEST:
        raise BranchError("模板的纸张减去页边距后放不下正文，请在 Word 的“页面设置”里改页边距或纸张。")
    return page


def _off_grid(element: Element, profile: Profile) -> Element:
    return replace(element, line=Spacing("exact", profile.page.pitch / 20)) if element.line.rule == "grid" else element


def _as_told(element: Element, told: dict[str, int], *, indented: bool) -> Element:
    size, line = told.get("sz", _SIZE) / 2, told.get("line", _LINE)
    spacing = Spacing("times", max(0.5, line / _LINE))
    if not told.get("auto", 1):
        spacing = Spacing("exact", max(size / 2, line / 20))
    indent = 0.0
    if indented:
        chars = told.get("firstLineChars", 0) / 100
        indent = max(0.0, chars or told["firstLine"] / 20 / size if "firstLine" in told else chars or element.indent)
    before, after = (max(0, told.get(side, 0)) / 20 for side in ("before", "after"))
    return replace(element, size=size, line=spacing, indent=indent, before=before, after=after)


def _told(theirs: Any, style_id: str | None, place: Any = None) -> dict[str, int]:
    """What a template says of a paragraph, the nearest word last: the defaults, its styles from the bottom, the paragraph."""
    found: dict[str, int] = {}
    holders = (*theirs.iterfind(f"{tag('docDefaults')}/*"), *reversed(list(_styles(theirs, style_id))))
    for holder in (*holders, *([] if place is None else [place])):
        for element in (*holder.iter(tag("spacing")), *holder.iter(tag("ind"))):
            if element.getparent().tag == tag("pPr"):
                found |= _numbers(element)
        sizes = (size for run in holder.iter(tag("rPr")) for size in run.iterfind(tag("sz")))
        if (size := next(sizes, None)) is not None and (number := _numbers(size).get("val", 0)) > 0:
            found["sz"] = number
    return found


def _styles(theirs: Any, style_id: str | None) -> Iterator[Any]:
    """A style, without an id that of paragraphs without one, and those it rests on."""
    style = _paragraph_style(theirs, style_id)
    seen: list[Any] = []
    while style is not None and style not in seen:
        seen.append(style)
        yield style
        below = style.find(tag("basedOn"))
        style = None if below is None else theirs.get_by_id(below.get(tag("val")))


def _paragraph_style(theirs: Any, style_id: str | None) -> Any:
    found = theirs.get_by_id(style_id) if style_id else None
    if found is not None and found.get(tag("type")) == "paragraph":
        return found
    usual = (s for s in theirs.style_lst if s.get(tag("default")) == "1" and s.get(tag("type")) == "paragraph")
    return next(usual, None)


def _numbers(element: Any) -> dict[str, int]:
    """The numbers among the attributes of an element; `auto` is 1 where its line is a multiple."""
    found = {}
    for key, value in element.attrib.items():
        name = key.rpartition("}")[2]
        if name == "lineRule":
            found["auto"] = int(value == "auto")
        elif value.lstrip("-").isdecimal() and value.isascii() and len(value) < 6:
            found[name] = int(value)
    return found


def follow(ours: Any, theirs: Any, place: Any, name: str, profile: Profile) -> None:
    """Make a style of ours set text as the paragraph `place` is set: on its style, with what was changed there by hand.

    A first-line indent of ours stays where the template has none, and so do another font and the side of a signature.
    """
    font = copy.deepcopy(ours.find(f"{tag('rPr')}/{tag('rFonts')}"))
    style, based = _paragraph_style(theirs, place.style), ours.find(tag("basedOn"))
    if style is not None and based is not None:
        based.set(tag("val"), style.styleId)
    for part in (*ours.findall(tag("pPr")), *ours.findall(tag("rPr"))):
        ours.remove(part)
    told = ours.get_or_add_pPr()
    for child in () if place.pPr is None else place.pPr:
        if child.tag.rpartition("}")[2] not in _NOT_COPIED:
            told.append(copy.deepcopy(child))
    run = next((r.rPr for r in place.iter(tag("r")) if r.find(tag("t")) is not None), None)
    changed = ours.get_or_add_rPr()
    for child in () if run is None else run:
        if child.tag != tag("rStyle"):
            changed.append(copy.deepcopy(child))
    if profile.elements[name].font != profile.elements.body.font:
        for there in changed.findall(tag("rFonts")):
            changed.remove(there)
        changed.insert(0, font)
    face = profile.elements[name]
    if name not in _INDENTED or face.indent:
        indent = told.get_or_add_ind()
        for key in [key for key in indent.attrib if "irstLine" in key or "hanging" in key]:
            del indent.attrib[key]
        indent.set(tag("firstLineChars"), str(round(face.indent * 100)))
        indent.set(tag("firstLine"), str(round(face.indent * face.size * 20)))
    if name in ("byline", "signoff"):
        side = told.get_or_add_jc()
        side.set(tag("val"), face.align if face.align != "justify" else "both")
