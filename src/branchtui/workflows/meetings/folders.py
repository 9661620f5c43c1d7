"""Which folder a meeting's papers and its news go to, and what to tell of folders left from before it was moved."""

from datetime import datetime
from pathlib import Path

from branchtui.rules.meetings import HELD
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.models import Meeting, Report
from branchtui.store.queries import meetings
from branchtui.store.replication import cells
from branchtui.store.replication.registry import TABLES
from branchtui.workflows.export import folder_named, meeting_folder
from branchtui.workflows.meeting_rules import verb_of


def report_folder(report: Report, exports: Path) -> Path:
    """Where a report goes unless told otherwise: into the folder of the meeting it was drafted from, if there is one."""
    meeting = report.meeting
    if meeting is None or meeting.deleted:
        return exports
    return exports / meeting_folder(meeting)


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
    there = sorted(name for name in names if (folder.parent / name).is_dir())
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
