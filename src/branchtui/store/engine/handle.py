"""The one handle of the database that is open. The only module that knows which engine it is."""

import sys

# Peewee imports every database driver it finds, which costs more than Peewee itself, and a stray pysqlite3
# would silently replace the standard library's. The data is a SQLite file, so none of them is wanted.
for _driver in ("psycopg", "psycopg2", "psycopg2cffi", "pymysql", "MySQLdb", "pysqlite3"):
    sys.modules.setdefault(_driver, None)  # type: ignore[arg-type]  # CPython blocks an import so

from peewee import SqliteDatabase  # noqa: E402

from branchtui.store.engine.connection import Connection  # noqa: E402

db = SqliteDatabase(None, lock_type="IMMEDIATE", factory=Connection)
