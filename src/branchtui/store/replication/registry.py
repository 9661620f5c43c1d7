"""The number of each synced table and column. Stamps are kept by number, on every machine for ever.

Append only: a new table gets the next number, a new column goes to the end of its tuple, and nothing is ever renamed,
moved or taken out, not even a column that is no longer in the schema. A test compares this with the models.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Table(NamedTuple):
    """A synced table: its columns without the id; the first, `deleted`, has the number 1, and 0 means the whole row."""

    name: str
    number: int
    columns: tuple[str, ...]

    def column(self, name: str) -> int:
        """The number of a column. Raises ValueError for one that has none."""
        return self.columns.index(name) + 1

    def name_of(self, number: int) -> str:
        """The column of a number."""
        return self.columns[number - 1]


DELETED = 1
WHOLE_ROW = 0
_HERE = "store/replication/registry.py"
NUMBER = "n"  # the column that numbers the rows of a table, first in each synced table; it never leaves the file

_ALL = (
    Table("branch", 1, ("deleted", "name", "unit", "demo", "elected_on")),
    Table("party_group", 2, ("deleted", "name")),
    Table(
        "member",
        3,
        (
            "deleted",
            "name",
            "staff_no",
            "sex",
            "ethnic",
            "born",
            "education",
            "job",
            "title",
            "phone",
            "reading",
            "merged_into_id",
            "order_key",
        ),
    ),
    Table("roster_event", 4, ("deleted", "member_id", "aspect", "subject", "on", "value", "value_id")),
    Table(
        "meeting",
        5,
        (
            "deleted",
            "kind",
            "ordinal",
            "title",
            "planned_start",
            "planned_end",
            "starts_at",
            "ends_at",
            "place",
            "host_id",
            "host_name",
            "recorder_id",
            "recorder_name",
            "group_id",
            "first_topic",
            "requirements",
            "closing",
            "state",
            "reason",
            "noticed_on",
            "recorded_on",
            "merged_into_id",
            "audience",
            "audience_who",
            "plan_item_id",
        ),
    ),
    Table(
        "agenda_item",
        6,
        (
            "deleted",
            "meeting_id",
            "order_key",
            "title",
            "presenter_id",
            "presenter_name",
            "minutes",
            "record",
            "resolution",
            "dissent",
        ),
    ),
    Table("attendance", 7, ("deleted", "meeting_id", "member_id", "state", "reason", "standing", "votes")),
    Table("guest", 8, ("deleted", "meeting_id", "order_key", "name", "position", "contact_id", "topic")),
    Table("station", 9, ("deleted", "meeting_id", "station", "reason")),
    Table("plan", 10, ("deleted", "title", "first_day", "last_day")),
    Table(
        "plan_item", 11, ("deleted", "plan_id", "order_key", "schedule", "kind", "theme", "preparer_id", "meeting_id")
    ),
    Table("material", 12, ("deleted", "meeting_id", "plan_item_id", "order_key", "title", "source", "link")),
    Table(
        "report",
        13,
        (
            "deleted",
            "meeting_id",
            "kicker",
            "title",
            "subtitle",
            "unit",
            "dated",
            "editors_note",
            "body",
            "state",
            "reason",
            "outlet",
            "submitted_on",
            "link",
            "profile",
            "about_table",
            "about_id",
            "kind",
        ),
    ),
    Table(
        "fact",
        14,
        (
            "deleted",
            "report_id",
            "key",
            "source",
            "value",
            "owner_table",
            "owner_id",
            "source_table",
            "source_id",
            "measure",
            "from_day",
            "to_day",
        ),
    ),
    Table("photo", 15, ("deleted", "sha", "original_sha", "name", "mime", "width", "height", "size", "taken_at")),
    Table("figure", 16, ("deleted", "report_id", "mark", "photo_id", "caption", "width")),
    Table("byline", 17, ("deleted", "report_id", "order_key", "role", "names")),
    Table(
        "post",
        18,
        (
            "deleted",
            "number",
            "name",
            "category",
            "basis_id",
            "duties",
            "serves",
            "pledge",
            "public_from",
            "public_to",
            "awarded_on",
            "state",
        ),
    ),
    Table("post_holder", 19, ("deleted", "post_id", "member_id", "from_day", "to_day")),
    Table("setting", 20, ("deleted", "key", "value")),
    Table(
        "contact",
        21,
        ("deleted", "name", "unit", "position", "phone", "groups", "merged_into_id", "agreed_on", "agreed_until"),
    ),
    Table(
        "ballot",
        22,
        (
            "deleted",
            "item_id",
            "order_key",
            "kind",
            "motion",
            "candidate_id",
            "candidate_name",
            "seats",
            "way",
            "yes",
            "against",
            "abstain",
            "opinions",
            "issued",
            "collected",
            "valid",
            "voters_present",
            "present_reason",
            "scrutineers",
            "tellers",
        ),
    ),
    Table("ballot_exclusion", 23, ("deleted", "meeting_id", "member_id", "ground", "consent", "voted")),
    Table(
        "action_item",
        24,
        (
            "deleted",
            "meeting_id",
            "item_id",
            "order_key",
            "what",
            "owner_id",
            "owner_name",
            "due",
            "done_on",
            "done_note",
        ),
    ),
    Table(
        "attachment",
        25,
        ("deleted", "of_table", "of_id", "order_key", "sha", "name", "mime", "size", "photo_id", "what"),
    ),
    Table("term_day", 26, ("deleted", "day", "mark", "name")),
    Table("silenced", 27, ("deleted", "rule", "about_table", "about_id", "reason")),
    Table("post_step", 28, ("deleted", "post_id", "step", "day", "to_day", "meeting_id", "reason")),
    Table("pledge", 29, ("deleted", "post_id", "order_key", "words", "kept_on", "evidence")),
    Table(
        "service",
        30,
        (
            "deleted",
            "post_id",
            "member_id",
            "state",
            "day",
            "begins",
            "ends",
            "half_hours",
            "what",
            "whom",
            "served",
            "result",
            "unit",
            "link",
            "verifier_id",
            "verified_on",
        ),
    ),
    Table("sign_up", 31, ("deleted", "service_id", "member_id", "contact_id", "state", "half_hours")),
    Table(
        "review",
        32,
        (
            "deleted",
            "post_id",
            "member_id",
            "from_day",
            "to_day",
            "weight_self",
            "weight_peer",
            "weight_public",
            "weight_branch",
            "grade",
            "decided_on",
            "meeting_id",
            "opinion",
        ),
    ),
    Table("review_score", 33, ("deleted", "review_id", "source", "tenths", "answered", "collector_id", "day")),
    Table(
        "partner_activity",
        34,
        (
            "deleted",
            "partner_id",
            "title",
            "day",
            "to_day",
            "place",
            "students",
            "majors",
            "outcome",
            "meeting_id",
            "post_id",
        ),
    ),
    Table(
        "helper", 35, ("deleted", "contact_id", "kind", "cohort", "major", "from_day", "to_day", "mentor_id", "consent")
    ),
    Table("helper_event", 36, ("deleted", "helper_id", "day", "what", "by_id")),
    Table("honour", 37, ("deleted", "of_table", "of_id", "kind", "title", "level", "grade", "issuer", "day")),
    Table(
        "growth",
        38,
        (
            "deleted",
            "member_id",
            "kind",
            "title",
            "organiser",
            "place",
            "from_day",
            "to_day",
            "half_hours",
            "counted",
            "cost_cents",
            "borne_by",
            "approval",
            "result",
        ),
    ),
    Table("appraisal", 39, ("deleted", "year", "member_id", "grade", "opinion", "meeting_id")),
    Table("talk", 40, ("deleted", "day", "by_id", "to_id", "what", "place")),
    Table(
        "rectification",
        41,
        ("deleted", "year", "meeting_id", "problem", "measure", "owner_id", "due", "done_on", "result"),
    ),
    Table("hours_override", 42, ("deleted", "meeting_id", "member_id", "half_hours", "reason")),
    Table("development_step", 43, ("deleted", "member_id", "step", "day", "to_day", "by", "note", "meeting_id")),
    Table(
        "document",
        44,
        ("deleted", "direction", "kind", "title", "number", "unit", "day", "due", "done_on", "answers_id", "body"),
    ),
    Table(
        "outlet",
        45,
        ("deleted", "name", "level", "profile", "within_hours", "contact_id", "send_to", "paste_limit"),
    ),
    Table("approval", 46, ("deleted", "report_id", "order_key", "step", "name", "opinion", "day")),
    Table(
        "publication", 47, ("deleted", "report_id", "title", "form", "outlet", "level", "day", "link", "reads", "note")
    ),
    Table("lexicon_entry", 48, ("deleted", "text", "kind", "instead", "source")),
    Table(
        "framework",
        49,
        (
            "deleted",
            "key",
            "level",
            "cycle",
            "name",
            "kind",
            "organiser",
            "basis",
            "starts_on",
            "ends_on",
            "state",
            "number_form",
            "file_version",
        ),
    ),
    Table(
        "point",
        50,
        (
            "deleted",
            "framework_id",
            "key",
            "parent_id",
            "order_key",
            "title",
            "demand",
            "promised",
            "source",
            "dim",
            "needs",
            "selects",
            "weight",
            "owner_office",
            "owner_id",
            "due_on",
            "account",
            "self_score",
            "score_reason",
            "na_reason",
        ),
    ),
    Table(
        "evidence",
        51,
        ("deleted", "point_id", "thing_table", "thing_id", "need", "state", "reason", "note", "order_key"),
    ),
    Table("milestone", 52, ("deleted", "framework_id", "key", "name", "due_on", "papers", "done_on")),
    Table("submission", 53, ("deleted", "framework_id", "kind", "day", "unit", "listing")),
)

TABLES = {table.name: table for table in _ALL}
BY_NUMBER = {table.number: table for table in _ALL}


def numbered(name: str, columns: Iterable[str]) -> Table:
    """The table of a name, where it and all these columns have numbers. Raises ValueError that says what to append."""
    known = TABLES.get(name)
    if known is None:
        line = f'Table("{name}", {max(BY_NUMBER) + 1}, ({", ".join(map(_quoted, columns))})),'
        raise ValueError(f"the table {name} has no number. Append to _ALL in {_HERE}: {line}")
    missing = [_quoted(column) for column in columns if column not in known.columns]
    if missing:
        line = f'Table("{name}", {known.number}, (…, {", ".join(missing)})),'
        raise ValueError(f"a column of {name} has no number. Append it to the end of its line in {_HERE}: {line}")
    return known


def _quoted(column: str) -> str:
    return f'"{column}"'
