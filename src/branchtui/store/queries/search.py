"""Search over everything that has words: meetings, records, posts, reports, people."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from peewee import Value, fn

from branchtui.rules.text.names import matches
from branchtui.store.models import AgendaItem, Material, Meeting, Member, Post, Report
from branchtui.store.name_index import readings_of, refresh_names
from branchtui.store.queries.filter_words import wanted_words

_BEFORE, _BEHIND = 5, 28  # characters shown on each side of a hit


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: `kind` is meeting, report, member or post; `words` shows the place of the hit.

    `in_text` says that the words stand in its long text, a record or a body, and not in what it is called.
    """

    kind: str
    id: bytes
    day: str
    title: str
    words: str
    in_text: bool = False


def search(text: str, limit: int = 200) -> list[Hit]:
    """The things that hold every word of `text`; people also by pinyin and initials. The latest first in each kind."""
    words = wanted_words(text)
    if not words:
        return []
    found = [*_members(" ".join(words)), *_meetings(words, limit), *_reports(words, limit), *_posts(words, limit)]
    return found[:limit]


def _members(text: str) -> list[Hit]:
    refresh_names()
    readings = readings_of()
    people = Member.select().where(Member.live()).order_by(Member.name, Member.id)
    return [
        Hit("member", row.id, "", row.name, row.staff_no)
        for row in people
        if matches(text, row.name, *readings.get(row.id, ((), ()))) or (len(text) > 2 and row.staff_no.endswith(text))
    ]


def _meetings(words: list[str], limit: int) -> list[Hit]:
    of_meeting = (AgendaItem.meeting == Meeting.id, AgendaItem.live())
    items = AgendaItem.select(fn.GROUP_CONCAT(AgendaItem.title)).where(*of_meeting)
    record = AgendaItem.select(fn.GROUP_CONCAT(_joined(AgendaItem.record, AgendaItem.resolution))).where(*of_meeting)
    read = Material.select(fn.GROUP_CONCAT(Material.title)).where(Material.meeting == Meeting.id, Material.live())
    short = _joined(Meeting.title, Meeting.kind, Meeting.place, fn.COALESCE(items, ""), fn.COALESCE(read, ""))
    long = _joined(Meeting.closing, fn.COALESCE(record, ""))
    day = fn.COALESCE(Meeting.starts_at, Meeting.planned_start)
    title = _joined(Meeting.kind, Meeting.title, between="：")
    return _hits("meeting", Meeting, fn.SUBSTR(day, 1, 10), title, short, long, words, limit)


def _reports(words: list[str], limit: int) -> list[Hit]:
    short = _joined(*(Report.title, Report.kicker, Report.subtitle, Report.unit, Report.editors_note, Report.outlet))
    return _hits("report", Report, fn.COALESCE(Report.dated, ""), Report.title, short, Report.body, words, limit)


def _posts(words: list[str], limit: int) -> list[Hit]:
    short = _joined(Post.name, Post.number, Post.duties, Post.pledge)
    return _hits("post", Post, fn.COALESCE(Post.awarded_on, ""), Post.name, short, "", words, limit)


def _joined(*parts: Any, between: str = "\n") -> Any:
    """The parts as one SQL text."""
    text = parts[0]
    for part in parts[1:]:
        text = text.concat(between).concat(part)
    return text


def _hits(
    kind: str, model: Any, day: Any, title: Any, short: Any, long: Any, words: list[str], limit: int
) -> list[Hit]:
    query = model.select(model.id, day, title, short, Value(long) if isinstance(long, str) else long)
    query = query.where(model.live())
    for word in words:
        query = query.where(_joined(short, long).contains(word))
    rows = query.order_by(day.desc(), model.id).limit(limit).tuples()
    return [
        Hit(
            kind,
            key,
            str(when),
            name,
            _place(f"{few}\n{many}", words),
            not any(w.lower() in few.lower() for w in words),
        )
        for key, when, name, few, many in rows
    ]


def _place(text: str, words: Iterable[str]) -> str:
    """The surroundings of the first word found behind the title, on one line."""
    flat = " ".join(text.split())
    at = min((place for word in words if (place := flat.lower().find(word.lower())) >= 0), default=0)
    first, last = max(0, at - _BEFORE), at + _BEHIND
    return f"{'..' if first else ''}{flat[first:last]}{'..' if last < len(flat) else ''}"
