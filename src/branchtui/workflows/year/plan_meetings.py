"""A plan turned into meetings: what is to be made, what is there already, and what has been held."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import groupby
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.meetings import Bodies, MeetingKind
from branchtui.rules.roster import roster_on
from branchtui.rules.text.chinese_time import chinese_weekday, near_day
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.text.dates import split_clock
from branchtui.rules.workdays import terms_of
from branchtui.rules.year.dues import SORTS, Sort
from branchtui.rules.year.occurrences import Calendar, Occurrence, occurrences, weeks_from
from branchtui.rules.year.schedule import Schedule, read_schedule
from branchtui.store.file.database import act
from branchtui.store.models import Group, Material, Plan
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.store.queries.days import marked_days
from branchtui.store.queries.year import plans
from branchtui.store.queries.year.plans import LineRow, MeetingOfPlan
from branchtui.store.writes import append, assign
from branchtui.workflows.input_checks import line
from branchtui.workflows.meeting_rules import meeting_rules
from branchtui.workflows.meetings.meetings import planned, spare
from branchtui.workflows.workdays import workdays

_OF_NO_GROUP = ((None, ""),)


class Due(NamedTuple):
    """One time that a line of a plan is due, with the meeting that is there of it, if any.

    `at` is None where nobody told the time; `group` is the group whose meeting it is, by name.
    """

    line: LineRow
    when: Occurrence
    sort: Sort
    at: time | None = None
    meeting: MeetingOfPlan | None = None
    group_id: bytes | None = None
    group: str = ""

    @property
    def key(self) -> tuple[bytes, date, bytes | None, bytes | None]:
        """What tells it from all others of a plan."""
        return self.line.id, self.when.day or self.when.first, self.group_id, self.meeting.id if self.meeting else None

    @property
    def day(self) -> date | None:
        """The day of the meeting that is there, else the day it is due."""
        return self.meeting.begins.date() if self.meeting else self.when.day

    def words(self, today: date) -> str:
        """When: 9月16日 星期三 15:00, 9月, or what the time of it is called."""
        if self.day is None:
            return self.when.name
        clock = self.meeting.begins.time() if self.meeting else self.at
        at = f" {clock:%H:%M}" if clock else ""
        return f"{near_day(self.day, today)} {chinese_weekday(self.day)}{at}"


class Preview(NamedTuple):
    """What turning a plan into meetings would do; `told` are sentences about all of it."""

    plan: Plan
    dues: tuple[Due, ...]
    told: tuple[str, ...]

    def of(self, *sorts: Sort) -> list[Due]:
        """Those of these sorts."""
        return [due for due in self.dues if due.sort in sorts]

    @property
    def counted(self) -> str:
        """How many of each sort there are: 要安排 12 次，已开 3 次."""
        return "，".join(f"{word} {n} 次" for sort, word in SORTS.items() if (n := len(self.of(sort))))


def preview(plan: Plan, *, today: date) -> Preview:
    """Every time that the lines of a plan are due, in order of days. Raises BranchError for a line that can't be read."""
    rows = plans.lines(plan.id)
    own = marked_days()
    begun = tuple(each.day for each in own if each.mark == "term_begins")
    days = Calendar(plan.first_day, plan.last_day, workdays(plan.first_day, own), terms_of(own), begun)
    schedules = {row.id: _schedule(row) for row in rows}
    rules = meeting_rules()
    slots: list[Due] = []
    told = []
    for row in rows:
        kind = rules.kind_on(row.kind, plan.last_day) if row.kind else None
        slots += _slots(row, schedules[row.id], kind, days)
        told.append(weeks_from(schedules[row.id], days))
    matched = _matched(slots, plans.meetings_for(plan, rows), rows)
    found = [_told(due, today) for due in matched]
    found.sort(key=lambda due: due.day or due.when.first)
    if any(due.day for due in found):
        told.append(days.workdays.doubt(plan.first_day, plan.last_day))
    return Preview(plan, tuple(found), tuple(dict.fromkeys(filter(None, told))))


def make_meetings(plan: Plan, *, at: str = "", without: Collection[object] = (), now: datetime) -> str:
    """Plan the meetings that are still to be made, link those that are there already: one act. The sentence about it.

    `at` is the time of day of lines that tell none; `without` holds the keys of what is to be left alone. Raises
    BranchError where a time is missing, or nothing is to be done.
    """
    seen = preview(plan, today=now.date())
    new, linked = (
        [due for due in seen.of(sort) if due.key not in without] for sort in SORTS if sort in ("new", "link")
    )
    if not new and not linked:
        raise BranchError(f"没有要安排的会议（{seen.counted or '计划里还没有内容'}）。")
    clock = _clock(at) if at.strip() else None
    untold = dict.fromkeys(due.line.called for due in new if due.at is None)
    if clock is None and untold:
        named = "、".join(f"“{name}”" for name in untold)
        raise BranchError(f"{named}没有写几点，请写明几点开，如“下午3点”。")
    kinds, groups = meeting_rules(), {group.id: group for group in people.groups().values()}
    said = [f"安排 {len(new)} 次会议"] if new else []
    said += [f"对上已有的 {len(linked)} 次"] if linked else []
    with act(f"照计划{'、'.join(said)}：{plan.title}"):
        for due in linked:
            assert due.meeting is not None
            assign(facts.meeting(due.meeting.id), {"plan_item": plans.line(due.line.id)})
        for due in new:
            day, begins = due.when.day, due.at or clock
            assert day is not None and begins is not None
            kind = kinds.on(day)[due.line.kind]
            _make(due, kind, datetime.combine(day, begins), groups.get(due.group_id or b""), now)
    return f"已照计划{'，'.join(said)}。"


def _make(due: Due, kind: MeetingKind, start: datetime, group: Group | None, now: datetime) -> None:
    item = plans.line(due.line.id)
    fields = {
        "title": due.line.called,
        "ordinal": facts.next_ordinal(kind.name, start, group),
        "group": group,
        "plan_item": item,
    }
    meeting = planned(kind, start, fields, (), now=now, noticed=False)
    for material in plans.materials(item):
        append(
            Material,
            meeting=meeting,
            plan_item=item,
            title=material.title,
            source=material.source,
            link=material.link,
        )
    spare(meeting, kind)


def _schedule(row: LineRow) -> Schedule:
    try:
        return read_schedule(row.schedule)
    except BranchError as error:  # written by another version, or joined from two texts
        raise BranchError(f"计划里的“{row.called}”：{error}") from None


class _Groups:
    """The groups of the branch as of any day, read once."""

    def __init__(self) -> None:
        self._events = people.events()
        self._named = {key: group.name for key, group in people.groups().items()}

    def on(self, day: date) -> list[tuple[bytes, str]]:
        """Their ids and names."""
        found = Bodies.of(roster_on(self._events, day).values(), self._named).groups
        return [(bytes.fromhex(key), name) for key, name in found]


def _slots(row: LineRow, schedule: Schedule, kind: MeetingKind | None, days: Calendar) -> Iterator[Due]:
    """One for each time that a line is due; of a meeting of groups one for each group of that day."""
    if kind is None:
        yield Due(row, Occurrence(days.first, days.last, row.schedule), "other")
        return
    groups = _Groups() if kind.who == "group" else None
    for when in occurrences(schedule, days) or [Occurrence(days.first, days.last, "", said="没有写时间")]:
        there: Sequence[tuple[bytes | None, str]] = groups.on(when.day or when.first) if groups else ()
        for group_id, group in there or _OF_NO_GROUP:
            yield Due(row, when, "new", schedule.at, group_id=group_id, group=group)


def _matched(slots: Sequence[Due], there: Sequence[MeetingOfPlan], rows: Sequence[LineRow]) -> list[Due]:
    """The meetings laid to the times that they stand for.

    First those that were made from the line: of the same day, then in the same stretch, then the nearest. Then others of
    the kind, of the same day, then in the same stretch. What is left of a line is told of as well.
    """
    found = list(slots)
    left = {each.id: each for each in there}

    def take(at: int, fitting: "Sequence[MeetingOfPlan]") -> None:
        if found[at].meeting is None and fitting:
            found[at] = found[at]._replace(meeting=left.pop(fitting[0].id))

    def mine(due: Due, *, own: bool) -> list[MeetingOfPlan]:
        alike = (each for each in left.values() if due.sort == "new" and (due.group_id in (None, each.group)))
        if own:
            return [each for each in alike if each.line == due.line.id]
        return [
            each for each in alike if each.line is None and each.kind == due.line.kind and each.state != "cancelled"
        ]

    def near(due: Due) -> Callable[[MeetingOfPlan], int]:
        wanted = due.when.day or due.when.first
        return lambda each: abs((each.begins.date() - wanted).days)

    for own in (True, False):
        for at, due in enumerate(found):
            take(at, [each for each in mine(due, own=own) if each.begins.date() == due.when.day])
        for at, due in enumerate(found):
            if own or (due.line.schedule and not due.when.skipped):
                there_then = [
                    each for each in mine(due, own=own) if due.when.first <= each.begins.date() <= due.when.last
                ]
                take(at, sorted(there_then, key=near(due)))
        for at, due in enumerate(found):
            if own and due.when.day is not None:
                take(at, sorted(mine(due, own=True), key=near(due)))
    by_id = {row.id: row for row in rows}
    for each in left.values():
        if each.line in by_id:
            day = each.begins.date()
            outside = Occurrence(day, day, "", day, "不在这一行写的时间里")
            found.append(Due(by_id[each.line], outside, "new", meeting=each))
    return found


def _told(due: Due, today: date) -> Due:
    """What it is by now."""
    sort: Sort
    if due.sort == "other":
        return due
    if (meeting := due.meeting) is not None:
        day = due.when.day
        if day is None and not due.when.skipped:
            due = due._replace(when=due.when._replace(said=""))  # what had no day has one now
        elif day is not None and day != meeting.begins.date():
            said = "；".join(filter(None, (f"计划的是{day.month}月{day.day}日", due.when.said)))
            due = due._replace(when=due.when._replace(said=said))
        if meeting.line is None:
            sort = "link"
        else:
            sort = "held" if meeting.held else "cancelled" if meeting.state == "cancelled" else "planned"
    elif due.when.day is None:
        sort = "skipped" if due.when.skipped else "open"
    else:
        sort = "past" if due.when.day < today else "new"
    return due._replace(sort=sort)


def _clock(typed: str) -> time:
    words = line(typed, "几点开", limit=60)
    found, rest = split_clock(words)
    if found is None or rest.strip():
        raise BranchError(f"没有看懂“{quoted(words, 20)}”是几点，请写成“下午3点”或“15:00”的样子。")
    return found


def by_line(dues: Sequence[Due]) -> Mapping[bytes, list[Due]]:
    """The same by lines."""
    ordered = sorted(dues, key=lambda due: due.line.id)
    return {key: list(group) for key, group in groupby(ordered, key=lambda due: due.line.id)}
