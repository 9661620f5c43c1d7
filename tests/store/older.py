"""Databases as older versions left them."""

from pathlib import Path

from playhouse.migrations import Runner

from branchtui.store.engine.handle import db
from branchtui.store.file.schema import APPLICATION_ID, MIGRATIONS


def first_schema(path: Path) -> None:
    """A database of the first schema at `path`: no stamps, one group and one member."""
    db.init(str(path))
    with db.connection_context():
        Runner(db, str(MIGRATIONS)).up("0001_first")
        db.pragma("application_id", APPLICATION_ID)
        db.pragma("user_version", 1)
        db.execute_sql("INSERT INTO party_group VALUES (x'01', 0, '第一党小组')")
        db.execute_sql("INSERT INTO member VALUES (x'02', 0, '林知远', '', '', '', '', '', '', '', '', '')")
