"""谈心谈话 and 整改清单: what is typed into each, and what that means."""

from datetime import date
from typing import Any

from branchtui.errors import BranchError
from branchtui.rules.text.dates import parse_day
from branchtui.store.models import Rectification, Row, Talk
from branchtui.workflows.input_checks import line
from branchtui.workflows.registers.reading import (
    Typed,
    day,
    day_words,
    many_lines,
    member,
    member_words,
    words,
)
from branchtui.workflows.registers.register import Register
from branchtui.workflows.year.end.meetings import meeting_typed, meeting_words
from branchtui.workflows.year.end.years import year_typed

_DAY = "如：3月15日、2026-03-15"


def talk_columns(on: date, by: Row, to: Row, what: str, place: str, today: date) -> dict[str, Any]:
    """A talk as it is stored. Raises BranchError for one with oneself, and one that was not yet."""
    if on > today:
        raise BranchError(f"{on.isoformat()} 还没有到，谈过了再记。")
    if by.id == to.id:
        raise BranchError("谈话人和谈话对象是同一个人，请核对。")
    return {
        "day": on,
        "by": by,
        "to": to,
        "what": line(what, "内容", limit=200),
        "place": line(place, "地点", limit=200),
    }


def _talk(typed: Typed, today: date) -> dict[str, Any]:
    on, by, to = day(typed, "day", today), member(typed, "by", today), member(typed, "to", today)
    if on is None:
        raise BranchError("日期不能为空，请填写。")
    if by is None or to is None:
        raise BranchError(f"{'谈话人' if by is None else '谈话对象'}不能为空，请填写。")
    return talk_columns(on, by, to, typed.get("what", ""), typed.get("place", ""), today)


def _talk_typed(row: Talk) -> dict[str, str]:
    return {
        "by": member_words(row.by),
        "to": member_words(row.to),
        "day": day_words(row.day),
        "what": row.what,
        "place": row.place,
    }


TALK = Register(
    Talk,
    ("by", "to", "day", "what", "place"),
    _talk,
    _talk_typed,
    {},
    {"by": "名册上的人", "to": "名册上的人", "day": _DAY, "what": "如：谈思想、谈工作", "place": "可不填"},
)


def _rectification(typed: Typed, today: date) -> dict[str, Any]:
    model = Rectification
    done = day(typed, "done_on", today)
    if done is not None and done > today:
        raise BranchError(f"{done.isoformat()} 还没有到，完成了再记。")
    return {
        "problem": words(model, typed, "problem", required=True, limit=500),
        "measure": many_lines(model, typed, "measure"),
        "owner": member(typed, "owner", today),
        "due": parse_day(typed["due"], today) if typed.get("due") else None,
        "done_on": done,
        "result": many_lines(model, typed, "result"),
        "year": year_typed(typed.get("year", ""), today),
        "meeting": meeting_typed(typed["meeting"], today) if typed.get("meeting") else None,
    }


def _rectification_typed(row: Rectification) -> dict[str, str]:
    return {
        "problem": row.problem,
        "measure": row.measure,
        "owner": member_words(row.owner),
        "due": day_words(row.due),
        "done_on": day_words(row.done_on),
        "result": row.result,
        "year": str(row.year),
        "meeting": meeting_words(row.meeting) if row.meeting else "",
    }


RECTIFICATION = Register(
    Rectification,
    ("problem", "measure", "owner", "due", "done_on", "result", "year", "meeting"),
    _rectification,
    _rectification_typed,
    {},
    {
        "problem": "查摆出来的问题，一条一个",
        "owner": "名册上的人；没有定就空着",
        "due": "如：6月30日；没有定就空着",
        "done_on": "办成了再写",
        "year": "空着就是今年",
        "meeting": "在哪次会上查摆的，如：2026-11-19；可不填",
    },
    frozenset({"measure", "result"}),
)
