"""Who is away for long is 请假 when a meeting is held, stays expected, and is corrected in sight of what the roster says."""

from datetime import date

import pytest

from branchtui.store.models import FrozenDoubt, Meeting
from branchtui.store.queries import meetings, people
from branchtui.store.queries.contradictions import frozen_lists
from branchtui.store.queries.meeting_view import view
from branchtui.workflows.meeting_rules import kind_of, meeting_rules
from branchtui.workflows.meetings import attendance
from branchtui.workflows.meetings.frozen_lists import differences, follow_roster
from branchtui.workflows.meetings.meetings import hold, pre_marked
from branchtui.workflows.people.roster import add_member, change_member
from branchtui.workflows.safety import undo
from tests.conftest import NOW, TODAY


def away(name: str, reason: str, day: str) -> bytes:
    member = people.person(name, TODAY)
    return change_member(member, away=reason, since=date.fromisoformat(day)).id


def states(meeting: Meeting) -> dict[str, tuple[str, str]]:
    return {people.member(key).name: (e.state, e.reason) for key, e in meetings.attendances(meeting).items()}


def test_who_is_away_on_the_day_is_excused_with_the_reason_and_counts_in_every_base(meeting: Meeting) -> None:
    away("沈一禾", "产假", "2026-01-10")
    away("周以宁", "借调", "2026-03-05")  # the day after the meeting
    away("沈亦和", "出国（境）", "2026-01-01")
    away("沈亦和", "", "2026-03-01")  # back before it
    hold(meeting, now=NOW)
    assert {name: told for name, told in states(meeting).items() if told != ("unmarked", "")} == {
        "沈一禾": ("excused", "产假")
    }
    heads = view(meeting.id).head_count
    assert (heads.expected, heads.excused, heads.voters, heads.unmarked) == (5, 1, 4, 4)
    assert pre_marked(meeting) == "，其中 1 人长期不在，已先记请假"
    attendance.mark_rest_present(meeting)
    assert states(meeting)["沈一禾"] == ("excused", "产假")
    undo.undo_last()
    undo.undo_last()
    assert states(meeting) == {} and meetings.meeting(meeting.id).state == "planned"


def test_the_roll_by_name_leaves_who_is_away_until_somebody_says_they_came(meeting: Meeting) -> None:
    away("沈一禾", "产假", "2026-01-10")
    hold(meeting, now=NOW)
    attendance.take_roll(meeting, ["周以宁:因公出差"])
    assert states(meeting)["沈一禾"] == ("excused", "产假")
    attendance.take_roll(meeting, present=["沈一禾"])
    assert states(meeting)["沈一禾"] == ("present", "")
    told = next(p for p in view(meeting.id).expected(kind_of(meeting)) if p.name == "沈一禾")
    assert (told.state, told.away) == ("present", "产假")  # so that the correction is seen
    attendance.take_roll(meeting)
    assert states(meeting)["沈一禾"] == ("present", "")


def test_a_list_is_never_in_doubt_because_somebody_is_away(meeting: Meeting) -> None:
    hold(meeting, now=NOW)
    frozen_lists.disagreements(meeting_rules())
    assert frozen_lists._left(frozen_lists.said_of(meeting_rules())) == (0, frozen_lists._NEVER)
    away("沈一禾", "产假", "2026-01-10")
    away("沈一禾", "病休", "2026-01-10")
    assert frozen_lists._left(frozen_lists.said_of(meeting_rules())) == (0, frozen_lists._NEVER)
    assert FrozenDoubt.select().count() == 0
    assert frozen_lists.disagreements(meeting_rules()) == []


def test_who_is_put_on_a_list_later_is_marked_as_when_it_was_held(meeting: Meeting) -> None:
    hold(meeting, now=NOW)
    late = add_member("程雨", since=date(2026, 3, 1))
    change_member(late, away="借调", since=date(2026, 3, 1))
    follow_roster(meeting, differences(meeting))
    assert states(meeting)["程雨"] == ("excused", "借调")


@pytest.mark.parametrize(("option", "said"), [("产假", "产假"), ("", "")])
def test_what_holds_from_a_day_on_is_told_of_that_day(branch: None, option: str, said: str) -> None:
    away("沈一禾", "出国（境）", "2026-01-01")
    key = away("沈一禾", option, "2026-02-01")
    assert people.roster(date(2026, 1, 31))[key].away == "出国（境）"
    assert people.roster(TODAY)[key].away == said
