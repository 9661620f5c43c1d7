"""What counts for a point: what comes in by itself, what is put to it and what is taken out."""

import random
from collections.abc import Callable
from datetime import date

import pytest

from branchtui.errors import BranchError
from branchtui.rules.frameworks.periods import Period
from branchtui.rules.meetings import HELD
from branchtui.store.file.database import act
from branchtui.store.models import Evidence, Framework, Honour, Meeting, Member, Point, Row
from branchtui.store.queries.meetings import day_of
from branchtui.store.writes import trash
from branchtui.workflows.frameworks import marks
from branchtui.workflows.frameworks.standing import Standing, standing
from branchtui.workflows.meetings import meetings
from branchtui.workflows.registers import kinds, register
from branchtui.workflows.safety import undo
from tests.conftest import NOW, TODAY
from tests.workflows.frameworks.conftest import at, lesson, point, told


def honour(title: str, day: str = "2025-06-01") -> Honour:
    return register.add(kinds.HONOUR, {"title": title, "day": day}, today=TODAY)  # type: ignore[return-value]


def test_a_meeting_is_evidence_the_minute_it_is_held_and_no_more_when_it_is_gone(framework: Framework) -> None:
    assert at(framework, "lessons").pieces == ()
    row = lesson(date(2025, 4, 2))
    assert told(at(framework, "lessons").pieces) == [("讲课", "auto")]
    assert [cell.have for cell in at(framework, "lessons").needs[0].cells][:3] == [0, 1, 0]
    with act("删除"):
        trash(row)
    assert at(framework, "lessons").pieces == ()
    undo.undo_last()
    assert told(at(framework, "lessons").pieces) == [("讲课", "auto")]


def test_a_meeting_that_was_cancelled_is_none(framework: Framework) -> None:
    row = meetings.plan_meeting("党课", when="2025-04-02 9:00", place="", title="讲课", items=["讲"], now=NOW)
    marks.mark([point("lessons")], [row])
    meetings.cancel(row, "冲突")
    assert at(framework, "lessons").needs[0].cells[1].have == 0


def test_what_is_taken_out_stays_in_sight_with_its_reason(framework: Framework) -> None:
    row = lesson(date(2025, 4, 2))
    marks.take_out(point("lessons"), [row], "不是本支部的")
    (piece,) = at(framework, "lessons").pieces
    assert (piece.how, piece.mark and piece.mark.reason) == ("out", "不是本支部的")
    assert at(framework, "lessons").needs[0].cells[1].have == 0
    marks.mark([point("lessons")], [row])
    assert at(framework, "lessons").needs[0].cells[1].have == 1
    assert Evidence.select().count() == 1


def test_what_was_put_there_and_taken_out_stays_in_sight_as_well(framework: Framework) -> None:
    row = lesson(date(2025, 4, 2))
    marks.mark([point("honours")], [row])
    marks.take_out(point("honours"), [row], "放错了")
    assert told(at(framework, "honours").pieces) == [("讲课", "out")]
    marks.unmark(Evidence.get())
    assert at(framework, "honours").pieces == ()


def test_a_plain_need_is_met_by_its_mark(framework: Framework) -> None:
    row = lesson(date(2025, 4, 2))
    plain = at(framework, "honours").needs[1]
    assert (plain.state, plain.cells[0].have) == ("missing", 0)
    marks.mark([point("honours")], [row], need="plain")
    assert at(framework, "honours").needs[1].state == "met"


def test_many_things_to_many_points_are_one_act(framework: Framework) -> None:
    rows = [lesson(date(2025, month, 2), f"第{month}课") for month in (4, 5, 6)]
    assert marks.mark([point("honours"), point("people")], rows) == 6
    undo.undo_last()
    assert Evidence.select().where(Evidence.live()).count() == 0
    undo.redo_last()
    assert Evidence.select().where(Evidence.live()).count() == 6


REFUSED: list[tuple[Callable[[], Row], str]] = [
    (lambda: Member.select().first(), "不能作佐证"),
    (lambda: _trashed(lesson(date(2025, 4, 2))), "已经删去，不能作佐证"),
]


@pytest.mark.parametrize(("made", "says"), REFUSED)
def test_what_can_be_no_evidence_is_refused(framework: Framework, made: Callable[[], Row], says: str) -> None:
    with pytest.raises(BranchError, match=says):
        marks.mark([point("lessons")], [made()])
    assert Evidence.select().count() == 0


def test_a_need_that_there_is_not_is_refused(framework: Framework) -> None:
    with pytest.raises(BranchError, match=r"没有“x”这项需要。有：any（荣誉）、plain（一份总结）"):
        marks.mark([point("honours")], [lesson(date(2025, 4, 2))], need="x")
    with pytest.raises(BranchError, match="原因不能为空"):
        marks.take_out(point("honours"), [lesson(date(2025, 5, 2))], " ")


def test_a_need_on_a_kind_that_is_gone_says_so(framework: Framework) -> None:
    row = point("lessons")
    with act("改"):
        row.needs = row.needs.replace("党课", "夜校")
        row.save()
    (lessons, _) = at(framework, "lessons").needs
    assert (lessons.state, lessons.reason) == ("none", "会议类型里没有“夜校”了，请改这项需要")


def test_needs_that_can_not_be_read_name_their_point(framework: Framework) -> None:
    row = point("lessons")
    with act("改"):
        row.needs = "[{"
        row.save()
    with pytest.raises(BranchError, match="观测点“党课”的需要读不出来"):
        standing(framework, TODAY)


def test_a_point_that_does_not_apply_lacks_nothing(framework: Framework) -> None:
    row = point("lessons")
    with act("改"):
        row.na_reason = "本学年合并"
        row.save()
    found = at(framework, "lessons")
    assert {(need.state, need.reason, need.gaps) for need in found.needs} == {("none", "本学年合并", ())}


# -- counts and what they open ----------------------------------------------------------------------------------------

DAYS = [date(2025, month, 5) for month in (3, 4, 12)] + [date(2026, 2, 27), date(2026, 3, 1)]
CHANGES: list[Callable[[random.Random], object]] = [
    lambda c: lesson(c.choice(DAYS)),
    lambda c: honour("荣誉", c.choice(DAYS).isoformat()),
    lambda c: honour("未写日期", ""),
    lambda c: _gone(c.choice(list(Meeting.select()))),
    lambda c: _gone(c.choice(list(Honour.select()))),
    lambda c: _moved(c.choice(list(Honour.select().where(Honour.live()))), c.choice(DAYS)),
    lambda c: marks.mark([point(c.choice(["lessons", "honours"]))], [_any_live(c)]),
    lambda c: marks.mark([point("honours")], [_any_live(c)], need=c.choice(["any", "plain"])),
    lambda c: marks.take_out(point(c.choice(["lessons", "honours"])), [_any_live(c)], "不算"),
    lambda c: marks.unmark(c.choice(list(Evidence.select().where(Evidence.live())))),
    lambda c: _undone(),
]


@pytest.mark.parametrize("seed", range(8))
def test_a_cell_counts_the_rows_it_opens_whatever_was_done(framework: Framework, seed: int) -> None:
    chance = random.Random(seed)
    done = 0
    for _ in range(40):
        try:
            chance.choice(CHANGES)(chance)
            done += 1
        except (BranchError, IndexError):
            continue
        must_agree(standing(framework, TODAY))
    assert done > 20


def must_agree(told: Standing) -> None:
    """What the cells count is what they open, and what the rows alone tell."""
    recounted = _recounting()
    for row in told.points:
        for need in row.needs:
            if need.need.form in ("count", "plain") and need.state != "none":
                for cell in need.cells:
                    ready = [thing for thing in cell.things if thing.papers.issuperset(need.need.papers)]
                    assert cell.have == len(ready) <= len({(thing.table, thing.id) for thing in cell.things})
                    if not need.need.papers:
                        assert {thing.id for thing in cell.things} == recounted(row.point, need.need.key, cell.period)
        shown = {(piece.thing.table, piece.thing.id): piece.how for piece in row.pieces}
        assert len(shown) == len(row.pieces)
        counted = {(thing.table, thing.id) for need in row.needs for cell in need.cells for thing in cell.things}
        assert all(shown[key] != "out" for key in counted)


def _recounting() -> Callable[[Point, str, Period], set[bytes]]:
    """The same, from the rows alone, which are read once."""
    rows = list(Meeting.select(Meeting.id, Meeting.kind, Meeting.state, Meeting.deleted, Meeting.starts_at))
    days = {row.id: day_of(str(row.starts_at)) for row in rows if not row.deleted and row.state in HELD}
    lessons = {row.id for row in rows if row.kind == "党课"}
    honours = {row.id: row.day for row in Honour.select(Honour.id, Honour.day).where(Honour.live())}
    there = {**days, **honours}
    marks = list(Evidence.select().where(Evidence.live()))

    def recounted(of: Point, key: str, period: Period) -> set[bytes]:
        own = (lessons if of.key == "lessons" else set()) | (honours.keys() if key == "any" else set())

        def inside(row: bytes) -> bool:
            day = there.get(row)
            return day is not None and period.first <= day <= period.last

        found = {row for row in own if inside(row)}
        for mark in marks:
            row = mark.thing_id
            if mark.point_id != of.id:
                continue
            meant = row in there and (mark.need == key or (not mark.need and (key == "plain" or row in own)))
            if mark.state == "out":
                found.discard(row)
            elif meant and (inside(row) or (there[row] is None and key == "plain")):
                found.add(row)
        return found

    return recounted


def _any_live(chance: random.Random) -> Row:
    rows = [*Meeting.select().where(Meeting.live()), *Honour.select().where(Honour.live())]
    return chance.choice(rows)


def _undone() -> None:
    """Undo what this history did, and not the adoption before it."""
    if not undo.next_undo().startswith("采用"):
        undo.undo_last()


def _gone(row: Row) -> None:
    with act("删除"):
        trash(row)


def _trashed(row: Row) -> Row:
    _gone(row)
    return row


def _moved(row: Honour, day: date) -> None:
    register.change(kinds.HONOUR, row, today=TODAY, day=day.isoformat())
