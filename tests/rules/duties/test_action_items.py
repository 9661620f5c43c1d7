"""What meetings agreed, on the board until it is done."""

from datetime import date, datetime, time

import pytest

from branchtui import assets
from branchtui.rules.duties.facts import ActionFact, Facts, FaultFact
from branchtui.rules.duties.sources.action_items import duties
from branchtui.rules.kind_reading import rules_from

TODAY = date(2026, 3, 10)
RULES = rules_from(assets.toml("rules", "meetings.toml"), {})


@pytest.mark.parametrize(
    ("owner", "due", "group", "duty", "period", "when"),
    [
        ("周以宁", date(2026, 3, 9), "overdue", "周以宁：修订值班表", "2026-03-09 前", "3月9日"),
        ("周以宁", date(2026, 3, 10), "due", "周以宁：修订值班表", "2026-03-10 前", "3月10日"),
        ("周以宁", date(2027, 1, 5), "due", "周以宁：修订值班表", "2027-01-05 前", "2027年1月5日"),
        ("", date(2026, 3, 20), "due", "修订值班表", "2026-03-20 前", "3月20日"),
        ("周以宁", None, "due", "周以宁：修订值班表", "", ""),
    ],
)
def test_overdue_once_its_day_is_past(
    owner: str, due: date | None, group: str, duty: str, period: str, when: str
) -> None:
    fact = ActionFact(b"1", "修订值班表", owner, due, b"2", "学习", date(2026, 3, 4))
    (found,) = duties(Facts(actions=[fact]), RULES, TODAY)
    assert (found.group, found.duty.duty, found.duty.period, found.duty.when) == (group, duty, period, when)
    assert found.at == datetime.combine(due or date.max, time.max), "what has no day comes last"
    assert found.duty.open == ("meeting", b"2") and found.duty.action == ("action_item", b"1")
    assert found.duty.key == ("action", "action_item", b"1"), "each is silenced for itself"
    who = f"责任人：{owner}。" if owner else "还没有写责任人。"
    assert found.duty.basis == f"2026年3月4日“学习”议定的事。{who}"


@pytest.mark.parametrize(
    ("owner", "due", "group", "duty", "period"),
    [
        ("周以宁", date(2026, 3, 9), "overdue", "整改 周以宁：台账漏记", "2026-03-09 前"),
        ("", date(2026, 3, 10), "due", "整改：台账漏记", "2026-03-10 前"),
        ("", None, "due", "整改：台账漏记", ""),
    ],
)
def test_a_fault_is_told_as_what_a_meeting_agreed(
    owner: str, due: date | None, group: str, duty: str, period: str
) -> None:
    (found,) = duties(Facts(faults=[FaultFact(b"1", "台账漏记", owner, due, 2025)]), RULES, TODAY)
    assert (found.group, found.duty.duty, found.duty.period) == (group, duty, period)
    assert found.at == datetime.combine(due or date.max, time.max)
    assert found.duty.open == found.duty.action == ("rectification", b"1")
    assert found.duty.key == ("rectify", "rectification", b"1")
    assert found.duty.basis == f"2025年整改清单里的一条。{f'责任人：{owner}。' if owner else '还没有写责任人。'}"
