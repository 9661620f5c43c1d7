"""The forms of a step of a post: the next one, another one, one that was taken."""

from collections.abc import Mapping
from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.posts.chain import StepKind, notice_end, workdays_in
from branchtui.rules.text.chinese_time import chinese_day, chinese_weekday
from branchtui.rules.text.dates import parse_day
from branchtui.store.models import PostStep
from branchtui.store.queries import posts
from branchtui.store.queries.post_view import PostView, Scored
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.rooms.posts.forms.basis import BasisField
from branchtui.ui.rooms.posts.lines import next_words
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.fields import Values
from branchtui.ui.screens.form import Field, FormScreen
from branchtui.ui.screens.hints import day_hint
from branchtui.workflows.posts import steps
from branchtui.workflows.posts.post_rules import rules_seen
from branchtui.workflows.workdays import workdays

_REVIEW = "考核"  # the step of the chain that a review is


class _Days:
    """The days that are typed for a step, and how many working days lie between them."""

    def __init__(self, view: PostView, kind: StepKind, today: date) -> None:
        self.rules = rules_seen(view.rules)
        self.kind, self.today = kind, today
        self.workdays = workdays(date(today.year - 2, 1, 1))

    def first(self, values: Values) -> date:
        """The day of the step. Raises BranchError where none is typed."""
        if not values["day"]:
            raise BranchError(f"请填写{self.kind.name}的“日期”。")
        return parse_day(values["day"], self.today)

    def last(self, values: Values) -> date | None:
        """The last day of one that lasts; years that are not said are those of the first day."""
        typed = values.get("to_day", "")
        return parse_day(typed, self.first(values)) if typed else None

    def proposed_last(self, values: Values) -> str:
        """The first day on which the notice has lasted long enough; empty without a first day."""
        try:
            first = self.first(values)
        except BranchError:
            return ""
        return notice_end(first, self.rules.notice_working_days, self.workdays.works).isoformat()

    def told(self, values: Values) -> str:
        """The days in words, of one that lasts with its working days. Raises BranchError for what is no day."""
        if not values["day"]:
            return ""
        first, last = self.first(values), self.last(values)
        words = f"{chinese_day(first)}（{chinese_weekday(first)}）"
        if last is None:
            return words
        count = workdays_in(first, last, self.workdays.works)
        doubt = self.workdays.doubt(first, last)
        return f"{words}至{chinese_day(last)}，{count} 个工作日" + (f"；{doubt}" if doubt else "")


def take_next(screen: PlaceScreen, view: PostView) -> None:
    """Open the form of the step that comes next, or say that none does and how to note another."""
    today = screen.shell.now().date()
    rules = rules_seen(view.rules)
    coming = view.next_step(rules, today)
    if coming is None:
        choose(screen, view)
        return
    wait = coming.from_day is not None and coming.from_day > today
    note = "还不能办的也可以先登记，写明原因。" if wait else ""
    told = next_words(coming, today)
    screen.app.push_screen(
        step_form(screen, view, coming.name, note=f"{told}。{note}" if told else note, propose=not wait)
    )


def choose(screen: PlaceScreen, view: PostView) -> None:
    """Offer the steps that can be noted as of today: those beside the chain first."""
    today = screen.shell.now().date()
    rules = rules_seen(view.rules)
    state, _ = view.since(rules, today)
    beside = [kind.name for kind in rules.steps.values() if state in kind.only_in]
    over = state in ("withdrawn", "ended")  # nothing of the chain is taken before it begins anew
    chain = [kind.name for kind in rules.steps.values() if kind.in_chain and not over]

    def chosen(option: tuple[str, str] | None) -> None:
        if option is not None:
            screen.app.push_screen(step_form(screen, view, option[0]))

    screen.app.push_screen(pick("登记哪个环节", [(name, name) for name in (*beside, *chain)]), chosen)


def step_form(screen: PlaceScreen, view: PostView, step: str, *, note: str = "", propose: bool = True) -> FormScreen:
    """Asks for the day of a step and what it rests on; today is proposed where the step may be taken by now."""
    today, row = screen.shell.now().date(), view.row
    rules = rules_seen(view.rules)
    kind = rules.step(step)
    decided = _decided(view, step)
    days, basis = _Days(view, kind, today), BasisField(today, decided.basis if decided else None)

    def day(values: Values) -> str:
        chosen = basis.basis(values) if kind.meeting else None
        if chosen is not None:
            return chosen.day.isoformat()
        if decided is not None and decided.row.decided_on is not None:
            return decided.row.decided_on.isoformat()
        return today.isoformat() if propose else ""

    def submit(values: Mapping[str, str]) -> str:
        made = steps.add_step(
            posts.post(row.id),
            kind.name,
            day=days.first(values),
            to_day=days.last(values),
            meeting=basis.meeting(values) if kind.meeting else None,
            reason=values["reason"],
        )
        doubt = steps.doubt(made)
        return f"已登记{kind.name}：{days.told(values)}。{doubt}"

    fields = [
        Field(
            "day",
            "起始日" if kind.lasts else "日期",
            placeholder="如：3月15日、上周三",
            hint=day_hint(today),
            default=day,
        )
    ]
    if kind.meeting:
        fields.insert(0, basis.field(wanted=True))
    fields += _more_fields(kind, days)
    told = note or ("日期先填着今天，不是今天的请改。" if propose and not kind.meeting else "")
    name = f"step-{kind.name}-of-{row.id.hex()}"
    live = days.told if kind.lasts else None
    return FormScreen(
        name, f"登记{kind.name}：{row.name}", fields, submit, room="posts", note=told, live=live, begin=_begin(kind)
    )


def _decided(view: PostView, step: str) -> Scored | None:
    """The review that the branch has decided and that the step of the chain still waits for."""
    noted = max((row.day for row in view.steps if row.step == step), default=date.min)
    decided = (each for each in view.reviews if each.row.decided_on and each.row.decided_on > noted)
    return next(decided, None) if step == _REVIEW else None


def _begin(kind: StepKind) -> str:
    return "meeting" if kind.meeting else "day"


def _more_fields(kind: StepKind, days: _Days, to_day: str = "", reason: str = "") -> list[Field]:
    fields = []
    if kind.lasts:
        fields.append(
            Field(
                "to_day",
                "截止日",
                to_day,
                hint=day_hint(days.today),
                default=None if to_day else days.proposed_last,
            )
        )
    words = "" if kind.reason else "合常例就空着；提前、补登、次序不合的写明"
    fields.append(Field("reason", "原因", reason, words))
    return fields


def change_form(screen: PlaceScreen, view: PostView, row: PostStep) -> FormScreen:
    """The form of a step that was taken."""
    today = screen.shell.now().date()
    kind = rules_seen(view.rules).steps.get(row.step) or StepKind(row.step, lasts=row.to_day is not None)
    days = _Days(view, kind, today)
    basis = BasisField(today, view.meetings.get(row.meeting_id) if row.meeting_id else None)
    shown = {
        "meeting": basis.shown,
        "day": row.day.isoformat(),
        "to_day": row.to_day.isoformat() if row.to_day else "",
        "reason": row.reason,
    }
    asks_meeting = kind.meeting or bool(row.meeting_id)
    fields = [Field("day", "起始日" if kind.lasts else "日期", shown["day"], hint=day_hint(today))]
    if asks_meeting:
        fields.insert(0, basis.field(wanted=kind.meeting))
    fields += _more_fields(kind, days, shown["to_day"], shown["reason"])
    guard = Guard(row, {field.key: field.value for field in fields})

    def write(**typed: str) -> None:
        changes: steps.Changes = {}
        values = {**shown, **typed}
        if "day" in typed:
            changes["day"] = days.first(values)
        if "to_day" in typed:
            changes["to_day"] = days.last(values)
        if "meeting" in typed:
            changes["meeting"] = basis.meeting(values)
        if "reason" in typed:
            changes["reason"] = typed["reason"]
        steps.change_step(PostStep.get_by_id(row.id), changes)

    def submit(values: Mapping[str, str]) -> str:
        guard.save(values, write)
        return f"{row.step}已改。"

    live = days.told if kind.lasts else None
    name = f"post-step-{row.id.hex()}"
    return FormScreen(name, f"{row.step}：{view.row.name}", fields, submit, room="posts", live=live)
