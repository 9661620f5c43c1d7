"""What goes into a document that came with a template, by way of python-docx: elements, pictures, properties."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from branchtui.files.word.base import FIRST_YEAR, property_text
from branchtui.files.word.body import NAMESPACES, Placed
from branchtui.files.word.picture_size import picture_size
from branchtui.papers.tree import Paper

if TYPE_CHECKING:
    from docx.document import Document


def elements(xml: str) -> list[Any]:
    """Body XML as elements."""
    from docx.oxml import parse_xml

    return list(parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>"))


def placer(document: "Document", pictures: Callable[[str], bytes]) -> Callable[[str], Placed]:
    """What takes a picture into the document; one that is shown twice is stored once. Raises as `picture_size`."""

    def place(sha: str) -> Placed:
        data = pictures(sha)
        size = picture_size(data)
        relation, _ = document.part.get_or_add_image(io.BytesIO(data))
        return Placed(relation, size)

    return place


def set_properties(document: "Document", paper: Paper) -> None:
    """Title, author, kind and day of the paper; nothing of the program or the clock."""
    core = document.core_properties
    core.title = property_text(paper.title)
    core.author = core.last_modified_by = property_text(paper.author)
    core.subject = property_text(paper.subject)
    core.language = "zh-CN"
    if core.comments:  # a template's
        core.comments = ""
    if paper.dated and paper.dated.year >= FIRST_YEAR:
        core.created = core.modified = datetime.combine(paper.dated, time(), UTC)
    core.revision = 1
