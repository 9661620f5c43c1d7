"""The reports of a state by the day on which they were handed in: the board asks for those of this month."""

from typing import Any

STATEMENTS = (
    'DROP INDEX IF EXISTS "report_state"',
    'CREATE INDEX IF NOT EXISTS "report_submitted" ON "report" ("state", "submitted_on")',
)


def up(migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
