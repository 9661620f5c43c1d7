"""The types of states and the Chinese words for them say the same."""

from typing import Any, get_args

import pytest

from branchtui.rules import attendance, meetings, reports, roster

TYPES = {
    "attendance": (attendance.AttendanceState, attendance.STATES),
    "meeting": (meetings.MeetingState, meetings.STATES),
    "period": (meetings.Period, meetings.PERIODS),
    "report": (reports.ReportState, reports.STATES),
    "standing": (roster.Standing, roster.STANDINGS),
    "aspect": (roster.Aspect, roster.ASPECTS),
}


@pytest.mark.parametrize("name", TYPES)
def test_every_word_has_its_type(name: str) -> None:
    kind, words = TYPES[name]
    typed: tuple[Any, ...] = get_args(kind)
    assert sorted(typed) == sorted(words), "add the word to the Literal and to the words beside it"


def test_who_is_marked_is_here_or_away_with_reasons() -> None:
    assert set(attendance.STATES) == attendance.HERE | set(attendance.REASONS) | {attendance.UNMARKED}
