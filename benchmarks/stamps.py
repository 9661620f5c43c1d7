"""What stamps cost: the same rows and edits with and without them, in one run. `python benchmarks/stamps.py [ROWS…]`

Bars (issue 3): file at most +15 %, an edit inside a transaction at most 0.2 ms, a committed edit at most 1.6 times the
plain one, thirty minutes of typing into a text of 20 KB at most 200 KB more. And issue 11: of `demo --years 2`, with its
acts, edits and texts of which no two are alike, the stamps take at most 0.6 of the share they had when rows, writers
and acts were kept by id (52.6 % of the file). Exits 1 where one is missed.
"""

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

from branchtui.files.photos import PhotoStore
from branchtui.store import ids
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.models import Report
from branchtui.store.writes import assign
from branchtui.workflows.demo import build_demo
from branchtui.workflows.safety import leaving

_SENTENCES = (
    "会议由支部书记主持，应到党员三十二人，实到二十九人。",
    "与会同志认真学习了有关文件精神，并结合工作实际展开讨论。",
    "大家一致认为，要把学习成果转化为服务师生的具体行动。",
    "会议强调，示范岗要落实到人，台账要及时登记。",
    "下一步，支部将继续开展主题党日活动，做好材料归档。",
)
_ROWS_OF_A_MEETING = 49  # with its items, attendance, report and pictures: see `_meeting`
_EDITS = 2000
_COMMITS = 60
_MINUTES = 30
_YEARS = 2
_SHARE = 0.6 * 0.526
_STAMPS = ("stamp_", "act", "undo", "sqlite_autoindex_stamp_")
Insert = Callable[..., None]


def main(sizes: list[int]) -> int:
    missed = []
    with tempfile.TemporaryDirectory(prefix="branchtui-stamps-", ignore_cleanup_errors=True) as folder:
        for rows in sizes:
            missed += _compare(Path(folder), rows)
        missed += _typing(Path(folder) / "typing.db")
        missed += _share(Path(folder) / "years")
    for bar in missed:
        print(f"MISSED: {bar}")
    return 1 if missed else 0


def _compare(folder: Path, rows: int) -> list[str]:
    files = {"plain": folder / f"plain{rows}.db", "stamped": folder / f"stamped{rows}.db"}
    for name, path in files.items():
        open_database(path)
        close_database()
        with closing(_connect(path)) as db:
            if name == "plain":
                _take_stamps_off(db)
            started = time.perf_counter()
            _fill(db, rows)
            print(f"{rows:>7} rows {name:8} filled in {time.perf_counter() - started:5.1f} s", flush=True)
    sizes = {name: path.stat().st_size for name, path in files.items()}
    edit = {name: _inside(path) for name, path in files.items()}
    commit = dict(zip(files, _committed(*files.values()), strict=True))
    grown = sizes["stamped"] / sizes["plain"] - 1
    slower = commit["stamped"][0] / commit["plain"][0]
    print(f"{rows:>7} rows file      {sizes['plain'] / 1e6:8.2f} → {sizes['stamped'] / 1e6:8.2f} MB  {grown:+.1%}")
    for name, taken in (("edit", edit), ("commit", commit)):
        (wall, cpu), (stamped, stamped_cpu) = taken["plain"], taken["stamped"]
        print(
            f"{rows:>7} rows {name:9} {wall:8.4f} → {stamped:8.4f} ms ×{stamped / wall:.2f}"
            f"   CPU {cpu:.4f} → {stamped_cpu:.4f} ms ×{stamped_cpu / cpu:.2f}",
            flush=True,
        )
    bars = ((grown <= 0.15, "file +15 %"), (edit["stamped"][0] <= 0.2, "edit 0.2 ms"), (slower <= 1.6, "commit ×1.6"))
    return [f"{rows} rows: {words}" for kept, words in bars if not kept]


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA recursive_triggers = ON")
    return db


def _take_stamps_off(db: sqlite3.Connection) -> None:
    for kind in ("trigger", "view", "table"):
        names = "name LIKE 'stamp%' OR name IN ('act', 'undo')"
        for (name,) in db.execute(f"SELECT name FROM sqlite_master WHERE type = '{kind}' AND ({names})").fetchall():
            db.execute(f'DROP {kind} IF EXISTS "{name}"')
    db.execute("VACUUM")


def _fill(db: sqlite3.Connection, rows: int) -> None:
    """A branch of forty people and its meetings: ids as the app makes them, minutes of 600 to 2,400 characters (three
    items), reports of 600 to 1,500. Shorter texts make the share of the stamps larger: about 18 % at 200 an item.
    """
    chance = random.Random(rows)

    def insert(table: str, **values: object) -> None:
        columns = ", ".join(f'"{name}"' for name in values)
        db.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({", ".join("?" * len(values))})', list(values.values()))

    db.execute("BEGIN")
    members = []
    for number in range(40):
        members.append(key := ids.new_id())
        facts = {"sex": "女", "ethnic": "汉族", "born": "1985-06", "education": "硕士", "job": "教师", "title": "讲师"}
        insert(
            "member",
            id=key,
            deleted=0,
            name=f"同志{number}",
            staff_no=f"2012{number:04}",
            phone="",
            reading="",
            order_key=f"n{number:02}k3f7",
            **facts,
        )
        for aspect, value in (("membership", "in"), ("standing", "full")):
            parts = {"member_id": key, "aspect": aspect, "subject": "", "on": "2012-06-01"}
            insert("roster_event", id=ids.pair_id("roster_event", key, aspect), deleted=0, value=value, **parts)
    for number in range(rows // _ROWS_OF_A_MEETING):
        _meeting(insert, chance, members, date(2014, 1, 1) + timedelta(number))
    db.execute("COMMIT")


def _meeting(insert: Insert, chance: random.Random, members: list[bytes], day: date) -> None:
    meeting, row = ids.new_id(), {"deleted": 0}
    empty = dict.fromkeys(("host_name", "recorder_name", "first_topic", "requirements", "closing", "reason"), "")
    insert(
        "meeting", id=meeting, **row, kind="主题党日", ordinal="3", title="学习贯彻全会精神，推动中心工作", place="行政楼201会议室",
        planned_start=f"{day} 15:00:00", planned_end=f"{day} 17:00:00", starts_at=f"{day} 15:00:00",
        ends_at=f"{day} 17:00:00", host_id=members[0], recorder_id=members[1], state="recorded", recorded_on=str(day), **empty,
    )  # fmt: skip
    for number in range(3):
        insert(
            "agenda_item", id=ids.new_id(), **row, meeting_id=meeting, order_key=f"{number}xk3f", title="集中学习和交流研讨",
            presenter_name="", record=_prose(chance, chance.randint(8, 32)), resolution=_prose(chance, 1),
        )  # fmt: skip
    for member in members[:30]:
        insert(
            "attendance", id=ids.pair_id("attendance", meeting, member), **row, meeting_id=meeting, member_id=member,
            state="present", reason="", standing="full", votes=1,
        )  # fmt: skip
    insert(
        "material",
        id=ids.new_id(),
        **row,
        meeting_id=meeting,
        order_key="a7f3k",
        title="全会公报",
        source="人民日报",
        link="",
    )
    if chance.random() < 0.7:
        _report(insert, chance, meeting, day)


def _report(insert: Insert, chance: random.Random, meeting: bytes, day: date) -> None:
    report, row = ids.new_id(), {"deleted": 0}
    empty = dict.fromkeys(("kicker", "subtitle", "editors_note", "reason", "outlet", "link"), "")
    insert(
        "report", id=report, **row, about_table="meeting", about_id=meeting, title="办公室党支部开展主题党日", unit="国际商学院", dated=str(day),
        body=_prose(chance, chance.randint(24, 60)), state="published", profile="jnu-news", **empty,
    )  # fmt: skip
    for key in ("branch", "unit", "kind", "title", "when", "place", "host", "expected", "present"):
        parts = {"owner_table": "report", "owner_id": report, "source_table": "meeting", "source_id": meeting}
        parts |= {"key": key, "measure": "", "value": "办公室党支部"}
        insert("fact", id=ids.pair_id("fact", report, key), **row, **parts)
    for role in ("文", "图", "审核", "责编"):
        insert("byline", id=ids.new_id(), **row, report_id=report, order_key=f"{role}k3f", role=role, names="周以宁")
    for mark in range(3):
        photo, sha = ids.new_id(), chance.randbytes(32).hex()
        size = {"width": 4000, "height": 3000, "size": 3_200_000, "mime": "image/jpeg"}
        insert("photo", id=photo, **row, sha=sha, original_sha=sha, name=f"IMG_{mark}.jpg", **size)
        insert(
            "figure", id=ids.new_id(), **row, report_id=report, mark=mark, photo_id=photo, caption="与会党员认真学习"
        )


def _prose(chance: random.Random, sentences: int) -> str:
    return "".join(chance.choice(_SENTENCES) for _ in range(sentences))


def _some(db: sqlite3.Connection, count: int) -> Iterator[bytes]:
    keys = [key for (key,) in db.execute("SELECT id FROM attendance")]
    chance = random.Random(1)
    return (chance.choice(keys) for _ in range(count))


def _inside(path: Path) -> tuple[float, float]:
    """Milliseconds of one edit inside a transaction, wall and CPU: the best of three turns."""
    with closing(_connect(path)) as db:
        best = (float("inf"), float("inf"))
        for turn in range(3):
            keys = list(_some(db, _EDITS))
            db.execute("BEGIN")
            started, cpu = time.perf_counter(), time.process_time()
            for number, key in enumerate(keys):
                db.execute("UPDATE attendance SET reason = ? WHERE id = ?", (f"{turn}:{number}", key))
            wall, used = time.perf_counter() - started, time.process_time() - cpu
            best = min(best, (wall / _EDITS * 1000, used / _EDITS * 1000))
            db.execute("ROLLBACK")
        return best


def _committed(*paths: Path) -> list[tuple[float, float]]:
    """Milliseconds of one edit with its commit, wall and CPU, for each file.

    They take turns, so that the disk treats them alike.
    """
    taken: list[list[tuple[float, float]]] = [[] for _ in paths]
    files = [_connect(path) for path in paths]
    try:
        keys = [list(_some(db, _COMMITS)) for db in files]
        for number in range(_COMMITS):
            for place, db in enumerate(files):
                started, cpu = time.perf_counter(), time.process_time()
                db.execute("UPDATE attendance SET reason = ? WHERE id = ?", (f"c{number}", keys[place][number]))
                wall, used = time.perf_counter() - started, time.process_time() - cpu
                taken[place].append((wall * 1000, used * 1000))
    finally:
        for db in files:
            db.close()
    return [(statistics.median(w for w, _ in times), statistics.median(c for _, c in times)) for times in taken]


def _typing(path: Path) -> list[str]:
    """A text of 20 KB saved every second for half an hour."""
    open_database(path)
    text = _prose(random.Random(7), 280)
    with act("新建新闻稿"):
        report = Report.create(title="题", body=text)
    with act("修改新闻稿"):
        assign(report, {"body": f"{text}。"})
    close_database()
    before = path.stat().st_size
    open_database(path)
    report = Report.get_by_id(report.id)
    middle = len(text) // 2
    for second in range(_MINUTES * 60):
        with act("修改新闻稿"):
            assign(report, {"body": text[:middle] + _prose(random.Random(second // 20), second // 20) + text[middle:]})
    close_database()
    grown = (path.stat().st_size - before) / 1000
    print(f"typing {_MINUTES} minutes into {len(text.encode()) / 1000:.0f} KB: +{grown:.0f} KB")
    return [] if grown <= 200 else ["typing 200 KB"]


def _share(home: Path) -> list[str]:
    """What stamps take of a branch that was worked with, as it is left at the end of a day."""
    home.mkdir()
    open_database(home / "branch.db")
    build_demo(now=datetime(2026, 3, 10, 9), photos=PhotoStore(home / "photos", home / "cache"), years=_YEARS)
    leaving.leave()
    with closing(_connect(home / "branch.db")) as db:
        db.execute("VACUUM")
        sizes = dict(db.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall())
    stamps = {name: size for name, size in sizes.items() if name.startswith(_STAMPS)}
    share = sum(stamps.values()) / sum(sizes.values())
    print(
        f"demo of {_YEARS} years: stamps {sum(stamps.values()) / 1e6:.2f} of {sum(sizes.values()) / 1e6:.2f} MB, {share:.1%}"
    )
    for name, size in sorted(stamps.items(), key=lambda entry: -entry[1])[:6]:
        print(f"    {name:24}{size / 1e6:8.2f} MB")
    return [] if share <= _SHARE else [f"stamps {_SHARE:.1%} of the file of {_YEARS} years"]


if __name__ == "__main__":
    sys.exit(main([int(word) for word in sys.argv[1:]] or [10_000, 200_000]))
