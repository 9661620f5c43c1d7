"""Whether the open database is sound: pages, tables, values, references, stamps, triggers."""

from datetime import datetime

from branchtui.errors import BranchError, UnreadableError
from branchtui.store.engine import sql
from branchtui.store.engine.errors import damaged
from branchtui.store.file import values
from branchtui.store.file.database import database_path, is_open
from branchtui.store.replication import packing, triggers
from branchtui.store.replication.registry import TABLES


def problems() -> list[str]:
    """What is wrong, one sentence each; empty for a sound file."""
    found = [f"文件内容损坏（{line}）" for (line,) in sql.rows("PRAGMA integrity_check(3)") if line != "ok"]
    found = found or list(values.missing_columns())
    if found:
        return found
    found += [f"{table} 有一行指向不存在的内容" for table, *_ in sql.rows("PRAGMA foreign_key_check")[:3]]
    found += [f"{table} 有一行指向不存在的内容" for table in values.dangling()]
    for table in TABLES.values():
        bare = sql.value(
            f'SELECT count(*) FROM "{table.name}" t WHERE NOT EXISTS '
            "(SELECT 1 FROM stamp_head h WHERE h.tbl = ? AND h.n = t.n)",
            table.number,
        )
        if bare:
            found.append(f"{table.name} 有 {bare} 行没有修改记录")
    if unreadable := packing.unreadable():
        found.append(f"修改历史里有 {unreadable} 处旧文字读不出")
    if not triggers.made():
        found.append("记录修改历史的触发器与本版本不符")
    found += values.added_parts()
    if sql.value("SELECT mute FROM stamp_session"):
        found.append("修改历史处于停止记录的状态")
    return [*found, *values.strange()]


def damage() -> BranchError | None:
    """The sentence where the open database is damaged, as an error that nobody thought of may come from; else None."""
    from peewee import DatabaseError

    if not is_open():
        return None
    try:
        return damaged(database_path()) if problems() else None
    except UnreadableError as error:
        return error
    except DatabaseError:  # a table that every file has is not there
        return damaged(database_path())


def last_act() -> datetime | None:
    """The local time of the latest act, by the clock of the machine that made it."""
    at = sql.value("SELECT max(at) FROM act")
    return None if at is None else datetime.fromtimestamp(at)
