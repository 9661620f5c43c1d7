"""The running text of a .docx: what stands on its pages becomes lines, what does not become lines is counted.

The rule: no character of the running text is lost without a word. What a reader of the page does not see either
(hidden text, deleted text, field codes) is no running text; hidden text is counted all the same.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from branchtui.files.articles.docx.looks import Look, Looks, common
from branchtui.files.articles.docx.numbering import Numbering
from branchtui.files.articles.docx.styles import Level, Styles, is_on
from branchtui.files.articles.docx.symbols import symbol
from branchtui.files.articles.docx.tables import MOST_COLUMNS, inside, is_row_hidden, lines_of_table
from branchtui.files.articles.docx.xml import W, value
from branchtui.files.articles.line import Line
from branchtui.rules.text.cleaning import clean
from branchtui.rules.text.digits import decimal

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_CLOSING = tuple("、．.)）】 　")
_FIGURE = "\ufffc"  # stands for a picture among the words
_UNSEEN = {
    f"{W}{name}"
    for name in (
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "pPr",
        "rPr",
        "sdtPr",
        "tblPr",
        "tcPr",
        "trPr",
    )
}
_MARKS = {
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PICTURES = {f"{_A}blip": f"{_R}embed", f"{_VML}imagedata": f"{_R}id"}
_SIGNS = {f"{W}sym", "{http://schemas.microsoft.com/office/word/2015/wordml/symex}symEx"}
_AUTOMATIC = ("pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong")
_COUNTED = {
    f"{W}commentReference": "comment",
    f"{W}object": "object",
    f"{W}altChunk": "chunk",
    f"{W}subDoc": "chunk",
    f"{_M}oMath": "formula",
    f"{_M}oMathPara": "formula",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "chart",
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart": "chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "chart",
    **{f"{W}{name}": "automatic" for name in _AUTOMATIC},
}
# Fields that show words without holding them as text: characters in a circle and readings of old files (EQ), signs,
# numbers, the words of a button.
_SHOWING = re.compile(r"\s*(?:EQ|SYMBOL|AUTONUM\w*|LISTNUM|MACROBUTTON|GOTOBUTTON|FORMCHECKBOX)\b", re.IGNORECASE)
_SENTENCES = {
    "box": "{n} 个文本框里的字放在了它所在段落的后面，请看看位置对不对。",
    "note": "{n} 处脚注、尾注放到了正文最后，以“注1：”这样开头；请看看要不要留。",
    "lost note": "{n} 处脚注、尾注在文件里找不到内容，没有带入。",
    "note picture": "{n} 张脚注、尾注里的图片没有带入。",
    "number": "{n} 段前面的自动编号没有带入（如“一、”“1.”“•”），请照原文补上。",
    "bullet": "{n} 段前面的项目符号（如“•”）没有带入。",
    "symbol": "{n} 个符号字体里的符号没有带入，请照原文补上。",
    "field": "{n} 处域（如带圈字符、旧式注音、符号）没有带入，请照原文补上。",
    "ruby": "{n} 处字上的注音没有带入，只留了字。",
    "formula": "{n} 处公式没有带入，请照原文补上。",
    "object": "{n} 个嵌入的对象（如公式、表格）没有带入。",
    "chart": "{n} 个图表没有带入，可以截成图片作配图。",
    "chunk": "{n} 处嵌入的另一份文档没有带入，请打开它，把文字复制过来。",
    "comment": "{n} 条批注没有带入。",
    "automatic": "{n} 处自动生成的页码、日期没有带入。",
    "hidden": "{n} 个隐藏的字没有带入（在 Word 里设成了“隐藏文字”）。",
}


@dataclass(slots=True)
class Tally:
    """What was met on the way, by kind; `seen` grows with everything that a page shows or could show."""

    styles: Styles
    notes: dict[tuple[str, str], Element]
    numbering: Numbering = field(default_factory=Numbering)
    looks: Looks = field(default_factory=Looks)
    targets: Mapping[str, str] = field(default_factory=dict)  # parts by the ids of relations
    endings: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    seen: int = 0
    looks_met: dict[Look | None, int] = field(default_factory=lambda: {None: 0})  # a line names one of these

    def add(self, kind: str, count: int = 1) -> None:
        self.counts[kind] += count
        self.seen += 1

    def look(self, runs: Iterable[Look], *, middle: bool) -> int:
        """The place of what these runs have in common among the looks that were met; 0 where there is no run."""
        look = common(runs)
        if look is None:
            return 0
        look = look._replace(middle=middle)
        return self.looks_met.setdefault(look, len(self.looks_met))

    def sentences(self) -> list[str]:
        """What a person has to know of it."""
        return [words.format(n=self.counts[kind]) for kind, words in _SENTENCES.items() if self.counts[kind]]


class Reader:
    """Lines of a stretch of blocks: a body, a text box, a note."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self.lines: list[Line] = []
        self._words: list[str] = []  # of paragraphs whose mark is gone, and of the one being read
        self._aside: list[Line] = []  # text boxes of those
        self._pictures: list[str] = []  # where those are kept that stand among the words
        self._looks: list[Look] = []
        self._middle = False
        self._level: Level = 0
        self._styles = ("", "")  # of the paragraph, of the table

    def read(self, element: Element) -> list[Line]:
        """The lines of what stands in `element`."""
        return self.read_blocks(element, "", False)

    def read_blocks(self, blocks: Iterable[Element], table: str, hidden: bool) -> list[Line]:
        """The lines of paragraphs and tables; `table` is the style of the table they stand in."""
        self._blocks(blocks, table, hidden)
        self._end()
        return self.lines

    # --- blocks ----------------------------------------------------------------------------------------------------

    def _blocks(self, blocks: Iterable[Element], table: str, hidden: bool) -> None:
        for child in blocks:
            match child.tag.removeprefix(W):
                case "p":
                    self._paragraph(child, table, hidden)
                case "tbl":
                    self._end()
                    self.lines += self._table(child, hidden)
                case "r" | "t" | "hyperlink":  # out of its place, but words all the same
                    self._styles, self._level = ("", table), 0
                    self._runs([child], hidden)
                    self._end()
                case _ if child.tag == f"{_MC}AlternateContent":
                    self._one_of(child, lambda branch: self._blocks(branch, table, hidden))
                case _ if child.tag in _COUNTED:
                    self._count(child, hidden)
                case _ if child.tag not in _UNSEEN:
                    self._blocks(child, table, hidden)

    def _table(self, table: Element, hidden: bool) -> list[Line]:
        style = value(table, f"tblPr/{W}tblStyle")
        rows = [
            self._cells(tr, style, hidden or is_row_hidden(tr))
            for tr in inside(table, f"{W}tr", _UNSEEN)
            if tr.find(f"{W}trPr/{W}del") is None
        ]
        return lines_of_table(rows)

    def _cells(self, tr: Element, style: str, hidden: bool) -> list[list[Line]]:
        """The lines of each cell of a row; one that spans several columns is followed by empty ones."""
        found: list[list[Line]] = []
        for cell in inside(tr, f"{W}tc", _UNSEEN):
            if cell.find(f"{W}tcPr/{W}cellDel") is None:
                found.append(Reader(self.tally).read_blocks(cell, style, hidden))
                span = decimal(value(cell, f"tcPr/{W}gridSpan")) or 1
                found += [[] for _ in range(1, min(span, MOST_COLUMNS))]
        return found

    def _paragraph(self, paragraph: Element, table: str, hidden: bool) -> None:
        styles = self.tally.styles
        self._styles = (styles.style_of(paragraph), table)
        self._level = styles.level(paragraph)
        self._middle = self.tally.looks.is_centred(paragraph, self._styles[0])
        first = len(self._words)
        self._runs(paragraph, hidden)
        if self.tally.numbering.known and "".join(self._words[first:]).strip(f" \n{_FIGURE}"):
            self._number(paragraph, first)
        if not self._runs_on(paragraph):
            self._end()

    def _number(self, paragraph: Element, first: int) -> None:
        """Write out the number that Word sets before the words from `first` on."""
        numbered = self.tally.styles.number_of(paragraph)
        if numbered is None:
            return
        words = self.tally.numbering.next(*numbered)
        if words is None:
            self.tally.add("bullet" if self.tally.numbering.is_bullet(*numbered) else "number")
        else:
            self._words.insert(first, words if words.endswith(_CLOSING) or not words else f"{words} ")

    def _runs_on(self, paragraph: Element) -> bool:
        """Whether its mark was deleted or is hidden, so that the next paragraph goes on in its line.

        A mark with specVanish parts a heading from the text in its line: they stay two.
        """
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None):
            return True
        if mark is not None and is_on(mark, "specVanish"):
            return False
        return self.tally.styles.vanishes(mark, *self._styles)

    def _end(self) -> None:
        """The paragraph is whole: its words become lines, then its text boxes follow."""
        look = self.tally.look(self._looks, middle=self._middle)
        pictures = iter(self._pictures)
        soft = False
        for piece in "".join(self._words).split("\n"):
            words = clean(piece.replace(_FIGURE, "")).strip()
            if words:
                self.lines.append(_line(words, self._level, look, soft=soft))
                soft = True
            self.lines += [Line("", figure=True, picture=next(pictures)) for _ in range(piece.count(_FIGURE))]
        self.lines += self._aside
        self._words, self._aside, self._pictures, self._looks = [], [], [], []

    # --- runs ------------------------------------------------------------------------------------------------------

    def _runs(self, content: Iterable[Element], hidden: bool) -> None:
        for child in content:
            tag = child.tag
            if tag == f"{W}r":
                properties = child.find(f"{W}rPr")
                before = len(self._words)
                self._runs(child, hidden or self.tally.styles.hides(properties, *self._styles))
                if "".join(self._words[before:]).strip(f" \n{_FIGURE}"):
                    self._looks.append(self.tally.looks.of_run(properties, self._styles[0]))
            elif tag == f"{W}t":
                self._say("".join(child.itertext()).replace(_FIGURE, ""), hidden)
            elif tag in _MARKS:
                self._say(_MARKS[tag], hidden)
            elif tag in (f"{W}instrText", f"{W}fldSimple"):
                self._field(child, hidden)
            elif tag in _UNSEEN:
                pass
            elif tag in _PICTURES:
                self._say(_FIGURE, hidden)
                self._pictures += [] if hidden else [self.tally.targets.get(child.get(_PICTURES[tag], ""), "")]
            elif tag in _SIGNS:
                self._sign(child, hidden)
            elif tag in _COUNTED:
                self._count(child, hidden)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self._note(child, hidden)
            elif tag == f"{W}ruby":
                self._ruby(child, hidden)
            elif tag in (f"{W}txbxContent", f"{W}p", f"{W}tbl"):
                self._box(child, hidden)
            elif tag in (f"{_VML}textpath", f"{_A}p"):
                self._drawn(child, hidden)
            elif tag == f"{_MC}AlternateContent":
                self._one_of(child, lambda branch: self._runs(branch, hidden))
            else:
                self._runs(child, hidden)

    def _one_of(self, alternatives: Element, walk: Callable[[Element], None]) -> None:
        """One thing in several forms: the first that shows anything."""
        for branch in alternatives:
            before = self.tally.seen
            walk(branch)
            if self.tally.seen > before:
                return

    def _say(self, words: str, hidden: bool) -> None:
        if not words.strip():
            self._words.append("" if hidden else words)
        elif hidden:
            self.tally.add("hidden", len(words.strip()))
        else:
            self._words.append(words)
            self.tally.seen += 1

    def _count(self, element: Element, hidden: bool) -> None:
        if hidden:
            self.tally.add("hidden")
        else:
            self.tally.add(_COUNTED[element.tag])

    def _field(self, element: Element, hidden: bool) -> None:
        """The code of a field, or a field with what it shows."""
        if not hidden and _SHOWING.match(element.get(f"{W}instr") or element.text or ""):
            self.tally.add("field")
        if element.tag == f"{W}fldSimple":
            self._runs(element, hidden)

    def _sign(self, element: Element, hidden: bool) -> None:
        space = element.tag.partition("}")[0] + "}"
        character = symbol(element.get(f"{space}font", ""), element.get(f"{space}char", ""))
        if character or hidden:
            self._say(character or "?", hidden)
        else:
            self.tally.add("symbol")

    def _ruby(self, ruby: Element, hidden: bool) -> None:
        """The characters, without the reading above them."""
        for base in ruby.iterfind(f"{W}rubyBase"):
            self._runs(base, hidden)
        if not hidden and any(t.text for reading in ruby.iterfind(f"{W}rt") for t in reading.iter(f"{W}t")):
            self.tally.add("ruby")

    def _note(self, reference: Element, hidden: bool) -> None:
        key = (reference.tag.removeprefix(W).removesuffix("Reference"), reference.get(f"{W}id", ""))
        note = self.tally.notes.pop(key, None)
        if note is None:
            self.tally.add("lost note")
            return
        others, self.tally.notes = self.tally.notes, {}  # a note has no notes of its own
        lines = Reader(self.tally).read_blocks(note, "", hidden)
        self.tally.notes = others
        words = " ".join(line.text for line in lines if line.text)
        if words:
            self.tally.add("note")
            self.tally.endings.append(f"注{self.tally.counts['note']}：{words}")
        if pictures := sum(line.figure for line in lines):
            self.tally.add("note picture", pictures)

    def _box(self, box: Element, hidden: bool) -> None:
        """A text box, or whatever else has paragraphs of its own in the middle of a line."""
        blocks = box if box.tag == f"{W}txbxContent" else [box]
        self._put_aside(Reader(self.tally).read_blocks(blocks, self._styles[1], hidden))

    def _drawn(self, element: Element, hidden: bool) -> None:
        """Words of a drawing: VML's art of letters, or a paragraph of DrawingML."""
        words = element.get("string", "") or "".join(t.text or "" for t in element.iter(f"{_A}t"))
        words = " ".join(clean(words).split())
        if words and hidden:
            self.tally.add("hidden", len(words))
        elif words:
            self._put_aside([Line(words)])

    def _put_aside(self, lines: list[Line]) -> None:
        self._aside += lines
        if any(line.text for line in lines):
            self.tally.add("box")


def _line(words: str, level: Level, look: int, *, soft: bool) -> Line:
    if isinstance(level, int):
        return Line(words, level=level, look=look, soft=soft)
    return Line(words, role=level, look=look, soft=soft)
