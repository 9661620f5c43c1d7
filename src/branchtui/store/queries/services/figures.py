"""The service log in figures: each is a question that gives its total and the rows it is the sum of."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, NamedTuple

from branchtui.rules.services import Measure
from branchtui.store.engine import sql
from branchtui.store.models import Post, Service, SignUp

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
