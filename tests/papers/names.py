"""What the files of papers are called in a folder."""

from branchtui.store.models import Meeting, Report
from branchtui.workflows.exporting.meeting_papers import file_name, meeting_papers
from branchtui.workflows.profiles import profile
from branchtui.workflows.report_files import report_paper, report_stem


def of_meeting(meeting: Meeting, *without: str) -> list[str]:
    """The files of a meeting's papers, but for those `without` which it was made, by key."""
    named = enumerate([key for key, _ in meeting_papers(meeting)], 1)
    return [f"{file_name(number, key)}.docx" for number, key in named if key not in without]


def of_report(report: Report) -> str:
    """The file of a report."""
    return f"{report_stem(report, report_paper(report), profile(report.profile))}.docx"
