"""Numbers of ballots that a text states, and where they are not those of the ballots."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from branchtui.rules.text.numerals import HAN_NUMBER, number_of

What = Literal["yes", "against", "abstain", "expected", "present", "all"]

_N = rf"(?P<n>\d{{1,4}}|{HAN_NUMBER})"
_UNIT = r"(?:名|人|位)"
_ENDS = r"(?=[，。；、,;)）\s]|$)"  # behind people: 同意3名同志为…… tells of no vote
_VOTES: dict[What, str] = {"against": "不赞成|不同意|反对", "yes": "赞成|同意", "abstain": "弃权"}
_OF_VOTERS = r"(?:会)?(?:的)?(?:有?(?:表决权|选举权)的?)?(?:正式)?(?:党员|委员|人数)?"
_COUNTS: dict[What, str] = {"expected": "应到", "present": "实到"}
_WORDS: list[tuple[What, re.Pattern[str]]] = []
for _what, _word in _VOTES.items():
    _not_no = "(?<!不)" if _what == "yes" else ""
    _WORDS += [
        (_what, re.compile(rf"{_N}\s*票\s*(?:{_word})")),
        (_what, re.compile(rf"{_N}\s*(?:人|名党员|名)\s*(?:表示|投了?)?\s*(?:{_word}){_ENDS}")),
        (_what, re.compile(rf"{_not_no}(?:{_word})的?(?:票数?)?\s*[:：为有]?\s*{_N}\s*(?:票|(?:人|名){_ENDS})")),
    ]
for _what, _word in _COUNTS.items():
    _WORDS.append((_what, re.compile(rf"{_word}{_OF_VOTERS}\s*[:：为]?\s*{_N}\s*{_UNIT}")))
_ALL = re.compile(r"(?<![未不非])(?<!没有)(?:全票|全体一致|一致|全体)(?:(?:赞成|同意|表决)?通过|赞成|同意)")
_MARKS = "，。；\n"  # between clauses
_LONGEST = 400  # characters of a clause to either side of the words that speak of a vote
_SPEAKS = re.compile("赞成|同意|反对|弃权|应到|实到|一致|全票|全体")
_NAMES: dict[What, str] = {
    "yes": "赞成",
    "against": "不赞成",
    "abstain": "弃权",
    "expected": "应到",
    "present": "实到",
    "all": "全票",
}


class Stated(NamedTuple):
    """What a text says: which number, how many (None of 全票通过), and its words."""

    what: What
    number: int | None
    words: str


class Told(NamedTuple):
    """The numbers of one ballot, None for what is not known, and of the attendance, which a text may mean as well."""

    yes: int | None
    against: int | None
    abstain: int | None
    expected: int | None
    present: int | None

    def of(self, what: What) -> int | None:
        found: int | None = getattr(self, what)
        return found


def stated(text: str) -> list[Stated]:
    """Every number of a ballot that the text states, in its order: 18票赞成, 反对1票, 应到20名, 全票通过."""
    return [found for _, found in stated_at(text)]


def stated_at(text: str) -> list[tuple[int, Stated]]:
    """The same, each with where its words begin in the text."""
    return sorted(_found(text), key=lambda each: each[0])


class Right(NamedTuple):
    """What the ballots say instead of what a text states: in words, and the number where there is one alone."""

    words: str
    number: int | None = None


def right_of(each: Stated, ballots: Sequence[Told], attendance: Told | None = None) -> Right | None:
    """What every ballot that a text may speak of has instead of what it states; None where one agrees, or none knows.

    应到 and 实到 may also be those of the attendance.
    """
    if each.what == "all":
        known = [ballot for ballot in ballots if None not in (ballot.against, ballot.abstain)]
        if not known or not all((ballot.against or 0) + (ballot.abstain or 0) for ballot in known):
            return None
        return Right("、".join(f"{ballot.against}票不赞成、{ballot.abstain}票弃权" for ballot in known))
    by_roll = [attendance] if attendance and each.what in _COUNTS else []
    values = dict.fromkeys(value for told in (*ballots, *by_roll) if (value := told.of(each.what)) is not None)
    if not values or each.number in values:
        return None
    unit = "名" if each.what in _COUNTS else "票"
    words = "或".join(f"{_NAMES[each.what]}{value}{unit}" for value in values)
    return Right(words, next(iter(values)) if len(values) == 1 else None)


def differing(text: str, ballots: Sequence[Told], attendance: Told | None = None) -> list[str]:
    """What a text states otherwise than every ballot it may speak of: a sentence for each, as `right_of` finds it."""
    found = ((each, right_of(each, ballots, attendance)) for each in stated(text))
    return list(
        dict.fromkeys(f"写的是“{each.words}”，表决记的是{right.words}" for each, right in found if right is not None)
    )


def _found(text: str) -> Iterator[tuple[int, Stated]]:
    """With where each begins. Only the clauses that speak of a vote are looked at closely: a report has few of them."""
    end = 0
    for spoken in _SPEAKS.finditer(text):
        if spoken.start() < end:
            continue
        first, last = max(0, spoken.start() - _LONGEST), min(len(text), spoken.end() + _LONGEST)
        begins = max(first, *(text.rfind(mark, first, spoken.start()) + 1 for mark in _MARKS))
        end = min((at for mark in _MARKS if (at := text.find(mark, spoken.end(), last)) >= 0), default=last)
        words = text[begins:end]
        taken: list[tuple[int, int]] = []
        for what, pattern in _WORDS:
            for match in pattern.finditer(words):
                if not _overlaps(match.span(), taken):
                    taken.append(match.span())
                    yield begins + match.start(), Stated(what, number_of(match["n"]), match.group().strip())
        for match in _ALL.finditer(words):
            yield begins + match.start(), Stated("all", None, match.group())


def _overlaps(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return any(first < span[1] and span[0] < last for first, last in taken)
