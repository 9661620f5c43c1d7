"""The connection under Peewee: whatever SQLite refuses, be it a write or a look, is raised as a sentence."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from branchtui.errors import BusyError
from branchtui.store.engine.errors import sentence

T = TypeVar("T")
PATIENCE = 5.0  # seconds that a statement waits for another program
_LESS = 1.0  # in a thread beside the screens: what it could not write is tried again
_LITTLE = 0.2  # once waiting was in vain: else each further look would stand still as long again


class Connection(sqlite3.Connection):
    """Hands out cursors that raise BranchError and BusyError."""

    in_vain: ClassVar[set[str]] = set()  # the files for which the last wait of any connection was

    def __init__(self, database: str, **settings: Any) -> None:
        self._patience = PATIENCE if threading.current_thread() is threading.main_thread() else _LESS
        super().__init__(database, **{**settings, "timeout": self._patience})
        self.file, self.path = database, Path(database)
        self._wait = self._patience

    def cursor(self, factory: Any = None) -> Any:
        return super().cursor(factory or Cursor)

    def hurry(self) -> None:
        """Hardly wait with the next statement, as once waiting was in vain: for what can as well be written later."""
        self.in_vain.add(self.file)

    def set_wait(self) -> None:
        """Be ready to wait for another program, or hardly."""
        wait = _LITTLE if self.file in self.in_vain else self._patience
        if wait != self._wait:
            self._wait = wait
            self.cursor(sqlite3.Cursor).execute(f"PRAGMA busy_timeout = {int(wait * 1000)}")


class Cursor(sqlite3.Cursor):
    """Raises BranchError and BusyError in place of SQLite's errors."""

    connection: Connection

    def execute(self, statement: str, values: Any = (), /) -> "Cursor":
        self.connection.set_wait()
        self._asked(super().execute, statement, values)
        Connection.in_vain.discard(self.connection.file)
        return self

    def executemany(self, statement: str, values: Any, /) -> "Cursor":
        self.connection.set_wait()
        self._asked(super().executemany, statement, values)
        Connection.in_vain.discard(self.connection.file)
        return self

    def fetchone(self) -> Any:
        return self._asked(super().fetchone)

    def fetchall(self) -> list[Any]:
        return self._asked(super().fetchall)

    def _asked(self, ask: Callable[..., T], *words: Any) -> T:
        try:
            return ask(*words)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            self.close()  # a statement that broke off on the way would stand in the way of every VACUUM and DETACH
            told = sentence(error, self.connection.path)
            if told is None:
                raise
            if isinstance(told, BusyError):
                Connection.in_vain.add(self.connection.file)
            else:
                Connection.in_vain.discard(self.connection.file)
            raise told from error
