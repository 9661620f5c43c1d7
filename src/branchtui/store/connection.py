"""The connection under Peewee: whatever SQLite refuses, be it a write or a look, is raised as a sentence."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from branchtui.rules.errors import BusyError
from branchtui.store.trouble import sentence

T = TypeVar("T")
PATIENCE = 5.0  # seconds that a statement waits for another program
_LESS = 1.0  # in a thread beside the screens: what it could not write is tried again
_LITTLE = 0.2  # once waiting was in vain: else each further look would stand still as long again


class Connection(sqlite3.Connection):
    """Raises BranchError and BusyError. Hands out cursors that do."""

    def __init__(self, database: str, **settings: Any) -> None:
        self._patience = PATIENCE if threading.current_thread() is threading.main_thread() else _LESS
        super().__init__(database, **{**settings, "timeout": self._patience})
        self.path = Path(database)
        self._patient = True

    def cursor(self, factory: Any = None) -> Any:
        return super().cursor(factory or Cursor)

    def be_patient(self, patient: bool) -> None:
        """Wait for another program as usual, or hardly."""
        if patient != self._patient:
            self._patient = patient
            wait = self._patience if patient else _LITTLE
            self.cursor(sqlite3.Cursor).execute(f"PRAGMA busy_timeout = {int(wait * 1000)}")


class Cursor(sqlite3.Cursor):
    """Raises BranchError and BusyError in place of SQLite's errors."""

    def execute(self, statement: str, values: Any = (), /) -> "Cursor":
        self._asked(super().execute, statement, values)
        self.connection.be_patient(True)  # type: ignore[attr-defined]
        return self

    def fetchone(self) -> Any:
        return self._asked(super().fetchone)

    def fetchall(self) -> list[Any]:
        return self._asked(super().fetchall)

    def _asked(self, ask: Callable[..., T], *words: Any) -> T:
        try:
            return ask(*words)
        except sqlite3.DatabaseError as error:
            connection: Any = self.connection
            told = sentence(error, connection.path)
            if told is None:
                raise
            if isinstance(told, BusyError):
                connection.be_patient(False)
            raise told from error
