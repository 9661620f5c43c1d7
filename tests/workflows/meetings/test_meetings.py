"""Plan, change, hold, record: one meeting from notice to record."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from branchtui.errors import BranchError
from branchtui.rules.meetings import MeetingKind, Rule
from branchtui.rules.stations import StationState
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.store.queries.meeting_view import view
from branchtui.store.writes import trash
from branchtui.workflows.meetings import attendance, meetings, minutes
from branchtui.workflows.people import roster
from branchtui.workflows.safety import undo
from tests.conftest import NOW, TODAY


def station(meeting: Meeting, key: str) -> StationState:
    return next(found for found in view(meeting.id).stations if found.key == key)


def states(meeting: Meeting) -> dict[str, tuple[str, str]]:
    return {
        person.name: (person.state, person.reason) for person in view(meeting.id).expected(meetings.kind_of(meeting))
    }


def test_a_planned_meeting(meeting: Meeting) -> None:
    assert meeting.planned_start == datetime(2026, 3, 4, 15, 0)
    assert meeting.planned_end == datetime(2026, 3, 4, 17, 0)
    assert (facts.host_name(meeting), facts.recorder_name(meeting)) == ("林知远", "周以宁")
    assert meeting.host is not None and meeting.host_name == ""
    assert [item.title for item in facts.items(meeting)] == ["集中学习", "交流研讨"]
    assert meeting.ordinal == "", "others may have been held before the program was there"
    assert set(states(meeting)) == {"林知远", "周以宁", "沈一禾", "沈亦和", "许青禾"}


@pytest.mark.usefixtures("branch")
@pytest.mark.parametrize(
    ("typed", "stored"), [("支委会", "支部委员会会议"), ("党日", "主题党日"), ("党员大会", "支部党员大会")]
)
def test_a_meeting_bears_the_full_name_of_its_kind(typed: str, stored: str) -> None:
    row = meetings.plan_meeting(typed, when="2026年3月4日下午3点", title="题", now=NOW)
    assert Meeting.get_by_id(row.id).kind == stored


def group_meeting(group: str = "", ordinal: str = "") -> Meeting:
    return meetings.plan_meeting(
        "小组会", when="2026年3月4日下午3点", title="学习", group=group, ordinal=ordinal, now=NOW
    )


@pytest.mark.usefixtures("branch")
def test_a_groups_meeting_expects_its_members_alone_and_counts_for_itself() -> None:
    day = date(2026, 3, 4)
    names = [group.name for group in people.groups_on(day)]
    everyone = people.roster(day).values()
    for name in names:
        row = group_meeting(name if len(names) > 1 else "", "5")
        key = row.group.id.hex()
        within = {people.members()[each.member].name for each in everyone if each.is_member and each.group == key}
        assert row.group.name == name and set(states(row)) == within and within
    roster.add_member("赵星野", since=date(2026, 1, 1), group="第九党小组")
    other = group_meeting("第九")
    assert set(states(other)) == {"赵星野"} and other.ordinal == "", "no number of another group's goes on"
    meetings.edit_meeting(other, ordinal="2")
    assert group_meeting("第九").ordinal == "3"
    meetings.edit_meeting(row, group="第九党小组")
    assert set(states(Meeting.get_by_id(row.id))) == {"赵星野"}
    meetings.hold(other, now=NOW)
    with pytest.raises(BranchError, match="应到人员已经定下，不能改党小组"):
        meetings.edit_meeting(other, group=names[0])
    with pytest.raises(BranchError, match=r"党小组会要写明是哪个党小组。可选：.*第九党小组"):
        group_meeting()
    with pytest.raises(BranchError, match="没有认准“第八”是哪个党小组"):
        group_meeting("第八")
    with pytest.raises(BranchError, match="主题党日不是党小组的会"):
        meetings.plan_meeting("党日", when="明天下午3点", title="题", group="第九", now=NOW)
    roster.join_group(list(people.members().values()), "", since=date(2026, 3, 2))
    with pytest.raises(BranchError, match="2026-03-04 的名册上没有党小组"):
        group_meeting()


@pytest.mark.usefixtures("branch")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "茶话会"}, "没有“茶话会”这种会议"),
        ({"when": "2月30日下午3点"}, "2月|30"),
        ({"when": "随便"}, "."),
        ({"title": ""}, "会议题目不能为空"),
        ({"title": "长" * 5000}, "5000 个字"),
        ({"items": [""]}, "议程项不能为空"),
        ({"host": "林知远#9999"}, "没有工号以 9999 结尾"),
    ],
)
def test_bad_plans_write_nothing(changes: dict[str, object], words: str) -> None:
    plan = {"kind": "党课", "when": "明天下午3点", "place": "201", "title": "题", "now": NOW} | changes
    with pytest.raises(BranchError, match=words):
        meetings.plan_meeting(plan.pop("kind"), **plan)  # type: ignore[arg-type]
    assert facts.MeetingList().count() == 0


@pytest.mark.usefixtures("branch")
def test_a_host_from_outside_is_kept_as_words() -> None:
    planned = meetings.plan_meeting(
        "党课", when="明天下午3点", place="", title="[/ 题\x00目", host="校党委 宣讲团", now=NOW
    )
    assert (planned.host, planned.host_name, planned.title) == (None, "校党委 宣讲团", "[/ 题目")


@pytest.mark.usefixtures("branch")
def test_a_name_borne_by_two_is_asked_back() -> None:
    roster.add_member("林知远", staff_no="20990001", namesake=True)
    with pytest.raises(BranchError, match="有 2 位“林知远”"):
        meetings.plan_meeting("党课", when="3月11日下午3点", place="", title="题", host="林知远", now=NOW)
    planned = meetings.plan_meeting("党课", when="3月11日下午3点", place="", title="题", host="林知远#90001", now=NOW)
    assert planned.host is not None and planned.host.staff_no == "20990001"


def test_edit_reschedule_cancel(meeting: Meeting) -> None:
    meetings.edit_meeting(meeting, title="新题目", host="沈一禾", requirements="带笔记本\n准时", ordinal="7")
    assert (meeting.title, facts.host_name(meeting), meeting.ordinal) == ("新题目", "沈一禾", "7")
    meetings.reschedule(meeting, "3月12日上午9点半", now=NOW)
    assert (meeting.planned_start, meeting.planned_end) == (datetime(2026, 3, 12, 9, 30), datetime(2026, 3, 12, 11, 30))
    meetings.cancel(meeting, "与学校会议冲突")
    assert (meeting.state, meeting.reason) == ("cancelled", "与学校会议冲突")
    with pytest.raises(BranchError, match="已取消"):
        meetings.edit_meeting(meeting, title="再改")
    with pytest.raises(BranchError, match="不能改期"):
        meetings.reschedule(meeting, "明天下午3点", now=NOW)
    with pytest.raises(BranchError, match="不能取消"):
        meetings.cancel(meeting, "再取消")
    with pytest.raises(BranchError, match="不用再登记"):
        meetings.hold(meeting, now=NOW)


@pytest.mark.parametrize(
    ("there", "when", "ordinal"),
    [
        ((), "2026-05-06", ""),
        ((("2026-03-04", ""),), "2026-05-06", ""),
        ((("2026-03-04", "10"),), "2026-05-06", "11"),
        ((("2026-03-04", "１０"),), "2026-05-06", "11"),
        ((("2026-03-04", "10"), ("2026-04-08", "")), "2026-05-06", "11"),
        ((("2026-03-04", "12"), ("2026-04-08", "11")), "2026-05-06", "12"),
        ((("2026-03-04", "10"), ("2026-06-03", "11")), "2026-05-06", ""),
        ((("2026-06-03", "11"),), "2026-05-06", ""),
        ((("2025-12-03", "11"),), "2026-01-07", ""),
        ((("2026-03-04", "10"), ("2027-01-06", "1")), "2026-12-02", "11"),
        ((("2026-03-04", "10"), ("2026-05-06", "11")), "2026-05-06", "12"),
        *(((("2026-03-04", "10"), ("2026-04-08", odd)), "2026-05-06", "") for odd in ("第十一次", "²", "9" * 200)),
    ],
)
def test_an_ordinal_goes_on_only_from_one_that_is_there(
    branch: None, there: Sequence[tuple[str, str]], when: str, ordinal: str
) -> None:
    for day, number in there:
        row = meetings.plan_meeting("主题党日", when=f"{day} 15:00", title="前", ordinal=number, now=NOW)
        meetings.edit_meeting(row, ordinal=number)
    planned = meetings.plan_meeting("主题党日", when=f"{when} 15:00", title="后", now=NOW)
    other = meetings.plan_meeting("党课", when=f"{when} 15:00", title="别的", now=NOW)
    assert (planned.ordinal, other.ordinal) == (ordinal, "")


def test_an_ordinal_that_is_told_stands(meeting: Meeting) -> None:
    meetings.edit_meeting(meeting, ordinal="4")
    assert meetings.plan_meeting("主题党日", when="明天下午4点", title="二", ordinal="9", now=NOW).ordinal == "9"


def test_agenda_moves_and_trash(meeting: Meeting) -> None:
    third = meetings.add_item(meeting, "其他", presenter="沈一禾")
    meetings.move_item(third, -5)
    assert [item.title for item in facts.items(meeting)] == ["其他", "集中学习", "交流研讨"]
    meetings.move_item(third, 1)
    assert [item.title for item in facts.items(meeting)] == ["集中学习", "其他", "交流研讨"]
    meetings.move_item(third, 9)
    assert [item.title for item in facts.items(meeting)][-1] == "其他"
    meetings.edit_item(third, title="其他事项", presenter="外请专家")
    assert facts.presenter_name(third) == "外请专家"
    meetings.remove_item(third)
    assert len(facts.items(meeting)) == 2


def test_materials_and_stations(meeting: Meeting) -> None:
    assert station(meeting, "materials").state == "done"
    more = meetings.add_material(meeting, "讲话原文", source="人民日报", link="https://example.cn/a")
    meetings.remove_material(more)
    meetings.remove_material(view(meeting.id).materials[0])
    assert station(meeting, "materials").state == "open"
    meetings.set_station_na(meeting, "materials", "本次为义务劳动")
    assert station(meeting, "materials") == StationState("materials", "材料准备", "na", "本次为义务劳动")
    meetings.clear_station_na(meeting, "materials")
    assert station(meeting, "materials").state == "open"
    with pytest.raises(BranchError, match="没有“lunch”这一项"):
        meetings.set_station_na(meeting, "lunch", "x")
    with pytest.raises(BranchError, match="不适用的原因不能为空"):
        meetings.set_station_na(meeting, "news", " ")


def test_holding_freezes_the_roster_of_that_day(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    assert meeting.state == "held"
    assert (meeting.starts_at, meeting.ends_at) == (datetime(2026, 3, 4, 15), None), "an end nobody told is not known"
    before = view(meeting.id).expected(meetings.kind_of(meeting))
    assert {person.name: person.votes for person in before}["许青禾"] is False
    # A change dated after the meeting leaves its expected people alone.
    roster.change_member(people.person("许青禾", TODAY), since=date(2026, 3, 5), standing="full")
    roster.add_member("顾清和", since=date(2026, 3, 6))
    assert view(meeting.id).expected(meetings.kind_of(meeting)) == before
    # One dated before it does not rewrite the frozen values either; the board tells of it (test_board).
    roster.change_member(people.person("许青禾", TODAY), since=date(2026, 3, 1), standing="full")
    frozen = {person.name: person.standing for person in view(meeting.id).expected(meetings.kind_of(meeting))}
    assert frozen["许青禾"] == "probationary"


def test_holding_before_its_time_or_without_people_is_refused(meeting: Meeting) -> None:
    with pytest.raises(BranchError, match="还没有开"):
        meetings.hold(meeting, now=datetime(2026, 3, 4, 14, 59))
    with pytest.raises(BranchError, match="没有应到的人"):
        meetings.hold(meeting, "1990年1月1日上午9点", now=NOW)
    assert meeting.state == "planned"
    meetings.hold(meeting, "2026年3月5日上午9:10", now=NOW)
    assert (meeting.starts_at, meeting.ends_at) == (datetime(2026, 3, 5, 9, 10), None)


@pytest.mark.parametrize(
    ("held_at", "done_at", "late_on"),
    [
        (datetime(2026, 3, 4, 18), datetime(2026, 3, 9, 9), None),  # Wednesday + three working days
        (datetime(2026, 3, 4, 18), datetime(2026, 3, 10, 9), date(2026, 3, 10)),
        (datetime(2026, 3, 5, 9), datetime(2026, 3, 5, 9), date(2026, 3, 5)),
    ],
)
def test_late_entries_are_marked(meeting: Meeting, held_at: datetime, done_at: datetime, late_on: date | None) -> None:
    meetings.hold(meeting, now=held_at)
    minutes.write_minutes(meeting, "# 集中学习\n学习。\n# 交流研讨\n交流。", now=done_at)
    assert facts.is_late(meeting) is (late_on is not None)
    if late_on:
        assert meeting.recorded_on == late_on
    assert facts.MeetingList().page(0, 1)[0].late is facts.is_late(meeting)


def test_attendance_by_exception(meeting: Meeting) -> None:
    with pytest.raises(BranchError, match="还没有登记开展"):
        attendance.take_roll(meeting, ["沈一禾"])
    meetings.hold(meeting, now=NOW)
    assert set(states(meeting).values()) == {("unmarked", "")}
    assert station(meeting, "attendance") == StationState("attendance", "人员考勤", "open", "还没有点名", "还有 5 人")
    attendance.record_attendance(meeting, ["沈一禾:因公出差", "沈亦和"], ["宣讲人"])
    assert states(meeting)["沈一禾"] == ("excused", "因公出差")
    assert states(meeting)["沈亦和"] == ("absent", "")
    assert states(meeting)["林知远"] == ("present", "")
    heads = view(meeting.id).head_count
    assert (heads.expected, heads.present, heads.excused, heads.absent) == (5, 3, 1, 1)
    assert station(meeting, "attendance").why == "1 人缺席未写原因"
    attendance.record_attendance(meeting, ["沈亦和:有课"], ["宣讲人"])
    assert states(meeting)["沈一禾"] == ("present", "")
    assert station(meeting, "attendance").state == "done"
    assert [guest.name for guest in facts.guests(meeting)] == ["宣讲人"]
    attendance.remove_guest(facts.guests(meeting)[0])
    assert facts.guests(meeting) == []


@pytest.mark.parametrize(
    ("absences", "words"),
    [
        (["某某"], "名册上没有“某某”"),
        (["沈一禾", "沈一禾:病假"], "写了两次"),
        (["沈一禾#9"], "没有工号以 9 结尾"),
    ],
)
def test_bad_absences_write_nothing(meeting: Meeting, absences: list[str], words: str) -> None:
    meetings.hold(meeting, now=NOW)
    with pytest.raises(BranchError, match=words):
        attendance.record_attendance(meeting, ["沈亦和", *absences], ["客人"])
    assert all(state == "unmarked" for state, _ in states(meeting).values())
    assert facts.guests(meeting) == []


def test_the_rest_are_marked_present_in_one_act(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    member = people.person("沈一禾", TODAY).id
    attendance.set_states(meeting, {member: ("absent", "无故缺席")})
    assert station(meeting, "attendance").why == "4 人还没有点名"
    assert view(meeting.id).head_count.voters_present == 0
    assert attendance.mark_rest_present(meeting) == 4
    assert station(meeting, "attendance").state == "done"
    assert states(meeting)["沈一禾"] == ("absent", "无故缺席")
    undo.undo_last()
    assert view(meeting.id).head_count.unmarked == 4
    undo.redo_last()
    assert attendance.mark_rest_present(meeting) == 0


def test_the_roll_by_name(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    absent = people.person("许青禾", TODAY).id
    attendance.set_states(meeting, {absent: ("exempt", "出国（境）")})
    attendance.take_roll(meeting, ["沈一禾:有课"], late=["沈亦和"], online=["林知远"])
    assert states(meeting) == {
        "林知远": ("online", ""),
        "周以宁": ("present", ""),
        "沈一禾": ("excused", "有课"),
        "沈亦和": ("late", ""),
        "许青禾": ("exempt", "出国（境）"),
    }
    with pytest.raises(BranchError, match="写了两次"):
        attendance.take_roll(meeting, ["沈一禾"], late=["沈一禾"])
    attendance.take_roll(meeting)
    assert view(meeting.id).head_count.present == 4


def test_an_end_is_known_once_it_is_told(meeting: Meeting) -> None:
    with pytest.raises(BranchError, match="还没有登记开展"):
        meetings.edit_meeting(meeting, until="四点半")
    with pytest.raises(BranchError, match="不晚于开始时间"):
        meetings.hold(meeting, until="14:00", now=NOW)
    with pytest.raises(BranchError, match="还没有到"):
        meetings.hold(meeting, until="四点半", now=datetime(2026, 3, 4, 16, 0))
    assert meeting.state == "planned"
    meetings.hold(meeting, until="四点半", now=NOW)
    assert meeting.ends_at == datetime(2026, 3, 4, 16, 30)
    meetings.edit_meeting(meeting, until="16:45")
    assert meeting.ends_at == datetime(2026, 3, 4, 16, 45)
    meetings.edit_meeting(meeting, until="")
    assert meeting.ends_at is None
    assert meeting.planned_end == datetime(2026, 3, 4, 17), "the plan keeps its own"


def test_the_committee_is_found_on_the_roster_of_the_day(branch: None) -> None:
    committee = MeetingKind("支部委员会会议", "召开", "committee", 1, "month", 60, Rule(practice="local"))
    roster.change_member(people.person("沈一禾", TODAY), since=date(2026, 3, 5), office="宣传委员")
    names = people.members()
    for day, expected in ((date(2026, 3, 4), {"林知远", "周以宁"}), (date(2026, 3, 5), {"林知远", "周以宁", "沈一禾"})):
        found = facts.expected_by_roster(committee, people.roster(day))
        assert {names[person.member].name for person in found} == expected


def test_a_cancelled_meeting_gives_its_number_back(meeting: Meeting) -> None:
    meetings.edit_meeting(meeting, ordinal="1")
    before = meetings.plan_meeting("主题党日", when="明天下午3点", title="前", now=NOW)
    meetings.cancel(before, "冲突")
    again = meetings.plan_meeting("主题党日", when="明天下午3点", title="二", now=NOW)
    assert (before.ordinal, again.ordinal) == ("2", "2")
    third = meetings.plan_meeting("主题党日", when="明天下午4点", title="三", now=NOW)
    meetings.cancel(again, "冲突")
    fourth = meetings.plan_meeting("主题党日", when="明天下午5点", title="四", now=NOW)
    assert (third.ordinal, fourth.ordinal) == ("3", "4"), "a number that was given to another is not given again"


def test_a_meeting_entered_after_its_day_has_no_day_of_notice(branch: None) -> None:
    late = meetings.plan_meeting("党课", when=NOW - timedelta(6), title="题", now=NOW)
    ahead = meetings.plan_meeting("党课", when=NOW + timedelta(6), title="题", now=NOW)
    assert (late.noticed_on, ahead.noticed_on) == (None, TODAY)
    begins = meetings.plan_meeting("党课", when=NOW, title="题", now=NOW)
    begun = meetings.plan_meeting("党课", when=NOW - timedelta(minutes=1), title="题", now=NOW)
    assert (begins.noticed_on, begun.noticed_on) == (TODAY, None), "once it has begun nobody was given notice"
    assert (late.place, ahead.place) == ("", "")


def test_states_of_single_people(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    member = people.person("沈一禾", TODAY).id
    attendance.set_states(meeting, {member: ("exempt", "长期病休")})
    heads = view(meeting.id).head_count
    assert (heads.expected, heads.voters) == (4, 4), "免计 leaves the attendance's 应到 and no base of a vote"
    with pytest.raises(BranchError, match="免计要写原因"):
        attendance.set_states(meeting, {member: ("exempt", "")})
    with pytest.raises(BranchError, match="出勤状态"):
        attendance.set_states(meeting, {member: ("asleep", "")})
    outsider = roster.add_member("顾清和", since=TODAY)
    with pytest.raises(BranchError, match="顾清和不在这次会议的应到名单上"):
        attendance.set_states(meeting, {outsider.id: ("absent", "")})
    attendance.set_states(meeting, {member: ("late", "不记")})
    assert states(meeting)["沈一禾"] == ("late", "")
    attendance.set_states(meeting, {})


def test_minutes_by_items(meeting: Meeting) -> None:
    with pytest.raises(BranchError, match="还没有登记开展"):
        minutes.write_minutes(meeting, "# 集中学习\n学习", now=NOW)
    meetings.hold(meeting, now=NOW)
    minutes.write_minutes(
        meeting,
        "开场。\n# 集中学习\n林知远：导学。\n决议：写体会。\n# 临时动议\n周以宁：建议。\n结束语：散会。",
        now=NOW,
    )
    first, second, third = facts.items(meeting)
    assert (first.record, first.resolution) == ("开场。\n林知远：导学。", "写体会。")
    assert second.record == ""
    assert (third.title, third.record) == ("临时动议", "周以宁：建议。")
    assert (meeting.closing, meeting.state) == ("散会。", "held")
    minutes.write_item(second, record="沈一禾：赞成。", now=NOW)
    assert Meeting.get_by_id(meeting.id).state == "recorded"
    minutes.write_item(second, record="", resolution="无", now=NOW)
    assert Meeting.get_by_id(meeting.id).state == "held"
    minutes.write_closing(meeting, "谢谢大家。")
    assert meeting.closing == "谢谢大家。"
    with pytest.raises(BranchError, match="已有记录，不能删除"):
        meetings.remove_item(first)


def test_minutes_without_headings(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    with pytest.raises(BranchError, match="会议记录是空的"):
        minutes.write_minutes(meeting, " \n", now=NOW)
    with pytest.raises(BranchError, match="没有分项"):
        minutes.write_minutes(meeting, "一整段话。", now=NOW)
    meetings.remove_item(facts.items(meeting)[1])
    minutes.write_minutes(meeting, "一整段话。", now=NOW)
    assert facts.items(meeting)[0].record == "一整段话。"
    meetings.remove_material(view(meeting.id).materials[0])


def test_minutes_of_a_meeting_without_agenda(branch: None) -> None:
    planned = meetings.plan_meeting("党课", when=NOW - timedelta(1), place="", title="一堂党课", now=NOW)
    meetings.hold(planned, now=NOW)
    minutes.write_minutes(planned, "讲了一课。", now=NOW)
    assert [(item.title, item.record) for item in facts.items(planned)] == [("一堂党课", "讲了一课。")]
    with pytest.raises(BranchError, match="超过"):
        minutes.write_minutes(planned, "字" * 200_001, now=NOW)


def test_list_filter(meeting: Meeting) -> None:
    for word, hits in (("党日", 1), ("全会", 1), ("行政楼 学习", 1), ("2026-03", 1), ("党课", 0), ("%", 0), ("_", 0)):
        assert facts.MeetingList(word).count() == hits, word


def test_an_item_of_a_view_knows_what_was_written_to_the_others_since(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    seen = view(meeting.id)
    minutes.write_item(facts.items(meeting)[1], record="周以宁：谈体会。", now=NOW)
    minutes.write_item(seen.items[0], record="林知远：领学。", now=NOW, view=seen)
    assert facts.meeting(meeting.id).state == "recorded", "every item has a record now"


def test_an_item_of_a_view_completes_the_record(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    minutes.write_item(facts.items(meeting)[1], record="周以宁：谈体会。", now=NOW)
    seen = view(meeting.id)
    minutes.write_item(seen.items[0], record="林知远：领学。", now=NOW, view=seen)
    assert facts.meeting(meeting.id).state == "recorded"


def test_the_roll_is_taken_of_somebody_who_is_in_the_trash(meeting: Meeting) -> None:
    """They were expected when the meeting was held, and a deletion may have come later, from another machine too."""
    meetings.hold(meeting, now=NOW)
    gone = people.person("沈一禾", TODAY)
    trash(gone)
    attendance.set_states(meeting, {gone.id: ("excused", "有课")})
    assert facts.attendances(meeting)[gone.id].state == "excused"
    with pytest.raises(BranchError, match="免计要写原因.*沈一禾"):
        attendance.set_states(meeting, {gone.id: ("exempt", "")})
    assert attendance.mark_rest_present(meeting) == 4
