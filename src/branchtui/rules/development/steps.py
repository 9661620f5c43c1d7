"""What is due on the way to membership, by what was done and when. It reminds; nothing of it is ever refused."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal, cast, get_args

from branchtui.errors import BranchError
from branchtui.rules.deadlines import months_after, revision
from branchtui.rules.posts.chain import notice_end, workdays_in
from branchtui.rules.roster import OPEN, Event, Standing
from branchtui.rules.workdays import Workdays
from branchtui.values import NamedTuple

_MOST = 1200  # months, and days

DueSort = Literal["timed", "over", "short"]
"""A step up to a day; a public notice whose last day is not told; one that is too short as it is told."""


class StepRule(NamedTuple):
    """A step: whom it is for, when it is due, how long a notice lasts, what it rests on. `assets/rules/development.toml` explains each."""

    name: str
    of: tuple[Standing, ...]
    months: int = 0
    told_before: int = 0
    repeats: bool = False
    working_days: int = 0
    meeting: bool = False
    practice: bool = False
    elsewhere: bool = False
    article: str = ""
    text: str = ""


class DevelopmentRules(NamedTuple):
    """The steps in the order in which they are taken."""

    regulation: str
    steps: tuple[StepRule, ...]

    def clause(self, step: StepRule) -> str:
        """What asks for a step, in short."""
        return "默认，可改" if step.practice else f"《{self.regulation}》{step.article}"

    def basis(self, step: StepRule) -> str:
        """The same with what it says."""
        return f"默认：{step.text}" if step.practice else f"{self.clause(step)}：{step.text}"

    def of(self, standing: str) -> list[StepRule]:
        """The steps of somebody who is that."""
        return [step for step in self.steps if standing in step.of]


class Taken(NamedTuple):
    """A step that was taken for somebody; `to_day` is the last day of what lasts, None where nobody told one."""

    step: str
    day: date
    to_day: date | None = None


class Stage(NamedTuple):
    """What somebody was from a day on; OPEN where nobody knows which."""

    standing: Standing
    since: date


class Due(NamedTuple):
    """What is to be done for somebody by a day, told from another on; `since` is what it is counted from."""

    step: StepRule
    sort: DueSort
    since: date
    by: date
    told: date

    @property
    def words(self) -> str:
        """What is to be done, in few words."""
        return {
            "timed": self.step.name,
            "over": f"{self.step.name}期满，登记截止日",
            "short": f"{self.step.name}不满 {self.step.working_days} 个工作日",
        }[self.sort]


def stages_on(events: Iterable[Event], day: date) -> list[Stage]:
    """What one person was one after the other up to a day, by the roster's events; the first first."""
    mine = sorted((event.on, event.value) for event in events if event.aspect == "standing" and event.on <= day)
    found: list[Stage] = []
    for on, value in mine:
        if not found or found[-1].standing != value:
            found.append(Stage(cast(Standing, value), on))
    return found


def dues(standing: str, since: date, taken: Sequence[Taken], rules: DevelopmentRules, workdays: Workdays) -> list[Due]:
    """What is due for somebody who is `standing` since a day (OPEN: nobody knows), the earliest first."""
    found = [due for step in rules.of(standing) if (due := _due(step, since, taken, workdays)) is not None]
    return sorted(found, key=lambda due: due.by)


def _due(step: StepRule, since: date, taken: Sequence[Taken], workdays: Workdays) -> Due | None:
    last = max((each for each in taken if each.step == step.name), key=lambda each: each.day, default=None)
    if step.working_days:
        return _of_notice(step, last, workdays) if last else None
    if not step.months or (last and not step.repeats):
        return None
    start = max(since, last.day) if last else since
    if start == OPEN:
        return None
    by = months_after(start, step.months)
    return Due(step, "timed", start, by, max(start, months_after(by, -step.told_before)))


def _of_notice(step: StepRule, last: Taken, workdays: Workdays) -> Due | None:
    end = notice_end(last.day, step.working_days, workdays.works)
    if last.to_day is None:
        return Due(step, "over", last.day, end, end + timedelta(1))
    if workdays_in(last.day, last.to_day, workdays.works) < step.working_days:
        return Due(step, "short", last.day, end, last.day)
    return None


def coming(standing: str, taken: Sequence[Taken], rules: DevelopmentRules) -> StepRule | None:
    """The first step of somebody who is `standing` that was not taken yet."""
    done = {each.step for each in taken}
    return next((step for step in rules.of(standing) if step.name not in done), None)


def rules_from(shipped: Mapping[str, Any], day: date) -> DevelopmentRules:
    """The steps of a parsed development.toml, by the regulation in force on a day.

    A revision names no articles: those of the steps are of the regulation before it. Raises BranchError where the file
    was changed and is wrong.
    """
    rows = shipped.get("step")
    regulation, revised = shipped.get("regulation"), revision(shipped)
    if not isinstance(regulation, str) or not isinstance(rows, list) or not rows:
        raise _wrong("要有 regulation 和 step")
    if revised is None:
        raise _wrong("revised 要有 valid_from（日期）和 regulation")
    steps = tuple(map(_step, rows))
    if revised and revised["valid_from"] <= day:
        return DevelopmentRules(revised["regulation"], tuple(step._replace(article="") for step in steps))
    return DevelopmentRules(regulation, steps)


def _step(row: Any) -> StepRule:
    name = row.get("name") if isinstance(row, dict) else None
    if not isinstance(name, str) or not name:
        raise _wrong("每个 step 要有 name")
    step = StepRule(**{**row, "of": tuple(row.get("of", ()))}) if row.keys() <= set(StepRule._fields) else None
    if step is None or not step.of or not set(step.of) <= set(get_args(Standing)):
        raise _wrong(f"{name} 的栏目或 of 不认识")
    numbers = (step.months, step.told_before, step.working_days)
    flags, texts = (step.repeats, step.meeting, step.practice, step.elsewhere), (step.article, step.text)
    if any(type(number) is not int or not 0 <= number <= _MOST for number in numbers):
        raise _wrong(f"{name} 的月数、天数要写 0 到 {_MOST} 的整数")
    if any(type(flag) is not bool for flag in flags) or any(type(text) is not str for text in texts):
        raise _wrong(f"{name} 的栏目写的不对")
    return step


def _wrong(why: str) -> BranchError:
    return BranchError(f"自带的发展党员规则 development.toml 有误：{why}。请改正，或重新安装。")
