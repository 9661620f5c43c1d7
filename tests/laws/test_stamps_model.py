"""Heads, history and vector against an independent model, over any sequence of writes, reopenings and copies of files.

The model is a graph of edits: each names the edits of the same cell that it replaced. Files share nothing but copies.
"""

import copy
import functools
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from branchtui.store.engine import sql
from branchtui.store.file import backups
from branchtui.store.file.database import close_database, database_path, open_database
from branchtui.store.replication import session
from branchtui.store.replication.registry import DELETED, TABLES

Dot = tuple[int, int]
Cell = tuple[str, bytes, int]

# An ordinary table, one with columns that belong together, and one of pair rows.
COLUMNS = {"party_group": ("name",), "plan": ("title", "first_day", "last_day"), "setting": ("key", "value")}
TOGETHER = {("plan", "first_day"): ("first_day", "last_day"), ("plan", "last_day"): ("first_day", "last_day")}
ROWS = (b"r1", b"r2", b"r3")


@dataclass
class Known:
    """What one file knows, as the model has it."""

    shown: dict[Cell, object] = field(default_factory=dict)
    head: dict[Cell, Dot] = field(default_factory=dict)
    replaced: set[tuple[Cell, Dot, Dot, object]] = field(default_factory=set)  # cell, stamp, by, value
    vector: dict[int, int] = field(default_factory=dict)


@functools.cache
def _empty() -> Path:
    """A new database, made once."""
    path = Path(tempfile.mkdtemp(prefix="branchtui-model-")) / "empty.db"
    open_database(path)
    close_database()
    return path


class Stamps(RuleBasedStateMachine):
    """Writes by SQL in our connection and in another program's; files that are copied about."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="branchtui-model-"))
        self.known = {"a": Known()}
        self.backups: list[tuple[Path, Known]] = []
        self.made: set[Dot] = set()
        self.sessions: set[int] = set()  # writers of sessions that have ended
        self.here = "a"
        shutil.copyfile(_empty(), self.path)
        open_database(self.path)

    @property
    def path(self) -> Path:
        return self.folder / f"{self.here}.db"

    @property
    def now(self) -> Known:
        return self.known[self.here]

    def teardown(self) -> None:
        close_database()
        shutil.rmtree(self.folder, ignore_errors=True)

    # -- writes ---------------------------------------------------------------------------------------------------

    @rule(
        table=st.sampled_from(sorted(COLUMNS)), row=st.sampled_from(ROWS), value=st.integers(0, 3), other=st.booleans()
    )
    def insert(self, table: str, row: bytes, value: int, other: bool) -> None:
        if (table, row, DELETED) in self.now.shown:
            return
        values = {"deleted": 0} | dict.fromkeys(COLUMNS[table], f"v{value}")
        names = ", ".join(f'"{name}"' for name in ("id", *values))
        marks = ", ".join("?" * (len(values) + 1))
        self.write(other, f'INSERT INTO "{table}" ({names}) VALUES ({marks})', row, *values.values())
        dot = self.new_dots(1)[0]
        for name, stored in values.items():
            self.edit((table, row, TABLES[table].column(name)), dot, stored)

    @rule(
        table=st.sampled_from(sorted(COLUMNS)),
        row=st.sampled_from(ROWS),
        which=st.sets(st.integers(0, 2), min_size=1),
        value=st.integers(0, 3),
        other=st.booleans(),
    )
    def update(self, table: str, row: bytes, which: set[int], value: int, other: bool) -> None:
        if (table, row, DELETED) not in self.now.shown:
            return
        columns = [name for place, name in enumerate(COLUMNS[table]) if place in which]
        if not columns:
            return
        sets = ", ".join(f'"{name}" = ?' for name in columns)
        self.write(other, f'UPDATE "{table}" SET {sets} WHERE id = ?', *(f"v{value}" for _ in columns), row)
        changed = [name for name in columns if self.now.shown[table, row, TABLES[table].column(name)] != f"v{value}"]
        groups = list(dict.fromkeys(TOGETHER.get((table, name), (name,)) for name in changed))
        dots = self.new_dots(len(groups))
        found = {name: self.stored_heads(table, row)[TABLES[table].column(name)] for group in groups for name in group}
        # Which column of one statement is stamped first is nobody's business; that each group has one of them is.
        assert sorted(found[group[0]] for group in groups) == [[dot] for dot in dots]
        for group in groups:
            for name in group:
                assert found[name] == found[group[0]]
                self.edit(
                    (table, row, TABLES[table].column(name)),
                    found[name][0],
                    f"v{value}" if name in columns else self.now.shown[table, row, TABLES[table].column(name)],
                )

    @rule(table=st.sampled_from(sorted(COLUMNS)), row=st.sampled_from(ROWS), gone=st.booleans(), other=st.booleans())
    def trash(self, table: str, row: bytes, gone: bool, other: bool) -> None:
        if self.now.shown.get((table, row, DELETED)) != int(not gone):
            return
        self.write(other, f'UPDATE "{table}" SET deleted = ? WHERE id = ?', int(gone), row)
        dot = self.new_dots(1)[0]
        for column in range(1, len(COLUMNS[table]) + 2) if gone else [DELETED]:
            stored = int(gone) if column == DELETED else self.now.shown[table, row, column]
            self.edit((table, row, column), dot, stored)

    # -- files ----------------------------------------------------------------------------------------------------

    @rule()
    def reopen(self) -> None:
        self.open()

    @precondition(lambda self: len(self.backups) < 3)
    @rule()
    def backup(self) -> None:
        self.backups.append((backups.make("手动"), copy.deepcopy(self.now)))

    @rule()
    def copy_while_open(self) -> None:
        if len(self.backups) < 3:
            target = self.folder / f"copy{len(self.backups)}.db"
            shutil.copyfile(self.path, target)
            self.backups.append((target, copy.deepcopy(self.now)))

    @rule(which=st.integers(0, 2), name=st.sampled_from("ab"))
    def restore_or_clone(self, which: int, name: str) -> None:
        """An earlier state, or another machine's, takes the place of this or of a second file; work goes on there."""
        if which < len(self.backups):
            path, known = self.backups[which]
            self.close()
            self.here = name
            shutil.copyfile(path, self.path)
            self.known[name] = copy.deepcopy(known)
            self.open()

    @rule(name=st.sampled_from("ab"))
    def go_to(self, name: str) -> None:
        if name in self.known:
            self.close()
            self.here = name
            self.open()

    # -- what must hold -------------------------------------------------------------------------------------------

    @invariant()
    def the_file_says_the_same(self) -> None:
        if not hasattr(self, "known"):
            return
        assert session.vector() == self.now.vector
        history = set()
        for table, names in COLUMNS.items():
            number = TABLES[table].number
            for row in ROWS:
                if (table, row, DELETED) not in self.now.shown:
                    continue
                shown = sql.row(f'SELECT deleted, {", ".join(names)} FROM "{table}" WHERE id = ?', row)
                heads = self.stored_heads(table, row)
                for column in range(1, len(names) + 2):
                    cell = (table, row, column)
                    assert shown is not None and shown[column - 1] == self.now.shown[cell], cell
                    assert heads.get(column, heads[0]) == [self.now.head[cell]], cell
            for row, column, *rest in sql.rows(
                f'SELECT t.id, h.col, v.w, h.s, b.w, h.bs, h.value FROM stamp_history h JOIN "{table}" t ON t.n = h.n '
                "JOIN stamp_writer v ON v.n = h.wn JOIN stamp_writer b ON b.n = h.bwn WHERE h.tbl = ?",
                number,
            ):
                history.add(((table, row, column), (rest[0], rest[1]), (rest[2], rest[3]), rest[4]))
        assert history >= {entry for entry in self.now.replaced if entry[3] != self.shown_after(entry)}
        # A whole row's stamp that was replaced stands for its columns; nothing else is in the history but what was there.
        assert {entry for entry in history if entry[0][2]} <= self.now.replaced

    def shown_after(self, entry: tuple[Cell, Dot, Dot, object]) -> object:
        """The value that the replacing stamp wrote: going to the trash replaces cells without changing them."""
        cell, _, by, _ = entry
        later = [old for other, dot, _, old in self.now.replaced if other == cell and dot == by]
        return later[0] if later else self.now.shown[cell]

    # -- help -----------------------------------------------------------------------------------------------------

    def open(self) -> None:
        self.close()
        open_database(self.path)

    def close(self) -> None:
        writer = session.writer()
        if writer is not None:
            self.sessions.add(writer)
        close_database()

    def write(self, other: bool, statement: str, *values: object) -> None:
        if not other:
            sql.execute(statement, *values)
            return
        with closing(sqlite3.connect(database_path())) as program:
            program.execute(statement, values)
            program.commit()

    def new_dots(self, count: int) -> list[Dot]:
        """The stamps of the write just done: the next numbers, by a writer no ended session had, never made before."""
        if not count:
            return []
        writer = session.writer()
        assert writer is not None and writer not in self.sessions
        last = session.clock()
        dots = [(writer, last - count + 1 + place) for place in range(count)]
        assert last == max(self.now.vector.values(), default=0) + count
        assert not self.made & set(dots)
        self.made |= set(dots)
        self.now.vector[writer] = last
        return dots

    def edit(self, cell: Cell, dot: Dot, value: object) -> None:
        if cell in self.now.head:
            self.now.replaced.add((cell, self.now.head[cell], dot, self.now.shown[cell]))
        self.now.head[cell] = dot
        self.now.shown[cell] = value

    def stored_heads(self, table: str, row: bytes) -> dict[int, list[Dot]]:
        found: dict[int, list[Dot]] = {}
        rows = sql.rows(
            "SELECT h.col, v.w, h.s FROM stamp_head h JOIN stamp_writer v ON v.n = h.wn "
            f'WHERE h.tbl = ? AND h.n = (SELECT n FROM "{table}" WHERE id = ?)',
            TABLES[table].number,
            row,
        )
        for column, w, s in rows:
            found.setdefault(column, []).append((w, s))
        return found


TestStamps = Stamps.TestCase
TestStamps.settings = settings(max_examples=40, stateful_step_count=30, suppress_health_check=list(HealthCheck))
