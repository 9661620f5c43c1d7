"""Leaving the app: what is new here goes into the shared folder, and nobody waits for it for long."""

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from branchtui.cli.exchange import leaving
from branchtui.files.exchange.folder import SharedFolder
from branchtui.paths import Home, home
from branchtui.store.file import exchange_note
from branchtui.store.file.database import close_database, open_database
from branchtui.workflows.exchange import setting_up
from branchtui.workflows.people.branch import create_branch
from tests.conftest import NOW, TODAY
from tests.light_key import light_key  # noqa: F401  # a fixture

WORDS = "春风化雨润物无声"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "云"
    folder.mkdir()
    return folder


@pytest.fixture
def place(tmp_path: Path, shared: Path, light_key: None) -> Iterator[Home]:  # noqa: F811
    """An open branch with something to publish to a folder that is set up."""
    found = home(tmp_path / "家")
    found.ensure()
    open_database(found.database)
    create_branch("办公室党支部", "学院", "林知远", today=TODAY)
    setting_up.begin(setting_up.shared(shared), WORDS)
    yield found
    close_database()


def _published(shared: Path) -> bool:
    return bool(list(shared.rglob("*.bpk")))


def test_what_is_new_is_published(place: Home, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    leaving.publish(place, NOW)
    note = exchange_note.read()
    assert _published(shared) and note is not None and note.published_at == NOW
    assert "没有发布" not in capsys.readouterr().err
    leaving.publish(place, NOW)
    assert capsys.readouterr().err == "", "there is nothing new, and nobody waits"


def test_it_is_not_where_that_is_not_wanted(place: Home, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    setting_up.set_automatic(False)
    leaving.publish(place, NOW)
    assert not _published(shared) and capsys.readouterr().err == ""


def test_a_folder_that_hangs_is_not_waited_for(
    place: Home, shared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hanging = threading.Event()
    monkeypatch.setattr(leaving, "_PATIENCE", 0.05)
    monkeypatch.setattr(SharedFolder, "key", lambda self: hanging.wait(20) and None)
    leaving.publish(place, datetime(2026, 9, 1))
    hanging.set()
    said = capsys.readouterr().err
    assert "先退出了" in said and "改动都在本机" in said and not _published(shared)


def test_a_mistake_of_ours_is_raised_where_it_is_waited_for(
    place: Home, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistaken(self: SharedFolder) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(SharedFolder, "key", mistaken)
    with pytest.raises(ZeroDivisionError):
        leaving.publish(place, NOW)


def test_a_folder_that_is_gone_is_told_of(place: Home, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in sorted(shared.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    shared.rmdir()
    leaving.publish(place, NOW)
    assert "不在了" in capsys.readouterr().err


def test_who_does_not_want_to_wait_leaves(
    place: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(step: object, end: float, late: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(leaving, "wait_for", interrupted)
    leaving.publish(place, NOW)
    assert "先退出了" in capsys.readouterr().err
