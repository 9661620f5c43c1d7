"""Kinds, periods and late records."""

from datetime import date

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.kind_reading import rules_from
from branchtui.rules.meetings import Bodies, MeetingKind, Rule, find_kind, period_of, record_day
from branchtui.rules.roster import MemberAsOf
from branchtui.rules.workdays import Workdays

KINDS = rules_from(assets.toml("rules", "meetings.toml"), {}).on(date(2026, 3, 10))


def person(standing: str, *offices: str) -> MemberAsOf:
    return MemberAsOf(b"x" * 16, standing, offices, "", "", date(2020, 1, 1))


def test_every_kind_names_its_clause_or_says_that_it_has_none() -> None:
    assert KINDS["支部党员大会"].clause == "《中国共产党支部工作条例（试行）》第十一条"
    assert KINDS["主题党日"].clause == "《中国共产党支部工作条例（试行）》第十六条"
    assert KINDS["党课"].clause == "默认，可改；条文没有规定"
    for kind in KINDS.values():
        assert bool(kind.rule.practice) != (kind.clause.startswith("《") and "条" in kind.clause)


_RULES = "《中国共产党支部工作条例（试行）》"


@pytest.mark.parametrize(
    ("name", "who", "often", "verb", "clause", "called"),
    [
        ("支部党员大会", "members", "每季度 1 次", "召开", f"{_RULES}第十一条", "党员大会 支部大会 大会"),
        (
            *("支部委员会会议", "committee", "每月 1 次", "召开", f"{_RULES}第十二条"),
            "支委会 支部委员会 支委会会议 党支部委员会会议 委员会 支委",
        ),
        ("党小组会", "group", "每月 1 次", "召开", f"{_RULES}第十三条", "小组会 党小组会议 党小组 小组"),
        ("主题党日", "members", "每月 1 次", "开展", f"{_RULES}第十六条", "党日 党日活动 主题党日活动"),
        ("党课", "members", "每季度 1 次", "举办", "默认，可改；条文没有规定", "上党课 讲党课"),
        ("组织生活会", "members", "每年 1 次", "召开", f"{_RULES}第十七条", "组织生活 生活会"),
        ("民主评议党员", "members", "每年 1 次", "开展", f"{_RULES}第十八条", "民主评议 党员评议 评议党员 评议"),
    ],
)
def test_every_kind_that_ships(name: str, who: str, often: str, verb: str, clause: str, called: str) -> None:
    kind = KINDS[name]
    assert (kind.who, kind.often, kind.verb, kind.clause) == (who, often, verb, clause)
    for typed in (name, f" {name} ", *called.split()):
        assert find_kind(KINDS, typed).name == name


def test_the_table_above_holds_every_kind_and_no_name_means_two() -> None:
    assert list(KINDS) == [
        *("支部党员大会", "主题党日", "党课", "支部委员会会议", "党小组会", "组织生活会", "民主评议党员")
    ], "a new kind has a row in the table of test_every_kind_that_ships"
    names = [name for kind in KINDS.values() for name in kind.names]
    assert len(names) == len(set(names)), "an alias that two kinds share finds neither"


@pytest.mark.parametrize(
    ("typed", "hint"), [("主题党目", "是不是“主题党日”"), ("茶话会", "可选"), ("", "可选"), ("党", "可选")]
)
def test_unknown_kind_names_the_choices(typed: str, hint: str) -> None:
    with pytest.raises(BranchError, match=hint):
        find_kind(KINDS, typed)


@pytest.mark.parametrize(
    ("standing", "expected"),
    [("full", True), ("probationary", True), ("activist", False), ("candidate", False), ("applicant", False)],
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
        ("applicant", ("委员",), False),
    ],
)
def test_the_committee_alone_is_expected_at_its_meeting(
    standing: str, offices: tuple[str, ...], expected: bool
) -> None:
    assert COMMITTEE.expects(person(standing, *offices)) is expected


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
    assert record_day(date.fromisoformat(held), date.fromisoformat(entered), done, 3, Workdays()) == date.fromisoformat(
        expected
    )


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


@pytest.mark.parametrize(("full", "probationary", "committee"), [(6, 5, False), (7, 0, True), (23, 2, True)])
def test_a_branch_has_a_committee_from_seven_full_members_on(full: int, probationary: int, committee: bool) -> None:
    people = (
        [person("full")] * full
        + [person("probationary")] * probationary
        + [person("activist"), person("applicant")] * 9
    )
    assert Bodies.of(people, {}).committee is committee


def test_groups_are_those_that_members_belong_to_in_the_order_of_their_numbers() -> None:
    def within(group: str, standing: str = "full") -> MemberAsOf:
        return person(standing)._replace(group=group)

    named = {"a": "第十党小组", "b": "第二党小组", "c": "教务党小组", "d": "第三党小组", "e": "第四党小组"}
    people = [within("a"), within("c"), within("b"), within(""), within("e", "activist"), within("gone")]
    assert [name for _, name in Bodies.of(people, named).groups] == ["第二党小组", "第十党小组", "教务党小组"]
