"""Indexes for the sorts of the lists and for what the board asks. Made after every table has been rebuilt."""

from typing import Any

STATEMENTS = (
    'CREATE INDEX IF NOT EXISTS "meeting_begins" ON "meeting" ("deleted", COALESCE("starts_at", "planned_start") DESC, "id")',
    'CREATE INDEX IF NOT EXISTS "meeting_state" ON "meeting" ("deleted", "state", "starts_at", "kind")',
    'CREATE INDEX IF NOT EXISTS "meeting_kind" ON "meeting" ("deleted", "kind", "state", "starts_at")',
    'CREATE INDEX IF NOT EXISTS "report_dated" ON "report" ("deleted", "dated", "id")',
    'CREATE INDEX IF NOT EXISTS "report_state" ON "report" ("deleted", "state")',
)


def up(migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
