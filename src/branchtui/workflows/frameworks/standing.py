"""How a framework stands: what each of its points asks, what is there for it, and what is missing."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from branchtui.errors import BranchError
from branchtui.papers.names import NAMES
from branchtui.rules.frameworks.judging import Ground, NeedState, State, Subject, judge, over, selected
from branchtui.rules.frameworks.needs import Each, Need, Per, Select, needs_of, selects_of
from branchtui.rules.frameworks.periods import Period, periods
from branchtui.rules.frameworks.spans import spans
from branchtui.rules.frameworks.things import Thing
from branchtui.rules.meetings import MeetingRules
from branchtui.rules.posts.chain import since
from branchtui.rules.roster import MemberAsOf
from branchtui.rules.workdays import Terms, terms_of
from branchtui.store.models import Evidence, Framework, Milestone, Point
from branchtui.store.queries.frameworks import things as of_things
from branchtui.store.queries.frameworks.grounds import Grounds, grounds
from branchtui.store.queries.frameworks.measured import measured
from branchtui.workflows.frameworks.steps import Steps, at_once
from branchtui.workflows.meeting_rules import rules_read
from branchtui.workflows.posts.post_rules import rules_seen
from branchtui.workflows.workdays import workdays
from branchtui.workflows.year.ledgers import half_hours

How = Literal["auto", "marked", "out"]
MANY = 1_000  # things that are looked at in one step
_POINT = 50  # of them, that take as long as a point without any
HOWS: dict[How, str] = {"auto": "自动", "marked": "标记", "out": "剔除"}


class Piece(NamedTuple):
    """A thing at a point: how it came there, and the mark of a person, if there is one."""

    thing: Thing
    how: How
    mark: Evidence | None = None


class PointStanding(NamedTuple):
    """A point: its printed number, how deep it stands, its needs, its pieces by day, and its state with all below it."""

    point: Point
    number: str
    depth: int
    needs: tuple[NeedState, ...]
    pieces: tuple[Piece, ...]
    state: State


class Standing(NamedTuple):
    """A framework as of a day, its points in the order of the tree; its milestones, and the terms that it was judged by."""

    framework: Framework
    today: date
    points: tuple[PointStanding, ...]
    milestones: tuple[Milestone, ...]
    terms: Terms

    @property
    def needs(self) -> list[NeedState]:
        """All needs that apply."""
        return [each for row in self.points for each in row.needs if each.state != "none"]

    @property
    def met(self) -> int:
        """How many of them are met so far: what is not due yet lacks nothing."""
        return sum(each.state == "met" for each in self.needs)


def standing(framework: Framework, today: date) -> Standing:
    """How a framework stands on a day. Raises BranchError where a need can't be read any more, which names the point."""
    return at_once(standing_in_steps(framework, today))


def standing_in_steps(framework: Framework, today: date) -> Steps[Standing]:
    """The same a little at a time; what is written between two steps may be seen or not."""
    stored = grounds(framework)
    yield
    rows, marks, rules = stored.points, stored.marks, rules_read(stored.of_meetings)
    there = frozenset(rules.on(date.max))
    read = {row.id: rules_of(row, there) for row in rows}
    yield
    measures = _Measures(rules)
    ground = yield from _ground(framework, today, stored, measures)
    yield
    yield from _measured(measures, ground, [need for needs, _ in read.values() for need in needs])
    things = _Things()
    yield from things.read(read.values(), framework)
    by_hand = _marked(marks)
    numbers = printed_numbers(rows)
    found: list[PointStanding] = []
    looked_at = MANY
    for row in rows:
        if looked_at >= MANY:
            looked_at = 0
            yield
        needs, selects = read[row.id]
        mine = marks.get(row.id, [])
        out = {(mark.thing_table, mark.thing_id) for mark in mine if mark.state == "out"}
        states = tuple(
            _of(row, judge(need, things.free(need.select, out), _put_to(need, mine, by_hand), ground), there)
            for need in needs
        )
        looked_at += _POINT + sum(len(cell.things) for each in states for cell in each.cells)
        if looked_at >= MANY:
            looked_at = 0
            yield
        pieces = _pieces((*selects, *filter(None, (need.select for need in needs))), things, mine, by_hand)
        looked_at += len(pieces)
        number, depth = numbers[row.id]
        found.append(PointStanding(row, number, depth, states, pieces, over([each.state for each in states])))
    return Standing(framework, today, tuple(_with_those_below(found)), tuple(stored.milestones), ground.terms)


def _ground(framework: Framework, today: date, stored: Grounds, measures: "_Measures") -> Steps[Ground]:
    """What a framework is judged on, as of a day: of a period things are asked of those who were there for all of it."""
    subjects = yield from _subjects(stored, min(today, framework.ends_on))
    return Ground(
        today,
        framework.starts_on,
        framework.ends_on,
        subjects,
        measures,
        terms_of(stored.marked),
        workdays(framework.starts_on, stored.marked),
    )


def _measured(measures: "_Measures", ground: Ground, needs: Iterable[Need]) -> Iterator[None]:
    """Read what is measured of each period, one in a step: whoever judges finds it there."""
    wanted: dict[Per, set[str]] = {}
    for need in needs:
        if need.measure:
            wanted.setdefault(need.per, set()).add(need.measure)
    for per, names in wanted.items():
        for period in periods(per, ground.first, ground.last, ground.terms):
            yield from measures.read(names, period)


def printed_numbers(rows: Sequence[Point]) -> dict[bytes, tuple[str, int]]:
    """Of each point in the order of the tree its number, 1.2.3 by its places, and its depth from 0."""
    numbers: dict[bytes, tuple[str, int]] = {}
    last: dict[bytes | None, int] = {}
    for row in rows:
        above = row.parent_id if row.parent_id in numbers else None
        last[above] = last.get(above, 0) + 1
        before, depth = numbers[above] if above is not None else ("", -1)
        numbers[row.id] = f"{before}.{last[above]}".lstrip("."), depth + 1
    return numbers


def rules_of(row: Point, there: Collection[str]) -> tuple[tuple[Need, ...], tuple[Select, ...]]:
    """The needs and the selects of a point; `there` are the kinds of meetings, and it may name some that are gone.

    Raises BranchError naming the point where they can't be read.
    """
    try:
        needs, selects = json.loads(row.needs or "[]"), json.loads(row.selects or "[]")
        meetings = [*there, *_kinds_named(needs), *_kinds_named(selects)]
        return needs_of(needs, meetings, NAMES), selects_of(selects, meetings)
    except (BranchError, ValueError, RecursionError) as wrong:
        raise BranchError(f"观测点“{row.title}”的需要读不出来：{wrong} 请打开这个观测点改正。") from None


def _kinds_named(tables: object) -> list[str]:
    rows = [table for table in tables if isinstance(table, dict)] if isinstance(tables, list) else []
    return [kind for row in rows if isinstance(row.get("kind"), list) for kind in row["kind"] if isinstance(kind, str)]


class _Things:
    """The things of the cycle of every table that any point asks for; what a select takes of them is looked for once."""

    def __init__(self) -> None:
        self._of: dict[str, list[Thing]] = {}
        self._taken: dict[Select, list[Thing]] = {}
        self._pieces: dict[tuple[Select, ...], tuple[Piece, ...]] = {}

    def read(
        self, rules: Iterable[tuple[tuple[Need, ...], tuple[Select, ...]]], framework: Framework
    ) -> Iterator[None]:
        """Read those of all tables that these needs and selects ask for, many in a step."""
        tables = {
            select.thing
            for needs, selects in rules
            for select in (*selects, *(need.select for need in needs))
            if select
        }
        between = of_things.things_between(sorted(tables), framework.starts_on, framework.ends_on)
        for number, thing in enumerate(between):
            if number % MANY == 0:
                yield
            self._of.setdefault(thing.table, []).append(thing)

    def taken(self, select: Select) -> list[Thing]:
        """What comes in by itself, by day."""
        if select not in self._taken:
            self._taken[select] = [thing for thing in self._of.get(select.thing, ()) if selected(select, thing)]
        return self._taken[select]

    def pieces(self, selects: Sequence[Select]) -> tuple[Piece, ...]:
        """All that comes in by itself for any of these, by day."""
        asked = tuple(dict.fromkeys(selects))
        if asked not in self._pieces:
            if len(asked) == 1:
                self._pieces[asked] = tuple(Piece(thing, "auto") for thing in self.taken(asked[0]))
            else:
                found = {(thing.table, thing.id): thing for select in asked for thing in self.taken(select)}
                self._pieces[asked] = tuple(_by_day(Piece(thing, "auto") for thing in found.values()))
        return self._pieces[asked]

    def free(self, select: Select | None, out: Collection[tuple[str, bytes]]) -> list[Thing]:
        """That of it which nobody took out."""
        if select is None:
            return []
        taken = self.taken(select)
        return [thing for thing in taken if (thing.table, thing.id) not in out] if out else taken


def _marked(marks: Mapping[bytes, Sequence[Evidence]]) -> dict[tuple[str, bytes], Thing]:
    """The things that anybody put somewhere by hand, as far as they are still there."""
    wanted: dict[str, set[bytes]] = {}
    for rows in marks.values():
        for mark in rows:
            wanted.setdefault(mark.thing_table, set()).add(mark.thing_id)
    return {
        (thing.table, thing.id): thing
        for table, ids in wanted.items()
        for thing in of_things.things_of(table, sorted(ids))
    }


def _put_to(need: Need, marks: Sequence[Evidence], things: Mapping[tuple[str, bytes], Thing]) -> list[Thing]:
    """What was put to a need by hand: a mark that names no need counts for all that could have taken it by themselves, and
    for the plain ones."""
    found = []
    for mark in marks:
        thing = things.get((mark.thing_table, mark.thing_id))
        if thing is None or mark.state == "out":
            continue
        fits = need.form == "plain" or (need.select is not None and selected(need.select, thing))
        if mark.need == need.key or (not mark.need and fits):
            found.append(thing)
    return found


def _pieces(
    selects: Sequence[Select],
    things: _Things,
    marks: Sequence[Evidence],
    by_hand: Mapping[tuple[str, bytes], Thing],
) -> tuple[Piece, ...]:
    """All that stands at a point, by day; what was taken out stands there too."""
    by_itself = things.pieces(selects)
    if not marks:
        return by_itself
    marked = {(mark.thing_table, mark.thing_id): mark for mark in marks}
    pieces = {(piece.thing.table, piece.thing.id): piece for piece in by_itself}
    for key, mark in marked.items():
        if key in by_hand:
            pieces[key] = Piece(by_hand[key], "out" if mark.state == "out" else "marked", mark)
    return tuple(_by_day(pieces.values()))


def _by_day(pieces: Iterable[Piece]) -> list[Piece]:
    return sorted(pieces, key=lambda piece: (piece.thing.counted or date.min, piece.thing.table, piece.thing.id))


def _of(row: Point, state: NeedState, meetings: Collection[str]) -> NeedState:
    """A need of a point, which may not apply."""
    need = state.need
    reason = row.na_reason
    if not reason and need.thing == "meeting" and need.kind and not set(need.kind) & set(meetings):
        reason = f"会议类型里没有{'、'.join(f'“{kind}”' for kind in need.kind)}了，请改这项需要"
    return state._replace(state="none", gaps=(), reason=reason) if reason else state


def _with_those_below(rows: Sequence[PointStanding]) -> list[PointStanding]:
    """Each with the state of all below it."""
    states: dict[bytes, list[State]] = {row.point.id: [need.state for need in row.needs] for row in rows}
    for row in reversed(rows):
        if row.point.parent_id in states:
            states[row.point.parent_id] += states[row.point.id]
    return [row._replace(state=over(states[row.point.id])) for row in rows]


def _subjects(stored: Grounds, day: date) -> Steps[dict[Each, list[Subject]]]:
    """Members and committee with the days for which they were that, posts with the day from which they are in use."""
    events, everyone = stored.events, stored.members

    def those(holds: Callable[[MemberAsOf], bool]) -> list[Subject]:
        found = [
            Subject(member, everyone[member].name, first, last)
            for member, first, last in spans(events, holds, day)
            if member in everyone
        ]
        return sorted(found, key=lambda each: (everyone[each.id].order_key, everyone[each.id].staff_no, each.name))

    members = those(lambda person: person.is_member)
    yield
    committee = those(lambda person: person.is_member and person.in_committee)
    yield
    rules = rules_seen(stored.of_posts)
    posts = []
    for post in stored.posts:
        state, first = since(post.steps, rules, day)
        if state == "active":
            posts.append(Subject(post.id, post.name, first))
    return {"member": members, "committee": committee, "post": posts}


class _Measures:
    """How much of each measure a period holds, read for all who ask: hours are asked of each person, and several points may
    ask the same."""

    def __init__(self, rules: MeetingRules) -> None:
        self._rules = rules
        self._hours: dict[Period, Mapping[bytes, int]] = {}
        self._whole: dict[tuple[str, Period], float | None] = {}

    def __call__(self, name: str, period: Period, whose: bytes | None) -> float | None:
        if name == "study_hours" and whose is not None:
            return self._hours[period].get(whose, 0) / 2
        return self._whole[name, period]

    def read(self, names: Collection[str], period: Period) -> Iterator[None]:
        """Read all of these of a period: the hours in a step of their own, the others in one statement."""
        if "study_hours" in names:
            hours = self._hours[period] = half_hours(period.first, period.last, self._rules)
            self._whole["study_hours", period] = sum(hours.values()) / 2
            yield
        others = [name for name in names if name != "study_hours"]
        if others:
            for name, much in measured(others, period.first, period.last).items():
                self._whole[name, period] = much
            yield
