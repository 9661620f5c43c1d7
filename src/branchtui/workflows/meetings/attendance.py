"""Taking the roll by exception: everyone expected is present but those named; and guests."""

from collections.abc import Mapping, Sequence
from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.attendance import NEEDS_REASON, PRESENT, STATES, UNMARKED, before_the_roll, split_absence
from branchtui.rules.meetings import HELD
from branchtui.store.file.database import act
from branchtui.store.models import Attendance, Guest, Meeting
from branchtui.store.queries import meetings, people
from branchtui.store.queries.meeting_view import view
from branchtui.store.replication import act_names
from branchtui.store.writes import assign, assign_all, trash
from branchtui.workflows.input_checks import line
from branchtui.workflows.meeting_rules import not_held
from branchtui.workflows.meetings.guests import append_guest, guest_fields, new_names, with_contact
from branchtui.workflows.meetings.meetings import check_open, edit_meeting


def set_states(meeting: Meeting, states: Mapping[bytes, tuple[str, str]]) -> None:
    """Write (state, reason) for some of the expected people, by member id.

    Raises BranchError before the meeting was held, or for somebody who was not expected.
    """
    seen = view(meeting.id)
    _check_held(seen.row)
    entries, names = seen.attendances, seen.names
    written: dict[tuple[str, str], list[Attendance]] = {}
    for member, (state, reason) in states.items():
        if state not in STATES:
            raise BranchError(f"没有“{state}”这种出勤状态。可选：{'、'.join(STATES.values())}。")
        if member not in entries:
            known = people.members().get(member)
            raise BranchError(f"{known.name if known else '此人'}不在这次会议的应到名单上。")
        why = line(reason, "原因")
        if state == "exempt" and not why:
            raise BranchError(f"免计要写原因（如出国、长期病休）：{names[member].name}。")
        written.setdefault((state, why if state in NEEDS_REASON else ""), []).append(entries[member])
    if not written:
        return
    (state, _), [first, *_] = next(iter(written.items()))
    more = f"等 {len(states)} 人" if len(states) > 1 else ""
    with act(f"把{act_names.person(first.member_id)}{more}标为{STATES[state]}"):
        for (state, why), marked in written.items():
            assign_all(marked, {"state": state, "reason": why})


def mark_rest_present(meeting: Meeting) -> int:
    """Mark everyone who is still 未点名 as present; how many they were."""
    _check_held(meeting)
    rest = [entry for entry in meetings.attendances(meeting).values() if entry.state == UNMARKED]
    if rest:
        with act(f"点名，其余 {len(rest)} 人都到：{meeting.title}"):
            assign_all(rest, {"state": PRESENT})
    return len(rest)


def take_roll(
    meeting: Meeting,
    absences: Sequence[str] = (),
    *,
    late: Sequence[str] = (),
    online: Sequence[str] = (),
    present: Sequence[str] = (),
) -> None:
    """Take the roll by exception, all by name (`姓名[#工号尾号]`, an absence with `:原因`): everyone else is present.

    An absence is 请假 with a reason, else 缺席; 免计 stays where nobody says otherwise, and so does whoever is 请假
    because the roster has them away for long: of these `present` names who came all the same. Raises BranchError for a
    name that was not expected, is borne by two or is named twice; then nothing is written.
    """
    _check_held(meeting)
    entries = meetings.attendances(meeting)
    day = meetings.begins(meeting).date()
    roster = people.roster(day)
    states: dict[bytes, tuple[str, str]] = {
        key: (PRESENT, "")
        for key, entry in entries.items()
        if entry.state != "exempt" and not (key in roster and _is_away(entry, roster[key].away))
    }
    named: set[bytes] = set()
    marks = [*map(split_absence, absences), *((name, "late", "") for name in late)]
    marks += [(name, "online", "") for name in online] + [(name, PRESENT, "") for name in present]
    for name, state, reason in marks:
        member = people.person(name, day, among=list(entries))
        if member.id in named:
            raise BranchError(f"“{name}”写了两次，请只写一次。")
        named.add(member.id)
        states[member.id] = (state, reason)
    with act(f"点名：{meeting.title}"):
        set_states(meeting, states)


def record_attendance(
    meeting: Meeting,
    absences: Sequence[str],
    guests: Sequence[str],
    *,
    late: Sequence[str] = (),
    online: Sequence[str] = (),
    present: Sequence[str] = (),
) -> None:
    """The whole roll and the guests in one act: both are written, or neither."""
    with act(f"登记出勤：{meeting.title}"):
        take_roll(meeting, absences, late=late, online=online, present=present)
        add_guests(meeting, guests)


def _is_away(entry: Attendance, away: str) -> bool:
    """Whether somebody is marked as the roster has them, which is away for long."""
    return bool(away) and (entry.state, entry.reason) == before_the_roll(away)


def add_guests(meeting: Meeting, names: Sequence[str]) -> None:
    """Add those of the named who are not among the guests yet."""
    new = new_names([guest.name for guest in meetings.guests(meeting)], names)
    with act(f"增加列席：{'、'.join(new)}"):
        for name in new:
            add_guest(meeting, name)


def add_guest(meeting: Meeting, name: str, *, position: str = "", topic: str = "") -> Guest:
    """Add somebody who attends without being expected, a speaker where there is a topic.

    A known contact brings unit and position; a new one of whom a position is told is remembered.
    """
    check_open(meeting)
    fields = guest_fields(name, position, topic)
    with act(f"增加列席：{fields['name']}"):
        return append_guest(meeting, fields)


def edit_with_speakers(
    meeting: Meeting, speakers: Sequence[tuple[str, str, str]], *, today: date | None = None, **changes: str
) -> Meeting:
    """Change a meeting (`meetings.edit_meeting`) and add speakers (name, position, topic), in one act."""
    with act(f"修改{meeting.kind}：{meeting.title}"):
        if changes:
            edit_meeting(meeting, today=today, **changes)
        for name, position, topic in speakers:
            add_guest(meeting, name, position=position, topic=topic)
    return meeting


def edit_guest(
    guest: Guest, *, name: str | None = None, position: str | None = None, topic: str | None = None
) -> Guest:
    """Change who a guest is or what they speak about."""
    check_open(guest.meeting)
    given = {"name": name, "position": position, "topic": topic}
    stood = {key: str(getattr(guest, key)) for key in given}
    fields = guest_fields(**{key: stood[key] if word is None else word for key, word in given.items()})
    with act(f"修改列席：{guest.name}"):
        who = {"name", "position"}
        changed = any(fields[key] != stood[key] for key in who)
        assign(guest, with_contact(fields) if changed else {"topic": fields["topic"]})
    return guest


def remove_guest(guest: Guest) -> None:
    """Take a guest off the list (into the trash)."""
    check_open(guest.meeting)
    with act(f"删除列席：{guest.name}"):
        trash(guest)


def _check_held(meeting: Meeting) -> None:
    if meeting.state not in HELD:
        raise not_held(meeting, "不能登记出勤")
    check_open(meeting)
