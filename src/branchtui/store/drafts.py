"""The draft buffer: what is being typed, kept within a second, offered back after a crash."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from branchtui.errors import BranchError
from branchtui.store.engine.errors import translate_errors
from branchtui.store.file.database import database_path, own_connection
from branchtui.store.models import DraftBuffer


def save_draft(place: str, label: str, text: str, at: datetime) -> None:
    """Keep `text` for `place`. Safe to call from a worker thread: it uses a connection of its own.

    Raises BranchError, and nothing else, where the file can't be written.
    """
    with _shelf():
        DraftBuffer.insert(place=place, label=label, text=text, at=at).on_conflict(
            conflict_target=[DraftBuffer.place],
            update={DraftBuffer.label: label, DraftBuffer.text: text, DraftBuffer.at: at},
        ).execute()


def drop_draft(place: str) -> None:
    """Forget the draft of `place`: its text has been saved or given up. Raises as `save_draft` does."""
    with _shelf():
        DraftBuffer.delete().where(DraftBuffer.place == place).execute()


def drafts() -> list[DraftBuffer]:
    """Everything that was typed and neither saved nor given up, the latest first. Raises as `save_draft` does."""
    with _shelf():
        return list(DraftBuffer.select().order_by(DraftBuffer.at.desc()))


@contextmanager
def _shelf() -> Iterator[None]:
    """A connection whose every error is a sentence: the thread that keeps the drafts must never end by one."""
    from peewee import PeeweeException

    try:
        with translate_errors(database_path()), own_connection():
            yield
    except (PeeweeException, sqlite3.Error, OSError) as error:
        raise BranchError(
            "正在写的文字暂时存不进数据文件，先留在窗口里，还会再试。请检查磁盘；退出时没存的文字会另存为文本文件。"
        ) from error
