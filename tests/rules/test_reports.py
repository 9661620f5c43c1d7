"""The life of a report: which state may follow which."""

from itertools import product
from typing import get_args

import pytest

from branchtui.errors import BranchError
from branchtui.rules.reports.states import FOLLOWS, HANDED_IN, OPEN, STATES, ReportState, state_after

WAYS = {
    ("草稿", "送审"),
    ("草稿", "已投稿"),
    ("送审", "草稿"),
    ("送审", "已投稿"),
    ("送审", "退回"),
    ("已投稿", "已刊发"),
    ("已投稿", "退回"),
    ("退回", "草稿"),
    ("退回", "送审"),
    ("退回", "已投稿"),
}  # what is published is over: nothing follows it


@pytest.mark.parametrize(("now", "wanted"), [*product(get_args(ReportState), repeat=2)])
def test_a_report_goes_these_ways_and_no_other(now: ReportState, wanted: ReportState) -> None:
    if (STATES[now], STATES[wanted]) in WAYS:
        assert state_after(now, wanted) == wanted
    else:
        with pytest.raises(BranchError, match=f"现在是“{STATES[now]}”，不能直接改为“{STATES[wanted]}”"):
            state_after(now, wanted)


def test_an_unknown_state_names_those_there_are() -> None:
    with pytest.raises(BranchError, match="没有“printed”这种状态。可选：草稿、送审、已投稿、已刊发、退回。"):
        state_after("draft", "printed")


def test_every_state_has_a_word_and_is_open_or_handed_in() -> None:
    assert set(STATES) == set(FOLLOWS) == set(get_args(ReportState))
    assert sorted([*OPEN, *HANDED_IN]) == sorted(STATES)
