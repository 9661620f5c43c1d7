"""Two desks of one branch and the folder between them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from branchtui.files.exchange.folder import SharedFolder
from branchtui.files.photos import PhotoStore
from branchtui.store.file.database import close_database, open_database
from branchtui.workflows.exchange import setting_up, syncing
from branchtui.workflows.exchange.syncing import Synced
from branchtui.workflows.progress import Progress, unwatched
from tests.conftest import NOW
from tests.light_key import light_key  # noqa: F401  # a fixture

PASSPHRASE = "春风化雨润物无声"


class Desk:
    """One home. What is done within `at` is done there."""

    def __init__(self, folder: Path, shared: Path) -> None:
        self.folder, self.shared = folder, shared
        self.passed_over: list[Path] = []  # of the packages
        self.path = folder / "branch.db"
        self.photos = PhotoStore(folder / "photos", folder / "cache")

    @contextmanager
    def at(self) -> Iterator[None]:
        open_database(self.path)
        try:
            yield
        finally:
            close_database()

    def place(self) -> SharedFolder:
        return setting_up.shared(self.shared)

    def key(self) -> str:
        """Joins the folder, or sets it up."""
        place = self.place()
        return setting_up.join(place, PASSPHRASE) if place.key() else setting_up.begin(place, PASSPHRASE)

    def sync(self, *, now: datetime = NOW, progress: Progress = unwatched) -> Synced:
        with self.at():
            return syncing.sync(self.place(), self.photos, self.key(), now=now, progress=progress)

    def packages(self) -> list[Path]:
        return sorted(path for path in self.shared.rglob("*.bpk") if path not in self.passed_over)

    def left_over(self) -> list[str]:
        """Temporary files, here and in the folder."""
        found = [*self.folder.glob(".branchtui-*"), *self.shared.rglob(".part*")]
        return [path.name for path in found]


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "云"
    folder.mkdir()
    return folder


def _desk(name: str, database: Path, shared: Path) -> Desk:
    folder = shared.parent / name
    folder.mkdir()
    shutil.copy(database, folder / "branch.db")
    return Desk(folder, shared)


@pytest.fixture
def one(_branch_database: Path, shared: Path, light_key: None) -> Desk:  # noqa: F811
    return _desk("甲", _branch_database, shared)


@pytest.fixture
def other(_branch_database: Path, shared: Path, light_key: None) -> Desk:  # noqa: F811
    return _desk("乙", _branch_database, shared)
