"""What the organiser of a college is told of a board."""

from typing import get_args

from branchtui.rules.duties.duty import Board, Duty, Sort
from branchtui.rules.duties.judged import JUDGED, SEALED, judged


def test_every_sort_of_duty_is_told_to_the_organiser_or_sealed() -> None:
    forgotten = set(get_args(Sort)) - JUDGED - SEALED
    assert not forgotten, (
        f"say in rules/duties/judged.py whether the organiser is told of: {', '.join(sorted(forgotten))}"
    )
    assert not JUDGED & SEALED and set(get_args(Sort)) >= JUDGED | SEALED


def test_what_is_sealed_is_told_in_no_part_of_the_board() -> None:
    shown, hidden = Duty("hold", "登记", "", ""), Duty("action", "办", "", "")
    board = judged(Board(*[(hidden, shown)] * 6))
    assert set(board.groups().values()) == {(shown,)} and board.silenced == (shown,)
