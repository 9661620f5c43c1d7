"""What a post is on a day, what comes next, and which steps are refused or asked about."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.posts.chain import (
    WANTS,
    NextStep,
    PostRules,
    PostState,
    Step,
    course,
    faults,
    next_step,
    notice_end,
    since,
    state_on,
    workdays_in,
)
from branchtui.rules.posts.reading import rules_from

RULES = rules_from(assets.toml("rules", "posts.toml"), {})
# The holiday of October 2026 as this table has it: a week off, the Saturday after it worked to make up for it.
OFF = {date(2026, 10, day) for day in range(1, 8)}
MADE_UP = {date(2026, 9, 27), date(2026, 10, 10)}


def weekdays(day: date) -> bool:
    return day.weekday() < 5


def with_holiday(day: date) -> bool:
    return day in MADE_UP or (day.weekday() < 5 and day not in OFF)


def march(day: int) -> date:
    return date(2026, 3, day)


SET_UP = Step("按需设岗", march(2))
APPLIED = Step("申报", march(3))
DISCUSSED = Step("评议", march(4))
NOTICE = Step("公示", march(5), march(11))
APPROVED = Step("核准", march(12))
AWARDED = Step("授牌", march(16))
SHOWN = Step("亮岗", march(17))
PAUSED = Step("暂停", date(2026, 5, 1), reason="借调")
RESUMED = Step("恢复", date(2026, 6, 1))
WITHDRAWN = Step("撤牌", date(2026, 7, 1), reason="考核不达标")
AGAIN = Step("再次申报", date(2026, 9, 1))
CHAIN = [SET_UP, APPLIED, DISCUSSED, NOTICE, APPROVED, AWARDED, SHOWN]


@pytest.mark.parametrize(
    ("steps", "day", "state", "first"),
    [
        ([], march(1), "proposed", None),
        (CHAIN, march(1), "proposed", None),
        (CHAIN, march(2), "proposed", march(2)),
        (CHAIN, march(4), "proposed", march(2)),
        (CHAIN, march(5), "publicised", march(5)),
        (CHAIN, march(15), "publicised", march(5)),
        (CHAIN, march(16), "active", march(16)),
        (CHAIN, date(2027, 3, 1), "active", march(16)),
        (list(reversed(CHAIN)), march(20), "active", march(16)),
        ([*CHAIN, Step("述职", march(20)), Step("考核", march(21))], march(22), "active", march(16)),
        ([*CHAIN, PAUSED], date(2026, 5, 1), "suspended", date(2026, 5, 1)),
        ([*CHAIN, PAUSED, RESUMED], date(2026, 6, 1), "active", date(2026, 6, 1)),
        ([*CHAIN, WITHDRAWN], date(2026, 7, 1), "withdrawn", date(2026, 7, 1)),
        ([*CHAIN, WITHDRAWN, AGAIN], date(2026, 9, 1), "proposed", date(2026, 9, 1)),
        ([*CHAIN, Step("结束", date(2026, 8, 1), reason="任务完成")], date(2026, 8, 2), "ended", date(2026, 8, 1)),
        ([Step("没有这一步", march(1)), AWARDED], march(20), "active", march(16)),
    ],
)
def test_state_on_a_day(steps: Sequence[Step], day: date, state: PostState, first: date | None) -> None:
    assert since(steps, RULES, day) == (state, first)
    assert state_on(steps, RULES, day) == state


@pytest.mark.parametrize(
    ("first", "days", "is_workday", "last"),
    [
        (march(2), 5, weekdays, march(6)),
        (march(5), 5, weekdays, march(11)),
        (march(7), 5, weekdays, march(13)),  # a Saturday counts for nothing
        (march(2), 1, weekdays, march(2)),
        (march(7), 1, weekdays, march(9)),
        (date(2026, 9, 29), 5, weekdays, date(2026, 10, 5)),
        (date(2026, 9, 29), 5, with_holiday, date(2026, 10, 10)),  # the Saturday that makes up is the fifth
        (date(2026, 9, 25), 3, with_holiday, date(2026, 9, 28)),  # and so is the Sunday before the holiday
        (date(2026, 10, 1), 5, with_holiday, date(2026, 10, 13)),
    ],
)
def test_a_notice_lasts_so_many_working_days(
    first: date, days: int, is_workday: Callable[[date], bool], last: date
) -> None:
    assert notice_end(first, days, is_workday) == last
    assert workdays_in(first, last, is_workday) == days
    assert workdays_in(first, last - timedelta(1), is_workday) == days - 1


@pytest.mark.parametrize(
    ("steps", "day", "wanted"),
    [
        ([], march(1), NextStep("按需设岗")),
        ([SET_UP], march(2), NextStep("申报")),
        (CHAIN[:3], march(4), NextStep("公示")),
        (CHAIN[:4], march(5), NextStep("核准", march(12))),
        (CHAIN[:4], march(20), NextStep("核准", march(12))),
        (CHAIN[:5], march(12), NextStep("授牌")),
        (CHAIN, march(11), NextStep("核准", march(12))),
        (CHAIN, march(18), NextStep("述职")),
        ([*CHAIN, Step("述职", march(19))], march(20), NextStep("考核")),
        ([*CHAIN, Step("考核", march(19))], march(20), None),
        ([*CHAIN, PAUSED], date(2026, 5, 2), NextStep("恢复")),
        ([*CHAIN, PAUSED, RESUMED], date(2026, 6, 2), NextStep("述职")),
        ([*CHAIN, WITHDRAWN], date(2026, 7, 2), NextStep("再次申报")),
        ([*CHAIN, WITHDRAWN, AGAIN], date(2026, 9, 2), NextStep("评议")),
        ([*CHAIN, WITHDRAWN, AGAIN, Step("评议", date(2026, 9, 3))], date(2026, 9, 4), NextStep("公示")),
        ([*CHAIN, Step("结束", date(2026, 8, 1), reason="完成")], date(2026, 8, 2), None),
    ],
)
def test_what_comes_next(steps: Sequence[Step], day: date, wanted: NextStep | None) -> None:
    assert next_step(steps, RULES, day) == wanted


def test_what_is_missing_for_it() -> None:
    found = next_step(CHAIN[:3], RULES, march(4), {"duties"})
    assert found == NextStep("公示", None, ("还没有上岗党员", "还没有岗位承诺"))
    assert next_step([], RULES, march(4), set()) == NextStep("按需设岗", None, ("还没有岗位职责",))
    assert next_step(CHAIN[:3], RULES, march(4), set(WANTS)) == NextStep("公示")


GOOD = (
    [],
    CHAIN,
    [*CHAIN, PAUSED, RESUMED, WITHDRAWN, AGAIN],
    [*CHAIN, Step("述职", march(20)), Step("考核", march(21)), Step("述职", march(27)), Step("考核", march(28))],
    [Step("授牌", march(2), reason="2024 年已授牌，此前没有登记")],
    [*CHAIN[:4], Step("授牌", march(9), reason="学院统一授牌")],
    [*CHAIN[:3], Step("公示", march(5), march(6), reason="学院规定公示两天")],
    [*CHAIN, WITHDRAWN, Step("考核", date(2026, 6, 30))],
    [Step("本部门审核", march(1)), SET_UP],
    [Step("评议", march(4), meeting=march(4)), Step("申报", march(3))],
)


@pytest.mark.parametrize("steps", GOOD)
def test_nothing_is_wrong(steps: Sequence[Step]) -> None:
    assert faults(steps, RULES, weekdays) == []


BAD = (
    ([Step("公示", march(9), march(5), reason="有")], "公示的截止日2026年3月5日早于起始日2026年3月9日"),
    ([*CHAIN[:3], Step("公示", march(5))], "公示要写截止日。从2026年3月5日起满 5 个工作日，到2026年3月11日"),
    ([*CHAIN[:3], Step("公示", march(5), march(10))], "公示只有 4 个工作日，不满 5 个（默认，可改；条文没有规定）"),
    ([*CHAIN[:5], Step("授牌", march(16), march(17))], "授牌是一天的事，不写截止日。"),
    ([AWARDED], "还没有登记核准，就登记了授牌（2026年3月16日）"),
    ([NOTICE], "还没有登记评议，就登记了公示"),
    ([*CHAIN[:4], Step("核准", march(11))], "公示到2026年3月11日才结束，核准早了（2026年3月11日）。确要提前的"),
    (
        [*CHAIN[:4], Step("授牌", march(9), reason="统一授牌"), Step("亮岗", march(9))],
        "公示到2026年3月11日才结束，亮岗早了（2026年3月9日）",
    ),
    ([*CHAIN, Step("暂停", march(20))], "暂停要写明原因。"),
    (
        [*CHAIN, Step("恢复", march(20), reason="回来了")],
        "2026年3月20日岗位是“在岗”，不能恢复；恢复只用于“暂停”的岗位。",
    ),
    ([SET_UP, Step("撤牌", march(20), reason="不用了")], "岗位是“筹备”，不能撤牌；撤牌只用于“在岗、暂停”的岗位。"),
    ([*CHAIN, WITHDRAWN, Step("考核", date(2026, 7, 2))], "岗位已撤牌，不能再登记考核。要重新上岗，请先登记再次申报。"),
    ([*CHAIN, Step("结束", march(20), reason="完成"), Step("述职", march(21))], "岗位已结束，不能再登记述职。"),
    ([*CHAIN, Step("核准", march(20))], "核准已经登记过一次了"),
    ([*CHAIN, Step("考核", march(20)), Step("考核", march(20), reason="有")], "2026年3月20日的考核已经登记过了。"),
    ([SET_UP, APPLIED, Step("评议", march(4), meeting=march(6))], "评议（2026年3月4日）依据的会议2026年3月6日才开"),
    ([*CHAIN, WITHDRAWN, AGAIN, Step("授牌", date(2026, 9, 9))], "还没有登记核准，就登记了授牌"),
)


@pytest.mark.parametrize(("steps", "told"), BAD)
def test_a_wrong_step_is_told(steps: Sequence[Step], told: str) -> None:
    found = faults(steps, RULES, weekdays)
    assert len(found) == 1 and told in found[0]


def test_no_reason_makes_an_impossible_step_good_but_any_makes_an_unusual_one() -> None:
    for steps, _ in BAD:
        reasoned = [step._replace(reason="另有安排") for step in steps]
        told = faults(reasoned, RULES, weekdays)
        assert not any("请写明原因" in each for each in told)


def test_a_notice_over_a_holiday_counts_the_day_that_makes_up_for_it() -> None:
    begun = date(2026, 9, 29)
    before = [Step("申报", begun), Step("评议", begun)]
    assert faults([*before, Step("公示", begun, date(2026, 10, 10))], RULES, with_holiday) == []
    short = faults([*before, Step("公示", begun, date(2026, 10, 9))], RULES, with_holiday)
    assert len(short) == 1 and "只有 4 个工作日" in short[0] and "应到2026年10月10日" in short[0]
    assert faults([*before, Step("公示", begun, date(2026, 10, 5))], RULES, weekdays) == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [("公示", "公示"), (" 挂牌 ", "授牌"), ("支部评议", "评议"), ("摘牌", "撤牌"), ("设岗", "按需设岗")],
)
def test_a_step_is_known_by_its_names(typed: str, name: str) -> None:
    assert RULES.step(typed).name == name


def test_an_unknown_step_or_category_is_told_with_those_there_are() -> None:
    with pytest.raises(BranchError, match="没有“盖章”这一环节。可选：按需设岗、申报、评议"):
        RULES.step("盖章")
    with pytest.raises(BranchError, match="没有“后勤”这一类岗位。可选：教学、科研、管理、服务、育人"):
        RULES.category("后勤")
    assert (RULES.category(""), RULES.category(" 科研 ")) == ("", "科研")


@pytest.mark.parametrize("agreed", [False, True])
def test_what_a_figure_rests_on(agreed: bool) -> None:
    rules: PostRules = RULES._replace(agreed=frozenset({"notice_working_days"} if agreed else ()))
    assert rules.clause("notice_working_days") == ("本支部约定" if agreed else "默认，可改；条文没有规定")


def _drawn(steps: Sequence[Step], day: date) -> str:
    signs = {"done": "●", "begun": "◐", "next": "○", "later": "·", "left_out": "–"}
    return "".join(f"{each.name[:1]}{signs[each.far]}" for each in course(steps, RULES, day))


@pytest.mark.parametrize(
    ("steps", "day", "drawn"),
    [
        ([], march(1), "按○申·评·公·核·授·亮·述·考·"),
        ([SET_UP, APPLIED], march(3), "按●申●评○公·核·授·亮·述·考·"),
        ([SET_UP, APPLIED, DISCUSSED, NOTICE], march(11), "按●申●评●公◐核○授·亮·述·考·"),
        ([SET_UP, APPLIED, DISCUSSED, NOTICE], march(12), "按●申●评●公●核○授·亮·述·考·"),
        ([SET_UP, NOTICE, AWARDED], march(16), "按●申–评–公●核–授●亮○述·考·"),
        (CHAIN, march(17), "按●申●评●公●核●授●亮●述○考·"),
        (CHAIN, march(2), "按●申○评·公·核·授·亮·述·考·"),  # what lies ahead is not taken yet
        ([*CHAIN, PAUSED], date(2026, 5, 2), "按●申●评●公●核●授●亮●述·考·"),
        ([*CHAIN, WITHDRAWN, AGAIN], date(2026, 9, 1), "按–申–评○公·核·授·亮·述·考·"),
    ],
)
def test_the_chain_as_of_a_day(steps: list[Step], day: date, drawn: str) -> None:
    assert _drawn(steps, day) == drawn
