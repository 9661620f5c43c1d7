"""Mending the frozen list of a held meeting where it differs from the roster, or letting a difference stand."""

from collections.abc import Mapping, Sequence
from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.attendance import STATES, before_the_roll
from branchtui.rules.frozen_list import Difference
from branchtui.rules.meetings import HELD
from branchtui.rules.meetings import STATES as MEETING_STATES
from branchtui.rules.text.minutes_text import speeches
from branchtui.rules.text.names import first_names, same_name
from branchtui.store.file.database import act
from branchtui.store.models import Attendance, Meeting, Member, Setting
from branchtui.store.queries import meetings, people
from branchtui.store.queries.contradictions import frozen_lists
from branchtui.store.replication import act_names
from branchtui.store.writes import assign, trash
from branchtui.workflows.input_checks import line
from branchtui.workflows.meeting_rules import kind_of
from branchtui.workflows.meetings.meetings import note_completion, set_state


def differences(meeting: Meeting) -> list[Difference]:
    """Where the frozen list differs from the roster as now known of that day, but for what was let stand."""
    return frozen_lists.differences_of(meeting, kind_of(meeting))


def chosen(meeting: Meeting, names: Sequence[str]) -> list[Difference]:
    """The differences of the named people (`姓名[#工号尾号]`), or all. Raises BranchError for one who has none."""
    there = {each.member: each for each in differences(meeting)}
    if not there:
        raise BranchError(f"“{meeting.title}”：{agreement(meeting)}，没有要改的。")
    day = meetings.begins(meeting).date()
    wanted = dict.fromkeys(_differing(name, day, list(there)).id for name in names)
    return [there[member] for member in wanted] or list(there.values())


def agreement(meeting: Meeting) -> str:
    """What is said where there is nothing to mend: list and roster agree, or only differ where that was let stand.

    Raises BranchError for a meeting that was not held: it has no list yet.
    """
    _check_held(meeting)
    kept = frozen_lists.let_stand_of(meeting, kind_of(meeting))
    if not kept:
        return "应到名单与名册相符"
    return f"应到名单与名册不符、已写明原因照原样保留的：{_names(kept)}；别的都相符"


def told(meeting: Meeting, difference: Difference) -> str:
    """What does not agree about one person, and what the meeting holds of somebody who should not be on the list."""
    name = people.member(difference.member).name
    words = difference.words(name)
    if difference.listed is not None and difference.roster is None:
        words += f"（现记为{_held_of(meeting, difference.member)}）"
    return words


def numbers_stay(meeting: Meeting) -> str:
    """What a mend leaves as it is, to be told before and after; empty where nothing has been written yet."""
    if meeting.state == "filed":
        return "会议已归档：改后回到归档以前，要再归档一次；记录和决议里写到的人数不会跟着改，请自己核对。"
    if meeting.state == "recorded" or any(item.record or item.resolution for item in meetings.items(meeting)):
        return "记录和决议里写到的人数不会跟着改，请自己核对。"
    return ""


def follow_roster(meeting: Meeting, wanted: Sequence[Difference]) -> str:
    """Make the list what the roster says of these people; the sentence that says what was done.

    Nobody's attendance is invented: who is added is 未点名, or 请假 where the roster has them away for long, unless they
    were on the list before and taken off. Who is
    taken off goes into the trash with what was noted. A filed meeting has to be filed anew.
    """
    _check(meeting, wanted)
    done = []
    left = numbers_stay(meeting)
    with act(f"照名册改应到名单（{_referred(wanted)}）：{meeting.title}"):
        for each in wanted:
            name = people.member(each.member).name
            if each.roster is None:
                done.append(f"{name}移出应到名单（原记{_held_of(meeting, each.member)}）")
                trash(meetings.attendances(meeting)[each.member])
                continue
            now = {"standing": each.roster.standing, "votes": each.roster.votes}
            if each.listed is None:
                done.append(f"{name}补入应到名单（{STATES.get(_put_on(meeting, each.member, now), '未点名')}）")
            else:
                assign(meetings.attendances(meeting)[each.member], now)
                done.append(f"{name}的类别和表决权改为当日的")
        if meeting.state == "filed":
            set_state(meeting, "recorded", reason="照名册改了应到名单")
            note_completion(meeting, meetings.items(meeting), meeting.recorded_on or meetings.begins(meeting).date())
    return f"{'；'.join(done)}。{left}"


def let_stand(meeting: Meeting, wanted: Sequence[Difference], reason: str) -> str:
    """Note why the list stays as it is for these people; the sentence that says so.

    It is asked again once the roster says something else. Raises BranchError without a reason.
    """
    _check(meeting, wanted)
    why = line(reason, "原因", required=True)
    with act(f"应到名单就这样（{_referred(wanted)}）：{meeting.title}"):
        for each in wanted:
            key = frozen_lists.kept_key(meeting, each.member)
            Setting.ensure(key=key, values={"value": each.kept(why)})
    return f"{_names(wanted)}：应到名单就这样，已记下原因。名册再有变化时会再提示。"


def _check(meeting: Meeting, wanted: Sequence[Difference]) -> None:
    """Raises BranchError where somebody has changed list or roster since the differences were read."""
    _check_held(meeting)
    there = differences(meeting)
    if not wanted or any(each not in there for each in wanted):
        raise BranchError("应到名单或名册刚刚又有变化，没有改动。请重新看一遍再定。")


def _check_held(meeting: Meeting) -> None:
    if meeting.state not in HELD:
        raise BranchError(f"这次会议{MEETING_STATES[meeting.state]}，还没有定下应到名单。")


def _put_on(meeting: Meeting, member: bytes, now: Mapping[str, object]) -> str:
    """Put somebody on the list, as when it was held; the state they have on it."""
    row = Attendance.get_or_none(Attendance.id == Attendance.row_id(meeting=meeting, member=member))
    state, reason = before_the_roll(people.roster(meetings.begins(meeting).date())[member].away)
    values = dict(now) if row is not None else {**now, "state": state, "reason": reason}
    entry = Attendance.ensure(meeting=meeting, member=Member.get_by_id(member), values=values)
    return entry.state


def _held_of(meeting: Meeting, member: bytes) -> str:
    """What the meeting holds of somebody: state, reason, and whether the record has words of theirs."""
    entry = meetings.attendances(meeting)[member]
    name = people.member(member).name
    words = STATES.get(entry.state, entry.state) + (f"，{entry.reason}" if entry.reason else "")
    spoke = any(
        same_name(speech.speaker.partition("#")[0], name)
        for item in meetings.items(meeting)
        for speech in speeches(item.record)
        if speech.speaker
    )
    return words + ("；记录里有发言，文字不动" if spoke else "")


def _names(wanted: Sequence[Difference]) -> str:
    """Who, in a few words."""
    return first_names([people.member(each.member).name for each in wanted])


def _referred(wanted: Sequence[Difference]) -> str:
    """The same for the name of an act."""
    return first_names([act_names.person(each.member) for each in wanted])


def _differing(name: str, day: date, among: Sequence[bytes]) -> Member:
    try:
        return people.person(name, day, among=among)
    except BranchError as error:
        names = "、".join(people.member(key).name for key in among)
        raise BranchError(f"“{name}”的应到与名册没有不符，或认不准是哪一位。不符的有：{names}。") from error
