"""The head of an article: kicker, title over one or several lines, subtitles, labels, day, editor's note."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from branchtui.errors import BranchError
from branchtui.files.articles.body.headings import looks_like_heading, number_level
from branchtui.files.articles.labels.bylines import bylines
from branchtui.files.articles.labels.days import DAY as A_DAY
from branchtui.files.articles.labels.days import day_of
from branchtui.files.articles.labels.labels import Label, labels, tells_of_meeting
from branchtui.files.articles.labels.names import is_office, is_person
from branchtui.files.articles.labels.words import COUNT, DAY, KINDS, ROLE, UNIT, UNKNOWN
from branchtui.files.articles.line import Line
from branchtui.rules.text.numerals import ONE_TO_TEN

_NOTE = re.compile(r"[【（\[]?\s*编者(?:按|的话|注)\s*[】）\]]?\s*[：:]?\s*(?P<text>.*)")
_PARTED = re.compile(r"\s*[|｜丨]\s*")
_KICKER = re.compile(r"[【〔\[](?P<kicker>[^】〕\]]{2,20})[】〕\]]\s*(?P<title>.+)")
_KICKER_WORD = re.compile(
    rf"(?:风采|巡礼|专栏|专题|系列|系列报道|故事|人物|访谈|纪实|掠影|进行时|之[{ONE_TO_TEN}]+|第.{{1,3}}[期篇讲季站]|[（(][{ONE_TO_TEN}\d]+[）)])$"
)
_DASH = re.compile(r"[—―–-]{1,2}\s*\S")
_VERSION = re.compile(
    rf"[（(]\d{{4}}年\d{{1,2}}月[)）]|[（(](?:\d{{4}}年(?:度|第?\S{{0,3}})?)?(?:修订|修订版|摘要|节选|摘登|草案|草稿|初稿|征求意见稿|讨论稿|送审稿|试行|暂行|[上中下]|[上中下]篇|之?[{ONE_TO_TEN}])[)）]"
)
_DASHED = re.compile(r"(?P<title>[^—]{2,80})(?P<subtitle>——.{2,60})")
_ORIGINAL = re.compile(r"原创\s*[：:]?\s.{0,80}|原创")
_SITE = re.compile(r"\s*(?<!—)[-—_|｜–]\s*[\u4e00-\u9fff]{2,16}(?:大学|学院|新闻网|官网|网站|新闻中心)(?:网|官网)?$")
_SITE_NAME = re.compile(r"[\u4e00-\u9fff]{2,12}(?:新闻网|官网|官方网站|门户网站|信息网|党建网|思政网|大学网|学院网)")
_COLUMN = re.compile(r"新闻|动态|要闻|公告|通知|简讯|报道|快讯|原创|转载|专题|专栏|正文|首页")
_LONGEST_POST = 40  # characters of the line below an account: the day and the place of a post
_COUNTED = re.compile(
    r"(?:阅读|浏览|点击|访问)(?:量|次数|数)?\s*[\[（(]?\d*[\]）)]?\s*次?|打印|关闭|收藏|分享|发布于\S{0,12}"
)
_BETWEEN = re.compile(r"[\s|｜丨/·]+")
_LONGEST_TITLE, _LONGEST_JOINED = 100, 120
_LONGEST_KICKER, _LONGEST_PART = 10, 16
_SHORTEST_PART = 4  # characters of a subtitle
_MOST_BYLINES = 40
_DOING = f"{ONE_TO_TEN}（建办用做抓打当守筑把让强促聚立树推"  # begins a heading that ends in 支部 or 中心, no unit
_END_MARKS = "。；…"
_GOES_ON = "：，、"
_PAIRS = ("“”", "《》", "（）", "「」", "【】")


@dataclass(slots=True)
class Head:
    """Takes the head off `lines`; what is left is the running text and the tail."""

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
        """Take the title and what belongs to it. Raises BranchError where there is none."""
        pictures = []
        while self.lines and (self.lines[0].figure or self._take_above()):
            line = self.lines.popleft()
            pictures += [line] if line.figure else []
        if not self.lines or not self._is_title(0):
            raise BranchError(
                f"“{self.filename}”里没有认出标题。请把标题单独放在第一行（一百字以内，句末不加标点），再导入。"
            )
        self._read_title()
        self._read_below()
        self.lines.extendleft(reversed(pictures))

    def _take_above(self) -> bool:
        """Take a line above the title: labels, the account that a post is from, the name of the site."""
        text, below = self.lines[0].text, self._line(1)
        if below is not None and _SITE_NAME.fullmatch(text):
            self.dropped.append(text)
            return True
        if (
            is_office(text)
            and below is not None
            and (day := A_DAY.match(below.text))
            and len(below.text) < _LONGEST_POST
        ):
            self.unit, self.dated = text, day_of(day[0])
            self.dropped.append(self._pop_below())
            return True
        return self._take_line(text)

    # --- the title -------------------------------------------------------------------------------------------------

    def _is_title(self, at: int) -> bool:
        line = self._line(at)
        if line is None or line.figure or line.row or len(line.text) > _LONGEST_TITLE:
            return False
        if line.role == "title" or line.level == 1:
            return True
        if line.text[-1] in _GOES_ON:
            return self._goes_on(line, self._line(at + 1))
        return line.text[-1] not in _END_MARKS

    def _line(self, at: int) -> Line | None:
        return self.lines[at] if at < len(self.lines) else None

    def _read_title(self) -> None:
        if self._has_kicker():
            self.kicker = self.lines.popleft().text.strip("【】〔〕[]")
        first = self.lines.popleft()
        text = first.text.removeprefix("标题：")
        while (line := self._line(0)) is not None and len(text) < _LONGEST_JOINED:
            if not (self._belongs(first, line) or self._goes_on(Line(text), line)):
                break
            following = self.lines.popleft().text
            last = (below := self._line(0)) is None or not (below.role == "title" or _DASH.match(below.text))
            text = _joined(text, following) if last else text + following
        if site := _SITE.search(text):
            self.dropped.append(site[0].strip())
            text = text[: site.start()]
        while (line := self._line(0)) is not None and line.text in (text, first.text) and not line.figure:
            self.dropped.append(self.lines.popleft().text)
        parts, parted = _PARTED.split(text, maxsplit=1), False
        if (
            not self.kicker
            and len(parts) == 2
            and all(parts)
            and len(parts[0]) <= max(_LONGEST_PART, len(parts[1]) // 2)
        ):
            self.kicker, text = parts
            parted = True
        elif not self.kicker and (m := _KICKER.fullmatch(text)):
            self.kicker, text = m["kicker"], m["title"]
        if (line := self._line(0)) is not None and _DASH.match(line.text):  # it follows the whole title
            self.title = text.rstrip("： ")
        else:
            self.title, *parts = _title_parts(text, parted=parted)
            self.subtitle += parts

    def _belongs(self, first: Line, line: Line) -> bool:
        """Whether a line is of the same paragraph as the title, or of the same title in the same type."""
        if line.figure or line.row or self._is_other(line.text) or len(line.text) > _LONGEST_TITLE:
            return False
        if first.role == "title" or line.role == "title":
            return first.role == line.role
        alike = first.look == line.look == 1 and not first.level and not line.level and not number_level(line.text)
        return (line.soft or alike) and line.text[-1] not in _END_MARKS

    def _goes_on(self, above: Line, line: Line | None) -> bool:
        """Whether a title that ends in a mark or within a pair of marks goes on in a short line below."""
        if line is None or line.figure or line.row or line.level or line.role or len(line.text) > _LONGEST_TITLE // 2:
            return False
        if line.text[-1] in _END_MARKS + _GOES_ON or self._is_other(line.text):
            return False
        unclosed = any(above.text.count(pair[0]) > above.text.count(pair[1]) for pair in _PAIRS)
        return above.text[-1] in _GOES_ON or unclosed

    @staticmethod
    def _is_other(text: str) -> bool:
        """Whether a line below a title says by its make that it is no part of it."""
        return bool(
            _DASH.match(text)
            or _VERSION.fullmatch(text)
            or _NOTE.fullmatch(text)
            or A_DAY.search(text)
            or labels(text)
            or bylines(text)
        )

    def _has_kicker(self) -> bool:
        """Whether the first line is one of a few characters above the line that is the title proper."""
        line, below, third = self.lines[0], self._line(1), self._line(2)
        text = line.text
        if below is not None and line.role == below.role == "title" and below.soft:
            return _is_above(text, below.text)
        if below is None or line.role == "title" or line.level or below.figure or below.soft:
            return False
        bracketed = text[0] in "【〔[" and text[-1] in "】〕]"
        if below.role == "title" or below.level == 1:
            return len(text) <= _LONGEST_TITLE // 2
        if not self._is_title(1) or self._is_other(below.text) or below.role or below.level or text[-1] in _GOES_ON:
            return False
        if below.look and (not line.look or below.look < line.look):
            return len(text) <= 2 * _LONGEST_KICKER
        if len(text) > 2 * _LONGEST_KICKER or (line.look and line.look != below.look):
            return False
        named = _KICKER_WORD.search(text) is not None or bracketed
        dashed = third is not None and _DASH.match(third.text) is not None
        if len(text) <= _LONGEST_KICKER + 2 * bracketed and len(below.text) > _LONGEST_KICKER:
            return True
        return looks_like_title(below.text) and (dashed or (named and len(text) <= _LONGEST_KICKER + 2))

    # --- what stands below it --------------------------------------------------------------------------------------

    def _read_below(self) -> None:
        """Subtitles, labels, a bare day and the editor's note, down to the first line of the text."""
        while self.lines:
            line = self.lines[0]
            if line.figure or line.row:
                return
            if line.level and not (
                _VERSION.fullmatch(line.text) or _DASH.match(line.text) or self._is_other(line.text)
            ):
                return
            if line.role == "subtitle" and self._take_sender(line.text):
                pass
            elif line.role == "subtitle" or (not self.note and self._is_subtitle(line)):
                self.subtitle.append(line.text)
            elif not self.note and (m := _NOTE.fullmatch(line.text)):
                self.note = m["text"].removesuffix("）") if line.text[0] == "（" else m["text"]
                if not self.note and len(self.lines) > 1:
                    self.lines.popleft()
                    self.note = self.lines[0].text
            elif line.text == self.title:
                self.dropped.append(line.text)
            elif not (self._take_line(line.text) or self._take_sender(line.text) or self._take_apart(line.text)):
                return
            self.lines.popleft()

    def _is_subtitle(self, line: Line) -> bool:
        """A line with a dash before it, or a short one with labels still to come."""
        if _DASH.match(line.text) or _VERSION.fullmatch(line.text):
            return len(line.text) <= _LONGEST_TITLE
        following = self._line(1)
        return (
            looks_like_heading(line.text)
            and not self._is_other(line.text)
            and not is_office(line.text)
            and following is not None
            and any(label.kind in (UNIT, DAY) for label in labels(following.text))
        )

    def _take_sender(self, text: str) -> bool:
        """Take a line that is nothing but a unit."""
        if self.unit or len(self.lines) < 2 or not is_office(text) or text[0] in _DOING:
            return False
        self.unit = text
        return True

    def _take_apart(self, text: str) -> bool:
        """Take a label whose value stands on the line below."""
        below, kind = self._line(1), KINDS.get(text, UNKNOWN) if len(text) > 1 else UNKNOWN
        if below is None or kind == UNKNOWN:
            return False
        fits = {
            DAY: day_of(below.text) is not None,
            COUNT: below.text.isdecimal(),
            UNIT: is_office(below.text),
            ROLE: is_person(below.text) or is_office(below.text),
        }
        return fits[kind] and self.take([Label(kind, text, self._pop_below())])

    def _pop_below(self) -> str:
        """Take the line below the first one; its words."""
        first = self.lines.popleft()
        below = self.lines.popleft()
        self.lines.appendleft(first)
        return below.text

    def _take_line(self, text: str) -> bool:
        """Take a line of labels, or of a day with units, names and counts beside it; False when it is something else."""
        if _ORIGINAL.fullmatch(text):
            day = A_DAY.search(text)
            self.dated = self.dated or (day_of(day[0]) if day else None)
            self.dropped.append(text)
            return True
        if found := labels(text) or (bylines(text) if self.title else []):
            below = self._line(1)
            if found[0].label == "时间" and below is not None and tells_of_meeting(below.text):
                return False
            return self.take(found)
        days = list(A_DAY.finditer(text[:200])) if len(text) <= 200 else []
        if len(days) != 1 or self.dated or day_of(days[0][0]) is None:
            return False
        rest = f"{text[: days[0].start()]} {text[days[0].end() :]}".strip(" \u3000|｜[]【】（）")
        beside = self._beside(rest)
        if beside is None or not self.take(beside):
            return False
        self.dated = day_of(days[0][0])
        return True

    def _beside(self, text: str) -> list[Label] | None:
        """What stands beside a day: labels, or units, names and counts without labels; None for anything else."""
        if not text:
            return []
        if found := labels(text):
            return None if any(label.kind == DAY and label.value for label in found) else found
        found = []
        for piece in _BETWEEN.split(_COUNTED.sub(" ", text).strip()):
            if is_office(piece) and not found:
                found.append(Label(UNIT, "供稿单位", piece))
            elif _COLUMN.search(piece):
                found.append(Label(UNKNOWN, "栏目", piece))
            elif is_person(piece):
                found.append(Label(ROLE, "作者", piece))
            elif piece:
                return None
        return found

    def take(self, found: Sequence[Label]) -> bool:
        """Take these labels; False where there are too many."""
        if len(self.bylines) > _MOST_BYLINES:
            return False
        for kind, label, value in found:
            if not value or kind in (COUNT, UNKNOWN):
                self.dropped.append(f"{label}：{value}")
            elif kind == DAY:
                if not self.dated:
                    self.dated = day_of(value)
                else:
                    self.dropped.append(f"{label}：{value}")
            elif kind == UNIT and self.unit in ("", value):
                self.unit = value
            elif (label, value) not in self.bylines:
                self.bylines.append((label, value))
        return True


def _is_above(text: str, below: str) -> bool:
    """Whether the first line of a title in its own style is a kicker: a few characters above a line twice as long. A title
    that is broken has lines of like length, or breaks before a name in quotes (关于开展“…”)."""
    closed = all(text.count(pair[0]) == text.count(pair[1]) for pair in _PAIRS)
    return (
        closed
        and below[0] not in "“《"
        and text[-1] not in _GOES_ON
        and len(text) <= _LONGEST_KICKER
        and len(below) > 2 * len(text)
    )


def _joined(text: str, more: str) -> str:
    """A title and its next line. Two halves of one length behind a kicker and a colon are two parts: a blank goes between."""
    half = text.rpartition("：")[2]
    parted = _PARTED.search(text) is not None and "：" in text and "——" not in more and len(half) >= _SHORTEST_PART
    return f"{text} {more}" if parted and abs(len(half) - len(more)) <= 1 else text + more


def looks_like_title(text: str) -> bool:
    """Short, and without an end mark."""
    return 2 <= len(text) <= _LONGEST_TITLE // 2 and text[-1] not in _END_MARKS + _GOES_ON


def _title_parts(text: str, *, parted: bool) -> Sequence[str]:
    """Title and subtitles: 某支部：前半 后半 under a kicker, or wherever what follows the colon has several parts."""
    if parted and (m := _DASHED.fullmatch(text)):
        return [m["title"].rstrip("： "), m["subtitle"]]
    title, colon, rest = (part.strip() for part in text.partition("："))
    parts = rest.split()
    if any(len(part) < _SHORTEST_PART for part in parts):
        parts = [rest]
    return [title, *parts] if colon and title and rest and (parted or len(parts) > 1) else [text]
