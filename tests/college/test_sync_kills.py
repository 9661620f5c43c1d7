"""A program, or a server's process, that is killed in the midst of a sync: file and server are as before or as after it.

`pytest tests/college/test_sync_kills.py --kills=300` kills each of them a hundred times.
"""

import contextlib
import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from branchtui.store.college import hub_note
from branchtui.store.college.connection import CollegeError
from branchtui.store.file import health
from branchtui.store.file.database import close_database, open_database
from branchtui.store.replication import session
from tests.college.hub_desks import HubDesks
from tests.college.hub_world import Hub, own_publication
from tests.laws import merge_world

pytestmark = pytest.mark.slow


class Scene:
    """A file that has something to push, or something to pull, and how it and the server are before and after."""

    def __init__(self, folder: Path, hub: Hub, *, pushes: bool) -> None:
        self.hub, self.desks = hub, HubDesks(folder, hub)
        self._pushes = pushes
        self.desks.title("甲", "改过的")
        if not pushes:
            self.desks.sync("甲")
        close_database()
        self.path = self.desks.path("甲" if pushes else "乙")
        self._copy = folder / "before.db"
        shutil.copyfile(self.path, self._copy)
        hub.back_up()
        self.before = self._state()
        began = time.monotonic()
        self.sync()
        self.seconds = time.monotonic() - began
        self.after = self._state()
        assert self.before != self.after

    def anew(self) -> None:
        """Everything as it was."""
        close_database()
        for left in self.path.parent.glob(f"{self.path.name}-*"):
            left.unlink()
        shutil.copyfile(self._copy, self.path)
        self.hub.set_back()

    def sync(self) -> None:
        open_database(self.path)
        self.hub.sync()
        close_database()

    def check(self) -> bool:
        """Either before or after, on each side; then a sync brings everything to after. Whether it was before on both."""
        found = self._state()
        (file, n, seen), there = found
        assert file in (self.before[0][0], self.after[0][0])
        assert (n, seen) in (self.before[0][1:], self.after[0][1:])
        assert there in (self.before[1], self.after[1])
        self.sync()
        open_database(self.path)
        assert health.problems() == []
        assert self.hub.published() == own_publication()
        state = hub_note.read()
        assert state is not None and state.n == self.hub.head()[0] == self.after[1][0]
        close_database()
        return found == self.before

    def _state(self) -> tuple[tuple[str, int, str], tuple[int, str]]:
        open_database(self.path)
        session.end()
        stored, state = merge_world.stored(), hub_note.read()
        assert state is not None
        seen = repr(sorted(hub_note.seen().items()))
        close_database()
        return (repr(stored), state.n, seen), (self.hub.head()[0], repr(self.hub.published()))


@pytest.mark.parametrize("pushes", [True, False], ids=["push", "pull"])
def test_a_program_is_killed(pushes: bool, hub: Hub, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    _all(Scene(tmp_path / "desks", hub, pushes=pushes), _killed_program, request)


@pytest.mark.parametrize("pushes", [True, False], ids=["push", "pull"])
def test_the_servers_process_is_killed(pushes: bool, hub: Hub, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    _all(Scene(tmp_path / "desks", hub, pushes=pushes), _killed_backend, request)


def _all(scene: Scene, kill: Callable[[Scene, float], None], request: pytest.FixtureRequest) -> None:
    chance = random.Random(19)
    many = max(1, int(request.config.getoption("--kills")) // 3)
    for _ in range(many):
        scene.anew()
        kill(scene, chance.random() * 1.2 * scene.seconds)
        scene.check()


def _killed_program(scene: Scene, after: float) -> None:
    child = os.fork()
    if not child:
        try:
            scene.hub.connect()  # that of the parent is not its own
            scene.sync()
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _killed_backend(scene: Scene, after: float) -> None:
    def kill() -> None:
        scene.hub.admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (scene.hub.seat.login,)
        )

    timer = threading.Timer(after, kill)
    timer.start()
    with contextlib.suppress(CollegeError):
        scene.sync()
    timer.join()
    close_database()
    scene.hub.connect()
