"""Frameworks as `framework list`, `show` and `gaps` give them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from branchtui.cli.session import block, data, table
from branchtui.rules.frameworks.judging import STATES, Gap, NeedState
from branchtui.rules.frameworks.things import ORIGINS, THINGS
from branchtui.store.models import Framework
from branchtui.store.models.frameworks import FRAMEWORK_KINDS, FRAMEWORK_STATES, SUBMISSION_KINDS
from branchtui.store.queries.frameworks import trees
from branchtui.store.short_ids import short_id
from branchtui.workflows.frameworks import submitting
from branchtui.workflows.frameworks.standing import HOWS, PointStanding, Standing


def head(of: Standing) -> dict[str, Any]:
    """One line of the list: how much is met, how much is missing, and what is due next."""
    framework = of.framework
    coming = [row for row in trees.milestones(framework) if row.done_on is None and row.due_on is not None]
    return {
        "id": short_id(framework),
        "name": framework.name,
        "level": framework.level,
        "kind": framework.kind,
        "state": framework.state,
        "from": framework.starts_on.isoformat(),
        "to": framework.ends_on.isoformat(),
        "met": of.met,
        "asked": len(of.needs),
        "gaps": sum(len(need.gaps) for row in of.points for need in row.needs),
        "next": {"name": coming[0].name, "day": _day(coming[0].due_on)} if coming else None,
    }


def head_line(of: Standing) -> list[str]:
    """The same in words."""
    row = head(of)
    coming = row["next"]
    return [
        row["id"],
        row["name"],
        row["level"],
        FRAMEWORK_KINDS[of.framework.kind],
        FRAMEWORK_STATES[of.framework.state],
        f"{row['from']} 至 {row['to']}",
        f"已满足 {row['met']}/{row['asked']}",
        f"缺 {row['gaps']}",
        f"{coming['name']} {coming['day']}" if coming else "",
    ]


def shown(of: Standing) -> dict[str, Any]:
    """All of a framework."""
    framework = of.framework
    numbers = {(row.point.id, piece.thing): number for number, row, piece in submitting.numbered(of)}
    return {
        **head(of),
        "organiser": framework.organiser,
        "basis": framework.basis,
        "milestones": [
            {"id": short_id(row), "name": row.name, "day": _day(row.due_on), "done_on": _day(row.done_on)}
            for row in trees.milestones(framework)
        ],
        "submissions": [_submission(each, of) for each in trees.submissions(framework)],
        "points": [
            {
                "id": short_id(row.point),
                "number": row.number,
                "title": row.point.title,
                "state": row.state,
                "demand": row.point.demand,
                "promised": row.point.promised,
                "account": row.point.account,
                "owner": row.point.owner_office,
                "needs": [_need(need) for need in row.needs],
                "evidence": [
                    {
                        "number": numbers.get((row.point.id, piece.thing), ""),
                        "thing": piece.thing.table,
                        "id": short_id(piece.thing.id),
                        "title": piece.thing.title,
                        "day": _day(piece.thing.day),
                        "how": piece.how,
                        "origin": piece.thing.origin,
                        "reason": piece.mark.reason if piece.mark else "",
                    }
                    for piece in row.pieces
                ],
            }
            for row in of.points
        ],
    }


def print_shown(of: Standing) -> None:
    """The same for people."""
    table([head_line(of)])
    for milestone in trees.milestones(of.framework):
        done = f"  已于 {milestone.done_on.isoformat()} 完成" if milestone.done_on else ""
        data(f"节点  {milestone.name}  {_day(milestone.due_on) or '没有写时限'}{done}")
    for each in trees.submissions(of.framework):
        told = _submission(each, of)
        data(
            f"送交  {told['day']}  {SUBMISSION_KINDS[each.kind]}  {told['pieces']} 项"
            f"  送交后新增 {told['added_since']}  已删去 {told['gone_since']}"
        )
    numbers = {(row.point.id, piece.thing): number for number, row, piece in submitting.numbered(of)}
    for row in of.points:
        _print_point(row, numbers)


def gaps(of: Standing) -> list[dict[str, Any]]:
    """All that is missing, in the order of the tree."""
    return [
        {
            "point": short_id(row.point),
            "number": row.number,
            "need": need.need.say,
            "period": gap.period.name,
            "state": _state_in(need, gap),
            "clause": need.need.source,
            "open": {"thing": gap.thing[0], "id": short_id(gap.thing[1])} if gap.thing else None,
            "words": gap.words,
        }
        for row, need, gap in _missing(of)
    ]


def gap_lines(of: Standing) -> list[list[str]]:
    """The same in words."""
    return [
        [row.number, row.point.title, STATES[_state_in(need, gap)], gap.words, need.need.source or _local(need)]
        for row, need, gap in _missing(of)
    ]


def _missing(of: Standing) -> Iterator[tuple[PointStanding, NeedState, Gap]]:
    return ((row, need, gap) for row in of.points for need in row.needs for gap in need.gaps)


def _state_in(need: NeedState, gap: Gap) -> Any:
    """The state of the period that a gap is of."""
    return next((cell.state for cell in need.cells if cell.period == gap.period), need.state)


def _local(need: NeedState) -> str:
    return "本地做法" if need.need.local else ""


def _need(need: NeedState) -> dict[str, Any]:
    return {
        "key": need.need.key,
        "say": need.need.say,
        "state": need.state,
        "clause": need.need.source,
        "local": need.need.local,
        "reason": need.reason,
        "periods": [
            {"period": cell.period.name, "have": cell.have, "asked": cell.asked, "state": cell.state}
            for cell in need.cells
        ],
    }


def _submission(row: Any, of: Standing) -> dict[str, Any]:
    added, gone = submitting.since(row, of)
    return {
        "id": short_id(row),
        "kind": row.kind,
        "day": _day(row.day),
        "unit": row.unit,
        "pieces": len(submitting.listed(row)),
        "added_since": len(added),
        "gone_since": len(gone),
    }


def _print_point(row: PointStanding, numbers: dict[Any, str]) -> None:
    indent = "  " * row.depth
    data(f"{indent}{row.number} {row.point.title}  {STATES[row.state]}  {short_id(row.point)}")
    for caption, words in (("要求", row.point.demand), ("承诺", row.point.promised), ("完成情况", row.point.account)):
        if words:
            block(f"{indent}  {caption}：{words}")
    for need in row.needs:
        reason = f"（{need.reason}）" if need.reason else ""
        data(f"{indent}  需要 {need.need.say}：{STATES[need.state]}{reason}")
    for piece in row.pieces:
        thing = piece.thing
        told = (
            numbers.get((row.point.id, thing), "剔除"),
            _day(thing.day) or "无日期",
            f"{THINGS[thing.table]} {thing.title}",
            HOWS[piece.how],
            ORIGINS[thing.origin],
            piece.mark.reason if piece.mark else "",
            short_id(thing.id),
        )
        data(f"{indent}  佐证 {'  '.join(filter(None, told))}")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def named(framework: Framework) -> str:
    """A framework in a sentence."""
    return f"{framework.name}（{' '.join(filter(None, (framework.level, framework.cycle)))}）"
