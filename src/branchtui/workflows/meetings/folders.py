"""Which folder a meeting's papers and its news go to; it gets another name with the meeting's day or title.

The folder follows at once where a meeting is changed, and once more before something is written into it: so it does
after an undo, and where a file of it was open the first time. What stays behind is told.
"""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.rules.meetings import HELD
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.models import Meeting, Report
from branchtui.store.queries import meetings
from branchtui.store.replication import cells
from branchtui.store.replication.registry import TABLES
from branchtui.workflows.exporting.files_there import was_worked_on, what_is_at
from branchtui.workflows.exporting.meeting_papers import folder_named, meeting_folder
from branchtui.workflows.meeting_rules import verb_of


def report_folder(report: Report, exports: Path) -> Path:
    """Where a report goes unless told otherwise: into the folder of the meeting it was drafted from, if there is one."""
    meeting = report.meeting
    if meeting is None or meeting.deleted:
        return exports
    return exports / meeting_folder(meeting)


def file_again(report: Report) -> str:
    """What to tell of a report that was changed after its meeting was filed; empty where there is nothing to tell."""
    meeting = report.meeting
    if meeting is None or meeting.deleted or meeting.state != "filed":
        return ""
    return "归档后有改动：请打开这次会议，按 F5 再归档一次。"


class Move(NamedTuple):
    """A folder that bears an earlier name of its meeting. `strange` names the files in it that people put there or changed."""

    old: Path
    new: Path
    strange: tuple[str, ...]


def settle(meeting: Meeting, exports: Path, *, photos: PhotoStore) -> str:
    """Let the folder follow its meeting, if it holds nothing but what this program wrote. What to tell, if anything."""
    waiting = to_move(meeting, exports, photos=photos)
    return move(waiting) if waiting is not None and not waiting.strange else ""


def to_move(meeting: Meeting, exports: Path, *, photos: PhotoStore) -> Move | None:
    """The folder that is to follow its meeting; None where there is none, or several, or one of the present name too."""
    new = exports / meeting_folder(meeting)
    former = former_folders(meeting, new)
    if len(former) != 1 or (old := exports / former[0]).is_symlink() or _is_another(new, old):
        return None
    return Move(old, new, strange_in(old, photos))


def move(waiting: Move) -> str:
    """Give the folder the present name, and say so; where that can't be, why, and that it stays as it is."""
    try:
        disk.replace(waiting.old, waiting.new)
    except OSError as error:
        return (
            f"原来的文件夹“{waiting.old.name}”改不了名（{error.strerror or error}），里面的文件都在。"
            "可能有文件在 Word、WPS 里打开着，请关上；下次导出或归档时会再改。"
        )
    return f"原来的文件夹也改名为“{waiting.new.name}”。"


def _is_another(new: Path, old: Path) -> bool:
    """Whether something else stands under the new name; where case does not count, it may be the same folder."""
    try:
        return new.exists() and not new.samefile(old)
    except OSError:
        return True


def strange_in(folder: Path, photos: PhotoStore) -> tuple[str, ...]:
    """The files that this program did not write, or that were changed since, named from the folder."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if is_left_by_system(path.name):
            continue
        try:
            if path.is_dir():
                continue
            data = what_is_at(path)
            ours = (
                not was_worked_on(path)
                if path.suffix in (".docx", ".xlsx")
                else data is not None and photos.is_own(data)
            )
        except (BranchError, OSError):  # nobody may look at it
            ours = False
        if not ours:
            found.append(name)
    return tuple(found)


def is_left_by_system(name: str) -> bool:
    """Whether a file is what file managers, and Word while it has one open, leave in a folder."""
    return name.startswith((".", "~$")) or name.lower() in ("thumbs.db", "desktop.ini")


def notes(meeting: Meeting, folder: Path) -> str:
    """What to know of an export into `folder`: the notice's time after a change of day, folders left from before it.

    Empty where there is nothing to tell.
    """
    said = []
    if meeting.state in HELD and meetings.begins(meeting).date() != meeting.planned_start.date():
        said.append(
            f"通知上仍是原定的 {chinese_day(meeting.planned_start.date())}，其余各份是实际{verb_of(meeting)}的时间。"
        )
    if left := former_folders(meeting, folder):
        said.append(f"这次会议改期或改名以前的文件夹还在，没有动：{'、'.join(left)}。")
    return "".join(said)


def former_folders(meeting: Meeting, folder: Path) -> list[str]:
    """The folders beside `folder` that this meeting's papers went to under an earlier day or title, by name."""
    days = {meeting.planned_start.date(), meetings.begins(meeting).date()}
    days |= {datetime.fromisoformat(str(text)).date() for text in _earlier(meeting, "planned_start", "starts_at")}
    titles = {meeting.title, *map(str, _earlier(meeting, "title"))}
    names = {folder_named(day, meeting.kind, title) for day in days for title in titles} - {folder.name}
    there: list[str] = []
    with suppress(
        OSError
    ):  # as they are written there: where case does not count, another name may lead to the same one
        there += sorted(path.name for path in folder.parent.iterdir() if path.name in names and path.is_dir())
    # Another meeting of the same kind and title may have that day: then the folder is that one's.
    taken = {
        name
        for day in (days if there else ())
        for other in meetings.of_day(meeting.kind, day)
        if other.id != meeting.id
        for name in (folder_named(day, other.kind, other.title), meeting_folder(other))
    }
    return [name for name in there if name not in taken]


def _earlier(meeting: Meeting, *columns: str) -> list[object]:
    """What stood in these columns before."""
    table = TABLES["meeting"]
    numbers = {table.column(name) for name in columns}
    history = cells.history(table.number, meeting.id)
    return [entry.value for entry in history if entry.column in numbers and entry.value]
