"""Reviews of posts: scores in tenths of a point, weighed in percent, and the grade of a total."""

import re
from collections.abc import Mapping, Sequence

from branchtui.errors import BranchError
from branchtui.rules.services import SOURCES, Source
from branchtui.rules.text.digits import decimal
from branchtui.values import NamedTuple

MOST = 1000
"""The highest score, in tenths of a point."""

_WHOLE = 100
_SCORE = r"([0-9]{1,3})(?:[.。]([0-9]))?分?"  # compiled by the first text
_PLAIN = str.maketrans("０１２３４５６７８９．", "0123456789.")


class Grade(NamedTuple):
    """A grade, and from how many tenths of a point on it is given; `withdraw` says that the plate is to be taken back."""

    name: str
    least: int
    withdraw: bool = False


def total(scores: Mapping[Source, int], weights: Mapping[Source, int]) -> int | None:
    """The total in tenths of a point, halves rounded up; None while a score that has a weight is missing."""
    if any(weight and source not in scores for source, weight in weights.items()):
        return None
    return (sum(scores[source] * weight for source, weight in weights.items() if weight) + _WHOLE // 2) // _WHOLE


def grade_of(tenths: int | None, grades: Sequence[Grade]) -> Grade | None:
    """The grade of a total, None where there is no total."""
    return next((grade for grade in grades if tenths is not None and tenths >= grade.least), None)


def missing_sources(scores: Mapping[Source, int], weights: Mapping[Source, int]) -> list[str]:
    """Whose scores are still missing, in words."""
    return [SOURCES[source] for source, weight in weights.items() if weight and source not in scores]


def check_weights(weights: Mapping[Source, int]) -> None:
    """Raises BranchError where the weights are not whole percents that give a hundred."""
    if any(weight < 0 for weight in weights.values()) or sum(weights.values()) != _WHOLE:
        told = "、".join(f"{SOURCES[source]} {weight}" for source, weight in weights.items())
        raise BranchError(f"几项权重加起来要正好是 100，现在是 {sum(weights.values())}（{told}）。")


def score_from(typed: str, what: str) -> int:
    """The score a person typed, in tenths of a point. Raises BranchError naming `what` where it is none up to 100."""
    found = re.fullmatch(_SCORE, typed.strip().translate(_PLAIN))
    tenths = int(found[1]) * 10 + int(found[2] or 0) if found else MOST + 1
    if tenths > MOST:
        from branchtui.rules.text.citizen_id import quoted  # the first frame goes without

        raise BranchError(f"{what}要写 0 到 100 的分数，最多一位小数，如 92 或 92.5，现在是“{quoted(typed, 20)}”。")
    return tenths


def answered_from(typed: str, what: str) -> int | None:
    """How many people a person typed, None for nothing. Raises BranchError naming `what` where it is no number."""
    words = typed.strip().removesuffix("人").removesuffix("份").strip()
    number = decimal(words)
    if words and number is None:
        from branchtui.rules.text.citizen_id import quoted  # the first frame goes without

        raise BranchError(f"{what}的评议人数要写数字，现在是“{quoted(words, 20)}”。")
    return number


def points(tenths: int) -> str:
    """A score as people write it: 92, 92.5."""
    return f"{tenths // 10}.{tenths % 10}".removesuffix(".0")
