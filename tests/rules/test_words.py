"""The types of states and the Chinese words for them say the same."""

import re
from pathlib import Path
from typing import Any, get_args

import pytest

import branchtui
from branchtui.rules import attendance, meetings, roster
from branchtui.rules.reports import states as reports

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


SOURCE = Path(branchtui.__file__).parent
OF_ALL_KINDS = {"ui/commands/places/meetings.py", "cli/verbs/meetings/hold.py"}  # the command, not one meeting
ONE_VERB = re.compile("(?:登记|没有|已登记|实际|提前|现在)(?:召开|举办|开展)|召开时间")


def test_what_is_said_of_a_meeting_uses_the_verb_of_its_kind() -> None:
    said = [
        f"{name}:{number} {line.strip()}"
        for path in sorted(SOURCE.rglob("*.py"))
        if (name := path.relative_to(SOURCE).as_posix()) not in OF_ALL_KINDS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if ONE_VERB.search(line)
    ]
    assert not said, "\n".join([*said, "a 党课 is 举办, not 召开: take the verb from the kind (verb_of, facts.verb)"])
