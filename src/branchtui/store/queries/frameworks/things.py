"""The things that may be evidence, of each table between two days, or by their ids, as `rules.frameworks` sees them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from branchtui.rules.frameworks.things import Origin, Thing
from branchtui.rules.meetings import HELD
from branchtui.rules.reports.states import HANDED_IN
from branchtui.store.engine import sql
from branchtui.store.engine.sql import Select
from branchtui.store.models import (
    AgendaItem,
    Appraisal,
    Attachment,
    Attendance,
    Ballot,
    Document,
    Growth,
    Helper,
    HelperEvent,
    Honour,
    Meeting,
    PartnerActivity,
    Plan,
    Post,
    PostStep,
    Publication,
    Report,
    Review,
    Service,
    Talk,
)
from branchtui.store.queries.meetings import day_of, recorded_late

HELD_MEETING = f"{Meeting.live_in('m')} AND m.state IN ({', '.join(repr(state) for state in sorted(HELD))})"
_HANDED_IN = ", ".join(repr(state) for state in sorted(HANDED_IN))
_ITEM_OF = f"JOIN meeting m ON m.id = x.meeting_id AND {HELD_MEETING}"
_TAKEN = f"EXISTS (SELECT 1 FROM attendance a WHERE a.meeting_id = x.id AND {Attendance.live_in('a')} AND a.state != 'unmarked')"
_AT_ONCE = timedelta(365)  # of one statement
_VALUES = 500  # in one statement: SQLite takes 999 at least
_FIRST_STEP = f"(SELECT min(s.day) FROM post_step s WHERE s.post_id = x.id AND {PostStep.live_in('s')})"


class _Source(NamedTuple):
    """How one table is read: id, title, day, kind, level, two that it may belong to, and two that only `made` reads.

    Where the day is the first known of two columns, `instead` is the second: by a column each the indexes are of use.
    """

    columns: Sequence[str]
    rest: str
    day: str
    made: Callable[[str, tuple[Any, ...]], Thing]
    instead: str = ""

    @property
    def counts(self) -> str:
        """The day as SQL."""
        return f"coalesce({self.day}, {self.instead})" if self.instead else self.day


def _plain(table: str, row: tuple[Any, ...]) -> Thing:
    key, title, day, kind, level, one, other, *_ = row
    whose = tuple(each for each in (one, other) if each is not None)
    return Thing(table, key, title, _day(day), kind, level, whose)


def _meeting(table: str, row: tuple[Any, ...]) -> Thing:
    key, title, day, kind, level, _, _, recorded_on, taken, state = row
    held, recorded = day_of(day), _day(recorded_on)
    papers = {"agenda"} | ({"sign_in"} if taken else set()) | ({"minutes"} if state != "held" else set())
    origin: Origin = "late" if recorded_late(held, recorded) else "original"
    return Thing(table, key, title, held, kind, level, (), frozenset(papers), origin)


def _of_year(table: str, row: tuple[Any, ...]) -> Thing:
    key, title, _, kind, level, whose, _, year = row
    return Thing(table, key, title, None, kind, level, (whose,), counts_on=date(year, 12, 31))


_SOURCES: dict[str, _Source] = {
    "meeting": _Source(
        ("x.id", "x.title", "x.starts_at", "x.kind", "''", "NULL", "NULL", "x.recorded_on", _TAKEN, "x.state"),
        f"FROM meeting x WHERE {HELD_MEETING.replace('m.', 'x.')}",
        "x.starts_at",
        _meeting,
    ),
    "agenda_item": _Source(
        ("x.id", "x.title", "m.starts_at", "m.kind", "''", "NULL", "NULL"),
        f"FROM agenda_item x {_ITEM_OF} WHERE {AgendaItem.live_in('x')}",
        "m.starts_at",
        _plain,
    ),
    "ballot": _Source(
        ("x.id", "CASE x.motion WHEN '' THEN i.title ELSE x.motion END", "m.starts_at", "x.kind", "''", "NULL", "NULL"),
        f"FROM ballot x JOIN agenda_item i ON i.id = x.item_id AND {AgendaItem.live_in('i')} JOIN meeting m ON m.id = i.meeting_id "
        f"AND {HELD_MEETING} WHERE {Ballot.live_in('x')}",
        "m.starts_at",
        _plain,
    ),
    "plan": _Source(
        ("x.id", "x.title", "x.first_day", "''", "''", "NULL", "NULL"),
        f"FROM plan x WHERE {Plan.live_in('x')}",
        "x.first_day",
        _plain,
    ),
    "report": _Source(
        ("x.id", "x.title", "coalesce(x.dated, x.submitted_on)", "x.kind", "''", "NULL", "NULL"),
        f"FROM report x WHERE {Report.live_in('x')} AND +x.state IN ({_HANDED_IN})",  # not by the state: by the days
        "x.dated",
        _plain,
        instead="x.submitted_on",
    ),
    "publication": _Source(
        ("x.id", "x.title", "x.day", "x.form", "x.level", "NULL", "NULL"),
        f"FROM publication x WHERE {Publication.live_in('x')}",
        "x.day",
        _plain,
    ),
    "post": _Source(
        ("x.id", "x.name", _FIRST_STEP, "x.category", "''", "x.id", "NULL"),
        f"FROM post x WHERE {Post.live_in('x')}",
        _FIRST_STEP,
        _plain,
    ),
    "service": _Source(
        ("x.id", "x.what", "x.day", "''", "''", "x.post_id", "x.member_id"),
        f"FROM service x WHERE {Service.live_in('x')} AND x.state = 'done'",
        "x.day",
        _plain,
    ),
    "review": _Source(
        ("x.id", "p.name", "coalesce(x.decided_on, x.to_day)", "x.grade", "''", "x.post_id", "x.member_id"),
        f"FROM review x JOIN post p ON p.id = x.post_id AND {Post.live_in('p')} WHERE {Review.live_in('x')}",
        "x.decided_on",
        _plain,
        instead="x.to_day",
    ),
    "partner_activity": _Source(
        ("x.id", "x.title", "x.day", "''", "''", "x.post_id", "NULL"),
        f"FROM partner_activity x WHERE {PartnerActivity.live_in('x')}",
        "x.day",
        _plain,
    ),
    "helper_event": _Source(
        ("x.id", "x.what", "x.day", "h.kind", "''", "x.helper_id", "x.by_id"),
        f"FROM helper_event x JOIN helper h ON h.id = x.helper_id AND {Helper.live_in('h')} WHERE {HelperEvent.live_in('x')}",
        "x.day",
        _plain,
    ),
    "growth": _Source(
        ("x.id", "x.title", "x.from_day", "x.kind", "''", "x.member_id", "NULL"),
        f"FROM growth x WHERE {Growth.live_in('x')}",
        "x.from_day",
        _plain,
    ),
    "talk": _Source(
        ("x.id", "x.what", "x.day", "''", "''", "x.by_id", "x.to_id"),
        f"FROM talk x WHERE {Talk.live_in('x')}",
        "x.day",
        _plain,
    ),
    "appraisal": _Source(
        ("x.id", "x.grade", "NULL", "''", "''", "x.member_id", "NULL", "x.year"),
        f"FROM appraisal x WHERE {Appraisal.live_in('x')}",
        "x.year || '-12-31'",
        _of_year,
    ),
    "honour": _Source(
        ("x.id", "x.title", "x.day", "x.kind", "x.level", "x.of_id", "NULL"),
        f"FROM honour x WHERE {Honour.live_in('x')}",
        "x.day",
        _plain,
    ),
    "document": _Source(
        ("x.id", "x.title", "x.day", "x.kind", "''", "NULL", "NULL"),
        f"FROM document x WHERE {Document.live_in('x')}",
        "x.day",
        _plain,
    ),
    "attachment": _Source(
        ("x.id", "CASE x.what WHEN '' THEN x.name ELSE x.what END", "NULL", "x.mime", "''", "x.of_id", "NULL"),
        f"FROM attachment x WHERE {Attachment.live_in('x')}",
        "",
        _plain,
    ),
}


def things_between(tables: Iterable[str], first: date, last: date) -> Iterator[Thing]:
    """The things of these tables between two days, both included, of each table by day; those without a day come first.
    They are read as they are asked for, a year in one statement.

    What belongs to a year counts on the last day of it that lies between them. An attachment has no day: it is evidence only
    where somebody says so.
    """
    dated = [(table, source) for table in tables if (source := _SOURCES[table]).day]
    if not dated:
        return
    since = first
    while since <= last:
        until = min(since + _AT_ONCE, last)
        read = sql.together([_between(source, since, until, undated=since == first, whole=last) for _, source in dated])
        for (table, source), rows in zip(dated, read, strict=True):
            for _, *row in sorted(rows, key=_by_day_and_id):
                thing = source.made(table, tuple(row))
                yield thing._replace(counts_on=last) if thing.counts_on and thing.counts_on > last else thing
        since = until + timedelta(1)


def _between(source: _Source, first: date, last: date, *, undated: bool, whole: date) -> Select:
    """The rows between two days, their day in front; `whole` is the last day of all that is asked."""
    until = date(last.year, 12, 31) if source.made is _of_year and last == whole else last
    span: tuple[str, ...] = (first.isoformat(), f"{until.isoformat()}~")
    within, values = f"{source.day} >= ? AND {source.day} < ?", span
    if source.instead:
        within += f" OR {source.day} IS NULL AND {source.instead} >= ? AND {source.instead} < ?"
        values += span
    if undated:
        within += f" OR {source.day} IS NULL" + (f" AND {source.instead} IS NULL" if source.instead else "")
    return Select((source.counts, *source.columns), f"{source.rest} AND ({within})", values)


def _by_day_and_id(row: tuple[Any, ...]) -> tuple[str, bytes]:
    return row[0] or "", row[1]


def things_of(table: str, ids: Sequence[bytes]) -> list[Thing]:
    """The things of these ids that are there, in no order."""
    parts = (ids[start : start + _VALUES] for start in range(0, len(ids), _VALUES))
    return [thing for some in parts for thing in _read(table, f"AND x.id IN ({', '.join('?' * len(some))})", *some)]


def _read(table: str, more: str, *values: Any) -> Iterator[Thing]:
    source = _SOURCES[table]
    for row in sql.rows(f"SELECT {', '.join(source.columns)} {source.rest} {more}", *values):
        yield source.made(table, row)


def _day(stored: str | None) -> date | None:
    return day_of(stored) if stored else None
