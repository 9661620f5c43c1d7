"""The state on the college's server that the open file rests on, and what that has seen. It travels with a copied file."""

from collections.abc import Mapping
from typing import NamedTuple

from branchtui.store.engine import sql
from branchtui.store.engine.errors import translate_errors
from branchtui.store.engine.handle import db
from branchtui.store.models import Hub, HubSeen

_INDEX = "stamp_head_by"  # leads to what a writer wrote; a branch that is in no college goes without


class State(NamedTuple):
    """A state of a branch there: `n` is the number of the last package in it, `link` the hash that ends in that.

    `request` is the number of the last request that was written down here; `purged` that of the last package that emptied
    what older ones hold, 0 where none did.
    """

    branch: int
    college: bytes
    n: int = 0
    link: bytes = b""
    request: int = 0
    purged: int = 0


_FIELDS = ", ".join(State._fields)
_LEFT = State(0, b"")  # of no college: what any of them asked for is another's


def read() -> State | None:
    """The state; None where this file exchanges with no college."""
    found = sql.row(f"SELECT {_FIELDS} FROM hub LIMIT 1")
    state = State(*found) if found else _LEFT
    return state if state != _LEFT else None


def begin(branch: int, college: bytes) -> State:
    """The file rests on the state before the first package of a branch. Raises BusyError, BranchError."""
    state = State(branch, college)
    with translate_errors(db.own_path), db.atomic():
        forget()
        write(state)
        sql.execute(f"CREATE INDEX IF NOT EXISTS {_INDEX} ON stamp_head (wn, s)")
    return state


def write(state: State) -> None:
    """Keep a state in the place of the one before."""
    sql.execute("DELETE FROM hub")
    sql.execute(f"INSERT INTO hub ({_FIELDS}) VALUES ({', '.join('?' * len(state))})", *state)


def forget() -> None:
    """The file rests on no state any more."""
    with db.atomic():
        Hub.delete().execute()
        HubSeen.delete().execute()
        sql.execute(f"DROP INDEX IF EXISTS {_INDEX}")


def leave() -> None:
    """The file rests on no state any more, and keeps that: nobody waits for what the college has asked for."""
    with db.atomic():
        forget()
        write(_LEFT)


def start_again(state: State) -> State:
    """The server does not know the state: what it has seen is not known any more. Raises BusyError, BranchError."""
    again = state._replace(n=0, link=b"", purged=0)
    with translate_errors(db.own_path), db.atomic():
        write(again)
        HubSeen.delete().execute()
    return again


def note(state: State, news: Mapping[int, int] | None = None) -> None:
    """The open file rests on `state` now, which has seen what the one before had, and `news`. Raises BusyError, BranchError."""
    with translate_errors(db.own_path), db.atomic():
        write(state)
        sql.execute_many(
            "INSERT INTO hub_seen VALUES (?, ?) ON CONFLICT (w) DO UPDATE SET s = max(s, excluded.s)",
            (news or {}).items(),
        )


def seen() -> dict[int, int]:
    """What the state has seen: the greatest number of each writer."""
    return dict(sql.rows("SELECT w, s FROM hub_seen"))


def came(state: State, *, follows: bool) -> None:
    """The file that is attached as `b` has brought this state. Part of the merge, before anything is joined.

    A delta has seen, beside what it tells of, all that the state before it has: only then it is merged as any file. Where
    it `follows` a state that was here, what it empties is to be forgotten there.
    """
    emptied = follows and sql.value(
        "SELECT EXISTS (SELECT 1 FROM b.stamp_purge p JOIN b.stamp_writer w ON w.n = p.wn "
        "LEFT JOIN main.hub_seen h ON h.w = w.w WHERE p.s > coalesce(h.s, 0))"
    )
    write(state._replace(purged=state.n) if emptied else state)
    sql.execute(
        "INSERT INTO main.hub_seen SELECT w, seen FROM b.stamp_writer WHERE seen > 0 "
        "ON CONFLICT (w) DO UPDATE SET s = max(s, excluded.s)"
    )
    sql.execute(
        "INSERT INTO b.stamp_writer (w, seen) SELECT w, s FROM main.hub_seen WHERE true "
        "ON CONFLICT (w) DO UPDATE SET seen = max(seen, excluded.seen)"
    )
