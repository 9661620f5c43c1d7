"""Working days over holidays and the days that make up for them, and terms as a branch has marked them."""

from datetime import date, timedelta
from importlib.util import module_from_spec, spec_from_file_location

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchtui import assets
from branchtui.rules.workdays import MARKS, MarkedDay, Terms, Workdays, terms_of, workdays_of
from branchtui.workflows.workdays import workdays

MAKER = assets.path("rules", "make_holidays.py")
SHIPPED = workdays(date(2026, 1, 1), ())


def marked(*days: str) -> list[MarkedDay]:
    return [MarkedDay(date.fromisoformat(day), mark) for day, mark in (each.split() for each in days)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        ("2026-03-06", 3, "2026-03-11"),
        ("2026-03-07", 1, "2026-03-09"),
        ("2026-03-09", 0, "2026-03-09"),
        ("2026-01-01", 1, "2026-01-04"),  # a Sunday that makes up for 2 January
        ("2026-02-12", 1, "2026-02-13"),
        ("2026-02-13", 1, "2026-02-14"),  # a Saturday that makes up for Spring Festival
        ("2026-02-13", 2, "2026-02-24"),
        ("2026-02-13", 3, "2026-02-25"),
        ("2026-02-27", 1, "2026-02-28"),  # a Saturday as well
        ("2026-02-27", 3, "2026-03-03"),
        ("2026-09-18", 1, "2026-09-20"),  # a Sunday that makes up for National Day
        ("2026-09-24", 3, "2026-09-30"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),  # a Saturday that makes up for National Day
        ("2026-10-09", 2, "2026-10-12"),
    ],
)
def test_working_days_of_2026(day: str, days: int, expected: str) -> None:
    assert SHIPPED.after(date.fromisoformat(day), days) == date.fromisoformat(expected)


def test_what_the_branch_has_marked_goes_before_what_ships() -> None:
    shipped = [MarkedDay(date(2026, 10, 7), "off"), MarkedDay(date(2026, 10, 10), "work")]
    own = workdays_of(shipped, marked("2026-10-07 work", "2026-10-10 off", "2026-11-12 off"))
    assert own.works(date(2026, 10, 7)) and not own.works(date(2026, 10, 10)) and not own.works(date(2026, 11, 12))
    assert own.after(date(2026, 11, 11), 1) == date(2026, 11, 13)


@pytest.mark.parametrize(
    ("own", "first", "last", "said"),
    [
        ((), "2026-12-28", "2026-12-31", ""),
        ((), "2026-12-30", "2027-01-05", "2027 年的放假调休还不知道，按周末推算"),
        ((), "2027-12-30", "2028-01-03", "2027、2028 年的放假调休还不知道，按周末推算"),
        (("2027-05-06 off",), "2027-01-04", "2027-01-06", "2027 年的放假调休还不知道，按周末推算"),
        (("2027-01-01 off", "2027-01-03 work"), "2026-12-30", "2027-01-05", ""),
    ],
    ids=["known", "over the year", "two years", "the branch's own day", "marked by the branch"],
)
def test_days_counted_without_knowing_the_holidays_are_told(
    own: tuple[str, ...], first: str, last: str, said: str
) -> None:
    found = workdays(date(2026, 1, 1), marked(*own))
    assert found.doubt(date.fromisoformat(first), date.fromisoformat(last)) == said


@given(st.dates(date(2004, 1, 1), date(2030, 12, 31)), st.integers(0, 60))
def test_as_many_days_are_worked_at_as_were_asked_for(day: date, days: int) -> None:
    found = workdays(date(2004, 1, 1), ())
    end = found.after(day, days)
    assert sum(found.works(day + timedelta(number)) for number in range(1, (end - day).days + 1)) == days
    assert days == 0 or found.works(end)


def test_the_table_is_that_of_this_chinesecalendar() -> None:
    pytest.importorskip("chinese_calendar")
    spec = spec_from_file_location("make_holidays", MAKER)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    kept = assets.read("rules", "holidays.tsv").decode("utf-8")
    assert kept == module.table(), "chinesecalendar knows more now: run python assets/rules/make_holidays.py"


AUTUMN = marked("2026-09-01 term_begins", "2027-01-20 term_ends")
SPRING = marked("2027-03-01 term_begins")


@pytest.mark.parametrize(
    ("own", "day", "first", "last", "name"),
    [
        ([], "2026-08-01", "2026-08-01", "2027-01-31", "2026年秋季学期"),
        ([], "2026-02-01", "2026-02-01", "2026-07-31", "2026年春季学期"),
        (AUTUMN, "2026-08-31", "2026-02-01", "2026-08-31", "2026年春季学期"),
        (AUTUMN, "2026-09-01", "2026-09-01", "2027-01-20", "2026年秋季学期"),
        (AUTUMN, "2027-01-20", "2026-09-01", "2027-01-20", "2026年秋季学期"),
        (AUTUMN, "2027-01-21", "2027-01-21", "2027-07-31", "2027年春季学期"),
        (SPRING, "2027-02-20", "2026-08-01", "2027-02-28", "2026年秋季学期"),
        ([*AUTUMN, *SPRING], "2027-02-20", "2027-01-21", "2027-07-31", "2027年春季学期"),
        (marked("2026-12-25 term_ends"), "2026-12-26", "2026-12-26", "2027-07-31", "2027年春季学期"),
    ],
)
def test_a_term_runs_as_it_is_marked(own: list[MarkedDay], day: str, first: str, last: str, name: str) -> None:
    found = terms_of(own).of(date.fromisoformat(day))
    assert found == (date.fromisoformat(first), date.fromisoformat(last), name)


@given(
    st.lists(
        st.builds(MarkedDay, st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.sampled_from(list(MARKS))), max_size=12
    ),
    st.dates(date(2025, 6, 1), date(2027, 6, 30)),
)
def test_terms_follow_each_other_without_a_gap(own: list[MarkedDay], day: date) -> None:
    terms = terms_of(own)
    first, last, name = terms.of(day)
    assert first <= day <= last and terms.of(first) == terms.of(last) == (first, last, name)
    assert terms.of(last + timedelta(1))[0] == last + timedelta(1)


def test_whether_a_term_is_marked_is_known() -> None:
    terms = terms_of(AUTUMN)
    assert terms.marked(date(2026, 10, 1)) and terms.marked(date(2026, 5, 1)), "it ends where the marked one begins"
    assert not Terms().marked(date(2026, 10, 1)) and not terms.marked(date(2025, 10, 1))


def test_nothing_is_known_where_nothing_is_marked() -> None:
    assert Workdays().after(date(2026, 2, 13), 1) == date(2026, 2, 16), "the weekend alone"
