"""What the organiser of a college waits for: 80 branches of twenty years on one server.

    python benchmarks/college_board.py [FOLDER]

Builds `demo --years 20`, or takes the database of a folder that `branchtui demo --home` has built, publishes it as 80
branches by COPY on a PostgreSQL that it starts and ends by itself, and reads them as the organiser's commands do, with no
delay and with one of 40 ms for each round trip. Wall, the best of several turns; behind it what the prototype took, and the
bar. The server's files lie in the folder for temporary files: 2 GB. Other work on the machine shows in every figure.
"""

import multiprocessing
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.college.cluster import Cluster, running

from branchtui.files.photos import PhotoStore
from branchtui.store.college.connection import connected
from branchtui.store.college.publication import chosen, published, row
from branchtui.store.engine import sql
from branchtui.store.file.database import close_database, open_database
from branchtui.workflows.college.asking import requests
from branchtui.workflows.college.hours import hours
from branchtui.workflows.college.organiser import boards, figures, one
from branchtui.workflows.college.school import write_sheet
from branchtui.workflows.demo import build_demo

NOW = datetime(2026, 11, 23, 9)
TODAY = NOW.date()
BRANCHES, YEARS, TURNS = 80, 20, 5
DELAYS = (0, 40)  # milliseconds of a round trip
_BYTES = 1 << 16


def main(folder: str | None) -> None:
    with tempfile.TemporaryDirectory(prefix="college-") as place:
        database = Path(place) / "branch.db"
        if folder is None:
            open_database(database)
            build_demo(now=NOW, photos=PhotoStore(Path(place) / "photos", Path(place) / "cache"), years=YEARS)
        else:
            shutil.copy(Path(folder) / "branch.db", database)
            open_database(database)
        Path(place).chmod(0o755)
        (Path(place) / "server").mkdir()
        try:
            with running(Path(place) / "server") as cluster:
                _measure(cluster, Path(place))
        finally:
            close_database()


def _measure(cluster: Cluster, place: Path) -> None:
    print(f"{BRANCHES} branches of {YEARS} years{'':14}{'taken':>10}{'prototype':>12}{'bar':>8}")
    with cluster.admin() as admin:
        started = time.perf_counter()
        rows = publish(admin)
        _line(f"published by COPY, {rows:,} rows", time.perf_counter() - started, "", 90)
        admin.execute("VACUUM ANALYZE")
        size = admin.execute("SELECT pg_database_size('college') / 1e9").fetchone()[0]
        _line("database, GB", float(size), "1.7", 2.2)
    to = cluster.seat("organiser_all", "organiser", None)
    sheet = place / "sheet.xlsx"
    reads: list[tuple[str, Callable[[Any], object], tuple[str, str], float | None]] = [
        ("the board of all", lambda c: boards(c, TODAY), ("0.41", "0.49"), 1),
        ("the board in spring, without hours", lambda c: boards(c, date(2026, 4, 2)), ("", ""), 1),
        ("hours of all", lambda c: hours(c, 2026, TODAY), ("0.25", ""), 0.4),
        ("figures of all", lambda c: figures(c, 2026, TODAY), ("0.23", ""), 0.4),
        ("one branch", lambda c: one(c, 40, TODAY), ("", ""), None),
        ("notices and sheets", requests, ("", ""), None),
        ("sheet of the year, written", lambda c: write_sheet(c, "year", sheet, 2026, TODAY, ""), ("", ""), 0.4),
        ("sheet of hours, written", lambda c: write_sheet(c, "hours", sheet, 2026, TODAY, ""), ("", ""), None),
        ("sheet of all meetings, written", lambda c: write_sheet(c, "school", sheet, 2026, TODAY, ""), ("", ""), None),
    ]
    for delay, which in zip(DELAYS, (0, 1), strict=True):
        with delayed(to.port, delay / 1000) as port, connected(to._replace(port=port)) as connection:
            for name, read, prototype, bar in reads:
                _line(f"{name}, {delay} ms", min(_timed(read, connection) for _ in range(TURNS)), prototype[which], bar)


def publish(admin: Any) -> int:
    """What the open file publishes, as the rows of every branch; how many rows."""
    for number in range(1, BRANCHES + 1):
        admin.execute("INSERT INTO college.branch (name, n, at) VALUES (%s, 1, now())", (f"第{number}党支部",))
    count = 0
    for table, columns in published().items():
        names = ", ".join(f'"{column.name}"' for column in columns)
        lines = [
            "\t".join(map(_field, row(table, values).values()))
            for values in sql.rows(f'SELECT {names} FROM "{table}" t WHERE {chosen(table)}')
        ]
        with admin.cursor().copy(f'COPY college."{table}" (branch, {names}) FROM STDIN') as copy:
            for number in range(1, BRANCHES + 1):
                copy.write("".join(f"{number}\t{line}\n" for line in lines))
        count += BRANCHES * len(lines)
    return count


def _field(value: object) -> str:
    """A value as a line of COPY has it."""
    if value is None:
        return "\\N"
    text = str(value).replace("\\", "\\\\")
    return text.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


@contextmanager
def delayed(port: int, seconds: float) -> Iterator[int]:
    """The port of a door to the server that lets each piece through after half a round trip; its own where there is none."""
    if not seconds:
        yield port
        return
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        process = multiprocessing.get_context("fork").Process(
            target=_pass_on, args=(door, port, seconds / 2), daemon=True
        )
        process.start()
        try:
            yield door.getsockname()[1]
        finally:
            process.kill()


def _pass_on(door: socket.socket, port: int, seconds: float) -> None:
    while True:
        here, _ = door.accept()
        there = socket.create_connection(("127.0.0.1", port))
        for source, target in ((here, there), (there, here)):
            for side in (source, target):
                side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=_later, args=(source, target, seconds), daemon=True).start()


def _later(source: socket.socket, target: socket.socket, seconds: float) -> None:
    """Every piece goes on so long after it came, whatever came before it."""
    waiting: list[tuple[float, bytes]] = []
    some = threading.Condition()

    def send() -> None:
        while True:
            with some:
                while not waiting:
                    some.wait()
                at, piece = waiting.pop(0)
            time.sleep(max(0.0, at - time.monotonic()))
            if not piece:
                target.close()
                return
            target.sendall(piece)

    threading.Thread(target=send, daemon=True).start()
    while True:
        piece = source.recv(_BYTES)
        with some:
            waiting.append((time.monotonic() + seconds, piece))
            some.notify()
        if not piece:
            return


def _timed(read: Callable[[Any], object], connection: Any) -> float:
    started = time.perf_counter()
    read(connection)
    return time.perf_counter() - started


def _line(name: str, value: float, prototype: str, bar: float | None) -> None:
    print(f"{name:44}{value:8.3f}{prototype:>12}{'' if bar is None else f'{bar:g}':>8}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
