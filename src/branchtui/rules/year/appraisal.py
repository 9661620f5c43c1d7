"""民主评议党员: who gets a grade, and how many may be 优秀."""

from collections.abc import Iterable
from typing import Literal

from branchtui.rules.roster import STANDINGS, Standing
from branchtui.values import NamedTuple

Grade = Literal["", "excellent", "good", "basic", "failed"]
Base = Literal["all", "full", "taking_part"]
BASES: dict[Base, str] = {"all": "全体党员", "full": "正式党员", "taking_part": "参加评议的党员"}

UNGRADED = frozenset({"probationary"})
"""The standings of those who take part and get no grade."""


class Appraised(NamedTuple):
    """One person of the year's list: `grade` is None where nothing was written yet, '' where they only took part."""

    standing: Standing
    grade: Grade | None


class Limit(NamedTuple):
    """At most one in `one_in` of `base` is 优秀."""

    one_in: int
    base: Base


def base_of(people: Iterable[Appraised], base: Base) -> int:
    """How many people the limit is counted from."""
    match base:
        case "all":
            return sum(1 for _ in people)
        case "full":
            return sum(each.standing == "full" for each in people)
        case "taking_part":
            return sum(each.grade is not None for each in people)


def most_excellent(people: Iterable[Appraised], limit: Limit) -> int:
    """How many of these people are 优秀 at most."""
    return base_of(people, limit.base) // limit.one_in


def hint(people: Iterable[Appraised], limit: Limit) -> str:
    """The sentence that tells of too many 优秀; empty where they are not."""
    listed = list(people)
    excellent, most = sum(each.grade == "excellent" for each in listed), most_excellent(listed, limit)
    if excellent <= most:
        return ""
    of = f"{BASES[limit.base]} {base_of(listed, limit.base)} 人"
    return f"优秀 {excellent} 人，超过{of}的 {limit.one_in} 分之一（最多 {most} 人），请核对。"


def lacks_grade(standing: Standing, grade: Grade | None) -> bool:
    """Whether somebody's result is still to be written."""
    return grade is None or (not grade and standing not in UNGRADED)


def why_no_grade(name: str, standing: Standing) -> str:
    """Why somebody can't be given a grade; empty where they can."""
    if standing in UNGRADED:
        return f"{name}是{STANDINGS[standing]}，参加评议，不评定等次。"
    return ""
