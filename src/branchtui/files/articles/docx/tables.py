"""Tables of a .docx: one of words becomes rows, one that lays out a page or holds pictures what stands in its cells."""

from collections.abc import Collection, Iterator, Sequence
from xml.etree.ElementTree import Element

from branchtui.files.articles.docx.styles import is_on
from branchtui.files.articles.docx.xml import W
from branchtui.files.articles.line import Line
from branchtui.files.articles.tables import row

MOST_COLUMNS = 60
_LONGEST_CELL, _LONGEST_CAPTION = 300, 80
_OWN = frozenset(f"{W}{name}" for name in ("p", "tbl", "tr", "tc"))

Cells = Sequence[Sequence[Line]]
"""The lines of each cell of a row."""


def lines_of_table(rows: Sequence[Cells]) -> list[Line]:
    """The lines that a table comes to; those that follow each other with `row` are one table."""
    rows = [cells for cells in rows if any(cells)]
    lines = [line for cells in rows for cell in cells for line in cell]
    wide = sum(len(cells) > 1 for cells in rows) > 1
    columns = max(map(len, rows), default=0)
    if (
        not wide
        or columns > MOST_COLUMNS
        or any(line.figure or line.row or len(line.text) > _LONGEST_CELL for line in lines)
    ):
        return _captioned(rows) or lines
    written = [[" ".join(line.text for line in cell) for cell in cells] for cells in rows]
    return [Line(row([*cells, *[""] * (columns - len(cells))]), row=True) for cells in written]


def _captioned(rows: Sequence[Cells]) -> list[Line]:
    """The figures of a table that holds rows of pictures, each above a row of their captions; none of any other."""
    done: list[Line] = []
    for pictures, captions in zip(rows[::2], rows[1::2], strict=False):
        if len(pictures) != len(captions) or len(rows) % 2:
            return []
        for picture, caption in zip(pictures, captions, strict=True):
            if not picture and not caption:
                continue
            if len(picture) != 1 or len(caption) != 1 or not picture[0].figure or caption[0].figure:
                return []
            if len(caption[0].text) > _LONGEST_CAPTION:
                return []
            done.append(Line(caption[0].text, figure=True, picture=picture[0].picture))
    return done


def is_row_hidden(tr: Element) -> bool:
    """Whether a row is set as hidden."""
    properties = tr.find(f"{W}trPr")
    return properties is not None and is_on(properties, "hidden") is True


def inside(element: Element, tag: str, unseen: Collection[str]) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those that a content control or a change wraps."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in unseen and child.tag not in _OWN:
            yield from inside(child, tag, unseen)
