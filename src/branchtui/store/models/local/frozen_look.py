"""What is left to be compared of frozen lists and the roster, so that the board need not compare every meeting anew.

The triggers here note whatever may make a list differ, whoever writes it. A table that holds nothing is always right:
without a `FrozenLook` nothing has been compared.
"""

from peewee import DateField, TextField

from branchtui.rules.meetings import HELD
from branchtui.store.models.base import IdField, LocalRow

_ANY_DAY = "'0001-01-01'"
_EXPECTS = "aspect != 'away'"  # an event that may change who is expected, or as what
_HELD = ", ".join(f"'{state}'" for state in sorted(HELD))


def _doubt(meeting: str) -> str:
    """Not INSERT OR IGNORE: in a trigger the OR of the statement that fired it would hold instead."""
    return (
        f'INSERT INTO "frozen_doubt" SELECT {meeting} WHERE NOT EXISTS '
        f'(SELECT 1 FROM "frozen_doubt" WHERE "meeting" = {meeting})'
    )


def _changed_from(row: str) -> str:
    """The roster of this event's day and of every later one may be another; a day that SQLite can't read is any day."""
    day = f'coalesce(date({row}."on"), {_ANY_DAY})'
    return f'UPDATE "frozen_look" SET "since" = {day} WHERE "since" IS NULL OR "since" > {day}'


class FrozenDoubt(LocalRow):
    """A meeting whose list may differ from the roster; every other that was held agrees, but see `FrozenLook.since`."""

    meeting = IdField(primary_key=True)

    kept_by = (
        (
            "frozen_listed",
            'AFTER INSERT ON "attendance"',
            (_doubt("NEW.meeting_id"),),
        ),
        (
            "frozen_relisted",
            'AFTER UPDATE OF deleted, meeting_id, member_id, standing, votes ON "attendance"',
            (_doubt("OLD.meeting_id"), _doubt("NEW.meeting_id")),
        ),
        (
            "frozen_unlisted",
            'AFTER DELETE ON "attendance"',
            (_doubt("OLD.meeting_id"),),
        ),
        (
            "frozen_held",
            f'AFTER INSERT ON "meeting" WHEN NEW.state IN ({_HELD})',
            (_doubt("NEW.id"),),
        ),
        (
            "frozen_altered",
            'AFTER UPDATE OF deleted, merged_into_id, kind, planned_start, starts_at, group_id, state ON "meeting" '
            f"WHEN NEW.state IN ({_HELD})",
            (_doubt("NEW.id"),),
        ),
    )


class FrozenLook(LocalRow):
    """One row once every list was compared: by which rules, and from which day on the roster has changed since."""

    rules = TextField(primary_key=True)
    since = DateField(null=True)

    kept_by = (
        ("frozen_entered", f'AFTER INSERT ON "roster_event" WHEN NEW.{_EXPECTS}', (_changed_from("NEW"),)),
        (
            "frozen_corrected",
            f'AFTER UPDATE ON "roster_event" WHEN OLD.{_EXPECTS} OR NEW.{_EXPECTS}',
            (_changed_from("OLD"), _changed_from("NEW")),
        ),
        ("frozen_struck", 'AFTER DELETE ON "roster_event"', (_changed_from("OLD"),)),
    )
