"""What is drafted from the demo's meetings and posts, and its own report, agree with its record: nothing is held against them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from branchtui.rules.meetings import HELD
from branchtui.store.models import Meeting, Post, Report
from branchtui.store.queries import reports as facts
from branchtui.workflows.proofing.check import check
from branchtui.workflows.reports import reports
from branchtui.workflows.reports.drafting import draft_from_meeting
from branchtui.workflows.reports.post_draft import draft_from_post

NOW = datetime(2026, 11, 23, 9, 0)


@pytest.fixture
def demo(database: Path, tmp_path: Path, demo_of: Callable[[datetime, Path], None]) -> None:
    demo_of(NOW, tmp_path)


@pytest.mark.usefixtures("demo")
def test_nothing_is_held_against_what_agrees() -> None:
    for meeting in Meeting.select().where(Meeting.state << list(HELD)):
        draft_from_meeting(meeting)
    for post in Post.select():
        draft_from_post(post, "year", NOW.date())
    written = list(Report.select().where(Report.live()))
    assert len(written) > 20
    # An empty part, an empty by-line, and a title that the meeting's own is too long for, are what a person still has to mend.
    found = [
        (row.title, each)
        for row in written
        for each in check(row, today=NOW.date())
        if each.rule[0] in "CDFH" and each.rule not in ("F02", "F14", "F17")
    ]
    assert found == []


@pytest.mark.usefixtures("demo")
def test_the_report_of_the_demo_has_everything_and_one_changed_number_is_told() -> None:
    report = facts.first_with_meeting()
    assert report is not None and [each for each in check(report, today=NOW.date()) if each.rule[0] in "CDFH"] == []
    number = facts.facts(report)["present"].value
    reports.edit_report(report, body=report.body.replace(f"实到{number}", "实到9人"))
    (finding,) = (each for each in check(report, today=NOW.date()) if each.rule[0] == "H")
    assert (finding.said, finding.instead) == ("实到9人", f"实到{number}")
    assert finding.words.startswith(f"考勤：实到{number}")
