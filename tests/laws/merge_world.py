"""Files that are cloned, edited, merged, backed up and restored at random, and what each of them has to know then."""

import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path

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

Chance = random.Random
Dot = tuple[int, int]
Cell = tuple[int, bytes, int]
SENTENCES = ["会议由支部书记主持", "应到党员三十二人，实到二十九人", "会议强调，台账要及时登记", "下一步继续开展活动"]
_FROM_THE_START = object()  # written before the files parted


class World:
    """At most four files. `known` are the stamps each has to know, `events` what every stamp wrote and replaced."""

    def __init__(self, seed: int) -> None:
        self.chance = Chance(seed)
        self.folder = Path(tempfile.mkdtemp(prefix="branchtui-merge-"))
        self.paths: list[Path] = []
        self.known: list[set[Dot]] = []
        self.backups: list[tuple[Path, set[Dot]]] = []
        self.events: dict[Cell, dict[Dot, tuple[object, frozenset[Dot]]]] = {}
        self.open: int | None = None
        self.words = 0
        self.tally: Counter[str] = Counter()
        for _ in range(2):
            self.add(law._start(), set())

    # -- files ----------------------------------------------------------------------------------------------------

    def add(self, source: Path, known: set[Dot]) -> None:
        path = self.folder / f"r{len(self.paths)}.db"
        shutil.copyfile(source, path)
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

    def close(self) -> None:
        close_database()
        shutil.rmtree(self.folder, ignore_errors=True)

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
                    self._forget_one_of_a_sitting(dot, old, events)

    def _forget_one_of_a_sitting(
        self, dot: Dot, old: set[Dot], events: dict[Dot, tuple[object, frozenset[Dot]]]
    ) -> None:
        """A long text that is saved again within one sitting is one version; no copy was made between."""
        act = sql.row("SELECT first FROM act WHERE last = ? AND wn = (SELECT wn FROM stamp_session)", dot[1])
        if act is not None and act[0] < dot[1] and len(old) == 1:
            (before,) = old
            kept = sql.value(
                "SELECT count(*) FROM stamp_history WHERE wn = (SELECT wn FROM stamp_session) AND s = ?", before[1]
            )
            if before[0] == dot[0] and before[1] >= act[0] and not kept:
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
                close_database()
                self.open = None
                shutil.copyfile(path, self.paths[n])
                self.known[n] = set(known)

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
        found: dict[tuple[int, bytes], dict[int, set[Dot]]] = {}
        for number, row, column, w, s in rows_of("stamp_head", "col", "w", "s"):
            found.setdefault((number, row), {}).setdefault(column, set()).add((w, s))
        return found

    def values(self, number: int, row: bytes) -> dict[int, object]:
        there = present(number)
        listed = ", ".join(f'"{name}"' for name in there)
        found = sql.row(f'SELECT {listed} FROM "{BY_NUMBER[number].name}" WHERE id = ?', row)
        assert found
        return {BY_NUMBER[number].column(name): value for name, value in zip(there, found, strict=True)}

    def emptied(self) -> set[tuple[int, bytes]]:
        """The rows of which a purge has taken something, or is to when it comes to hear of them."""
        found = {(number, row) for number, row, *_ in rows_of("stamp_purge", "col")}
        for member in purged_here("member"):
            found |= {(number, row) for number, row in _about(member)}
        return found

    def check(self, n: int) -> None:
        """The heads of every cell are the stamps that this file knows and that none it knows has replaced."""
        heads, emptied = self.heads(), self.emptied()
        for cell, events in self.events.items():
            if cell[:2] in emptied or cell[:2] not in heads:
                continue
            mine = {dot for dot, (value, _) in events.items() if dot in self.known[n] or value is _FROM_THE_START}
            expected = mine - {dot for event in mine for dot in events[event][1]}
            got = heads[cell[:2]].get(cell[2]) or heads[cell[:2]][0]
            if expected:
                assert got == expected, ("heads", BY_NUMBER[cell[0]].name, cell, got, expected)

    def all_kept(self) -> None:
        """Every value that was ever stamped is in its row, a sibling or the history."""
        heads, emptied = self.heads(), self.emptied()
        siblings = {entry[:5]: entry[5] for entry in rows_of("stamp_sibling", "col", "w", "s", "value")}
        past, past_by = history(), replaced_by()
        for cell, events in self.events.items():
            if cell[:2] in emptied or cell[:2] not in heads:
                continue
            shown = self.values(*cell[:2])[cell[2]]
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


def stored() -> dict[str, object]:
    """All that has to be equal in files that know the same, without the numbers that are of one file only."""
    found: dict[str, object] = {
        name: sorted(sql.rows(f'SELECT id, {", ".join(f"`{one}`" for one in present(table.number))} FROM "{name}"'))
        for name, table in TABLES.items()
    }
    found["heads"] = sorted(rows_of("stamp_head", "col", "w", "s"))
    found["siblings"] = sorted(rows_of("stamp_sibling", "col", "w", "s", "value"), key=repr)
    found["purges"] = sorted(rows_of("stamp_purge", "col", "w", "s"))
    found["history"] = sorted(history(twice=True).items(), key=repr)
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


def join(path: Path) -> None:
    """The merge without the backup before and the checks after."""
    copy = path.with_name("copy.db")
    shutil.copyfile(path, copy)
    with door._attached(copy), db.atomic():
        sql.execute("PRAGMA defer_foreign_keys = ON")
        engine.join()
        empty_what_came(purged_here("member"))


def _all_of(name: str, columns: list[str]) -> list[tuple[object, ...]]:
    listed = ", ".join(f'"{column}"' for column in ("id", *columns))
    return sql.rows(f'SELECT {listed} FROM "{name}"')


def present(number: int) -> list[str]:
    return [row[1] for row in sql.rows(f'PRAGMA table_info("{BY_NUMBER[number].name}")') if row[1] not in ("n", "id")]


def rows_of(stamps: str, *columns: str, tables: Collection[str] = TABLES) -> list[tuple[object, ...]]:
    """The rows of a table of stamps, those of some tables: table, row id, then these columns; writers by their ids."""
    found: list[tuple[object, ...]] = []
    listed = ", ".join("v.w" if column == "w" else f"h.{column}" for column in columns)
    for table in (TABLES[name] for name in tables):
        found += sql.rows(
            f'SELECT h.tbl, t.id, {listed} FROM {stamps} h JOIN "{table.name}" t ON t.n = h.n '
            f"JOIN stamp_writer v ON v.n = h.wn WHERE h.tbl = {table.number}"
        )
    return found


def history(*, twice: bool = False) -> dict[tuple[object, ...], object]:
    """The values of the history, unpacked, by cell and stamp; with `twice` each entry by what replaced it too, and how often."""
    found: dict[tuple[object, ...], object] = {}
    often: Counter[tuple[object, ...]] = Counter()
    for number, row in {(number, row) for number, row, *_ in rows_of("stamp_history", "col")}:
        for entry in cells.history(number, row):  # type: ignore[arg-type]
            key = (number, row, entry.column, *entry.dot)
            if twice:
                often[*key, *entry.by] += 1
                key = (*key, *entry.by, often[*key, *entry.by])
            found[key] = entry.value
    return found


def replaced_by() -> dict[tuple[object, ...], set[object]]:
    """The values of the history by cell and the stamp that replaced them."""
    found: dict[tuple[object, ...], set[object]] = {}
    for (*cell, _, _, w, s, _), value in history(twice=True).items():
        found.setdefault((*cell, w, s), set()).add(value)
    return found


def _notices() -> list[tuple[object, ...]]:
    ids = {(number, n): row for number, t in BY_NUMBER.items() for n, row in sql.rows(f'SELECT n, id FROM "{t.name}"')}
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
