"""The schema number and the way from any older one to it."""

from pathlib import Path

from branchtui.store.engine.handle import db
from branchtui.store.file import backups
from branchtui.store.replication import adoption, triggers

APPLICATION_ID = 0x42726E54  # "BrnT" in the SQLite header: this file is ours
SCHEMA = 3  # the number of the newest migration
MIGRATIONS = Path(__file__).parents[1] / "migrations"


def migrate() -> None:
    """Run what has not been run yet, and note the schema number in the file's header: all of it or nothing.

    A file that holds something is backed up before. Stamps and triggers are right afterwards; a migration itself
    stamps nothing, so a derived column must be a pure function of its row.
    """
    from playhouse.migrations import run

    if db.pragma("user_version"):
        backups.make(backups.BEFORE_UPGRADE)
    db.pragma("foreign_keys", 0)  # else a rebuilt table counts as deleted rows; SQLite takes this only here
    try:
        with db.atomic("EXCLUSIVE"):
            triggers.drop()
            run(db, str(MIGRATIONS))
            triggers.install()
            adoption.adopt_rows()
            db.pragma("application_id", APPLICATION_ID)
            db.pragma("user_version", SCHEMA)
    finally:
        db.pragma("foreign_keys", 1)
