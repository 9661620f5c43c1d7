"""What of a need is met in each period, by what, and what is missing."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from branchtui.rules.frameworks.needs import Each, Need, Select
from branchtui.rules.frameworks.periods import Period, days, periods
from branchtui.rules.frameworks.things import Thing, reaches
from branchtui.rules.workdays import Terms, Workdays

State = Literal["met", "part", "missing", "not_due", "none"]
STATES: dict[State, str] = {"met": "满足", "part": "部分", "missing": "缺", "not_due": "未到期", "none": "不适用"}


class Subject(NamedTuple):
    """A person or a post of whom something is asked, from a day to a day (None: open)."""

    id: bytes
    name: str
    first: date | None = None
    last: date | None = None


class Gap(NamedTuple):
    """What is missing: of which period, of whom (None: of the branch), and that in words."""

    period: Period
    whose: bytes | None
    words: str
    thing: tuple[str, bytes] | None = None  # one that lacks only its papers


class Cell(NamedTuple):
    """A need in one period: how many are there of how many, and which."""

    period: Period
    have: int
    asked: int
    state: State
    things: tuple[Thing, ...]


class NeedState(NamedTuple):
    """A need over the cycle; `reason` says why it does not apply."""

    need: Need
    state: State
    cells: tuple[Cell, ...]
    gaps: tuple[Gap, ...] = ()
    reason: str = ""


Measure = Callable[[str, Period, bytes | None], float | None]
"""How much of a measure a period holds, of one person or post or of the branch; None where nobody can tell."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a framework is judged on: the day, the cycle, the calendar, of whom things are asked, and how much there is."""

    today: date
    first: date
    last: date
    subjects: Mapping[Each, Sequence[Subject]]
    measure: Measure
    terms: Terms
    workdays: Workdays


def selected(select: Select, thing: Thing) -> bool:
    """Whether a thing comes in by itself."""
    return (
        thing.table == select.thing
        and (not select.kind or thing.kind in select.kind)
        and (not select.level_at_least or reaches(thing.level, select.level_at_least))
    )


def judge(need: Need, things: Iterable[Thing], marked: Iterable[Thing], ground: Ground) -> NeedState:
    """The state of a need. `things` are those of the cycle that nobody took out of its point, `marked` those that were put
    to this need by hand."""
    by_hand = list(marked)
    chosen = need.select
    counted: Collection[Thing] = [each for each in things if selected(chosen, each)] if chosen is not None else ()
    if by_hand:  # of what came in by itself, each is there once
        counted = {(each.table, each.id): each for each in (*by_hand, *counted)}.values()
    mine = _ByDay(counted)
    if need.form == "within":
        return _within(need, mine, ground)
    if need.each:
        return _each(need, mine, ground)
    cells: list[Cell] = []
    gaps: list[Gap] = []
    for period in periods(need.per, ground.first, ground.last, ground.terms):
        cell, missing = _cell(need, period, mine.inside(period, need), ground)
        cells.append(cell)
        gaps += missing
    return NeedState(need, over([cell.state for cell in cells]), tuple(cells), tuple(gaps))


class _ByDay:
    """Things in the order of their days, so that those of a period are found without looking at the others."""

    def __init__(self, things: Collection[Thing]) -> None:
        dated = sorted(((day, thing) for thing in things if (day := thing.counted)), key=lambda each: each[0])
        self._days = [day for day, _ in dated]
        self._dated = tuple(thing for _, thing in dated)
        self._undated = tuple(thing for thing in things if not thing.counted)

    def between(self, first: date, last: date) -> tuple[Thing, ...]:
        return self._dated[bisect_left(self._days, first) : bisect_right(self._days, last)]

    def inside(self, period: Period, need: Need) -> tuple[Thing, ...]:
        """Those that lie in a period; one without a day counts for the whole cycle only."""
        undated = self._undated if need.per in ("cycle", "once") else ()
        return undated + self.between(period.first, period.last)


def _cell(need: Need, period: Period, inside: tuple[Thing, ...], ground: Ground) -> tuple[Cell, list[Gap]]:
    measured: float | None = 0
    if need.form == "measure":
        measured = ground.measure(need.measure, period, None)
        have, asked = int(measured or 0), need.at_least
        ready: Sequence[Thing] = inside
    else:
        ready = [thing for thing in inside if thing.papers.issuperset(need.papers)]
        have, asked = len(ready), need.count
    state = _state(have, asked, period, ground)
    gaps = []
    if state in ("missing", "part") and _isover(period, ground):
        lacking = [thing for thing in inside if not thing.papers.issuperset(need.papers)]
        if lacking:
            gaps = [
                Gap(period, None, f"{period.name}：“{thing.title}”的纸面不全", (thing.table, thing.id))
                for thing in lacking
            ]
        elif measured is None:
            gaps = [Gap(period, None, f"{period.name}：{need.say}，没有可算的记录")]
        else:
            unit = need.unit or "项"
            gaps = [Gap(period, None, f"{period.name}：{need.say}还差 {asked - have} {unit}")]
    return Cell(period, have, asked, state, inside), gaps


def _each(need: Need, mine: _ByDay, ground: Ground) -> NeedState:
    assert need.each
    subjects = ground.subjects.get(need.each, ())
    if not subjects:
        return NeedState(need, "none", (), reason=_NOBODY[need.each])
    owned = Counter[tuple[bytes, Period]]()
    cells: list[Cell] = []
    gaps: list[Gap] = []
    for period in periods(need.per, ground.first, ground.last, ground.terms):
        inside = mine.inside(period, need)
        for thing in inside:
            for each in thing.whose:
                owned[each, period] += 1
        asked = [subject for subject in subjects if _there(subject, period)]
        short = [subject for subject in asked if not _has(need, subject, period, owned, ground)]
        have = len(asked) - len(short)
        state = _state(have, len(asked), period, ground) if asked else "none"
        cells.append(Cell(period, have, len(asked), state, inside))
        if state in ("missing", "part") and _isover(period, ground):
            gaps += [Gap(period, each.id, f"{period.name}：{each.name}，{need.say}") for each in short]
    reason = "" if any(cell.asked for cell in cells) else _NOBODY_WHOLE[need.each]
    return NeedState(need, over([cell.state for cell in cells]), tuple(cells), tuple(gaps), reason)


_NOBODY: dict[Each, str] = {"member": "名册上没有党员", "committee": "没有支部委员会", "post": "没有示范岗"}
_NOBODY_WHOLE: dict[Each, str] = {
    "member": "没有整期在册的党员",
    "committee": "没有整期任职的支委",
    "post": "没有整期在岗的示范岗",
}


def _has(need: Need, each: Subject, period: Period, owned: Mapping[tuple[bytes, Period], int], ground: Ground) -> bool:
    if need.measure:
        return (ground.measure(need.measure, period, each.id) or 0) >= need.at_least
    return owned.get((each.id, period), 0) >= need.count


def _within(need: Need, mine: _ByDay, ground: Ground) -> NeedState:
    """Whether the last thing, of each where it is asked of each, is recent enough."""
    until = min(ground.today, ground.last)
    since = until - timedelta(need.within_days)
    period = Period(max(since, ground.first), until, f"近{need.within_days}天")
    if until < ground.first:
        return NeedState(need, "not_due", ())
    asked: list[Subject | None] = list(ground.subjects.get(need.each, ())) if need.each else [None]
    if need.each and not asked:
        return NeedState(need, "none", (), reason=_NOBODY[need.each])
    recent = mine.between(period.first, until)
    served = {each for thing in recent for each in thing.whose}
    gaps = []
    have = 0
    for each in asked:
        if each is not None and not _there(each, period):
            continue
        if bool(recent) if each is None else each.id in served:
            have += 1
        elif ground.first <= since:
            words = f"{each.name}：{need.say}" if each else need.say
            gaps.append(Gap(period, each.id if each else None, words))
    total = have + len(gaps)
    state: State = "not_due" if not total else "met" if not gaps else "part" if have else "missing"
    return NeedState(need, state, (Cell(period, have, total, state, recent),), tuple(gaps))


def _state(have: int, asked: int, period: Period, ground: Ground) -> State:
    if have >= asked:
        return "met"
    if not period.whole or not any(ground.workdays.works(day) for day in days(period)):
        return "none"
    if not _isover(period, ground):
        return "not_due"
    return "part" if have else "missing"


def _isover(period: Period, ground: Ground) -> bool:
    return period.last < ground.today


def _there(each: Subject, period: Period) -> bool:
    """Whether something is asked of somebody in a period: who came, or left, in it is left out."""
    return (each.first is None or each.first <= period.first) and (each.last is None or each.last >= period.last)


def over(states: Sequence[State]) -> State:
    """The state of a whole by those of its parts: periods, needs, points."""
    told = [state for state in states if state != "none"]
    if not told:
        return "none"
    if any(state in ("missing", "part") for state in told):
        return "part" if any(state in ("met", "part") for state in told) else "missing"
    return "met" if "met" in told else "not_due"


def gaps_of(states: Iterable[NeedState]) -> Iterator[tuple[Need, Gap]]:
    """All that is missing, with the need it is missing of."""
    for state in states:
        for gap in state.gaps:
            yield state.need, gap
