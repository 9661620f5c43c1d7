"""A year of five machines that exchange copies of their files, late and out of order: `pytest tests/laws/test_soak.py --soak`."""

import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from branchtui.store.file import health
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.models import Contact, Report, Row, Setting
from branchtui.store.replication import packing, session
from branchtui.store.writes import assign, trash
from branchtui.workflows.people import contacts
from tests.laws.merge_world import history, join, rows_of, stored
from tests.laws.test_undo_law import _start

MACHINES, DAYS, EDITS = 5, 250, 30  # edits a day of each machine
LATE = 12  # days after which a copy has come everywhere
CLONES, RESTORES = (60, 170), (40, 110, 200)  # days


@dataclass
class Copy:
    """A file with all that was ever written into it."""

    path: Path
    written: set[str] = field(default_factory=set)

    def to(self, path: Path) -> "Copy":
        shutil.copyfile(self.path, path)
        return Copy(path, set(self.written))


class Year:
    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance = folder, random.Random(seed)
        self.tokens = 0
        start = Copy(_start())
        self.machines = [start.to(folder / f"m{n}.db") for n in range(MACHINES)]
        self.shared: list[
            tuple[int, int, Copy]
        ] = []  # the day from which it can be read, by whom it was made, the copy
        self.old: list[Copy] = []

    def day(self, day: int) -> None:
        for n in self.chance.sample(range(MACHINES), MACHINES):
            machine = self.machines[n]
            open_database(machine.path)
            for ready, made_by, copy in self.shared:
                if ready == day and made_by != n:
                    join(copy.path)
                    machine.written |= copy.written
            rows = [(model, row) for model in (Contact, Report) for row in _ids(model)]
            for _ in range(EDITS):
                self._edit(machine, rows)
            session.end()
            packing.pack()
            close_database()
            late = day + self.chance.randint(1, LATE)
            self.shared.append((late, n, machine.to(self.folder / f"p{day}-{n}.db")))
        for entry in [entry for entry in self.shared if entry[0] < day]:
            self.shared.remove(entry)
            entry[2].path.unlink()
        if day in CLONES:  # one machine's file is put over another's, which goes on from there
            a, b = self.chance.sample(range(MACHINES), 2)
            self.old.append(self.machines[b].to(self.folder / f"o{day}.db"))
            self.machines[b] = self.machines[a].to(self.machines[b].path)
        if day in RESTORES:
            n = self.chance.randrange(MACHINES)
            self.machines[n] = self.chance.choice(self.shared)[2].to(self.machines[n].path)

    def _edit(self, machine: Copy, rows: list[tuple[type[Row], bytes]]) -> None:
        self.tokens += 1
        word, kind = f"第{self.tokens}次", self.chance.random()
        model, key = self.chance.choice(rows)
        if kind < 0.03:
            rows.append((Contact, contacts.add_contact(word).id))
        elif kind < 0.1:
            with act("设置"):
                Setting.ensure(key=self.chance.choice("abc"), values={"value": word})
        elif kind < 0.12 and model is Contact:
            with act("放入回收"):
                trash(model.get_by_id(key))
            rows.remove((model, key))
            return
        else:
            names = ("unit", "position") if model is Contact else ("kicker", "subtitle")
            with act("改"):
                assign(model.get_by_id(key), {self.chance.choice(names): word})
        machine.written.add(word)

    def ends_alike(self) -> int:
        """Everything to one and that one to all; how many values are kept, all that any machine knew."""
        first, *others = [*self.machines, *self.old]
        for source, target in [*((one, first) for one in others), *((first, one) for one in others)]:
            open_database(target.path)
            join(source.path)
            target.written |= source.written
            close_database()
        open_database(first.path)
        assert health.problems() == []
        mine = stored()
        kept = {value for value in history().values() if isinstance(value, str)}
        kept |= {value for *_, value in rows_of("stamp_sibling", "value") if isinstance(value, str)}
        for model, names in (
            (Contact, ("name", "unit", "position")),
            (Report, ("kicker", "subtitle")),
            (Setting, ("value",)),
        ):
            kept |= {str(value) for row in model.select() for value in (getattr(row, name) for name in names)}
        assert first.written - kept == set()
        close_database()
        for other in others:
            open_database(other.path)
            theirs = stored()
            assert [key for key in mine if mine[key] != theirs[key]] == []
            close_database()
        return len(first.written)


def _ids(model: type[Row]) -> list[bytes]:
    return [row.id for row in model.select(model.id).where(model.live()).order_by(model.id)]


def test_five_machines_are_equal_after_a_year(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    if not pytestconfig.getoption("--soak"):
        pytest.skip("a year of five machines is played with --soak: two minutes")
    year = Year(tmp_path, seed=0)
    for day in range(DAYS):
        year.day(day)
    assert year.ends_alike() > MACHINES * DAYS * EDITS * 0.8
