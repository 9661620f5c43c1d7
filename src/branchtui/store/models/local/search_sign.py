"""What a search need not look at: a sign of the words of each thing, made anew where its texts have changed.

The triggers here drop the sign of a thing whose texts change, whoever writes them; what has no sign is looked at. So a
table that holds nothing is always right.
"""

from peewee import BlobField

from branchtui.store.models.base import IdField, LocalRow

# By tables, the column that holds the thing, then those in which the thing is searched. `of_id` is that of any table.
SEARCHED = {
    "meeting": ("id", "title", "kind", "place", "closing"),
    "agenda_item": ("meeting_id", "title", "record", "resolution", "dissent"),
    "action_item": ("meeting_id", "what", "owner_name"),
    "material": ("meeting_id", "title"),
    "ballot": ("item_id", "motion", "candidate_name"),
    "attachment": ("of_id", "name", "what"),
    "report": ("id", "title", "kicker", "subtitle", "unit", "editors_note", "outlet", "body"),
    "post": ("id", "name", "number", "category", "duties", "serves"),
    "pledge": ("post_id", "words"),
}
# Parts of a part: the table that they name, and its column that holds the thing.
THROUGH = {"ballot": ("agenda_item", "meeting_id")}


def _dropped(table: str, row: str, of: str) -> str:
    thing = f'{row}."{of}"'
    if table in THROUGH:
        between, holds = THROUGH[table]
        thing = f'(SELECT "{holds}" FROM "{between}" WHERE "id" = {thing})'
    return f'DELETE FROM "search_sign" WHERE "id" = {thing}'


class SearchSign(LocalRow):
    """The sign of a meeting, a report or a post: bits for the characters of its texts and for their pairs."""

    id = IdField(primary_key=True)
    sign = BlobField()

    kept_by = tuple(
        trigger
        for table, (of, *columns) in SEARCHED.items()
        for trigger in (
            (f"sign_{table}_new", f'AFTER INSERT ON "{table}"', (_dropped(table, "NEW", of),)),
            (
                f"sign_{table}_changed",
                f'AFTER UPDATE OF {", ".join([of, *columns])} ON "{table}"',
                (_dropped(table, "OLD", of), _dropped(table, "NEW", of)),
            ),
            (f"sign_{table}_gone", f'AFTER DELETE ON "{table}"', (_dropped(table, "OLD", of),)),
        )
    )
