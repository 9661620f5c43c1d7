"""Files that are cloned, edited, merged, backed up and restored at random, and what each of them has to know then."""

import os
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from branchtui.errors import BranchError
from branchtui.store import merge as door
from branchtui.store.engine import sql
from branchtui.store.engine.handle import db
from branchtui.store.file import health
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.models import AgendaItem, Attendance, Member, Report, Row, Setting
from branchtui.store.purge import empty_what_came
from branchtui.store.replication import cells, packing, parts, session
from branchtui.store.replication.merging import conflicts, engine, flags, unsettled
from branchtui.store.replication.merging.purges import purged_here
from branchtui.store.replication.registry import BY_NUMBER, TABLES
from branchtui.store.writes import assign, trash
from branchtui.workflows.meetings import attendance
from branchtui.workflows.reports import reports
from branchtui.workflows.safety import merging, purge, undo
from tests.conftest import TODAY
from tests.laws import test_undo_law as law
from tests.laws.kept_open import KeptOpen

Chance = random.Random
Dot = tuple[int, int]
Cell = tuple[int, bytes, int]
SENTENCES = ["会议由支部书记主持", "应到党员三十二人，实到二十九人", "会议强调，台账要及时登记", "下一步继续开展活动"]
_FROM_THE_START = object()  # written before the files parted
_IN_MEMORY = "/dev/shm"


class World:
    """At most four files. `known` are the stamps each has to know, `events` what every stamp wrote and replaced."""

    def __init__(self, seed: int, start: Path | None = None) -> None:
        self.chance = Chance(seed)
        self.folder = _folder()
        self.paths: list[Path] = []
        self.known: list[set[Dot]] = []
        self.backups: list[tuple[Path, set[Dot]]] = []
        self.events: dict[Cell, dict[Dot, tuple[object, frozenset[Dot]]]] = {}
        self.open: int | None = None
        self._heads: tuple[Any, int, dict[tuple[int, bytes], dict[int, set[Dot]]]] | None = None
        self.words = 0
        self.tally: Counter[str] = Counter()
        self.kept = KeptOpen()
        for _ in range(2):
            self.add(start or law._start(), set())

    # -- files ----------------------------------------------------------------------------------------------------

    def add(self, source: Path, known: set[Dot]) -> None:
        path = self.folder / f"r{len(self.paths)}.db"
        self.kept.put(source, path)
        self.paths.append(path)
        self.known.append(set(known))

    def go(self, n: int) -> None:
        """Work with file n now; the one before is left, or its program is killed."""
        if self.open != n:
            if self.open is not None and self.chance.random() < 0.5:
                session.end()
                packing.pack()
                close_database()
            open_database(self.paths[n])
            self.open = n

    def put(self, n: int, path: Path, known: set[Dot]) -> None:
        """Another copy stands in the place of file n."""
        close_database()
        self.open = None
        self.kept.put(path, self.paths[n])
        self.known[n] = set(known)

    def close(self) -> None:
        close_database()
        self.kept.end()

    # -- what is done in one ----------------------------------------------------------------------------------------

    def word(self, _: Chance) -> str:
        self.words += 1
        return self.chance.choice(["甲", "乙", "丙", ""]) + f"#{self.words}"

    def acts(self) -> list[Callable[[Chance], object]]:
        def any_row(deleted: bool) -> Row:
            tables = [name for name in TABLES if name != "branch"]
            model = cells.BY_TABLE[self.chance.choice(tables)]
            return law.one(self.chance, list(model.select().where(model.deleted == deleted).order_by(model.id)))

        def put_away(_: Chance) -> None:
            row = any_row(False)
            with act("放入回收"):
                trash(row)

        def take_out(_: Chance) -> None:
            row = any_row(True)
            with act("取回"):
                assign(row, {"deleted": False})

        def settle(_: Chance) -> None:
            conflict = law.one(self.chance, merging.conflicts())
            merging.resolve(conflict, self.chance.randrange(len(conflict.values)) + 1, today=TODAY)
            assert conflict.id not in {one.id for one in merging.conflicts()}
            flags_are_right()
            self.tally["resolved"] += 1

        def set_something(_: Chance) -> None:
            with act("设置"):
                Setting.ensure(key=self.chance.choice(["a", "b"]), values={"value": self.word(self.chance)})

        def write(_: Chance) -> None:
            row = law.any_of(Report, self.chance)
            reports.edit_report(row, body=self._changed(row.body))  # type: ignore[attr-defined, arg-type]

        def record(_: Chance) -> None:
            row = law.any_of(AgendaItem, self.chance)
            with act("记录"):
                assign(row, {"record": self._changed(row.record)})  # type: ignore[attr-defined]

        def close_it(_: Chance) -> None:
            row = law.meeting(self.chance, "held", "recorded", "filed")
            with act("归档"):
                assign(row, {"state": self.chance.choice(["filed", "held"])})

        def say_why(_: Chance) -> None:
            row: Attendance = law.any_of(Attendance, self.chance)  # type: ignore[assignment]
            attendance.set_states(row.meeting, {row.member_id: ("excused", self.word(self.chance))})

        def clear_out(_: Chance) -> None:
            if self.chance.random() < 0.15:
                purge.purge_member(law.any_of(Member, self.chance), folders=set())  # type: ignore[arg-type]
                self.tally["purged"] += 1

        def back(_: Chance) -> None:
            undo.undo_last()

        def forth(_: Chance) -> None:
            undo.redo_last()

        return [
            *(put_away, put_away, take_out, settle, settle, set_something, write, write, write, record, record),
            *(close_it, say_why, clear_out, back, back, forth),
        ]

    def _changed(self, text: str) -> str:
        """The text with one sentence changed, come or gone."""
        parts = [part for part in text.split("。") if part]
        parts = parts if len(parts) > 3 else list(SENTENCES)
        at, kind = self.chance.randrange(len(parts)), self.chance.random()
        if kind < 0.6:
            parts[at] = parts[at][:10] + self.word(self.chance)
        elif kind < 0.8:
            parts.insert(at, "补充" + self.word(self.chance))
        else:
            del parts[at]
        return "。".join(parts) + "。"

    def edit(self, n: int) -> None:
        self.go(n)
        before, last = self.heads(), session.clock()
        with suppress(BranchError):
            self.chance.choice(self.chance.choice([law.ACTS, self.acts()]))(self.chance)
        if session.clock() == last:
            return
        self.tally["edits"] += 1
        w, after = session.writer(), self.heads()
        assert w is not None
        self.known[n] |= {(w, s) for s in range(last + 1, session.clock() + 1)}
        sittings = dict(
            sql.rows(
                "SELECT last, first FROM act WHERE wn = (SELECT wn FROM stamp_session) AND last > max(first, ?)", last
            )
        )
        for (number, row), now in after.items():
            was = before.get((number, row), {})
            if now == was:
                continue
            values = self.values(number, row)
            for column in values:
                new, old = now.get(column) or now[0], was.get(column) or was.get(0, set())
                if new != old:
                    (dot,) = new
                    assert dot[0] == w and dot[1] > last
                    events = self.events.setdefault((number, row, column), {})
                    for stamp in old - events.keys():
                        events[stamp] = (_FROM_THE_START, frozenset())
                    events[dot] = (values[column], frozenset(old))
                    if dot[1] in sittings and len(old) == 1:
                        self._forget_one_of_a_sitting(dot, sittings[dot[1]], *old, events)

    def _forget_one_of_a_sitting(
        self, dot: Dot, first: int, before: Dot, events: dict[Dot, tuple[object, frozenset[Dot]]]
    ) -> None:
        """A long text that is saved again within one sitting, from a first stamp on, is one version; no copy was made between."""
        kept = sql.value(
            "SELECT count(*) FROM stamp_history WHERE wn = (SELECT wn FROM stamp_session) AND s = ?", before[1]
        )
        if before[0] == dot[0] and before[1] >= first and not kept:
            replaced = events.pop(before)[1]
            events[dot] = (events[dot][0], replaced)
            self.tally["sittings"] += 1

    # -- merges -----------------------------------------------------------------------------------------------------

    def merge(self, n: int, path: Path, known: set[Dot]) -> None:
        self.go(n)
        undoable = sql.rows("SELECT * FROM undo")
        join(path)
        assert undoable == sql.rows("SELECT * FROM undo")
        self.known[n] |= known
        self.tally["merges"] += 1
        flags_are_right()
        self.check(n)

    def step(self) -> None:
        chance, n = self.chance, self.chance.randrange(len(self.paths))
        kind = chance.random()
        if kind < 0.62:
            self.edit(n)
        elif kind < 0.90:
            other = chance.randrange(len(self.paths))
            if other != n:
                self.merge(n, self.paths[other], self.known[other])
        elif kind < 0.93 and len(self.paths) < 4:  # a clone, taken while the file is open
            self.go(n)
            session.end()
            self.add(self.paths[n], self.known[n])
        elif kind < 0.96:
            self.go(n)
            session.end()
            path = self.folder / f"b{len(self.backups)}.db"
            shutil.copyfile(self.paths[n], path)
            self.backups.append((path, set(self.known[n])))
        elif self.backups:
            path, known = chance.choice(self.backups)
            if chance.random() < 0.5:
                self.merge(n, path, known)
            else:  # restored: work goes on from there
                self.put(n, path, known)

    def finish(self) -> None:
        """Everything with everything, in any order; then all is equal, nothing is lost and every file is sound."""
        files = range(len(self.paths))
        order = [(a, b) for a in files for b in files if a != b]
        shuffled = order * 2
        self.chance.shuffle(shuffled)
        for a, b in [*shuffled, *order, *((0, b) for b in files[1:]), *((a, 0) for a in files[1:])]:
            self.merge(a, self.paths[b], self.known[b])
        states = [self.state(n) for n in files]
        for n, other in enumerate(states[1:], 1):
            for key, mine in states[0].items():
                assert mine == other[key], (
                    f"{key} of file {n} differs",
                    [entry for entry in mine if entry not in other[key]][:3],
                    [entry for entry in other[key] if entry not in mine][:3],
                )
        self.go(0)
        self.all_kept()
        assert health.problems() == []

    def run(self, steps: int) -> None:
        for _ in range(steps):
            self.step()
        self.finish()

    # -- what has to hold -------------------------------------------------------------------------------------------

    def heads(self) -> dict[tuple[int, bytes], dict[int, set[Dot]]]:
        """The heads of every cell of the open file, read anew once anything was written through its handle."""
        handle = db.connection()
        last, changes, found = self._heads or (None, 0, {})
        if last is handle and changes == handle.total_changes:
            return found
        found = {}
        for number, row, column, w, s in rows_of("stamp_head", "col", "w", "s"):
            found.setdefault((number, row), {}).setdefault(column, set()).add((w, s))
        self._heads = handle, handle.total_changes, found
        return found

    def values(self, number: int, row: bytes) -> dict[int, object]:
        names, (found,) = _whole(BY_NUMBER[number].name, "WHERE id = ?", row)
        return {
            BY_NUMBER[number].column(name): value
            for name, value in zip(names, found, strict=True)
            if name not in ("n", "id")
        }

    def emptied(self) -> set[tuple[int, bytes]]:
        """The rows of which a purge has taken something, or is to when it comes to hear of them."""
        found = {(number, row) for number, row, *_ in rows_of("stamp_purge", "col")}
        for member in purged_here("member"):
            found |= {(number, row) for number, row in _about(member)}
        return found

    def check(self, n: int) -> None:
        """The heads of every cell are the stamps that this file knows and that none it knows has replaced."""
        heads, emptied, known = self.heads(), self.emptied(), self.known[n]
        for cell, events in self.events.items():
            here = cell[:2]
            if here in emptied or here not in heads:
                continue
            mine: set[Dot] = set()
            gone: set[Dot] = set()
            for dot, (value, replaced) in events.items():
                if dot in known or value is _FROM_THE_START:
                    mine.add(dot)
                    gone |= replaced
            expected = mine - gone
            got = heads[here].get(cell[2]) or heads[here][0]
            if expected:
                assert got == expected, ("heads", BY_NUMBER[cell[0]].name, cell, got, expected)

    def all_kept(self) -> None:
        """Every value that was ever stamped is in its row, a sibling or the history."""
        heads, emptied = self.heads(), self.emptied()
        siblings = {entry[:5]: entry[5] for entry in rows_of("stamp_sibling", "col", "w", "s", "value")}
        past: dict[tuple[object, ...], object] = {}
        past_by: dict[tuple[object, ...], set[object]] = {}
        for key, value in each_replaced().items():
            past[key[:5]] = value
            past_by.setdefault((*key[:3], *key[5:7]), set()).add(value)
        values_of = cache(self.values)
        for cell, events in self.events.items():
            if cell[:2] in emptied or cell[:2] not in heads:
                continue
            shown = values_of(*cell[:2])[cell[2]]
            own = heads[cell[:2]].get(cell[2]) or heads[cell[:2]][0]
            values: dict[Dot, set[object]] = {}
            for dot in events:
                values[dot] = {siblings.get((*cell, *dot), shown)} if dot in own else set()
                values[dot] |= {past[*cell, *dot]} if (*cell, *dot) in past else set()
            for event, (_, replaced) in events.items():  # one edit may have stamped a cell twice, as of its group once
                for dot in replaced:
                    values[dot] |= past_by.get((*cell, *event), set())
            for dot, (value, _) in events.items():
                if value is not _FROM_THE_START and dot in self.known[0]:
                    assert _has(dot, value, values, events), ("lost", BY_NUMBER[cell[0]].name, cell, dot, value, shown)
                    self.tally["values"] += 1

    def state(self, n: int) -> dict[str, object]:
        self.go(n)
        return stored()


@cache
def _worlds() -> "tempfile.TemporaryDirectory[str]":
    """Where all worlds of this program lie, one after the other, in memory where that has a place; gone when it ends."""
    roomy = os.access(_IN_MEMORY, os.W_OK) and shutil.disk_usage(_IN_MEMORY).free > 2**28
    return tempfile.TemporaryDirectory(
        prefix="branchtui-merge-", dir=_IN_MEMORY if roomy else None, ignore_cleanup_errors=True
    )


def _folder() -> Path:
    """An empty one."""
    folder = Path(_worlds().name)
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return folder


def stored() -> dict[str, object]:
    """All that has to be equal in files that know the same, without the numbers that are of one file only."""
    found: dict[str, object] = {name: _in_order(name) for name in TABLES}
    found["heads"] = sorted(rows_of("stamp_head", "col", "w", "s"))
    found["siblings"] = sorted(rows_of("stamp_sibling", "col", "w", "s", "value"), key=repr)
    found["purges"] = sorted(rows_of("stamp_purge", "col", "w", "s"))
    found["history"] = sorted(each_replaced().items(), key=repr)
    found["notices"] = sorted(_notices())
    found["acts"] = sorted(
        sql.rows(
            "SELECT v.w, a.first, a.last, a.name, a.at, iv.w, i.first FROM act a JOIN stamp_writer v ON v.n = a.wn "
            "LEFT JOIN act i ON i.n = a.inverts LEFT JOIN stamp_writer iv ON iv.n = i.wn"
        ),
        key=repr,
    )
    found["vector"] = sorted(session.vector().items())
    found["writers"] = sorted(
        sql.rows("SELECT w, home, device, person, app, at FROM stamp_writer WHERE seen > 0"), key=repr
    )
    found["clock"] = [session.clock()]
    return found


def flags_are_right() -> None:
    """What is told of conflicts without reading their values is what reading them tells, with the things they are in."""
    found, flagged = merging.conflicts(), flags.flags()
    assert {(one.table, one.row, one.columns, one.closed, parts.owner(one.table, one.row)) for one in found} == {
        (flag.table, flag.row, flag.columns, flag.closed, flag.whole) for flag in flagged
    }
    assert flags.count() == len(flagged) == len(found)
    assert sorted(conflicts.of(flagged), key=repr) == sorted(found, key=repr)
    assert not found or unsettled.may_be_any()


def _has(
    dot: Dot, value: object, values: dict[Dot, set[object]], events: dict[Dot, tuple[object, frozenset[Dot]]]
) -> bool:
    """Whether the value that a stamp wrote is kept under it, or under a later one that wrote the same."""
    later = (event for event, (kept, replaced) in events.items() if dot in replaced and kept == value)
    return value in values[dot] or any(_has(event, value, values, events) for event in later)


def join(path: Path) -> engine.Joined:
    """The merge without the backup before and the checks after."""
    copy = path.with_name("copy.db")
    shutil.copyfile(path, copy)
    with door._attached(copy), db.atomic():
        sql.execute("PRAGMA defer_foreign_keys = ON")
        joined = engine.join()
        empty_what_came(purged_here("member"))
    return joined


def _all_of(name: str, columns: list[str]) -> list[tuple[object, ...]]:
    listed = ", ".join(f'"{column}"' for column in ("id", *columns))
    return sql.rows(f'SELECT {listed} FROM "{name}"')


def _whole(table: str, where: str = "", *values: object) -> tuple[list[str], list[tuple[object, ...]]]:
    """The names of the columns as they are in the file, and rows."""
    cursor = db.execute_sql(f'SELECT * FROM "{table}" {where}', values)
    return [told[0] for told in cursor.description], cursor.fetchall()


def _in_order(table: str) -> list[tuple[object, ...]]:
    """All rows in the order of their ids, which stand first, without the numbers."""
    names, rows = _whole(table)
    at, n = names.index("id"), names.index("n")
    rest = [place for place in range(len(names)) if place not in (at, n)]
    return sorted((row[at], *(row[place] for place in rest)) for row in rows)


def rows_of(stamps: str, *columns: str, tables: Collection[str] = TABLES) -> list[tuple[object, ...]]:
    """The rows of a table of stamps, those of some tables: table, row id, then these columns; writers by their ids."""
    listed = ", ".join("v.w" if column == "w" else f"h.{column}" for column in columns)
    found = sql.rows(f"SELECT h.tbl, h.n, {listed} FROM {stamps} h JOIN stamp_writer v ON v.n = h.wn")
    if not found:
        return []
    ids, wanted = _ids(), {TABLES[name].number for name in tables}
    return [(number, ids[number, n], *rest) for number, n, *rest in found if number in wanted and (number, n) in ids]


_ids_read: list[tuple[Any, int, dict[tuple[int, int], bytes]]] = []  # the last: of which handle, after so many changes


def _ids() -> dict[tuple[int, int], bytes]:
    """The id of every row, by its table and the number that it has in this file; read anew once anything was written."""
    handle = db.connection()
    for last, changes, found in _ids_read:
        if last is handle and changes == handle.total_changes:
            return found
    _ids_read[:] = [(handle, handle.total_changes, found := _ids_of_all())]
    return found


def _ids_of_all() -> dict[tuple[int, int], bytes]:
    filled = [number for (number,) in sql.rows("SELECT DISTINCT tbl FROM stamp_head")]  # each row has its stamps
    listed = (f'SELECT {number}, n, id FROM "{BY_NUMBER[number].name}"' for number in filled)
    return {(number, n): row for number, n, row in sql.rows(" UNION ALL ".join(listed))} if filled else {}


def history() -> dict[tuple[object, ...], object]:
    """The values of the history, unpacked, by cell and stamp."""
    return {key[:5]: value for key, value in each_replaced().items()}


def each_replaced() -> dict[tuple[object, ...], object]:
    """The same of each entry, by what replaced it too, and how often."""
    found: dict[tuple[object, ...], object] = {}
    often: Counter[tuple[object, ...]] = Counter()
    for number, row in {(number, row) for number, row, *_ in rows_of("stamp_history", "col")}:
        for entry in cells.history(number, row):  # type: ignore[arg-type]
            key = (number, row, entry.column, *entry.dot, *entry.by)
            often[key] += 1
            found[*key, often[key]] = entry.value
    return found


def _notices() -> list[tuple[object, ...]]:
    ids = _ids()
    return [
        (kind, tbl, ids[tbl, n], w, s, tbl2, ids[tbl2, n2], col2, w2, s2)
        for kind, tbl, n, w, s, tbl2, n2, col2, w2, s2 in sql.rows(
            "SELECT x.kind, x.tbl, x.n, v.w, x.s, x.tbl2, x.n2, x.col2, u.w, x.s2 FROM stamp_notice x "
            "JOIN stamp_writer v ON v.n = x.wn JOIN stamp_writer u ON u.n = x.wn2"
        )
    ]


def _about(member: bytes) -> Iterator[tuple[int, bytes]]:
    from branchtui.store.purge import _cells_about

    yield from ((TABLES[table].number, row) for table, row, *_ in _cells_about(member))
