"""What a branch waits for at the college's server: a file of twenty years is pushed, and days of work after it.

    python benchmarks/college.py [FOLDER]

Builds `demo --years 20`, or takes the database of a folder that `branchtui demo --home` has built; PostgreSQL is started and
ended by the script itself. With no delay, and with one of 40 ms for each round trip. Wall, the best of several turns, with
the CPU of the program beside it; behind it what the prototype took, and the bar. `college_board.py` has the organiser's half.
"""

import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from college_board import DELAYS, YEARS, delayed
from tests.college.cluster import Cluster, running

from branchtui.files.exchange import sealing
from branchtui.files.photos import PhotoStore
from branchtui.store.college import delta, names
from branchtui.store.college.connection import Address, connected
from branchtui.store.college.server import Request
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.models import Attendance, Meeting
from branchtui.store.replication import session
from branchtui.store.writes import assign
from branchtui.workflows.college import syncing
from branchtui.workflows.college.branch.done import Done
from branchtui.workflows.college.seat import Seat
from branchtui.workflows.college.syncing import CollegeSync
from branchtui.workflows.demo import build_demo

NOW = datetime(2026, 11, 23, 9)
TURNS = 5
Taken = tuple[float, float]  # wall and CPU, seconds
SECRETARIES, SAVES, EVERY = 6, 20, 0.5  # seconds
_EDITS = 30  # of a day


def main(folder: str | None) -> None:
    with tempfile.TemporaryDirectory(prefix="college-") as name:
        place = Path(name)
        place.chmod(0o755)
        (place / "server").mkdir()
        database = place / "branch.db"
        if folder is None:
            open_database(database)
            build_demo(now=NOW, photos=_photos(place), years=YEARS)
        else:
            shutil.copy(Path(folder) / "branch.db", database)
            open_database(database)
        session.end()
        try:
            with running(place / "server") as cluster:
                _measure(cluster, place, database)
        finally:
            close_database()


def _measure(cluster: Cluster, place: Path, database: Path) -> None:
    to, seat = _seat(cluster, cluster.branch("第一党支部"))
    print(f"a file of {YEARS} years{'':27}{'taken':>8}{'CPU':>8}{'prototype':>12}{'bar':>8}")
    with connected(to) as connection:
        _line("first push", *_timed(lambda: _sync(place, seat, connection)), "3.1", 6)
    close_database()
    other = place / "other.db"
    shutil.copy(database, other)
    open_database(database)
    for delay, prototype in zip(DELAYS, ("", "0.063"), strict=True):
        with delayed(to.port, delay / 1000) as port, connected(to._replace(port=port)) as connection:
            days = [_day(place, seat, connection) for _ in range(TURNS)]
            _line(f"push of a day, {delay} ms", *min(push for push, _ in days), prototype, 0.1)
            _line("  with the pull before it", *min(whole for _, whole in days), "", None)
            trip = min(_timed(lambda: connection.execute("SELECT 1")) for _ in range(TURNS))  # at once
            _line(f"a round trip, {delay} ms", *trip, "", None)
            taken = [_timed(lambda: _sync(place, seat, connection)) for _ in range(TURNS)]
            _line(f"nothing new, {delay} ms", *min(taken), "", trip[0] + 0.005)
    _edit(0)
    made = None

    def make() -> None:
        nonlocal made
        made = delta.make(names.mask("students"))

    _line("delta of a day", *_timed(make), "", None)
    assert made is not None
    print(f"{'delta of a day, bytes before it is packed':44}{made.file.stat().st_size:8}")
    made.file.unlink()
    close_database()
    open_database(other)
    with connected(to) as connection:
        wall, cpu = _timed(lambda: _sync(place, seat, connection))
        _line("pull and merge, for each day", wall / (2 * TURNS), cpu / (2 * TURNS), "", None)
    close_database()
    for together in (False, True):
        print(f"six secretaries, each saves every {EVERY} s{', all in the same instant' if together else ''}")
        (there := place / f"six{together:d}").mkdir()
        open_database(other)
        with connected(to) as connection:
            _sync(place, seat, connection)
        close_database()
        _secretaries(cluster, there, other, together=together)


def _secretaries(cluster: Cluster, place: Path, source: Path, *, together: bool) -> None:
    """Each saves in a file of its own, and syncs after each save; all come to the same.

    People begin when they begin; `together` is the worst that can be: each time all wait for each other.
    """
    waits: Any = multiprocessing.get_context("fork").SimpleQueue()
    to, seat = _seat(cluster, 1)
    files = [place / f"secretary{number}" / "branch.db" for number in range(SECRETARIES)]
    many = []
    chance = random.Random(SECRETARIES)
    for number, file in enumerate(files):
        file.parent.mkdir()  # a machine each: what lies beside a file, as its backups, is of that machine
        shutil.copy(source, file)
        one = multiprocessing.get_context("fork").Process(
            target=_saves,
            args=(place, file, number, seat, to, waits, 0.0 if together else chance.uniform(0, EVERY)),
            daemon=True,
        )
        many.append(one)
    os.sync()  # what was copied is not forced to the disk by the first save
    for one in many:
        one.start()
    found = sorted(waits.get() for _ in range(SECRETARIES * SAVES))
    for one in many:
        one.join()
    _line("  waits for its exchange: half of them", found[len(found) // 2], 0, "", None)
    _line("  95 of 100", found[len(found) * 95 // 100], 0, "0.093", 0.25)
    _line("  the longest", found[-1], 0, "", 2)
    seen = set()
    for file in files * 2:
        open_database(file)
        with connected(to) as connection:
            _sync(place, seat, connection)
        seen.add(repr(sorted(session.vector().items())))
        close_database()
    print(f"{'  they come to the same':44}{len(seen) <= SECRETARIES + 1!s:>8}")


def _saves(place: Path, file: Path, number: int, seat: Seat, to: Address, waits: Any, begin: float) -> None:
    open_database(file)
    meeting = list(Meeting.select().order_by(Meeting.id.desc()).limit(9))[number]  # each one of their own
    with connected(to) as connection:
        time.sleep(begin)
        for save in range(SAVES):
            began = time.monotonic()
            with act("改"):
                assign(meeting, {"title": f"第{number}位的第{save}次"})
            _sync(place, seat, connection)
            waits.put(time.monotonic() - began)
            time.sleep(max(0.0, began + EVERY - time.monotonic()))
    close_database()


def _day(place: Path, seat: Seat, connection: Any) -> tuple[Taken, Taken]:
    """How long the push of a day takes, and how long the whole exchange, in which a pull is asked for first."""
    _edit(1)

    def rest() -> None:
        one.take_in()
        one.send()
        assert one.end().pushed and not one.goes_on

    one = CollegeSync(seat, _photos(place), connection, _nothing, now=NOW)
    pull, push = _timed(one.fetch), _timed(rest)
    return push, (pull[0] + push[0], pull[1] + push[1])


def _edit(turn: int) -> None:
    """As much as a secretary does on a day: an attendance sheet, a record."""
    meeting = Attendance.select().order_by(Attendance.id.desc()).first().meeting
    for entry in Attendance.select().where(Attendance.meeting == meeting).limit(_EDITS):
        with act("改"):
            assign(entry, {"state": "present" if entry.state != "present" else "absent"})
    with act("改"):
        assign(meeting, {"title": f"{meeting.title[:20]}{turn}"})


def _sync(place: Path, seat: Seat, connection: Any) -> Done:
    return syncing.sync(seat, _photos(place), connection, _nothing, now=NOW)


def _nothing(requests: "list[Request] | Any") -> None:
    """What the college asks for is not measured here."""


def _seat(cluster: Cluster, branch: int) -> tuple[Address, Seat]:
    to = cluster.seat(f"sec{branch}", branch=branch)
    with cluster.admin() as admin:
        college = admin.execute("SELECT id FROM college.hub").fetchone()[0].bytes
    key = _KEYS.setdefault(branch, sealing.make_key())
    return to, Seat(college, "学院", to.host, to.port, to.login, to.password, "secretary", branch, "students", key)


_KEYS: dict[int, str] = {}


def _photos(place: Path) -> PhotoStore:
    return PhotoStore(place / "photos", place / "cache")


def _timed(action: Callable[[], object]) -> Taken:
    wall, cpu = time.perf_counter(), time.process_time()
    action()
    return time.perf_counter() - wall, time.process_time() - cpu


def _line(name: str, wall: float, cpu: float, prototype: str, bar: float | None) -> None:
    print(f"{name:44}{wall:8.3f}{cpu:8.3f}{prototype:>12}{'' if bar is None else f'{bar:.3g}':>8}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
