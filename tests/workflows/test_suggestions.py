"""What fields offer, from what was entered before."""

from datetime import date, datetime

import pytest

from branchtui.store.models import Meeting
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.store.queries.finding import suggestions
from branchtui.workflows.meetings import attendance, meetings
from branchtui.workflows.people import roster
from tests.conftest import NOW, TODAY


def _words(found: list[suggestions.Suggestion]) -> list[str]:
    return [each.words for each in found]


@pytest.mark.usefixtures("branch")
def test_people_stand_by_office_and_who_did_it_last_comes_first(meeting: Meeting) -> None:
    assert _words(suggestions.people_on(TODAY))[:2] == ["林知远", "周以宁"]
    assert set(_words(suggestions.people_on(TODAY))[2:]) == {"沈一禾", "沈亦和", "许青禾"}
    assert _words(suggestions.people_on(TODAY, "recorder"))[:2] == ["周以宁", "林知远"]
    meetings.add_item(meeting, "发言", presenter="许青禾")
    first = suggestions.people_on(TODAY, "presenter")[0]
    assert (first.words, first.note) == ("许青禾", "上次") and "xqh" in first.initials
    assert suggestions.people_on(date(2000, 1, 1)) == [], "nobody stood on the roster of that day"


@pytest.mark.usefixtures("branch")
def test_of_two_with_one_name_each_is_written_with_the_number() -> None:
    roster.add_member("沈一禾", staff_no="20999999", namesake=True)
    found = [each.words for each in suggestions.people_on(TODAY) if each.words.startswith("沈一禾")]
    assert sorted(found) == ["沈一禾#0003", "沈一禾#9999"]


def test_what_a_plan_begins_with(meeting: Meeting) -> None:
    found = suggestions.plan_defaults(TODAY)
    assert (found.secretary, found.recorder) == ("林知远", ""), "nothing was held yet"
    assert found.place("主题党日") == "行政楼201" and found.place("党课") == ""
    meetings.hold(meeting, now=NOW)
    later = meetings.plan_meeting(
        "主题党日", when=datetime(2026, 3, 20, 15), place="校史馆", title="参观", recorder="沈一禾", now=NOW
    )
    found = suggestions.plan_defaults(TODAY)
    assert found.recorder == "周以宁", "who is only planned has not recorded"
    assert found.place("主题党日") == "校史馆"
    meetings.cancel(later, "下雨")
    assert suggestions.plan_defaults(TODAY).place("主题党日") == "行政楼201"
    assert found.hold_for(None) and found.hold_for(NOW)
    assert not found.hold_for(datetime(2026, 3, 4, 15)), "of an earlier day they would be invented"


@pytest.mark.usefixtures("branch")
def test_two_secretaries_are_no_default() -> None:
    roster.change_member(people.person("沈一禾", TODAY), since=TODAY, office="书记")
    assert suggestions.secretary(TODAY) == ""


def test_places_of_the_kind_come_first(meeting: Meeting) -> None:
    for kind, day, place in (("党课", 30, "校史馆"), ("主题党日", 20, "档案馆"), ("主题党日", 2, "行政楼201")):
        meetings.plan_meeting(kind, when=datetime(2026, 3, day, 15), place=place, title="题", now=NOW)
    known = suggestions.places()
    assert [(each.words, each.note) for each in suggestions.places_for("主题党日", known)] == [
        ("档案馆", "上次"),
        ("行政楼201", "2 次"),
        ("校史馆", ""),
    ]
    assert _words(suggestions.places_for("", known)) == ["校史馆", "档案馆", "行政楼201"]


def test_guests_and_units(meeting: Meeting) -> None:
    attendance.add_guest(meeting, "王芳", position="学院党委")
    (known,) = suggestions.guests()
    assert (known.words, known.note) == ("王芳", "学院党委") and "wf" in known.initials
    assert _words(suggestions.units()) == ["国际商学院", "海州大学办公室党支部"]


@pytest.mark.usefixtures("branch")
def test_guests_are_planned_with_the_meeting() -> None:
    row = meetings.plan_meeting("党课", when=NOW, title="讲", guests=[("王芳", "学院党委"), ("李强", "")], now=NOW)
    assert [(guest.name, guest.position) for guest in facts.guests(row)] == [("王芳", "学院党委"), ("李强", "")]
