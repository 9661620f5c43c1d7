"""What things belong to, and what is attached to them, as the folder of a framework needs it: many at once."""

import json
from collections.abc import Iterable

from branchtui.store.engine import sql
from branchtui.store.models import Attachment


def meetings_of(things: Iterable[tuple[str, bytes]]) -> dict[tuple[str, bytes], bytes]:
    """In which meeting each item of an agenda, and each ballot among these things was."""
    wanted: dict[str, list[str]] = {"agenda_item": [], "ballot": []}
    for table, key in things:
        if table in wanted:
            wanted[table].append(key.hex())
    within = "lower(hex(x.id)) IN (SELECT value FROM json_each(?))"
    read = {
        "agenda_item": f"SELECT x.id, x.meeting_id FROM agenda_item x WHERE {within}",
        "ballot": f"SELECT x.id, i.meeting_id FROM ballot x JOIN agenda_item i ON i.id = x.item_id WHERE {within}",
    }
    return {
        (table, key): meeting
        for table, ids in wanted.items()
        if ids
        for key, meeting in sql.rows(read[table], json.dumps(ids))
    }


def attached(table: str, ids: Iterable[bytes]) -> dict[bytes, list[Attachment]]:
    """The files attached to things of one table, in their order."""
    wanted = [key.hex() for key in ids]
    found: dict[bytes, list[Attachment]] = {}
    rows = sql.rows(
        f"SELECT {', '.join(Attachment.columns('a'))} FROM attachment a WHERE a.of_table = ? AND {Attachment.live_in('a')} "
        "AND lower(hex(a.of_id)) IN (SELECT value FROM json_each(?)) ORDER BY a.order_key, a.id",
        table,
        json.dumps(wanted),
    )
    for row in map(Attachment.stored, rows):
        found.setdefault(row.of_id, []).append(row)
    return found
