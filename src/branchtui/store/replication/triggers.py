"""The triggers that stamp every write by any path: generated from the registry, one small set for each table.

The rules stand once, in triggers on two views; a table's own triggers only say which cell changed.
Whoever changes a text here needs a new migration, since triggers are made when the schema changes.
"""

from collections.abc import Iterator

from branchtui.store import sql
from branchtui.store.models import SYNCED
from branchtui.store.replication.registry import DELETED, TABLES, WHOLE_ROW, Table

# A session's writer id is made at its first write: 62 random bits.
_TICK = (
    "UPDATE stamp_session SET w = coalesce(w, random() & 4611686018427387903), "
    "clock = clock + {step}, own = clock + {step}; "
)
_LOUD = "(SELECT mute FROM stamp_session) = 0"
_NO_OWN_HEAD = (
    "NOT EXISTS (SELECT 1 FROM stamp_head o WHERE o.tbl = {tbl} AND o.rid = NEW.{rid} AND o.col = {col})"  # default
)

_VIEWS = (
    # A new row: one head that stands for all its columns.
    "CREATE VIEW stamp_new AS SELECT 0 AS tbl, x'' AS rid WHERE 0",
    f"CREATE TRIGGER stamp_new_row INSTEAD OF INSERT ON stamp_new WHEN {_LOUD} BEGIN "
    + _TICK.format(step=1)
    + f"INSERT INTO stamp_head SELECT NEW.tbl, NEW.rid, {WHOLE_ROW}, w, clock FROM stamp_session; END",
    # A changed cell: its heads and their values go to the history, the new stamp becomes its only head.
    # tick is 0 for the second column of a group that is stamped as one.
    "CREATE VIEW stamp_edit AS SELECT 0 AS tbl, x'' AS rid, 0 AS col, NULL AS old, 1 AS tick WHERE 0",
    f"CREATE TRIGGER stamp_edit_cell INSTEAD OF INSERT ON stamp_edit WHEN {_LOUD} BEGIN "
    + _TICK.format(step="NEW.tick")
    + "INSERT INTO stamp_history SELECT NEW.tbl, NEW.rid, NEW.col, h.w, h.s, n.w, n.clock, "
    "CASE WHEN b.w IS NULL THEN NEW.old ELSE b.value END "
    "FROM stamp_session n CROSS JOIN stamp_head h "
    "LEFT JOIN stamp_sibling b ON b.tbl = h.tbl AND b.rid = h.rid AND b.col = NEW.col AND b.w = h.w "
    "WHERE h.tbl = NEW.tbl AND h.rid = NEW.rid AND (h.col = NEW.col OR (h.col = 0 AND "
    + _NO_OWN_HEAD.format(tbl="NEW.tbl", rid="rid", col="NEW.col")
    + ")); "
    "DELETE FROM stamp_sibling WHERE tbl = NEW.tbl AND rid = NEW.rid AND col = NEW.col; "
    "DELETE FROM stamp_head WHERE tbl = NEW.tbl AND rid = NEW.rid AND col = NEW.col; "
    "INSERT INTO stamp_head SELECT NEW.tbl, NEW.rid, NEW.col, w, clock FROM stamp_session; END",
)


def install() -> None:
    """Make all triggers anew. Raises ValueError where a synced table has a column without a number."""
    drop()
    for statement in _VIEWS:
        sql.run(statement)
    for model in SYNCED:
        table = TABLES[model._meta.table_name]
        for statement in statements(table, _present(table), model.together):
            sql.run(statement)


def drop() -> None:
    """Take all triggers and their views away."""
    found = sql.rows(
        "SELECT type, name FROM sqlite_master WHERE name LIKE 'stamp!_%' ESCAPE '!' AND type IN ('trigger', 'view') "
        "ORDER BY type"
    )
    for kind, name in found:
        sql.run(f'DROP {kind} IF EXISTS "{name}"')


def made() -> bool:
    """Whether the triggers in the file are the ones this program makes."""
    there = {
        text for (text,) in sql.rows("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'stamp%'")
    }
    wanted = {statement for statement in _VIEWS if statement.startswith("CREATE TRIGGER")}
    for model in SYNCED:
        table = TABLES[model._meta.table_name]
        wanted |= set(statements(table, _present(table), model.together))
    return there == wanted


def statements(table: Table, present: list[str], together: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """The triggers of one table for the columns it has."""
    name, number = table.name, table.number
    yield (
        f'CREATE TRIGGER "stamp_{name}_insert" AFTER INSERT ON "{name}" BEGIN '
        f"INSERT INTO stamp_new VALUES ({number}, NEW.id); END"
    )
    # REPLACE deletes the old row without a word unless recursive_triggers is on, which another tool has not set.
    yield (
        f'CREATE TRIGGER "stamp_{name}_replace" BEFORE INSERT ON "{name}" '
        f'WHEN {_LOUD} AND EXISTS (SELECT 1 FROM "{name}" WHERE id = NEW.id) '
        f"BEGIN SELECT RAISE(ABORT, '{name}：已有这一行，不能用 REPLACE 覆盖，请用 UPDATE'); END"
    )
    yield (
        f'CREATE TRIGGER "stamp_{name}_delete" BEFORE DELETE ON "{name}" WHEN {_LOUD} '
        f"BEGIN SELECT RAISE(ABORT, '{name}：不能删除行，请把 deleted 改为 1'); END"
    )
    yield (
        f'CREATE TRIGGER "stamp_{name}_id" BEFORE UPDATE OF id ON "{name}" WHEN {_LOUD} AND OLD.id IS NOT NEW.id '
        f"BEGIN SELECT RAISE(ABORT, '{name}：编号不能改'); END"
    )
    yield _trash(table, present)
    grouped = {column for group in together for column in group}
    for group in [*together, *((column,) for column in present if column not in grouped)]:
        changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in group)
        if group == ("deleted",):
            changed = "OLD.deleted IS NOT NEW.deleted AND (OLD.deleted OR NOT NEW.deleted)"
        cells = " ".join(
            f'INSERT INTO stamp_edit VALUES ({number}, NEW.id, {table.column(column)}, OLD."{column}", {int(not place)});'
            for place, column in enumerate(group)
        )
        columns = ", ".join(f'"{column}"' for column in group)
        yield (
            f'CREATE TRIGGER "stamp_{name}_{table.column(group[0])}" AFTER UPDATE OF {columns} ON "{name}" '
            f"WHEN {changed} BEGIN {cells} END"
        )


def _trash(table: Table, present: list[str]) -> str:
    """Marking a row as deleted counts as writing every cell: its own heads go, the whole row gets the new stamp."""
    name, number = table.name, table.number
    old = " ".join(f'WHEN {table.column(column)} THEN OLD."{column}"' for column in present)
    into = f"INSERT INTO stamp_history SELECT {number}, NEW.id,"
    here = f"h.tbl = {number} AND h.rid = NEW.id"
    return (
        f'CREATE TRIGGER "stamp_{name}_trash" AFTER UPDATE OF deleted ON "{name}" '
        f"WHEN NOT OLD.deleted AND NEW.deleted AND {_LOUD} BEGIN "
        + _TICK.format(step=1)
        + f"{into} h.col, h.w, h.s, n.w, n.clock, CASE WHEN b.w IS NULL THEN CASE h.col {old} END ELSE b.value END "
        "FROM stamp_session n CROSS JOIN stamp_head h "
        "LEFT JOIN stamp_sibling b ON b.tbl = h.tbl AND b.rid = h.rid AND b.col = h.col AND b.w = h.w "
        f"WHERE {here}; "
        f"{into} {DELETED}, h.w, h.s, n.w, n.clock, OLD.deleted FROM stamp_session n CROSS JOIN stamp_head h "
        f"WHERE {here} AND h.col = {WHOLE_ROW} AND " + _NO_OWN_HEAD.format(tbl=number, rid="id", col=DELETED) + "; "
        f"DELETE FROM stamp_sibling WHERE tbl = {number} AND rid = NEW.id; "
        f"DELETE FROM stamp_head WHERE tbl = {number} AND rid = NEW.id; "
        f"INSERT INTO stamp_head SELECT {number}, NEW.id, {WHOLE_ROW}, w, clock FROM stamp_session; END"
    )


def _present(table: Table) -> list[str]:
    columns = [row[1] for row in sql.rows(f'PRAGMA table_info("{table.name}")') if row[1] != "id"]
    for column in columns:
        table.column(column)
    return columns
