"""Two people or two meetings that are one: what follows, what is asked, what is refused."""

from datetime import date, datetime

import pytest

from branchtui.errors import BranchError
from branchtui.rules.roster import OPEN
from branchtui.store.models import AgendaItem, Attendance, Guest, Meeting, Member, Report, RosterEvent, Row, Setting
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.workflows.joining import joining
from branchtui.workflows.meetings import attendance, frozen_lists, meetings, minutes
from branchtui.workflows.people import roster
from branchtui.workflows.posts import holders
from branchtui.workflows.reports.drafting import draft_from_meeting
from branchtui.workflows.safety import undo
from tests.conftest import NOW, TODAY
from tests.workflows.posts.conftest import held_post


@pytest.fixture
def twice(meeting: Meeting) -> tuple[Member, Member]:
    """沈一禾, and the same entered once more."""
    return people.person("沈一禾", TODAY), roster.add_member(
        "沈一禾", since=date(2025, 9, 1), phone="139", namesake=True
    )


def labels(kept: Row, other: Row) -> list[str]:
    return [each.label for each in joining.differences(kept, other)]


def all_of(kept: Row, other: Row) -> dict[str, joining.Side]:
    return {each.name: "kept" for each in joining.differences(kept, other)}


def plan(title: str = "全会精神", when: datetime = datetime(2026, 3, 4, 15), **more: object) -> Meeting:
    return meetings.plan_meeting("主题党日", when=when, place="201", title=title, now=NOW, **more)  # type: ignore[arg-type]


def test_everything_that_named_the_other_names_the_one(twice: tuple[Member, Member], meeting: Meeting) -> None:
    kept, other = twice
    meetings.edit_meeting(meeting, host="林知远")
    Meeting.update(host=other.id).where(Meeting.id == meeting.id).execute()
    holders.add_holder(held_post("教务服务岗", "林知远"), other, from_day=date(2026, 1, 1))
    one = joining.join(kept, other, all_of(kept, other), today=TODAY)
    assert one.id == kept.id
    assert Meeting.get_by_id(meeting.id).host_id == one.id
    assert [row.member_id for row in one.posts] == [one.id]
    assert (Member.get_by_id(one.id).phone, people.person("沈一禾", TODAY).id) == ("139", one.id)
    assert len(people.roster(TODAY)) == len(people.members())
    undo.undo_last()
    assert Member.get_by_id(other.id).merged_into_id is None
    assert Meeting.get_by_id(meeting.id).host_id == other.id


def test_the_older_entry_goes_on_whichever_is_named_first(twice: tuple[Member, Member]) -> None:
    kept, other = twice
    roster.change_member(kept, since=TODAY, job="辅导员岗")
    roster.change_member(other, since=TODAY, job="教务岗")
    assert "工作岗位" in labels(other, kept)
    one = joining.join(other, kept, all_of(other, kept), today=TODAY)
    assert (one.id, Member.get_by_id(one.id).job) == (kept.id, "教务岗")


def test_two_accounts_of_the_roster_are_never_mixed(twice: tuple[Member, Member]) -> None:
    kept, other = twice
    RosterEvent.update(value="probationary").where(
        RosterEvent.member == other, RosterEvent.aspect == "standing"
    ).execute()
    (asked,) = [each for each in joining.differences(kept, other) if each.name == "roster:standing"]
    assert (asked.label, asked.other) == ("人员类别", "2025-09-01 预备党员")
    joining.join(kept, other, {**all_of(kept, other), "roster:standing": "other"}, today=TODAY)
    assert people.roster(TODAY)[kept.id].standing == "probationary"
    undo.undo_last()
    joining.join(kept, other, all_of(kept, other), today=TODAY)
    assert people.roster(TODAY)[kept.id].standing == "full"


def test_who_is_there_from_a_day_nobody_knew_is_there_from_the_day_that_is_known(branch: None) -> None:
    kept, other = (roster.add_member("白一", since=day, namesake=True) for day in (OPEN, date(2025, 9, 1)))
    assert joining.differences(kept, other) == []
    joining.join(kept, other, today=TODAY)
    assert people.roster(TODAY)[kept.id].since == date(2025, 9, 1)
    assert kept.id not in people.roster(date(2025, 8, 1))


def test_a_standing_that_says_the_same_from_a_later_day_is_not_asked_about(twice: tuple[Member, Member]) -> None:
    """沈一禾 is a full member since 2014, and was entered once more as one since 2025; since when they are here is asked."""
    asked = [each.name for each in joining.differences(*twice) if each.name.startswith("roster:")]
    assert asked == ["roster:membership"]


def test_the_roll_of_both_is_asked_about_only_where_it_was_taken(
    twice: tuple[Member, Member], meeting: Meeting
) -> None:
    kept, other = twice
    meetings.hold(meeting, now=NOW)
    assert "出勤（学习全会精神）" not in labels(kept, other)
    attendance.set_states(meeting, {other.id: ("excused", "有课")})
    assert "出勤（学习全会精神）" not in labels(kept, other)
    attendance.set_states(meeting, {kept.id: ("late", "")})
    (asked,) = [each for each in joining.differences(kept, other) if each.name.startswith("attendance:")]
    assert (asked.label, asked.kept.split()[0], asked.other.split()[:2]) == (
        "出勤（学习全会精神）",
        "迟到",
        ["请假", "有课"],
    )
    with pytest.raises(BranchError, match="出勤"):
        joining.join(kept, other, today=TODAY)
    joining.join(kept, other, {**all_of(kept, other), asked.name: "other"}, today=TODAY)
    rows = Attendance.select().where(
        Attendance.live(), Attendance.meeting == meeting, Attendance.member << [kept, other]
    )
    assert [(row.member_id, row.state, row.reason) for row in rows] == [(kept.id, "excused", "有课")]


def test_what_stands_of_a_frozen_list_stands_for_the_one(twice: tuple[Member, Member], meeting: Meeting) -> None:
    kept, other = twice
    meetings.hold(meeting, now=NOW)
    roster.change_member(other, since=date(2026, 1, 1), leaves=True)
    frozen_lists.let_stand(meeting, frozen_lists.differences(meeting), "当日借调")
    joining.join(kept, other, all_of(kept, other), today=TODAY)
    assert [row.key.endswith(kept.id.hex()) for row in Setting.select().where(Setting.live())] == [True]


def test_meetings_are_joined_with_their_items_behind_each_other(meeting: Meeting) -> None:
    other = plan("全会精神学习", items=["学习", "安全检查"], materials=["公报"])
    meetings.hold(other, now=NOW)
    minutes.write_minutes(other, "# 学习\n林知远：学了。\n# 安全检查\n查了。", now=NOW)
    attendance.add_guest(other, "何老师")
    report = draft_from_meeting(facts.meeting(other.id))
    before = [item.title for item in facts.items(meeting)]
    assert "题目" in labels(meeting, other)
    one = joining.join(meeting, other, all_of(meeting, other), today=TODAY)
    assert (one.id, one.state, one.title) == (meeting.id, "held", meeting.title)
    items = facts.items(facts.meeting(one.id))
    assert [item.title for item in items] == before + (["安全检查"] if "学习" in before else ["学习", "安全检查"])
    assert {item.title: item.record for item in items}["学习"] == "林知远：学了。"
    assert [guest.name for guest in Guest.select().where(Guest.meeting == one)] == ["何老师"]
    assert Report.get_by_id(report.id).about_id == one.id
    assert len(facts.attendances(facts.meeting(one.id))) == len(people.roster(TODAY))
    undo.undo_last()
    assert [item.title for item in facts.items(meeting)] == before
    assert Report.get_by_id(report.id).about_id == other.id


def test_texts_of_items_are_never_mixed(meeting: Meeting) -> None:
    other = plan(items=["学习"])
    for row, text in ((meeting, "甲记的。"), (other, "乙记的。")):
        for item in facts.items(row):
            meetings.remove_item(item)
        meetings.add_item(row, "学习")
        meetings.hold(row, now=NOW)
        minutes.write_item(facts.items(row)[0], record=text, now=NOW)
    joining.join(meeting, other, all_of(meeting, other), today=TODAY)
    assert [item.record for item in facts.items(facts.meeting(meeting.id))] == ["甲记的。", "乙记的。"]


def test_what_can_not_be_one_meeting(meeting: Meeting) -> None:
    lesson = meetings.plan_meeting("党课", when=datetime(2026, 3, 4, 15), place="201", title="课", now=NOW)
    with pytest.raises(BranchError, match="类型或党小组不同"):
        joining.differences(meeting, lesson)
    other = plan()
    meetings.hold(other, now=NOW)
    meetings.set_state(other, "filed", reason="")
    for pair in ((meeting, other), (other, meeting)):
        with pytest.raises(BranchError, match="已归档，不能合并"):
            joining.join(*pair, today=TODAY)
    assert AgendaItem.select().where(AgendaItem.meeting == other).count() == 0


def test_who_is_gone_is_joined_with_nobody(twice: tuple[Member, Member]) -> None:
    kept, other = twice
    third = roster.add_member("白一")
    joining.join(kept, other, all_of(kept, other), today=TODAY)
    with pytest.raises(BranchError, match="已不在，不能再合并"):
        joining.join(third, Member.get_by_id(other.id), today=TODAY)
    with pytest.raises(BranchError, match="同一位"):
        joining.join(kept, kept, today=TODAY)
