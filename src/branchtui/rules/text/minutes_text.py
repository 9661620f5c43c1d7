"""Record text: `#` starts an item, `姓名：` a speech, `决议：` what was decided,
`不同意见：` what somebody held against it. Parsed when read, never stored."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from branchtui.rules.text.digits import decimal
from branchtui.rules.text.numerals import has_heading_number, without_heading_number

_SPEAKER = re.compile(r"^([\u3400-\u9fff\U00020000-\U0003ffff·]{2,15}(?:#\w+)?)[：:]\s*(.*)$")
_RESOLUTION = re.compile(r"^(?:决议|议定事项)[：:]\s*(.*)$")
_DISSENT = re.compile(r"^不同意见[：:]\s*(.*)$")
_CLOSING = re.compile(r"^(?:结束语|总结讲话)[：:]\s*(.*)$")
_LABELS = re.compile(r"^(?:\s*(?:会议)?(?:决议|决定|议定事项)[：:])+\s*")


_INITIALS = re.compile(r"^\s*([A-Za-z]{2,20})[：:]$")


@dataclass(frozen=True, slots=True)
class Speech:
    """One passage: `speaker` is empty for text that nobody is named for."""

    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """What a record text holds for one item."""

    title: str
    record: str
    resolution: str
    dissent: str = ""


@dataclass(frozen=True, slots=True)
class RecordText:
    """A whole record text: its items in order, what stands before the first of them, and the closing words."""

    preface: str
    items: tuple[ItemRecord, ...]
    closing: str


def parse_record(text: str) -> RecordText:
    """A typed or read record as items. Nothing is lost: lines before the first `#` are the preface."""
    preface: list[str] = []
    closing: list[str] = []
    items: list[tuple[str, list[str], list[str], list[str]]] = []
    target = preface
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith(("#", "＃")):
            items.append((line.lstrip("#＃").strip(), [], [], []))
            target = items[-1][1]
        elif match := _CLOSING.match(line):
            closing.append(match[1])
            target = closing
        elif (match := _RESOLUTION.match(line)) and items:
            items[-1][2].append(match[1])
            target = items[-1][1]
        elif (match := _DISSENT.match(line)) and items:
            items[-1][3].append(match[1])
            target = items[-1][1]
        else:
            target.append(line)
    return RecordText(
        _joined(preface),
        tuple(ItemRecord(title, *map(_joined, cells)) for title, *cells in items),
        _joined(closing),
    )


def speeches(record: str) -> list[Speech]:
    """The passages of an item's record. A line without a name continues the speech above it."""
    found: list[Speech] = []
    for line in record.splitlines():
        if not line.strip():
            continue
        match = _SPEAKER.match(line.strip())
        if match and not has_heading_number(line):
            found.append(Speech(match[1], match[2]))
        elif found and found[-1].speaker:
            last = found[-1]
            found[-1] = Speech(last.speaker, f"{last.text}\n{line.strip()}".strip())
        else:
            found.append(Speech("", line.strip()))
    return found


def speaker_letters(line: str) -> str:
    """The letters by which a line that is just being begun names who speaks, `zs：`; empty where it does not.

    A single letter names nobody: records also tell questions and answers apart by one.
    """
    match = _INITIALS.match(line)
    return match[1].lower() if match else ""


def bare_resolution(text: str) -> str:
    """A resolution without a label of its own (决议：, 会议决定：), for where one is printed before it."""
    return _LABELS.sub("", text.strip())


def same_title(one: str, other: str) -> bool:
    """Whether two item titles name the same item, whatever their numbering and spacing."""
    return _bare(one) == _bare(other)


def match_items(titles: Sequence[str], record: RecordText) -> list[int | None]:
    """For each item of the record the position of the planned item it belongs to, or None for a new one.

    A title matches first; a bare number (`# 2`) or an empty title takes the item at that place.
    """
    result: list[int | None] = []
    taken: set[int] = set()
    for place, item in enumerate(record.items):
        hit = next((i for i, title in enumerate(titles) if i not in taken and same_title(title, item.title)), None)
        told = place + 1 if item.title == "" else decimal(item.title)
        if hit is None and told is not None and 1 <= told <= len(titles) and told - 1 not in taken:
            hit = told - 1
        if hit is not None:
            taken.add(hit)
        result.append(hit)
    return result


def _bare(title: str) -> str:
    return re.sub(r"\s+", "", without_heading_number(title.strip()))


def _joined(lines: Sequence[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
