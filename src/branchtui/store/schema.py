"""The schema number and the way from any older one to it."""

from pathlib import Path

from branchtui.store.models import db

APPLICATION_ID = 0x42726E54  # "BrnT" in the SQLite header: this file is ours
SCHEMA = 1  # the number of the newest migration


def migrate() -> None:
    """Run what has not been run yet, and note the schema number in the file's header."""
    from playhouse.migrations import run

    run(db, str(Path(__file__).parent / "migrations"))
    db.pragma("application_id", APPLICATION_ID)
    db.pragma("user_version", SCHEMA)
