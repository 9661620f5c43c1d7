"""What the board says of posts: the step after a notice, reviews, silence; of settings that can't be used."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from branchtui import assets
from branchtui.rules.duties.board import board_of
from branchtui.rules.duties.duty import Board, Duty
from branchtui.rules.duties.facts import Facts, PostFact
from branchtui.rules.kind_reading import rules_from as meeting_rules_from
from branchtui.rules.posts.chain import Step
from branchtui.rules.posts.reading import SETTINGS, rules_from

ID = b"p" * 16
NO_KINDS = meeting_rules_from(assets.toml("rules", "meetings.toml"), {})._replace(versions={})
SHIPPED = assets.toml("rules", "posts.toml")
NOTICE = (
    Step("申报", date(2026, 3, 2)),
    Step("评议", date(2026, 3, 3)),
    Step("公示", date(2026, 3, 4), date(2026, 3, 10)),
)
ACTIVE = (*NOTICE, Step("核准", date(2026, 3, 11)), Step("授牌", date(2026, 3, 12)))


def board(
    steps: Sequence[Step],
    today: date,
    *,
    reviewed: date | None = None,
    served: date | None = None,
    own: dict[str, Any] | None = None,
) -> Board:
    rules = rules_from(SHIPPED, {f"{SETTINGS}{key}": json.dumps(value) for key, value in (own or {}).items()})
    facts = Facts(
        posts=[PostFact(ID, "教务岗", steps, reviewed)],
        post_rules=lambda: rules,
        last_services=lambda: {ID: served} if served else {},
    )
    return board_of(facts, NO_KINDS, today)


def words(duties: Sequence[Duty]) -> list[str]:
    return [duty.duty for duty in duties]


@pytest.mark.parametrize(
    ("steps", "today", "due"),
    [
        (NOTICE, date(2026, 3, 10), []),  # its last day
        (NOTICE, date(2026, 3, 11), ["核准：教务岗"]),
        (NOTICE, date(2026, 6, 1), ["核准：教务岗"]),
        (ACTIVE[:4], date(2026, 3, 12), []),  # approved: what follows has no day
        (NOTICE[:2], date(2026, 6, 1), []),
        ((), date(2026, 6, 1), []),
    ],
)
def test_the_step_after_a_notice(steps: Sequence[Step], today: date, due: list[str]) -> None:
    told = board(steps, today)
    assert words(told.due) == due and not told.overdue
    for duty in told.due:
        assert duty.open == ("post", ID) and "公示2026年3月10日期满" in duty.basis


@pytest.mark.parametrize(
    ("today", "due", "overdue"),
    [
        (date(2027, 2, 8), [], []),
        (date(2027, 2, 9), ["考核示范岗：教务岗"], []),
        (date(2027, 3, 12), ["考核示范岗：教务岗"], []),
        (date(2027, 3, 13), [], ["考核示范岗：教务岗"]),
    ],
)
def test_a_review_is_due_a_year_after_the_plate(today: date, due: list[str], overdue: list[str]) -> None:
    told = board(ACTIVE, today, served=today)
    assert (words(told.due), words(told.overdue)) == (due, overdue)


def test_a_review_counts_from_the_last_one_by_step_or_by_scores() -> None:
    today = date(2027, 6, 1)
    assert words(board(ACTIVE, today, served=today).overdue) == ["考核示范岗：教务岗"]
    assert board(ACTIVE, today, served=today, reviewed=date(2026, 12, 31)).to_do == 0
    assert board((*ACTIVE, Step("考核", date(2027, 1, 10))), today, served=today).to_do == 0
    assert words(board(ACTIVE, today, served=today, reviewed=date(2026, 6, 15)).due) == ["考核示范岗：教务岗"]
    assert board(ACTIVE, today, served=today, own={"review_months": 24}).to_do == 0


@pytest.mark.parametrize(
    ("served", "days", "told"),
    [
        (date(2026, 4, 1), 60, []),
        (date(2026, 4, 1), 61, ["教务岗已有 61 天没有服务记录"]),
        (date(2026, 4, 1), 64, ["教务岗已有 64 天没有服务记录"]),
        (None, 61, ["教务岗已有 61 天没有服务记录"]),  # counted from the plate on
        (None, 60, []),
    ],
)
def test_a_post_without_a_log_for_sixty_days(served: date | None, days: int, told: list[str]) -> None:
    today = (served or date(2026, 3, 12)) + timedelta(days)
    found = board(ACTIVE, today, served=served).overdue
    assert words(found) == told
    for duty in found:
        assert duty.clause == "默认，可改；条文没有规定" and duty.open == ("post", ID)
    assert not board(ACTIVE, today, served=served, own={"silent_days": 90}).overdue


@pytest.mark.parametrize("step", [("暂停", "借调"), ("撤牌", "不达标"), ("结束", "任务完成")])
def test_a_post_that_is_not_in_service_owes_nothing(step: tuple[str, str]) -> None:
    name, reason = step
    assert board((*ACTIVE, Step(name, date(2026, 5, 1), reason=reason)), date(2028, 1, 1)).to_do == 0


def test_a_setting_that_can_not_be_used_is_a_contradiction() -> None:
    told = board(ACTIVE, date(2026, 3, 20), own={"silent_days": 1})
    assert words(told.contradictions) == ["本支部的岗位设置有误"]
    assert "服务间隔期限" in told.contradictions[0].clause


def test_what_is_silenced_is_told_no_more() -> None:
    today = date(2026, 6, 1)
    (duty,) = board(ACTIVE, today).overdue
    facts = Facts(
        posts=[PostFact(ID, "教务岗", ACTIVE)], post_rules=lambda: rules_from(SHIPPED, {}), silenced={duty.key}
    )
    assert board_of(facts, NO_KINDS, today).to_do == 0
