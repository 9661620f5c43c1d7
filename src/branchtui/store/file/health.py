"""Whether the open database is sound: pages, tables, values, references, stamps, triggers."""

from datetime import datetime

from branchtui.errors import BranchError, UnreadableError
from branchtui.store.engine import sql
from branchtui.store.engine.errors import damaged
from branchtui.store.file import values
from branchtui.store.file.database import database_path, is_open
from branchtui.store.replication import packing, triggers


def problems(*, delta: bool = False) -> list[str]:
    """What is wrong, one sentence each; empty for a sound file.

    A `delta` is a file without triggers (`college.delta`) at which nobody has looked yet: where another program has put
    something in that acts by itself, nothing more of it is read.
    """
    found = [f"文件内容损坏（{line}）" for (line,) in sql.rows("PRAGMA integrity_check(3)") if line != "ok"]
    found = found or list(values.missing_columns())
    added = [] if found else list(values.added_parts())
    if found := [*found, *(added if delta else ())]:
        return found
    found += [f"{table} 有一行指向不存在的内容" for table, *_ in sql.rows("PRAGMA foreign_key_check")[:3]]
    filled = values.filled()
    found += [f"{table} 有一行指向不存在的内容" for table in values.dangling(filled)]
    found += [f"{table} 有 {rows} 行没有修改记录" for table, rows in values.bare(filled)]
    if unreadable := packing.unreadable():
        found.append(f"修改历史里有 {unreadable} 处旧文字读不出")
    if not delta and not triggers.made():
        found.append("记录修改历史的触发器与本版本不符")
    found += added
    if sql.value("SELECT mute FROM stamp_session"):
        found.append("修改历史处于停止记录的状态")
    return [*found, *values.strange(filled)]


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
