"""Removing a person's data for good: values, siblings and history; what is left is an empty shell with its stamp."""

import sqlite3
from contextlib import closing
from pathlib import Path

from branchtui.rules.frozen_list import KEPT, without_reason
from branchtui.store import sql
from branchtui.store.ids import show_id
from branchtui.store.models import Attendance, DraftBuffer, Member, NameIndex, RosterEvent, Setting
from branchtui.store.replication import cells
from branchtui.store.replication.registry import TABLES, WHOLE_ROW
from branchtui.store.replication.triggers import TICK

SHELL = "（已清除）"


def purge_member(member: Member) -> None:
    """Empty a member's row and roster events, and what their attendance tells beyond the state. Part of an act.

    The shell stays where the person stood in meetings, so that counts stay right. `vacuum` has to follow, or the bytes stay in the file.
    """
    name = member.name
    facts = {column: "" for column in TABLES["member"].columns if column != "deleted"}
    _empty("member", member.id, {**facts, "name": SHELL})
    for event in RosterEvent.select(RosterEvent.id).where(RosterEvent.member == member.id):
        _empty("roster_event", event.id, {"value": "", "deleted": 1})
    for entry in Attendance.select(Attendance.id).where(Attendance.member == member.id):
        _empty("attendance", entry.id, {"reason": ""})
    for kept in Setting.select().where(Setting.key.startswith(KEPT), Setting.key.endswith(f":{member.id.hex()}")):
        _empty("setting", kept.id, {"value": without_reason(kept.value)})
    NameIndex.delete().where(NameIndex.id == member.id).execute()
    for shown in (member.id.hex(), show_id(member.id)):
        DraftBuffer.delete().where(DraftBuffer.place.contains(shown)).execute()
    if name:
        sql.run("UPDATE act SET name = replace(name, ?, ?) WHERE instr(name, ?)", name, SHELL, name)


def vacuum() -> None:
    """Write the file anew, without what was removed."""
    sql.run("VACUUM")


def mentions(name: str) -> list[tuple[str, int, int]]:
    """Where a name still stands in a text, now or before: (table, column number, number of rows)."""
    found = []
    for table in TABLES.values():
        for number, column in enumerate(table.columns, 1):
            rows = sql.value(
                f'SELECT count(*) FROM "{table.name}" WHERE typeof("{column}") = \'text\' AND (instr("{column}", ?) OR '
                f"EXISTS (SELECT 1 FROM stamp_history h WHERE h.tbl = ? AND h.rid = id AND h.col = ? AND instr(h.value, ?)))",
                name,
                table.number,
                number,
                name,
            )
            if rows:
                found.append((table.name, number, rows))
    return found


def held_by(path: Path, member_id: bytes) -> bool:
    """Whether a backup still holds the data of a purged member."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as other:
            return bool(other.execute("SELECT 1 FROM member WHERE id = ? AND name <> ?", (member_id, SHELL)).fetchone())
    except sqlite3.DatabaseError:
        return True  # nobody can tell: better named than left out


def _empty(table: str, row: bytes, values: dict[str, object]) -> None:
    """Overwrite cells past the triggers, drop what is known of the row's past, and stamp it as purged."""
    known = TABLES[table]
    sql.run(TICK)
    sql.run("UPDATE stamp_session SET mute = 1")
    cells.write(known.number, row, {known.column(name): value for name, value in values.items()})
    for past in ("stamp_history", "stamp_sibling", "stamp_head", "stamp_purge"):
        sql.run(f"DELETE FROM {past} WHERE tbl = ? AND rid = ?", known.number, row)
    sql.run(f"INSERT INTO stamp_head SELECT ?, ?, {WHOLE_ROW}, w, clock FROM stamp_session", known.number, row)
    sql.run("INSERT INTO stamp_purge SELECT ?, ?, w, clock FROM stamp_session", known.number, row)
    sql.run("UPDATE stamp_session SET mute = 0")
