"""Kinds, periods and late records."""

from datetime import date

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.kind_reading import rules_from
from branchtui.rules.meetings import MeetingKind, Rule, find_kind, period_of, record_day, working_days_after
from branchtui.rules.roster import MemberAsOf

KINDS = rules_from(assets.toml("rules", "meetings.toml"), {}).on(date(2026, 3, 10))


def person(standing: str, *offices: str) -> MemberAsOf:
    return MemberAsOf(b"x" * 16, standing, offices, "", "", date(2020, 1, 1))


def test_every_kind_names_its_clause_or_says_that_it_has_none() -> None:
    assert KINDS["支部党员大会"].clause == "《中国共产党支部工作条例（试行）》第十一条"
    assert KINDS["主题党日"].clause == "《中国共产党支部工作条例（试行）》第十六条"
    assert KINDS["党课"].clause == "默认，可改；条文没有规定"
    for kind in KINDS.values():
        assert bool(kind.rule.practice) != (kind.clause.startswith("《") and "条" in kind.clause)


@pytest.mark.parametrize(("typed", "found"), [("党课", "党课"), ("大会", "支部党员大会"), (" 党日 ", "主题党日")])
def test_find_kind(typed: str, found: str) -> None:
    assert find_kind(KINDS, typed).name == found


@pytest.mark.parametrize(
    ("typed", "hint"), [("主题党目", "是不是“主题党日”"), ("茶话会", "可选"), ("", "可选"), ("党", "可选")]
)
def test_unknown_kind_names_the_choices(typed: str, hint: str) -> None:
    with pytest.raises(BranchError, match=hint):
        find_kind(KINDS, typed)


@pytest.mark.parametrize(
    ("standing", "expected"), [("full", True), ("probationary", True), ("activist", False), ("candidate", False)]
)
def test_members_are_expected_activists_are_not(standing: str, expected: bool) -> None:
    assert KINDS["支部党员大会"].expects(person(standing)) is expected


COMMITTEE = MeetingKind(
    "支部委员会会议", "召开", "committee", 1, "month", 60, Rule("中国共产党支部工作条例（试行）", "第十二条")
)


@pytest.mark.parametrize(
    ("standing", "offices", "expected"),
    [
        ("full", ("书记",), True),
        ("full", ("副书记",), True),
        ("full", ("纪检委员",), True),
        ("full", ("委员",), True),
        ("full", ("党小组组长",), False),
        ("full", ("党小组组长", "宣传委员"), True),
        ("full", (), False),
        ("full", ("办公室主任",), False),  # no office of the committee
        ("probationary", ("组织委员",), True),
        ("activist", ("委员",), False),  # no member of the party
    ],
)
def test_the_committee_alone_is_expected_at_its_meeting(
    standing: str, offices: tuple[str, ...], expected: bool
) -> None:
    assert COMMITTEE.expects(person(standing, *offices)) is expected


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [("2026-03-06", 3, "2026-03-11"), ("2026-03-07", 1, "2026-03-09"), ("2026-03-09", 0, "2026-03-09")],
)
def test_working_days(day: str, days: int, expected: str) -> None:
    assert working_days_after(date.fromisoformat(day), days) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("held", "entered", "completed", "expected"),
    [
        ("2026-03-06", "2026-03-06", "2026-03-11", "2026-03-06"),  # within three working days
        ("2026-03-06", "2026-03-06", "2026-03-12", "2026-03-12"),  # too late
        ("2026-03-06", "2026-03-20", None, "2026-03-20"),  # entered after its day
    ],
)
def test_record_day(held: str, entered: str, completed: str | None, expected: str) -> None:
    done = date.fromisoformat(completed) if completed else None
    assert record_day(date.fromisoformat(held), date.fromisoformat(entered), done, 3) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("day", "per", "first", "last", "name"),
    [
        ("2026-02-14", "month", "2026-02-01", "2026-02-28", "2026年2月"),
        ("2026-12-31", "month", "2026-12-01", "2026-12-31", "2026年12月"),
        ("2026-05-14", "quarter", "2026-04-01", "2026-06-30", "2026年第二季度"),
        ("2026-11-14", "quarter", "2026-10-01", "2026-12-31", "2026年第四季度"),
        ("2026-01-14", "term", "2025-08-01", "2026-01-31", "2025年秋季学期"),
        ("2026-03-14", "term", "2026-02-01", "2026-07-31", "2026年春季学期"),
        ("2026-03-14", "year", "2026-01-01", "2026-12-31", "2026年"),
    ],
)
def test_period_of(day: str, per: str, first: str, last: str, name: str) -> None:
    assert period_of(date.fromisoformat(day), per) == (date.fromisoformat(first), date.fromisoformat(last), name)
