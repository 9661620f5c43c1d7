"""The triggers that stamp every write by any path: generated from the registry, one small set for each table.

The rules stand once, in triggers on views; a table's own triggers only say what happened to which cell.
Whoever changes a text here needs a new migration, since triggers are made when the schema changes.
"""

from collections.abc import Iterator

from branchtui.store.engine import sql
from branchtui.store.models import LOCAL, SYNCED
from branchtui.store.replication.registry import DELETED, WHOLE_ROW, Table, numbered

# A session's writer id is made at its first write: 62 random bits.
MINT = "UPDATE stamp_session SET w = coalesce(w, random() & 4611686018427387903)"
TICK = f"{MINT}, clock = clock + 1, own = clock + 1"

_LOUD = "WHEN (SELECT mute FROM stamp_session) = 0"
_HEADS = "DELETE FROM {0} WHERE tbl = NEW.tbl AND rid = NEW.rid"
_SIBLING = "LEFT JOIN stamp_sibling b ON b.tbl = h.tbl AND b.rid = h.rid AND b.col = NEW.col AND b.w = h.w"
# The heads of one cell: its own, or the whole row's where it has none.
_OF_CELL = (
    "h.tbl = NEW.tbl AND h.rid = NEW.rid AND (h.col = NEW.col OR (h.col = 0 AND NOT EXISTS "
    "(SELECT 1 FROM stamp_head o WHERE o.tbl = NEW.tbl AND o.rid = NEW.rid AND o.col = NEW.col)))"
)
_TO_HISTORY = (
    "INSERT INTO stamp_history SELECT NEW.tbl, NEW.rid, NEW.col, h.w, h.s, n.w, n.clock{next}, "
    f"CASE WHEN b.w IS NULL THEN NEW.old ELSE b.value END FROM stamp_session n CROSS JOIN stamp_head h {_SIBLING} WHERE "
)
_NEW_HEAD = "INSERT INTO stamp_head SELECT NEW.tbl, NEW.rid, {col}, w, clock FROM stamp_session"
_REFUSED = {
    1: "同步表里已有这一行，不能用 REPLACE 覆盖，请用 UPDATE",
    2: "同步表的行不能删除，请把 deleted 改为 1",
    3: "同步表的编号不能改",
}


def _on(view: str, columns: str, *steps: str) -> tuple[str, str]:
    """A view that takes inserts, and the trigger that turns one into `steps`."""
    return (
        f"CREATE VIEW stamp_{view} AS SELECT {', '.join(f'0 AS {name}' for name in columns.split())}",
        f"CREATE TRIGGER stamp_{view}_in INSTEAD OF INSERT ON stamp_{view} {_LOUD} BEGIN {'; '.join(steps)}; END",
    )


_RULES = (
    # A new row: one head that stands for all its columns.
    *_on("new", "tbl rid", TICK, _NEW_HEAD.format(col=WHOLE_ROW)),
    # A changed cell: its heads and their values go to the history, the new stamp becomes its only head.
    # tick is 0 for the second column of a group that is stamped as one.
    *_on(
        "edit",
        "tbl rid col old tick",
        f"{MINT}, clock = clock + NEW.tick, own = clock + NEW.tick",
        _TO_HISTORY.format(next="") + _OF_CELL,
        f"{_HEADS.format('stamp_sibling')} AND col = NEW.col",
        f"{_HEADS.format('stamp_head')} AND col = NEW.col",
        _NEW_HEAD.format(col="NEW.col"),
    ),
    # Marking a row as deleted counts as writing every cell. First each column with a head of its own comes here …
    *_on("past", "tbl rid col old", MINT, _TO_HISTORY.format(next=" + 1") + _OF_CELL),
    # … then the row itself: all heads go, the whole row gets the new stamp.
    *_on(
        "gone",
        "tbl rid",
        TICK,
        _HEADS.format("stamp_sibling"),
        _HEADS.format("stamp_head"),
        _NEW_HEAD.format(col=WHOLE_ROW),
    ),
    *_on(
        "refuse",
        "why",
        *(f"SELECT RAISE(ABORT, '{words}') WHERE NEW.why = {why}" for why, words in _REFUSED.items()),
    ),
)


def install() -> None:
    """Make all triggers anew. Raises ValueError where a synced table has a column without a number.

    A local table that triggers keep is emptied: what was written without them it does not know.
    """
    drop()
    for statement in _wanted():
        sql.run(statement)
    for model in LOCAL:
        if model.kept_by:
            model.delete().execute()


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
    there = sql.rows(
        "SELECT sql FROM sqlite_master WHERE type IN ('trigger', 'view') AND name LIKE 'stamp!_%' ESCAPE '!'"
    )
    return {text for (text,) in there} == set(_wanted())


def _wanted() -> Iterator[str]:
    yield from _RULES
    for model in SYNCED:
        name = model._meta.table_name
        declared = [field.column_name for field in model._meta.sorted_fields if field.column_name != "id"]
        present = [row[1] for row in sql.rows(f'PRAGMA table_info("{name}")') if row[1] != "id"]
        yield from _of_table(numbered(name, dict.fromkeys([*declared, *present])), present, model.together)
    for local in LOCAL:
        for name, event, steps in local.kept_by:
            yield f'CREATE TRIGGER "stamp_{name}" {event} BEGIN {"; ".join(steps)}; END'


def _of_table(table: Table, present: list[str], together: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """The triggers of one table for the columns it has."""
    name, number = table.name, table.number

    def trigger(what: str | int, when: str, *steps: str) -> str:
        return f'CREATE TRIGGER "stamp_{name}_{what}" {when} BEGIN {"; ".join(steps)}; END'

    yield trigger("new", f'AFTER INSERT ON "{name}"', f"INSERT INTO stamp_new VALUES ({number}, NEW.id)")
    # REPLACE deletes the old row without a word unless recursive_triggers is on, which another tool has not set.
    exists = f'WHEN EXISTS (SELECT 1 FROM "{name}" WHERE id = NEW.id)'
    yield trigger("replace", f'BEFORE INSERT ON "{name}" {exists}', "INSERT INTO stamp_refuse VALUES (1)")
    yield trigger("delete", f'BEFORE DELETE ON "{name}"', "INSERT INTO stamp_refuse VALUES (2)")
    moved = f'BEFORE UPDATE OF id ON "{name}" WHEN OLD.id IS NOT NEW.id'
    yield trigger("id", moved, "INSERT INTO stamp_refuse VALUES (3)")

    old = " ".join(f'WHEN {table.column(column)} THEN OLD."{column}"' for column in present)
    heads = f"FROM stamp_head h WHERE h.tbl = {number} AND h.rid = NEW.id"
    yield trigger(
        "trash",
        f'AFTER UPDATE OF deleted ON "{name}" WHEN NOT OLD.deleted AND NEW.deleted',
        f"INSERT INTO stamp_past SELECT {number}, NEW.id, h.col, CASE h.col {old} END {heads} AND h.col <> {DELETED}",
        f"INSERT INTO stamp_past VALUES ({number}, NEW.id, {DELETED}, OLD.deleted)",
        f"INSERT INTO stamp_gone VALUES ({number}, NEW.id)",
    )
    grouped = {column for group in together for column in group}
    for group in [*together, *((column,) for column in present if column not in grouped)]:
        changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in group)
        if group == ("deleted",):
            changed = "OLD.deleted IS NOT NEW.deleted AND (OLD.deleted OR NOT NEW.deleted)"
        yield trigger(
            table.column(group[0]),
            f"AFTER UPDATE OF {', '.join(f'{chr(34)}{column}{chr(34)}' for column in group)} "
            f'ON "{name}" WHEN {changed}',
            *(
                f'INSERT INTO stamp_edit VALUES ({number}, NEW.id, {table.column(column)}, OLD."{column}", {int(not place)})'
                for place, column in enumerate(group)
            ),
        )
