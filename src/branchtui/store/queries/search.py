"""Search over everything that has words: meetings, records, posts, reports, people."""

from collections.abc import Iterable
from dataclasses import dataclass

from peewee import fn

from branchtui.rules.names import matches
from branchtui.store.models import AgendaItem, Material, Meeting, Member, Post, Report
from branchtui.store.names import readings_of, refresh_names
from branchtui.store.queries.meetings import begins

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
    texts = fn.COALESCE(
        AgendaItem.select(
            fn.GROUP_CONCAT(
                AgendaItem.title.concat("\n").concat(AgendaItem.record).concat("\n").concat(AgendaItem.resolution)
            )
        ).where(AgendaItem.meeting == Meeting.id, AgendaItem.deleted == False),
        "",
    )
    read = fn.COALESCE(
        Material.select(fn.GROUP_CONCAT(Material.title)).where(
            Material.meeting == Meeting.id, Material.deleted == False
        ),
        "",
    )
    head = Meeting.title.concat("\n").concat(Meeting.kind).concat("\n").concat(Meeting.place).concat("\n")
    everything = head.concat(Meeting.closing).concat("\n").concat(texts).concat("\n").concat(read)
    query = Meeting.select(Meeting, everything.alias("words")).where(Meeting.deleted == False)
    for word in words:
        query = query.where(everything.contains(word))
    query = query.order_by(fn.COALESCE(Meeting.starts_at, Meeting.planned_start).desc()).limit(limit)
    return [
        Hit("meeting", row.id, f"{begins(row):%Y-%m-%d}", f"{row.kind}：{row.title}", _place(row.words, words))
        for row in query
    ]


def _reports(words: list[str], limit: int) -> list[Hit]:
    everything = Report.title
    for part in (Report.kicker, Report.subtitle, Report.unit, Report.editors_note, Report.body, Report.outlet):
        everything = everything.concat("\n").concat(part)
    query = Report.select(Report, everything.alias("words")).where(Report.deleted == False)
    for word in words:
        query = query.where(everything.contains(word))
    return [
        Hit("report", row.id, row.dated.isoformat() if row.dated else "", row.title, _place(row.words, words))
        for row in query.order_by(Report.dated.desc()).limit(limit)
    ]


def _posts(words: list[str], limit: int) -> list[Hit]:
    everything = (
        Post.name.concat("\n").concat(Post.number).concat("\n").concat(Post.duties).concat("\n").concat(Post.pledge)
    )
    query = Post.select(Post, everything.alias("words")).where(Post.deleted == False)
    for word in words:
        query = query.where(everything.contains(word))
    return [
        Hit("post", row.id, "", row.name, _place(row.words, words)) for row in query.order_by(Post.number).limit(limit)
    ]


def _place(text: str, words: Iterable[str]) -> str:
    """The surroundings of the first word found behind the title, on one line."""
    flat = " ".join(text.split())
    at = min((place for word in words if (place := flat.lower().find(word.lower())) >= 0), default=0)
    first, last = max(0, at - _AROUND), at + 2 * _AROUND
    return f"{'..' if first else ''}{flat[first:last]}{'..' if last < len(flat) else ''}"
