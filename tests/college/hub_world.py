"""Machines of one branch that sync through a server, in any order and with any mishap, and what each has to know then."""

import shutil
from contextlib import suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from branchtui.errors import BranchError
from branchtui.files.exchange import sealing
from branchtui.files.photos import PhotoStore
from branchtui.store.college import delta, names, publication
from branchtui.store.college.connection import Address
from branchtui.store.college.names import mask
from branchtui.store.engine import sql
from branchtui.store.engine.handle import db
from branchtui.store.file import health
from branchtui.store.file.database import close_database, open_database
from branchtui.store.replication import packing, session
from branchtui.workflows.college import syncing
from branchtui.workflows.college.branch.done import Done
from branchtui.workflows.college.seat import Seat
from branchtui.workflows.college.syncing import CollegeSync
from tests.college.cluster import Cluster, new_branch
from tests.conftest import NOW
from tests.laws import test_undo_law as law
from tests.laws.merge_world import Dot, World

TABLES = (*publication.published(), "package")  # what a copy of the server put back brings back
_COLUMNS = "id, n, link, at, app, schema_no"


class Lines(NamedTuple):
    """Connections that outlast a hub: the administrator's, and that of a secretary, who moves from seat to seat."""

    admin: Any
    secretary: Any
    address: Address

    def move(self, branch: int) -> None:
        """The secretary has the seat of this branch, and no other."""
        login = self.address.login
        self.admin.execute("DELETE FROM college.seat WHERE login = %s", (login,))
        self.admin.execute("INSERT INTO college.seat VALUES (%s, %s, 'secretary', NULL)", (login, branch))

    def close(self) -> None:
        self.secretary.close()
        self.admin.close()


def lines(cluster: Cluster) -> Lines:
    """New ones, without a seat yet."""
    admin = cluster.admin()
    address = cluster.login("moving", admin)
    return Lines(admin, _connected(address), address)


class Hub:
    """The server, as one branch's machines know it. `known` are the stamps that its packages hold together.

    Its connections are its own, unless it is given some that are used one hub after the other.
    """

    def __init__(self, cluster: Cluster, name: str, *, key: str = "", kept: Lines | None = None) -> None:
        self._kept = kept
        self.admin = cluster.admin() if kept is None else kept.admin
        self.branch = new_branch(name, self.admin)
        if kept is None:
            address = cluster.seat(f"sec{self.branch}", branch=self.branch)
            self.connection = _connected(address)
        else:
            address, self.connection = kept.address, kept.secretary
            kept.move(self.branch)
        self.address = address
        college = self.admin.execute("SELECT id FROM college.hub").fetchone()[0].bytes
        self.seat = Seat(
            college, name, "localhost", cluster.port, address.login, address.password, "secretary", self.branch, None,
            key or sealing.make_key(),
        )  # fmt: skip
        self.photos = PhotoStore(cluster.folder / "photos", cluster.folder / "cache")
        self.known: set[Dot] = set()
        self._saved: tuple[dict[str, list[Any]], Any, set[Dot]] | None = None

    def sync(self, *, role: str = "secretary", now: datetime = NOW) -> Done:
        """A whole sync of the open file; as a member nothing is pushed."""
        return syncing.sync(self.seat._replace(role=role), self.photos, self.connection, lambda requests: 0, now=now)

    def connect(self) -> None:
        """A new connection in the place of one that is lost, or another process's."""
        self.connection = _connected(self.address)

    def begun(self) -> CollegeSync:
        return CollegeSync(self.seat, self.photos, self.connection, lambda requests: 0, now=NOW)

    def head(self) -> tuple[int, bytes]:
        found = self.admin.execute("SELECT n, link FROM college.branch WHERE number = %s", (self.branch,)).fetchone()
        return found[0], found[1]

    def back_up(self) -> None:
        rows = {
            table: self.admin.execute(f'SELECT * FROM college."{table}" WHERE branch = %s', (self.branch,)).fetchall()
            for table in TABLES
        }
        branch = self.admin.execute(f"SELECT {_COLUMNS} FROM college.branch WHERE number = %s", (self.branch,))
        self._saved = rows, branch.fetchone(), set(self.known)

    def set_back(self) -> bool:
        """Put the last copy of the server back; whether there is one."""
        if self._saved is None:
            return False
        rows, branch, known = self._saved
        with self.admin.transaction():
            for table, saved in rows.items():
                self.admin.execute(f'DELETE FROM college."{table}" WHERE branch = %s', (self.branch,))
                for row in saved:
                    marks = ", ".join(["%s"] * len(row))
                    self.admin.execute(f'INSERT INTO college."{table}" VALUES ({marks})', row)
            values = ", ".join(["%s"] * len(branch))
            self.admin.execute(
                f"UPDATE college.branch SET ({_COLUMNS}) = ROW ({values}) WHERE number = %s", (*branch, self.branch)
            )
        self.known = set(known)
        return True

    def published(self) -> dict[str, list[dict[str, Any]]]:
        """The rows of the publication by table, in the order of their ids, as `publication.row` has them."""
        found: dict[str, list[dict[str, Any]]] = {table: [] for table in publication.published()}
        times = {
            table: {column.name for column in listed if column.type == "timestamp"}
            for table, listed in publication.published().items()
        }
        parts = (
            f"SELECT '{table}', to_jsonb(t) - 'branch' FROM college.\"{table}\" t WHERE branch = %(branch)s"
            for table in found
        )
        for table, row in self.admin.execute(" UNION ALL ".join(parts), {"branch": self.branch}):
            found[table].append(
                {
                    name: value.replace("T", " ") if name in times[table] and value else value
                    for name, value in row.items()
                }
            )
        for rows in found.values():
            rows.sort(key=lambda row: row["id"])
        return found

    def close(self) -> None:
        self.admin.execute("UPDATE college.branch SET id = NULL WHERE number = %s", (self.branch,))  # for the next one
        if self._kept is None:
            self.connection.close()
            self.admin.close()


def own_publication() -> dict[str, list[dict[str, Any]]]:
    """The same as the open file has it."""
    rows = dict(delta._published("main", mask(names.chosen() or names.LEAST), publication.published()))
    return {table: sorted(rows.get(table, []), key=lambda row: row["id"]) for table in publication.published()}


class HubWorld(World):
    """Four machines and a hub."""

    def __init__(self, seed: int, hub: Hub) -> None:
        super().__init__(seed, _start())
        self.hub = hub
        while len(self.paths) < 4:
            self.add(_start(), set())

    def sync(self, n: int, *, role: str = "secretary") -> None:
        self.go(n)
        self._done(n, self.hub.sync(role=role), role, self.hub.known)

    def late(self, n: int, other: int) -> None:
        """Machine n has pulled when another one pushes: it is refused, and comes after."""
        self.go(n)
        one = self.hub.begun()
        one.fetch()
        there = set(self.hub.known)
        self.sync(other)
        self.go(n)
        while one.goes_on:
            one.take_in()
            one.send()
            done = one.end()
            if one.goes_on:
                self.tally["refused"] += 1
                there = self.hub.known
                one.fetch()
        self._done(n, done, "secretary", there)

    def _done(self, n: int, done: Done, role: str, there: set[Dot]) -> None:
        """`there` are the stamps that were on the server when machine n pulled last."""
        assert not done.unread
        self.known[n] |= there
        if role == "secretary":
            assert not delta.is_due()
            self.hub.known |= self.known[n]
        self.tally["pushed"] += done.pushed
        self.tally["synced"] += 1
        self.check(n)

    def step(self) -> None:
        chance, n = self.chance, self.chance.randrange(len(self.paths))
        kind = chance.random()
        if kind < 0.55:
            self.edit(n)
        elif kind < 0.60:  # reopened
            self.go(n)
            close_database()
            self.kept.forget(self.paths[n])
            open_database(self.paths[n])
        elif kind < 0.64:
            self.go(n)
            session.end()
            path = self.folder / f"b{len(self.backups)}.db"
            shutil.copyfile(self.paths[n], path)
            self.backups.append((path, set(self.known[n])))
        elif kind < 0.67 and self.backups:
            path, known = chance.choice(self.backups)
            self.put(n, path, known)
        elif kind < 0.70:
            other = chance.randrange(len(self.paths))
            if other != n:
                self.go(other)
                session.end()
                self.put(n, self.paths[other], self.known[other])
        elif kind < 0.73:
            self.snapshot(n)
        elif kind < 0.80:
            self.sync(n, role="member")
        elif kind < 0.93:
            self.sync(n)
        elif kind < 0.96:
            other = chance.randrange(len(self.paths))
            if other != n:
                self.late(n, other)
        elif kind < 0.98:
            self.hub.back_up()
        else:
            self.tally["set back"] += self.hub.set_back()

    def snapshot(self, n: int) -> None:
        """A whole package, and what is before it goes."""
        real, syncing._DELTAS = syncing._DELTAS, 1
        try:
            self.sync(n)
            self.sync(n)
        finally:
            syncing._DELTAS = real
        number, _ = self.hub.head()
        self.hub.admin.execute(
            "DELETE FROM college.package WHERE branch = %s AND n < (SELECT max(n) FROM college.package "
            "WHERE branch = %s AND kind = 'snapshot')",
            (self.hub.branch, self.hub.branch),
        )
        self.tally["snapshots"] += 1
        assert number

    def finish(self) -> None:
        """Two rounds: with the first everything is on the server, with the second everywhere."""
        files = range(len(self.paths))
        for _ in range(2):
            for n in files:
                self.sync(n)
        states = [self.state(n) for n in files]
        for n, other in enumerate(states[1:], 1):
            for key, mine in states[0].items():
                assert mine == other[key], (
                    f"{key} of file {n} differs",
                    [entry for entry in mine if entry not in other[key]][:3],  # type: ignore[attr-defined, operator]
                    [entry for entry in other[key] if entry not in mine][:3],  # type: ignore[attr-defined, operator]
                )
        self.go(0)
        assert self.known[0] == set().union(*self.known)
        self.all_kept()
        assert health.problems() == []
        assert self.hub.published() == own_publication()


@cache
def _start() -> Path:
    """The file that all begin with: as in other worlds, but that the college sees all names."""
    path = Path(shutil.copy(law._start(), law._start().with_name("hub.db")))
    open_database(path)
    show_names()
    sql.execute(
        "CREATE INDEX stamp_head_by ON stamp_head (wn, s)"
    )  # one schema for all, so that they need not be read anew
    leave()
    return path


def show_names() -> None:
    """The branch of the open file has chosen that the college sees all names."""
    names.choose("full")


def without_settling(monkeypatch: Any) -> None:
    """What follows a merge by itself makes stamps of its own, which the world does not tell from those of people."""
    monkeypatch.setattr(syncing.merging, "settle", lambda rows, today: 0)


def leave() -> None:
    """Close the file as the program does."""
    with suppress(BranchError):
        if not db.is_closed():
            session.end()
            packing.pack()
    close_database()


def count(table: str) -> int:
    return int(sql.value(f'SELECT count(*) FROM "{table}"'))


def _connected(address: Any) -> Any:
    """A connection that is the test's to close."""
    from branchtui.store.college.connection import driver

    return driver().connect(
        host=address.host, port=address.port, dbname="college", user=address.login, password=address.password,
        sslmode="verify-full", sslrootcert=str(address.certificate), autocommit=True,
        options="-c statement_timeout=30000",
    )  # fmt: skip
