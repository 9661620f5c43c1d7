"""The year at a glance for given meetings: no database is asked."""

from collections.abc import Sequence
from datetime import date

import pytest

from branchtui.rules.duties.year_matrix import KindYear, Year, YearMeeting, year_of, year_since
from branchtui.rules.meetings import Bodies, MeetingKind, MeetingRules, Period, Rule, Who, frequency
from branchtui.rules.workdays import Terms

TODAY = date(2026, 11, 24)
LONG_AGO = date(2020, 1, 1)
SIGNS = {"full": "#", "half": "+", "open": "o", "none": "."}


def rules(*kinds: tuple[int, Period, date]) -> MeetingRules:
    """Rules of one kind, 学习, in versions: times, per, valid from."""
    made = tuple(
        MeetingKind("学习", "开展", "members", times, per, 60, Rule("某条例", "第一条", valid_from=since))
        for times, per, since in kinds
    )
    return MeetingRules({"学习": made}, 3, 24)


MONTHLY = rules((1, "month", date(2018, 1, 1)))
QUARTERLY = rules((1, "quarter", date(2018, 1, 1)))


def held(*days: str) -> list[YearMeeting]:
    return [YearMeeting("学习", date.fromisoformat(f"2026-{day}"), True) for day in days]


def planned(*days: str) -> list[YearMeeting]:
    return [YearMeeting("学习", date.fromisoformat(f"2026-{day}"), False) for day in days]


def row(
    meetings: Sequence[YearMeeting], rules: MeetingRules, today: date = TODAY, first: date | None = LONG_AGO
) -> KindYear:
    [found] = year_of(meetings, {"学习": first} if first else {}, rules, today).kinds
    return found


def signs(*args: object, **named: object) -> str:
    return "".join(SIGNS[month.sign] for month in row(*args, **named).months)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("meetings", "rules", "today", "first", "shown"),
    [
        # A month that was missed stands open; a month to come is no debt, this one is.
        (held("01-05", "03-05"), MONTHLY, date(2026, 4, 2), LONG_AGO, "#o#o........"),
        # Nothing is owed of a time before the kind was first held here.
        (held("09-24", "11-17"), MONTHLY, TODAY, date(2026, 9, 24), "........#o#."),
        ([], MONTHLY, TODAY, None, "..........o."),
        # What is planned is no debt, wherever in the period it is.
        (held("09-24", "10-21"), MONTHLY, TODAY, date(2026, 9, 24), "........##o."),
        ([*held("09-24", "10-21"), *planned("11-30")], MONTHLY, TODAY, date(2026, 9, 24), "........##+."),
        ([*held("09-29"), *planned("12-02")], QUARTERLY, TODAY, date(2026, 9, 29), "........#..+"),
        # What is planned for the next period does not pay for this one.
        ([*held("09-29"), *planned("10-08")], QUARTERLY, date(2026, 9, 30), LONG_AGO, "..o..o..#+.."),
        # A day that has passed and nobody said was held: planned is all that can be told, and it is owed still.
        (planned("11-20"), QUARTERLY, TODAY, date(2026, 11, 1), "..........o."),
        (planned("10-20"), QUARTERLY, TODAY, date(2026, 11, 1), ".........+o."),
        # A quarter is asked for at its end, once it is over.
        (held("01-05", "12-01"), QUARTERLY, date(2026, 12, 31), LONG_AGO, "#....o..o..#"),
        (held("05-05"), QUARTERLY, date(2026, 6, 30), LONG_AGO, "..o.#......."),
        # Several in one month are one sign; too few in it are owed in it.
        (held("01-05", "01-20"), rules((2, "month", LONG_AGO)), date(2026, 1, 31), LONG_AGO, "#..........."),
        (held("01-20"), rules((2, "month", LONG_AGO)), date(2026, 1, 31), LONG_AGO, "o..........."),
        # A rule that begins in the year asks from its day on; one that changes asks as it was at the end of each period.
        (held("01-05"), rules((1, "month", date(2026, 8, 1))), date(2026, 10, 9), LONG_AGO, "#......ooo.."),
        (held("01-05"), rules((1, "month", date(2026, 8, 2))), date(2026, 10, 9), LONG_AGO, "#.......oo.."),
        ([], rules((1, "month", date(2026, 12, 1))), TODAY, LONG_AGO, "............"),
        (
            held("02-05"),
            rules((1, "quarter", LONG_AGO), (1, "month", date(2026, 5, 15))),
            date(2026, 7, 9),
            LONG_AGO,
            ".#..ooo.....",
        ),
        # A term may have begun in the year before.
        (
            [YearMeeting("学习", date(2025, 9, 9), True)],
            rules((1, "term", LONG_AGO)),
            date(2026, 8, 1),
            LONG_AGO,
            "......oo....",
        ),
        ([], rules((1, "term", LONG_AGO)), date(2026, 2, 1), LONG_AGO, "oo.........."),
        ([], rules((1, "year", LONG_AGO)), TODAY, LONG_AGO, "..........o."),
    ],
)
def test_a_year_says_what_can_be_said(
    meetings: list[YearMeeting], rules: MeetingRules, today: date, first: date | None, shown: str
) -> None:
    assert signs(meetings, rules, today, first) == shown


def test_days_are_those_held_or_else_those_planned() -> None:
    found = row([*held("09-24", "09-03"), *planned("09-30", "12-10")], MONTHLY)
    assert [month.days for month in found.months[8:]] == [(3, 24), (), (), (10,)]


@pytest.mark.parametrize(
    ("rules", "wanted", "words"),
    [
        (MONTHLY, 12, "每月 1"),
        (QUARTERLY, 4, "每季 1"),
        (rules((2, "term", LONG_AGO)), 4, "每学期 2"),
        (rules((3, "year", LONG_AGO)), 3, "每年 3"),
        (rules((1, "month", date(2026, 8, 15))), 5, "每月 1"),
        (rules((1, "quarter", LONG_AGO), (1, "month", date(2026, 5, 15))), 9, "每月 1"),
    ],
)
def test_the_whole_year_asks_what_the_rules_ask_while_they_are_in_force(
    rules: MeetingRules, wanted: int, words: str
) -> None:
    before = YearMeeting("学习", date(2025, 12, 1), True)
    found = row([before, *held("09-24", "09-30"), *planned("12-10")], rules)
    assert (found.held, found.wanted, found.rule) == (2, wanted, words)


def test_a_kind_without_a_rule_is_told_last_and_owes_nothing() -> None:
    found = year_of([YearMeeting("读书会", date(2026, 3, 4), True)], {}, MONTHLY, TODAY)
    assert [each.kind for each in found.kinds] == ["学习", "读书会"]
    last = found.kinds[1]
    assert (last.rule, last.held, last.wanted) == ("", 1, 0)
    assert [month.sign for month in last.months].count("none") == 11


def test_a_rule_that_is_switched_off_asks_nothing() -> None:
    found = row(held("01-05"), MONTHLY._replace(silent=frozenset({frequency("学习")})))
    assert (found.rule, found.held, found.wanted) == ("", 1, 0)
    assert {month.sign for month in found.months} == {"full", "none"}


def test_the_share_is_told_where_a_roll_was_taken() -> None:
    def shares(*meetings: YearMeeting) -> Year:
        return year_of(meetings, {}, MONTHLY, TODAY)

    taken = [
        YearMeeting("学习", date(2026, 9, 9), True, 20, 19),
        YearMeeting("党课", date(2026, 9, 29), True, 5, 5),
        YearMeeting("学习", date(2026, 10, 9), True, 400, 399),
        YearMeeting("学习", date(2026, 11, 9), True),
        YearMeeting("学习", date(2025, 11, 9), True, 5, 0),
    ]
    assert shares(*taken).shares == (None,) * 8 + (96, 99, None, None)
    assert (shares().year, shares().month) == (2026, 11)


def test_meetings_are_read_from_the_term_on_that_ends_in_the_year() -> None:
    assert year_since(TODAY) == date(2025, 8, 1)


def of(who: Who) -> MeetingRules:
    kind = MeetingKind("学习", "开展", who, 1, "month", 60, Rule("某条例", "第一条", valid_from=LONG_AGO))
    return MeetingRules({"学习": (kind,)}, 3, 24)


@pytest.mark.parametrize("who", ["committee", "group"])
def test_a_kind_that_nobody_here_is_asked_for_is_left_out_until_it_is_held(who: Who) -> None:
    assert year_of([], {}, of(who), TODAY).kinds == ()
    [found] = year_of(held("11-03"), {}, of(who), TODAY).kinds
    assert (found.held, found.wanted) == (1, 0)


def test_a_month_is_owed_until_every_group_has_met() -> None:
    two = Bodies(groups=(("aa", "第一党小组"), ("bb", "第二党小组")))
    days = [(9, "aa"), (9, "bb"), (10, "aa"), (10, "aa"), (11, "aa"), (11, "bb")]
    met = [YearMeeting("学习", date(2026, month, 3), True, group=group) for month, group in days]
    [found] = year_of(met, {"学习": date(2026, 8, 31)}, of("group"), TODAY, lambda day: two).kinds
    assert "".join(SIGNS[month.sign] for month in found.months) == "........#o#."
    assert (found.held, found.wanted) == (6, 24)


def test_a_term_owes_in_the_month_in_which_it_ends_as_it_is_marked() -> None:
    termly = rules((1, "term", date(2018, 1, 1)))
    terms = Terms({(2026, "秋季"): date(2026, 9, 1), (2027, "春季"): date(2026, 12, 26)})
    marked = year_of(held("01-20"), {"学习": LONG_AGO}, termly, date(2026, 12, 30), terms=terms).kinds[0]
    usual = year_of(held("01-20"), {"学习": LONG_AGO}, termly, date(2026, 12, 30)).kinds[0]
    assert "".join(SIGNS[month.sign] for month in marked.months) == "#......o...o", "both terms went by without one"
    assert "".join(SIGNS[month.sign] for month in usual.months) == "#.....o....o"
    assert (marked.wanted, usual.wanted) == (3, 2)
