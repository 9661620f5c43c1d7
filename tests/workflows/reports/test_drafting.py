"""Drafts begin with what the record has and nothing else; what they began with is held against it later."""

import tomllib
from datetime import date

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.proof.finding import Finding
from branchtui.rules.text.report_text import Heading, TableRows, parse_body
from branchtui.store.models import Honour, Meeting, PartnerActivity, Report
from branchtui.store.queries import reports as facts
from branchtui.workflows.meetings import action_items, attendance, meetings
from branchtui.workflows.people import contacts
from branchtui.workflows.proofing.check import check
from branchtui.workflows.registers import register
from branchtui.workflows.registers.kinds import ACTIVITY, HELPER, HONOUR
from branchtui.workflows.reports import drafting, outlines, starting
from branchtui.workflows.reports.reports import edit_report, new_report
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.usefixtures("branch")


def an_activity(**changes: str) -> PartnerActivity:
    values = {"partner": "云栖社区", "title": "数字课堂", "day": "2026-03-02", "place": "社区广场", "students": "5"}
    row = register.add(ACTIVITY, {**values, **changes}, today=TODAY)
    assert isinstance(row, PartnerActivity)
    return row


def headings(report: Report) -> list[str]:
    return [block.text for block in parse_body(report.body) if isinstance(block, Heading)]


def changed(report: Report) -> list[Finding]:
    return [found for found in check(report, today=TODAY) if found.rule == "H25"]


def test_a_draft_from_a_partner_activity() -> None:
    report = drafting.draft_from_activity(an_activity(majors="会计 2人\n金融 3人", outcome="讲解防骗知识2场"))
    assert report.title == "海州大学办公室党支部与云栖社区开展“数字课堂”"
    assert report.body == (
        "2026年3月2日，海州大学办公室党支部与云栖社区在社区广场开展“数字课堂”。参加的学生5人（会计2人、金融3人）。\n\n"
        "讲解防骗知识2场"
    )
    assert (report.kind, report.about_table, report.dated) == ("活动消息", "partner_activity", None)


def test_what_is_not_known_is_left_out() -> None:
    report = drafting.draft_from_activity(an_activity(place="", students=""))
    assert report.body == "2026年3月2日，海州大学办公室党支部与云栖社区开展“数字课堂”。"
    assert not {"place", "students"} & set(facts.facts(report))


def test_a_draft_from_an_honour_masks_who_did_not_agree() -> None:
    contacts.add_contact("纪晚棠")
    helper = register.add(HELPER, {"contact": "纪晚棠", "kind": "学生干部"}, today=TODAY)
    values = {"of_id": "纪晚棠", "title": "优秀学生干部", "kind": "荣誉", "level": "校级", "day": "2026-03-01"}
    row = register.add(HONOUR, values, today=TODAY)
    assert (helper._meta.table_name, helper.id) == (row.of_table, row.of_id)
    assert isinstance(row, Honour)
    report = drafting.draft_from_honour(row)
    assert report.body.startswith("2026年3月1日，纪某某：优秀学生干部（荣誉，校级）。") and report.kind == "人物通讯"
    assert "纪晚棠" not in f"{report.title}{report.body}"
    register.change(HELPER, helper, today=TODAY, consent="是")
    assert drafting.draft_from_honour(row).title == "纪晚棠：优秀学生干部"


def test_the_leaders_stand_by_their_offices(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    attendance.take_roll(meeting, [])
    attendance.add_guest(meeting, "程雨", position="学院党委副书记")
    attendance.add_guest(meeting, "方圆", position="甲公司经理")
    report = drafting.draft_from_meeting(meeting)
    assert "出席的支委：书记林知远、组织委员周以宁。列席：学院党委副书记程雨、甲公司经理方圆。" in report.body
    attendance.take_roll(meeting, ["周以宁:有课"])
    assert "出席的支委：书记林知远。" in drafting.draft_from_meeting(meeting).body


def test_a_report_on_duty_has_its_parts_and_the_tasks_as_a_table(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    action_items.add_action(meeting, "汇编|定稿", owner="林知远", due="2026-03-20", today=TODAY)
    an_activity()
    report = drafting.draft_from_outline("述职报告", None, TODAY)
    assert report.title == "海州大学办公室党支部2026年述职报告"
    assert headings(report) == ["履职成绩", "存在问题", "任务清单"]
    assert "召开会议：主题党日1次。" in report.body and "与云栖社区开展“数字课堂”。" in report.body
    (table,) = [block for block in parse_body(report.body) if isinstance(block, TableRows)]
    assert table.rows == (("任务", "责任人", "时限"), ("汇编|定稿", "林知远", "2026年3月20日"))
    assert facts.facts(report)["held"].value == "主题党日1次"


@pytest.mark.parametrize(
    ("kind", "year", "words"),
    [
        ("会议消息", None, "“会议消息”从会议起草，请写明是哪一个"),
        ("工作总结", 2027, "2027 年没有可写的事实"),
        ("工作总结", 0, "0 年没有可写的事实"),
        ("总结", None, "没有“总结”这个体裁。可选：会议消息"),
    ],
)
def test_what_can_not_be_begun_is_told(kind: str, year: int | None, words: str) -> None:
    with pytest.raises(BranchError, match=words):
        drafting.draft_from_outline(kind, year, TODAY)


def test_a_kind_that_begins_from_something_else_is_refused() -> None:
    with pytest.raises(BranchError, match="“述职报告”不能从共建活动起草。可以的体裁：活动消息、工作案例"):
        drafting.draft_from_activity(an_activity(), "述职报告")


def test_every_file_of_an_outline_is_offered() -> None:
    files = {tomllib.loads(path.read_text("utf-8"))["name"] for path in assets.path("outlines").glob("*.toml")}
    missing = files - set(outlines.names())
    assert not missing, (
        f"name the file of {missing} in _SHIPPED of workflows/reports/outlines.py, where it is to be offered"
    )


def test_an_outline_of_the_branch() -> None:
    text = outlines.copied("会议消息", "会议快讯").replace("limit = 600", "limit = 20")
    assert outlines.store_outline(text, "快讯.toml").limit == 20
    assert outlines.names()[0] == "会议快讯" and len(outlines.names()) == 9
    outlines.store_outline('name = "会议快讯"\n[[section]]\nheading = "要点"\n', "快讯.toml")
    report = new_report("一篇", "会议快讯")
    assert (report.body, report.kind) == ("# 要点", "会议快讯") and len(outlines.names()) == 9
    with pytest.raises(BranchError, match="写法有误"):
        outlines.store_outline("name = ", "快讯.toml")


def test_the_limit_of_a_kind_is_held_by_the_proof() -> None:
    report = new_report("一篇")
    edit_report(report, body="窗口服务。" * 130, profile="plain")
    assert not [found for found in check(report, today=TODAY) if found.rule == "F13"]
    (found,) = [found for found in check(report, today=TODAY, kind="会议消息") if found.rule == "F13"]
    assert "超过上限600字50字" in found.words
    edit_report(report, kind="会议消息")
    assert [found.words for found in check(report, today=TODAY) if found.rule == "F13"] == [found.words]
    with pytest.raises(BranchError, match="没有“消息”这个体裁"):
        check(report, today=TODAY, kind="消息")
    with pytest.raises(BranchError, match="没有“消息”这个体裁"):
        edit_report(report, kind="消息")
    assert edit_report(report, kind="").kind == ""


def test_a_fact_that_changed_is_told_and_its_new_words_are_tied() -> None:
    activity = an_activity()
    report = drafting.draft_from_activity(activity)
    assert changed(report) == []
    register.change(ACTIVITY, activity, today=TODAY, place="社区活动室")
    (found,) = changed(report)
    assert (found.said, found.instead, found.safe, found.severity) == ("社区广场", "社区活动室", True, "error")
    assert found.words == "起草时写的是“社区广场”，共建活动的地点现在是“社区活动室”。"
    edit_report(report, body=report.body.replace("社区广场", "社区活动室"))
    assert changed(report) == [] and facts.facts(report)["place"].value == "社区活动室"
    register.change(ACTIVITY, activity, today=TODAY, place="社区广场")
    assert [found.instead for found in changed(report)] == ["社区广场"], "it is tied to its thing again"


def test_words_that_stand_twice_are_for_a_person() -> None:
    activity = an_activity()
    report = drafting.draft_from_activity(activity)
    edit_report(report, body=f"{report.body}\n社区广场上很热闹。")
    register.change(ACTIVITY, activity, today=TODAY, place="社区活动室")
    assert [found.safe for found in changed(report)] == [False, False]


def test_a_thing_that_is_gone_contradicts_nothing() -> None:
    activity = an_activity()
    report = drafting.draft_from_activity(activity)
    register.change(ACTIVITY, activity, today=TODAY, place="社区活动室")
    register.remove(activity)
    assert changed(report) == []


def test_a_meeting_that_is_called_otherwise_now(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    report = drafting.draft_from_meeting(meeting)
    meetings.edit_meeting(meeting, title="重温入党誓词")
    assert {(found.part, found.instead) for found in changed(report)} == {
        ("title", "重温入党誓词"),
        ("body", "重温入党誓词"),
    }


def test_a_year_that_went_on(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    report = drafting.draft_from_outline("工作总结", 2026, TODAY)
    assert changed(report) == []
    late = meetings.plan_meeting("主题党日", when="2026年3月3日下午3点", place="201", title="补记", now=NOW)
    meetings.hold(late, now=NOW)
    assert [(found.said, found.instead) for found in changed(report)] == [("主题党日1次", "主题党日2次")]


def test_what_is_offered_is_told_apart(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    an_activity()
    an_activity()
    register.add(HONOUR, {"title": "先进党支部"}, today=TODAY)
    offered = [point.words for point in starting.points("", TODAY)]
    assert "2026-03-04 学习全会精神" in offered and "本支部 先进党支部" in offered
    assert {"2026-03-02 数字课堂", "2026-03-02 数字课堂（2）"} <= set(offered)
    assert [point.words for point in starting.points("述职报告", TODAY)] == ["2026年", "2025年", "2024年"]
    assert starting.draft("2026-03-02 数字课堂（2）", "", TODAY).kind == "活动消息"
    assert starting.draft("2026-03-04 学习全会精神", "会议消息", TODAY).kind == "会议消息"
    assert starting.draft("2025年", "工作总结", date(2026, 1, 5)).title.endswith("2025年工作总结")
    with pytest.raises(BranchError, match="没有“昨天的会”这件事可写"):
        starting.draft("昨天的会", "", TODAY)
    with pytest.raises(BranchError, match="请先选体裁"):
        starting.draft("2026年", "", TODAY)
