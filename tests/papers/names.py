"""What the files of papers are called in a folder."""

from branchtui.papers.registry import REPORT
from branchtui.store.models import Meeting
from branchtui.workflows.export import file_name, meeting_papers


def of_meeting(meeting: Meeting, *without: str) -> list[str]:
    """The files of a meeting's papers, but for those `without` which it was made, by key."""
    named = enumerate([key for key, _ in meeting_papers(meeting)], 1)
    return [f"{file_name(number, key)}.docx" for number, key in named if key not in without]


def of_report(meeting: Meeting) -> str:
    """The file of the first report that is filed behind them."""
    return f"{file_name(len(meeting_papers(meeting)) + 1, REPORT)}.docx"
