"""Posts whole: steps, pledges, services, reviews; partners, helpers, honours, growth.

Of a post no state, dates or pledge stand in its own row any more: steps and pledges tell them. No version of the program
could make a post before.
"""

from typing import Any

N = '"n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL'
POST, GONE = 18, (5, 8, 9, 10, 11, 12)  # basis_id, pledge, public_from, public_to, awarded_on, state
KEPT = '"n", "id", "deleted", "number", "name", "category", "duties", "serves"'
STATEMENTS = (
    f'CREATE TABLE "new_post" ({N}, "number" TEXT NOT NULL, "name" TEXT NOT NULL, "category" TEXT NOT NULL, "duties" TEXT NOT NULL, "serves" TEXT NOT NULL)',
    f'INSERT INTO "new_post" SELECT {KEPT} FROM "post" ORDER BY n',
    'DROP TABLE "post"',
    'ALTER TABLE "new_post" RENAME TO "post"',
    *(
        f'DELETE FROM "{table}" WHERE tbl = {POST} AND col IN ({", ".join(map(str, GONE))})'
        for table in ("stamp_head", "stamp_sibling", "stamp_history")
    ),
    'ALTER TABLE "contact" ADD COLUMN "agreed_on" DATE',
    'ALTER TABLE "contact" ADD COLUMN "agreed_until" DATE',
    'CREATE TABLE "post_step" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "post_id" BLOB NOT NULL, "step" TEXT NOT NULL, "day" DATE NOT NULL, "to_day" DATE, "meeting_id" BLOB, "reason" TEXT NOT NULL, FOREIGN KEY ("post_id") REFERENCES "post" ("id"), FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id"))',
    'CREATE INDEX "post_step_post_id" ON "post_step" ("post_id")',
    'CREATE INDEX "post_step_meeting_id" ON "post_step" ("meeting_id")',
    'CREATE TABLE "pledge" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "post_id" BLOB NOT NULL, "order_key" TEXT NOT NULL, "words" TEXT NOT NULL, "kept_on" DATE, "evidence" TEXT NOT NULL, FOREIGN KEY ("post_id") REFERENCES "post" ("id"))',
    'CREATE INDEX "pledge_post_id" ON "pledge" ("post_id")',
    'CREATE TABLE "service" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "post_id" BLOB NOT NULL, "member_id" BLOB NOT NULL, "state" TEXT NOT NULL, "day" DATE NOT NULL, "begins" TEXT NOT NULL, "ends" TEXT NOT NULL, "half_hours" INTEGER NOT NULL, "what" TEXT NOT NULL, "whom" TEXT NOT NULL, "served" INTEGER, "result" INTEGER, "unit" TEXT NOT NULL, "link" TEXT NOT NULL, "verifier_id" BLOB, "verified_on" DATE, FOREIGN KEY ("post_id") REFERENCES "post" ("id"), FOREIGN KEY ("member_id") REFERENCES "member" ("id"), FOREIGN KEY ("verifier_id") REFERENCES "member" ("id"))',
    'CREATE INDEX "service_verifier_id" ON "service" ("verifier_id")',
    'CREATE INDEX "service_post" ON "service" ("post_id", "day", "deleted")',
    'CREATE INDEX "service_member" ON "service" ("member_id", "day", "deleted")',
    'CREATE INDEX "service_day" ON "service" ("day", "deleted")',
    'CREATE INDEX "service_trash" ON "service" ("deleted") WHERE deleted > 0',
    'CREATE TABLE "sign_up" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "service_id" BLOB NOT NULL, "member_id" BLOB, "contact_id" BLOB, "state" TEXT NOT NULL, "half_hours" INTEGER, FOREIGN KEY ("service_id") REFERENCES "service" ("id"), FOREIGN KEY ("member_id") REFERENCES "member" ("id"), FOREIGN KEY ("contact_id") REFERENCES "contact" ("id"))',
    'CREATE INDEX "sign_up_service_id" ON "sign_up" ("service_id")',
    'CREATE INDEX "sign_up_member_id" ON "sign_up" ("member_id")',
    'CREATE INDEX "sign_up_contact_id" ON "sign_up" ("contact_id")',
    'CREATE TABLE "review" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "post_id" BLOB NOT NULL, "member_id" BLOB NOT NULL, "from_day" DATE NOT NULL, "to_day" DATE NOT NULL, "weight_self" INTEGER NOT NULL, "weight_peer" INTEGER NOT NULL, "weight_public" INTEGER NOT NULL, "weight_branch" INTEGER NOT NULL, "grade" TEXT NOT NULL, "decided_on" DATE, "meeting_id" BLOB, "opinion" TEXT NOT NULL, FOREIGN KEY ("post_id") REFERENCES "post" ("id"), FOREIGN KEY ("member_id") REFERENCES "member" ("id"), FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id"))',
    'CREATE INDEX "review_post_id" ON "review" ("post_id")',
    'CREATE INDEX "review_member_id" ON "review" ("member_id")',
    'CREATE INDEX "review_meeting_id" ON "review" ("meeting_id")',
    'CREATE TABLE "review_score" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "review_id" BLOB NOT NULL, "source" TEXT NOT NULL, "tenths" INTEGER NOT NULL, "answered" INTEGER, "collector_id" BLOB, "day" DATE, FOREIGN KEY ("review_id") REFERENCES "review" ("id"), FOREIGN KEY ("collector_id") REFERENCES "member" ("id"))',
    'CREATE INDEX "review_score_review_id" ON "review_score" ("review_id")',
    'CREATE INDEX "review_score_collector_id" ON "review_score" ("collector_id")',
    'CREATE TABLE "partner_activity" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "partner_id" BLOB NOT NULL, "title" TEXT NOT NULL, "day" DATE NOT NULL, "to_day" DATE, "place" TEXT NOT NULL, "students" INTEGER, "majors" TEXT NOT NULL, "outcome" TEXT NOT NULL, "meeting_id" BLOB, "post_id" BLOB, FOREIGN KEY ("partner_id") REFERENCES "contact" ("id"), FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("id"), FOREIGN KEY ("post_id") REFERENCES "post" ("id"))',
    'CREATE INDEX "partner_activity_partner_id" ON "partner_activity" ("partner_id")',
    'CREATE INDEX "partner_activity_meeting_id" ON "partner_activity" ("meeting_id")',
    'CREATE INDEX "partner_activity_post_id" ON "partner_activity" ("post_id")',
    'CREATE TABLE "helper" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "contact_id" BLOB NOT NULL, "kind" TEXT NOT NULL, "cohort" TEXT NOT NULL, "major" TEXT NOT NULL, "from_day" DATE, "to_day" DATE, "mentor_id" BLOB, "consent" INTEGER NOT NULL, FOREIGN KEY ("contact_id") REFERENCES "contact" ("id"), FOREIGN KEY ("mentor_id") REFERENCES "member" ("id"))',
    'CREATE INDEX "helper_contact_id" ON "helper" ("contact_id")',
    'CREATE INDEX "helper_mentor_id" ON "helper" ("mentor_id")',
    'CREATE TABLE "helper_event" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "helper_id" BLOB NOT NULL, "day" DATE NOT NULL, "what" TEXT NOT NULL, "by_id" BLOB, FOREIGN KEY ("helper_id") REFERENCES "helper" ("id"), FOREIGN KEY ("by_id") REFERENCES "member" ("id"))',
    'CREATE INDEX "helper_event_helper_id" ON "helper_event" ("helper_id")',
    'CREATE INDEX "helper_event_by_id" ON "helper_event" ("by_id")',
    'CREATE TABLE "honour" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "of_table" TEXT NOT NULL, "of_id" BLOB, "kind" TEXT NOT NULL, "title" TEXT NOT NULL, "level" TEXT NOT NULL, "grade" TEXT NOT NULL, "issuer" TEXT NOT NULL, "day" DATE)',
    'CREATE INDEX "honour_of_id" ON "honour" ("of_id")',
    'CREATE TABLE "growth" ("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE, "deleted" INTEGER NOT NULL, "member_id" BLOB NOT NULL, "kind" TEXT NOT NULL, "title" TEXT NOT NULL, "organiser" TEXT NOT NULL, "place" TEXT NOT NULL, "from_day" DATE, "to_day" DATE, "half_hours" INTEGER, "counted" INTEGER NOT NULL, "cost_cents" INTEGER, "borne_by" TEXT NOT NULL, "approval" TEXT NOT NULL, "result" TEXT NOT NULL, FOREIGN KEY ("member_id") REFERENCES "member" ("id"))',
    'CREATE INDEX "growth_member_id" ON "growth" ("member_id")',
)


def up(migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
