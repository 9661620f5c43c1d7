"""An index for the reports that were handed in since a day: the board asks for those of this month."""

from typing import Any

STATEMENT = 'CREATE INDEX IF NOT EXISTS "report_submitted" ON "report" ("submitted_on") WHERE submitted_on IS NOT NULL'


def up(migrator: Any, db: Any) -> None:
    db.execute_sql(STATEMENT)
