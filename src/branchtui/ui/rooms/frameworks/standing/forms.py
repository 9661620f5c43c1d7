"""The forms of a framework: adopting one, starting one of the branch's own, its head, its milestones, its points."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from branchtui.errors import BranchError
from branchtui.rules.frameworks.template import Template
from branchtui.rules.frameworks.things import DIMS, LEVELS
from branchtui.rules.text.chinese_time import chinese_day, chinese_days
from branchtui.rules.text.dates import parse_day
from branchtui.store.file.database import act
from branchtui.store.models import Framework, Milestone, Point
from branchtui.store.models.frameworks import FRAMEWORK_KINDS, FRAMEWORK_STATES
from branchtui.store.queries.finding.suggestions import Suggestion, people_on
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.screens.form import Field, FormScreen, Hint, Offers, Submit, Values, column
from branchtui.workflows.frameworks import heads, tree
from branchtui.workflows.frameworks.adopt import adopt, months_after, start
from branchtui.workflows.frameworks.files.library import template, template_from_file, templates

_ROOM = "frameworks"
_AREAS = tree.TEXTS
_TYPED = ("title", "demand", "promised", "source", "dim", "owner_office", "owner", "due_on", "weight")
_SCORED = ("self_score", "score_reason", "na_reason")


def adopt_form(today: date, opened: Callable[[bytes], object]) -> FormScreen:
    """Asks which framework, at which level, from when; `opened` gets its id once it is adopted."""
    made: list[bytes] = []
    shipped = [Suggestion(each.name, each.kind, also=(each.key,)) for each in templates()]

    def level(values: Values) -> str:
        try:
            return _template(values["template"]).level if values["template"] else ""
        except BranchError:
            return ""

    def cycle(values: Values) -> str:
        if not (values["template"] and values["first"]):
            return ""
        first = parse_day(values["first"], today, past=True)
        end = months_after(first, 12 * _template(values["template"]).years) - timedelta(1)
        return chinese_days(first, end)

    def submit(values: Values) -> str:
        if not values["first"]:
            raise BranchError("开始日期还没有写。写批次通知里的起始日，如“2026-03-01”。")
        row = adopt(
            _template(values["template"]), first=parse_day(values["first"], today, past=True), level=values["level"]
        )
        made.append(row.id)
        return f"已采用“{row.name}”。"

    fields = [
        Field("template", "对标", "", "可打首字母；也可写 .toml 文件的路径", _framework_hint, offers=lambda _: shipped),
        column(Framework, "level", offers=_said(*LEVELS), default=level),
        Field("first", "开始", "", "如：2026-03-01、3月1日", _day_hint(today, past=True)),
    ]
    note = "自带的几个对标，任务文字是本程序拟的，不是文件原文；采用以后可以改成本批次的原文。"
    return FormScreen(
        "adopt", "采用对标", fields, submit, room=_ROOM, after=lambda: opened(made[0]), note=note, live=_quietly(cycle)
    )


def own_form(
    today: date, opened: Callable[[bytes], object], fill: Callable[[Framework], object] | None = None
) -> FormScreen:
    """Asks what a framework of the branch's own is called, of which kind it is, and for how long.

    `fill` writes its points, in one act with it.
    """
    made: list[bytes] = []
    kinds = {word: key for key, word in FRAMEWORK_KINDS.items()}

    def submit(values: Values) -> str:
        if not (values["first"] and values["last"]):
            raise BranchError("开始和结束的日期都要写。")
        with act("新建对标"):
            row = start(
                values["name"],
                kind=kinds.get(values["kind"], values["kind"]),
                first=parse_day(values["first"], today, past=True),
                last=parse_day(values["last"], today),
                level=values["level"],
            )
            if fill is not None:
                fill(row)
        made.append(row.id)
        return f"已新建“{row.name}”。" + ("" if fill else "按 Ctrl+N 写观测点。")

    fields = [
        column(Framework, "name"),
        column(Framework, "kind", offers=_said(*FRAMEWORK_KINDS.values())),
        column(Framework, "level", offers=_said(*LEVELS)),
        Field("first", "开始", "", "如：3月1日", _day_hint(today, past=True)),
        Field("last", "结束", "", "如：12月31日", _day_hint(today)),
    ]
    return FormScreen("own-framework", "新建对标", fields, submit, room=_ROOM, after=lambda: opened(made[0]))


def head_form(row: Framework) -> FormScreen:
    """The head of a framework: name, organiser, basis, form of numbers, state."""
    shown = {name: str(getattr(row, name)) for name in heads.FIELDS} | {"state": FRAMEWORK_STATES[row.state]}
    offers = {"state": _said(*FRAMEWORK_STATES.values())}
    fields = [column(Framework, name, words, offers=offers.get(name)) for name, words in shown.items()]

    def now() -> Mapping[str, str]:
        stored = Framework.get_by_id(row.id)
        return {name: str(getattr(stored, name)) for name in heads.FIELDS} | {"state": FRAMEWORK_STATES[stored.state]}

    def write(**typed: str) -> object:
        return heads.change_framework(Framework.get_by_id(row.id), **typed)

    submit = _guarded(Guard(row, shown, typed=now), shown, write, "已更改对标。")
    return FormScreen(f"framework-{row.id.hex()}", "更改对标", fields, submit, room=_ROOM)


def milestone_form(row: Milestone, today: date) -> FormScreen:
    """When a milestone is due, and when it was done."""

    def words() -> dict[str, str]:
        stored = Milestone.get_by_id(row.id)
        days = {name: getattr(stored, name) for name in ("due_on", "done_on")}
        return {"name": stored.name, **{name: day.isoformat() if day else "" for name, day in days.items()}}

    shown = words()
    fields = [column(Milestone, "name", shown["name"])]
    fields += [column(Milestone, name, shown[name], hint=_day_hint(today)) for name in ("due_on", "done_on")]

    def write(**typed: str) -> object:
        return heads.change_milestone(Milestone.get_by_id(row.id), today=today, **typed)

    submit = _guarded(Guard(row, shown, typed=words), shown, write, "已更改节点。")
    return FormScreen(f"milestone-{row.id.hex()}", f"节点：{row.name}", fields, submit, room=_ROOM)


def point_form(row: Point, today: date) -> FormScreen:
    """What a point asks, what was promised, who sees to it, how we score it ourselves."""
    return _of_point(row, today, (*_TYPED, *_SCORED), "更改观测点")


def account_form(row: Point, today: date) -> FormScreen:
    """完成情况 of a point."""
    return _of_point(row, today, ("account",), f"完成情况：{row.title}")


def rules_form(row: Point) -> FormScreen:
    """The needs and the selects of a point, as a file has them. Raises BranchError where they can't be read."""
    typed = tree.rules_shown(row)

    def submit(values: Values) -> str:
        changed = tree.set_rules(Point.get_by_id(row.id), values["rules"])
        return "已更改需要。" if changed else "没有改动。"

    field = Field("rules", "需要", typed, area=True)
    note = "need 是要求的，select 是自动归入的；写法和对标文件里一样。"
    return FormScreen(f"rules-{row.id.hex()}", f"需要：{row.title}", [field], submit, room=_ROOM, note=note)


def _of_point(row: Point, today: date, names: tuple[str, ...], heading: str) -> FormScreen:
    def words() -> dict[str, str]:
        return {name: _point_words(Point.get_by_id(row.id), name) for name in names}

    shown = words()

    def field(name: str) -> Field:
        if name in _AREAS:
            caption = column(Point, name)
            return Field(name, caption.label, shown[name], caption.placeholder, area=True)
        offers = {"dim": _said(*DIMS), "owner": lambda values: people_on(today)}.get(name)
        return column(Point, name, shown[name], offers=offers, hint=_day_hint(today) if name == "due_on" else None)

    def write(**typed: str) -> object:
        return tree.change_point(Point.get_by_id(row.id), today=today, **typed)

    submit = _guarded(Guard(row, shown, typed=words), shown, write, "已写下。")
    return FormScreen(f"{names[0]}-of-{row.id.hex()}", heading, [field(name) for name in names], submit, room=_ROOM)


def _point_words(row: Point, name: str) -> str:
    value = getattr(row, name)
    if name == "owner":
        return row.owner.name if row.owner else ""
    if name == "due_on":
        return value.isoformat() if value else ""
    return "" if value is None else str(value)


def _guarded(guard: Guard, shown: Mapping[str, str], write: Callable[..., object], words: str) -> Submit:
    def submit(values: Values) -> str:
        typed = {name: values[name] for name in shown}
        guard.save(typed, write)
        return words if typed != shown else "没有改动。"

    return submit


def _template(typed: str) -> Template:
    """The framework that is named. Raises BranchError where there is none of that name, or its file can't be read."""
    if typed.endswith(".toml"):
        from branchtui.ui.text.typed_path import typed_path

        return template_from_file(typed_path(typed))
    return template(typed)


def _framework_hint(typed: str) -> str:
    found = _template(typed)
    return f"{found.kind}，{sum(1 for _ in found.walk())} 个观测点"


def _day_hint(today: date, *, past: bool = False) -> Hint:
    return lambda typed: chinese_day(parse_day(typed, today, past=past))


def _quietly(words: Callable[[Values], str]) -> Callable[[Values], str]:
    """The words, or none where they can't be told yet: the field itself says what is wrong."""

    def said(values: Values) -> str:
        try:
            return words(values)
        except BranchError:
            return ""

    return said


def _said(*words: str) -> Offers:
    listed = list(map(Suggestion, words))
    return lambda values: listed
