"""A report is held against the record of its meeting: change one thing in the text or in the record, and it is told."""

from datetime import datetime

import pytest

from branchtui.proof.finding import Finding
from branchtui.store.engine.handle import db
from branchtui.store.models import Figure, Guest, Meeting, Member, Photo, Report
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.workflows.board import board
from branchtui.workflows.meetings import attendance, ballots, filing, meetings, minutes
from branchtui.workflows.people.contacts import add_contact
from branchtui.workflows.people.roster import change_member
from branchtui.workflows.posts import log
from branchtui.workflows.proofing.check import check
from branchtui.workflows.reports import reports
from branchtui.workflows.reports.drafting import draft_from_meeting
from branchtui.workflows.reports.post_draft import draft_from_post
from tests.conftest import NOW, TODAY
from tests.workflows.posts.conftest import held_post


@pytest.fixture
def held(meeting: Meeting) -> Meeting:
    """Held on 4 March 2026: five expected, 沈一禾 away with a reason, 裴砚秋 a guest; one ballot, 3 to 0 to 1."""
    meetings.edit_meeting(meeting, ordinal="3", now=NOW)
    meetings.hold(meeting, now=NOW)
    attendance.take_roll(meeting, ["沈一禾:有课"])
    attendance.add_guest(meeting, "裴砚秋", position="学院党委副书记", topic="做好窗口里的群众工作")
    minutes.write_minutes(meeting, "# 1\n林知远：导学。\n决议：三月底前写体会。\n# 2\n周以宁：交流。", now=NOW)
    ballots.add_ballot(
        facts.items(meeting)[1], "一般表决", {"way": "举手表决", "yes": "2", "against": "0", "abstain": "1"}
    )
    return facts.meeting(meeting.id)


@pytest.fixture
def report(held: Meeting) -> Report:
    return draft_from_meeting(held)


def found(report: Report, body: str | None = None) -> list[Finding]:
    """What group H and the names say of the report, with this text."""
    if body is not None:
        reports.edit_report(report, body=body)
    return [each for each in check(report, today=TODAY) if each.rule[0] in "CH"]


def test_a_draft_from_facts_agrees_with_them(report: Report) -> None:
    assert found(report) == []


@pytest.mark.parametrize(
    ("right", "wrong", "rule", "told", "instead"),
    [
        ("2026年3月4日", "2026年3月5日", "H01", "会议记录：2026年3月4日召开", "2026年3月4日"),
        ("行政楼201", "行政楼301", "H04", "会议记录：地点行政楼201", "行政楼201"),
        ("由林知远主持", "由周以宁主持", "H05", "会议记录：主持人林知远", "林知远"),
        ("应到5人", "应到6人", "H11", "考勤：应到5人", "应到5人"),
        ("实到4人", "实到5人", "H12", "考勤：实到4人", "实到4人"),
        ("“学习全会精神”主题党日", "“学习全会精神”党课", "H07", "会议记录：这次是主题党日", "主题党日"),
        ("“学习全会精神”主题党日", "“学习全会的精神”主题党日", "H08", "会议记录里写作“学习全会精神”", "学习全会精神"),
        ("裴砚秋主讲", "周以宁主讲", "H24", "会议记录：主讲人裴砚秋", "裴砚秋"),
        ("学院党委副书记裴砚秋", "学院党委书记裴砚秋", "H21", "会议记录：学院党委副书记裴砚秋", "学院党委副书记裴砚秋"),
        ("林知远主持", "林志远主持", "C03", "“林知远”同音", "林知远"),
    ],
)
def test_one_change_is_told_with_what_the_record_has(
    report: Report, right: str, wrong: str, rule: str, told: str, instead: str
) -> None:
    assert right in report.body
    (finding,) = (each for each in found(report, report.body.replace(right, wrong)) if each.rule == rule)
    assert told in finding.words and finding.instead == instead
    line = reports_line(report, finding)
    assert line[finding.start : finding.end] == finding.said and finding.said in wrong


def reports_line(report: Report, finding: Finding) -> str:
    return report.body.splitlines()[finding.line]


@pytest.mark.parametrize(
    ("more", "rule", "told"),
    [
        ("沈一禾在会上说，要多走一步。", "H19", "考勤：沈一禾请假（有课）。"),
        ("支部全体党员参加会议。", "H16", "考勤：沈一禾请假（有课）。"),
        ("请假2人。", "H17", "考勤：请假1人（沈一禾）。"),
        ("9名党员参加会议。", "H15", "考勤：实到4人，列席1人。"),
        ("方案以3票赞成通过。", "H13", "表决记录：赞成2票。"),
        ("方案全票通过。", "H14", "表决记录：0票不赞成、1票弃权。"),
        ("组织委员林知远发言。", "H22", "名册（2026年3月4日）：林知远是书记。"),
        ("预备党员周以宁发言。", "H23", "名册（2026年3月4日）：周以宁是正式党员。"),
        ("这是第4次主题党日。", "H06", "会议记录：第3次主题党日。"),
    ],
)
def test_what_is_written_besides_is_held_against_the_record(report: Report, more: str, rule: str, told: str) -> None:
    first, _, rest = report.body.partition("\n")
    (finding,) = (each for each in found(report, f"{first}\n{more}\n{rest}") if each.rule[0] == "H")
    assert (finding.rule, finding.words) == (rule, told)


def test_the_roster_is_that_of_the_day(report: Report) -> None:
    change_member(people.person("周以宁", TODAY), since=TODAY, office="组织委员", leaves=True)
    change_member(people.person("许青禾", TODAY), since=TODAY, office="组织委员")
    assert found(report, f"{report.body}\n\n组织委员周以宁发言。") == []


def test_a_changed_record_is_told_of_a_text_that_stood_before(report: Report, held: Meeting) -> None:
    attendance.set_states(held, {_member("周以宁"): ("absent", "没有请假")})
    words = [each.words for each in found(report) if each.rule == "H12"]
    assert words and words[0].startswith("考勤：实到3人")


def test_contacts_are_known_by_position_and_sound(report: Report) -> None:
    add_contact(name="许见山", unit="云栖社区党委", position="书记")
    rules = {each.rule for each in found(report, f"{report.body}\n\n社区主任许见山介绍情况。\n\n许剑山说，欢迎再来。")}
    assert rules >= {"H21", "C03"}


def test_a_photo_taken_on_another_day_is_told(report: Report) -> None:
    for mark, taken in ((1, datetime(2026, 3, 4, 14, 0)), (2, datetime(2026, 3, 6, 9, 0))):
        photo = Photo.create(
            sha=f"{mark}", original_sha=f"{mark}", mime="image/jpeg", width=9, height=9, size=9, taken_at=taken
        )
        Figure.create(report=report, mark=mark, caption="会场", photo=photo)
    (finding,) = found(report, f"{report.body}\n\n【图1】\n\n【图2】")
    assert finding.rule == "H10" and "2026年3月6日" in finding.words and finding.said == "【图2】"


def test_a_figure_of_the_log_is_told_where_it_stands(branch: None) -> None:
    post = held_post("教务服务岗", "林知远", "周以宁")
    log.log_line(post, "lzy 3月4日 2小时 窗口咨询 服务学生30人次", now=NOW)
    report = draft_from_post(post, "year", TODAY)
    assert found(report) == []
    log.log_line(post, "lzy 3月5日 1小时 窗口咨询 服务学生5人次", now=NOW)
    told = {each.said: each.words for each in found(report)}
    assert "35人次" in told["30人次"] and told["30人次"].startswith("写的是“30人次”，台账（2026年")


def test_a_report_of_no_meeting_or_of_one_not_held_has_no_record(meeting: Meeting) -> None:
    report = reports.new_report("设岗亮责")
    assert found(report, "11月4日，支部在行政楼301开展党课。会议由周以宁主持，应到9人。") == []
    report.about_table, report.about_id = "meeting", meeting.id
    report.save()
    assert found(report, "11月4日，支部在行政楼301开展党课。会议由周以宁主持，应到9人。") == []


def test_a_taken_away_reason_is_told_by_board_and_filing_list(held: Meeting) -> None:
    def told() -> list[str]:
        return [f"{duty.duty}；{duty.clause}" for duty in board(TODAY).due if duty.sort == "reason"]

    assert told() == []
    attendance.set_states(held, {_member("沈一禾"): ("excused", "")})
    assert told() == ["补请假、缺席的原因：学习全会精神；沈一禾没有写原因"]
    assert "人员考勤：沈一禾没有写原因" in [gap.words for gap in filing.gaps(facts.meeting(held.id))]
    attendance.set_states(held, {_member("沈一禾"): ("excused", "有课")})
    assert told() == []


def test_the_record_is_read_in_few_statements(report: Report) -> None:
    sent: list[str] = []
    db.connection().set_trace_callback(sent.append)
    check(report, today=TODAY)
    db.connection().set_trace_callback(None)
    assert len(sent) <= 9, (
        sent
    )  # branch, meeting, roster with contacts, figures, by-lines, wordings, silenced rules, own profiles, own outlines


def _member(name: str) -> bytes:
    row: Member = people.person(name, TODAY)
    return row.id


def test_two_of_one_name_hold_nothing_against_a_text(report: Report, held: Meeting) -> None:
    Guest.update(name="林知远").where(Guest.meeting == held).execute()
    assert [each for each in found(report, "支部书记林知远到会。") if each.rule == "H21"] == []
