"""Pieces → the XML of a document's body, as strings: python-docx's own tables take fifty times as long."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from branchtui.files.word.markup import escape, quoteattr
from branchtui.files.word.styles import HINT, field
from branchtui.typesetting.line_breaking import breaks_words, portions
from branchtui.typesetting.pieces import Figure, Grid, NewPage, Piece, Run, Text
from branchtui.typesetting.profile import TWIPS_PER_MM, Profile
from branchtui.typesetting.sizes import cell_lines, figure_size, row_height, table_row_height

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_BOLD = '<w:rPr><w:rFonts w:hint="eastAsia"/><w:b/><w:bCs/></w:rPr>'
_NO_WORDS = f"<w:r>{HINT}<w:t></w:t></w:r>"  # checkers of formats take the font of a paragraph from its first run
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_BORDER = 3  # twips a row loses, so that rows and borders of a whole page stay within it
_EDGES = 10  # and the first of them more, for the borders that a table has beside those between its rows
_LINE = 10  # twips: how thick the line of a frame is
_MARKED = re.compile("·|(?:^|[!-~])[“”‘’—…]")
_EMU = 12700  # in a point
_NEW_PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture taken into the file: the id of its relation and its size in pixels."""

    relation: str
    pixels: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Body:
    """Sets pieces. `styles` maps elements and figure, table, plain to style ids; drawings count from `first_id`."""

    profile: Profile
    styles: Mapping[str, str]
    place: Callable[[str], Placed]
    first_id: int = 1

    def xml(self, pieces: Iterable[Piece]) -> str:
        """The body's paragraphs and tables."""
        return "".join(self._pieces(pieces))

    def _pieces(self, pieces: Iterable[Piece]) -> Iterator[str]:
        turned = False
        for piece in pieces:
            if turned and not isinstance(piece, Text):
                yield _NEW_PAGE
            yield self._text(piece, turned=turned) if isinstance(piece, Text) else self._piece(piece)
            turned = isinstance(piece, NewPage)
        if turned:
            yield _NEW_PAGE

    def _piece(self, piece: Figure | Grid | NewPage) -> str:
        match piece:
            case Figure():
                return (self._frame(piece) if piece.lost else self._figure(piece)) + self._caption(piece)
            case Grid():
                return self._grid(piece)
            case NewPage():
                return ""

    def _text(self, piece: Text, *, turned: bool) -> str:
        """A paragraph; `turned` begins a page with it: a break before it would leave an empty line at the head."""
        keep = "<w:keepNext/>" if piece.keep else ""
        keep += "<w:pageBreakBefore/>" if turned else ""
        if piece.tabs:
            stops = (f'<w:tab w:val="left" w:pos="{round(stop * 20)}"/>' for stop in piece.tabs)
            keep += f"<w:tabs>{''.join(stops)}</w:tabs>"
        if self.profile.elements[piece.element].align == "justify" and breaks_words(piece.text):
            keep += '<w:wordWrap w:val="0"/>'
        indent = ""
        if piece.right:
            twips = round(piece.right * self.profile.elements.body.size * 20)
            indent = f'<w:ind w:rightChars="{round(piece.right * 100)}" w:right="{twips}"/>'
        face = self.profile.elements[piece.element].font
        plain, label = self.styles["plain"], self._label
        runs = "".join(
            _run(run, label if run.strong and label else face, plain if run.plain else "", label) for run in piece.runs
        )
        if label and piece.runs and piece.runs[0].strong:
            runs = _NO_WORDS + runs
        return _paragraph(self.styles[piece.element], runs, keep, indent)

    @property
    def _label(self) -> str:
        """The font of words that stand out: that of first headings, for a font without a bold cut prints a smeared one;
        empty where they have the font of the text, and bold has to do."""
        elements = self.profile.elements
        return "" if elements.heading1.font == elements.body.font else elements.heading1.font

    def _caption(self, piece: Figure) -> str:
        rules = self.profile.captions
        runs = ""
        if rules.number:
            runs = _run(Run(rules.label), "") if rules.label else ""
            runs += field(rf"SEQ {rules.label or '图'} \* ARABIC", str(piece.number), HINT)
        if piece.caption:
            face = self.profile.elements.caption.font
            runs += _run(Run((rules.gap if rules.number else "") + piece.caption), face)
        return _paragraph(self.styles["caption"], runs)

    def _figure(self, piece: Figure) -> str:
        placed = self.place(piece.sha)
        size = figure_size(piece, placed.pixels, self.profile)
        extent = f'cx="{round(size.width * _EMU)}" cy="{round(size.height * _EMU)}"'
        number = self.first_id + piece.number
        name = quoteattr(f"{self.profile.captions.label or '图'}{piece.number}")
        # LibreOffice adds 3 mm left and right where the distances are left out.
        drawing = (
            f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
            f'<wp:docPr id="{number}" name={name} descr={quoteattr(piece.alt)}/>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{number}" name={name}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{placed.relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing>"
        )
        return _paragraph(self.styles["figure"], f"<w:r>{drawing}</w:r>", "<w:keepNext/>")

    def _frame(self, piece: Figure) -> str:
        """The place of a lost picture: a table of one cell, as large as the picture, kept with the caption."""
        size = figure_size(piece, piece.pixels, self.profile)
        width, height = round(size.width * 20), round(size.height * 20) - _LINE
        edges = "".join(
            f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            for edge in ("top", "left", "bottom", "right")
        )
        words = _run(Run(piece.lost), self.profile.elements["table_text"].font)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.styles["table"]}"/><w:tblW w:w="{width}" w:type="dxa"/>'
            f'<w:jc w:val="center"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
            f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/>'
            f'<w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
            f'<w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{_paragraph(self.styles['table_text'], words, '<w:keepNext/>')}</w:tc></w:tr></w:tbl>"
        )

    def _grid(self, piece: Grid) -> str:
        widths = [round(mm * TWIPS_PER_MM) for mm in piece.widths]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        cells = [(piece.header, True)] * bool(piece.header) + [(row, False) for row in piece.rows]
        rows = "".join(self._row(piece, row, widths, at, head=head) for at, (row, head) in enumerate(cells))
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.styles["table"]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        )

    def _row(self, piece: Grid, cells: tuple[str, ...], widths: list[int], at: int, *, head: bool) -> str:
        element = "table_head" if head else "table_text"
        style, face = self.styles[element], self.profile.elements[element].font
        align = ("center",) * len(widths) if head else piece.align
        # On a grid a row takes whole lines, less the border, so that a page of table is as high as a page of text.
        high = round(table_row_height(cell_lines(piece, cells, self.profile, head=head), self.profile) * 20)
        # A row that no page has room for, under the titles, must be allowed to part, or LibreOffice cuts it off.
        parts = not head and high + round(row_height(self.profile) * 20) > self.profile.page.text_height
        if self.profile.page.pitch and not parts:
            height = high - _BORDER - _EDGES * (not at)
        else:
            height = round(self.profile.tables.row * TWIPS_PER_MM)
        begin, more = piece.stretch
        number = at - bool(piece.header)
        last = number == len(piece.rows) - 1
        if more and number >= begin and not last:
            height = max(height, high) + round(more * 20)
        columns = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{_cell(cell, style, side, face, keep=piece.keep and last)}</w:tc>"
            for cell, width, side in zip(cells, widths, align, strict=True)
        )
        return (
            f'<w:tr><w:trPr>{"" if parts else "<w:cantSplit/>"}<w:trHeight w:val="{height}" w:hRule="atLeast"/>'
            f"{'<w:tblHeader/>' if head else ''}</w:trPr>{columns}</w:tr>"
        )


def _paragraph(style: str, runs: str, keep: str = "", after: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{after}</w:pPr>{runs}</w:p>'


def _run(run: Run, face: str, style: str = "", label: str = "") -> str:
    """Runs of one text. Marks that would come from the Latin font get runs of their own in the Chinese one."""
    properties = HINT
    if run.strong:
        properties = HINT.replace("/>", f" w:eastAsia={quoteattr(label)}/>") if label else _BOLD
    if style:
        properties = properties.replace("<w:rPr>", f'<w:rPr><w:rStyle w:val="{style}"/>')
    if face and _MARKED.search(run.text):
        stretches: list[tuple[str, bool]] = []
        for text, script in portions(run.text):
            mark = script == "mark"
            if stretches and stretches[-1][1] == mark:
                stretches[-1] = (stretches[-1][0] + text, mark)
            else:
                stretches.append((text, mark))
        return "".join(_one_run(text, properties, face if mark else "") for text, mark in stretches)
    return _one_run(run.text, properties)


def _one_run(text: str, properties: str, face: str = "") -> str:
    words = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in text.split("\n")
    )
    if "\t" in words:
        words = words.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    if face:
        name = quoteattr(face)
        properties = properties.replace("<w:rFonts ", f"<w:rFonts w:ascii={name} w:hAnsi={name} ")
    return f"<w:r>{properties}{words}</w:r>"


@lru_cache(maxsize=1024)
def _cell(text: str, style: str, align: str, face: str, *, keep: bool) -> str:
    side = "" if align == "center" else f'<w:jc w:val="{align}"/>'
    kept = "<w:keepNext/>" if keep else ""
    return "".join(_paragraph(style, _run(Run(line), face) if line else "", kept, side) for line in text.split("\n"))
