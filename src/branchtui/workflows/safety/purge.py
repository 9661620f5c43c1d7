"""Removing a person's data on request (个人信息保护法 第四十七条). It can't be undone, so the caller asks before."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from branchtui.errors import BranchError, BusyError, DiskFullError
from branchtui.paths import CRASHED, HANDED_OUT, RESCUED
from branchtui.store import purge
from branchtui.store.engine.errors import translate_errors
from branchtui.store.file import backups, exchange_note
from branchtui.store.file.database import act, database_path
from branchtui.store.models import Attachment, Contact, Member
from branchtui.store.queries.people import the_branch
from branchtui.store.replication import captions
from branchtui.store.replication.registry import TABLES
from branchtui.store.short_ids import short_id

if TYPE_CHECKING:
    from branchtui.files.photos import PhotoStore

_PEOPLE = (Member._meta.table_name, Contact._meta.table_name)
_PACKS_GO = "送交时留存的文件夹里，有这个姓名的整份删去（送交清单保留，姓名清除）"


@dataclass(frozen=True, slots=True)
class Purged:
    """What is left to do by hand: files that still hold the data, and texts that still name the person.

    `packages` are those of the shared folder, which can't be looked into here. `others` are half copies, set-aside databases, rescued texts, texts left by an editor outside, and reports of errors.
    `college` tells that the server of the college has it too.
    `namesakes` are other entries that bear the name, which may be the same person, entered twice.
    `untidied` says that the data is gone and the file could not be written anew, empty where it was.
    """

    backups: tuple[Path, ...]
    others: tuple[Path, ...]
    mentions: tuple[str, ...]
    untidied: str
    packages: tuple[Path, ...] = ()
    packs: int = 0  # folders that were handed in and went because they hold the name
    namesakes: tuple[str, ...] = ()
    college: bool = False

    def told(self, exports: Path) -> list[tuple[str, tuple[Path, ...]]]:
        """What was done and what is left to do, in sentences, each with the files that it is about."""
        found: list[tuple[str, tuple[Path, ...]]] = [(self.untidied or "已清除。", ())]
        if self.packs:
            words = f"送交时留存的文件夹有 {self.packs} 份里有这个姓名，已整份删去；送交清单还在，姓名已清除。"
            found.append((words, ()))
        if self.mentions:
            named = "；".join(self.mentions)
            found.append((f"这些文字里仍有这个姓名，属于会议和宣传档案，没有改动：{named}", ()))
        if self.namesakes:
            named = "；".join(self.namesakes)
            found.append((f"别的条目里也有这个姓名：{named}。若是重复录入的同一个人，请把那一条也清除。", ()))
        if self.backups:
            words = "这些旧备份里仍有这些数据，请决定是否删除（另存到别处的备份，请自己查看）："
            found.append((words, self.backups))
        if self.others:
            found.append(("这些文件里也还有，或读不出来、不能确定：", self.others))
        if self.packages:
            words = (
                "同步文件夹里的这些包是清除以前封好的，里面还有（没有口令打不开）。"
                "各台电脑同步后会换成新的包，请再看一次，不换的请删除："
            )
            found.append((words, self.packages))
        if self.college:
            words = (
                "学院服务器上的同步包里也还有：请同步一次（branchtui college sync），同步后那里只留清除以后的内容。"
                "服务器的备份要到学院定的期限才没有，请告诉学院管理员。报给学院的表里写到的收不回，请告诉学院组织员。"
            )
            found.append((words, ()))
        words = f"已导出和归档的 Word 文件（如 {exports} 里的）里可能还有，程序不改动它们，请自己查看。"
        return [*found, (words, ())]


def what_goes(member: Member) -> list[str]:
    """What purging a member removes, to be read before the question."""
    return [
        f"{member.name}的姓名、工号、联系方式等全部个人信息，及其修改历史",
        "名册上的身份、类别、职务、党小组记录",
        "各次会议出勤中写的请假原因（到会状态保留，人数不变）",
        "操作记录和送交清单里的姓名（包括曾用名），和填了没有交上的表格里这个人的内容",
        _PACKS_GO,
        "清除后不能撤销，之前的操作也不能再撤销",
    ]


def purge_member(member: Member, *, folders: Iterable[Path] = (), photos: "PhotoStore | None" = None) -> Purged:
    """Remove a member's data for good. `folders` are where texts and reports of errors may be. Of the folders that were
    handed in those go that name the person; without `photos`, where they lie, all do.

    Raises BranchError, nothing being removed, where the act can't be written.
    """
    marks = purge.marks_of(member)
    packs = _packs_about(marks, photos)
    with act("清除一位人员的个人数据", for_good=True):
        purge.purge_member(member, marks)
        purge.purge_files(packs)
    _drop_files(photos)
    return _left(marks, folders, f"branchtui purge member {short_id(member)}", len(packs))


def what_goes_of_contact(contact: Contact) -> list[str]:
    """What purging a contact removes, to be read before the question. Raises BranchError for a unit."""
    if not contact.name:
        raise BranchError(f"“{contact.unit}”是单位，没有个人信息要清除；不再用的，从往来里删去就行。")
    return [
        f"往来里{contact.name}的姓名、单位、职务、电话、分组，及其修改历史",
        "操作记录里的姓名（包括曾用名），和填了没有交上的表格里这个人的内容",
        "会议里写的列席和主讲不动（会议档案），清除后会说明还有几处",
        _PACKS_GO,
        "清除后不能撤销，之前的操作也不能再撤销",
    ]


def purge_contact(contact: Contact, *, folders: Iterable[Path] = (), photos: "PhotoStore | None" = None) -> Purged:
    """The same for a contact that is a person. Raises as `purge_member` does, and for a unit."""
    what_goes_of_contact(contact)
    marks = purge.marks_of(contact)
    packs = _packs_about(marks, photos)
    with act("清除一位往来人员的个人数据", for_good=True):
        purge.purge_contact(contact, marks)
        purge.purge_files(packs)
    _drop_files(photos)
    return _left(marks, folders, f"branchtui purge contact {short_id(contact)}", len(packs))


def purge_what_came() -> int:
    """Remove for good what a merge has brought of people who are purged: entries that another machine merged into theirs.

    How many there were. It is an act that can't be undone, as the purge was.
    """
    found = purge.merged_into_purged()
    if not found:
        return 0
    with act("清除一位人员的个人数据", for_good=True):
        for entry in found:
            marks = purge.marks_of(entry)
            if isinstance(entry, Member):
                purge.purge_member(entry, marks)
            else:
                purge.purge_contact(entry, marks)
    purge.vacuum()
    return len(found)


def _packs_about(marks: purge.Marks, photos: "PhotoStore | None") -> list[Attachment]:
    """The folders that were handed in and name a person, and those that are not here to be looked into."""
    from branchtui.files.archive import packs
    from branchtui.files.photos import PACK
    from branchtui.store.queries import attachments

    found = []
    for row in attachments.kept(PACK):
        data = photos.exact(row.sha) if photos else None
        if data is None or packs.tells_of(data, marks.words):
            found.append(row)
    return found


def _drop_files(photos: "PhotoStore | None") -> None:
    """Remove the files of the folders that went, here and, where it can be reached, in the shared folder."""
    from branchtui.store.queries import attachments

    gone = photos.forget_packs(attachments.files_known()) if photos else []
    note = exchange_note.read() if gone else None
    if note is not None:
        from branchtui.files.exchange.folder import FolderError, SharedFolder

        with suppress(FolderError):
            for sha in gone:
                SharedFolder(note.folder, the_branch().id).forget(sha)


def _left(marks: purge.Marks, folders: Iterable[Path], again: str, packs: int) -> Purged:
    """Tidy the file (`again` is the command that does it another time), and look what still holds the data."""
    untidied = _tidy(again)
    mentions: list[str] = []
    namesakes: list[str] = []
    for table, column, rows in purge.mentions(marks.names):
        caption = captions.caption(table, column)
        is_name = table in _PEOPLE and TABLES[table].columns[column - 1] == "name"
        (namesakes if is_name else mentions).append(f"{captions.noun(table)}的{caption} {rows} 处")
    if drafts := purge.drafts_with(marks.names):
        mentions.append(f"没有存完的文字 {drafts} 处")
    kept = [backup.path for backup in backups.listed()]
    others = sorted({*_beside(), *_texts(folders)} - set(kept))
    return Purged(
        tuple(path for path in kept if purge.held_by(path, marks)),
        tuple(path for path in others if purge.held_by(path, marks)),
        tuple(mentions),
        untidied,
        _packages(),
        packs,
        tuple(namesakes),
        _at_college(),
    )


def _tidy(again: str) -> str:
    """Write the file anew; why that could not be, empty where it could."""
    try:
        with translate_errors(database_path()):
            purge.vacuum()
    except BranchError as error:
        full, busy = isinstance(error, DiskFullError), isinstance(error, BusyError)
        why, way = "读写出错", "检查磁盘"
        if full:
            why, way = "磁盘已满", "腾出空间"
        elif busy:
            why, way = "另一个程序正在用数据文件", "关闭那个程序"
        return f"清除了，但文件没有整理（{why}），删去的内容可能还有残迹。请{way}，再运行一次：{again}"
    return ""


def _packages() -> tuple[Path, ...]:
    """The packages in the shared folder, sealed before this: nobody who holds the key is kept from what is in them."""
    note = exchange_note.read()
    if note is None:
        return ()
    from branchtui.files.exchange.folder import FolderError, SharedFolder

    try:
        entries = SharedFolder(note.folder, the_branch().id).entries()
    except FolderError:
        return ()
    return tuple(sorted(entry.path for entry in entries if entry.named.kind == "package"))


def _at_college() -> bool:
    """Whether this file has exchanged with a college's server."""
    from branchtui.store.college import hub_note

    state = hub_note.read()
    return state is not None and state.n > 0


def _beside() -> Iterator[Path]:
    """Every file beside the database and among its backups: copies, half copies and journals."""
    database = database_path().absolute()
    for folder in (database.parent, backups.folder().absolute()):
        if folder.is_dir():
            yield from (path for path in folder.iterdir() if path.is_file() and path != database)


def _texts(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for begin in (RESCUED, CRASHED, HANDED_OUT):
            yield from folder.absolute().glob(f"{begin}-*.txt")
