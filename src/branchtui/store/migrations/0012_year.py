"""The year: lines of a plan that many meetings come from; appraisals, talks, what is to be put right, hours, development, documents.

No version of the program could make a plan before; a line names no meeting any more, a meeting names its line.
"""

from typing import Any

PLAN_ITEM, ITS_MEETING = 11, 8  # the table and the column that went
STATEMENTS = (
    'CREATE TABLE "new_plan_item" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "plan_id" BLOB NOT NULL, "order_key" TEXT NOT NULL, "schedule" TEXT NOT NULL, "kind" TEXT NOT NULL, "theme" TEXT NOT NULL, "preparer_id" BLOB, FOREIGN KEY ("plan_id") REFERENCES "plan" ("id"), FOREIGN KEY ("preparer_id") REFERENCES "member" ("id"))',
    'INSERT INTO "new_plan_item" SELECT "n", "id", "deleted", "plan_id", "order_key", "schedule", "kind", "theme", "preparer_id" FROM "plan_item" ORDER BY n',
    'DROP TABLE "plan_item"',
    'ALTER TABLE "new_plan_item" RENAME TO "plan_item"',
    'CREATE INDEX "plan_item_plan_id" ON "plan_item" ("plan_id")',
    'CREATE INDEX "plan_item_preparer_id" ON "plan_item" ("preparer_id")',
    *(
        f"DELETE FROM {table} WHERE tbl = {PLAN_ITEM} AND col = {ITS_MEETING}"
        for table in ("stamp_head", "stamp_sibling", "stamp_history")
    ),
    'ALTER TABLE "meeting" ADD COLUMN "plan_item_id" BLOB REFERENCES "plan_item" ("id")',
    'CREATE INDEX "meeting_planned" ON "meeting" ("plan_item_id") WHERE plan_item_id IS NOT NULL',
    'CREATE TABLE "appraisal" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "year" INTEGER NOT NULL, "member_id" BLOB NOT NULL, "grade" TEXT NOT NULL, "opinion" TEXT NOT NULL, "meeting_id" BLOB, FOREIGN KEY ("member_id") REFERENCES "member" ("id"), FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id"))',
    'CREATE INDEX "appraisal_member_id" ON "appraisal" ("member_id")',
    'CREATE INDEX "appraisal_meeting_id" ON "appraisal" ("meeting_id")',
    'CREATE TABLE "talk" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "day" DATE NOT NULL, "by_id" BLOB NOT NULL, "to_id" BLOB NOT NULL, "what" TEXT NOT NULL, "place" TEXT NOT NULL, FOREIGN KEY ("by_id") REFERENCES "member" ("id"), FOREIGN KEY ("to_id") REFERENCES "member" ("id"))',
    'CREATE INDEX "talk_by_id" ON "talk" ("by_id")',
    'CREATE INDEX "talk_to_id" ON "talk" ("to_id")',
    'CREATE INDEX "talk_day" ON "talk" ("day", "deleted")',
    'CREATE TABLE "rectification" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "year" INTEGER NOT NULL, "meeting_id" BLOB, "problem" TEXT NOT NULL, "measure" TEXT NOT NULL, "owner_id" BLOB, "due" DATE, "done_on" DATE, "result" TEXT NOT NULL, FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id"), FOREIGN KEY ("owner_id") REFERENCES "member" ("id"))',
    'CREATE INDEX "rectification_meeting_id" ON "rectification" ("meeting_id")',
    'CREATE INDEX "rectification_owner_id" ON "rectification" ("owner_id")',
    'CREATE TABLE "hours_override" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "meeting_id" BLOB NOT NULL, "member_id" BLOB NOT NULL, "half_hours" INTEGER NOT NULL, "reason" TEXT NOT NULL, FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id"), FOREIGN KEY ("member_id") REFERENCES "member" ("id"))',
    'CREATE INDEX "hours_override_meeting_id" ON "hours_override" ("meeting_id")',
    'CREATE INDEX "hours_override_member_id" ON "hours_override" ("member_id")',
    'CREATE TABLE "development_step" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "member_id" BLOB NOT NULL, "step" TEXT NOT NULL, "day" DATE NOT NULL, "to_day" DATE, "by" TEXT NOT NULL, "note" TEXT NOT NULL, "meeting_id" BLOB, FOREIGN KEY ("member_id") REFERENCES "member" ("id"), FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id"))',
    'CREATE INDEX "development_step_member_id" ON "development_step" ("member_id")',
    'CREATE INDEX "development_step_meeting_id" ON "development_step" ("meeting_id")',
    'CREATE TABLE "document" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "direction" TEXT NOT NULL, "kind" TEXT NOT NULL, "title" TEXT NOT NULL, "number" TEXT NOT NULL, "unit" TEXT NOT NULL, "day" DATE, "due" DATE, "done_on" DATE, "answers_id" BLOB, "body" TEXT NOT NULL, FOREIGN KEY ("answers_id") REFERENCES "document" ("id"))',
    'CREATE INDEX "document_answers_id" ON "document" ("answers_id")',
    'CREATE INDEX "document_day" ON "document" ("day", "deleted")',
)


def up(migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
