"""The list of meetings: how far each is, as its own page says it, and how many each month has."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from branchtui.store.engine.handle import db
from branchtui.store.models import Attendance, Meeting
from branchtui.store.queries.meeting_view import view
from branchtui.store.queries.meetings import MeetingList, items
from branchtui.store.writes import assign, trash
from branchtui.workflows.meetings import meetings
from branchtui.workflows.reports.drafting import draft_from_meeting
from tests.conftest import NOW

_ALL = 1000


@pytest.fixture
def demo(database: Path, tmp_path: Path, demo_of: Callable[[datetime, Path], None]) -> None:
    demo_of(NOW, tmp_path)


def _sent(statements: list[str]) -> int:
    return sum(statement.startswith(("SELECT", "WITH")) for statement in statements)


@pytest.mark.slow
@pytest.mark.usefixtures("demo")
def test_a_row_of_the_list_knows_what_the_meeting_knows() -> None:
    held = list(Meeting.select().where(Meeting.state << ["held", "recorded"]).order_by(Meeting.id))
    entry = Attendance.select().where(Attendance.meeting == held[0]).first()
    assign(entry, {"state": "absent", "reason": ""})
    assign(Attendance.select().where(Attendance.meeting == held[1]).first(), {"state": "unmarked"})
    for item in items(held[2]):
        assign(item, {"record": " \u3000\n"})
    trash(items(held[3])[0])
    meetings.set_station_na(held[4], "news", "不报道")
    draft_from_meeting(held[5])
    rows = MeetingList().page(0, _ALL)
    assert len(rows) == Meeting.select().count() >= 8
    for row in rows:
        seen = view(row.id)
        assert [(each.key, each.progress, each.left) for each in row.stations] == [
            (each.key, each.progress, each.left) for each in seen.stations
        ], row.title
        for now in (NOW - timedelta(365), NOW + timedelta(365)):
            assert row.next_step(now) == seen.next_step(now)
    told = {each.progress for row in rows for each in row.stations}
    assert told == {"done", "begun", "open", "waiting", "na"}, "the table has all of them to compare"


@pytest.mark.usefixtures("demo")
def test_the_months_are_those_of_the_rows() -> None:
    for words in ("", "党课", "2026-0", "无此一词"):
        listed = MeetingList(words)
        rows = listed.page(0, _ALL)
        counted = Counter(f"{row.begins:%Y-%m}" for row in rows)
        assert list(listed.months()) == sorted(counted.items(), reverse=True)
        assert len(listed.months()) == len(counted)
        assert listed.count() == len(rows)


@pytest.mark.usefixtures("database")
def test_what_is_in_the_trash_is_in_no_month() -> None:
    for month in (3, 3, 4):
        row = meetings.plan_meeting("党课", when=datetime(2026, month, 9, 15), place="", title="题", now=NOW)
    assert list(MeetingList().months()) == [("2026-04", 1), ("2026-03", 2)]
    trash(row)
    assert list(MeetingList().months()) == [("2026-03", 2)]


@pytest.mark.usefixtures("database")
def test_the_months_that_nobody_asked_for_are_not_counted() -> None:
    for number in range(200):
        Meeting.create(kind="党课", title="题", planned_start=datetime(2000 + number // 12, number % 12 + 1, 9, 15))
    sent: list[str] = []
    db.connection().set_trace_callback(sent.append)
    try:
        months = MeetingList().months()
        first = [count for _, count in zip(range(5), months, strict=False)]
        assert len(months) == 200 and len(first) == 5
        assert _sent(sent) == 2, "the names, and the first few numbers"
        assert len(list(months)) == 200
        assert _sent(sent) < 10
    finally:
        db.connection().set_trace_callback(None)
