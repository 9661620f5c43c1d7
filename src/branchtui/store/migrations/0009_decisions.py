"""Ballots and who is left out of them, action items, contacts, attachments, days of the term, and what is silenced.

What is left to be compared of ballots is empty: everything is compared once.
"""

from typing import Any

STATEMENTS = (
    'CREATE TABLE "contact" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "name" TEXT NOT NULL, "unit" TEXT NOT NULL, "position" TEXT NOT NULL, "phone" TEXT NOT NULL, "groups" TEXT NOT NULL, "merged_into_id" BLOB, FOREIGN KEY ("merged_into_id") REFERENCES "contact" ("id"))',
    'CREATE TABLE "ballot" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "item_id" BLOB NOT NULL, "order_key" TEXT NOT NULL, "kind" TEXT NOT NULL, "motion" TEXT NOT NULL, "candidate_id" BLOB, "candidate_name" TEXT NOT NULL, "seats" INTEGER, "way" TEXT NOT NULL, "yes" INTEGER, "against" INTEGER, "abstain" INTEGER, "opinions" INTEGER, "issued" INTEGER, "collected" INTEGER, "valid" INTEGER, "voters_present" INTEGER, "present_reason" TEXT NOT NULL, "scrutineers" TEXT NOT NULL, "tellers" TEXT NOT NULL, FOREIGN KEY ("item_id") REFERENCES "agenda_item" ("id"), FOREIGN KEY ("candidate_id") REFERENCES "member" ("id"))',
    'CREATE INDEX "ballot_item_id" ON "ballot" ("item_id")',
    'CREATE INDEX "ballot_candidate_id" ON "ballot" ("candidate_id")',
    'CREATE TABLE "ballot_exclusion" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "meeting_id" BLOB NOT NULL, "member_id" BLOB NOT NULL, "ground" TEXT NOT NULL, "consent" TEXT NOT NULL, "voted" INTEGER NOT NULL, FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id"), FOREIGN KEY ("member_id") REFERENCES "member" ("id"))',
    'CREATE INDEX "ballot_exclusion_meeting_id" ON "ballot_exclusion" ("meeting_id")',
    'CREATE INDEX "ballot_exclusion_member_id" ON "ballot_exclusion" ("member_id")',
    'CREATE TABLE "action_item" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "meeting_id" BLOB NOT NULL, "item_id" BLOB, "order_key" TEXT NOT NULL, "what" TEXT NOT NULL, "owner_id" BLOB, "owner_name" TEXT NOT NULL, "due" DATE, "done_on" DATE, "done_note" TEXT NOT NULL, FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id"), FOREIGN KEY ("item_id") REFERENCES "agenda_item" ("id"), FOREIGN KEY ("owner_id") REFERENCES "member" ("id"))',
    'CREATE INDEX "action_item_meeting_id" ON "action_item" ("meeting_id")',
    'CREATE INDEX "action_item_item_id" ON "action_item" ("item_id")',
    'CREATE INDEX "action_item_owner_id" ON "action_item" ("owner_id")',
    'CREATE INDEX "action_item_open" ON "action_item" ("due") WHERE done_on IS NULL',
    'CREATE TABLE "attachment" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "of_table" TEXT NOT NULL, "of_id" BLOB NOT NULL, "order_key" TEXT NOT NULL, "sha" TEXT NOT NULL, "name" TEXT NOT NULL, "mime" TEXT NOT NULL, "size" INTEGER NOT NULL, "photo_id" BLOB, "what" TEXT NOT NULL, FOREIGN KEY ("photo_id") REFERENCES "photo" ("id"))',
    'CREATE INDEX "attachment_of_id" ON "attachment" ("of_id")',
    'CREATE INDEX "attachment_photo_id" ON "attachment" ("photo_id")',
    'CREATE TABLE "term_day" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "day" DATE NOT NULL, "mark" TEXT NOT NULL, "name" TEXT NOT NULL)',
    'CREATE TABLE "silenced" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "rule" TEXT NOT NULL, "about_table" TEXT NOT NULL, "about_id" BLOB, "reason" TEXT NOT NULL)',
    'CREATE INDEX "silenced_about_id" ON "silenced" ("about_id")',
    'CREATE TABLE "ballot_doubt" ("meeting" BLOB NOT NULL PRIMARY KEY)',
    'CREATE TABLE "ballot_look" ("rules" TEXT NOT NULL PRIMARY KEY)',
    'ALTER TABLE "branch" ADD COLUMN "elected_on" DATE',
    'ALTER TABLE "meeting" ADD COLUMN "audience" INTEGER',
    'ALTER TABLE "meeting" ADD COLUMN "audience_who" TEXT NOT NULL DEFAULT \'\'',
    'CREATE INDEX "meeting_reason" ON "meeting" ("starts_at") WHERE reason != \'\'',
    'ALTER TABLE "agenda_item" ADD COLUMN "dissent" TEXT NOT NULL DEFAULT \'\'',
    'ALTER TABLE "guest" ADD COLUMN "contact_id" BLOB REFERENCES "contact" ("id")',
    'ALTER TABLE "guest" ADD COLUMN "topic" TEXT NOT NULL DEFAULT \'\'',
    'CREATE INDEX "guest_contact_id" ON "guest" ("contact_id")',
)


def up(migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
