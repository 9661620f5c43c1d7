"""Outlets, approvals and publications of reports, the wordings a branch agreed on, what kind a report is, a figure's width."""

from typing import Any

STATEMENTS = (
    'CREATE TABLE "outlet" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "name" TEXT NOT NULL, "level" TEXT NOT NULL, "profile" TEXT NOT NULL, "within_hours" INTEGER, "contact_id" BLOB, "send_to" TEXT NOT NULL, "paste_limit" INTEGER, FOREIGN KEY ("contact_id") REFERENCES "contact" ("id"))',
    'CREATE INDEX "outlet_contact_id" ON "outlet" ("contact_id")',
    'CREATE TABLE "approval" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "report_id" BLOB NOT NULL, "order_key" TEXT NOT NULL, "step" TEXT NOT NULL, "name" TEXT NOT NULL, "opinion" TEXT NOT NULL, "day" DATE, FOREIGN KEY ("report_id") REFERENCES "report" ("id"))',
    'CREATE INDEX "approval_report_id" ON "approval" ("report_id")',
    'CREATE TABLE "publication" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "report_id" BLOB, "title" TEXT NOT NULL, "form" TEXT NOT NULL, "outlet" TEXT NOT NULL, "level" TEXT NOT NULL, "day" DATE, "link" TEXT NOT NULL, "reads" INTEGER, "note" TEXT NOT NULL, FOREIGN KEY ("report_id") REFERENCES "report" ("id"))',
    'CREATE INDEX "publication_report_id" ON "publication" ("report_id")',
    'CREATE INDEX "publication_day" ON "publication" ("day", "deleted")',
    'CREATE TABLE "lexicon_entry" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "text" TEXT NOT NULL, "kind" TEXT NOT NULL, "instead" TEXT NOT NULL, "source" TEXT NOT NULL)',
    'ALTER TABLE "report" ADD COLUMN "kind" TEXT NOT NULL DEFAULT \'\'',
    'ALTER TABLE "figure" ADD COLUMN "width" INTEGER',
    'CREATE INDEX "growth_days" ON "growth" ("from_day", "deleted")',
)


def up(migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
