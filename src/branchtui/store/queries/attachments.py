"""Attachments: the files of a thing, in their order; and which stored files attachments need."""

import json
from collections.abc import Iterable

from branchtui.store.engine import sql
from branchtui.store.models import BY_TABLE, Attachment, Row
from branchtui.store.replication.registry import TABLES, WHOLE_ROW


def of(thing: Row) -> list[Attachment]:
    """The files attached to a thing."""
    mine = (Attachment.of_table == thing._meta.table_name) & (Attachment.of_id == thing.id)
    return list(Attachment.select().where(mine, Attachment.live()).order_by(Attachment.order_key, Attachment.id))


def texts_of(table: str) -> list[Attachment]:
    """The texts attached to the things of a table that people work with, the earliest first."""
    columns = ", ".join(Attachment.columns("a"))
    found = sql.rows(
        f'SELECT {columns} FROM attachment a JOIN "{table}" t ON t.id = a.of_id WHERE a.of_table = ? '
        f"AND a.mime = 'text/plain' AND {Attachment.live_in('a')} AND {BY_TABLE[table].live_in('t')} ORDER BY a.n",
        table,
    )
    return [Attachment.stored(row) for row in found]


def kept(mime: str) -> list[Attachment]:
    """All attachments of this kind whose file is known, those in the trash too."""
    return list(Attachment.select().where(Attachment.mime == mime, Attachment.sha != "").order_by(Attachment.id))


def attachment(attachment_id: bytes) -> Attachment:
    """One attachment as it is stored now. Raises GoneError where there is none."""
    return Attachment.get_by_id(attachment_id)


def thing_of(row: Attachment) -> Row:
    """What an attachment belongs to."""
    return BY_TABLE[row.of_table].get_by_id(row.of_id)


def files_shown() -> set[str]:
    """The hashes of the files attached to things that people work with."""
    tables = [table for (table,) in sql.rows("SELECT DISTINCT of_table FROM attachment")]
    return {
        sha
        for table in tables
        for (sha,) in sql.rows(
            f'SELECT a.sha FROM attachment a JOIN "{table}" t ON t.id = a.of_id '
            f"WHERE a.of_table = ? AND {Attachment.live_in('a')} AND {BY_TABLE[table].live_in('t')}",
            table,
        )
    }


def files_known() -> set[str]:
    """The hashes of all files that were ever attached."""
    return {sha for (sha,) in sql.rows("SELECT DISTINCT sha FROM attachment")}


def machine_in(table: str, alias: str) -> str:
    """An expression: what the machine is called that wrote a row of `photo` or `attachment` first, which had its file.

    What came with the file is not written again, so the stamp of the whole row is still its first.
    """
    return (
        "(SELECT w.device FROM stamp_head h JOIN stamp_writer w ON w.n = h.wn WHERE "
        f"h.tbl = {TABLES[table].number} AND h.n = {alias}.n AND h.col = {WHOLE_ROW} ORDER BY h.s, w.w LIMIT 1)"
    )


def machines(files: Iterable[str]) -> dict[str, str]:
    """What the machines are called that these files came from, by hash; those are left out of which nothing tells."""
    wanted = json.dumps(sorted(files))
    told: dict[str, str] = {}
    for table in ("attachment", "photo"):
        told |= {
            sha: machine
            for sha, machine in sql.rows(
                f'SELECT t.sha, {machine_in(table, "t")} FROM "{table}" t WHERE t.sha IN (SELECT value FROM json_each(?))',
                wanted,
            )
            if machine
        }
    return told
