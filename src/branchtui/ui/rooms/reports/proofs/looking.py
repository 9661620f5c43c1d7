"""What is found out about a report in a thread, while somebody types: its pages, and what proof-reading finds."""

from collections.abc import Mapping
from typing import NamedTuple

from branchtui.papers.tree import Paper
from branchtui.proof.draft import Draft
from branchtui.proof.finding import Finding
from branchtui.proof.proofer import Proofer
from branchtui.typesetting.profile import Profile


class Looked(NamedTuple):
    """How many pages it takes, None where its profile can't be read; and the findings in reading order."""

    pages: int | None
    findings: list[Finding]


def look(
    paper: Paper, profile: Profile | None, sizes: Mapping[str, tuple[int, int]], proofer: Proofer, draft: Draft
) -> Looked:
    """Lay out a paper and proof-read its draft; `sizes` are those of its pictures in pixels. Touches no database."""
    from branchtui.workflows.preview import page_count

    return Looked(page_count(paper, profile, sizes) if profile else None, proofer.check(draft))
