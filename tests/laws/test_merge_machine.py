"""Files of one branch that are written, merged, cloned, restored and upgraded in any order, against a model of their own.

The model is a graph of events and knows no table of stamps: an event is a value written into a cell, the stamp it got
and the events it replaced, which are those that the file knew and that nothing it knew had replaced. From what a file
knows follow the heads of each cell, what is shown and what is kept. Hypothesis plays the histories, and makes one that
fails short. `pytest --merges 1200` plays twelve hundred of them.
"""

import random
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, seed, settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from branchtui.store import merge as door
from branchtui.store.engine import sql
from branchtui.store.engine.handle import db
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.file.other_file import private_copy
from branchtui.store.file.schema import newest
from branchtui.store.models import BY_TABLE, Report, Row, Setting
from branchtui.store.replication import packing, session
from branchtui.store.replication.registry import BY_NUMBER, DELETED, TABLES, WHOLE_ROW
from branchtui.store.writes import assign, trash
from branchtui.workflows.people import contacts
from branchtui.workflows.safety import merging, undo
from tests.conftest import TODAY
from tests.laws.merge_world import history, join, rows_of, stored
from tests.laws.test_undo_law import _start

Dot = tuple[int, int]
Thing = tuple[str, bytes]
Cell = tuple[str, bytes, str]
STEPS, PARTS = 40, 6
MOST_FILES = 3
WRITTEN = {"contact": ("unit", "position"), "report": ("kicker", "body"), "setting": ("value",)}
SENTENCES = ("会议由支部书记主持。", "大家逐条讨论。", "台账要及时登记。")
which = strategies.integers(0, 5)


@dataclass
class File:
    """One file: where it is, the stamps it has to know, and the acts that can be taken back in it."""

    path: Path
    known: set[Dot] = field(default_factory=set)
    acts: list[tuple[Cell, object]] = field(default_factory=list)  # a cell and what was shown there before

    def like(self, other: "File") -> None:
        shutil.copyfile(other.path, self.path)
        self.known, self.acts = set(other.known), list(other.acts)


@dataclass(frozen=True)
class Event:
    value: object
    replaced: frozenset[Dot]
    trash: bool = False


class Files(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="branchtui-machine-"))
        self.events: dict[Cell, dict[Dot, Event]] = {}
        self.files: list[File] = []
        self.backups: list[File] = []
        self.open: File | None = None
        self.tokens = 0
        self.chance = random.Random(0)  # the ids of writers, the same in every playing of a history

    @initialize()
    def start(self) -> None:
        for _ in range(2):
            self._copy(_start())
        self.go(self.files[0])
        self.things: list[Thing] = [("report", Report.get().id), ("setting", Setting.row_id(key="a"))]
        self._begins(self.things[0], *self.files)

    # -- what is done ---------------------------------------------------------------------------------------------

    @rule(n=which, thing=which, column=which, way=which)
    def write_more(self, n: int, thing: int, column: int, way: int) -> None:
        """As `write`, of which there is most."""
        self.write(n, thing, column, way)

    @rule(n=which, thing=which, column=which, way=which)
    def write(self, n: int, thing: int, column: int, way: int) -> None:
        """A value that was never written before goes into a cell."""
        file, (table, row) = self.at(n), self.things[thing % len(self.things)]
        name = WRITTEN[table][column % len(WRITTEN[table])]
        stands = self._row((table, row))
        if stands is None and table != "setting":
            return  # this file has not heard of it
        value = self._token(getattr(stands, name, ""), way) if name == "body" else self._token()
        if stands is None:
            cells = {(table, row, name): value, (table, row, "deleted"): False}
            with self._stamps(file, cells), act("设置"):
                Setting.ensure(key="a", values={"value": value})
            file.acts.clear()
        elif not stands.deleted:
            before = getattr(stands, name)
            with self._stamps(file, {(table, row, name): value}), act("改"):
                assign(stands, {name: value})
            file.acts.append(((table, row, name), before))
            if name == "body":
                session.end()  # versions of one sitting would be one

    @rule(n=which)
    def add(self, n: int) -> None:
        """A row comes."""
        file = self.at(n)
        self.things.append(("contact", contacts.add_contact(self._token()).id))
        self._begins(self.things[-1], file)
        file.acts.append(((*self.things[-1], "deleted"), True))

    @rule(n=which, thing=which)
    def throw_away(self, n: int, thing: int) -> None:
        """A row goes to the trash, which counts as writing each of its cells."""
        file, (table, row) = self.at(n), self.things[thing % len(self.things)]
        stands = self._row((table, row))
        if stands is None or stands.deleted or table == "setting":
            return
        with self._stamps(file, self._every_cell((table, row)), trash=True), act("放入回收"):
            trash(stands)
        file.acts.append(((table, row, "deleted"), False))

    @rule(n=which, thing=which)
    def take_out(self, n: int, thing: int) -> None:
        file, (table, row) = self.at(n), self.things[thing % len(self.things)]
        stands = self._row((table, row))
        if stands is None or not stands.deleted:
            return
        with self._stamps(file, {(table, row, "deleted"): False}), act("取回"):
            assign(stands, {"deleted": False})
        file.acts.append(((table, row, "deleted"), True))

    @rule(n=which)
    def take_back(self, n: int) -> None:
        """The last act of this file is undone: what was shown before it is written again."""
        file = self.at(n)
        if not file.acts:
            return
        cell, before = file.acts.pop()
        trashed = cell[2] == "deleted" and before is True
        with self._stamps(file, self._every_cell(cell[:2]) if trashed else {cell: before}, trash=trashed):
            undo.undo_last()
        assert self.shown(cell) == before

    @rule(n=which, conflict=which, choice=which)
    def settle(self, n: int, conflict: int, choice: int) -> None:
        """A conflict is settled by one of its values."""
        file = self.at(n)
        open_now = [one for one in merging.conflicts() if not one.closed and (one.table, one.row) in self.things]
        if not open_now:
            return
        one = open_now[conflict % len(open_now)]
        number = choice % len(one.values)
        (column,), (value,) = one.columns, one.values[number].stored
        thing = (one.table, one.row)
        thrown_away = column == DELETED and bool(value)
        cell = (*thing, TABLES[one.table].name_of(column))
        with self._stamps(file, self._every_cell(thing) if thrown_away else {cell: value}, trash=thrown_away):
            merging.resolve(one, number + 1, today=TODAY)
        file.acts.clear()

    # -- what happens to files ------------------------------------------------------------------------------------

    @rule(n=which, other=which)
    def merge_more(self, n: int, other: int) -> None:
        """As `merge`, of which there is much."""
        self.merge(n, other)

    @rule(n=which, other=which)
    def merge(self, n: int, other: int) -> None:
        file, source = self.files[n % len(self.files)], self.files[other % len(self.files)]
        if file is not source:
            self._merge(file, source)

    @rule(n=which, backup=which)
    def merge_a_backup(self, n: int, backup: int) -> None:
        if self.backups:
            self._merge(self.files[n % len(self.files)], self.backups[backup % len(self.backups)])

    @rule(n=which, killed=strategies.booleans())
    def reopen(self, n: int, killed: bool) -> None:
        """The program ends, or is killed."""
        self.go(self.files[n % len(self.files)])
        if not killed:
            session.end()
            packing.pack()
        db.close()
        self.open = None

    @rule(n=which)
    def back_up(self, n: int) -> None:
        if len(self.backups) < MOST_FILES:
            file = self.at(n)
            session.end()
            backup = File(self.folder / f"b{len(self.backups)}.db")
            backup.like(file)
            self.backups.append(backup)

    @rule(n=which, backup=which)
    def restore(self, n: int, backup: int) -> None:
        if self.backups:
            self._closed()
            self.files[n % len(self.files)].like(self.backups[backup % len(self.backups)])

    @rule(n=which)
    def clone(self, n: int) -> None:
        """The file is copied while it is open, and work goes on in both."""
        if len(self.files) < MOST_FILES:
            self._copy(self.at(n).path, self.files[n % len(self.files)])

    @rule(n=which)
    def older(self, n: int) -> None:
        """The file is one of the version before; it is upgraded where it is opened, or in a copy where it is merged."""
        self._closed()
        open_database(self.files[n % len(self.files)].path)
        db.pragma("user_version", newest() - 1)  # an upgrade makes triggers anew and stamps what has no stamp
        db.close()

    # -- what has to hold -------------------------------------------------------------------------------------------

    @invariant()
    def the_open_file_shows_what_it_knows(self) -> None:
        if self.open is not None and not db.is_closed():
            self._check(self.open)

    def teardown(self) -> None:
        try:
            if self.files:
                self._ends_alike()
        finally:
            close_database()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _ends_alike(self) -> None:
        """Everything to one, and that one to all: they are equal, and every value is in row, sibling or history."""
        first, *others = self.files
        for other in others:
            self._merge(first, other)
        for other in others:
            self._merge(other, first)
        states = []
        for file in self.files:
            self.go(file)
            self._check(file)
            states.append(stored())
        for state in states[1:]:
            for key, mine in states[0].items():
                assert mine == state[key], key
        kept = {str(value) for value in history().values()}
        kept |= {str(value) for *_, value in rows_of("stamp_sibling", "value")}
        shown_now = _shown()
        for (table, row, name), events in self.events.items():
            shown = str(shown_now.get((table, row, name)))
            for dot, event in events.items():
                if dot in self.files[0].known and not event.trash and event.value is not None:
                    value = int(event.value) if isinstance(event.value, bool) else event.value
                    assert str(value) in kept or str(event.value) == shown, ("lost", table, name, event.value)

    def _check(self, file: File) -> None:
        """Heads, shown values, and that nothing which somebody wrote on is hidden by a deletion that did not know of it."""
        heads: dict[Thing, dict[int, set[Dot]]] = {}
        for number, row, column, w, s in rows_of("stamp_head", "col", "w", "s", tables=WRITTEN):
            heads.setdefault((BY_NUMBER[number].name, row), {}).setdefault(column, set()).add((w, s))
        shown = _shown()
        for cell in self.events:
            expected = self.heads(file, cell)
            thing, name = cell[:2], cell[2]
            if not expected:
                assert thing not in heads, f"{thing} came from nowhere"
                continue
            got = heads[thing].get(TABLES[thing[0]].column(name)) or heads[thing][WHOLE_ROW]
            assert got == set(expected), cell
            written = {dot: event for dot, event in expected.items() if not event.trash}
            if name == "deleted" or not written:
                continue
            if name != "body" or len(written) == 1:
                last = max(written, key=lambda dot: (dot[1], dot[0]))
                assert shown[cell] == written[last].value, cell
            if len(written) < len(expected):
                assert not shown[*thing, "deleted"], f"{cell} was written by who did not know of the deletion"

    def heads(self, file: File, cell: Cell) -> dict[Dot, Event]:
        """The events of a cell that the file knows and that none it knows has replaced."""
        mine = {dot: event for dot, event in self.events.get(cell, {}).items() if dot in file.known}
        gone = {dot for event in mine.values() for dot in event.replaced}
        return {dot: event for dot, event in mine.items() if dot not in gone}

    def shown(self, cell: Cell) -> object:
        stands = self._row(cell[:2])
        assert stands is not None
        value: object = getattr(stands, cell[2])
        return value

    # -- helpers ----------------------------------------------------------------------------------------------------

    def at(self, n: int) -> File:
        file = self.files[n % len(self.files)]
        self.go(file)
        return file

    def go(self, file: File) -> None:
        """Work in this file now; the program that had another open was killed."""
        if self.open is not file:
            self._closed()
            open_database(file.path)
            db.connection().create_function("random", 0, lambda: self.chance.getrandbits(62))
            self.open = file

    @contextmanager
    def _stamps(self, file: File, cells: Mapping[Cell, object], *, trash: bool = False) -> Iterator[None]:
        """What is done within writes these cells by one stamp, each with a value, and replaces what the file knows of them."""
        kept = {(*cell[:2], "deleted"): False for cell in cells if not trash and self._is_doubted(file, cell[:2])}
        before = session.clock()
        yield
        assert session.clock() > before
        for cell, value in {**kept, **cells}.items():
            replaced = frozenset(self.heads(file, cell))
            self.events.setdefault(cell, {})[self._last()] = Event(value, replaced, trash)
        file.known.add(self._last())

    def _is_doubted(self, file: File, thing: Thing) -> bool:
        """Whether a row is there although somebody has thrown it away: who writes on it then, keeps it."""
        stands, heads = self._row(thing), self.heads(file, (*thing, "deleted"))
        return stands is not None and not stands.deleted and any(event.trash for event in heads.values())

    @staticmethod
    def _every_cell(thing: Thing) -> dict[Cell, object]:
        return {(*thing, name): name == "deleted" or None for name in (*WRITTEN[thing[0]], "deleted")}

    def _closed(self) -> None:
        if not db.is_closed():
            db.close()
        self.open = None

    def _copy(self, source: Path, of: File | None = None) -> None:
        file = File(self.folder / f"r{len(self.files)}.db")
        file.like(of or File(source))
        self.files.append(file)

    def _merge(self, file: File, source: File) -> None:
        self.go(file)
        if _version(source.path) != newest():
            with private_copy(source.path) as copy:
                door.take_in(copy)
        else:
            join(source.path)
        file.known |= source.known
        file.acts.clear()  # what can be taken back after a merge is told by other tests

    def _token(self, text: str = "", way: int = 0) -> str:
        """A text that was never written before; of a long one a sentence is changed, comes or goes."""
        self.tokens += 1
        parts = [f"{part}。" for part in text.split("。") if part] or ([*SENTENCES] if way else [])
        if not parts:
            return f"第{self.tokens}次"
        at = way % len(parts)
        if way < 3:
            parts[at] = f"改成第{self.tokens}次。"
        else:
            parts.insert(at, f"补第{self.tokens}次。")
        return "".join(parts)

    def _row(self, thing: Thing) -> Row | None:
        found: Row | None = BY_TABLE[thing[0]].get_or_none(BY_TABLE[thing[0]].id == thing[1])
        return found

    def _last(self) -> Dot:
        w = session.writer()
        assert w is not None
        return w, session.clock()

    def _begins(self, thing: Thing, *known_to: File) -> None:
        """The graph of each cell of a row begins with the stamps that it has now, before anybody else writes."""
        table, stands = TABLES[thing[0]], self._row(thing)
        heads = [
            (column, (w, s))
            for _, row, column, w, s in rows_of("stamp_head", "col", "w", "s", tables={thing[0]})
            if row == thing[1]
        ]
        for name in (*WRITTEN[thing[0]], "deleted"):
            own = {dot for column, dot in heads if column == table.column(name)}
            own = own or {dot for column, dot in heads if column == WHOLE_ROW}
            self.events[*thing, name] = {dot: Event(getattr(stands, name), frozenset()) for dot in own}
            for file in known_to:
                file.known |= own


def _shown() -> dict[Cell, object]:
    """What stands in each cell that is written here."""
    found: dict[Cell, object] = {}
    for table, names in WRITTEN.items():
        names = (*names, "deleted")
        for row, *values in sql.rows(f'SELECT id, {", ".join(names)} FROM "{table}"'):
            found |= {(table, row, name): value for name, value in zip(names, values, strict=True)}
    return found


def _version(path: Path) -> int:
    with path.open("rb") as file:
        return int.from_bytes(file.read(64)[60:64], "big")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    metafunc.parametrize("part", range(PARTS))


@pytest.mark.slow
def test_every_file_knows_what_it_was_told(part: int, request: pytest.FixtureRequest) -> None:
    """In parts, so that two processors play them; each begins elsewhere."""
    run_state_machine_as_test(
        seed(part)(type(f"Files{part}", (Files,), {})),
        settings=settings(
            max_examples=request.config.getoption("--merges") // PARTS,
            stateful_step_count=STEPS,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
