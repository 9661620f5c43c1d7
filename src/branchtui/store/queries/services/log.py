"""The rows of the service log: as a list, around a day, and what stands beside them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from branchtui.rules.attendance import HERE
from branchtui.rules.services import MOST_A_DAY
from branchtui.store.engine import sql
from branchtui.store.models import Attendance, Meeting, Post, PostHolder, Service, SignUp
from branchtui.store.models.meetings import M_BEGINS
from branchtui.store.queries.filter_words import HOLDS, held_by, wanted_words
from branchtui.store.queries.people import people_called
from branchtui.values import NamedTuple

_WORDS = ("s.what", "s.whom", "s.unit", "s.day")


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
    """The log as a window, the latest first: of one post, one person, one stretch of days, as far as these are told.

    The filter looks into what was done, for whom, what came of it and who did it, whose pinyin and initials do too.
    """

    def __init__(
        self,
        filter_text: str = "",
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
        self._values: list[Any] = [value for value in told.values() if value is not None]
        conditions = [condition for condition, value in told.items() if value is not None]
        for word in wanted_words(filter_text):
            by = people_called(word)
            among = f"s.member_id IN ({', '.join('?' * len(by))})"
            conditions.append(f"({' OR '.join([*(f'{column} {HOLDS}' for column in _WORDS), among])})")
            self._values += [held_by(word)] * len(_WORDS) + by
        self._where = " AND ".join([*conditions, Service.live_in("s")])

    def count(self) -> int:
        if not self._values:
            return Service.count_live()
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


def service(service_id: bytes) -> Service:
    """One service as it is stored now, in the trash or not. Raises GoneError where there is none."""
    return Service.get_by_id(service_id)


def place_of(post: bytes, service_id: bytes) -> int | None:
    """Which line of the log of a post a service stands on, from 0; None where it is not there."""
    live = Service.live_in("s")
    found = sql.row(
        "SELECT (SELECT count(*) FROM service s WHERE s.post_id = ?1 AND "
        f"(s.day, s.begins, s.id) > (w.day, w.begins, w.id) AND {live}) "
        f"FROM service w WHERE w.id = ?2 AND w.post_id = ?1 AND {Service.live_in('w')}",
        post,
        service_id,
    )
    return int(found[0]) if found else None


def sign_ups(service: Service) -> list[SignUp]:
    """Who takes part in a service beside the person whose it is, in the order of entry."""
    return list(SignUp.select().where(SignUp.service == service, SignUp.live()).order_by(SignUp.id))


def on_day(post: Post, day: date) -> list[Service]:
    """The services of a post on a day that were not cancelled."""
    query = Service.select().where(Service.post == post, Service.day == day, Service.live())
    return list(query.where(Service.state != "cancelled").order_by(Service.begins, Service.id))


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


def _entries(first: date, last: date, *, done: bool) -> tuple[str, tuple[str, ...]]:
    """The select of what people of the roster do between two days, and the values for its `?`."""
    states, came = (
        ("s.state = 'done'", "g.state = 'came'") if done else ("s.state <> 'cancelled'", "g.state <> 'absent'")
    )
    span = f"s.day BETWEEN ? AND ? AND {states} AND {Service.live_in('s')}"
    values = (first.isoformat(), last.isoformat())
    return (
        "SELECT s.id, NULL, s.post_id, s.member_id AS member, s.day AS day, s.begins AS begins, s.ends, "
        "s.half_hours AS half_hours, s.what FROM service s "
        f"WHERE {span} UNION ALL SELECT s.id, g.id, s.post_id, g.member_id, s.day, s.begins, s.ends, "
        "coalesce(g.half_hours, s.half_hours), s.what FROM service s CROSS JOIN sign_up g ON g.service_id = s.id "
        f"WHERE {span} AND g.member_id IS NOT NULL AND {came} AND {SignUp.live_in('g')}"
    ), (*values, *values)


def day_entries(first: date, last: date, *, done: bool = False) -> Iterator[DayEntry]:
    """All that the log says people of the roster do between two days, planned or done; only what was `done` where told.

    In the order of the days, and of their hours.
    """
    statement, values = _entries(first, last, done=done)
    found = sql.rows(f"{statement} ORDER BY 5, 6, 1", *values)
    for row in found:
        yield DayEntry._make([*row[:4], date.fromisoformat(row[4]), *row[5:]])


def crowded(first: date, last: date) -> set[tuple[bytes, date]]:
    """The people and days between two days on which more was done than can be looked over at a glance: several things
    at told times, or more half hours than a day holds, or something beside a meeting they were at."""
    statement, values = _entries(first, last, done=True)
    at = f"SELECT a.member_id, substr({M_BEGINS}, 1, 10), 1, 0 {_PRESENT}"
    found = sql.rows(
        "SELECT member, day FROM (SELECT member, day, begins <> '' AS told, half_hours AS half "
        f"FROM ({statement}) UNION ALL {at}) GROUP BY member, day HAVING sum(told) > 1 OR sum(half) > {MOST_A_DAY}",
        *values,
        *_span(first, last),
        *sorted(HERE),
    )
    return {(member, date.fromisoformat(day)) for member, day in found}


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
    return sql.rows(
        f"SELECT a.member_id, {M_BEGINS}, m.ends_at, m.title {_PRESENT}", *_span(first, last), *sorted(HERE)
    )


_PRESENT = (
    "FROM meeting m JOIN attendance a ON a.meeting_id = m.id "
    f"WHERE {M_BEGINS} >= ? AND {M_BEGINS} < ? AND {Meeting.live_in('m')} AND {Attendance.live_in('a')} "
    f"AND a.state IN ({', '.join('?' * len(HERE))})"
)


def _span(first: date, last: date) -> tuple[str, str]:
    return first.isoformat(), date.fromordinal(last.toordinal() + 1).isoformat()
