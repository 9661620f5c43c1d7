"""Adopting a framework: its file becomes rows of the branch's own, the same on every machine that adopts it."""

import json
from datetime import date, timedelta
from typing import Any

from branchtui.errors import BranchError
from branchtui.rules.frameworks.needs import need_table, select_table
from branchtui.rules.frameworks.template import NUMBER_FORM, Template, TemplatePoint
from branchtui.rules.text.citizen_id import quoted
from branchtui.store.file.database import act
from branchtui.store.ids import new_id, show_id
from branchtui.store.models import Framework, Milestone, Point
from branchtui.store.models.frameworks import FRAMEWORK_KINDS
from branchtui.store.writes import trash
from branchtui.workflows.input_checks import line

_LONGEST = 3700  # days of a cycle
_LONGEST_LEVEL = 20  # characters
OWN = "own-"
"""What the key of something of the branch's own begins with."""


def adopt(
    template: Template, *, first: date, last: date | None = None, level: str = "", name: str = "", organiser: str = ""
) -> Framework:
    """Make a framework of the branch from a file; it ends after the years of the file unless a day is given.

    Raises BranchError where the days can't be, or the same file is adopted for that level and cycle already.
    """
    end = last or months_after(first, 12 * template.years) - timedelta(1)
    title = line(name or template.name, "名称", required=True)
    values = {
        "key": template.key,
        "level": line(level or template.level, "级别", limit=_LONGEST_LEVEL),
        "cycle": cycle_of(first, end),
    }
    there = Framework.get_or_none(Framework.id == Framework.row_id(**values), Framework.live())
    if there is not None:
        raise BranchError(f"“{there.name}”（{there.level}，{there.cycle}）已经采用过了。")
    kind = next(key for key, word in FRAMEWORK_KINDS.items() if word == template.kind)
    with act(f"采用对标：{title}"):
        framework = Framework.ensure(
            **values,
            values={
                "name": title,
                "kind": kind,
                "organiser": line(organiser or template.organiser, "主办单位"),
                "basis": template.source,
                "starts_on": first,
                "ends_on": end,
                "number_form": template.number_form,
                "file_version": template.version,
            },
        )
        _write_points(framework, template)
        Milestone.ensure_all(
            [
                {
                    "key": each.key,
                    "name": each.name,
                    "due_on": min(months_after(first, each.after_months) - timedelta(1), end)
                    if each.after_months
                    else None,
                    "papers": "、".join(each.papers),
                }
                for each in template.milestones
            ],
            shared={"framework": framework},
        )
    return framework


def cycle_of(first: date, last: date) -> str:
    """A cycle in words. Raises BranchError where the days can't be one."""
    if not timedelta() < last - first <= timedelta(_LONGEST):
        raise BranchError(f"结束日期 {last.isoformat()} 应在开始日期 {first.isoformat()} 之后、十年以内，请核对。")
    return f"{first:%Y-%m}至{last:%Y-%m}"


def start(
    name: str, *, kind: str, first: date, last: date, level: str = "", organiser: str = "", basis: str = ""
) -> Framework:
    """An empty framework of the branch's own; `kind` is one of FRAMEWORK_KINDS. Raises BranchError as `adopt` does."""
    title = line(name, "名称", required=True)
    if line(kind, "类别") not in FRAMEWORK_KINDS:
        raise BranchError(f"没有“{quoted(kind, 20)}”这一类对标。可选：{'、'.join(FRAMEWORK_KINDS.values())}。")
    columns = {
        "level": line(level, "级别", limit=_LONGEST_LEVEL),
        "cycle": cycle_of(first, last),
        "organiser": line(organiser, "主办单位"),
        "basis": line(basis, "依据"),
    }
    with act(f"新建对标：{title}"):
        key = own_key()
        return Framework.create(
            id=Framework.row_id(key=key, level=columns["level"], cycle=columns["cycle"]),
            key=key,
            name=title,
            kind=kind,
            starts_on=first,
            ends_on=last,
            number_form=NUMBER_FORM,
            **columns,
        )


def own_key() -> str:
    """The key of what no file has: another one on each machine, so that two of them make two."""
    return f"{OWN}{show_id(new_id())[:12]}"


def drop(framework: Framework) -> None:
    """Put a framework into the trash, with its points, marks and milestones."""
    title = framework.name
    with act(f"删除对标：{title}"):
        trash(framework)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    ends = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(1)).day
    return date(year, month + 1, min(day.day, ends))


def _write_points(framework: Framework, template: Template) -> None:
    """All points in the order of the file; the key of its order is its place, so that two machines write the same."""
    Point.ensure_all(
        [
            {
                "key": point.key,
                "parent_id": Point.row_id(framework=framework, key=above.key) if above else None,
                "order_key": f"{number:05}",
                **columns_of(point),
            }
            for number, (point, above) in enumerate(template.walk(), start=1)
        ],
        shared={"framework": framework},
    )


def columns_of(point: TemplatePoint) -> dict[str, Any]:
    """What a file says of a point, by column: what the branch wrote of it itself has other columns."""
    return {
        "title": point.title,
        "demand": point.demand,
        "source": point.source,
        "dim": point.dim,
        "needs": json_of([need_table(need) for need in point.needs]),
        "selects": json_of([select_table(select) for select in point.selects]),
        "weight": point.weight,
        "owner_office": point.owner,
    }


def json_of(tables: list[dict[str, object]]) -> str:
    """Tables of needs or selects as a point keeps them."""
    return json.dumps(tables, ensure_ascii=False) if tables else ""
