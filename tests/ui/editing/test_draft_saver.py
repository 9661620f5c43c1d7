"""The draft saver: everything typed reaches the shelf, whatever happens meanwhile."""

import threading
import time
from datetime import datetime

import pytest

from branchtui.errors import BranchError
from branchtui.ui.editing import draft_saver
from branchtui.ui.editing.draft_key import DraftKey
from branchtui.ui.editing.draft_saver import DraftSaver

NOW = datetime(2026, 9, 10, 9, 0)
A, B = (DraftKey("report", thing, "body") for thing in "ab")


class MemoryShelf:
    """A shelf in memory that can fail, and notes which threads come to it."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.failing = False
        self.error: Exception = BranchError("磁盘已满。")
        self.tries = 0
        self.go: threading.Event | None = None
        self.threads: set[str] = set()
        self.written = threading.Event()

    def save_draft(self, place: str, label: str, text: str, at: datetime) -> None:
        self.threads.add(threading.current_thread().name)
        self.tries += 1
        if self.go is not None:
            self.go.wait(5)
        if self.failing:
            raise self.error
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
        saver.put(DraftKey("report", "1", "body"), "正文", "一二三四五"[:end])
    assert shelf.written.wait(2)
    assert time.monotonic() - start < 1
    saver.close()
    assert shelf.kept == {"report:1:body": "一二三四五"}
    assert shelf.threads == {"drafts"}, "the thread of the screen never waits for the disk"


def test_flush_writes_now(shelf: MemoryShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_saver, "DELAY", 3600)
    saver = _saver(shelf)
    saver.put(A, "甲", "文字")
    saver.flush()
    assert shelf.kept == {str(A): "文字"}
    saver.drop(A)
    saver.flush()
    assert shelf.kept == {}
    saver.close()


def test_nothing_typed_starts_no_thread(shelf: MemoryShelf) -> None:
    saver = _saver(shelf)
    saver.flush()
    saver.close()
    assert shelf.threads == set()


def test_a_failed_write_is_told_and_tried_again(shelf: MemoryShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_saver, "DELAY", 3600)
    told: list[str] = []
    saver = _saver(shelf, told)
    shelf.failing = True
    saver.put(A, "甲", "先写的")
    saver.flush()
    assert told == ["磁盘已满。"]
    assert saver.text_of(A) == "先写的"
    shelf.failing = False
    saver.put(B, "乙", "后写的")
    saver.flush()
    assert shelf.kept == {str(A): "先写的", str(B): "后写的"}
    saver.close()


def test_a_failed_write_is_tried_again_without_a_key(shelf: MemoryShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_saver, "AGAIN", 0.02)
    saver = _saver(shelf)
    shelf.failing = True
    saver.put(A, "甲", "文字")
    saver.flush()
    shelf.failing = False
    assert shelf.written.wait(2) and shelf.kept == {str(A): "文字"}
    saver.close()


def test_closing_where_nothing_can_be_written_tries_once_and_ends(shelf: MemoryShelf) -> None:
    saver = _saver(shelf)
    shelf.failing = True
    saver.put(A, "甲", "文字")
    saver.flush()
    tries = shelf.tries
    saver.close()
    assert not saver._lives() and shelf.tries - tries <= 2
    assert [draft.text for draft in saver.unwritten()] == ["文字"]
    saver.put(B, "乙", "临走写的")
    assert [draft.text for draft in saver.unwritten()] == ["文字", "临走写的"]


def test_what_is_being_written_is_not_written_yet(shelf: MemoryShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_saver, "PATIENCE", 0.05)
    saver = _saver(shelf)
    shelf.go = threading.Event()
    saver.put(A, "甲", "文字")
    saver.flush()
    assert shelf.tries == 1, "the disk has it, and has not answered"
    assert [draft.text for draft in saver.unwritten()] == ["文字"]
    monkeypatch.setattr(draft_saver, "PATIENCE", 5)
    saver.put(A, "甲", "文字二")
    asked = threading.Thread(target=saver.flush)
    asked.start()
    shelf.go.set()
    asked.join(5)
    assert shelf.kept == {str(A): "文字二"} and saver.unwritten() == [], "a flush waits for what was put before it"
    saver.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_error_nobody_thought_of_drops_nothing(shelf: MemoryShelf) -> None:
    saver = _saver(shelf)
    shelf.failing, shelf.error = True, RuntimeError("nobody thought of it")
    saver.put(A, "甲", "文字")
    saver.flush()
    assert [draft.text for draft in saver.unwritten()] == ["文字"]
    assert saver._thread is not None
    saver._thread.join(5)
    shelf.failing = False
    saver.put(B, "乙", "又写的")
    saver.flush()
    assert shelf.kept == {str(A): "文字", str(B): "又写的"}
    saver.close()


def test_half_a_character_is_left_out(shelf: MemoryShelf) -> None:
    saver = _saver(shelf)
    saver.put(A, "甲", "文\ud800字")
    saver.close()
    assert shelf.kept == {str(A): "文字"} and saver.text_of(A) == "文字"


def test_what_the_last_run_left_is_known_until_it_is_stored(shelf: MemoryShelf) -> None:
    saver = _saver(shelf)
    saver.load(A, "甲", "上次的", NOW)
    assert saver.text_of(A) == "上次的"
    assert [place for place, _ in saver.left()] == [A]
    saver.drop(A)
    assert saver.left() == []
    saver.close()
