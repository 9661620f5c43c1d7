"""The study hours of one person in one meeting, set by hand with a reason, and taken back."""

from branchtui.errors import BranchError
from branchtui.rules.registers.amounts import half_hours_typed, hours_number
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.year.hours import MOST_OF_A_DAY
from branchtui.store.file.database import act
from branchtui.store.models import HoursOverride, Meeting, Member
from branchtui.store.models.columns import caption
from branchtui.store.replication import act_names
from branchtui.store.writes import trash
from branchtui.workflows.input_checks import line, refuse_citizen_id
from branchtui.workflows.meeting_rules import not_held


def correct_hours(meeting: Meeting, member: Member, hours: str, reason: str) -> HoursOverride:
    """What a meeting counts for a person, set by hand, with the reason; 0 where it counts nothing.

    Raises BranchError for a meeting that was not held, hours that can't be read, and without a reason.
    """
    if meeting.starts_at is None:
        raise not_held(meeting, "不能更正学时")
    refuse_citizen_id(hours, caption(HoursOverride, "half_hours"))
    half_hours = 0 if hours.strip() in ("0", "不计") else half_hours_typed(hours)
    if half_hours > MOST_OF_A_DAY:
        raise BranchError(f"一次会议最多计 {hours_number(MOST_OF_A_DAY)} 学时，现在写的是“{quoted(hours, 20)}”。")
    why = line(reason, "更正的原因", required=True, limit=100)
    with act(f"更正学时：{act_names.person(member.id)}"):
        return HoursOverride.ensure(meeting=meeting, member=member, values={"half_hours": half_hours, "reason": why})


def take_back_correction(meeting: Meeting, member: Member) -> None:
    """The rule counts again. Raises BranchError where nothing was set."""
    row = HoursOverride.get_or_none(HoursOverride.id == HoursOverride.row_id(meeting=meeting, member=member))
    if row is None or row.deleted:
        raise BranchError(f"{member.name}在这次会议的学时没有更正过。")
    with act(f"取消学时更正：{act_names.person(member.id)}"):
        trash(row)
