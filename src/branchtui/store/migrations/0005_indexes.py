"""Indexes for the sorts of the lists and for what the board asks. Made after every table has been rebuilt."""

from typing import Any

STATEMENTS = (
    'CREATE INDEX IF NOT EXISTS "meeting_begins" ON "meeting" (COALESCE("starts_at", "planned_start") DESC, "id", "deleted", "merged_into_id")',
    'CREATE INDEX IF NOT EXISTS "meeting_state" ON "meeting" ("state", "starts_at", "kind", "deleted", "merged_into_id")',
    'CREATE INDEX IF NOT EXISTS "meeting_kind" ON "meeting" ("kind", "state", "starts_at", "deleted", "merged_into_id")',
    'CREATE INDEX IF NOT EXISTS "meeting_trash" ON "meeting" ("deleted") WHERE deleted > 0',
    'CREATE INDEX IF NOT EXISTS "meeting_merged" ON "meeting" ("merged_into_id") WHERE merged_into_id IS NOT NULL',
    'CREATE INDEX IF NOT EXISTS "report_dated" ON "report" ("dated", "id", "deleted")',
    'CREATE INDEX IF NOT EXISTS "report_state" ON "report" ("state")',
    'CREATE INDEX IF NOT EXISTS "report_trash" ON "report" ("deleted") WHERE deleted > 0',
)


def up(migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
