"""The merge beside what an app without stamps does: rows newer there replace ours whole, through Peewee in chunks of 500.

`python benchmarks/merge.py [ROWS [FRACTION…]]`: two copies of one file are edited apart, then merged, in one run. Of the
edits 80 % are updates of one or two columns, half of them in the newest 5 % of the rows, 15 % new rows, 5 % go to the
trash. Bars of issue 15, of the merge transaction alone, in seconds of CPU (all is in one thread): 1 % changed at most 0.35 of the other's time, 20 % at most 0.5,
the same file again at most 0.05; no value lost. Exits 1 where one is missed.
"""

import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import stamps
from peewee import IntegerField, SqliteDatabase

from branchtui.store import ids
from branchtui.store.engine import sql
from branchtui.store.engine.handle import db
from branchtui.store.file.database import close_database, open_database
from branchtui.store.merge import _attached
from branchtui.store.models import SYNCED
from branchtui.store.replication.merging import conflicts, engine
from branchtui.store.replication.registry import TABLES

_BARS = {0.01: 0.35, 0.2: 0.5}
_AGAIN = 0.05
_EDITED = {
    "agenda_item": ("record", "title", "minutes"),
    "attendance": ("state", "reason"),
    "meeting": ("title", "place", "closing"),
    "report": ("title", "kicker", "body"),
    "byline": ("names",),
    "member": ("phone", "job"),
    "figure": ("caption",),
}
_CHUNK = 500
Edit = tuple[str, bytes, dict[str, object] | bytes]  # table, row, its new values, or the id of a copy of it


def main(rows: int, fractions: list[float]) -> int:
    missed = []
    with tempfile.TemporaryDirectory(prefix="branchtui-merge-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        stamped, plain = folder / "stamped.db", folder / "plain.db"
        open_database(stamped)
        close_database()
        with closing(stamps._connect(stamped)) as file:
            stamps._fill(file, rows)
        open_database(stamped)  # ends the session of the filling: the copies have writers of their own
        close_database()
        shutil.copyfile(stamped, plain)
        with closing(sqlite3.connect(plain, isolation_level=None)) as file:
            stamps._take_stamps_off(file)
            for table in TABLES:
                file.execute(f'ALTER TABLE "{table}" ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0')
        for fraction in fractions:
            missed += _compare(folder, stamped, plain, fraction)
    for bar in missed:
        print(f"MISSED: {bar}")
    return 1 if missed else 0


def _compare(folder: Path, stamped: Path, plain: Path, fraction: float) -> list[str]:
    edits = {side: list(_edits(stamped, fraction, side)) for side in "AB"}
    files: dict[tuple[str, str], Path] = {}
    for place, side in enumerate("AB"):
        for kind, source in (("stamped", stamped), ("plain", plain)):
            files[side, kind] = folder / f"{side}-{kind}.db"
            shutil.copyfile(source, files[side, kind])
            at = (lambda number, place=place: 2 * number + 1 + place) if kind == "plain" else None
            _play(files[side, kind], edits[side], at)
    open_database(files["B", "stamped"])
    close_database()
    open_database(files["A", "stamped"])
    ours, again = _merged(files["B", "stamped"]), _merged(files["B", "stamped"])
    theirs, theirs_again = (_replaced(files["A", "plain"], files["B", "plain"]) for _ in range(2))
    listed = len(conflicts.found())
    lost = _lost(files["A", "plain"], edits)
    close_database()
    print(
        f"{fraction:4.0%} changed: merge {ours:.2f} s, again {again:.3f} s; rows replaced {theirs:.2f} s, again {theirs_again:.2f} s; "
        f"×{ours / theirs:.2f}, again ×{again / theirs:.3f}; conflicts {listed}; {lost[0]}",
        flush=True,
    )
    bars = (
        (ours / theirs <= _BARS.get(fraction, 1), f"{fraction:.0%}: ×{_BARS.get(fraction, 1)}"),
        (again / theirs <= _AGAIN, f"{fraction:.0%}: again ×{_AGAIN}"),
        (lost[1] == 0, f"{fraction:.0%}: nothing lost"),
    )
    return [words for kept, words in bars if not kept]


def _edits(path: Path, fraction: float, side: str) -> Iterator[Edit]:
    chance = random.Random(side)
    with closing(sqlite3.connect(path)) as file:
        rows = {table: [key for (key,) in file.execute(f"SELECT id FROM {table} ORDER BY n")] for table in _EDITED}
        total = sum(file.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in TABLES)
    tables = [table for table in rows if rows[table]]
    weights = [len(rows[table]) for table in tables]
    for number in range(int(total * fraction)):
        (table,) = chance.choices(tables, weights)
        keys, columns = rows[table], _EDITED[table]
        row = chance.choice(keys[-max(2, len(keys) // 20) :] if chance.random() < 0.5 else keys)
        kind = chance.random()
        if kind < 0.8:
            chosen = chance.sample(columns, min(len(columns), chance.choice((1, 1, 1, 2))))
            yield table, row, {column: _value(column, side, number, chance) for column in chosen}
        elif kind < 0.95:
            yield table, row, ids.new_id()
        else:
            yield table, row, {"deleted": 1}


def _value(column: str, side: str, number: int, chance: random.Random) -> object:
    if column == "minutes":
        return 10**6 * ord(side) + number
    long = "。" + chance.choice(stamps._SENTENCES) * 5 if column in ("record", "body") else ""
    return f"{side}{number}{long}"


def _play(path: Path, edits: list[Edit], at: Callable[[int], int] | None) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA synchronous = OFF")
        file.execute("PRAGMA recursive_triggers = ON")
        file.execute("BEGIN")
        columns = {
            table: [
                row[1] for row in file.execute(f"PRAGMA table_info({table})") if row[1] not in ("n", "id", "updated_at")
            ]
            for table in _EDITED
        }
        for number, (table, row, what) in enumerate(edits):
            if isinstance(what, dict):
                values = {**what, **({"updated_at": at(number)} if at else {})}
                file.execute(
                    f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in values)} WHERE id = ?",
                    [*values.values(), row],
                )
            else:
                listed = ", ".join(columns[table])
                more, value = (", updated_at", f", {at(number)}") if at else ("", "")
                file.execute(
                    f"INSERT INTO {table} (id, {listed}{more}) SELECT ?, {listed}{value} FROM {table} WHERE id = ?",
                    [what, row],
                )
        file.execute("COMMIT")


def _merged(path: Path) -> float:
    with _attached(path):
        begun = time.process_time()
        with db.atomic():
            sql.execute("PRAGMA defer_foreign_keys = ON")
            engine.join()
        return time.process_time() - begun


def _replaced(path: Path, other: Path) -> float:
    ours, theirs = SqliteDatabase(str(path), pragmas={"foreign_keys": 0}), SqliteDatabase(str(other))
    for model in SYNCED:
        model._meta.add_field("updated_at", IntegerField(default=0))
    begun = time.process_time()
    with ours.atomic():
        for model in SYNCED:
            _replace(model, ours, theirs)
    taken = time.process_time() - begun
    for file in (ours, theirs):
        file.close()
    for model in SYNCED:
        model._meta.remove_field("updated_at")
    return taken


def _replace(model: Any, ours: SqliteDatabase, theirs: SqliteDatabase) -> None:
    times = []
    for file in (ours, theirs):
        with file.bind_ctx([model], bind_refs=False, bind_backrefs=False):
            times.append(dict(model.select(model.id, model.updated_at).tuples()))
    here, there = times
    wanted = [key for key, at in there.items() if at > here.get(key, -1)]
    for start in range(0, len(wanted), _CHUNK):
        with theirs.bind_ctx([model], bind_refs=False, bind_backrefs=False):
            found = list(model.select().where(model.id << wanted[start : start + _CHUNK]).dicts())
        with ours.bind_ctx([model], bind_refs=False, bind_backrefs=False):
            new = [row for row in found if row["id"] not in here]
            for place in range(0, len(new), 40):
                model.insert_many(new[place : place + 40]).execute()
            for row in found:
                if row["id"] in here:
                    key = row.pop("id")
                    model.update(**row).where(model.id == key).execute()


def _lost(plain: Path, edits: dict[str, list[Edit]]) -> tuple[str, int]:
    """Of the last value of each side in each cell, how many are nowhere any more: in words, and in the merged file."""
    last: dict[str, dict[tuple[str, bytes, str], object]] = {side: {} for side in edits}
    for side, made in edits.items():
        for table, row, what in made:
            for column, value in what.items() if isinstance(what, dict) else ():
                last[side][table, row, column] = value
    tally = {"concurrent": [0, 0, 0], "of one side": [0, 0, 0]}
    with closing(sqlite3.connect(plain)) as file:
        for table, row, column in last["A"].keys() | last["B"].keys():
            cell = (table, row, column)
            shown = file.execute(f"SELECT {column} FROM {table} WHERE id = ?", (row,)).fetchone()[0]
            values = [last[side][cell] for side in edits if cell in last[side]]
            count = tally["concurrent" if len(set(values)) > 1 else "of one side"]
            for value in values:
                count[0] += 1
                count[1] += shown != value
                count[2] += not _kept(cell, value)
    words = "; ".join(
        f"{count[0]} values {kind}, lost {count[1]} by replacing, {count[2]} by merging"
        for kind, count in tally.items()
    )
    return words, sum(count[2] for count in tally.values())


def _kept(cell: tuple[str, bytes, str], value: object) -> bool:
    table, row, column = cell
    place = (TABLES[table].number, TABLES[table].column(column))
    n, shown = sql.rows(f"SELECT n, {column} FROM {table} WHERE id = ?", row)[0]
    of_cell = "WHERE tbl = ? AND col = ? AND n = ? AND value IS ?"
    return shown == value or any(
        sql.value(f"SELECT count(*) FROM {past} {of_cell}", *place, n, value)
        for past in ("stamp_sibling", "stamp_history")
    )


if __name__ == "__main__":
    numbers = sys.argv[1:]
    sys.exit(main(int(numbers[0]) if numbers else 200_000, [float(one) for one in numbers[1:]] or list(_BARS)))
