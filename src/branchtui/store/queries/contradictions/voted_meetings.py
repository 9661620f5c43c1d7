"""Meetings at which something was put to a vote, with all that speaks of it: what the contradictions are looked for in.

Few statements for any number of meetings; the first goes from the ballots, of which there are few.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from peewee import chunked

from branchtui.errors import BranchError
from branchtui.rules.duties.facts import MeetingFact
from branchtui.rules.meetings import HELD
from branchtui.store.engine import sql
from branchtui.store.engine.handle import db, is_own
from branchtui.store.models import (
    AgendaItem,
    Attendance,
    Ballot,
    BallotDoubt,
    BallotExclusion,
    BallotLook,
    Meeting,
    Report,
)
from branchtui.store.queries.meetings import moment_of
from branchtui.values import NamedTuple

_STATES = ", ".join(f"'{state}'" for state in sorted(HELD))
_AT_ONCE = 500  # meetings in one statement: SQLite takes 999 values at least
_FROM_ALL = "ballot b CROSS JOIN agenda_item i ON i.id = b.item_id"
_FROM_DOUBTED = (
    "ballot_doubt d CROSS JOIN agenda_item i ON i.meeting_id = d.meeting CROSS JOIN ballot b ON b.item_id = i.id"
)

_T = TypeVar("_T")


class VotedItem(NamedTuple):
    """An item with what was written of it, and its ballots."""

    title: str
    record: str
    resolution: str
    ballots: list[Ballot]
    candidates: dict[bytes, str]  # by ballot id; those whom a ballot is about


class VotedMeeting(NamedTuple):
    """A meeting that was held, its items with ballots by their ids, and (title, body) of the reports drafted from it."""

    fact: MeetingFact
    state: str
    items: dict[bytes, VotedItem]
    reports: list[tuple[str, str]]
    people: list[tuple[bytes, str, bool]]  # who, state, may vote
    exclusions: list[BallotExclusion]


def compared(said: str, compare: Callable[[list[VotedMeeting]], dict[bytes, _T]]) -> Mapping[bytes, _T]:
    """What `compare` finds by meeting, of all that were held and at which there was a ballot; the earliest first.

    Only those are handed to it of which something was written since the last look by the same rules (`said`). What was
    found is noted for the next one; where that can't be, as in another's file, the next one compares the same again.
    """
    looked, doubted = _left(said)
    if looked:
        found = compare(_voted(_FROM_DOUBTED)) if doubted else {}
        if len(found) == doubted:  # nothing to note
            return found
    if not is_own():
        return compare(_voted(_FROM_DOUBTED if looked else _FROM_ALL))
    try:
        db.hurry()
        with db.atomic():  # nobody writes between what is read and what is noted
            found = compare(_voted(_FROM_DOUBTED if _left(said)[0] else _FROM_ALL))
            BallotDoubt.delete().execute()
            for some in chunked(list(found), _AT_ONCE):
                BallotDoubt.insert_many([{"meeting": each} for each in some]).execute()
            BallotLook.delete().execute()
            BallotLook.create(rules=said)
        return found
    except BranchError:
        return compare(_voted(_FROM_DOUBTED if _left(said)[0] else _FROM_ALL))


def voted_at(meeting: Meeting) -> list[VotedMeeting]:
    """One meeting: none where it was not held or nothing was put to a vote."""
    return _voted(_FROM_ALL, "AND m.id = ?", meeting.id)


def _left(said: str) -> tuple[bool, int]:
    """Whether there was a look by these rules, and how many meetings are in doubt since."""
    looked, doubted = sql.rows(
        "SELECT (SELECT count(*) FROM ballot_look WHERE rules = ?), (SELECT count(*) FROM ballot_doubt)", said
    )[0]
    return bool(looked), doubted


def _voted(which: str, and_: str = "", *values: object) -> list[VotedMeeting]:
    rows = sql.rows(
        "SELECT m.id, m.kind, m.title, m.place, m.starts_at, m.group_id, m.state, i.title, i.record, i.resolution, "
        f"c.name, {', '.join(Ballot.columns('b'))} FROM {which} CROSS JOIN meeting m ON m.id = i.meeting_id "
        "LEFT JOIN member c ON c.id = b.candidate_id "
        f"WHERE {Ballot.live_in('b')} AND {AgendaItem.live_in('i')} AND {Meeting.live_in('m')} "
        f"AND m.state IN ({_STATES}) {and_} ORDER BY m.starts_at, m.id, i.order_key, i.id, b.order_key, b.id",
        *values,
    )
    found: dict[bytes, VotedMeeting] = {}
    for key, kind, name, place, starts, group, state, title, record, resolution, candidate, *stored in rows:
        if key not in found:
            fact = MeetingFact(key, kind, name, place, moment_of(starts), group.hex() if group else "")
            found[key] = VotedMeeting(fact, state, {}, [], [], [])
        ballot = Ballot.stored(stored)
        item = found[key].items.setdefault(ballot.item_id, VotedItem(title, record, resolution, [], {}))
        item.ballots.append(ballot)
        if who := candidate or ballot.candidate_name:
            item.candidates[ballot.id] = who
    for key, title, body in _of(found, "report", "about_id", "title, body", Report, "AND about_table = 'meeting'"):
        found[key].reports.append((title, body))
    return list(found.values())


def read_rolls(meetings: Collection[VotedMeeting]) -> None:
    """Read who was expected at these meetings, and who does not count in the base of their votes."""
    found = {meeting.fact.id: meeting for meeting in meetings}
    for key, member, state, votes in _of(found, "attendance", "meeting_id", "member_id, state, votes", Attendance):
        found[key].people.append((member, state, bool(votes)))
    columns = ", ".join(BallotExclusion.columns("t"))
    for key, *stored in _of(found, "ballot_exclusion", "meeting_id", columns, BallotExclusion):
        found[key].exclusions.append(BallotExclusion.stored(stored))


def _of(
    found: Collection[bytes],
    table: str,
    of: str,
    columns: str,
    model: type[Attendance | BallotExclusion | Report],
    more: str = "",
) -> list[tuple[Any, ...]]:
    """The id of the meeting and these columns of every row of a table that belongs to one of them."""
    keys, rows = list(found), []
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        rows += sql.rows(
            f"SELECT t.{of}, {columns} FROM {table} t WHERE t.{of} IN ({marks}) AND {model.live_in('t')} {more}", *some
        )
    return rows
