"""Ballots: their kinds, who is in the base of a vote, what it needs, and what came of it.

What each kind needs is data (`assets/rules/ballots.toml`, read by `ballot_reading`). 免计 of the attendance has no say
here: only an exclusion with one of the six cases takes a voter out of the base.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.attendance import HERE, UNMARKED, AttendanceState
from branchtui.rules.meetings import Practice, Who
from branchtui.rules.text.numerals import DIGITS
from branchtui.rules.voting.kinds import CASES, KINDS, WAYS, BallotKind, ExclusionCase, Way

Comparator = Literal["at_least", "over"]
Base = Literal["voters", "committee", "present"]
Standing = Literal["elected", "tied", "beyond", "short", "unknown"]

BODIES: dict[Who, str] = {"members": "党员大会", "committee": "支委会", "group": "党小组会"}
_SIGNS: dict[Comparator, str] = {"at_least": "≥", "over": ">"}


class Share(NamedTuple):
    """A part of a base that has to be reached or passed, and what it rests on; a practice has no regulation."""

    comparator: Comparator
    parts: int  # 4 of 4/5
    whole: int  # 5 of 4/5
    of: Base
    regulation: str = ""
    article: str = ""
    practice: Practice = ""
    text: str = ""

    def needed(self, base: int) -> int:
        """The fewest that do, of so many."""
        if self.comparator == "over":
            return base * self.parts // self.whole + 1
        return -(-base * self.parts // self.whole)

    @property
    def sign(self) -> str:
        """≥ or >"""
        return _SIGNS[self.comparator]

    @property
    def _part(self) -> str:
        return "半数" if (self.parts, self.whole) == (1, 2) else f"{DIGITS[self.whole]}分之{DIGITS[self.parts]}"

    @property
    def words(self) -> str:
        """半数以上, 超过半数, 五分之四以上"""
        return f"超过{self._part}" if self.comparator == "over" else f"{self._part}以上"

    @property
    def short_words(self) -> str:
        """What is said where it is not met: 不足半数, 没有超过半数."""
        return f"没有{self.words}" if self.comparator == "over" else f"不足{self._part}"

    @property
    def clause(self) -> str:
        """The words that name what it rests on."""
        return f"《{self.regulation}》{self.article}" if self.regulation else "默认；条文没有规定"


class BallotRule(NamedTuple):
    """What a ballot of a kind needs in the meetings of one body; no `quorum` where no rule fixes one."""

    kind: BallotKind
    who: Who
    ways: tuple[Way, ...]
    opinions: bool
    quorum: Share | None
    passing: Share
    valid_from: date = date.min

    @property
    def base(self) -> Base:
        """Of whom the expected are counted: of the committee in its meetings, else of those who vote."""
        return "committee" if self.who == "committee" else "voters"

    @property
    def clause(self) -> str:
        """What both rest on, once where it is the same."""
        clauses = [share.clause for share in (self.quorum, self.passing) if share is not None]
        return "；".join(dict.fromkeys(clauses))


class Exclusion(NamedTuple):
    """That somebody does not count: the case, the superior's consent in words, and whether the meeting agreed.

    `gone` where the case was purged with all else of the person: what was counted then is not counted anew.
    """

    ground: str
    consent: str
    voted: bool
    gone: bool = False

    @property
    def holds(self) -> bool:
        """Whether all three are there: without one of them the person stays in the base."""
        return (self.ground in CASES or self.gone) and bool(self.consent.strip()) and self.voted

    @property
    def words(self) -> str:
        """The case and the consent, as far as they are known."""
        return "；".join(filter(None, (CASES.get(self.ground, ""), self.consent)))


class Roll(NamedTuple):
    """How many are in the base of a vote, and how many of them came; None while the roll is not taken."""

    expected: int
    present: int | None


class Votes(NamedTuple):
    """The numbers of one ballot as they were told. `opinions` are those votes, for or against, that came in writing."""

    yes: int | None = None
    against: int | None = None
    abstain: int | None = None
    opinions: int | None = None
    issued: int | None = None
    collected: int | None = None
    valid: int | None = None

    @property
    def told(self) -> bool:
        """Whether all three counts are there."""
        return None not in (self.yes, self.against, self.abstain)

    @property
    def cast(self) -> int:
        """All votes of which the number is known, written opinions among them."""
        return (self.yes or 0) + (self.against or 0) + (self.abstain or 0)


class Outcome(NamedTuple):
    """What came of a ballot; None where a number that decides it is not there yet.

    `needed` are the votes in favour that it takes. A ballot without a quorum does not pass.
    """

    expected: int
    present: int | None
    quorum: int | None
    quorate: bool | None
    needed: int | None
    passed: bool | None


class Candidate(NamedTuple):
    """One candidate of an election: a key, and the votes in favour, None where nobody told them."""

    key: bytes
    yes: int | None


def rule_for(rules: Sequence[BallotRule], kind: BallotKind, who: Who, day: date) -> BallotRule:
    """The rule in force on a day. Raises BranchError where this body does not vote on such a thing."""
    versions = [rule for rule in rules if rule.kind == kind and rule.who == who]
    if not versions:
        raise BranchError(f"{KINDS[kind]}要由{BODIES['members']}表决，{BODIES[who]}不能表决这件事。")
    versions.sort(key=lambda rule: rule.valid_from)
    return next((rule for rule in reversed(versions) if rule.valid_from <= day), versions[0])


def roll_of(
    people: Iterable[tuple[bytes, AttendanceState | str, bool]],
    exclusions: Mapping[bytes, Exclusion],
    base: Base,
) -> Roll:
    """The base of a vote, from (person, state, may vote) as frozen on the day of the meeting.

    Who is 免计 in the attendance counts; who is left out by a valid exclusion neither counts nor is present.
    """
    counted = [
        state
        for member, state, votes in people
        if base == "committee" or (votes and not (member in exclusions and exclusions[member].holds))
    ]
    here = sum(state in HERE for state in counted)
    return Roll(len(counted), None if UNMARKED in counted or "" in counted else here)


def outcome(rule: BallotRule, roll: Roll, votes: Votes, voters_present: int | None = None) -> Outcome:
    """What came of a ballot; `voters_present` are those who were there at the vote, where they are not the roll's."""
    present = roll.present if voters_present is None else voters_present
    quorum = rule.quorum.needed(roll.expected) if rule.quorum else None
    quorate = None if present is None else bool(roll.expected) and (quorum is None or present >= quorum)
    base = present if rule.passing.of == "present" else roll.expected
    needed = None if base is None else rule.passing.needed(base)
    passed = None
    if quorate is False:
        passed = False
    elif quorate and votes.told and needed is not None and votes.yes is not None:
        passed = votes.yes >= needed
    return Outcome(roll.expected, present, quorum, quorate, needed, passed)


def elected(candidates: Sequence[Candidate], seats: int | None, needed: int | None) -> dict[bytes, Standing]:
    """Who of an election is elected: with the votes needed, by their number, as far as there are seats.

    Those with the same number on both sides of the last seat are `tied`: it is voted on them again.
    """
    if seats is None or needed is None or any(each.yes is None for each in candidates):
        return {each.key: "unknown" for each in candidates}
    over = sorted((each.yes or 0 for each in candidates if (each.yes or 0) >= needed), reverse=True)
    border = over[seats - 1] if 0 < seats < len(over) and over[seats - 1] == over[seats] else None
    last = over[min(seats, len(over)) - 1] if over and seats else None
    found: dict[bytes, Standing] = {}
    for each in candidates:
        yes = each.yes or 0
        if yes < needed:
            found[each.key] = "short"
        elif yes == border:
            found[each.key] = "tied"
        else:
            found[each.key] = "elected" if last is not None and yes >= last else "beyond"
    return found


def check_votes(rule: BallotRule, way: Way, votes: Votes, roll: Roll, present: int | None) -> None:
    """Raises BranchError, with the sentence that says which, where the numbers can't all be right.

    valid ≤ collected ≤ issued ≤ those present, and the votes are the valid ones and the written opinions. Of an
    election each candidate has at most so many. `present` as in `outcome`.
    """
    if way not in rule.ways:
        raise BranchError(f"{KINDS[rule.kind]}须{WAYS[rule.ways[0]]}（{rule.passing.clause}），不能{WAYS[way]}。")
    if votes.opinions and not rule.opinions:
        raise BranchError(f"{KINDS[rule.kind]}只算到会的票，书面意见不计入；接收预备党员和转正时，会前交来的才算。")
    if (votes.opinions or 0) > votes.cast:
        raise BranchError(
            f"会前书面意见{votes.opinions}份比投的{votes.cast}票还多：书面意见照它的意思，算在赞成、不赞成或弃权里。"
        )
    if way == "hands" and any(count is not None for count in (votes.issued, votes.collected, votes.valid)):
        raise BranchError("举手表决没有选票，发出、收回、有效票数请空着。")
    absent = roll.expected - (present or 0)
    if present is not None and (votes.opinions or 0) > absent:
        raise BranchError(f"没有到会的有表决权的党员只有{absent}名，会前书面意见不能有{votes.opinions}份。")
    slips = votes.cast - (votes.opinions or 0)
    there = roll.expected if present is None else present
    steps: list[tuple[str, int | None]] = [
        ("有效票数", votes.valid),
        ("收回票数", votes.collected),
        ("发出票数", votes.issued),
        ("表决时到会有表决权的人数" if present is not None else "应到会有表决权的人数", there),
    ]
    known = [(name, count) for name, count in steps if count is not None]
    name, most = known[0]
    if slips > most:
        less = f"（除去会前书面意见{votes.opinions}份）" if votes.opinions else ""
        raise BranchError(f"赞成、不赞成、弃权共{slips}票{less}，比{name}{most}还多，请核对。")
    if votes.told and votes.valid is not None and slips != votes.valid and rule.kind != "election":
        raise BranchError(f"赞成、不赞成、弃权共{slips}票，与有效票数{votes.valid}不符，请核对。")
    for (less_name, fewer), (more_name, more) in pairwise(known):
        if fewer > more:
            raise BranchError(f"{less_name}{fewer}比{more_name}{more}还多，请核对。")


def check_present(roll: Roll, present: int | None, reason: str) -> None:
    """Raises BranchError where those present at a vote are more than the roll has, or fewer and nobody says why."""
    most = roll.expected if roll.present is None else roll.present
    if present is None:
        return
    if present > most:
        raise BranchError(f"考勤记到会有表决权的{most}名，表决时到会不能有{present}名。请核对，或先改考勤。")
    if roll.present is not None and present < most and not reason.strip():
        raise BranchError(f"考勤记到会有表决权的{most}名，表决时只有{present}名，请写明原因（如：有人提前离会）。")


def check_exclusion(exclusion: Exclusion, who: Who, votes: bool, state: str) -> None:
    """Raises BranchError where somebody can't be left out of the base of the votes: `votes` and `state` are theirs."""
    if who != "members":
        raise BranchError(f"不计入应到只用于{BODIES['members']}的表决，{BODIES[who]}不用。")
    if exclusion.ground not in CASES:
        raise BranchError(
            f"不计入应到只有六种情形：{'；'.join(CASES.values())}。公派出国、产假、短期生病都要计入应到。"
        )
    if not votes:
        raise BranchError("没有表决权的人本来就不计入，不用再写。")
    if state in HERE:
        raise BranchError("到会的人要计入应到。请核对考勤。")
    if not exclusion.consent.strip():
        raise BranchError("不计入应到须经上级党组织同意，请写批复的文号或日期。")
    if not exclusion.voted:
        raise BranchError("不计入应到还须经支部大会通过。大会通过了再写，没有通过的照样计入应到。")


def case_named(text: str) -> ExclusionCase:
    """The case that is meant by a part of its words, or its name. Raises BranchError naming the six."""
    wanted = text.strip()
    found: list[ExclusionCase] = [
        case
        for case in ("incapable", "abroad", "disciplined", "ill", "away", "retired")
        if wanted and (wanted == case or wanted in CASES[case])
    ]
    if len(found) != 1:
        raise BranchError(
            f"不计入应到只有六种情形：{'；'.join(CASES.values())}。“{wanted}”不是其中之一。"
            "公派出国、产假、短期生病都要计入应到。"
        )
    return found[0]
