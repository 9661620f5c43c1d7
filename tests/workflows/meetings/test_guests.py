"""Guests, speakers, the audience, and the contacts that guests are."""

import pytest

from branchtui.errors import BranchError
from branchtui.rules.attendance import audience_from, audience_words
from branchtui.store.models import Contact, Guest, Meeting
from branchtui.store.queries import contacts, meetings
from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.finding.search import search
from branchtui.store.queries.meeting_view import view
from branchtui.workflows.exporting.meeting_papers import meeting_papers
from branchtui.workflows.meetings import attendance
from branchtui.workflows.meetings.meetings import edit_meeting, hold, plan_meeting
from branchtui.workflows.people.contacts import add_contact, change_contact, remove_contact
from branchtui.workflows.reports.drafting import draft_from_meeting
from branchtui.workflows.safety import undo
from tests.conftest import NOW
from tests.papers.test_meeting_papers import texts


def told(guest: Guest) -> tuple[str, str, str | None]:
    return guest.name, guest.position, guest.contact.unit if guest.contact else None


@pytest.mark.parametrize(
    ("name", "position", "expected"),
    [
        ("何清源", "", ("何清源", "海州大学宣传部副部长", "海州大学宣传部")),
        ("何清源", "海州大学宣传部部长", ("何清源", "海州大学宣传部部长", "海州大学宣传部")),
        ("何清源", "江城大学", ("何清源", "江城大学", "江城大学")),  # another of that name
        ("程雨", "", ("程雨", "", None)),
        ("程雨", "学院党委", ("程雨", "学院党委", "学院党委")),
        ("周以宁", "组织委员", ("周以宁", "组织委员", None)),  # on the roster
        ("程雨（学院党委）", "", ("程雨", "学院党委", "学院党委")),
        ("方圆", "", ("方圆", "", None)),  # two bear the name
        ("方圆", "乙公司", ("方圆", "乙公司", "乙公司")),
    ],
)
def test_a_guest_is_the_contact_that_the_name_and_the_unit_tell(
    meeting: Meeting, name: str, position: str, expected: tuple[str, str, str | None]
) -> None:
    add_contact("何清源", unit="海州大学宣传部", position="副部长")
    add_contact("方圆", unit="甲公司")
    add_contact("方圆", unit="乙公司")
    assert told(attendance.add_guest(meeting, name, position=position)) == expected
    attendance.add_guest(meeting, name, position=position)
    assert Contact.select().count() == 3 + (expected[2] not in (None, "海州大学宣传部", "乙公司"))


def test_a_guest_who_is_changed_is_looked_for_anew_and_a_topic_alone_leaves_who_it_is(meeting: Meeting) -> None:
    guest = attendance.add_guest(meeting, "程雨", position="学院党委")
    attendance.edit_guest(guest, topic="从一堂课讲起")
    assert told(guest) == ("程雨", "学院党委", "学院党委") and Contact.select().count() == 1
    attendance.edit_guest(guest, name="方圆", position="甲公司")
    assert told(guest) == ("方圆", "甲公司", "甲公司") and guest.topic == "从一堂课讲起"
    undo.undo_last()
    assert Contact.select().where(Contact.live()).count() == 1


@pytest.mark.parametrize(
    ("typed", "count", "who"),
    [
        ("", None, ""),
        ("40", 40, ""),
        ("40人", 40, ""),
        ("本科生40人", 40, "本科生"),
        ("40名本科生", 40, "本科生"),
        ("40:本科生", 40, "本科生"),
        ("本科生：40", 40, "本科生"),
        ("本科生", None, "本科生"),
        ("1班2班", None, "1班2班"),
    ],
)
def test_how_many_listened_and_who(typed: str, count: int | None, who: str) -> None:
    assert audience_from(typed) == (count, who)
    assert audience_from(audience_words(count, who)) == (count, who)


@pytest.mark.usefixtures("branch")
def test_an_open_meeting_tells_its_speaker_and_its_audience_apart() -> None:
    row = plan_meeting(
        "党课", when="2026年3月4日下午3点", title="开门办例会", audience="本科生",
        guests=[("程雨", "学院党委副书记", "从一堂课讲起"), ("方圆", "甲公司")], now=NOW,
    )  # fmt: skip
    notice = texts(dict(meeting_papers(row))["notice"])
    assert "主讲：程雨（学院党委副书记）：“从一堂课讲起”。" in notice and "列席：方圆（甲公司）；听众：本科生" in notice
    hold(row, now=NOW)
    attendance.mark_rest_present(row)
    edit_meeting(row, audience="本科生40人")
    papers = {key: texts(paper) for key, paper in meeting_papers(row)}
    assert (
        "主讲：程雨（学院党委副书记）：“从一堂课讲起”" in papers["minutes"] and "听众：本科生40人" in papers["minutes"]
    )
    assert "列席：方圆（甲公司）" in papers["minutes"] and "应到5人" in papers["sign_in"]
    heads = view(row.id).head_count
    assert (heads.expected, heads.present) == (5, 5)
    report = draft_from_meeting(row)
    assert "应到5人，实到5人。出席的支委：书记林知远、组织委员周以宁。列席：甲公司方圆。" in report.body
    assert report.body.endswith("学院党委副书记程雨主讲“从一堂课讲起”。听众本科生40人。")
    edit_meeting(row, audience="")
    assert (row.audience, row.audience_who) == (None, "")


@pytest.mark.usefixtures("branch")
def test_contacts_are_kept_once_found_and_removed() -> None:
    person = add_contact("何清源", unit="海州大学宣传部", position="副部长", phone="13800001111", groups="主讲人")
    add_contact(unit="海州社区", groups="共建单位")
    with pytest.raises(BranchError, match="往来里已有“何清源”（海州大学宣传部），没有再加"):
        add_contact("何清源", unit="海州大学宣传部")
    with pytest.raises(BranchError, match="姓名和单位至少写一样"):
        add_contact(phone="13800001111")
    assert [row.called for row in contacts.contacts()] == ["何清源", "海州社区"]
    assert [[row.called for row in contacts.ContactList(word).page(0, 9)] for word in ("hqy", "宣传", "共建", "无")] == [
        ["何清源"], ["何清源"], ["海州社区"], [],
    ]  # fmt: skip
    assert [(hit.kind, hit.title) for hit in search("heqingyuan")] == [("contact", "何清源")]
    assert [hit.title for hit in search("海州 社区")] == ["海州社区"]
    change_contact(person, position="部长")
    assert suggestions.guests()[0].note == "海州大学宣传部部长"
    remove_contact(person)
    assert contacts.named("何清源") == [] and suggestions.guests() == []
    undo.undo_last()
    assert [row.of_what for row in contacts.named("何清源")] == ["海州大学宣传部部长"]


def test_a_contact_that_was_merged_into_another_is_met_no_more(meeting: Meeting) -> None:
    one, other = add_contact("何清源", unit="海州大学"), add_contact("何清源", unit="宣传部")
    Contact.update(merged_into=other.id).where(Contact.id == one.id).execute()
    assert told(attendance.add_guest(meeting, "何清源")) == ("何清源", "宣传部", "宣传部")
    assert [guest.name for guest in meetings.guests(meeting)] == ["何清源"]
