"""The first schema: roster, meetings, reports, posts, settings; the local name index and draft buffer."""

from typing import Any

STATEMENTS = (
    'CREATE TABLE "branch" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "name" TEXT NOT NULL, "unit" TEXT NOT NULL, "demo" INTEGER NOT NULL)',
    'CREATE TABLE "party_group" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "name" TEXT NOT NULL)',
    'CREATE TABLE "member" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "name" TEXT NOT NULL, "staff_no" TEXT NOT NULL, "sex" TEXT NOT NULL, "ethnic" TEXT NOT NULL, "born" TEXT NOT NULL, "education" TEXT NOT NULL, "job" TEXT NOT NULL, "title" TEXT NOT NULL, "phone" TEXT NOT NULL, "reading" TEXT NOT NULL)',
    'CREATE TABLE "roster_event" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "member_id" BLOB NOT NULL, "aspect" TEXT NOT NULL, "subject" TEXT NOT NULL, "on" DATE NOT NULL, "value" TEXT NOT NULL, FOREIGN KEY ("member_id") REFERENCES "member" ("id"))',
    'CREATE INDEX "roster_event_member_id" ON "roster_event" ("member_id")',
    'CREATE TABLE "meeting" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "kind" TEXT NOT NULL, "ordinal" TEXT NOT NULL, "title" TEXT NOT NULL, "planned_start" DATETIME NOT NULL, "planned_end" DATETIME, "starts_at" DATETIME, "ends_at" DATETIME, "place" TEXT NOT NULL, "host_id" BLOB, "host_name" TEXT NOT NULL, "recorder_id" BLOB, "recorder_name" TEXT NOT NULL, "group_id" BLOB, "first_topic" TEXT NOT NULL, "requirements" TEXT NOT NULL, "closing" TEXT NOT NULL, "state" TEXT NOT NULL, "reason" TEXT NOT NULL, "noticed_on" DATE, "recorded_on" DATE, FOREIGN KEY ("host_id") REFERENCES "member" ("id"), FOREIGN KEY ("recorder_id") REFERENCES "member" ("id"), FOREIGN KEY ("group_id") REFERENCES "party_group" ("id"))',
    'CREATE INDEX "meeting_host_id" ON "meeting" ("host_id")',
    'CREATE INDEX "meeting_recorder_id" ON "meeting" ("recorder_id")',
    'CREATE INDEX "meeting_group_id" ON "meeting" ("group_id")',
    'CREATE TABLE "agenda_item" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "meeting_id" BLOB NOT NULL, "order_key" TEXT NOT NULL, "title" TEXT NOT NULL, "presenter_id" BLOB, "presenter_name" TEXT NOT NULL, "minutes" INTEGER, "record" TEXT NOT NULL, "resolution" TEXT NOT NULL, FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id"), FOREIGN KEY ("presenter_id") REFERENCES "member" ("id"))',
    'CREATE INDEX "agenda_item_meeting_id" ON "agenda_item" ("meeting_id")',
    'CREATE INDEX "agenda_item_presenter_id" ON "agenda_item" ("presenter_id")',
    'CREATE TABLE "attendance" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "meeting_id" BLOB NOT NULL, "member_id" BLOB NOT NULL, "state" TEXT NOT NULL, "reason" TEXT NOT NULL, "standing" TEXT NOT NULL, "votes" INTEGER NOT NULL, FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id"), FOREIGN KEY ("member_id") REFERENCES "member" ("id"))',
    'CREATE INDEX "attendance_meeting_id" ON "attendance" ("meeting_id")',
    'CREATE INDEX "attendance_member_id" ON "attendance" ("member_id")',
    'CREATE TABLE "guest" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "meeting_id" BLOB NOT NULL, "order_key" TEXT NOT NULL, "name" TEXT NOT NULL, "position" TEXT NOT NULL, FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id"))',
    'CREATE INDEX "guest_meeting_id" ON "guest" ("meeting_id")',
    'CREATE TABLE "station" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "meeting_id" BLOB NOT NULL, "station" TEXT NOT NULL, "reason" TEXT NOT NULL, FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id"))',
    'CREATE INDEX "station_meeting_id" ON "station" ("meeting_id")',
    'CREATE TABLE "plan" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "title" TEXT NOT NULL, "first_day" DATE NOT NULL, "last_day" DATE NOT NULL)',
    'CREATE TABLE "plan_item" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "plan_id" BLOB NOT NULL, "order_key" TEXT NOT NULL, "schedule" TEXT NOT NULL, "kind" TEXT NOT NULL, "theme" TEXT NOT NULL, "preparer_id" BLOB, "meeting_id" BLOB, FOREIGN KEY ("plan_id") REFERENCES "plan" ("id"), FOREIGN KEY ("preparer_id") REFERENCES "member" ("id"), FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id"))',
    'CREATE INDEX "plan_item_plan_id" ON "plan_item" ("plan_id")',
    'CREATE INDEX "plan_item_preparer_id" ON "plan_item" ("preparer_id")',
    'CREATE INDEX "plan_item_meeting_id" ON "plan_item" ("meeting_id")',
    'CREATE TABLE "material" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "meeting_id" BLOB, "plan_item_id" BLOB, "order_key" TEXT NOT NULL, "title" TEXT NOT NULL, "source" TEXT NOT NULL, "link" TEXT NOT NULL, FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id"), FOREIGN KEY ("plan_item_id") REFERENCES "plan_item" ("id"))',
    'CREATE INDEX "material_meeting_id" ON "material" ("meeting_id")',
    'CREATE INDEX "material_plan_item_id" ON "material" ("plan_item_id")',
    'CREATE TABLE "report" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "meeting_id" BLOB, "kicker" TEXT NOT NULL, "title" TEXT NOT NULL, "subtitle" TEXT NOT NULL, "unit" TEXT NOT NULL, "dated" DATE, "editors_note" TEXT NOT NULL, "body" TEXT NOT NULL, "state" TEXT NOT NULL, "reason" TEXT NOT NULL, "outlet" TEXT NOT NULL, "submitted_on" DATE, "link" TEXT NOT NULL, "profile" TEXT NOT NULL, FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id"))',
    'CREATE INDEX "report_meeting_id" ON "report" ("meeting_id")',
    'CREATE TABLE "fact" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "report_id" BLOB NOT NULL, "key" TEXT NOT NULL, "source" TEXT NOT NULL, "value" TEXT NOT NULL, FOREIGN KEY ("report_id") REFERENCES "report" ("id"))',
    'CREATE INDEX "fact_report_id" ON "fact" ("report_id")',
    'CREATE TABLE "photo" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "sha" TEXT NOT NULL, "original_sha" TEXT NOT NULL, "name" TEXT NOT NULL, "mime" TEXT NOT NULL, "width" INTEGER NOT NULL, "height" INTEGER NOT NULL, "size" INTEGER NOT NULL, "taken_at" DATETIME)',
    'CREATE TABLE "figure" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "report_id" BLOB NOT NULL, "mark" INTEGER NOT NULL, "photo_id" BLOB, "caption" TEXT NOT NULL, FOREIGN KEY ("report_id") REFERENCES "report" ("id"), FOREIGN KEY ("photo_id") REFERENCES "photo" ("id"))',
    'CREATE INDEX "figure_report_id" ON "figure" ("report_id")',
    'CREATE INDEX "figure_photo_id" ON "figure" ("photo_id")',
    'CREATE TABLE "byline" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "report_id" BLOB NOT NULL, "order_key" TEXT NOT NULL, "role" TEXT NOT NULL, "names" TEXT NOT NULL, FOREIGN KEY ("report_id") REFERENCES "report" ("id"))',
    'CREATE INDEX "byline_report_id" ON "byline" ("report_id")',
    'CREATE TABLE "post" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "number" TEXT NOT NULL, "name" TEXT NOT NULL, "category" TEXT NOT NULL, "basis_id" BLOB, "duties" TEXT NOT NULL, "serves" TEXT NOT NULL, "pledge" TEXT NOT NULL, "public_from" DATE, "public_to" DATE, "awarded_on" DATE, "state" TEXT NOT NULL, FOREIGN KEY ("basis_id") REFERENCES "meeting" ("id"))',
    'CREATE INDEX "post_basis_id" ON "post" ("basis_id")',
    'CREATE TABLE "post_holder" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "post_id" BLOB NOT NULL, "member_id" BLOB NOT NULL, "from_day" DATE NOT NULL, "to_day" DATE, FOREIGN KEY ("post_id") REFERENCES "post" ("id"), FOREIGN KEY ("member_id") REFERENCES "member" ("id"))',
    'CREATE INDEX "post_holder_post_id" ON "post_holder" ("post_id")',
    'CREATE INDEX "post_holder_member_id" ON "post_holder" ("member_id")',
    'CREATE TABLE "setting" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL, "key" TEXT NOT NULL, "value" TEXT NOT NULL)',
    'CREATE TABLE "name_index" ("id" BLOB NOT NULL PRIMARY KEY, "name" TEXT NOT NULL, "pinyin" TEXT NOT NULL, "initials" TEXT NOT NULL)',
    'CREATE TABLE "draft_buffer" ("place" TEXT NOT NULL PRIMARY KEY, "label" TEXT NOT NULL, "text" TEXT NOT NULL, "at" DATETIME NOT NULL)',
)


def up(migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
