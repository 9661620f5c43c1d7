"""Search over everything that has words: meetings, records, posts and their services, reports, people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

from peewee import SQL, Value, chunked, fn

from branchtui.rules.text.names import matches
from branchtui.store.engine import sql
from branchtui.store.models import (
    ActionItem,
    AgendaItem,
    Attachment,
    Ballot,
    Material,
    Meeting,
    Member,
    Pledge,
    Post,
    Report,
    Service,
)
from branchtui.store.name_index import readings_of, refresh_names
from branchtui.store.queries.contacts import contacts, fits
from branchtui.store.queries.filter_words import HOLDS, held_by, wanted_words
from branchtui.store.queries.finding.search_signs import lacking, may_hold
from branchtui.store.queries.registers import (
    activities,
    development,
    documents,
    growth,
    helpers,
    honours,
    outlets,
    publications,
    wordings,
)
from branchtui.store.queries.year import plans, rectifications, talks
from branchtui.store.replication.session import clock

_AT_ONCE = 500  # rows in one statement: SQLite takes 999 values at least
_SPARE = 20  # things found beyond those wanted: mostly all of the last day are among them
_AS_IT_IS = str.maketrans({sign: f"\\{sign}" for sign in "%_\\"})
_BEFORE, _BEHIND = 5, 28  # characters shown on each side of a hit


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: `kind` is meeting, report, member, contact, post, service, or the table of a register; `words` shows the place of the hit.

    `in_text` says that the words stand in its long text, a record or a body, and not in what it is called.
    """

    kind: str
    id: bytes
    day: str
    title: str
    words: str
    in_text: bool = False


def search(text: str, limit: int = 200) -> list[Hit]:
    """The things that hold every word of `text`; people and contacts also by pinyin and initials. The latest first in each kind."""
    return Finder(limit).search(text)


class Finder:
    """Searches one after another, as somebody types: where a search found all there is, the next letter looks in that."""

    def __init__(self, limit: int = 200) -> None:
        self._limit = limit
        self._text = ""
        self._clock = -1
        self._whole: dict[str, list[bytes]] = {}  # of each kind of which all was found, what was found

    def search(self, text: str) -> list[Hit]:
        """As the function `search`."""
        words = wanted_words(text)
        if not words:
            return []
        now = clock()
        if now != self._clock or not text.startswith(self._text):
            self._whole.clear()
        self._text, self._clock = text, now
        found = _members(" ".join(words)) + _contacts(words) + _registered(words) + _documents(words, self._limit)
        found += _desk(words, self._limit)
        few = None if len(self._whole) == len(_KINDS) else may_hold(words, _AT_ONCE)  # of all kinds
        for kind in _KINDS:
            if len(found) >= self._limit:
                break
            ids = kind.ids(words, self._limit, self._whole.pop(kind.name, few))
            if len(ids) < self._limit:
                self._whole[kind.name] = ids
            found += kind.hits(ids[: self._limit - len(found)], words)
        if len(found) < self._limit:
            found += _services(words, self._limit - len(found))
        return found[: self._limit]


def _members(text: str) -> list[Hit]:
    refresh_names()
    readings = readings_of()
    people: Any = Member.select(Member.id, Member.name, Member.staff_no).where(Member.live())
    return [
        Hit("member", key, "", name, number)
        for key, name, number in people.order_by(Member.name, Member.id).tuples()
        if matches(text, name, *readings.get(key, ((), ()))) or (len(text) > 2 and number.endswith(text))
    ]


def _contacts(words: Sequence[str]) -> list[Hit]:
    return [
        Hit("contact", row.id, "", row.called, row.of_what if row.name else row.groups)
        for row in contacts()
        if all(fits(word, row) for word in words)
    ]


def _services(words: Sequence[str], limit: int) -> list[Hit]:
    """The latest services that hold every word in what was done, or for whom.

    They are many and their texts short: looking through all of them takes less than their signs would.
    """
    holds = " AND ".join([f"(s.what {HOLDS} OR s.whom {HOLDS})"] * len(words))
    found = sql.rows(
        "SELECT s.id, s.day, s.what, s.whom, m.name, p.name FROM service s "
        "JOIN post p ON p.id = s.post_id JOIN member m ON m.id = s.member_id WHERE s.id IN (SELECT s.id FROM service s "
        f"WHERE {holds} AND {Service.live_in('s')} ORDER BY +s.day DESC, s.id LIMIT ?) AND {Post.live_in('p')} "
        "ORDER BY s.day DESC, s.id",
        *(held_by(word) for word in words for _ in range(2)),
        limit,
    )
    return [
        Hit("service", key, day, what, " ".join(filter(None, (member, post, whom))))
        for key, day, what, whom, member, post in found
    ]


def _registered(words: Sequence[str]) -> list[Hit]:
    """The rows of the registers, of each the latest first."""
    found = [
        Hit("partner_activity", row.id, str(row.day), row.title, row.partner)
        for row in activities.activities()
        if all(activities.fits(word, row) for word in words)
    ]
    found += [
        Hit("helper", row.id, "", row.name, f"{row.cohort} {row.kind}".strip())
        for row in helpers.helpers()
        if all(helpers.fits(word, row) for word in words)
    ]
    found += [
        Hit("plan", row.id, str(row.first_day), row.title, "")
        for row in plans.plans()
        if all(word in row.title for word in words)
    ]
    found += [
        Hit("plan_item", row.id, row.schedule, row.called, row.plan_title)
        for row in plans.lines()
        if all(plans.fits(word, row) for word in words)
    ]
    found += [
        Hit("growth", row.id, str(row.from_day or ""), row.title, row.name)
        for row in growth.entries()
        if all(growth.fits(word, row) for word in words)
    ]
    found += [
        Hit("honour", row.id, str(row.day or ""), row.title, row.whose)
        for row in honours.honours()
        if all(honours.fits(word, row) for word in words)
    ]
    found += [
        Hit("development_step", row.id, str(row.day), row.step, row.name)
        for row in reversed(development.steps())
        if all(development.fits(word, row) for word in words)
    ]
    found += [
        Hit("talk", row.id, str(row.day), row.names, row.what)
        for row in talks.talks()
        if all(talks.fits(word, row) for word in words)
    ]
    found += [
        Hit("rectification", row.id, str(row.due or ""), row.problem, row.owner)
        for row in rectifications.rectifications()
        if all(rectifications.fits(word, row) for word in words)
    ]
    found += [
        Hit("lexicon_entry", row.id, "", row.text, f"{row.how}{row.instead}")
        for row in wordings.wordings()
        if all(wordings.fits(word, row) for word in words)
    ]
    return found


def _documents(words: Sequence[str], limit: int) -> list[Hit]:
    """The latest documents that hold every word."""
    return [
        Hit(
            *("document", key, day, title, _place(f"{few}\n{text}", words)),
            in_text=all(_at(f"{title}\n{few}", word) < 0 for word in words),
        )
        for key, day, title, few, text in documents.holding(words, limit)
    ]


def _desk(words: Sequence[str], limit: int) -> list[Hit]:
    """The outlets, and the latest publications, that hold every word."""
    found = [Hit("outlet", key, "", name, few) for key, name, few in outlets.holding(words, limit)]
    return found + [Hit("publication", *row) for row in publications.holding(words, limit)]


@dataclass(frozen=True)
class _Kind:
    """How things of one kind are looked for, and what is shown of one.

    Words may stand in the columns `own` and in those of the `parts`, tables that refer to it. What is found comes by
    the day in `sort`, and an index goes by that. `title`, `short` and `long` are texts: what it is called, where the
    place of a hit is shown from, and of these the long one. In SQL the thing is called `t1`.
    """

    name: str
    model: Any
    sort: str
    title: Any
    short: Any
    own: tuple[Any, ...]
    long: Any
    parts: tuple[tuple[Any, ...], ...] = ()  # the reference to it, or to one of the parts before, then columns

    def ids(self, words: Sequence[str], limit: int, among: Sequence[bytes] | None) -> list[bytes]:
        """The latest things, all or `among` some, that hold every word; those of one day as they were made.

        In all they are looked for from the latest on, so that what stands in many is found soon.
        """
        if among is not None and not among:
            return []
        # Not a second condition: SQLite asks those that need no other table first, and so would look through each text.
        lacks = f"EXISTS (SELECT 1 FROM search_sign s WHERE s.id = t1.id AND ({lacking(words)}))"
        held = " AND ".join([f"({self._holds})"] * len(words))
        asked = f"{self._live} AND CASE WHEN {lacks} THEN 0 ELSE {held} END"
        values = [pattern for word in words for pattern in [_pattern(word)] * self._holds.count("?")]
        if among is None:
            found = self._latest(asked, values, limit)
        else:
            found = dict(sql.rows(f"{asked} AND t1.id IN ({_marks(among)})", *values, *among))
        return sorted(sorted(found), key=found.__getitem__, reverse=True)[:limit]

    def _latest(self, asked: str, values: Sequence[str], limit: int) -> dict[bytes, str]:
        """The latest and their days, and of the last day all there are: others may have been made before these."""
        found = dict(sql.rows(f"{asked} ORDER BY {self.sort} DESC LIMIT ?", *values, limit + _SPARE))
        days = sorted(found.values(), reverse=True)
        if len(days) == limit + _SPARE and days[-1] == days[limit - 1]:
            found.update(sql.rows(f"{asked} AND {self._day} = ?", *values, days[-1]))
        return found

    @cached_property
    def _live(self) -> str:
        """In SQL, all things as `t1` and their days, up to further conditions."""
        return f'SELECT t1.id, {self._day} FROM "{self.model._meta.table_name}" t1 WHERE {self.model.live_in("t1")}'

    @cached_property
    def _holds(self) -> str:
        """In SQL, whether a thing holds a word; each `?` is the word's pattern."""
        held = [_like("t1", self.own)]
        for of, *columns in self.parts:
            source, conditions = f'"{of.model._meta.table_name}" p', [of.model.live_in("p"), _like("p", columns)]
            between = getattr(of, "rel_model", self.model)  # a reference to any table leads straight to the thing
            if between is self.model:
                conditions.append(f"p.{of.column_name} = t1.id")
            else:
                holds = next(each for each, *_ in self.parts if each.model is between)
                source += f' JOIN "{between._meta.table_name}" b ON b.id = p.{of.column_name}'
                conditions += [between.live_in("b"), f"b.{holds.column_name} = t1.id"]
            held.append(f"EXISTS (SELECT 1 FROM {source} WHERE {' AND '.join(conditions)})")
        return " OR ".join(held)

    def hits(self, ids: Sequence[bytes], words: Sequence[str]) -> list[Hit]:
        """These things, in this order, each with the place of a word."""
        shown, values = self._shown
        rows: dict[bytes, Any] = {}
        for some in chunked(ids, _AT_ONCE):
            found = sql.rows(f"{shown} WHERE t1.id IN ({_marks(some)})", *values, *some)
            rows.update({row[0]: row for row in found})
        return [
            Hit(
                self.name,
                key,
                when,
                name,
                _place(f"{few}\n{many}", words),
                all(_at(few, word) < 0 for word in words),
            )
            for key, when, name, few, many in (rows[key] for key in ids if key in rows)
        ]

    @property
    def _day(self) -> str:
        return f"substr(COALESCE({self.sort}, ''), 1, 10)"

    @cached_property
    def _shown(self) -> tuple[str, list[Any]]:
        """The statement for what is shown of all things, and its values; Peewee calls the table t1.

        Kept, for Peewee takes a while to write it down.
        """
        columns = (self.model.id, SQL(self._day), self.title, self.short, self.long)
        shown: tuple[str, list[Any]] = self.model.select(*columns).sql()
        return shown


def _meetings() -> _Kind:
    own, of = (Meeting.title, Meeting.kind, Meeting.place), AgendaItem.meeting
    live = (of == Meeting.id, AgendaItem.live())
    items = AgendaItem.select(fn.GROUP_CONCAT(AgendaItem.title)).where(*live)
    records = AgendaItem.select(
        fn.GROUP_CONCAT(_joined(AgendaItem.record, AgendaItem.resolution, AgendaItem.dissent))
    ).where(*live)
    agreed = ActionItem.select(fn.GROUP_CONCAT(_joined(ActionItem.what, ActionItem.owner_name))).where(
        ActionItem.meeting == Meeting.id, ActionItem.live()
    )
    votes = (
        Ballot.select(fn.GROUP_CONCAT(_joined(Ballot.motion, Ballot.candidate_name, between=" ")))
        .join(AgendaItem)
        .where(*live, Ballot.live())
    )
    files = Attachment.select(fn.GROUP_CONCAT(_joined(Attachment.what, Attachment.name, between=" "))).where(
        Attachment.of_id == Meeting.id, Attachment.live()
    )
    read = Material.select(fn.GROUP_CONCAT(Material.title)).where(Material.meeting == Meeting.id, Material.live())
    return _Kind(
        "meeting",
        Meeting,
        "COALESCE(t1.starts_at, t1.planned_start)",
        _joined(Meeting.kind, Meeting.title, between="："),
        _joined(*own, fn.COALESCE(items, ""), fn.COALESCE(read, ""), fn.COALESCE(votes, ""), fn.COALESCE(files, "")),
        (*own, Meeting.closing),
        _joined(Meeting.closing, fn.COALESCE(records, ""), fn.COALESCE(agreed, "")),
        (
            (of, AgendaItem.title, AgendaItem.record, AgendaItem.resolution, AgendaItem.dissent),
            (ActionItem.meeting, ActionItem.what, ActionItem.owner_name),
            (Material.meeting, Material.title),
            (Ballot.item, Ballot.motion, Ballot.candidate_name),
            (Attachment.of_id, Attachment.name, Attachment.what),
        ),
    )


def _reports() -> _Kind:
    own = (Report.title, Report.kicker, Report.subtitle, Report.unit, Report.editors_note, Report.outlet)
    return _Kind("report", Report, "t1.dated", Report.title, _joined(*own), (*own, Report.body), Report.body)


def _posts() -> _Kind:
    own = (Post.name, Post.number, Post.category, Post.duties, Post.serves)
    return _Kind("post", Post, "''", Post.name, _joined(*own), own, Value(""), ((Pledge.post, Pledge.words),))


def _like(table: str, columns: Iterable[Any]) -> str:
    return "(" + " OR ".join(f"{table}.{column.column_name} LIKE ? ESCAPE '\\'" for column in columns) + ")"


def _pattern(word: str) -> str:
    """What LIKE takes for the word: wherever it stands, and with no sign in it that means another thing."""
    return f"%{word.translate(_AS_IT_IS)}%"


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


def _joined(*parts: Any, between: str = "\n") -> Any:
    """The parts as one SQL text."""
    return reduce(lambda text, part: text.concat(between).concat(part), parts)


_KINDS = (_meetings(), _reports(), _posts())


def _place(text: str, words: Iterable[str]) -> str:
    """The surroundings of the first word found behind the title, on one line."""
    flat = " ".join(text.split())
    at = min((place for word in words if (place := _at(flat, word)) >= 0), default=0)
    first, last = max(0, at - _BEFORE), at + _BEHIND
    return f"{'..' if first else ''}{flat[first:last]}{'..' if last < len(flat) else ''}"


def _at(text: str, word: str) -> int:
    """Where a word stands in large or small letters, -1 where it doesn't."""
    if word.lower() == word.upper():  # Chinese has no others, and making all small takes longer than to find it
        return text.find(word)
    return text.lower().find(word.lower())
