"""The writer: a Paper and a profile → the bytes of a .docx. python-docx opens the base and keeps its parts in order."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from branchtui.errors import BranchError
from branchtui.files.word.base import base_docx
from branchtui.files.word.body import NAMESPACES, Body, Placed
from branchtui.files.word.package import pack_package
from branchtui.files.word.styles import FIGURE_STYLE, PLAIN_STYLE, STYLES
from branchtui.papers.tree import Paper
from branchtui.rules.text.cleaning import clean
from branchtui.typesetting.compose import compose
from branchtui.typesetting.profile import Profile

if TYPE_CHECKING:
    from docx.document import Document

_FIRST_YEAR = 1900  # a paper without a day keeps the base's
Pictures = Callable[[str], bytes]
OWN_STYLES = {element: style for element, (style, _) in STYLES.items()}
OWN_STYLES |= {"figure": FIGURE_STYLE, "table": "TableGrid", "plain": PLAIN_STYLE}


def write(paper: Paper, profile: Profile, pictures: Pictures) -> bytes:
    """A paper as .docx: the same paper, profile and pictures always give the same bytes.

    `pictures` gives the bytes of a picture by its sha: upright JPEG or PNG without metadata. Raises BranchError for
    bytes that are no such picture.
    """
    import docx

    document = docx.Document(io.BytesIO(base_docx(profile)))
    xml = Body(profile, OWN_STYLES, placer(document, pictures)).xml(compose(paper, profile))
    set_properties(document, paper)
    # The body goes in as bytes: lxml takes two seconds to move the rows of a long table from one tree to another.
    part = document.part
    before, section, after = part.blob.partition(b"<w:sectPr")
    return pack_package(part.package, {part.partname: b"".join((before, xml.encode("utf-8"), section, after))})


def elements(xml: str) -> list[Any]:
    """Body XML as elements."""
    from docx.oxml import parse_xml

    return list(parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>"))


def placer(document: "Document", pictures: Pictures) -> Callable[[str], Placed]:
    """What takes a picture into the document; one that is shown twice is stored once."""
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError

    def place(sha: str) -> Placed:
        try:
            relation, image = document.part.get_or_add_image(io.BytesIO(pictures(sha)))
        except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
            raise BranchError("有一张配图不是完好的 JPEG 或 PNG，请在新闻里换一张再导出。") from None
        return Placed(relation, (image.px_width, image.px_height))

    return place


def set_properties(document: "Document", paper: Paper) -> None:
    """Title, author, kind and day of the paper; nothing of the program or the clock."""
    core = document.core_properties
    core.title = _property(paper.title)
    core.author = core.last_modified_by = _property(paper.author)
    core.subject = _property(paper.subject)
    core.language = "zh-CN"
    if core.comments:  # a template's
        core.comments = ""
    if paper.dated and paper.dated.year >= _FIRST_YEAR:
        core.created = core.modified = datetime.combine(paper.dated, time(), UTC)
    core.revision = 1


def _property(text: str) -> str:
    return " ".join(clean(text).split())[:255]
