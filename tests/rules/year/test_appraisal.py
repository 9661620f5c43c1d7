"""The base of 优秀, and who gets a grade."""

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.year.appraisal import (
    Appraised,
    Base,
    Limit,
    base_of,
    hint,
    lacks_grade,
    most_excellent,
    why_no_grade,
)
from branchtui.rules.year.reading import SETTING, year_rules_from

BEST, GOOD = Appraised("full", "excellent"), Appraised("full", "good")
TOOK_PART, UNSAID = Appraised("probationary", ""), Appraised("full", None)
SIXTEEN = [BEST] * 5 + [GOOD] * 7 + [UNSAID] * 3 + [TOOK_PART]


@pytest.mark.parametrize(
    ("base", "counted", "most", "told"),
    [
        ("all", 16, 5, ""),
        ("full", 15, 5, ""),
        ("taking_part", 13, 4, "优秀 5 人，超过参加评议的党员 13 人的 3 分之一（最多 4 人），请核对。"),
    ],
)
def test_each_base_counts_other_people(base: Base, counted: int, most: int, told: str) -> None:
    limit = Limit(3, base)
    assert base_of(SIXTEEN, base) == counted and most_excellent(SIXTEEN, limit) == most
    assert hint(SIXTEEN, limit) == told


@pytest.mark.parametrize(
    ("excellent", "of", "told"),
    [
        (0, 0, False),  # nobody on the list
        (1, 2, True),  # of two people none
        (1, 3, False),  # a third is no more than a third
        (2, 5, True),
        (2, 6, False),
        (7, 20, True),
        (6, 20, False),
    ],
)
def test_a_third_is_allowed_and_no_more(excellent: int, of: int, told: bool) -> None:
    people = [BEST] * excellent + [GOOD] * (of - excellent)
    assert bool(hint(people, Limit(3, "all"))) is told


def test_who_has_a_result() -> None:
    rows = [("full", None, True), ("full", "", True), ("full", "basic", False)]
    rows += [("probationary", None, True), ("probationary", "", False)]
    for standing, grade, lacks in rows:
        assert lacks_grade(standing, grade) is lacks, (standing, grade)  # type: ignore[arg-type]
    assert why_no_grade("许青禾", "probationary") == "许青禾是预备党员，参加评议，不评定等次。"
    assert why_no_grade("林知远", "full") == ""


def test_the_branch_sets_its_own_base_and_what_it_can_not_mean_is_as_none() -> None:
    shipped = assets.toml("rules", "year_end.toml")
    assert year_rules_from(shipped, {})[:2] == (Limit(3, "all"), False)
    assert year_rules_from(shipped, {SETTING: '"full"'})[:2] == (Limit(3, "full"), True)
    for stored in ("", "full", '"half"', "3", "[]"):
        assert year_rules_from(shipped, {SETTING: stored})[:2] == (Limit(3, "all"), False), stored


def test_a_file_that_was_changed_and_is_wrong_is_named() -> None:
    shipped = assets.toml("rules", "year_end.toml")
    for name, wrong in (
        ("excellent", {"one_in": 0, "base": "all"}),
        ("talks", {}),
        ("appraisal", {"article": "第十八条"}),
    ):
        with pytest.raises(BranchError, match="year_end.toml 有误"):
            year_rules_from({**shipped, name: wrong}, {})
