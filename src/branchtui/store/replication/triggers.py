"""The triggers that stamp every write by any path: generated from the registry, one small set for each table.

The rules stand once, in triggers on views; a table's own triggers only say what happened to which cell.
Whoever changes a text here needs a new migration, since triggers are made when the schema changes.
"""

from collections.abc import Iterator, Mapping

from branchtui.store.engine import sql
from branchtui.store.models import LOCAL, SYNCED
from branchtui.store.replication.registry import DELETED, NUMBER, WHOLE_ROW, Table, numbered
from branchtui.store.replication.session import MINT, TICK

_LOUD = "WHEN (SELECT mute FROM stamp_session) = 0"
_HEADS = "DELETE FROM {0} WHERE tbl = NEW.tbl AND n = NEW.n"
_SIBLING = "LEFT JOIN stamp_sibling b ON b.tbl = h.tbl AND b.n = h.n AND b.col = NEW.col AND b.wn = h.wn"
# The heads of one cell: its own, or the whole row's where it has none.
_OF_CELL = (
    "h.tbl = NEW.tbl AND h.n = NEW.n AND (h.col = NEW.col OR (h.col = 0 AND NOT EXISTS "
    "(SELECT 1 FROM stamp_head o WHERE o.tbl = NEW.tbl AND o.n = NEW.n AND o.col = NEW.col)))"
)
_TO_HISTORY = (
    "INSERT INTO stamp_history SELECT NEW.tbl, NEW.n, NEW.col, h.wn, h.s, k.wn, k.clock{next}, "
    f"CASE WHEN b.wn IS NULL THEN NEW.old ELSE b.value END FROM stamp_session k CROSS JOIN stamp_head h {_SIBLING} WHERE "
)
# Of a column that was only stamped with its group, nothing is told before it has a past of its own.
_TELLS = (
    " AND (NOT NEW.same OR b.wn IS NOT NULL OR EXISTS "
    "(SELECT 1 FROM stamp_history p WHERE p.tbl = NEW.tbl AND p.n = NEW.n AND p.col = NEW.col))"
)
_NEW_HEAD = "INSERT INTO stamp_head SELECT NEW.tbl, NEW.n, {col}, wn, clock FROM stamp_session"
_STEP = 8  # columns: rows of up to so many are marked as deleted by one rule, those of up to twice as many by another
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
    *_on("new", "tbl n", *TICK, _NEW_HEAD.format(col=WHOLE_ROW)),
    # A changed cell: its heads and their values go to the history, the new stamp becomes its only head.
    # tick is 0 for the second column of a group that is stamped as one, same is 1 for one of it that stays as it is.
    *_on(
        "edit",
        "tbl n col old tick same",
        f"{TICK[0]} AND NEW.tick",
        f"{TICK[1]} WHERE NEW.tick",
        _TO_HISTORY.format(next="") + _OF_CELL + _TELLS,
        f"{_HEADS.format('stamp_sibling')} AND col = NEW.col",
        f"{_HEADS.format('stamp_head')} AND col = NEW.col",
        _NEW_HEAD.format(col="NEW.col"),
        # Editing a row that another machine has deleted keeps the row: the mark is stamped with it.
        f"INSERT INTO stamp_edit SELECT NEW.tbl, NEW.n, {DELETED}, 0, 0, 0 WHERE NEW.tick AND NEW.col <> {DELETED} AND EXISTS "
        f"(SELECT 1 FROM stamp_sibling b WHERE b.tbl = NEW.tbl AND b.n = NEW.n AND b.col = {DELETED})",
    ),
    # A writer, where there is none yet: for what takes more steps than one.
    *_on("begin", "none", *MINT),
    # Marking a row as deleted counts as writing every cell. First each column with heads or values of its own
    # comes here, once …
    *_on("past", "tbl n col old", _TO_HISTORY.format(next=" + 1") + _OF_CELL),
    # … then the row itself: all heads go, the whole row gets the new stamp.
    *_on(
        "gone",
        "tbl n",
        TICK[1],
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


def _trash(width: int) -> tuple[str, str]:
    """The rule for rows of up to so many columns that are marked as deleted; `o3` was the value of column 3.

    One for all tables: SQLite reads the text of every trigger whenever the file is opened.
    """
    columns = range(1, width + 1)
    old = " ".join(f"WHEN {column} THEN NEW.o{column}" for column in columns)
    of_row = "tbl = NEW.tbl AND n = NEW.n"
    heads = (
        f"FROM (SELECT DISTINCT col FROM stamp_head WHERE {of_row} UNION ALL "
        f"SELECT DISTINCT col FROM stamp_sibling b WHERE {of_row} AND NOT EXISTS "
        "(SELECT 1 FROM stamp_head o WHERE o.tbl = NEW.tbl AND o.n = NEW.n AND o.col = b.col)) h"
    )
    return _on(
        f"trash{width}",
        " ".join(("tbl", "n", *(f"o{column}" for column in columns))),
        "INSERT INTO stamp_begin VALUES (0)",
        f"INSERT INTO stamp_past SELECT NEW.tbl, NEW.n, h.col, CASE h.col {old} END {heads} WHERE h.col <> {DELETED}",
        f"INSERT INTO stamp_past VALUES (NEW.tbl, NEW.n, {DELETED}, NEW.o{DELETED})",
        "INSERT INTO stamp_gone VALUES (NEW.tbl, NEW.n)",
    )


def install() -> None:
    """Make all triggers anew. Raises ValueError where a synced table has no `n`, or a column without a number.

    A local table that triggers keep is emptied: what was written without them it does not know.
    """
    drop()
    for statement in _wanted():
        sql.execute(statement)
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
        sql.execute(f'DROP {kind} IF EXISTS "{name}"')


def made() -> bool:
    """Whether the triggers in the file are the ones this program makes."""
    there = sql.rows(
        "SELECT sql FROM sqlite_master WHERE type IN ('trigger', 'view') AND name LIKE 'stamp!_%' ESCAPE '!'"
    )
    return {text for (text,) in there} == set(_wanted())


def _wanted() -> Iterator[str]:
    there: dict[str, list[str]] = {}
    for name, column in sql.rows(
        "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' "
        "ORDER BY t.name, c.cid"
    ):
        there.setdefault(name, []).append(column)
    yield from _RULES
    widths = set()
    for model in SYNCED:
        name = model._meta.table_name
        present = _present(name, there)
        declared = [field.column_name for field in model._meta.sorted_fields if field.column_name != "id"]
        table = numbered(name, dict.fromkeys([*declared, *present]))
        widths.add(_width(table))
        yield from _of_table(table, present, model.together)
    for width in sorted(widths):
        yield from _trash(width)
    for local in LOCAL:
        for name, event, steps in local.kept_by:
            yield f'CREATE TRIGGER "stamp_{name}" {event} BEGIN {"; ".join(steps)}; END'


def _width(table: Table) -> int:
    """For how many columns the rule is that takes its rows."""
    return -(-len(table.columns) // _STEP) * _STEP


def _present(name: str, there: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The columns that a table has in the file, without its number and its id."""
    columns = there.get(name, [])
    if columns and columns[0] != NUMBER:
        raise ValueError(f'{name}: make the table with "{NUMBER}" INTEGER NOT NULL PRIMARY KEY as its first column')
    return tuple(column for column in columns if column not in (NUMBER, "id"))


def _of_table(table: Table, present: tuple[str, ...], together: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """The triggers of one table for the columns it has."""
    name, number = table.name, table.number

    def trigger(what: str | int, when: str, *steps: str) -> str:
        return f'CREATE TRIGGER "stamp_{name}_{what}" {when} BEGIN {"; ".join(steps)}; END'

    yield trigger("new", f'AFTER INSERT ON "{name}"', f"INSERT INTO stamp_new VALUES ({number}, NEW.n)")
    # REPLACE deletes the old row without a word unless recursive_triggers is on, which another tool has not set.
    exists = f'WHEN EXISTS (SELECT 1 FROM "{name}" WHERE id = NEW.id OR n = NEW.n)'
    yield trigger("replace", f'BEFORE INSERT ON "{name}" {exists}', "INSERT INTO stamp_refuse VALUES (1)")
    yield trigger("delete", f'BEFORE DELETE ON "{name}"', "INSERT INTO stamp_refuse VALUES (2)")
    moved = f'BEFORE UPDATE OF id, n ON "{name}" WHEN OLD.id IS NOT NEW.id OR OLD.n IS NOT NEW.n'
    yield trigger("id", moved, "INSERT INTO stamp_refuse VALUES (3)")

    old = [f'OLD."{column}"' if column in present else "NULL" for column in table.columns]
    old += ["NULL"] * (_width(table) - len(old))
    yield trigger(
        "trash",
        f'AFTER UPDATE OF deleted ON "{name}" WHEN NOT OLD.deleted AND NEW.deleted',
        f"INSERT INTO stamp_trash{len(old)} VALUES ({number}, NEW.n, {', '.join(old)})",
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
                f'INSERT INTO stamp_edit VALUES ({number}, NEW.n, {table.column(column)}, OLD."{column}", {int(not place)}, '
                + (f'OLD."{column}" IS NEW."{column}")' if len(group) > 1 else "0)")
                for place, column in enumerate(group)
            ),
        )
