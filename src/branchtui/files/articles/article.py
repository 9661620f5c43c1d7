"""A news article taken apart into what a report has: kicker, title, subtitles, unit, day, note, body, by-lines."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from branchtui.errors import BranchError
from branchtui.files.articles.body import looks_like_heading, read_body
from branchtui.files.articles.labels import COUNT, DAY, ROLE, UNIT, is_site_line, labels
from branchtui.files.articles.line import Line
from branchtui.files.articles.lines import read_lines


@dataclass(frozen=True, slots=True)
class Article:
    """What an article says. `body` is in the report's form (`# ` headings, a line 【图N】 for a figure, N kept).

    `marks_fixed` counts the marks made full-width; `dropped` holds, as they stood, the lines of the web site; `told`
    says what of a Word file became no line, or a line elsewhere.
    """

    kicker: str
    title: str
    subtitle: tuple[str, ...]
    unit: str
    dated: date | None
    editors_note: str
    body: str
    captions: dict[int, str]
    bylines: tuple[tuple[str, str], ...]
    marks_fixed: int
    dropped: list[str]
    told: tuple[str, ...]


_NOTE = re.compile(r"[【（\[]?\s*编者(?:按|的话|注)\s*[】）\]]?\s*[：:]?\s*(?P<text>.*)")
_PARTED = re.compile(r"\s*[|｜丨]\s*")
_KICKER = re.compile(r"[【〔\[](?P<kicker>[^】〕\]]{2,20})[】〕\]]\s*(?P<title>.+)")
_DASH = re.compile(r"[—―–-]{1,2}\s*\S")
_DAY = re.compile(
    r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})(?:\s*日)?(?:\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
)
_DAY_FIRST = re.compile(rf"({_DAY.pattern})[\s|｜]*(?P<more>.*)")
_LONGEST_TITLE = 100
_LONGEST_KICKER = 10
_SHORTEST_PART = 4  # characters of a subtitle
_MOST_BYLINES = 40
_TAIL = 12  # lines; by-lines are looked for among the last ones only
_END_MARKS = "。；，：…"


def read_article(data: bytes, filename: str) -> Article:
    """The parts of a .txt, .md or .docx article.

    Raises BranchError when the file is no article, has no title of its own, or no text below it.
    """
    source = read_lines(data, filename)
    kept, dropped = [], []
    for line in source.lines:
        if is_site_line(line.line.text):
            dropped.append(line.original)
        else:
            kept.append(line)
    if not kept:
        raise BranchError(f"“{filename}”里没有稿件的文字。请选一份有标题和正文的稿件。")
    reader = _Reader(deque(line.line for line in kept), filename)
    reader.read()
    body = read_body(reader.lines)
    if not body.lines:
        raise BranchError(f"“{filename}”只有标题，没有正文。请把正文放在标题下面，再导入。")
    return Article(
        kicker=reader.kicker,
        title=reader.title,
        subtitle=tuple(reader.subtitle),
        unit=reader.unit,
        dated=reader.dated,
        editors_note=reader.note,
        body="\n".join([*body.lines, *(ending.line.text for ending in source.endings)]),
        captions=body.captions,
        bylines=tuple(reader.bylines),
        marks_fixed=sum(line.fixed for line in (*kept, *source.endings)),
        dropped=dropped + reader.dropped,
        told=tuple(source.told),
    )


def _day(text: str) -> date | None:
    m = _DAY.fullmatch(text)
    try:
        return date(int(m[1]), int(m[2]), int(m[3])) if m else None
    except ValueError:
        return None


@dataclass(slots=True)
class _Reader:
    """Takes the head and the tail off `lines`; what is left is the running text."""

    lines: deque[Line]
    filename: str
    kicker: str = ""
    title: str = ""
    subtitle: list[str] = field(default_factory=list)
    unit: str = ""
    dated: date | None = None
    note: str = ""
    bylines: list[tuple[str, str]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    def read(self) -> None:
        self._read_title()
        self._read_head()
        self._read_tail()

    def _read_title(self) -> None:
        while self.lines and not self.lines[0].figure and self._take_labels(self.lines[0].text):
            self.lines.popleft()
        if not self.lines or not _is_title(self.lines[0]):
            raise BranchError(
                f"“{self.filename}”里没有认出标题。请把标题单独放在第一行（一百字以内，句末不加标点），再导入。"
            )
        if len(self.lines) > 1 and _is_kicker(self.lines[0], self.lines[1]):
            self.kicker = self.lines.popleft().text.strip("【】〔〕[]")
        text = self.lines.popleft().text.removeprefix("标题：")
        parts = _PARTED.split(text, maxsplit=1)
        if not self.kicker and len(parts) == 2 and all(parts):
            self.kicker, text = parts
        elif not self.kicker and (m := _KICKER.fullmatch(text)):
            self.kicker, text = m["kicker"], m["title"]
        self.title, *self.subtitle = _title_parts(text, parted=bool(self.kicker))

    def _read_head(self) -> None:
        """Subtitles, labels, a bare day and the editor's note, down to the first line of the text."""
        while self.lines:
            line = self.lines[0]
            if line.figure or line.level:
                return
            if line.role == "subtitle" or (not self.note and self._is_subtitle()):
                self.subtitle.append(line.text)
            elif not self.dated and (m := _DAY_FIRST.fullmatch(line.text)) and self._take_day(m[1], m["more"]):
                pass
            elif not self.note and (m := _NOTE.fullmatch(line.text)):
                self.note = m["text"]
                if not self.note and len(self.lines) > 1:
                    self.lines.popleft()
                    self.note = self.lines[0].text
            elif not self._take_labels(line.text):
                return
            self.lines.popleft()

    def _is_subtitle(self) -> bool:
        """A line with a dash before it, or a short one with labels still to come."""
        text = self.lines[0].text
        if _DASH.match(text):
            return True
        following = self.lines[1].text if len(self.lines) > 1 else ""
        return looks_like_heading(text) and not labels(text) and any(k in (UNIT, DAY) for k, _, _ in labels(following))

    def _take_day(self, text: str, more: str) -> bool:
        """Take a line that begins with a day, and has labels or nothing after it."""
        day = _day(text)
        if day is None or (more and not self._take_labels(more)):
            return False
        self.dated = day
        return True

    def _take_labels(self, text: str) -> bool:
        """Take a line that is nothing but labels; False when it is something else."""
        found = labels(text)
        if not found or len(self.bylines) > _MOST_BYLINES:
            return False
        if any(kind == DAY and value and _day(value) is None for kind, _, value in found):
            return False
        for kind, label, value in found:
            if not value or kind == COUNT:
                self.dropped.append(f"{label}：{value}")
            elif kind == DAY and not self.dated:
                self.dated = _day(value)
            elif kind == UNIT and not self.unit:
                self.unit = value
            else:
                self.bylines.append((label, value))
        return True

    def _read_tail(self) -> None:
        """Take the by-lines from among the last lines."""
        last = [self.lines.pop() for _ in range(min(_TAIL, len(self.lines)))]
        for line in reversed(last):
            found = labels("" if line.figure or line.level else line.text)
            if not all(kind in (ROLE, UNIT) and value for kind, _, value in found) or not self._take_labels(line.text):
                self.lines.append(line)


def _is_title(line: Line) -> bool:
    if line.figure or len(line.text) > _LONGEST_TITLE:
        return False
    return line.role == "title" or line.level == 1 or line.text[-1] not in _END_MARKS


def _is_kicker(line: Line, below: Line) -> bool:
    """A first line of a few characters above a line that is the title proper."""
    text = line.text
    bracketed = text[0] in "【〔[" and text[-1] in "】〕]"
    if line.role == "title" or line.level or len(text) > _LONGEST_KICKER + 2 * bracketed:
        return False
    titled = below.role == "title" or below.level == 1
    return titled or (
        not below.figure
        and _is_title(below)
        and len(below.text) > _LONGEST_KICKER
        and not _DASH.match(below.text)
        and not labels(below.text)
        and _DAY_FIRST.fullmatch(below.text) is None
        and _NOTE.fullmatch(below.text) is None
    )


def _title_parts(text: str, *, parted: bool) -> Sequence[str]:
    """Title and subtitles: 某支部：前半 后半 under a kicker, or wherever what follows the colon has several parts."""
    title, colon, rest = (part.strip() for part in text.partition("："))
    parts = rest.split()
    if any(len(part) < _SHORTEST_PART for part in parts):
        parts = [rest]
    return [title, *parts] if colon and title and rest and (parted or len(parts) > 1) else [text]
