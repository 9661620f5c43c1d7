"""The papers of one election as Word files, without the others of its meeting."""

from dataclasses import replace
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.store.models import Meeting
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.exporting.meeting_papers import file_name, meeting_papers, place_of
from branchtui.workflows.exporting.preparing import prepare_meeting


def prepare_election(meeting: Meeting, folder: Path, *, photos: PhotoStore) -> Export:
    """The papers of the election of a meeting, for `folder`, under the names they have among all its papers.

    Raises BranchError for a meeting that elects nobody, or that was cancelled.
    """
    from branchtui.papers.registry import ELECTION_KEYS

    found = [(key, paper) for key, paper in meeting_papers(meeting) if key in ELECTION_KEYS]
    ready = prepare_meeting(meeting, folder, photos=photos)
    if not found:
        raise BranchError(
            f"“{meeting.title}”没有选举：议程里加一项“选举……”，在记录里按 Ctrl+T 写候选人和应选人数，再导出。"
        )
    return replace(ready, papers=[(file_name(place_of(key), key), paper) for key, paper in found])
