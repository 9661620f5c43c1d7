"""The service log in figures: each is a question that gives its total and the rows it is the sum of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, NamedTuple

from branchtui.rules.services import Measure
from branchtui.store.engine import sql
from branchtui.store.engine.sql import Select
from branchtui.store.models import Post, Service, SignUp

By = Literal["post", "person", "month", "category", "unit"]

# What each measure counts of a service, and of somebody who took part in one.
_AMOUNTS: dict[Measure, tuple[str, str]] = {
    "hours": ("s.half_hours", "coalesce(g.half_hours, s.half_hours)"),
    "services": ("1", ""),
    "served": ("s.served", ""),
    "result": ("s.result", ""),
}
_COLUMNS = {
    "service": "s.id",
    "sign_up": "NULL",
    "post": "s.post_id",
    "person": "s.member_id",
    "day": "s.day",
    "what": "s.what",
    "unit": "s.unit",
    "month": "substr(s.day, 1, 7)",
    "category": "(SELECT p.category FROM post p WHERE p.id = s.post_id)",
}
_SHORT = 400  # days: fewer services than there are people who ever took part in one


class _Part(NamedTuple):
    """A select of amounts: what its columns are, where they come from, and the values for its `?`."""

    columns: dict[str, str]
    rest: str  # FROM …
    values: list[Any]


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
        summed = self.summed()
        return int(sql.value(f"SELECT {summed.columns[0]}", *summed.values))

    def summed(self) -> Select:
        """What `total` asks, to be asked together with other things: one row of one number."""
        parts = self._parts()
        sums = " + ".join(f"(SELECT coalesce(sum({part.columns['amount']}), 0) {part.rest})" for part in parts)
        return Select([sums], "", _values(parts))

    def rows(self, offset: int = 0, limit: int = -1) -> list[FigureRow]:
        """The rows that the total is the sum of, the latest day first; all of them unless a `limit` is given."""
        parts = self._parts()
        found = sql.rows(
            f"{_select(parts, FigureRow._fields)} ORDER BY day DESC, service DESC, sign_up LIMIT ? OFFSET ?",
            *(*_values(parts), limit, offset),
        )
        return [FigureRow._make([*row[:4], date.fromisoformat(row[4]), *row[5:]]) for row in found]

    def count(self) -> int:
        """How many rows there are."""
        parts = self._parts()
        return int(sql.value(f"SELECT count(*) FROM ({_select(parts, ['amount'])})", *_values(parts)))

    def by(self, key: By) -> "list[tuple[Figure, int]]":
        """This figure for each post, person, month, category or unit that has a part in it, with its total.

        By post, person, category and unit the greatest first; months in order.
        """
        grouped = self.grouped(key)
        order = "1" if key == "month" else "2 DESC, 1"
        found = sql.rows(f"SELECT {', '.join(grouped.columns)} {grouped.rest} ORDER BY {order}", *grouped.values)
        return [(self._of(key, value), int(total)) for value, total in found]

    def grouped(self, key: By) -> Select:
        """What `by` asks, to be asked together with other things: the value of the key, the total; in no order."""
        parts = self._parts()
        return Select([key, "sum(amount)"], f"FROM ({_select(parts, [key, 'amount'])}) GROUP BY {key}", _values(parts))

    def months(self, key: By) -> "list[tuple[Figure, dict[str, int]]]":
        """This figure for each post, person, category or unit that has a part in it, with what each month (YYYY-MM)
        adds to it; the greatest first."""
        parts = self._parts()
        names = dict.fromkeys((key, "month", "amount"))
        found = sql.rows(
            f"SELECT {key}, month, sum(amount) FROM ({_select(parts, list(names))}) GROUP BY 1, 2 ORDER BY 1, 2",
            *_values(parts),
        )
        months: dict[Any, dict[str, int]] = {}
        for value, month, total in found:
            months.setdefault(value, {})[month] = int(total)
        ordered = sorted(months, key=lambda value: -sum(months[value].values()))
        return [(self._of(key, value), months[value]) for value in ordered]

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

    def _parts(self) -> list[_Part]:
        """The one definition of what counts: the services, and beside hours those who took part in them."""
        shared, values = self._shared()
        amount, of_sign_up = _AMOUNTS[self.measure]
        own, person = (["s.member_id = ?"], [self.person]) if self.person is not None else ([], [])
        told = [f"{amount} IS NOT NULL"] if self.measure in ("served", "result") else []
        columns = {**_COLUMNS, "amount": amount}
        parts = [_Part(columns, f"FROM service s WHERE {' AND '.join([*own, *told, *shared])}", [*person, *values])]
        if of_sign_up:
            person_of = "coalesce(g.member_id, g.contact_id)"
            columns = {**columns, "sign_up": "g.id", "person": person_of, "amount": of_sign_up}
            took_part = ["(g.member_id = ? OR g.contact_id = ?)"] * len(own)
            where = " AND ".join([*took_part, *shared, f"g.state = 'came' AND {SignUp.live_in('g')}"])
            parts.append(_Part(columns, f"FROM {self._sign_ups()} WHERE {where}", [*person, *person, *values]))
        return parts

    def _sign_ups(self) -> str:
        """The two tables in the order in which the fewer rows are read first: nothing else tells SQLite which those are."""
        short = self.first is not None and self.last is not None and (self.last - self.first).days <= _SHORT
        if self.person is None and (self.post is not None or short):
            return "service s CROSS JOIN sign_up g ON g.service_id = s.id"
        return "sign_up g CROSS JOIN service s ON s.id = g.service_id"

    def _shared(self) -> tuple[list[str], list[Any]]:
        """Which services count, whosever they are."""
        live = Post.live_in("p")
        told: dict[str, Any] = {
            "s.post_id = ?": self.post,
            f"s.post_id IN (SELECT p.id FROM post p WHERE {live} AND p.category = ?)": self.category,
            "s.day >= ?": self.first and self.first.isoformat(),
            "s.day <= ?": self.last and self.last.isoformat(),
            "s.unit = ?": self.unit,
        }
        told = {condition: value for condition, value in told.items() if value is not None}
        always = [
            f"s.state = 'done' AND {Service.live_in('s')}",
            f"s.post_id NOT IN (SELECT p.id FROM post p WHERE NOT ({live}))",
        ]
        return [*told, *always], [*told.values()]


def _select(parts: Sequence[_Part], names: Sequence[str]) -> str:
    return " UNION ALL ".join(
        f"SELECT {', '.join(f'{part.columns[name]} AS {name}' for name in names)} {part.rest}" for part in parts
    )


def _values(parts: Sequence[_Part]) -> list[Any]:
    return [value for part in parts for value in part.values]
