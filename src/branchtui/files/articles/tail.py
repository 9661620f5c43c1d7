"""The tail of an article: by-lines on lines of their own or at the end of the last paragraph, the sender and the day."""

from collections import deque

from branchtui.files.articles.head import Head
from branchtui.files.articles.labels.bylines import bylines, cut
from branchtui.files.articles.labels.days import DAY as A_DAY
from branchtui.files.articles.labels.days import day_of
from branchtui.files.articles.labels.labels import Label, labels
from branchtui.files.articles.labels.names import is_office
from branchtui.files.articles.labels.words import COUNT, DAY, ROLE, UNIT, UNKNOWN
from branchtui.files.articles.line import Line
from branchtui.rules.text.marks import SENTENCE_ENDS

_LONGEST = 20  # lines among which by-lines are looked for
_LEAST = 16  # characters of a sentence that is a paragraph


def read_tail(head: Head) -> None:
    """Take the by-lines from among the last lines, and a day or a sender that end the text, into the head."""
    lines = head.lines
    last: deque[Line] = deque()
    while lines and len(last) < _LONGEST and not _is_running(lines[-1]):
        last.appendleft(lines.pop())
    kept = [lines.pop()] if lines else []
    found: list[Label] = []
    while last:
        line = last.popleft()
        found = [] if line.figure or line.level or line.row else _found(line.text, follows=bool(found))
        if not found or not head.take(found):
            kept.append(line)
    _take_sign_off(head, kept)
    _cut(head, kept)
    lines.extend(kept)


def _is_running(line: Line) -> bool:
    """Whether a line is a paragraph of the text: what stands above it is no tail."""
    sentence = len(line.text) >= _LEAST and line.text[-1] in f"{SENTENCE_ENDS}”"
    return sentence and not (line.figure or line.row or line.level or bylines(line.text))


def _found(text: str, *, follows: bool) -> list[Label]:
    """What a line of the tail holds, if nothing but by-lines, units and days with their values.

    A role that nobody knows is one where it `follows` another by-line.
    """
    if found := bylines(text, unknown=follows):
        return found
    found = labels(text)
    known = any(kind in (ROLE, UNIT) for kind, _, _ in found)
    if (
        known
        and all(value or kind == COUNT for kind, _, value in found)
        and {label.kind for label in found} != {UNIT, UNKNOWN}
    ):
        return found
    dated = all(kind in (DAY, COUNT) and label != "时间" for kind, label, _ in found)  # 时间 is of what was done
    return found if dated and any(value for _, _, value in found) else []


def _take_sign_off(head: Head, kept: list[Line]) -> None:
    """The unit and the day below the text: 图书馆 / 2025年5月20日, on one line or two."""
    if head.dated or not kept or kept[-1].figure or kept[-1].row:
        return
    text = kept[-1].text
    m = A_DAY.search(text) if len(text) <= 60 else None
    if m is None or (day := day_of(m[0])) is None:
        return
    rest = (text[: m.start()] + text[m.end() :]).strip(" \u3000|｜[]【】（）")
    if rest and (not is_office(rest) or head.unit):
        return
    head.dated = day
    kept.pop()
    if rest:
        head.unit = rest
    elif kept and not head.unit and is_office(kept[-1].text) and not kept[-1].figure:
        head.unit = kept.pop().text


def _cut(head: Head, kept: list[Line]) -> None:
    """By-lines that end the last paragraph."""
    at = next(
        (at for at in range(len(kept) - 1, -1, -1) if not (kept[at].figure or kept[at].row or kept[at].level)), None
    )
    if at is None or len(kept[at].text) < 2:
        return
    text, found = cut(kept[at].text)
    if found and text and head.take(found):
        kept[at] = Line(text, role=kept[at].role, look=kept[at].look)
