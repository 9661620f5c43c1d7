"""The registers there are: what is typed into each, and what that means."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from branchtui.errors import BranchError
from branchtui.rules.registers.amounts import cents_of, half_hours_typed, hours_number, yuan_words
from branchtui.rules.registers.majors import MOST_STUDENTS, check_students, majors_of, majors_text
from branchtui.store.models import Growth, Helper, HelperEvent, Honour, PartnerActivity, Row
from branchtui.store.models.base import YES_NO
from branchtui.store.queries.registers import helpers
from branchtui.store.short_ids import short_id
from branchtui.workflows.development.steps import STEP
from branchtui.workflows.registers import honour_of
from branchtui.workflows.registers.documents import DOCUMENT
from branchtui.workflows.registers.of_year import RECTIFICATION, TALK
from branchtui.workflows.registers.outlets import OUTLET
from branchtui.workflows.registers.publishing import PUBLICATION
from branchtui.workflows.registers.reading import (
    Typed,
    contact,
    contact_words,
    day,
    day_words,
    many_lines,
    member,
    member_words,
    number,
    span,
    words,
    yes,
)
from branchtui.workflows.registers.register import Register
from branchtui.workflows.registers.wordings import WORDING

_DAY = "如：3月15日、2026-03-15"
_YES_NO = "、".join(YES_NO.values())


def _activity(typed: Typed, today: date) -> dict[str, Any]:
    model = PartnerActivity
    first, last = span(model, typed, "day", "to_day", today)
    if first is None:
        raise BranchError("日期不能为空，请填写。")
    students, majors = number(model, typed, "students", MOST_STUDENTS), majors_of(many_lines(model, typed, "majors"))
    check_students(students, majors)
    return {
        "partner": contact(model, typed, "partner", unit=True),
        "title": words(model, typed, "title", required=True),
        "day": first,
        "to_day": last,
        "place": words(model, typed, "place"),
        "students": students,
        "majors": majors_text(majors),
        "outcome": many_lines(model, typed, "outcome"),
    }


def _activity_typed(row: PartnerActivity) -> dict[str, str]:
    return {
        "partner": contact_words(row.partner),
        "title": row.title,
        "day": day_words(row.day),
        "to_day": day_words(row.to_day),
        "place": row.place,
        "students": "" if row.students is None else str(row.students),
        "majors": row.majors,
        "outcome": row.outcome,
    }


ACTIVITY = Register(
    PartnerActivity,
    ("partner", "title", "day", "to_day", "place", "students", "majors", "outcome"),
    _activity,
    _activity_typed,
    {},
    {
        "partner": "往来里的单位；还没有的会一并记下",
        "day": _DAY,
        "to_day": "只有一天就空着",
        "students": "带去的学生；各专业都写了就空着",
        "majors": "一行一个，如：软件工程 12人",
    },
    frozenset({"majors", "outcome"}),
)


def _helper(typed: Typed, today: date) -> dict[str, Any]:
    model = Helper
    first, last = span(model, typed, "from_day", "to_day", today)
    return {
        "contact": contact(model, typed, "contact", unit=False),
        "kind": words(model, typed, "kind", limit=60),
        "cohort": words(model, typed, "cohort", limit=20),
        "major": words(model, typed, "major", limit=60),
        "from_day": first,
        "to_day": last,
        "mentor": member(typed, "mentor", today),
        "consent": yes(model, typed, "consent"),
    }


def _helps_already(columns: Mapping[str, Any], row: Row | None) -> None:
    """Raises BranchError where another row tells of the same person from the same day on."""
    same = (columns["contact"].id, columns["from_day"])
    if isinstance(row, Helper) and (row.contact_id, row.from_day) == same:
        return  # as before: of two that a merge has left, each can be changed
    for each in helpers.helpers():
        if (each.contact, each.from_day) == same:
            when = f"{each.from_day.isoformat()} 起的" if each.from_day else "没有写起始日的"
            raise BranchError(
                f"身边人里已有“{each.name}”{when}一条（{short_id(each.id)}），没有再记一条。"
                "要补充就改那一条；是另一段时间，请写明起始日。"
            )


def _helper_typed(row: Helper) -> dict[str, str]:
    return {
        "contact": contact_words(row.contact),
        "kind": row.kind,
        "cohort": row.cohort,
        "major": row.major,
        "from_day": day_words(row.from_day),
        "to_day": day_words(row.to_day),
        "mentor": member_words(row.mentor),
        "consent": YES_NO[row.consent],
    }


HELPER = Register(
    Helper,
    ("contact", "kind", "cohort", "major", "from_day", "to_day", "mentor", "consent"),
    _helper,
    _helper_typed,
    {},
    {
        "contact": "往来里的人；还没有的会一并记下",
        "from_day": _DAY,
        "to_day": "还在的就空着",
        "mentor": "名册上的人",
        "consent": f"{_YES_NO}；没有同意的，材料里只写姓",
    },
    check=_helps_already,
)


def _event(typed: Typed, today: date) -> dict[str, Any]:
    on = day(typed, "day", today)
    if on is None:
        raise BranchError("日期不能为空，请填写。")
    if on > today:
        raise BranchError(f"{on.isoformat()} 还没有到，做过了再记。")
    what = words(HelperEvent, typed, "what", required=True)
    return {"day": on, "what": what, "by": member(typed, "by", today)}


def _event_typed(row: HelperEvent) -> dict[str, str]:
    return {"day": day_words(row.day), "what": row.what, "by": member_words(row.by)}


EVENT = Register(HelperEvent, ("day", "what", "by"), _event, _event_typed, {}, {"day": _DAY, "by": "名册上的人"})
"""What was done for a helper; a new row needs to be told for which one, by `helped`."""


def helped(helper: Helper) -> Register:
    """The same for one helper."""
    return replace(EVENT, read=lambda typed, today: {"helper": helper, **_event(typed, today)})


def _honour(typed: Typed, today: date) -> dict[str, Any]:
    model = Honour
    return {
        **honour_of.columns(typed.get("of_id", ""), today),
        "title": words(model, typed, "title", required=True),
        "kind": words(model, typed, "kind", limit=60),
        "level": words(model, typed, "level", limit=20),
        "grade": words(model, typed, "grade", limit=20),
        "issuer": words(model, typed, "issuer", limit=60),
        "day": day(typed, "day", today),
    }


def _honour_typed(row: Honour) -> dict[str, str]:
    return {
        "title": row.title,
        "of_id": honour_of.typed(row.of_table, row.of_id),
        "kind": row.kind,
        "level": row.level,
        "grade": row.grade,
        "issuer": row.issuer,
        "day": day_words(row.day),
    }


HONOUR = Register(
    Honour,
    ("title", "of_id", "kind", "level", "grade", "issuer", "day"),
    _honour,
    _honour_typed,
    {"of_id": "属于"},
    {"of_id": "人员、身边人、往来或示范岗的名称；本支部的就空着", "day": _DAY},
)


def _growth(typed: Typed, today: date) -> dict[str, Any]:
    who = member(typed, "member", today)
    if who is None:
        raise BranchError("人员不能为空，请填写。")
    return {"member": who, **growth_columns(typed, today)}


def growth_columns(typed: Typed, today: date) -> dict[str, Any]:
    """What is typed of a training and the like but whose it is. Raises BranchError for what can't be read."""
    model = Growth
    first, last = span(model, typed, "from_day", "to_day", today)
    half_hours = half_hours_typed(typed["half_hours"]) if typed.get("half_hours") else None
    counted = yes(model, typed, "counted")
    if counted and half_hours is None:
        raise BranchError("要计入年度学时，请写明学时。")
    return {
        "kind": words(model, typed, "kind", limit=60),
        "title": words(model, typed, "title", required=True),
        "organiser": words(model, typed, "organiser", limit=60),
        "place": words(model, typed, "place"),
        "from_day": first,
        "to_day": last,
        "half_hours": half_hours,
        "counted": counted,
        "cost_cents": cents_of(typed["cost_cents"]) if typed.get("cost_cents") else None,
        "borne_by": words(model, typed, "borne_by", limit=60),
        "approval": words(model, typed, "approval"),
        "result": words(model, typed, "result"),
    }


def _growth_typed(row: Growth) -> dict[str, str]:
    return {
        "member": member_words(row.member),
        "kind": row.kind,
        "title": row.title,
        "organiser": row.organiser,
        "place": row.place,
        "from_day": day_words(row.from_day),
        "to_day": day_words(row.to_day),
        "half_hours": hours_number(row.half_hours),
        "counted": YES_NO[row.counted],
        "cost_cents": yuan_words(row.cost_cents),
        "borne_by": row.borne_by,
        "approval": row.approval,
        "result": row.result,
    }


GROWTH = Register(
    Growth,
    (
        *("member", "title", "kind", "organiser", "place", "from_day", "to_day"),
        *("half_hours", "counted", "cost_cents", "borne_by", "approval", "result"),
    ),
    _growth,
    _growth_typed,
    {"half_hours": "学时", "cost_cents": "费用（元）"},
    {
        "member": "名册上的人",
        "from_day": _DAY,
        "to_day": "只有一天就空着",
        "half_hours": "如：8、1.5",
        "counted": _YES_NO,
        "cost_cents": "如：1200、1200.50",
        "approval": "谁批准的、哪天",
    },
)

REGISTERS = {
    "activity": ACTIVITY,
    "helper": HELPER,
    "growth": GROWTH,
    "honour": HONOUR,
    "document": DOCUMENT,
    "development": STEP,
    "talk": TALK,
    "rectification": RECTIFICATION,
    "wording": WORDING,
    "outlet": OUTLET,
    "publication": PUBLICATION,
}
"""By the word that the command line has for a row of each."""
