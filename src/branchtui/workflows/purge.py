"""Removing a person's data on request (个人信息保护法 第四十七条). It can't be undone, so the caller asks before."""

from dataclasses import dataclass
from pathlib import Path

from branchtui.store import backups, purge
from branchtui.store.database import act, database_path
from branchtui.store.models import Member
from branchtui.store.trouble import told
from branchtui.workflows import labels


@dataclass(frozen=True, slots=True)
class Purged:
    """What is left to do by hand: backups that still hold the data, and texts that still name the person."""

    backups: tuple[Path, ...]
    mentions: tuple[str, ...]


def what_goes(member: Member) -> list[str]:
    """What purging a member removes, to be read before the question."""
    return [
        f"{member.name}的姓名、工号、联系方式等全部个人信息，及其修改历史",
        "名册上的身份、类别、职务、党小组记录",
        "各次会议出勤中写的请假原因（到会状态保留，人数不变）",
        "清除后不能撤销，之前的操作也不能再撤销",
    ]


def purge_member(member: Member) -> Purged:
    """Remove a member's data for good. Raises BusyError where another program has the file open."""
    name = member.name
    with act("清除一位人员的个人数据", for_good=True):
        purge.purge_member(member)
    with told(database_path()):
        purge.vacuum()
    mentions = tuple(
        f"{labels.NOUNS[table][0]}的{labels.field(table, column)} {rows} 处"
        for table, column, rows in (purge.mentions(name) if name else ())
    )
    holding = tuple(backup.path for backup in backups.listed() if purge.held_by(backup.path, member.id))
    return Purged(holding, mentions)
