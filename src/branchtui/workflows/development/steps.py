"""How a step on the way to membership is typed, and what is refused."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from branchtui.errors import BranchError
from branchtui.store.models import DevelopmentStep, Meeting, Row
from branchtui.store.queries import meetings
from branchtui.store.queries.registers import development
from branchtui.store.queries.registers.development import meeting_words
from branchtui.store.short_ids import short_id
from branchtui.workflows.registers.reading import Typed, day_words, member, member_words, span, words
from branchtui.workflows.registers.register import Register

_DAY = "如：3月15日、2026-03-15"


def _meeting(typed: str) -> Meeting | None:
    """The held meeting that is meant, by day, kind and title, or by a title that one alone bears."""
    if not typed:
        return None
    found = development.meetings_meant(typed)
    if len(found) == 1:
        return meetings.meeting(found[0][0])
    told = "；".join(words for _, words in found[:3])
    raise BranchError(
        f"“{typed}”有 {len(found)} 次会：{told}。请连日期一起写。"
        if found
        else f"没有开过“{typed}”这次会。请写开过的会的日期、类型和题目，或空着。"
    )


def _step(typed: Typed, today: date) -> dict[str, Any]:
    model = DevelopmentStep
    who = member(typed, "member", today)
    if who is None:
        raise BranchError("人员不能为空，请填写。")
    first, last = span(model, typed, "day", "to_day", today)
    if first is None:
        raise BranchError("日期不能为空，请填写。")
    if first > today:
        raise BranchError(f"{first.isoformat()} 还没有到，办过了再记。")
    return {
        "member": who,
        "step": words(model, typed, "step", required=True, limit=30),
        "day": first,
        "to_day": last,
        "by": words(model, typed, "by", limit=60),
        "note": words(model, typed, "note"),
        "meeting": _meeting(words(model, typed, "meeting")),
    }


def _step_typed(row: DevelopmentStep) -> dict[str, str]:
    basis = row.meeting
    held = meeting_words(meetings.begins(basis).date(), basis.kind, basis.title) if basis is not None else ""
    return {
        "member": member_words(row.member),
        "step": row.step,
        "day": day_words(row.day),
        "to_day": day_words(row.to_day),
        "by": row.by,
        "note": row.note,
        "meeting": held,
    }


def _told_already(columns: Mapping[str, Any], row: Row | None) -> None:
    """Raises BranchError where the same was told of the person and the day already."""
    key = DevelopmentStep.row_id(**{part: columns[part] for part in DevelopmentStep.parts})
    there = DevelopmentStep.get_or_none(DevelopmentStep.id == key)
    if there is not None and not there.deleted and (row is None or row.id != key):
        raise BranchError(
            f"{columns['member'].name} {columns['day'].isoformat()} 的“{columns['step']}”已经记过"
            f"（{short_id(there)}），没有再记一条。要补充就改那一条。"
        )


STEP = Register(
    DevelopmentStep,
    ("member", "step", "day", "to_day", "by", "note", "meeting"),
    _step,
    _step_typed,
    {},
    {
        "member": "名册上的人",
        "day": _DAY,
        "to_day": "公示等有截止日的才填",
        "meeting": "开过的会，写日期和题目；可不填",
    },
    check=_told_already,
)
