"""Planning, changing, holding and cancelling meetings; their agenda and materials."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from branchtui.errors import BranchError
from branchtui.rules.attendance import audience_from, before_the_roll
from branchtui.rules.meetings import HELD, STATES, MeetingKind, MeetingState, find_kind, record_day
from branchtui.rules.stations import NAMES
from branchtui.rules.text.chinese_time import chinese_day, chinese_moment
from branchtui.rules.text.dates import parse_day, parse_end, parse_moment
from branchtui.rules.text.names import split_tail
from branchtui.store.file.database import act
from branchtui.store.models import ActionItem, AgendaItem, Attendance, Ballot, Material, Meeting, Station
from branchtui.store.models.columns import caption
from branchtui.store.order_keys import order_key
from branchtui.store.queries import meetings, people
from branchtui.store.writes import append, assign, trash
from branchtui.workflows.input_checks import line, text
from branchtui.workflows.meeting_rules import kind_of, kinds, meeting_rules, not_held, verb_of
from branchtui.workflows.meetings.guests import append_guest, guest_fields
from branchtui.workflows.meetings.of_group import group_on
from branchtui.workflows.workdays import workdays

_PERSON_FIELDS = ("host", "recorder")
_SPARED = {"materials": "这种会议不要求学习材料", "news": "这种会议不要求报道"}
_LINES = ("title", "place", "ordinal")
_TEXTS = ("first_topic", "requirements")


UNFILE = "要改，请先重新打开（在会议上按 F5），写明原因（命令行用 branchtui reopen），改完再归档。"


def check_open(meeting: Meeting) -> None:
    """Raises BranchError where nothing of a meeting may be changed any more: it is filed, or cancelled."""
    if meeting.state in ("filed", "cancelled"):
        way = UNFILE if meeting.state == "filed" else ""
        raise BranchError(f"这次会议{STATES[meeting.state]}，不能再改。{way}")


def plan_meeting(
    kind: str,
    *,
    when: str | datetime,
    title: str,
    place: str = "",
    host: str = "",
    recorder: str = "",
    ordinal: str = "",
    items: Sequence[str] = (),
    materials: Sequence[str] = (),
    guests: Sequence[tuple[str, ...]] = (),
    first_topic: str = "",
    requirements: str = "",
    audience: str = "",
    group: str = "",
    now: datetime,
) -> Meeting:
    """Plan one meeting. `when` may be Chinese ("下周三下午三点"); names may carry `#` and the end of a staff number.

    `guests` are names, with positions and topics where they are told. `group` is the name of the group whose meeting it is,
    or a part of it; it may stay empty where there is but one. Raises BranchError for an unknown kind, a moment not
    understood, a name borne by two, or a group where there is none such. An `ordinal` that is not told goes on from the
    one before, if there is one (`next_ordinal`).
    """
    chosen = find_kind(kinds(), kind)
    start = _moment(when, now)
    of_group = group_on(chosen, group, start.date())
    number = ordinal or meetings.next_ordinal(chosen.name, start, of_group)
    fields = _fields(
        {"title": title, "place": place, "ordinal": number, "first_topic": first_topic, "requirements": requirements}
    )
    fields |= _person_fields({"host": host, "recorder": recorder}, start.date())
    fields["group"] = of_group
    fields |= _audience(audience)
    agenda = [{"title": line(item, "议程项", required=True)} for item in items]
    reading = [line(material, "学习材料", required=True) for material in materials]
    invited = [guest_fields(*guest) for guest in guests]
    with act(f"计划{chosen.name}：{fields['title']}"):
        meeting = planned(chosen, start, fields, agenda, now=now)
        for material in reading:
            append(Material, meeting=meeting, title=material)
        for guest in invited:
            append_guest(meeting, guest)
        spare(meeting, chosen)
    return meeting


def spare(meeting: Meeting, kind: MeetingKind) -> None:
    """Note that the stations which its kind does not ask for do not apply to a meeting; part of an act."""
    for station in kind.without:
        Station.ensure(meeting=meeting, station=station, values={"reason": _SPARED[station]})


def planned(
    kind: MeetingKind,
    start: datetime,
    fields: Mapping[str, Any],
    agenda: Sequence[Mapping[str, Any]],
    *,
    now: datetime,
    noticed: bool = True,
) -> Meeting:
    """A new meeting of these columns with an agenda; part of an act.

    Its notice is of today unless its day is past, or nobody is `noticed` yet.
    """
    meeting = Meeting.create(
        kind=kind.name,
        planned_start=start,
        planned_end=start + timedelta(minutes=kind.minutes),
        noticed_on=now.date() if noticed and now <= start else None,
        **fields,
    )
    for item in agenda:
        append(AgendaItem, meeting=meeting, **item)
    return meeting


def edit_meeting(meeting: Meeting, *, today: date | None = None, **changes: str) -> Meeting:
    """Change title, place, ordinal, first_topic, requirements, host or recorder (by name), and `until`: when it ended.

    `audience` is how many listened besides, and who (本科生40人). Of a planned meeting of a group also `group`, by name.
    `noticed_on` is the day of the notice in words, read as of `today`, or of the day of the meeting.

    An empty `until` forgets the end, an empty day the notice's. Raises BranchError for an end of a meeting that was not
    held, and for a notice behind the meeting.
    """
    check_open(meeting)
    fields = _fields(changes) | _person_fields(changes, meetings.begins(meeting).date())
    if "audience" in changes:
        fields |= _audience(changes["audience"])
    if "until" in changes:
        if meeting.state not in HELD:
            raise not_held(meeting, "不能写散会时间")
        fields["ends_at"] = _end(changes["until"], meetings.begins(meeting))
    if "noticed_on" in changes:
        fields["noticed_on"] = _notice_day(changes["noticed_on"], meeting, today)
    if "group" in changes:
        if meeting.state in HELD:
            raise BranchError(f"这次会议{STATES[meeting.state]}，应到人员已经定下，不能改党小组。")
        fields["group"] = group_on(kind_of(meeting), changes["group"], meetings.begins(meeting).date())
    with act(f"修改{meeting.kind}：{meeting.title}"):
        assign(meeting, fields)
    return meeting


def reschedule(meeting: Meeting, when: str | datetime, *, now: datetime) -> Meeting:
    """Move a planned meeting to another time."""
    if meeting.state != "planned":
        raise BranchError(f"这次会议{STATES[meeting.state]}，不能改期。")
    start = _moment(when, now)
    length = (meeting.planned_end or meeting.planned_start) - meeting.planned_start
    with act(f"改期：{meeting.title} → {chinese_moment(start)}"):
        assign(meeting, {"planned_start": start, "planned_end": start + length})
    return meeting


def cancel(meeting: Meeting, reason: str) -> Meeting:
    """Cancel a planned meeting with the reason."""
    if meeting.state != "planned":
        raise BranchError(f"这次会议{STATES[meeting.state]}，不能取消。")
    why = line(reason, "取消原因", required=True)
    with act(f"取消会议：{meeting.title}"):
        set_state(meeting, "cancelled", reason=why)
    return meeting


def reopen(meeting: Meeting, reason: str) -> Meeting:
    """Open a filed meeting again, with the reason: what its record says tells its state. It is to be filed once more.

    Raises BranchError for a meeting that is not filed.
    """
    if meeting.state != "filed":
        raise BranchError(f"这次会议{STATES[meeting.state]}，不用重新打开。")
    why = line(reason, "重新打开的原因", required=True)
    with act(f"重新打开：{meeting.title}"):
        set_state(meeting, "recorded" if _is_recorded(meetings.items(meeting)) else "held", reason=why)
    return meeting


def hold(meeting: Meeting, when: str | datetime | None = None, *, until: str = "", now: datetime) -> Meeting:
    """Mark a meeting as held at `when` (its planned time): the roster of that day is frozen, everyone 未点名 but those
    whom it has as away for long: they are 请假 with that reason.

    `until` is when it ended (四点半); it stays unknown where nobody tells it. Raises BranchError before the meeting's
    time, for an end that is no time past the start or still to come, and where nobody of the roster is expected.
    """
    if meeting.state != "planned":
        raise BranchError(f"这次会议{STATES[meeting.state]}，不用再登记{verb_of(meeting)}。")
    start = meeting.planned_start if when is None else _moment(when, now)
    if start > now:
        raise BranchError(
            f"会议定在 {chinese_moment(start)}，还没有开。到时再登记；若已提前{verb_of(meeting)}，请写明实际时间。"
        )
    end = _end(until, start)
    if end is not None and end > now:
        raise BranchError(f"散会时间 {chinese_moment(end)} 还没有到。还没散会就空着，散会以后再补。")
    chosen = kind_of(meeting)
    group = meeting.group_id.hex() if meeting.group_id else ""
    expected = meetings.expected_by_roster(chosen, people.roster(start.date()), group)
    if not expected:
        raise BranchError(f"{start.date().isoformat()} 的名册上没有应到的人。请先导入名册或核对日期。")
    with act(f"登记{verb_of(meeting)}：{meeting.title}"):
        set_state(meeting, "held", starts_at=start, ends_at=end, recorded_on=now.date())
        Attendance.ensure_all(
            [
                {
                    "member": person.member,
                    "standing": person.standing,
                    "votes": person.votes,
                    **dict(zip(("state", "reason"), before_the_roll(person.away), strict=True)),
                }
                for person in expected
            ],
            shared={"meeting": meeting},
        )
    return meeting


def pre_marked(meeting: Meeting) -> str:
    """Who is 请假 already when a meeting has just been held, to be told behind how many are expected; empty for nobody."""
    away = sum(entry.state == "excused" for entry in meetings.attendances(meeting).values())
    return f"，其中 {away} 人长期不在，已先记请假" if away else ""


def set_state(meeting: Meeting, state: MeetingState, **values: Any) -> None:
    """Write the state of a meeting, and what goes with it; part of an act."""
    assign(meeting, {"state": state, **values})


def note_completion(meeting: Meeting, agenda: Sequence[AgendaItem], today: date) -> None:
    """After a change of the record: recorded once every item has text, held while one has none; part of an act.

    `agenda` is what stands on it now.
    """
    complete = _is_recorded(agenda)
    if complete and meeting.state == "held":
        within = meeting_rules().record_within_working_days
        held = meetings.begins(meeting).date()
        entered = meeting.recorded_on or today
        set_state(meeting, "recorded", recorded_on=record_day(held, entered, today, within, workdays(held)))
    elif not complete and meeting.state == "recorded":
        set_state(meeting, "held")


def _is_recorded(agenda: Sequence[AgendaItem]) -> bool:
    """Whether every item has a text, and there is one."""
    return bool(agenda) and all(item.record.strip() for item in agenda)


def add_item(meeting: Meeting, title: str, *, presenter: str = "") -> AgendaItem:
    """Add an item at the end of the agenda."""
    check_open(meeting)
    words = line(title, "议程项", required=True)
    fields = _presenter(presenter, meeting)
    with act(f"增加议程：{words}"):
        item = append(AgendaItem, meeting=meeting, title=words, **fields)
    return item


def edit_item(item: AgendaItem, *, title: str | None = None, presenter: str | None = None) -> AgendaItem:
    """Change an item's title or who presents it."""
    check_open(item.meeting)
    fields: dict[str, Any] = {}
    if title is not None:
        fields["title"] = line(title, "议程项", required=True)
    if presenter is not None:
        fields |= _presenter(presenter, item.meeting)
    with act(f"修改议程：{item.title}"):
        assign(item, fields)
    return item


def move_item(item: AgendaItem, by: int) -> AgendaItem:
    """Move an item up (negative) or down by so many places, as far as there are places."""
    check_open(item.meeting)
    agenda = meetings.items(item.meeting)
    others = [other for other in agenda if other.id != item.id]
    place = next(index for index, other in enumerate(agenda) if other.id == item.id)
    target = max(0, min(len(others), place + by))
    if target != place:
        before = others[target - 1].order_key if target else ""
        after = others[target].order_key if target < len(others) else ""
        with act(f"调整议程顺序：{item.title}"):
            assign(item, {"order_key": order_key(before, after)})
    return item


def remove_item(item: AgendaItem) -> None:
    """Take an item off the agenda (into the trash). Raises BranchError where it has a record or a ballot."""
    check_open(item.meeting)
    if Ballot.select().where(Ballot.item == item, Ballot.live()).exists():
        raise BranchError(f"“{item.title}”已有表决，不能删除。请先删去表决。")
    if item.record.strip() or item.resolution.strip() or item.dissent.strip():
        raise BranchError(f"“{item.title}”已有记录，不能删除。请先把记录移到别的议程项。")
    if ActionItem.select().where(ActionItem.item == item, ActionItem.live()).exists():
        raise BranchError(f"“{item.title}”下有议定事项，不能删除。请先删去它们。")
    with act(f"删除议程：{item.title}"):
        trash(item)


def add_material(meeting: Meeting, title: str, *, source: str = "", link: str = "") -> Material:
    """Add something to read to a meeting."""
    check_open(meeting)
    words = line(title, "学习材料", required=True)
    fields = {"source": line(source, "来源"), "link": line(link, "链接", limit=1000)}
    with act(f"增加材料：{words}"):
        material = append(Material, meeting=meeting, title=words, **fields)
    return material


def remove_material(material: Material) -> None:
    """Take a material off its meeting (into the trash)."""
    if material.meeting is not None:
        check_open(material.meeting)
    with act(f"删除材料：{material.title}"):
        trash(material)


def set_station_na(meeting: Meeting, station: str, reason: str) -> None:
    """Note that a station does not apply to this meeting, and why."""
    if station not in NAMES:
        raise BranchError(f"没有“{station}”这一项。可选：{'、'.join(NAMES.values())}。")
    check_open(meeting)
    why = line(reason, "不适用的原因", required=True)
    with act(f"{NAMES[station]}不适用：{meeting.title}"):
        Station.ensure(meeting=meeting, station=station, values={"reason": why})


def clear_station_na(meeting: Meeting, station: str) -> None:
    """Take that note back."""
    row = Station.get_or_none(Station.id == Station.row_id(meeting=meeting, station=station))
    if row is not None and not row.deleted:
        check_open(meeting)
        with act(f"恢复{NAMES[station]}：{meeting.title}"):
            trash(row)


def person_field(name: str, typed: str, day: date) -> dict[str, Any]:
    """`typed` as the pair of columns of a person: the member of that day's roster, else the words themselves.

    Raises BranchError where two people bear the name.
    """
    words = line(typed, caption(Meeting, name) if name in _PERSON_FIELDS else "姓名", limit=60)
    if words:
        _, tail = split_tail(words)
        if member := (people.person if tail else people.person_if_any)(words, day):
            return {name: member, f"{name}_name": ""}
    return {name: None, f"{name}_name": words}


def _presenter(typed: str, meeting: Meeting) -> dict[str, Any]:
    return person_field("presenter", typed, meetings.begins(meeting).date())


def _person_fields(values: Mapping[str, str], day: date) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name in _PERSON_FIELDS:
        if name in values:
            fields |= person_field(name, values[name], day)
    return fields


def _fields(values: Mapping[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        name: line(values[name], "会议题目" if name == "title" else caption(Meeting, name), required=name == "title")
        for name in _LINES
        if name in values
    }
    return fields | {name: text(values[name], caption(Meeting, name)) for name in _TEXTS if name in values}


def _audience(typed: str) -> dict[str, Any]:
    count, who = audience_from(line(typed, caption(Meeting, "audience_who"), limit=60))
    return {"audience": count, "audience_who": who}


def _moment(when: str | datetime, now: datetime) -> datetime:
    return when if isinstance(when, datetime) else parse_moment(when, now)


def _notice_day(typed: str, meeting: Meeting, today: date | None) -> date | None:
    if not typed.strip():
        return None
    held = meetings.begins(meeting).date()
    day = parse_day(typed, today or held)
    if day > held:
        raise BranchError(
            f"{caption(Meeting, 'noticed_on')}{chinese_day(day)}晚于会议那天（{chinese_day(held)}），请核对，或写上年份。"
        )
    return day


def _end(until: str, start: datetime) -> datetime | None:
    return parse_end(until, start) if until.strip() else None
