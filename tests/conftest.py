"""Shared fixtures: a fresh database and an invented branch."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from branchtui.store.database import close_database, open_database

TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 9, 0)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    """An empty, open database."""
    path = tmp_path / "branch.db"
    open_database(path)
    yield path
    close_database()
