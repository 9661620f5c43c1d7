"""Totals, rounding and grades of reviews; scores as people type them."""

from collections.abc import Mapping

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.posts.reading import rules_from
from branchtui.rules.posts.reviews import check_weights, grade_of, missing_sources, points, score_from, total
from branchtui.rules.services import Source

RULES = rules_from(assets.toml("rules", "posts.toml"), {})
EVEN: Mapping[Source, int] = {"self": 25, "peer": 25, "public": 25, "branch": 25}
USUAL: Mapping[Source, int] = {"self": 20, "peer": 20, "public": 30, "branch": 30}
NO_SELF: Mapping[Source, int] = {"self": 0, "peer": 30, "public": 30, "branch": 40}


@pytest.mark.parametrize(
    ("scores", "weights", "tenths"),
    [
        ((920, 880, 900, 950), USUAL, 915),
        ((1000, 1000, 1000, 1000), USUAL, 1000),
        ((0, 0, 0, 0), USUAL, 0),
        ((900, 900, 900, 901), EVEN, 900),  # 900.25
        ((900, 900, 901, 901), EVEN, 901),  # 900.5 is rounded up
        ((900, 901, 901, 901), EVEN, 901),  # 900.75
        ((899, 899, 899, 900), USUAL, 899),  # 899.3
        ((923, 887, 905, 951), USUAL, 919),  # 918.8
        ((None, 880, 900, 950), NO_SELF, 914),
        ((920, None, 900, 950), USUAL, None),
        ((None, None, None, None), USUAL, None),
        ((920, 880, 900, None), NO_SELF, None),
    ],
)
def test_total(scores: tuple[int | None, ...], weights: Mapping[Source, int], tenths: int | None) -> None:
    there = {source: score for source, score in zip(USUAL, scores, strict=True) if score is not None}
    assert total(there, weights) == tenths


@pytest.mark.parametrize(
    ("tenths", "grade", "withdraw"),
    [
        (1000, "优秀", False),
        (900, "优秀", False),
        (899, "达标", False),
        (700, "达标", False),
        (699, "不达标", True),
        (0, "不达标", True),
    ],
)
def test_grade(tenths: int, grade: str, withdraw: bool) -> None:
    found = grade_of(tenths, RULES.grades)
    assert found is not None and (found.name, found.withdraw) == (grade, withdraw)


def test_without_a_total_there_is_no_grade() -> None:
    assert grade_of(None, RULES.grades) is None
    assert missing_sources({"peer": 900}, USUAL) == ["自评", "群众评议", "支部评定"]
    assert missing_sources({"peer": 900}, NO_SELF) == ["群众评议", "支部评定"]


@pytest.mark.parametrize(
    ("typed", "tenths", "shown"),
    [
        ("92", 920, "92"),
        ("92.5", 925, "92.5"),
        (" ９２．５ ", 925, "92.5"),
        ("88分", 880, "88"),
        ("100", 1000, "100"),
        ("100.0", 1000, "100"),
        ("0", 0, "0"),
        ("0.5", 5, "0.5"),
    ],
)
def test_a_score_is_read(typed: str, tenths: int, shown: str) -> None:
    assert score_from(typed, "自评") == tenths
    assert points(tenths) == shown


@pytest.mark.parametrize(
    "typed", ["", "优", "100.1", "101", "-1", "92.55", "9e1", "²", "NaN", "九十", "1" * 40, "92,5"]
)
def test_what_is_no_score_is_refused(typed: str) -> None:
    with pytest.raises(BranchError, match="自评要写 0 到 100 的分数"):
        score_from(typed, "自评")


@pytest.mark.parametrize("weights", [(20, 20, 30, 29), (0, 0, 0, 0), (120, 0, 0, -20), (25, 25, 25, 26)])
def test_weights_give_a_hundred(weights: tuple[int, ...]) -> None:
    with pytest.raises(BranchError, match="加起来要正好是 100"):
        check_weights(dict(zip(USUAL, weights, strict=True)))
    check_weights(USUAL)
