"""The sheet a paper stands on: as its profile says, with smaller type in tables, or one page to hang up."""

from dataclasses import replace
from functools import lru_cache
from math import ceil

from branchtui.papers.tree import Paper
from branchtui.typesetting.compose import compose
from branchtui.typesetting.line_breaking import width, wrap
from branchtui.typesetting.pieces import Piece, Text
from branchtui.typesetting.profile import ELEMENTS, Element, Page, Profile
from branchtui.typesetting.profile_values import Spacing
from branchtui.typesetting.sizes import POINTS_PER_MM, measure_of

TOO_MUCH = "字太多，一页挂不下：请缩短岗位承诺"

# Points: the largest type of a table of many columns, or of long cells too, and how far apart its lines are: two of the
# fine ones take one of the page.
_TABLES = {"dense": (12.0, 18.0), "fine": (10.5, 14.25)}
_OF_TABLES = ("table_head", "table_text")
_HUNG_MARGIN = 20.0  # millimetres on each side
_LARGEST = 72.0  # points
_LINE = 1.5  # the distance of two lines, in sizes of their type
_NAME = 60  # the longest name of a post
_LINE_OF_TITLE = 14  # ems that one line of the title ought to hold, where the name is so long
_BODY_SIZES = tuple(size / 2 for size in range(64, 13, -1))  # points: 32 down to 7
# How large the elements of a sheet to hang up are, in sizes of its body, and the space above them.
_HUNG = {"kicker": (1.1, 0.0), "title": (2.4, 0.4), "meta": (1.1, 0.3), "heading1": (1.0, 0.8)}


def look_of(paper: Paper, profile: Profile) -> Profile:
    """The profile a paper is set by: that of the branch, on the sheet the paper asks for.

    A template's own types stay as they are; a sheet to hang up goes without a template.
    """
    if paper.sheet == "hung":
        return _hung(paper, profile)
    if paper.sheet == "usual" or profile.template is not None:
        return profile
    return _dense(profile, *_TABLES[paper.sheet])


@lru_cache(maxsize=16)
def _dense(profile: Profile, size: float, line: float) -> Profile:
    """The same page with its tables in smaller type, so that a row of many columns takes two lines or three."""
    elements = profile.elements
    tables = {name: _smaller(elements[name], size, line) for name in _OF_TABLES}
    return replace(profile, elements=replace(elements, **tables))


def _smaller(element: Element, size: float, line: float) -> Element:
    if element.size <= size:
        return element
    exact = element.line.rule == "exact"
    return replace(element, size=size, line=Spacing("exact", line) if exact else element.line)


@lru_cache(maxsize=16)
def _hung(paper: Paper, profile: Profile) -> Profile:
    """One page across, without a number, in the largest type with which the paper fits on it; its text in the middle.

    What does not fit in the smallest type runs on to a second page.
    """
    for size in _BODY_SIZES:
        look = _poster(profile, size, top=_HUNG_MARGIN)
        pieces = compose(paper, look)
        space = look.page.text_height / 20 - _height(pieces, look)
        if space >= size * _LINE and not _cut_up(pieces, look):  # a line to spare: no renderer may turn the page
            return _poster(profile, size, top=_HUNG_MARGIN + space / 2 / POINTS_PER_MM)
    return look


def _poster(profile: Profile, size: float, *, top: float) -> Profile:
    page, edge = profile.page, _HUNG_MARGIN
    across, down = max(page.width, page.height), min(page.width, page.height)
    sheet = Page(across, down, top, edge, edge, edge, 0, 0, "none", "none", page.number_form, page.footer)
    elements = {}
    for name in ELEMENTS:
        factor, above = _HUNG.get(name, (1.0, 0.0))
        elements[name] = _hung_element(profile.elements[name], size * factor, above * size)
    return replace(
        profile,
        page=sheet,
        elements=replace(profile.elements, **elements),
        title=replace(profile.title, kicker="above", subtitle="below", characters=_NAME),
        template=None,
    )


def _hung_element(element: Element, size: float, above: float) -> Element:
    size = min(_LARGEST, round(size * 2) / 2)
    return replace(element, size=size, line=Spacing("exact", size * _LINE), before=above, after=0.0)


def _height(pieces: tuple[Piece, ...], look: Profile) -> float:
    """How high the text is in points."""
    return sum(
        len(_lines(piece, look)) * look.elements[piece.element].line.value + look.elements[piece.element].before
        for piece in pieces
        if isinstance(piece, Text)
    )


def _cut_up(pieces: tuple[Piece, ...], look: Profile) -> bool:
    """Whether the title takes more lines than it is long."""
    return any(
        isinstance(piece, Text)
        and piece.element == "title"
        and len(_lines(piece, look)) > ceil(width(piece.text) / _LINE_OF_TITLE)
        for piece in pieces
    )


def _lines(piece: Text, look: Profile) -> list[str]:
    face = look.elements[piece.element]
    return wrap(piece.text, measure_of(piece.element, look), look.page.text_width / 20, face.indent * face.size)
