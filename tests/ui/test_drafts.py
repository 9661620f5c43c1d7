"""The draft saver: everything typed reaches the shelf, whatever happens meanwhile."""

import threading
import time
from datetime import datetime

import pytest

from branchtui.rules.errors import BranchError
from branchtui.ui import drafts
from branchtui.ui.drafts import DraftSaver

NOW = datetime(2026, 9, 10, 9, 0)


class MemoryShelf:
    """A shelf in memory that can fail, and notes which threads come to it."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.failing = False
        self.threads: set[str] = set()
        self.written = threading.Event()

    def save_draft(self, place: str, label: str, text: str, at: datetime) -> None:
        self.threads.add(threading.current_thread().name)
        if self.failing:
            raise BranchError("磁盘已满。")
        self.kept[place] = text
        self.written.set()

    def drop_draft(self, place: str) -> None:
        self.kept.pop(place, None)


@pytest.fixture
def shelf() -> MemoryShelf:
    return MemoryShelf()


def _saver(shelf: MemoryShelf, told: list[str] | None = None) -> DraftSaver:
    return DraftSaver(shelf, lambda: NOW, (told if told is not None else []).append)


def test_the_last_text_reaches_the_shelf_within_a_second(shelf: MemoryShelf) -> None:
    saver = _saver(shelf)
    start = time.monotonic()
    for end in range(1, 6):
        saver.put("report:1:body", "正文", "一二三四五"[:end])
    assert shelf.written.wait(2)
    assert time.monotonic() - start < 1
    saver.close()
    assert shelf.kept == {"report:1:body": "一二三四五"}
    assert shelf.threads == {"drafts"}, "the thread of the screen never waits for the disk"


def test_flush_writes_now(shelf: MemoryShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "DELAY", 3600)
    saver = _saver(shelf)
    saver.put("a", "甲", "文字")
    saver.flush()
    assert shelf.kept == {"a": "文字"}
    saver.drop("a")
    saver.flush()
    assert shelf.kept == {}
    saver.close()


def test_nothing_typed_starts_no_thread(shelf: MemoryShelf) -> None:
    saver = _saver(shelf)
    saver.flush()
    saver.close()
    assert shelf.threads == set()


def test_a_failed_write_is_told_and_tried_again(shelf: MemoryShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "DELAY", 3600)
    told: list[str] = []
    saver = _saver(shelf, told)
    shelf.failing = True
    saver.put("a", "甲", "先写的")
    saver.flush()
    assert told == ["磁盘已满。"]
    assert saver.text_of("a") == "先写的"
    shelf.failing = False
    saver.put("b", "乙", "后写的")
    saver.flush()
    assert shelf.kept == {"a": "先写的", "b": "后写的"}
    saver.close()


def test_what_the_last_run_left_is_known_until_it_is_stored(shelf: MemoryShelf) -> None:
    saver = _saver(shelf)
    saver.load("a", "甲", "上次的", NOW)
    assert saver.text_of("a") == "上次的"
    assert [place for place, _ in saver.left()] == ["a"]
    saver.drop("a")
    assert saver.left() == []
    saver.close()
