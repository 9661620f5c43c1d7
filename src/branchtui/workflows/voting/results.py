"""What came of the ballots of a meeting that has been read, by the rules of its day."""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.meetings import HELD, MeetingKind, Who
from branchtui.rules.voting import ballot_words
from branchtui.rules.voting import ballots as rules
from branchtui.rules.voting.ballot_reading import ballot_rules_from
from branchtui.rules.voting.ballots import BallotRule, Candidate, Exclusion, Outcome, Roll, Votes
from branchtui.rules.voting.kinds import BallotKind
from branchtui.store.models import AgendaItem, Ballot, BallotExclusion
from branchtui.store.models.people import NO_MORE
from branchtui.store.queries.meetings import begins

if TYPE_CHECKING:
    from branchtui.store.queries.meeting_view import MeetingView

DOUBTFUL = "数字不符，请核对"


class Counted(NamedTuple):
    """One ballot with the item it stands in, who it is about, and what came of it, also in a word.

    `wrong` says why its numbers can't all be right; nothing came of such a ballot until somebody has put it right.
    """

    row: Ballot
    item: AgendaItem
    candidate: str
    rule: BallotRule
    votes: Votes
    result: Outcome
    word: str
    wrong: str = ""

    @property
    def about(self) -> str:
        """What was voted on: its own words, else those of the item."""
        return self.row.motion.strip() or self.item.title

    @property
    def live(self) -> str:
        """It in short."""
        return ballot_words.live_words(self.result, self.word or (DOUBTFUL if self.wrong else ""))


@cache
def ballot_rules() -> tuple[BallotRule, ...]:
    """The shipped rules. Raises BranchError where the file was changed and is wrong."""
    return ballot_rules_from(assets.toml("rules", "ballots.toml"))


def rule_on(kind: BallotKind, who: Who, day: date) -> BallotRule:
    """The rule of that day. Raises BranchError where this body does not vote on such a thing."""
    return rules.rule_for(ballot_rules(), kind, who, day)


def votes_of(row: Ballot) -> Votes:
    """The numbers of a ballot."""
    return Votes(row.yes, row.against, row.abstain, row.opinions, row.issued, row.collected, row.valid)


def impossible(rule: BallotRule, roll: Roll, row: Ballot) -> str:
    """Why the numbers of a stored ballot can't all be right, as after the roll was changed; empty where they can."""
    present = roll.present if row.voters_present is None else row.voters_present
    try:
        rules.check_present(roll, row.voters_present, row.present_reason)
        rules.check_votes(rule, row.way, votes_of(row), roll, present)
    except BranchError as error:
        return str(error)
    return ""


def exclusion_of(row: BallotExclusion) -> Exclusion:
    return Exclusion(row.ground, row.consent, row.voted, gone=not row.ground and row.consent == NO_MORE)


def roll_seen(view: "MeetingView", who: Who) -> Roll:
    """The base of the votes of a meeting, and who of it came; before it was held the base by the roster of its day."""
    if view.row.state not in HELD:
        people = view.roster.values()
        expected = sum(person.in_committee if who == "committee" else person.votes for person in people)
        return Roll(expected, None)
    return rules.roll_of(
        ((member, entry.state, entry.votes) for member, entry in view.attendances.items()),
        {member: exclusion_of(row) for member, row in view.exclusions.items()},
        "committee" if who == "committee" else "voters",
    )


def counted(view: "MeetingView", kind: MeetingKind) -> list[Counted]:
    """Every ballot of a meeting in the order of its agenda, with what came of it."""
    if not view.ballots:
        return []
    roll, day = roll_seen(view, kind.who), begins(view.row).date()
    found = []
    for item in view.items:
        for row in (ballot for ballot in view.ballots if ballot.item_id == item.id):
            rule = rule_or_members(row.kind, kind.who, day)
            votes = votes_of(row)
            result = rules.outcome(rule, roll, votes, row.voters_present)
            if wrong := impossible(rule, roll, row):
                result = result._replace(passed=None if result.quorate else result.passed)
            word = ballot_words.result_words(result)
            found.append(Counted(row, item, view.candidates[row.id], rule, votes, result, word, wrong))
    return _with_the_elected(found)


def quorum_seen(view: "MeetingView", kind: MeetingKind) -> str:
    """Whether enough came, in a sentence: for what was put to a vote, and for any meeting of a committee.

    Empty where nothing asks for it, or the roll is not taken.
    """
    if view.row.state not in HELD or (not view.ballots and kind.who != "committee"):
        return ""
    roll, day = roll_seen(view, kind.who), begins(view.row).date()
    kinds = dict.fromkeys(row.kind for row in view.ballots) or {"ordinary": None}
    return ballot_words.quorum_words([rule_or_members(each, kind.who, day) for each in kinds], roll)


def rule_or_members(kind: BallotKind, who: Who, day: date) -> BallotRule:
    """As `rule_on`; of what this body can't vote on, as a kind that was changed since may have it, the members'."""
    try:
        return rule_on(kind, who, day)
    except BranchError:
        return rule_on(kind, "members", day)


def _with_the_elected(found: list[Counted]) -> list[Counted]:
    """The same where those of each election say who of them is elected."""
    standings: dict[bytes, str] = {}
    for item in {each.item.id for each in found}:
        those = [each for each in found if each.item.id == item and each.row.kind == "election"]
        if not those or any(not each.result.quorate or each.wrong for each in those):
            continue
        seats = next((each.row.seats for each in those if each.row.seats), None)
        candidates = [Candidate(each.row.id, each.row.yes) for each in those]
        needed = max((each.result.needed for each in those if each.result.needed is not None), default=None)
        for key, standing in rules.elected(candidates, seats, needed).items():
            standings[key] = ballot_words.standing_words(standing)
    return [
        Counted(
            each.row,
            each.item,
            each.candidate,
            each.rule,
            each.votes,
            each.result,
            standings.get(each.row.id, each.word if each.row.kind != "election" or not each.result.quorate else ""),
            each.wrong,
        )
        for each in found
    ]
