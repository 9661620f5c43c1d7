"""The steps of a post as values: what it is on a day, what comes next, and what is wrong with the steps it has."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from branchtui.errors import BranchError
from branchtui.rules.posts.reviews import Grade
from branchtui.rules.services import Source
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.values import NamedTuple

PostState = Literal["proposed", "publicised", "active", "suspended", "withdrawn", "ended"]
Want = Literal["holders", "duties", "pledges"]
Far = Literal["done", "begun", "next", "later", "left_out"]
IsWorkday = Callable[[date], bool]

STATES: Mapping[PostState, str] = {
    "proposed": "筹备",
    "publicised": "公示",
    "active": "在岗",
    "suspended": "暂停",
    "withdrawn": "已撤牌",
    "ended": "已结束",
}
WANTS: Mapping[Want, str] = {"holders": "上岗党员", "duties": "岗位职责", "pledges": "岗位承诺"}


class StepKind(NamedTuple):
    """What there is to know of a step, as `assets/rules/posts.toml` says it."""

    name: str
    aliases: tuple[str, ...] = ()
    state: PostState | Literal[""] = ""
    after: tuple[str, ...] = ()
    only_in: tuple[PostState, ...] = ()
    wants: tuple[Want, ...] = ()
    lasts: bool = False
    meeting: bool = False
    reason: bool = False
    repeats: bool = False
    restarts: bool = False

    @property
    def in_chain(self) -> bool:
        """Whether it is one of those that are taken one after the other; the others stand beside them."""
        return not self.only_in


class PostRules(NamedTuple):
    """All that is ruled about posts. `agreed` are the settings that the branch has made itself.

    `problems` are sentences about what it has set and can't be used: there the shipped rule stands.
    """

    categories: tuple[str, ...]
    steps: Mapping[str, StepKind]  # by name, in the order in which they are taken
    grades: tuple[Grade, ...]  # the highest first
    weights: Mapping[Source, int]
    notice_working_days: int
    silent_days: int
    review_months: int
    agreed: frozenset[str] = frozenset()
    problems: tuple[str, ...] = ()

    def clause(self, key: str) -> str:
        """What a setting rests on: no regulation says any of it."""
        return "本支部约定" if key in self.agreed else "默认，可改；条文没有规定"

    def step(self, typed: str) -> StepKind:
        """The step a person typed, by name or alias. Raises BranchError naming those there are."""
        wanted = typed.strip()
        for kind in self.steps.values():
            if wanted in (kind.name, *kind.aliases):
                return kind
        raise BranchError(f"没有“{wanted}”这一环节。可选：{'、'.join(self.steps)}。")

    def category(self, typed: str) -> str:
        """The category a person typed; empty for none. Raises BranchError naming those there are."""
        wanted = typed.strip()
        if wanted and wanted not in self.categories:
            raise BranchError(f"没有“{wanted}”这一类岗位。可选：{'、'.join(self.categories)}。")
        return wanted


class Step(NamedTuple):
    """One dated step of a post; `meeting` is the day of the meeting it rests on."""

    name: str
    day: date
    to_day: date | None = None
    meeting: date | None = None
    reason: str = ""


class NextStep(NamedTuple):
    """What comes next: from which day on it can be taken (None: any), and what is still missing for it, in words."""

    name: str
    from_day: date | None = None
    missing: tuple[str, ...] = ()


class Station(NamedTuple):
    """A step of the chain in the present course: the last one that was taken, and how far it is."""

    name: str
    step: Step | None
    far: Far


def in_order(steps: Sequence[Step], rules: PostRules) -> list[Step]:
    """The steps by their days; those of one day as the chain has them."""
    places = {name: place for place, name in enumerate(rules.steps)}
    return sorted(steps, key=lambda step: (step.day, places.get(step.name, len(places))))


def state_on(steps: Sequence[Step], rules: PostRules, day: date) -> PostState:
    """What a post is on a day; `proposed` where no step of it says anything."""
    return since(steps, rules, day)[0]


def since(steps: Sequence[Step], rules: PostRules, day: date) -> tuple[PostState, date | None]:
    """What a post is on a day and since which; the day is None where no step says so."""
    state: PostState = "proposed"
    first: date | None = None
    for step in in_order(steps, rules):
        kind = rules.steps.get(step.name)
        if step.day <= day and kind is not None and kind.state and (kind.state != state or first is None):
            state, first = kind.state, step.day
    return state, first


def notice_end(first: date, working_days: int, is_workday: IsWorkday) -> date:
    """The last day of a notice that begins on `first` and lasts so many working days, the first day counted."""
    day = first
    left = working_days - is_workday(day)
    while left > 0:
        day += timedelta(1)
        left -= is_workday(day)
    return day


def workdays_in(first: date, last: date, is_workday: IsWorkday) -> int:
    """How many working days there are from `first` to `last`, both counted."""
    return sum(is_workday(first + timedelta(days)) for days in range((last - first).days + 1))


def next_step(
    steps: Sequence[Step], rules: PostRules, day: date, has: Collection[Want] = frozenset(WANTS)
) -> NextStep | None:
    """What comes next for a post as of a day; None where nothing does. `has` is what the post has of what steps want.

    In the chain it is the one behind the last that was taken; of a post that is suspended or withdrawn the one that
    leads back.
    """
    taken = [step for step in in_order(steps, rules) if step.day <= day]
    state = state_on(taken, rules, day)
    ways = [kind for kind in rules.steps.values() if state in kind.only_in]
    if state == "ended":
        return None
    if state in ("suspended", "withdrawn"):
        back = next((kind for kind in ways if kind.state in ("active", "proposed")), None)
        return _next(back, None, has) if back else None
    chain = [kind for kind in rules.steps.values() if kind.in_chain]
    this_round = {step.name: step for step in _round(taken, rules, len(taken))}
    last = max((place for place, kind in enumerate(chain) if kind.name in this_round), default=-1)
    restarted = next((kind for name, kind in rules.steps.items() if kind.restarts and name in this_round), None)
    behind = chain[last + 1 :]
    if last < 0 and restarted is not None:  # it was applied for by the step that began the chain anew
        behind = [kind for kind in chain if restarted.name in kind.after]
    if not behind:
        return None
    waits = [step.to_day for step in this_round.values() if step.to_day and rules.steps[step.name].lasts]
    end = max(waits, default=None)
    return _next(behind[0], end + timedelta(1) if end and last >= 0 and chain[last].lasts else None, has)


def course(steps: Sequence[Step], rules: PostRules, day: date) -> list[Station]:
    """The chain as of a day: what was taken since it began, what comes next, what was left out, what comes later."""
    taken = [step for step in in_order(steps, rules) if step.day <= day]
    here = {step.name: step for step in _round(taken, rules, len(taken))}
    names = [kind.name for kind in rules.steps.values() if kind.in_chain]
    coming = next_step(steps, rules, day)
    last = max((place for place, name in enumerate(names) if name in here), default=-1)
    if coming is not None and coming.name in names:
        last = names.index(coming.name) - 1
    found = []
    for place, name in enumerate(names):
        step = here.get(name)
        far: Far = "later" if place > last else "left_out"
        if step is not None:
            far = "begun" if step.to_day is not None and day <= step.to_day else "done"
        elif coming is not None and coming.name == name:
            far = "next"
        found.append(Station(name, step, far))
    return found


def _next(kind: StepKind, from_day: date | None, has: Collection[Want]) -> NextStep:
    return NextStep(kind.name, from_day, tuple(f"还没有{WANTS[want]}" for want in kind.wants if want not in has))


def faults(steps: Sequence[Step], rules: PostRules, is_workday: IsWorkday) -> list[str]:
    """What is wrong with the steps of a post, as sentences, the first step first; empty where nothing is.

    What only wants a reason is not told once the step has one.
    """
    ordered = in_order(steps, rules)
    found: list[str] = []
    for place, step in enumerate(ordered):
        kind = rules.steps.get(step.name)
        if kind is None:
            continue  # a branch may have taken it out of its chain: what was done stays as it was
        refused = list(_refused(step, kind, ordered[:place], rules, is_workday))
        found += refused
        if not refused and not step.reason:
            found += _asked(step, kind, _round(ordered, rules, place), rules, is_workday)
    return found


def _round(ordered: Sequence[Step], rules: PostRules, place: int) -> Sequence[Step]:
    """The steps before a place that are of the same course of the chain, with the one that began it anew."""
    begins = 0
    for at, step in enumerate(ordered[:place]):
        kind = rules.steps.get(step.name)
        if kind is not None and kind.restarts:
            begins = at
    return ordered[begins:place]


def _refused(
    step: Step, kind: StepKind, before: Sequence[Step], rules: PostRules, is_workday: IsWorkday
) -> Iterator[str]:
    """What no reason makes good."""
    name, day = kind.name, chinese_day(step.day)
    if step.to_day is not None and not kind.lasts:
        yield f"{name}是一天的事，不写截止日。"
    if kind.lasts and step.to_day is None:
        end = notice_end(step.day, rules.notice_working_days, is_workday)
        yield (
            f"{name}要写截止日。从{day}起满 {rules.notice_working_days} 个工作日，到{chinese_day(end)}"
            f"（{rules.clause('notice_working_days')}）。"
        )
    if step.to_day is not None and step.to_day < step.day:
        yield f"{name}的截止日{chinese_day(step.to_day)}早于起始日{day}，请核对。"
    if kind.reason and not step.reason:
        yield f"{name}要写明原因。"
    if any(other.name == name and other.day == step.day for other in before):
        yield f"{day}的{name}已经登记过了。"
    state = state_on(before, rules, step.day)
    if kind.only_in and state not in kind.only_in:
        there = "、".join(STATES[each] for each in kind.only_in)
        yield f"{day}岗位是“{STATES[state]}”，不能{name}；{name}只用于“{there}”的岗位。"
    elif kind.in_chain and state in ("withdrawn", "ended") and before:
        anew = next((each.name for each in rules.steps.values() if each.restarts), "")
        way = f"要重新上岗，请先登记{anew}。" if anew else "请核对日期。"
        yield f"{day}岗位{STATES[state]}，不能再登记{name}。{way}"


def _asked(
    step: Step, kind: StepKind, before: Sequence[Step], rules: PostRules, is_workday: IsWorkday
) -> Iterator[str]:
    """What a stated reason makes good."""
    name, why = kind.name, "请核对日期；确是这样的，请写明原因。"
    here = {other.name for other in before}
    if step.to_day is not None and kind.lasts and step.to_day >= step.day:
        count, least = workdays_in(step.day, step.to_day, is_workday), rules.notice_working_days
        if count < least:
            end = notice_end(step.day, least, is_workday)
            yield (
                f"{name}只有 {count} 个工作日，不满 {least} 个（{rules.clause('notice_working_days')}），"
                f"应到{chinese_day(end)}。{why}"
            )
    if kind.in_chain and not kind.lasts:
        for other in before:
            of = rules.steps.get(other.name)
            if of is not None and of.lasts and other.to_day is not None and step.day <= other.to_day:
                yield (
                    f"{of.name}到{chinese_day(other.to_day)}才结束，{name}早了（{chinese_day(step.day)}）。"
                    "确要提前的，请写明原因。"
                )
    if name in here and not kind.repeats:
        yield f"{name}已经登记过一次了。{why}"
    if kind.after and not here & set(kind.after):
        yield f"还没有登记{kind.after[0]}，就登记了{name}（{chinese_day(step.day)}）。{why}"
    if step.meeting is not None and step.meeting > step.day:
        yield f"{name}（{chinese_day(step.day)}）依据的会议{chinese_day(step.meeting)}才开。{why}"
