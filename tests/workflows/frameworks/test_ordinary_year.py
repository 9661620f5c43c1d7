"""What a year of ordinary use of the demo branch meets of the framework that ships, with no mark and nothing entered for it."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from branchtui.store.file.database import close_database, many_acts
from branchtui.store.models import Evidence, Meeting, Report
from branchtui.store.queries.frameworks import trees
from branchtui.workflows.board import board
from branchtui.workflows.frameworks.adopt import adopt
from branchtui.workflows.frameworks.files.library import template
from branchtui.workflows.frameworks.standing import standing
from branchtui.workflows.meetings import attendance, meetings, minutes
from branchtui.workflows.registers import register
from branchtui.workflows.registers.publishing import PUBLICATION
from branchtui.workflows.reports import reports
from branchtui.workflows.reports.drafting import draft_from_meeting

NOW = datetime(2026, 12, 20, 9, 0)
_FROM, _UNTIL = date(2026, 1, 1), date(2026, 8, 31)  # the season of the demo comes behind
# Day of the month, kind, and whether it is held in the second month of a quarter alone.
_USUAL = [(7, "支部委员会会议", False), (14, "主题党日", False), (20, "支部党员大会", True), (22, "党课", True)]


@pytest.fixture
def demo(tmp_path: Path, demo_of: Callable[[datetime, Path], None]) -> Iterator[None]:
    demo_of(NOW, tmp_path)
    yield
    close_database()


def _earlier_months() -> None:
    """Meetings as the rules ask for them, a report of each 主题党日 and each 党课, and where each of these came out."""
    with many_acts():
        for month in range(_FROM.month, _UNTIL.month + 1):
            for day, kind, quarterly in _USUAL:
                if not quarterly or month % 3 == 2:
                    held = _held(kind, date(2026, month, day))
                    if kind in ("主题党日", "党课"):
                        _came_out(held, date(2026, month, day))


def _held(kind: str, day: date) -> Meeting:
    start = datetime.combine(day, time(15))
    meeting = meetings.plan_meeting(
        *(kind,), when=start, place="行政楼", title=f"{day.month}月的{kind}", host="林知远", recorder="宋予安",
        items=["学习讨论"], now=start - timedelta(7),
    )  # fmt: skip
    meetings.hold(meeting, now=start + timedelta(hours=2))
    attendance.record_attendance(meeting, [], [])
    minutes.write_minutes(meeting, "# 学习讨论\n林知远：按计划学习。", now=start + timedelta(hours=2))
    return meeting


def _came_out(meeting: Meeting, day: date) -> Report:
    report = draft_from_meeting(meeting)
    reports.edit_report(report, title=f"{meeting.title}见闻")
    reports.set_report_state(report, "submitted", outlet="海州大学新闻网", today=day)
    told = {"title": report.title, "outlet": "海州大学新闻网", "level": "校级", "day": day.isoformat()}
    register.add(PUBLICATION, told, today=NOW.date())
    return report


@pytest.mark.slow
def test_four_of_five_needs_are_met_by_themselves(demo: None) -> None:
    _earlier_months()
    shipped = template("yangban-zhibu")
    framework = adopt(shipped, first=_FROM, last=NOW.date() + timedelta(7), level="省级")
    found = standing(framework, NOW.date())
    assert not Evidence.select().count(), "nobody marked anything"
    needs = found.needs
    share = found.met / len(needs)
    print(f"{found.met} of {len(needs)} needs met by themselves: {share:.0%}")  # noqa: T201 (told where output is shown)
    for each in needs:
        if each.state != "met":
            print(f"  {each.need.say}: {each.state} {[gap.words for gap in each.gaps]}")  # noqa: T201
    heads = Counter(above.title for _, above in shipped.walk() if above is not None)
    assert len(needs) >= 30 and min(heads.values()) >= 3
    assert sum(each.need.form == "plain" for each in needs) <= 5
    assert share >= 0.8


def test_what_the_demo_lacks_is_told_and_each_line_opens_what_mends_it(demo: None) -> None:
    told = [duty for duties in board(NOW.date()).groups().values() for duty in duties]
    opened = {
        (duty.sort, duty.rule.split(":")[1] if duty.sort == "finding" else "", duty.open and duty.open[0])
        for duty in told
    }
    assert opened >= {
        ("gap", "", "framework"),
        ("hours", "", None),
        ("post_silent", "", "post"),
        ("finding", "w1", "point"),
        ("finding", "e6", "honour"),
        ("finding", "w7", "point"),
        ("milestone", "", "framework"),
    }
    words = {duty.sort: f"{duty.duty} {duty.basis}" for duty in told}
    assert "季度：党课还差 1 项" in words["gap"] and words["hours"].count("差") == 2
    ours = [duty for duty in told if duty.sort in ("gap", "finding", "milestone", "point")]
    assert len({duty.key for duty in ours}) == len(ours), "never more than one line of a framework and a kind"


def test_the_demo_has_a_framework_that_ships_and_a_brand(demo: None) -> None:
    model, brand = trees.frameworks()
    assert (model.level, model.ends_on, brand.kind) == ("校级", NOW.date() + timedelta(7), "brand")
    assert [row.title for row in trees.points(brand) if row.parent_id is None] == ["一窗", "二访", "三清单"]
    midterm, accepting = trees.milestones(model)
    assert midterm.done_on == midterm.due_on and accepting.due_on == model.ends_on
    assert [row.key for row in trees.points(model) if row.promised] == ["baodao", "gangwei"]
