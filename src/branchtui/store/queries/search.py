"""Search over everything that has words: meetings, records, posts, reports, people."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from peewee import fn

from branchtui.rules.names import matches
from branchtui.store.models import AgendaItem, Material, Meeting, Member, Post, Report
from branchtui.store.names import readings_of, refresh_names

_AROUND = 14  # characters shown on each side of a hit


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: `kind` is meeting, report, member or post; `words` shows the place of the hit."""

    kind: str
    id: bytes
    day: str
    title: str
    words: str


def search(text: str, limit: int = 200) -> list[Hit]:
    """The things that hold every word of `text`; people also by pinyin and initials. The latest first in each kind."""
    words = text.split()
    if not words:
        return []
    found = [*_members(text), *_meetings(words, limit), *_reports(words, limit), *_posts(words, limit)]
    return found[:limit]


def _members(text: str) -> list[Hit]:
    refresh_names()
    readings = readings_of()
    people = Member.select().where(Member.deleted == False).order_by(Member.name, Member.id)
    return [
        Hit("member", row.id, "", row.name, row.staff_no)
        for row in people
        if matches(text, row.name, *readings.get(row.id, ((), ()))) or (len(text) > 2 and row.staff_no.endswith(text))
    ]


def _meetings(words: list[str], limit: int) -> list[Hit]:
    item_words = _joined(AgendaItem.title, AgendaItem.record, AgendaItem.resolution)
    items = AgendaItem.select(fn.GROUP_CONCAT(item_words)).where(
        AgendaItem.meeting == Meeting.id, AgendaItem.deleted == False
    )
    read = Material.select(fn.GROUP_CONCAT(Material.title)).where(
        Material.meeting == Meeting.id, Material.deleted == False
    )
    everything = _joined(
        Meeting.title, Meeting.kind, Meeting.place, Meeting.closing, fn.COALESCE(items, ""), fn.COALESCE(read, "")
    )
    day = fn.COALESCE(Meeting.starts_at, Meeting.planned_start)
    title = _joined(Meeting.kind, Meeting.title, between="：")
    return _hits("meeting", Meeting, fn.SUBSTR(day, 1, 10), title, everything, words, limit)


def _reports(words: list[str], limit: int) -> list[Hit]:
    everything = _joined(
        *(Report.title, Report.kicker, Report.subtitle, Report.unit, Report.editors_note, Report.body, Report.outlet)
    )
    return _hits("report", Report, fn.COALESCE(Report.dated, ""), Report.title, everything, words, limit)


def _posts(words: list[str], limit: int) -> list[Hit]:
    everything = _joined(Post.name, Post.number, Post.duties, Post.pledge)
    return _hits("post", Post, fn.COALESCE(Post.awarded_on, ""), Post.name, everything, words, limit)


def _joined(*parts: Any, between: str = "\n") -> Any:
    """The parts as one SQL text."""
    text = parts[0]
    for part in parts[1:]:
        text = text.concat(between).concat(part)
    return text


def _hits(kind: str, model: Any, day: Any, title: Any, everything: Any, words: list[str], limit: int) -> list[Hit]:
    query = model.select(model.id, day, title, everything).where(model.deleted == False)
    for word in words:
        query = query.where(everything.contains(word))
    rows = query.order_by(day.desc(), model.id).limit(limit).tuples()
    return [Hit(kind, key, str(when), name, _place(text, words)) for key, when, name, text in rows]


def _place(text: str, words: Iterable[str]) -> str:
    """The surroundings of the first word found behind the title, on one line."""
    flat = " ".join(text.split())
    at = min((place for word in words if (place := flat.lower().find(word.lower())) >= 0), default=0)
    first, last = max(0, at - _AROUND), at + 2 * _AROUND
    return f"{'..' if first else ''}{flat[first:last]}{'..' if last < len(flat) else ''}"
