"""The schema number and the way from any older one to it."""

from functools import cache
from pathlib import Path

from branchtui.store.engine.handle import db

APPLICATION_ID = 0x42726E54  # "BrnT" in the SQLite header: this file is ours
MIGRATIONS = Path(__file__).parents[1] / "migrations"


@cache
def newest() -> int:
    """The schema number of this program: that of its last migration."""
    return max(int(path.name[:4]) for path in MIGRATIONS.iterdir() if path.name[:1].isdecimal())


def migrate() -> None:
    """Bring one's own file up to date; one that holds something is backed up before."""
    if db.pragma("user_version"):
        from branchtui.store.file import backups

        backups.make(backups.BEFORE_UPGRADE)
    upgrade()


def upgrade() -> None:
    """Run what has not been run yet, and note the schema number in the file's header: all of it or nothing.

    Stamps and triggers are right afterwards; a migration itself stamps nothing, so a derived column must be a pure
    function of its row, and takes the stamps of what it was derived from (migration 0004 does both).
    """
    from playhouse.migrations import run

    from branchtui.store.replication import adoption, triggers

    db.pragma("foreign_keys", 0)  # else a rebuilt table counts as deleted rows; SQLite takes this only here
    try:
        with db.atomic("EXCLUSIVE"):
            triggers.drop()
            run(db, str(MIGRATIONS))
            triggers.install()
            adoption.adopt_rows()
            db.pragma("application_id", APPLICATION_ID)
            db.pragma("user_version", newest())
    finally:
        db.pragma("foreign_keys", 1)
