"""What is left to be compared of ballots and what is written of them, so that the board need not compare all anew.

As with `frozen_look`: the triggers here note whatever may make a ballot and a text or the roll differ, whoever writes it.
A table that holds nothing is always right: without a `BallotLook` nothing has been compared.
"""

from peewee import TextField

from branchtui.store.models.base import IdField, LocalRow

_WITH_BALLOT = (
    'EXISTS (SELECT 1 FROM "agenda_item" i JOIN "ballot" b ON b."item_id" = i."id" WHERE i."meeting_id" = {0})'
)
_OF_MEETING = "about_table = 'meeting'"


def _doubt(meeting: str, where: str) -> str:
    """Not INSERT OR IGNORE: in a trigger the OR of the statement that fired it would hold instead."""
    return (
        f'INSERT INTO "ballot_doubt" SELECT {meeting} WHERE {where} '
        f'AND NOT EXISTS (SELECT 1 FROM "ballot_doubt" WHERE "meeting" = {meeting})'
    )


def _of_item(row: str) -> str:
    """The meeting of an item, where it has a ballot."""
    return _doubt(f"{row}.meeting_id", f'EXISTS (SELECT 1 FROM "ballot" WHERE "item_id" = {row}."id")')


def _of_ballot(row: str) -> str:
    """The meeting of a ballot, where its item is there: that of another is told when the item comes."""
    meeting = f'(SELECT "meeting_id" FROM "agenda_item" WHERE "id" = {row}.item_id)'
    return _doubt(meeting, f"{meeting} IS NOT NULL")


def _of_meeting(meeting: str, and_: str = "1") -> str:
    """A meeting, where it has a ballot."""
    return _doubt(meeting, f"{and_} AND {_WITH_BALLOT.format(meeting)}")


def _of_report(row: str) -> str:
    return _of_meeting(f"{row}.about_id", f"{row}.{_OF_MEETING}")


def _on(table: str, columns: str, old: str, new: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The triggers of a table: for a new row, for a change of some columns (of all where none are named), for its end."""
    of = f" OF {columns}" if columns else ""
    return (
        (f"voted_{table}_new", f'AFTER INSERT ON "{table}"', (new,)),
        (f"voted_{table}_changed", f'AFTER UPDATE{of} ON "{table}"', (old, new)),
        (f"voted_{table}_gone", f'AFTER DELETE ON "{table}"', (old,)),
    )


class BallotDoubt(LocalRow):
    """A meeting at which a text or the roll may contradict a ballot; at every other with a ballot all agrees."""

    meeting = IdField(primary_key=True)

    kept_by = (
        *_on("ballot", "", _of_ballot("OLD"), _of_ballot("NEW")),
        *_on("agenda_item", "deleted, meeting_id, record, resolution", _of_item("OLD"), _of_item("NEW")),
        *_on(
            "attendance",
            "deleted, meeting_id, member_id, state, votes",
            _of_meeting("OLD.meeting_id"),
            _of_meeting("NEW.meeting_id"),
        ),
        *_on("ballot_exclusion", "", _of_meeting("OLD.meeting_id"), _of_meeting("NEW.meeting_id")),
        *_on(
            "report",
            "deleted, about_table, about_id, title, body",
            _of_report("OLD"),
            _of_report("NEW"),
        ),
        *_on(
            "meeting",
            "deleted, merged_into_id, kind, starts_at, state",
            _of_meeting("OLD.id"),
            _of_meeting("NEW.id"),
        ),
    )


class BallotLook(LocalRow):
    """One row once every meeting with a ballot was compared: by which rules."""

    rules = TextField(primary_key=True)
