"""All that a screen shows of one meeting, read in one statement: what its parts say, who is expected, its stations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeVar

from branchtui.errors import GoneError
from branchtui.rules.attendance import NEEDS_REASON, UNMARKED, AttendanceState, HeadCount, head_count
from branchtui.rules.kind_reading import SETTINGS
from branchtui.rules.meetings import HELD, MeetingKind, is_reopened
from branchtui.rules.reports.states import ReportState
from branchtui.rules.roster import ORDER, Event, MemberAsOf, Standing, listing_place, roster_on
from branchtui.rules.stations import MeetingFacts, StationState, Step, next_step, station_states
from branchtui.store.engine import sql
from branchtui.store.engine.sql import Select
from branchtui.store.models import (
    ActionItem,
    AgendaItem,
    Attachment,
    Attendance,
    Ballot,
    BallotExclusion,
    Branch,
    Evidence,
    Framework,
    Guest,
    Material,
    Meeting,
    Member,
    Plan,
    PlanItem,
    Point,
    Report,
    RosterEvent,
    Setting,
    Station,
)
from branchtui.store.queries.meetings import begins, expected_by_roster
from branchtui.store.queries.people import is_by_strokes
from branchtui.store.replication.merging.unsettled import ANY
from branchtui.store.replication.registry import TABLES
from branchtui.store.replication.row_versions import Token, made_token
from branchtui.store.replication.session import Dot
from branchtui.store.strokes import strokes_of

OrderedT = TypeVar("OrderedT", AgendaItem, Material, Guest, Ballot, ActionItem, Attachment)


@dataclass(frozen=True, slots=True)
class ExpectedPerson:
    """One expected person: frozen values once the meeting was held, before that the roster's of its day."""

    member: bytes
    name: str
    staff_no: str
    standing: Standing | Literal[""]
    offices: tuple[str, ...]
    votes: bool
    state: AttendanceState | Literal[""]  # '' before the meeting was held
    reason: str
    pinyin: tuple[str, ...]
    initials: tuple[str, ...]
    away: str = ""  # why the roster, as it is now known, has them away for long on that day


@dataclass(frozen=True, slots=True)
class Named:
    """How somebody is called and found, and their place in the roster's own order."""

    name: str
    staff_no: str
    order_key: str
    pinyin: tuple[str, ...]
    initials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingView:
    """One meeting at one moment, `clock`; to see it as it is later it is read again. Its rows are there to be read."""

    row: Meeting
    branch: Branch | None  # None before there is one
    host: str
    recorder: str
    group: str  # the name of the group whose meeting it is, empty where it is none's
    plan: str  # the title of the plan from a line of which it was made, and when that line falls; empty for others
    schedule: str
    items: Sequence[AgendaItem]  # the agenda in order
    presenters: Mapping[bytes, str]  # by item id
    materials: Sequence[Material]
    guests: Sequence[Guest]
    ballots: Sequence[Ballot]  # of all items
    exclusions: Mapping[bytes, BallotExclusion]  # by member id: who does not count in the base of its votes
    actions: Sequence[ActionItem]
    attachments: Sequence[Attachment]
    owners: Mapping[bytes, str]  # who is to do them, by their ids
    candidates: Mapping[bytes, str]  # by ballot id
    covers: Sequence[str]  # the titles of the points of campaigns that it was put to
    report_states: Sequence[ReportState]  # of the reports drafted from it, the first drafted first
    not_applicable: Mapping[str, str]  # station → why
    attendances: Mapping[bytes, Attendance]  # by member id; empty before it was held
    names: Mapping[bytes, Named]  # of those who may be expected
    events: Sequence[Event]  # theirs
    heads: Mapping[tuple[str, bytes], Mapping[int, Sequence[Dot]]]  # the stamps of the meeting and of its items
    rules: Mapping[str, str]  # what the branch has set about meetings: key → JSON
    by_strokes: bool  # whether people are listed by the strokes of their names
    clock: int
    unsettled: bool  # whether there are conflicts anywhere, perhaps of it

    @property
    def roster(self) -> dict[bytes, MemberAsOf]:
        """Those who may be expected, as the roster of the meeting's day has them."""
        return roster_on(self.events, begins(self.row).date())

    def expected(self, kind: MeetingKind) -> list[ExpectedPerson]:
        """Everyone expected, as people are listed everywhere."""
        if self.row.state in HELD:
            return self.roll
        group = self.row.group_id.hex() if self.row.group_id else ""
        return self._listed([person.member for person in expected_by_roster(kind, self.roster, group)])

    @property
    def roll(self) -> list[ExpectedPerson]:
        """Everyone on the frozen list, in the same order; empty before the meeting was held."""
        return self._listed(self.attendances)

    def _listed(self, keys: Iterable[bytes]) -> list[ExpectedPerson]:
        people = self.roster
        found = []
        for key in keys:
            entry, now, person = self.attendances.get(key), people.get(key), self.names[key]
            found.append(
                ExpectedPerson(
                    key,
                    person.name,
                    person.staff_no,
                    entry.standing if entry else now.standing if now else "",
                    now.offices if now else (),
                    entry.votes if entry else bool(now and now.votes),
                    entry.state if entry else "",
                    entry.reason if entry else "",
                    person.pinyin,
                    person.initials,
                    now.away if now else "",
                )
            )
        return sorted(
            found,
            key=lambda p: listing_place(
                p.offices,
                self.names[p.member].order_key,
                p.standing,
                p.staff_no,
                p.name,
                p.member,
                strokes_of(p.name) if self.by_strokes else (),
            ),
        )

    @property
    def head_count(self) -> HeadCount:
        """The head count of a meeting that was held."""
        return head_count((entry.state, entry.votes) for entry in self.attendances.values())

    @property
    def stations(self) -> list[StationState]:
        """The six stations with their states."""
        roll = self.attendances.values()
        facts = MeetingFacts(
            self.row.state,
            len(self.materials),
            len(self.items),
            sum(bool(item.record.strip()) for item in self.items),
            bool(self.row.place),
            bool(self.host),
            len(roll),
            sum(entry.state == UNMARKED for entry in roll),
            sum(entry.state in NEEDS_REASON and not entry.reason for entry in roll),
            self.report_states,
            is_reopened(self.row.state, self.row.reason),
        )
        return station_states(facts, self.not_applicable)

    def next_step(self, now: datetime) -> Step | None:
        """What is to be done next, if anything."""
        return next_step(self.row.state, self.stations, come=begins(self.row) <= now)

    def item(self, item_id: bytes) -> AgendaItem:
        """An item of the agenda. Raises GoneError where it is not on it any more."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise GoneError("这一项议程已不在了。")

    def token(self, row: Meeting | AgendaItem) -> Token:
        """How the meeting, or an item of it, stood at that moment."""
        return made_token(row, self.heads[row._meta.table_name, row.id])


def view(meeting_id: bytes) -> MeetingView:
    """The meeting as it is stored now. Raises GoneError where there is none."""
    of_it = (meeting_id,)
    numbers = {TABLES[name].number: name for name in ("meeting", "agenda_item")}
    meeting_number, item_number = numbers
    # Of a meeting that was held only those on its frozen list.
    among = (
        f"(m.id IN (SELECT a.member_id FROM attendance a WHERE a.meeting_id = ? AND {Attendance.live_in('a')}) "
        f"OR {Member.live_in('m')} AND "
        f"(SELECT state FROM meeting WHERE id = ?) NOT IN ({', '.join('?' * len(HELD))}))"
    )
    people = (meeting_id, meeting_id, *HELD)
    found = sql.together(
        [
            Select(
                [*Meeting.columns("t"), "h.name", "r.name", "g.name", "q.title", "p.schedule"],
                "FROM meeting t LEFT JOIN member h ON h.id = t.host_id LEFT JOIN member r ON r.id = t.recorder_id "
                "LEFT JOIN party_group g ON g.id = t.group_id "
                f"LEFT JOIN plan_item p ON p.id = t.plan_item_id AND {PlanItem.live_in('p')} "
                f"LEFT JOIN plan q ON q.id = p.plan_id AND {Plan.live_in('q')} WHERE t.id = ?",
                of_it,
            ),
            Select(Branch.columns("t"), f"FROM branch t WHERE {Branch.live_in('t')}"),
            Select(
                [*AgendaItem.columns("t"), "m.name"],
                "FROM agenda_item t LEFT JOIN member m ON m.id = t.presenter_id "
                f"WHERE t.meeting_id = ? AND {AgendaItem.live_in('t')}",
                of_it,
            ),
            Select(Material.columns("t"), f"FROM material t WHERE t.meeting_id = ? AND {Material.live_in('t')}", of_it),
            Select(Guest.columns("t"), f"FROM guest t WHERE t.meeting_id = ? AND {Guest.live_in('t')}", of_it),
            Select(
                [*Ballot.columns("t"), "m.name"],
                "FROM agenda_item i JOIN ballot t ON t.item_id = i.id LEFT JOIN member m ON m.id = t.candidate_id "
                f"WHERE i.meeting_id = ? AND {AgendaItem.live_in('i')} AND {Ballot.live_in('t')}",
                of_it,
            ),
            Select(
                BallotExclusion.columns("t"),
                f"FROM ballot_exclusion t WHERE t.meeting_id = ? AND {BallotExclusion.live_in('t')}",
                of_it,
            ),
            Select(
                [*ActionItem.columns("t"), "m.name"],
                "FROM action_item t LEFT JOIN member m ON m.id = t.owner_id "
                f"WHERE t.meeting_id = ? AND {ActionItem.live_in('t')}",
                of_it,
            ),
            Select(
                Attachment.columns("t"),
                f"FROM attachment t WHERE t.of_table = 'meeting' AND t.of_id = ? AND {Attachment.live_in('t')}",
                of_it,
            ),
            Select(
                ["t.id", "t.state"],
                f"FROM report t WHERE t.about_table = 'meeting' AND t.about_id = ? AND {Report.live_in('t')}",
                of_it,
            ),
            Select(
                ["t.station", "t.reason"], f"FROM station t WHERE t.meeting_id = ? AND {Station.live_in('t')}", of_it
            ),
            Select(
                Attendance.columns("t"),
                f"FROM attendance t WHERE t.meeting_id = ? AND {Attendance.live_in('t')}",
                of_it,
            ),
            Select(
                ["m.id", "m.name", "m.staff_no", "m.order_key", "n.pinyin", "n.initials"],
                f"FROM member m LEFT JOIN name_index n ON n.id = m.id WHERE {among}",
                people,
            ),
            Select(
                ["e.member_id", "e.aspect", "e.subject", 'e."on"', "e.value", "e.value_id"],
                f"FROM member m CROSS JOIN roster_event e ON e.member_id = m.id WHERE {among} "
                f"AND {RosterEvent.live_in('e')}",
                people,
            ),
            Select(
                ["h.tbl", "t.id", "h.col", "k.w", "h.s"],
                f"FROM meeting t CROSS JOIN stamp_head h ON h.tbl = {meeting_number} AND h.n = t.n "
                "JOIN stamp_writer k ON k.n = h.wn WHERE t.id = ?",
                of_it,
            ),
            Select(
                ["h.tbl", "t.id", "h.col", "k.w", "h.s"],
                f"FROM agenda_item t CROSS JOIN stamp_head h ON h.tbl = {item_number} AND h.n = t.n "
                "JOIN stamp_writer k ON k.n = h.wn WHERE t.meeting_id = ?",
                of_it,
            ),
            Select(
                ["t.key", "t.value"], f"FROM setting t WHERE t.key GLOB ? AND {Setting.live_in('t')}", (f"{SETTINGS}*",)
            ),
            Select(["t.value"], f"FROM setting t WHERE t.key = ? AND {Setting.live_in('t')}", (ORDER,)),
            Select(
                ["p.order_key", "p.id", "p.title"],
                "FROM evidence t JOIN point p ON p.id = t.point_id JOIN framework f ON f.id = p.framework_id WHERE "
                "t.thing_id = ? AND t.thing_table = 'meeting' AND t.state = 'in' AND f.kind = 'campaign' AND "
                f"{Evidence.live_in('t')} AND {Point.live_in('p')} AND {Framework.live_in('f')}",
                of_it,
            ),
            Select(["clock"], "FROM stamp_session"),
            ANY,
        ]
    )
    of_row, branches, items, materials, guests, votes, left_out, tasks, attached, reports, stations, *rest = found
    roll, members, events, *rest = rest
    stamps, of_items, rules, order, covered, clock, unsettled = rest
    if not of_row:
        raise GoneError("这一项已不在了。")
    *values, host, recorder, group, plan, schedule = of_row[0]
    row = Meeting.stored(values)
    heads: dict[tuple[str, bytes], dict[int, list[Dot]]] = {}
    for number, rid, column, w, s in sorted([*stamps, *of_items], key=lambda head: (head[4], head[3])):
        heads.setdefault((numbers[number], rid), {}).setdefault(column, []).append((w, s))
    ballots = [(Ballot.stored(stored), candidate) for *stored, candidate in votes]
    actions = [(ActionItem.stored(stored), owner) for *stored, owner in tasks]
    exclusions = [BallotExclusion.stored(stored) for stored in left_out]
    agenda = [(AgendaItem.stored(stored), presenter) for *stored, presenter in items]
    attendances = [Attendance.stored(each) for each in roll]
    return MeetingView(
        row=row,
        branch=Branch.stored(branches[0]) if branches else None,
        host=host if row.host_id else row.host_name,
        recorder=recorder if row.recorder_id else row.recorder_name,
        group=group or "",
        plan=plan or "",
        schedule=schedule or "",
        items=_in_order(item for item, _ in agenda),
        presenters={item.id: name if item.presenter_id else item.presenter_name for item, name in agenda},
        materials=_in_order(Material.stored(each) for each in materials),
        guests=_in_order(Guest.stored(each) for each in guests),
        ballots=_in_order(ballot for ballot, _ in ballots),
        exclusions={each.member_id: each for each in exclusions},
        actions=_in_order(action for action, _ in actions),
        owners={action.id: name if action.owner_id else action.owner_name for action, name in actions},
        candidates={ballot.id: name if ballot.candidate_id else ballot.candidate_name for ballot, name in ballots},
        attachments=_in_order(Attachment.stored(each) for each in attached),
        covers=[title for *_, title in sorted(covered)],
        report_states=[state for _, state in sorted(reports)],
        not_applicable=dict(stations),
        attendances={entry.member_id: entry for entry in attendances},
        names={
            key: Named(
                name,
                number,
                place,
                *(tuple(read.split("|")) if read is not None else () for read in (pinyin, initials)),
            )
            for key, name, number, place, pinyin, initials in members
        },
        events=[
            Event(member, aspect, subject, date.fromisoformat(on), group.hex() if group else value)
            for member, aspect, subject, on, value, group in events
        ],
        heads=heads,
        rules=dict(sorted(rules)),
        by_strokes=bool(order) and is_by_strokes(order[0][0]),
        clock=clock[0][0],
        unsettled=bool(unsettled),
    )


def _in_order(rows: Iterable[OrderedT]) -> list[OrderedT]:
    return sorted(rows, key=lambda row: (row.order_key, row.id))
