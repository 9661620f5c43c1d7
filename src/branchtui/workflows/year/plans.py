"""The plan of a term or a year: written, its lines typed or pasted, changed and moved."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast

from branchtui.errors import BranchError
from branchtui.rules.meetings import find_kind
from branchtui.rules.text.dates import parse_day
from branchtui.rules.text.names import same_name
from branchtui.rules.year.plan_lines import PlanLine, labelled, read_line, titles
from branchtui.rules.year.schedule import read_schedule
from branchtui.store.file.database import act
from branchtui.store.models import Material, Plan, PlanItem
from branchtui.store.models.columns import caption
from branchtui.store.order_keys import order_key
from branchtui.store.queries import people
from branchtui.store.queries.year import plans
from branchtui.store.writes import append, assign, trash
from branchtui.workflows.input_checks import line, text
from branchtui.workflows.meeting_rules import kinds
from branchtui.workflows.registers import register
from branchtui.workflows.registers.reading import Typed, day_words, member, member_words, words
from branchtui.workflows.registers.register import Register
from branchtui.workflows.workdays import terms

LINE_KEYS = ("kind", "schedule", "theme", "materials", "preparer")
_AHEAD = timedelta(21)  # who plans at the end of a term means the next one
_LONGEST = timedelta(800)
_MOST_LINES = 200


def _read(typed: Typed, today: date) -> dict[str, Any]:
    usual = usual_plan(today)
    asked = {key: typed.get(key) or usual[key] for key in usual}
    first = parse_day(asked["first_day"], today)
    last = parse_day(asked["last_day"], first)
    if not timedelta() <= last - first <= _LONGEST:
        raise BranchError(f"{caption(Plan, 'last_day')} {last.isoformat()} 应在起始日之后、两年以内，请核对。")
    return {"title": words(Plan, asked, "title", required=True), "first_day": first, "last_day": last}


PLAN = Register(
    Plan,
    ("title", "first_day", "last_day"),
    _read,
    lambda row: {"title": row.title, "first_day": day_words(row.first_day), "last_day": day_words(row.last_day)},
    {},
    {"first_day": "如：9月1日；不写就是本学期", "last_day": "如：1月20日"},
)


def usual_plan(today: date) -> dict[str, str]:
    """What a plan is called and covers unless told otherwise: the term of today, at its end the next one."""
    first, last, name = terms().of(today + _AHEAD)
    return {"title": f"{name}学习计划", "first_day": first.isoformat(), "last_day": last.isoformat()}


def add_plan(values: Mapping[str, str], lines: str = "", *, today: date) -> Plan:
    """A plan with its lines, one in each line of the text, as one act. Raises BranchError as `add_lines`."""
    with act(f"制定学习计划：{values.get('title') or usual_plan(today)['title']}"):
        plan = cast(Plan, register.add(PLAN, values, today=today))
        if lines.strip():
            add_lines(plan, lines, today=today)
    return plan


def add_lines(plan: Plan, typed: str, *, today: date) -> list[PlanItem]:
    """New lines at the end of a plan, one in each line of the text.

    Raises BranchError naming the line that can't be read; then none is kept.
    """
    read = read_lines(typed, today=today)
    with act(f"计划加 {len(read)} 行：{plan.title}"):
        return [_append(plan, each, today) for each in read]


def read_lines(typed: str, *, today: date) -> list[PlanLine]:
    """What a person typed or pasted as lines. Raises BranchError naming the line that can't be read."""
    text(typed, "计划")  # may it be stored at all: cleaned it is field by field, as tabs part the cells of a table
    rows = labelled(typed.splitlines())
    if not rows:
        raise BranchError("没有写内容。一行写一项，如：主题党日 每月第三个周三下午3点 学习全会精神。")
    if len(rows) > _MOST_LINES:
        raise BranchError(f"一次有 {len(rows)} 行，太多了，请分几次，每次不超过 {_MOST_LINES} 行。")
    there, named = kinds(), [row.name for row in people.members().values()]
    found = []
    for number, row in enumerate(rows, 1):
        try:
            read = read_line(row, there, lambda word: any(same_name(word.partition("#")[0], name) for name in named))
            _columns(_typed_line(read), today)
        except BranchError as error:
            raise BranchError(f"第 {number} 行：{error}" if len(rows) > 1 else str(error)) from None
        found.append(read)
    return found


def add_line(plan: Plan, values: Mapping[str, str], *, today: date) -> PlanItem:
    """One more line of a plan, field by field; `materials` hold one in each line. Raises BranchError."""
    columns = _columns(values, today)
    with act(f"计划加一行：{_about(columns)}"):
        item = append(PlanItem, plan=plan, **columns)
        _set_materials(item, values.get("materials", ""))
    return item


def change_line(item: PlanItem, *, today: date, **changes: str) -> PlanItem:
    """Change some fields of a line. Meetings that were made from it stay as they are. Raises BranchError."""
    before = typed_line(item)
    columns = _columns({**before, **changes}, today)
    kept = {key for key in columns if changes.get(key, before[key]) == before[key]}
    with act(f"更改计划项：{_about(columns)}"):
        assign(item, {key: value for key, value in columns.items() if key not in kept})
        if "materials" in changes:
            _set_materials(item, changes["materials"])
    return item


def typed_line(item: PlanItem) -> dict[str, str]:
    """A line as it is typed, by its fields."""
    return {
        "kind": item.kind,
        "schedule": item.schedule,
        "theme": item.theme,
        "materials": "\n".join(each.title for each in plans.materials(item)),
        "preparer": member_words(item.preparer),
    }


def move_line(item: PlanItem, by: int) -> None:
    """Move a line up (negative) or down by so many places, as far as there are places."""
    there = [plans.line(row.id) for row in plans.lines(item.plan_id)]
    others = [other for other in there if other.id != item.id]
    place = next(index for index, other in enumerate(there) if other.id == item.id)
    target = max(0, min(len(others), place + by))
    if target != place:
        before = others[target - 1].order_key if target else ""
        after = others[target].order_key if target < len(others) else ""
        with act(f"调整计划顺序：{item.theme or item.kind}"):
            assign(item, {"order_key": order_key(before, after)})


def remove_line(item: PlanItem) -> None:
    """Take a line off its plan (into the trash). Meetings that were made from it stay."""
    with act(f"删除计划项：{item.theme or item.kind}"):
        trash(item)


def _append(plan: Plan, read: PlanLine, today: date) -> PlanItem:
    typed = _typed_line(read)
    item = append(PlanItem, plan=plan, **_columns(typed, today))
    _set_materials(item, typed["materials"])
    return item


def _typed_line(read: PlanLine) -> dict[str, str]:
    return {**read._asdict(), "materials": "\n".join(read.materials)}


def _columns(typed: Mapping[str, str], today: date) -> dict[str, Any]:
    """The columns of a line. Raises BranchError for what can't be read, and where it says neither kind nor theme."""
    if unknown := typed.keys() - set(LINE_KEYS):
        raise BranchError(f"计划项没有“{'、'.join(sorted(unknown))}”这一项。")
    kind, theme = words(PlanItem, typed, "kind"), words(PlanItem, typed, "theme")
    schedule = words(PlanItem, typed, "schedule", limit=60)
    read_schedule(schedule)
    _titles(typed.get("materials", ""))
    if not (kind or theme):
        raise BranchError("主题和类型都没有写，请至少写一样。")
    return {
        "schedule": schedule,
        "kind": find_kind(kinds(), kind).name if kind else "",
        "theme": theme,
        "preparer": member({key: word.strip() for key, word in typed.items()}, "preparer", today),
    }


def _about(columns: Mapping[str, Any]) -> str:
    return str(columns["theme"] or columns["kind"])


def _titles(typed: str) -> Sequence[str]:
    return [line(title, "学习材料") for title in titles(text(typed, "学习材料"))]


def _set_materials(item: PlanItem, typed: str) -> None:
    """The materials of a line are these; what is there already stays as it is. Part of an act."""
    wanted = list(dict.fromkeys(_titles(typed)))
    there = {row.title: row for row in plans.materials(item)}
    for title, row in there.items():
        if title not in wanted:
            trash(row)
    for title in wanted:
        if title not in there:
            append(Material, plan_item=item, title=title)
