"""Databases as older versions left them."""

from pathlib import Path
from typing import Any

from playhouse.migrations import Runner

from branchtui.store.engine.handle import db
from branchtui.store.file.schema import APPLICATION_ID, MIGRATIONS
from branchtui.store.ids import show_id
from branchtui.store.replication.registry import TABLES

WRITERS = (3, 1 << 61)  # the second is greater, and the session of the crash below
CONFLICT = 5  # a writer of another machine
TEXT = "会议强调，要把学习成果转化为具体行动。" * 40
# What health asks of a value, where a made-up one would not do.
_VALUES: dict[str, object] = {
    "deleted": 0, "state": "held", "standing": "full", "station": "agenda", "aspect": "standing", "value": "full",
    "minutes": 30, "votes": 1, "mark": 1, "width": 4, "height": 3, "size": 9, "demo": 0,
}  # fmt: skip
_STATES = {"attendance": "present", "report": "draft"}
_REFERS = {"host": "member", "recorder": "member", "presenter": "member", "preparer": "member", "basis": "meeting",
           "group": "party_group"}  # fmt: skip


def first_schema(path: Path) -> None:
    """A database of the first schema at `path`: no stamps, one group and one member."""
    db.init(str(path))
    with db.connection_context():
        _migrate("0001_first", 1)
        db.execute_sql("INSERT INTO party_group VALUES (x'01', 0, '第一党小组')")
        db.execute_sql("INSERT INTO member VALUES (x'02', 0, '林知远', '', '', '', '', '', '', '', '', '')")


TABLES_THEN = tuple(table.name for table in TABLES.values() if table.number <= 20)  # those of the second schema


def second_schema(path: Path) -> None:
    """One of the second at `path`, stamps by id: a row in each table, edits, a conflict, a purge, acts, a crash.

    Two hundred and ten acts can be undone; the last is a redo. The session that wrote last was never ended.
    """
    db.init(str(path))
    with db.connection_context():
        _migrate("0002_stamps", 2)
        for table in TABLES_THEN:
            _row(table)
        run, report, body = db.execute_sql, row_id("report"), TABLES["report"].column("body")
        for number, table in enumerate((TABLES[name] for name in TABLES_THEN), 1):
            run("INSERT INTO stamp_head VALUES (?, ?, 0, ?, ?)", (table.number, row_id(table.name), WRITERS[0], number))
        head = (13, report, body, WRITERS[1], 240)
        run("INSERT INTO stamp_head VALUES (?, ?, ?, ?, ?)", head)
        for s in range(31, 241):  # each with an act
            before = (WRITERS[0], 13) if s == 31 else (WRITERS[1], s - 1)
            run("INSERT INTO stamp_history VALUES (13, ?, ?, ?, ?, ?, ?, ?)",
                (report, body, *before, WRITERS[1], s, f"{s}{TEXT}"))  # fmt: skip
            inverts = act_id(239) if s == 240 else None
            run(
                "INSERT INTO act VALUES (?, ?, ?, ?, ?, 1700000000, ?)",
                (act_id(s), f"修改{s}", WRITERS[1], s, s, inverts),
            )
            run("INSERT INTO undo VALUES (?, ?, ?, 'done')", (s, act_id(s), act_id(s)))
        meeting, title = row_id("meeting"), TABLES["meeting"].column("title")
        for w, s, value in ((WRITERS[0], 5, "meeting.title"), (CONFLICT, 25, "那边的题目")):
            run("INSERT INTO stamp_head VALUES (5, ?, ?, ?, ?)", (meeting, title, w, s))
            run("INSERT INTO stamp_sibling VALUES (5, ?, ?, ?, ?, ?)", (meeting, title, w, s, value))
        run("INSERT INTO stamp_purge VALUES (4, ?, ?, 4)", (row_id("roster_event"), WRITERS[0]))
        run("INSERT INTO stamp_vector VALUES (?, 20), (?, 25)", (WRITERS[0], CONFLICT))
        run("INSERT INTO stamp_writer VALUES (?, '旧电脑', '林知远', '0.1', 1600000000)", (WRITERS[0],))
        run("UPDATE stamp_session SET w = ?, clock = 240, own = 240", (WRITERS[1],))


def row_id(table: str) -> bytes:
    """The id of the row in a table of `second_schema`."""
    return bytes(15) + bytes([TABLES[table].number])


def act_id(s: int) -> bytes:
    """The id of the act that made the stamp `s` there."""
    return bytes(14) + s.to_bytes(2, "big")


def _migrate(name: str, version: int) -> None:
    Runner(db, str(MIGRATIONS)).up(name)
    db.pragma("application_id", APPLICATION_ID)
    db.pragma("user_version", version)


def _row(table: str) -> None:
    columns = [row[1:3] for row in db.execute_sql(f'PRAGMA table_info("{table}")').fetchall()]
    marks = ", ".join("?" * len(columns))
    db.execute_sql(f'INSERT INTO "{table}" VALUES ({marks})', [_value(table, *column) for column in columns])


def _value(table: str, column: str, kind: str) -> Any:
    if column == "id":
        return row_id(table)
    if kind == "BLOB":
        name = column.removesuffix("_id")
        return row_id(_REFERS.get(name, name))
    if kind.startswith("DATE"):
        return "2026-03-04 15:00:00" if kind == "DATETIME" else "2026-03-04"
    if column == "state":
        return _STATES.get(table, "held")
    if (table, column) in (("setting", "value"), ("fact", "value")):
        return "值"
    if (table, column) == ("fact", "source"):
        return f"meeting:{show_id(row_id('meeting'))}"
    return _VALUES.get(column, f"{table}.{column}") if column != "body" else f"241{TEXT}"
