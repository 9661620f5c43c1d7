"""The handle that every model, query and statement goes through. The only module that knows which engine it is.

It has no connection of its own: it hands on to one's own file, or within `bound` to another. A context variable tells
which, so that a binding holds in one thread and one task only, and one's own connection is not touched.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

# Peewee imports every database driver it finds, which costs more than Peewee itself, and a stray pysqlite3
# would silently replace the standard library's. The data is a SQLite file, so none of them is wanted.
_modules: dict[str, Any] = sys.modules
for _driver in ("psycopg", "psycopg2", "psycopg2cffi", "pymysql", "MySQLdb", "pysqlite3"):
    _modules.setdefault(_driver, None)  # CPython blocks an import so

# For the name of an index that is too long Peewee takes hashlib, which loads OpenSSL: 2 ms of each start. What stands for
# it here loads it then.
_hashlib = ModuleType("hashlib")
_hashlib.__dict__["__getattr__"] = lambda name: getattr(import_module("hashlib"), name)
_ours = sys.modules.setdefault("hashlib", _hashlib) is _hashlib

from peewee import SqliteDatabase  # noqa: E402

if _ours:
    del sys.modules["hashlib"]

from branchtui.store.engine.connection import Connection  # noqa: E402

ONLY_READ = "another file is only read: leave `reading` before you write or open"

# What Peewee's database does with its connection. All the rest of it comes to these.
OF_ONE_FILE = (
    *("init", "connect", "close", "dispose", "is_closed", "is_connection_usable", "connection", "cursor"),
    *("__enter__", "__exit__", "connection_context", "atomic", "transaction", "savepoint", "manual_commit"),
    *("begin", "commit", "rollback", "in_transaction", "transaction_depth", "after_commit"),
    *("push_transaction", "pop_transaction", "top_transaction"),
    *("session_start", "session_commit", "session_rollback"),
)


class Other(SqliteDatabase):
    """A file that is read beside one's own. `path` is what a person calls it, `uri` what SQLite opens."""

    def __init__(self, path: Path, uri: str, pragmas: dict[str, Any]) -> None:
        super().__init__(uri, pragmas=pragmas, autoconnect=False, factory=Connection, uri=True)
        self.path = path


_own = SqliteDatabase(None, lock_type="IMMEDIATE", factory=Connection)
_bound: ContextVar[SqliteDatabase] = ContextVar("bound", default=_own)


class Handle(SqliteDatabase):
    """What the models are made with: one's own file, and within `bound` the other."""

    @property
    def path(self) -> Path:
        """The file that is read."""
        file = _bound.get()
        return file.path if isinstance(file, Other) else Path(str(file.database))

    @property
    def own_path(self) -> Path:
        """One's own file, for what is written beside it."""
        assert is_own(), ONLY_READ
        return self.path

    def execute_sql(self, sql: str, params: Any = None) -> Any:  # each statement: nothing to spare
        file: Any = _bound.get()
        return file.execute_sql(sql, params)

    def hurry(self) -> None:
        """Hardly wait for another program with the next statement: for what can as well be written later."""
        file: Any = _bound.get()
        file.connection().hurry()


def _of_one_file(name: str) -> Any:
    def handed_on(self: Handle, *words: Any, **named: Any) -> Any:
        return getattr(_bound.get(), name)(*words, **named)

    return handed_on


for _name in OF_ONE_FILE:
    setattr(Handle, _name, _of_one_file(_name))

db = Handle(None)


@contextmanager
def bound(other: Other) -> Iterator[None]:
    """Whatever goes through the handle within goes to the other file, in this thread and task."""
    before = _bound.set(other)
    try:
        yield
    finally:
        _bound.reset(before)


def is_own() -> bool:
    """Whether it is one's own file that is read."""
    return _bound.get() is _own
