"""Two contacts that are one: everything follows, differences are asked about, and it is one step to undo."""

from datetime import date, datetime

import pytest

from branchtui.errors import BranchError
from branchtui.store.models import SYNCED, Contact, Guest, Meeting, SignUp
from branchtui.store.queries import contacts as known
from branchtui.store.queries import meetings as facts
from branchtui.store.queries.registers.uses import uses
from branchtui.workflows.joining import following, joining
from branchtui.workflows.meetings import attendance, meetings
from branchtui.workflows.people import contacts
from branchtui.workflows.posts import log, sign_ups
from branchtui.workflows.registers import register
from branchtui.workflows.registers.kinds import ACTIVITY, HELPER
from branchtui.workflows.safety import undo
from tests.conftest import NOW, TODAY
from tests.workflows.posts.conftest import held_post


@pytest.fixture
def two(meeting: Meeting) -> tuple[Contact, Contact]:
    return contacts.add_contact("王芳", unit="学院党委", phone="5550123"), contacts.add_contact("王方", groups="主讲人")


def test_every_table_that_names_a_contact_follows() -> None:
    """A new column that refers to a contact is followed without anybody thinking of it; these are those of now."""
    named = {f"{model._meta.table_name}.{name}" for model in SYNCED for name in following.references(model, Contact)}
    assert named == {"guest.contact", "sign_up.contact", "partner_activity.partner", "helper.contact", "outlet.contact"}


def test_references_follow_and_one_undo_brings_all_back(two: tuple[Contact, Contact], meeting: Meeting) -> None:
    kept, other = two
    guest = attendance.add_guest(meeting, "王方")
    register.add(ACTIVITY, {"partner": "王方", "title": "座谈", "day": "2026-03-02"}, today=TODAY)
    register.add(HELPER, {"contact": "王方"}, today=TODAY)
    before = {use[:3] for use in uses(other.id)}
    assert len(before) == 3
    one = joining.join_contacts(kept, other, name="王芳")
    gone = other if one.id == kept.id else kept
    assert Guest.get_by_id(guest.id).contact_id == one.id
    assert {use[:3] for use in uses(one.id)} == before
    assert uses(gone.id) == []
    (row,) = known.contacts()
    assert (row.name, row.unit, row.phone, row.groups) == ("王芳", "学院党委", "5550123", "主讲人")
    assert (one.id, Contact.get_by_id(gone.id).merged_into_id) == (min(kept.id, other.id), one.id)
    undo.undo_last()
    assert {row.name for row in known.contacts()} == {"王芳", "王方"}
    assert {use[:3] for use in uses(other.id)} == before
    assert uses(kept.id) == []


def test_what_differs_is_asked_about(two: tuple[Contact, Contact]) -> None:
    kept, other = two
    assert [(each.label, each.kept, each.other) for each in joining.differences(kept, other)] == [
        ("姓名", "王芳", "王方")
    ]
    with pytest.raises(BranchError, match="姓名一边是“王芳”，一边是“王方”"):
        joining.join_contacts(kept, other)
    assert len(known.contacts()) == 2
    assert joining.join_contacts(kept, other, name="王方").name == "王方"


def test_groups_are_joined(two: tuple[Contact, Contact]) -> None:
    kept, other = two
    contacts.change_contact(kept, groups="共建单位，主讲人")
    assert joining.join_contacts(kept, other, name="王芳").groups == "共建单位、主讲人"


def test_it_is_not_merged_with_itself(two: tuple[Contact, Contact]) -> None:
    with pytest.raises(BranchError, match="同一位"):
        joining.join_contacts(two[0], two[0])


def test_two_agreements_are_not_guessed_between(two: tuple[Contact, Contact]) -> None:
    kept, other = two
    contacts.change_contact(other, agreed_until="2027-01-01", today=TODAY)
    contacts.change_contact(kept, agreed_until="2027-02-01", today=TODAY)
    with pytest.raises(BranchError, match="两边都有协议"):
        joining.join_contacts(kept, other, name="王芳")
    contacts.change_contact(kept, agreed_until="", today=TODAY)
    assert joining.join_contacts(kept, other, name="王芳").agreed_until == date(2027, 1, 1)


@pytest.mark.parametrize("both", [False, True])
def test_a_sign_up_is_copied_into_the_right_row(two: tuple[Contact, Contact], both: bool) -> None:
    kept, other = two
    service = log.log(held_post("教务服务岗", "林知远"), by="林知远", day="周三", span="2小时", what="值班", now=NOW)
    sign_ups.sign_up(service, [other], state="came", hours="1小时")
    if both:
        sign_ups.sign_up(service, [kept], state="absent")
    one = joining.join_contacts(kept, other, name="王芳")
    (row,) = SignUp.select().where(SignUp.live())
    assert (row.contact_id, row.state, row.half_hours) == (one.id, "came", 2)
    assert row.id == SignUp.row_id(service=service, member=None, contact=one)
    undo.undo_last()
    live = {row.contact_id: row.state for row in SignUp.select().where(SignUp.live())}
    assert live == ({other.id: "came", kept.id: "absent"} if both else {other.id: "came"})


def test_a_guest_of_another_meeting_finds_the_merged_one(two: tuple[Contact, Contact]) -> None:
    kept, other = two
    one = joining.join_contacts(kept, other, name="王芳")
    planned = meetings.plan_meeting("党课", when=datetime(2026, 4, 1, 15), place="201", title="课", now=NOW)
    attendance.add_guest(planned, "王芳")
    assert [guest.contact_id for guest in facts.guests(planned)] == [one.id]
