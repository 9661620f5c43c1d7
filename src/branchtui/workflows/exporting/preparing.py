"""A meeting or a report read and made ready to be written."""

from dataclasses import replace
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.store.models import Meeting, Report
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.exporting.meeting_papers import (
    MEETING_PROFILE,
    file_name,
    meeting_folder,
    meeting_papers,
    place_of,
)
from branchtui.workflows.profiles import profile, template_of
from branchtui.workflows.report_files import former_stems, report_paper, report_stem


def prepare_meeting(meeting: Meeting, folder: Path, *, photos: PhotoStore) -> Export:
    """Every paper of a meeting, numbered, for `folder`. Raises BranchError for a cancelled meeting."""
    if meeting.state == "cancelled":
        raise BranchError(f"“{meeting.title}”已取消，没有可导出的材料。")
    look = profile(MEETING_PROFILE)
    named = [(file_name(place_of(key), key), paper) for key, paper in meeting_papers(meeting)]
    return Export(named, folder, look, template_of(look), photos)


def prepare_report(report: Report, target: Path, *, profile_name: str | None = None, photos: PhotoStore) -> Export:
    """A report for `target`: a .docx file, or a folder it is put into.

    A profile that wants pictures apart also gets a folder of them beside the file.
    """
    look = profile(profile_name or report.profile)
    paper = report_paper(report)
    named = target.suffix.lower() == ".docx" and not _is_folder(target)
    stem = target.stem if named else report_stem(report, paper, look)
    export = Export([(stem, paper)], target.parent if named else target, look, template_of(look), photos)
    meeting = report.meeting
    if meeting is None or target.name != meeting_folder(meeting):
        return export
    return replace(export, former=sorted(f"{name}.docx" for name in former_stems(report, paper, look)))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # nobody may look there: writing will say so
        return False


def export_meeting(meeting: Meeting, folder: Path, *, photos: PhotoStore) -> list[Path]:
    """Write every paper of a meeting into `folder`. Returns the files; raises as `Export.write` does."""
    return prepare_meeting(meeting, folder, photos=photos).write()


def export_report(report: Report, target: Path, *, profile_name: str | None = None, photos: PhotoStore) -> list[Path]:
    """Write a report to `target`. Returns the files; raises as `Export.write` does."""
    return prepare_report(report, target, profile_name=profile_name, photos=photos).write()
