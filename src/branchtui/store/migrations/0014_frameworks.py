"""Frameworks: what is adopted, its tree of points, what counts for them, milestones and what was submitted."""

from typing import Any

STATEMENTS = (
    'CREATE TABLE "framework" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "key" TEXT NOT NULL, "level" TEXT NOT NULL, "cycle" TEXT NOT NULL, "name" TEXT NOT NULL, "kind" TEXT NOT NULL, "organiser" TEXT NOT NULL, "basis" TEXT NOT NULL, "starts_on" DATE NOT NULL, "ends_on" DATE NOT NULL, "state" TEXT NOT NULL, "number_form" TEXT NOT NULL, "file_version" INTEGER NOT NULL)',
    'CREATE TABLE "point" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "framework_id" BLOB NOT NULL, "key" TEXT NOT NULL, "parent_id" BLOB, "order_key" TEXT NOT NULL, "title" TEXT NOT NULL, "demand" TEXT NOT NULL, "promised" TEXT NOT NULL, "source" TEXT NOT NULL, "dim" TEXT NOT NULL, "needs" TEXT NOT NULL, "selects" TEXT NOT NULL, "weight" INTEGER, "owner_office" TEXT NOT NULL, "owner_id" BLOB, "due_on" DATE, "account" TEXT NOT NULL, "self_score" TEXT NOT NULL, "score_reason" TEXT NOT NULL, "na_reason" TEXT NOT NULL, FOREIGN KEY ("framework_id") REFERENCES "framework" ("id"), FOREIGN KEY ("parent_id") REFERENCES "point" ("id"), FOREIGN KEY ("owner_id") REFERENCES "member" ("id"))',
    'CREATE INDEX "point_framework_id" ON "point" ("framework_id")',
    'CREATE INDEX "point_parent_id" ON "point" ("parent_id")',
    'CREATE INDEX "point_owner_id" ON "point" ("owner_id")',
    'CREATE TABLE "evidence" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "point_id" BLOB NOT NULL, "thing_table" TEXT NOT NULL, "thing_id" BLOB NOT NULL, "need" TEXT NOT NULL, "state" TEXT NOT NULL, "reason" TEXT NOT NULL, "note" TEXT NOT NULL, "order_key" TEXT NOT NULL, FOREIGN KEY ("point_id") REFERENCES "point" ("id"))',
    'CREATE INDEX "evidence_point_id" ON "evidence" ("point_id")',
    'CREATE INDEX "evidence_thing_id" ON "evidence" ("thing_id")',
    'CREATE TABLE "milestone" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "framework_id" BLOB NOT NULL, "key" TEXT NOT NULL, "name" TEXT NOT NULL, "due_on" DATE, "papers" TEXT NOT NULL, "done_on" DATE, FOREIGN KEY ("framework_id") REFERENCES "framework" ("id"))',
    'CREATE INDEX "milestone_framework_id" ON "milestone" ("framework_id")',
    'CREATE TABLE "submission" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "framework_id" BLOB NOT NULL, "kind" TEXT NOT NULL, "day" DATE NOT NULL, "unit" TEXT NOT NULL, "listing" TEXT NOT NULL, FOREIGN KEY ("framework_id") REFERENCES "framework" ("id"))',
    'CREATE INDEX "submission_framework_id" ON "submission" ("framework_id")',
)


def up(migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
