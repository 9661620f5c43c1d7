"""The name index: pinyin and initials of each member, every reading. Local, and rebuilt where it is stale."""

from collections.abc import Iterable
from typing import Any

from peewee import Value, fn

from branchtui.store.engine import sql
from branchtui.store.models import Member, NameIndex
from branchtui.store.models.base import insert_all
from branchtui.store.readings import name_readings


def index_name(member: Member) -> None:
    """Write the readings of one member's name."""
    index_names([member])


def index_names(members: Iterable[Member]) -> None:
    """The same for many members."""
    entries = list(map(_entry, members))
    sql.execute_many("DELETE FROM name_index WHERE id = ?", [(entry["id"],) for entry in entries])
    insert_all(NameIndex, entries)


def _entry(member: Member) -> dict[str, Any]:
    readings = [member.reading.lower().split()] if member.reading.strip() else name_readings(member.name)
    return {
        "id": member.id,
        "name": member.name,
        "pinyin": "|".join(sorted({"".join(reading) for reading in readings})),
        "initials": "|".join(sorted({"".join(syllable[:1] for syllable in reading) for reading in readings})),
    }


def refresh_names() -> None:
    """Index the members whose index is missing or was made for another name."""
    stale = Member.select().where(
        Member.live(),
        ~fn.EXISTS(NameIndex.select(Value(1)).where(NameIndex.id == Member.id, NameIndex.name == Member.name)),
    )
    index_names(list(stale))


def reindex(member_ids: Iterable[bytes]) -> None:
    """Make the index of these members right again after their rows were written past `index_name`."""
    wanted = list(member_ids)
    for member in Member.select().where(Member.id << wanted) if wanted else ():
        if member.deleted or member.merged_into_id:
            NameIndex.delete().where(NameIndex.id == member.id).execute()
        else:
            index_name(member)


def readings_of() -> dict[bytes, tuple[tuple[str, ...], tuple[str, ...]]]:
    """(pinyin, initials) of each member, by id."""
    rows: Any = NameIndex.select(NameIndex.id, NameIndex.pinyin, NameIndex.initials).tuples()
    return {key: (tuple(pinyin.split("|")), tuple(initials.split("|"))) for key, pinyin, initials in rows}
