"""A line of the board is silenced with a reason, listed, undone and told again."""

from datetime import date, datetime

import pytest

from branchtui.errors import BranchError
from branchtui.rules.duties.duty import Duty
from branchtui.store.models import Meeting, Silenced
from branchtui.workflows.board import board
from branchtui.workflows.meetings import meetings
from branchtui.workflows.safety import history
from branchtui.workflows.safety.undo import undo_last
from branchtui.workflows.silencing import silence, silenced, tell_again
from tests.conftest import NOW

DAY = date(2026, 3, 9)


def asked(day: date = DAY) -> list[Duty]:
    found = board(day)
    return [*found.overdue, *found.contradictions, *found.due]


def of_sort(sort: str) -> Duty:
    return next(duty for duty in asked() if duty.sort == sort)


def test_a_line_is_silenced_for_good_and_told_again(meeting: Meeting) -> None:
    meetings.hold(meeting, now=datetime(2026, 3, 4, 18))
    before = asked()
    record = of_sort("record")
    said = silence(record.key, record.duty, "记在纸质本上")
    assert said == f"不再提醒：{record.duty}。"
    assert asked() == [duty for duty in before if duty != record] and board(DAY).silenced == (record,)
    (line,) = silenced()
    assert (line.words, line.row.reason) == (f"会议记录：会议“{meeting.title}”", "记在纸质本上")
    assert tell_again(line) == f"恢复提醒：{line.words}。"
    assert asked() == before and silenced() == [] and board(DAY).silenced == ()


def test_it_is_undone_and_stands_in_the_history(meeting: Meeting) -> None:
    count = of_sort("count")
    silence(count.key, count.duty, "与学院合开")
    assert count.duty not in {duty.duty for duty in asked()}
    (line,) = silenced()
    told = str(history.of(line.row, NOW))
    assert "与学院合开" in told and "次数：" in told
    assert count.duty in undo_last()
    assert count.duty in {duty.duty for duty in asked()} and silenced() == []


def test_silenced_twice_it_bears_the_last_reason(meeting: Meeting) -> None:
    count = of_sort("count")
    silence(count.key, count.duty, "一")
    silence(count.key, count.duty, "二")
    assert [line.row.reason for line in silenced()] == ["二"]


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_without_a_reason_nothing_is_silenced(meeting: Meeting, reason: str) -> None:
    count = of_sort("count")
    with pytest.raises(BranchError, match="原因不能为空"):
        silence(count.key, count.duty, reason)
    assert Silenced.count_live() == 0


def test_what_nobody_asks_for_is_not_silenced(meeting: Meeting) -> None:
    (coming,) = board(date(2026, 3, 1)).coming
    with pytest.raises(BranchError, match="没有在催"):
        silence(coming.key, coming.duty, "不想看")
