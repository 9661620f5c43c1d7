"""The handle hands on to the file that is bound; Peewee must leave nothing of a connection in the handle itself."""

import inspect
import re

import peewee
import pytest

from branchtui.store.engine.handle import OF_ONE_FILE, Handle, db

_OF_A_CONNECTION = re.compile(r"self\.(_state|_lock|deferred|database|_pragmas|connect_params)\b")
# Called by those that are handed on, so on the file itself; `pragma` minds only what is to be set at each connecting.
_BEHIND = {"__init__", "_add_conn_hooks", "_connect", "_set_pragmas", "pragma"}
_BEHIND |= {"_run_commit_callbacks", "_clear_commit_callbacks"}


def test_whatever_peewee_keeps_of_a_connection_is_handed_on() -> None:
    """A newer Peewee may have more of it."""
    found = {
        name
        for name, method in inspect.getmembers(peewee.SqliteDatabase, inspect.isfunction)
        if _OF_A_CONNECTION.search(inspect.getsource(method))
    }
    missing = found - _BEHIND - set(OF_ONE_FILE)
    assert not missing, f"add {sorted(missing)} to OF_ONE_FILE in store/engine/handle.py, else they mind no binding"
    assert "is_closed" in found and issubclass(Handle, peewee.SqliteDatabase)


@pytest.mark.usefixtures("database")
def test_the_handle_has_no_connection_of_its_own() -> None:
    with db.atomic():
        assert db.in_transaction() and db.transaction_depth() == 1
    assert not hasattr(db, "database"), "nobody asks the handle which file it is, but `path`"
    assert peewee.SqliteDatabase.is_closed(db)
