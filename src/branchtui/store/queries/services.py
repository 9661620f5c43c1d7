"""The service log in figures: each is a question that gives its total and the rows it is the sum of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, NamedTuple

from branchtui.rules.attendance import HERE
from branchtui.rules.services import Measure
from branchtui.store.engine import sql
from branchtui.store.models import Meeting, Post, PostHolder, Service, SignUp
from branchtui.store.models.meetings import M_BEGINS

By = Literal["post", "person", "month", "category", "unit"]

# What each measure counts of a service, and of somebody who took part in one.
_AMOUNTS: dict[Measure, tuple[str, str]] = {
    "hours": ("s.half_hours", "coalesce(g.half_hours, s.half_hours)"),
    "services": ("1", ""),
    "served": ("s.served", ""),
    "result": ("s.result", ""),
}
_KEYS: dict[By, str] = {
    "post": "a.post",
    "person": "a.person",
    "month": "substr(a.day, 1, 7)",
    "category": "(SELECT p.category FROM post p WHERE p.id = a.post)",
    "unit": "a.unit",
}


class FigureRow(NamedTuple):
    """One row of those that a figure is the sum of: a service, or somebody who took part in it (`sign_up`)."""

    service: bytes
    sign_up: bytes | None
    post: bytes
    person: bytes  # of the roster, or a contact
    day: date
    what: str
    amount: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A question to the log: `measure` over the services that were done, of one post, one person (of the roster, or a
    contact), one category of posts, one stretch of days, as far as these are told.

    Hours count those of everyone who took part, in half hours. A result is counted by its unit. What is in the trash,
    and what belongs to a post in the trash, counts for nothing.
    """

    measure: Measure
    post: bytes | None = None
    person: bytes | None = None
    category: str | None = None
    first: date | None = None
    last: date | None = None
    unit: str | None = None

    def total(self) -> int:
        """The sum of the amounts of `rows`."""
        amounts, values = self._amounts()
        return int(sql.value(f"SELECT coalesce(sum(a.amount), 0) FROM ({amounts}) a", *values))

    def rows(self, offset: int = 0, limit: int = -1) -> list[FigureRow]:
        """The rows that the total is the sum of, the latest day first; all of them unless a `limit` is given."""
        amounts, values = self._amounts()
        found = sql.rows(
            "SELECT a.service, a.sign_up, a.post, a.person, a.day, a.what, a.amount "
            f"FROM ({amounts}) a ORDER BY a.day DESC, a.service DESC, a.sign_up LIMIT ? OFFSET ?",
            *(*values, limit, offset),
        )
        return [FigureRow._make([*row[:4], date.fromisoformat(row[4]), *row[5:]]) for row in found]

    def count(self) -> int:
        """How many rows there are."""
        amounts, values = self._amounts()
        return int(sql.value(f"SELECT count(*) FROM ({amounts})", *values))

    def by(self, key: By) -> "list[tuple[Figure, int]]":
        """This figure for each post, person, month, category or unit that has a part in it, with its total.

        By post, person, category and unit the greatest first; months in order.
        """
        amounts, values = self._amounts()
        order = "1" if key == "month" else "2 DESC, 1"
        found = sql.rows(
            f"SELECT {_KEYS[key]}, sum(a.amount) FROM ({amounts}) a GROUP BY 1 ORDER BY {order}",
            *values,
        )
        return [(self._of(key, value), int(total)) for value, total in found]

    def _of(self, key: By, value: Any) -> "Figure":
        if key != "month":
            return replace(self, **{key: value})
        first = date.fromisoformat(f"{value}-01")
        following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
        last = date.fromordinal(following.toordinal() - 1)
        return replace(
            self,
            first=max(first, self.first) if self.first else first,
            last=min(last, self.last) if self.last else last,
        )

    def _amounts(self) -> tuple[str, tuple[Any, ...]]:
        """The one definition of what counts: a select of the amounts, and the values for its `?`."""
        of_service, of_sign_up = _AMOUNTS[self.measure]
        shared, values = self._shared()
        own = ["s.member_id = ?"] * (self.person is not None)
        person = [self.person] * len(own)
        if self.measure in ("served", "result"):
            shared = [*shared, f"{of_service} IS NOT NULL"]
        where = " AND ".join([*own, *shared])
        select = (
            "SELECT s.id AS service, NULL AS sign_up, s.post_id AS post, s.member_id AS person, s.day AS day, "
            f"s.what AS what, s.unit AS unit, {of_service} AS amount FROM service s WHERE {where}"
        )
        if not of_sign_up:
            return select, (*person, *values)
        # Of one person what they signed up for is read, else the services are, each with who signed up.
        tables = (
            "sign_up g CROSS JOIN service s ON s.id = g.service_id"
            if own
            else ("service s CROSS JOIN sign_up g ON g.service_id = s.id")
        )
        took_part = ["(g.member_id = ? OR g.contact_id = ?)"] * len(own)
        beside = " AND ".join([*took_part, *shared, f"g.state = 'came' AND {SignUp.live_in('g')}"])
        return (
            f"{select} UNION ALL SELECT s.id, g.id, s.post_id, coalesce(g.member_id, g.contact_id), s.day, s.what, "
            f"s.unit, {of_sign_up} FROM {tables} WHERE {beside}",
            (*person, *values, *person, *person, *values),
        )

    def _shared(self) -> tuple[list[str], list[Any]]:
        """Which services count, whosever they are."""
        conditions = [f"s.state = 'done' AND {Service.live_in('s')}"]
        values: list[Any] = []
        if self.post is not None:
            conditions.append("s.post_id = ?")
            values.append(self.post)
        posts = f"SELECT p.id FROM post p WHERE {Post.live_in('p')}"
        if self.category is not None:
            posts += " AND p.category = ?"
            values.append(self.category)
        conditions.append(f"+s.post_id IN ({posts})")
        for condition, value in (
            ("s.day >= ?", self.first and self.first.isoformat()),
            ("s.day <= ?", self.last and self.last.isoformat()),
            ("s.unit = ?", self.unit),
        ):
            if value is not None:
                conditions.append(condition)
                values.append(value)
        return conditions, values


class ServiceRow(NamedTuple):
    """One line of the log."""

    id: bytes
    post: str
    day: date
    begins: str
    ends: str
    half_hours: int
    by: str
    what: str
    whom: str
    served: int | None
    result: int | None
    unit: str
    link: str
    state: str
    verifier: str
    sign_ups: int


class ServiceList:
    """The log as a window, the latest first: of one post, one person, one stretch of days, as far as these are told."""

    def __init__(
        self,
        *,
        post: bytes | None = None,
        member: bytes | None = None,
        first: date | None = None,
        last: date | None = None,
    ) -> None:
        told = {
            "s.post_id = ?": post,
            "s.member_id = ?": member,
            "s.day >= ?": first and first.isoformat(),
            "s.day <= ?": last and last.isoformat(),
        }
        self._values = [value for value in told.values() if value is not None]
        conditions = [condition for condition, value in told.items() if value is not None]
        self._where = " AND ".join([*conditions, Service.live_in("s")])

    def count(self) -> int:
        return int(sql.value(f"SELECT count(*) FROM service s WHERE {self._where}", *self._values))

    def page(self, offset: int, limit: int) -> list[ServiceRow]:
        found = sql.rows(
            "SELECT s.id, p.name, s.day, s.begins, s.ends, s.half_hours, m.name, s.what, s.whom, s.served, s.result, "
            "s.unit, s.link, s.state, coalesce(v.name, ''), "
            f"(SELECT count(*) FROM sign_up g WHERE g.service_id = s.id AND {SignUp.live_in('g')}) "
            f"FROM (SELECT * FROM service s WHERE {self._where} ORDER BY s.day DESC, s.begins DESC, s.id DESC "
            "LIMIT ? OFFSET ?) s JOIN post p ON p.id = s.post_id JOIN member m ON m.id = s.member_id "
            "LEFT JOIN member v ON v.id = s.verifier_id ORDER BY s.day DESC, s.begins DESC, s.id DESC",
            *(*self._values, limit, offset),
        )
        return [ServiceRow._make([*row[:2], date.fromisoformat(row[2]), *row[3:]]) for row in found]


def last_days() -> dict[bytes, date]:
    """The last day on which something was done at each post; a post without any is not among them."""
    done = f"s.post_id = p.id AND s.state = 'done' AND {Service.live_in('s')}"
    found = sql.rows(
        f"SELECT p.id, (SELECT s.day FROM service s WHERE {done} ORDER BY s.day DESC LIMIT 1) "
        f"FROM post p WHERE {Post.live_in('p')}"
    )
    return {post: date.fromisoformat(day) for post, day in found if day}


def sign_ups(service: Service) -> list[SignUp]:
    """Who takes part in a service beside the person whose it is, in the order of entry."""
    return list(SignUp.select().where(SignUp.service == service, SignUp.live()).order_by(SignUp.id))


def last_of(post: Post, member: bytes | None = None) -> Service | None:
    """The latest service of a post, or of one person there; cancelled ones are none."""
    query = Service.select().where(Service.post == post, Service.live(), Service.state != "cancelled")
    if member is not None:
        query = query.where(Service.member == member)
    found: Service | None = query.order_by(Service.day.desc(), Service.begins.desc(), Service.id.desc()).first()
    return found


class DayEntry(NamedTuple):
    """What one person does on one day: a service of their own, or one they take part in (`sign_up`)."""

    service: bytes
    sign_up: bytes | None
    post: bytes
    member: bytes
    day: date
    begins: str
    ends: str
    half_hours: int
    what: str


def day_entries(first: date, last: date, members: Sequence[bytes] | None = None) -> Iterator[DayEntry]:
    """All that the log says people of the roster do between two days, planned or done; of some of them where told."""
    span = f"s.day BETWEEN ? AND ? AND s.state <> 'cancelled' AND {Service.live_in('s')}"
    values = (first.isoformat(), last.isoformat())
    wanted = None if members is None else frozenset(members)
    found = sql.rows(
        "SELECT s.id, NULL, s.post_id, s.member_id, s.day, s.begins, s.ends, s.half_hours, s.what FROM service s "
        f"WHERE {span} UNION ALL SELECT s.id, g.id, s.post_id, g.member_id, s.day, s.begins, s.ends, "
        "coalesce(g.half_hours, s.half_hours), s.what FROM service s CROSS JOIN sign_up g ON g.service_id = s.id "
        f"WHERE {span} AND g.member_id IS NOT NULL AND g.state <> 'absent' AND {SignUp.live_in('g')}",
        *values,
        *values,
    )
    for row in found:
        if wanted is None or row[3] in wanted:
            yield DayEntry._make([*row[:4], date.fromisoformat(row[4]), *row[5:]])


def terms(posts: Sequence[bytes]) -> Mapping[tuple[bytes, bytes], list[tuple[date, date | None]]]:
    """From when to when (None: still) each person holds each of these posts, by (post, member)."""
    found: dict[tuple[bytes, bytes], list[tuple[date, date | None]]] = {}
    marks = ", ".join("?" * len(posts))
    for post, member, begins, ends in sql.rows(
        "SELECT h.post_id, h.member_id, h.from_day, h.to_day FROM post_holder h "
        f"WHERE h.post_id IN ({marks}) AND {PostHolder.live_in('h')}",
        *posts,
    ):
        term = (date.fromisoformat(begins), date.fromisoformat(ends) if ends else None)
        found.setdefault((post, member), []).append(term)
    return found


def present_at(first: date, last: date) -> list[tuple[bytes, str, str | None, str]]:
    """(member, start, end as far as told, title) of the meetings between two days at which the roll says who was there."""
    marks = ", ".join("?" * len(HERE))
    return sql.rows(
        f"SELECT a.member_id, {M_BEGINS}, m.ends_at, m.title FROM meeting m JOIN attendance a ON a.meeting_id = m.id "
        f"WHERE {M_BEGINS} >= ? AND {M_BEGINS} < ? AND {Meeting.live_in('m')} AND a.deleted = 0 AND a.state IN ({marks})",
        first.isoformat(),
        date.fromordinal(last.toordinal() + 1).isoformat(),
        *sorted(HERE),
    )
