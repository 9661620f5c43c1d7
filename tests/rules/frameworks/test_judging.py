"""What of a need is met in each period: every form of a need, every period, and the edges of a cycle."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from branchtui.rules.frameworks.judging import Ground, NeedState, Subject, judge, over
from branchtui.rules.frameworks.needs import Need, needs_of
from branchtui.rules.frameworks.periods import Period, periods
from branchtui.rules.frameworks.things import Thing
from branchtui.rules.workdays import Terms, Workdays

TODAY = date(2026, 11, 20)
ONE, TWO = b"1" * 16, b"2" * 16
ALL = Subject(ONE, "林知远"), Subject(TWO, "周以宁")


def need(**table: object) -> Need:
    (found,) = needs_of([{"say": "党课", **table}], ("党课", "主题党日"), ("minutes", "sign_in"))
    return found


def thing(
    day: str,
    *,
    table: str = "meeting",
    kind: str = "党课",
    papers: Sequence[str] = (),
    whose: bytes = b"",
    level: str = "",
) -> Thing:
    on = date.fromisoformat(day) if day else None
    return Thing(table, f"{day}{kind}{table}".encode()[:16], "讲课", on, kind, level, (whose,), frozenset(papers))


def ground(
    first: str = "2026-01-01",
    last: str = "2026-12-31",
    *,
    people: Sequence[Subject] = (),
    measured: Mapping[tuple[str, bytes | None], float | None] | None = None,
    workdays: Workdays | None = None,
) -> Ground:
    def measure(_: str, period: Period, whose: bytes | None) -> float | None:
        return (measured or {}).get((period.name, whose), 0)

    return Ground(
        TODAY,
        date.fromisoformat(first),
        date.fromisoformat(last),
        {"member": people, "committee": people, "post": people},
        measure,
        Terms(),
        workdays or Workdays(),
    )


def cells(state: NeedState) -> list[str]:
    return [f"{cell.period.name} {cell.have}/{cell.asked} {cell.state}" for cell in state.cells]


def words(state: NeedState) -> list[str]:
    return [gap.words for gap in state.gaps]


COUNTED = [
    (
        "quarter",
        ["2026-01-01", "2026-06-30", "2026-10-01"],
        ["2026年1季度 1/1 met", "2026年2季度 1/1 met", "2026年3季度 0/1 missing", "2026年4季度 1/1 met"],
        "part",
    ),
    ("year", ["2026-12-31"], ["2026年 1/1 met"], "met"),
    ("year", [], ["2026年 0/1 not_due"], "not_due"),
    ("cycle", ["2025-12-31", "2027-01-01"], ["全周期 0/1 not_due"], "not_due"),
    ("once", [""], ["全周期 1/1 met"], "met"),
    ("year", [""], ["2026年 0/1 not_due"], "not_due"),
    (
        "term",
        ["2026-03-01"],
        ["2025年秋季学期 0/1 none", "2026年春季学期 1/1 met", "2026年秋季学期 0/1 not_due"],
        "met",
    ),
]


@pytest.mark.parametrize(("per", "days", "there", "whole"), COUNTED)
def test_a_count(per: str, days: list[str], there: list[str], whole: str) -> None:
    found = judge(need(thing="meeting", kind=["党课"], per=per), [thing(day) for day in days], [], ground())
    assert (cells(found), found.state) == (there, whole)


def test_only_what_is_selected_counts() -> None:
    asked = need(thing="honour", level_at_least="校级")
    rows = [thing("2026-03-01", table="honour", level=level) for level in ("院级", "省级", "某级", "")]
    assert cells(judge(asked, rows, [], ground())) == ["全周期 1/1 met"]
    other = [thing("2026-03-01", kind="主题党日"), thing("2026-03-01", table="plan")]
    assert judge(need(thing="meeting", kind=["党课"]), other, [], ground()).cells[0].have == 0


def test_a_thing_that_is_selected_and_marked_counts_once() -> None:
    row = thing("2026-03-01")
    assert judge(need(thing="meeting"), [row], [row], ground()).cells[0].have == 1


@pytest.mark.parametrize(
    ("first", "asked"),
    [
        ("2026-01-15", "2026年1月 0/1 missing"),  # 17 of 31 days: asked
        ("2026-01-17", "2026年1月 0/1 none"),  # 15 of 31 days: not asked
    ],
)
def test_a_month_is_asked_for_where_the_cycle_holds_half_of_it(first: str, asked: str) -> None:
    found = judge(need(thing="meeting", per="month"), [], [], ground(first))
    assert cells(found)[0] == asked


def test_what_lies_in_a_month_that_is_not_asked_for_counts_nevertheless() -> None:
    found = judge(need(thing="meeting", per="month"), [thing("2026-01-20")], [], ground("2026-01-17", "2026-02-28"))
    assert cells(found) == ["2026年1月 1/1 met", "2026年2月 0/1 missing"]


def test_a_month_without_a_workday_is_not_asked_for() -> None:
    february = frozenset(date(2026, 2, 1) + timedelta(day) for day in range(28))
    found = judge(
        need(thing="meeting", per="month"), [], [], ground("2026-01-01", "2026-03-31", workdays=Workdays(february))
    )
    assert cells(found)[1] == "2026年2月 0/1 none"
    assert [gap.period.name for gap in found.gaps] == ["2026年1月", "2026年3月"]


def test_a_period_that_goes_on_lacks_nothing() -> None:
    found = judge(need(thing="meeting", per="month"), [], [], ground("2026-10-01"))
    assert cells(found) == ["2026年10月 0/1 missing", "2026年11月 0/1 not_due", "2026年12月 0/1 not_due"]
    assert words(found) == ["2026年10月：党课还差 1 项"]


def test_a_paper_that_is_missing_is_the_gap_and_opens_its_thing() -> None:
    asked = need(thing="meeting", per="quarter", papers=["minutes", "sign_in"])
    row = thing("2026-02-03", papers=["minutes"])
    found = judge(asked, [row], [], ground("2026-01-01", "2026-03-31"))
    assert cells(found) == ["2026年1季度 0/1 missing"]
    assert [(gap.words, gap.thing) for gap in found.gaps] == [("2026年1季度：“讲课”的纸面不全", (row.table, row.id))]
    whole = judge(asked, [row._replace(papers=frozenset({"minutes", "sign_in", "agenda"}))], [], ground())
    assert whole.cells[0].state == "met"


def test_a_late_entry_counts_by_its_own_day() -> None:
    late = thing("2026-03-30")._replace(origin="late")
    assert cells(judge(need(thing="meeting", per="quarter"), [late], [], ground()))[0] == "2026年1季度 1/1 met"


def test_what_belongs_to_a_year_counts_on_its_last_day() -> None:
    row = Thing("appraisal", ONE, "优秀", None, whose=(ONE,), counts_on=date(2026, 12, 31))
    asked = need(thing="appraisal", each="member", per="year")
    people = [ALL[0]]
    assert cells(judge(asked, [row], [], ground(people=people))) == ["2026年 1/1 met"]
    assert cells(judge(asked, [row], [], ground("2025-01-01", "2025-12-31", people=people))) == ["2025年 0/1 missing"]


def test_a_measure_of_the_branch() -> None:
    asked = need(measure="served", at_least=200, per="quarter", unit="人次")
    found = judge(asked, [], [], ground(measured={("2026年1季度", None): 210, ("2026年2季度", None): 150}))
    assert cells(found)[:3] == [
        "2026年1季度 210/200 met",
        "2026年2季度 150/200 part",
        "2026年3季度 0/200 missing",
    ]
    assert words(found)[0] == "2026年2季度：党课还差 50 人次"


def test_a_measure_that_nobody_can_tell_is_no_figure() -> None:
    asked = need(measure="attendance", at_least=80, per="quarter", unit="%")
    found = judge(asked, [], [], ground("2026-01-01", "2026-03-31", measured={("2026年1季度", None): None}))
    assert words(found) == ["2026年1季度：党课，没有可算的记录"]


def test_a_measure_of_each_person_names_who_is_short() -> None:
    asked = need(each="member", measure="study_hours", at_least=32, per="year")
    told: dict[tuple[str, bytes | None], float | None] = {("2025年", ONE): 32, ("2025年", TWO): 31.5}
    found = judge(asked, [], [], ground("2025-01-01", "2025-12-31", people=ALL, measured=told))
    assert (cells(found), words(found)) == (["2025年 1/2 part"], ["2025年：周以宁，党课"])
    assert [gap.whose for gap in found.gaps] == [TWO]


def test_things_of_each_post() -> None:
    asked = need(each="post", thing="service", count=2, per="quarter")
    rows = [
        thing(day, table="service", whose=whose)
        for day, whose in (("2026-01-05", ONE), ("2026-02-05", ONE), ("2026-03-05", TWO))
    ]
    found = judge(asked, rows, [], ground("2026-01-01", "2026-03-31", people=ALL))
    assert (cells(found), words(found)) == (["2026年1季度 1/2 part"], ["2026年1季度：周以宁，党课"])


@pytest.mark.parametrize(
    ("each", "reason"), [("member", "名册上没有党员"), ("committee", "没有支部委员会"), ("post", "没有示范岗")]
)
def test_where_nobody_is_there_nothing_is_asked_and_why_is_said(each: str, reason: str) -> None:
    found = judge(need(each=each, measure="study_hours", at_least=32, per="year"), [], [], ground())
    assert (found.state, found.reason, found.gaps) == ("none", reason, ())
    silent = judge(need(each=each, thing="service", within_days=60), [], [], ground())
    assert (silent.state, silent.reason) == ("none", reason)


def test_whoever_came_or_left_within_a_period_is_not_asked_in_it() -> None:
    asked = need(each="committee", measure="study_hours", at_least=56, per="year")
    people = [
        Subject(ONE, "林知远", None, date(2025, 6, 30)),
        Subject(TWO, "周以宁", date(2024, 1, 1), None),
        Subject(b"3" * 16, "沈一禾", date(2025, 6, 1), None),
    ]
    found = judge(asked, [], [], ground("2024-01-01", "2026-12-31", people=people))
    assert cells(found) == ["2024年 0/2 missing", "2025年 0/1 missing", "2026年 0/2 not_due"]


def test_a_committee_that_was_dissolved_is_asked_of_its_whole_years_only() -> None:
    asked = need(each="committee", measure="study_hours", at_least=56, per="year")
    people = [Subject(ONE, "林知远", date(2025, 3, 1), date(2026, 6, 30))]
    found = judge(asked, [], [], ground("2025-01-01", "2026-12-31", people=people))
    assert (found.state, found.reason, found.gaps) == ("none", "没有整期任职的支委", ())
    assert [cell.state for cell in found.cells] == ["none", "none"]


WITHIN = [
    ("2026-11-01", "met", []),
    ("2026-09-21", "met", []),  # the sixtieth day
    ("2026-09-20", "missing", ["党课"]),
    ("2026-11-25", "missing", ["党课"]),  # it has not come
]


@pytest.mark.parametrize(("day", "state", "gaps"), WITHIN)
def test_within_so_many_days(day: str, state: str, gaps: list[str]) -> None:
    found = judge(need(thing="service", within_days=60), [thing(day, table="service")], [], ground())
    assert (found.state, words(found)) == (state, gaps)


def test_within_so_many_days_of_each_post() -> None:
    asked = need(thing="service", each="post", within_days=60)
    people = [*ALL, Subject(b"3" * 16, "新岗", date(2026, 11, 1))]
    found = judge(asked, [thing("2026-11-01", table="service", whose=ONE)], [], ground(people=people))
    assert (found.state, words(found)) == ("part", ["周以宁：党课"])


def test_nothing_is_late_before_the_cycle_has_lasted_so_long() -> None:
    asked = need(thing="service", each="post", within_days=60)
    assert judge(asked, [], [], ground("2026-10-01", people=ALL)).state == "not_due"
    assert judge(asked, [], [], ground("2026-12-01", people=ALL)).state == "not_due"


def test_after_the_cycle_its_last_days_are_looked_at() -> None:
    asked = need(thing="service", within_days=60)
    old = thing("2025-12-20", table="service")
    assert judge(asked, [old], [], ground("2025-01-01", "2025-12-31")).state == "met"


def test_a_plain_need_is_met_by_a_mark_alone() -> None:
    asked = need(count=2)
    assert asked.form == "plain"
    row = thing("2026-03-01")
    assert cells(judge(asked, [row], [], ground("2025-01-01", "2026-06-30"))) == ["全周期 0/2 missing"]
    assert cells(judge(asked, [row], [row], ground("2025-01-01", "2026-06-30"))) == ["全周期 1/2 part"]
    assert cells(judge(asked, [], [row, replace_id(row)], ground())) == ["全周期 2/2 met"]


def replace_id(row: Thing) -> Thing:
    return row._replace(id=TWO)


@pytest.mark.parametrize(
    ("states", "whole"),
    [
        ([], "none"),
        (["none", "none"], "none"),
        (["none", "met"], "met"),
        (["met", "not_due"], "met"),
        (["not_due", "none"], "not_due"),
        (["missing", "not_due"], "missing"),
        (["missing", "met"], "part"),
        (["part"], "part"),
    ],
)
def test_a_whole_by_its_parts(states: list, whole: str) -> None:
    assert over(states) == whole


def test_the_periods_of_a_cycle_meet_without_a_gap() -> None:
    first, last = date(2025, 11, 15), date(2027, 3, 14)
    for per in ("month", "quarter", "term", "year", "cycle", "once"):
        found = periods(per, first, last, Terms())  # type: ignore[arg-type] # one of PERS
        assert (found[0].first, found[-1].last) == (first, last)
        assert all(before.last + timedelta(1) == after.first for before, after in pairwise(found)), per


def test_a_term_is_as_the_branch_has_marked_it() -> None:
    terms = Terms({(2026, "春季"): date(2026, 3, 9)})
    marked = replace(ground("2026-03-09", "2026-07-10"), terms=terms)
    found = judge(need(thing="meeting", per="term"), [thing("2026-03-09")], [], marked)
    assert cells(found) == ["2026年春季学期 1/1 met"]
