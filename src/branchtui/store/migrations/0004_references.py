"""References instead of ids in texts, columns stamped as one, and what two machines make twice.

A report is about a thing of any kind (`about_table`, `about_id` in place of `meeting_id`), a fact has an owner and a
source of any kind (in place of `report_id` and of `source`, a composed text), and the group of a roster event is
`value_id`. A member and a meeting may be merged into another; a member keeps the place of its roster file.

The columns whose place is taken are dropped, and their stamps *move*: heads, siblings and history stand under the new
columns afterwards, each value turned as the cell was. So nothing is left that only an old column could tell: history,
undo and merge know one column, not a live one and a dead one. The old names keep their numbers in the registry, unused.

New groups of columns that are stamped as one: those of a row get equal heads. Where each column has one head, that is
the newest of them, which in a file that no merge has touched had seen the others; the others go to the history as
replaced by it, with the value that stands. Where a column has several (a conflict), all columns get all heads, of each
writer the last; none is lost. Rows get no new stamp: copies of one file are migrated to equal ones.

The ids of groups and photos stay as they are: a row is never re-pointed. New ones are made from name or content.
"""

from collections.abc import Callable, Iterable
from typing import Any

Head = tuple[int, int]  # writer number, number
N = '"n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL'
MEMBER = ("name", "staff_no", "sex", "ethnic", "born", "education", "job", "title", "phone", "reading")
# Of each table that is made anew: its columns, what fills those that are not taken over as they are, its indexes.
TABLES: dict[str, tuple[str, dict[str, str], tuple[str, ...]]] = {
    "member": (
        f"{N}, {', '.join(f'{chr(34)}{name}{chr(34)} TEXT NOT NULL' for name in MEMBER)}, "
        '"merged_into_id" BLOB, "order_key" TEXT NOT NULL, FOREIGN KEY ("merged_into_id") REFERENCES "member" ("id")',
        {"merged_into_id": "NULL", "order_key": "''"},
        (),
    ),
    "roster_event": (
        f'{N}, "member_id" BLOB NOT NULL, "aspect" TEXT NOT NULL, "subject" TEXT NOT NULL, "on" DATE NOT NULL, '
        '"value" TEXT NOT NULL, "value_id" BLOB, FOREIGN KEY ("member_id") REFERENCES "member" ("id"), '
        'FOREIGN KEY ("value_id") REFERENCES "party_group" ("id")',
        {
            "value": "CASE WHEN of_group(aspect, value) IS NULL THEN value ELSE '' END",
            "value_id": "of_group(aspect, value)",
        },
        ("member_id",),
    ),
    "meeting": (
        f'{N}, "kind" TEXT NOT NULL, "ordinal" TEXT NOT NULL, "title" TEXT NOT NULL, "planned_start" DATETIME NOT NULL, '
        '"planned_end" DATETIME, "starts_at" DATETIME, "ends_at" DATETIME, "place" TEXT NOT NULL, "host_id" BLOB, '
        '"host_name" TEXT NOT NULL, "recorder_id" BLOB, "recorder_name" TEXT NOT NULL, "group_id" BLOB, '
        '"first_topic" TEXT NOT NULL, "requirements" TEXT NOT NULL, "closing" TEXT NOT NULL, "state" TEXT NOT NULL, '
        '"reason" TEXT NOT NULL, "noticed_on" DATE, "recorded_on" DATE, "merged_into_id" BLOB, '
        'FOREIGN KEY ("host_id") REFERENCES "member" ("id"), FOREIGN KEY ("recorder_id") REFERENCES "member" ("id"), '
        'FOREIGN KEY ("group_id") REFERENCES "party_group" ("id"), '
        'FOREIGN KEY ("merged_into_id") REFERENCES "meeting" ("id")',
        {"merged_into_id": "NULL"},
        ("host_id", "recorder_id", "group_id"),
    ),
    "report": (
        f'{N}, "kicker" TEXT NOT NULL, "title" TEXT NOT NULL, "subtitle" TEXT NOT NULL, "unit" TEXT NOT NULL, '
        '"dated" DATE, "editors_note" TEXT NOT NULL, "body" TEXT NOT NULL, "state" TEXT NOT NULL, '
        '"reason" TEXT NOT NULL, "outlet" TEXT NOT NULL, "submitted_on" DATE, "link" TEXT NOT NULL, '
        '"profile" TEXT NOT NULL, "about_table" TEXT NOT NULL, "about_id" BLOB',
        {"about_table": "CASE WHEN meeting_id IS NULL THEN '' ELSE 'meeting' END", "about_id": "meeting_id"},
        ("about_id",),
    ),
    "fact": (
        f'{N}, "owner_table" TEXT NOT NULL, "owner_id" BLOB NOT NULL, "key" TEXT NOT NULL, '
        '"source_table" TEXT NOT NULL, "source_id" BLOB, "measure" TEXT NOT NULL, "from_day" DATE, "to_day" DATE, '
        '"value" TEXT NOT NULL',
        {
            "owner_table": "'report'",
            "owner_id": "report_id",
            "source_table": "source_table(source)",
            "source_id": "source_id(source)",
            "measure": "''",
            "from_day": "NULL",
            "to_day": "NULL",
        },
        ("owner_id",),
    ),
}
DROPPED = {"report": ["meeting_id"], "fact": ["report_id", "source"]}
# Table and column numbers, as the registry had them then.
ROSTER_EVENT, REPORT, FACT = 4, 13, 14
VALUE, VALUE_ID = 6, 7
GROUPS = {
    "roster_event": (ROSTER_EVENT, {"value": VALUE, "value_id": VALUE_ID}),
    "meeting": (5, {"state": 18, "reason": 19}),
    "guest": (8, {"name": 4, "position": 5}),
    "material": (12, {"title": 5, "source": 6, "link": 7}),
    "report": (REPORT, {"state": 10, "reason": 11, "outlet": 12, "submitted_on": 13}),
    "fact": (FACT, {"value": 5, "source_table": 8, "source_id": 9, "measure": 10, "from_day": 11, "to_day": 12}),
    "figure": (16, {"photo_id": 4, "caption": 5}),
    "byline": (17, {"role": 4, "names": 5}),
    "post": (18, {"awarded_on": 11, "state": 12}),
}


def up(migrator: Any, db: Any) -> None:
    for name, function, takes in (
        ("of_group", of_group, 2),
        ("source_table", source_table, 1),
        ("source_id", source_id, 1),
    ):
        db.connection().create_function(name, takes, function, deterministic=True)
    for table, (columns, filled, indexes) in TABLES.items():
        rebuild(db, table, columns, filled, indexes)
    move(db, REPORT, 2, {16: lambda value: "" if value is None else "meeting", 17: lambda value: value})
    move(db, FACT, 2, {6: lambda value: "report", 7: lambda value: value})
    move(db, FACT, 4, {8: source_table, 9: source_id})
    part_groups(db)
    for table, (number, group) in GROUPS.items():
        unite(db, table, number, group)


def of_group(aspect: object, value: object) -> bytes | None:
    """The id of the group that a roster event names in its text."""
    return _id(value) if aspect == "group" else None


def source_table(source: object) -> str:
    """The table in `table:id`; empty where that is no reference."""
    return str(source).partition(":")[0] if source_id(source) is not None else ""


def source_id(source: object) -> bytes | None:
    """The id in `table:id`, which was written random end first."""
    found = _id(str(source).partition(":")[2])
    return None if found is None else found[6:] + found[:6]


def _id(text: object) -> bytes | None:
    try:
        found = bytes.fromhex(str(text))
    except ValueError:
        return None
    return found if len(found) == 16 else None


def rebuild(db: Any, table: str, columns: str, filled: dict[str, str], indexes: Iterable[str]) -> None:
    """Make a table anew with other columns, every row with its number. Raises ValueError where it has one of another program's."""
    db.execute_sql(f'CREATE TABLE "new_{table}" ({columns})')
    then, names = (
        [row[1] for row in db.execute_sql(f'PRAGMA table_info("{name}")').fetchall()]
        for name in (table, f"new_{table}")
    )
    if foreign := set(then) - {*names, *DROPPED.get(table, ())}:
        raise ValueError(f"{table} has columns that this program never made: {sorted(foreign)}")
    values = ", ".join(filled.get(name, f'"{name}"') for name in names)
    db.execute_sql(f'INSERT INTO "new_{table}" SELECT {values} FROM "{table}" ORDER BY n')
    db.execute_sql(f'DROP TABLE "{table}"')
    db.execute_sql(f'ALTER TABLE "new_{table}" RENAME TO "{table}"')
    for column in indexes:
        db.execute_sql(f'CREATE INDEX "{table}_{column}" ON "{table}" ("{column}")')


def move(db: Any, number: int, old: int, new: dict[int, Callable[[object], object]]) -> None:
    """Put the stamps of a column under those that take its place, each value turned by the function of its column."""
    of_old = (number, old)
    for column, turned in new.items():
        heads = "INSERT INTO stamp_head SELECT tbl, n, ?, wn, s FROM stamp_head WHERE tbl = ? AND col = ?"
        db.execute_sql(heads, (column, *of_old))
        past = "SELECT n, wn, s, bwn, bs, value FROM stamp_history WHERE tbl = ? AND col = ? ORDER BY rowid"
        for n, wn, s, bwn, bs, value in db.execute_sql(past, of_old).fetchall():
            _replaced(db, (number, n, column), (wn, s), (bwn, bs), turned(value))
        there = "SELECT n, wn, s, value FROM stamp_sibling WHERE tbl = ? AND col = ?"
        values: dict[int, dict[Head, object]] = {}
        for n, wn, s, value in db.execute_sql(there, of_old).fetchall():
            values.setdefault(n, {})[wn, s] = turned(value)
        for n, found in values.items():
            _write_siblings(db, (number, n, column), found)
    for table in ("stamp_head", "stamp_sibling", "stamp_history"):
        db.execute_sql(f"DELETE FROM {table} WHERE tbl = ? AND col = ?", of_old)


def part_groups(db: Any) -> None:
    """Give `value_id` the stamps of `value`, and take what named a group out of the past of the latter."""
    of_value = (ROSTER_EVENT, VALUE)
    heads = "INSERT INTO stamp_head SELECT tbl, n, ?, wn, s FROM stamp_head WHERE tbl = ? AND col = ?"
    db.execute_sql(heads, (VALUE_ID, *of_value))
    groups = "n IN (SELECT n FROM roster_event WHERE aspect = 'group')"
    past = f"SELECT rowid, n, wn, s, bwn, bs, value FROM stamp_history WHERE tbl = ? AND col = ? AND {groups} ORDER BY rowid"
    for key, n, wn, s, bwn, bs, value in db.execute_sql(past, of_value).fetchall():
        group = _id(value)
        _replaced(db, (ROSTER_EVENT, n, VALUE_ID), (wn, s), (bwn, bs), group)
        if group is not None:
            db.execute_sql("UPDATE stamp_history SET value = '' WHERE rowid = ?", (key,))
    there = f"SELECT n, wn, s, value FROM stamp_sibling WHERE tbl = ? AND col = ? AND {groups}"
    values: dict[int, dict[Head, object]] = {}
    for n, wn, s, value in db.execute_sql(there, of_value).fetchall():
        values.setdefault(n, {})[wn, s] = value
    for n, found in values.items():
        _write_siblings(db, (ROSTER_EVENT, n, VALUE_ID), {head: _id(value) for head, value in found.items()})
        words = {head: value if _id(value) is None else "" for head, value in found.items()}
        _write_siblings(db, (ROSTER_EVENT, n, VALUE), words)


def unite(db: Any, table: str, number: int, group: dict[str, int]) -> None:
    """Give the columns of a new group equal heads, in every row where they have others."""
    marks = ", ".join(map(str, group.values()))
    edited = f"SELECT DISTINCT n FROM stamp_head WHERE tbl = ? AND col IN ({marks}) ORDER BY n"
    writers = dict(db.execute_sql("SELECT n, w FROM stamp_writer").fetchall())
    for (n,) in db.execute_sql(edited, (number,)).fetchall():
        stood: dict[int, list[Head]] = {}
        of_row = f"SELECT col, wn, s FROM stamp_head WHERE tbl = ? AND n = ? AND col IN (0, {marks})"
        for column, wn, s in db.execute_sql(of_row, (number, n)).fetchall():
            stood.setdefault(column, []).append((wn, s))
        heads = {column: set(stood.get(column) or stood.get(0) or []) for column in group.values()}
        if len({frozenset(found) for found in heads.values()}) == 1:
            continue
        every = set().union(*heads.values())
        newest = max(every, key=lambda head: (head[1], writers[head[0]]))
        if all(len(found) == 1 for found in heads.values()):
            wanted = {newest}
        else:
            wanted = {(writer, max(s for wn, s in every if wn == writer)) for writer, _ in every}
        for name, column in group.items():
            _stamp_as(db, (number, n, column), f'SELECT "{name}" FROM "{table}" WHERE n = {n}', heads[column], wanted)


def _stamp_as(db: Any, cell: tuple[int, int, int], shown: str, heads: set[Head], wanted: set[Head]) -> None:
    """Give a cell the `wanted` heads. What it said under those it had stays known: in siblings, or in the history."""
    (value,) = db.execute_sql(shown).fetchone()
    there = "SELECT wn, value FROM stamp_sibling WHERE tbl = ? AND n = ? AND col = ?"
    said = dict(db.execute_sql(there, cell).fetchall())  # of each writer the last
    last = dict(wanted)
    for wn, s in sorted(heads - wanted):
        by = (wn, last[wn]) if wn in last else next(iter(wanted))
        _replaced(db, cell, (wn, s), by, said.get(wn, value))
    db.execute_sql("DELETE FROM stamp_head WHERE tbl = ? AND n = ? AND col = ?", cell)
    for head in sorted(wanted):
        db.execute_sql("INSERT INTO stamp_head VALUES (?, ?, ?, ?, ?)", (*cell, *head))
    _write_siblings(db, cell, {(wn, s): said.get(wn, value) for wn, s in wanted})


def _replaced(db: Any, cell: tuple[int, int, int], stamp: Head, by: Head, value: object) -> None:
    db.execute_sql("INSERT INTO stamp_history VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*cell, *stamp, *by, value))


def _write_siblings(db: Any, cell: tuple[int, int, int], values: dict[Head, object]) -> None:
    """The values of a cell's heads; none where all say the same."""
    db.execute_sql("DELETE FROM stamp_sibling WHERE tbl = ? AND n = ? AND col = ?", cell)
    if len(set(values.values())) > 1:
        for head, value in sorted(values.items()):
            db.execute_sql("INSERT INTO stamp_sibling VALUES (?, ?, ?, ?, ?, ?)", (*cell, *head, value))
