"""What the papers of a meeting say of its ballots: the sentence, the numbers, who did not count."""

from collections.abc import Sequence

from branchtui.papers.facts.meetings import BallotFact, ExclusionFact
from branchtui.papers.phrases import filled, labelled, listed, sentence
from branchtui.papers.tree import Block
from branchtui.rules.blanks import NO_ROLL, UNFILLED
from branchtui.rules.voting.ballot_words import contest_words, counted_words, votes_words
from branchtui.rules.voting.kinds import KINDS, WAYS


def ballot_blocks(ballots: Sequence[BallotFact]) -> list[Block]:
    """The ballots of one item. Nothing that was not told is printed as a number: it stays to be filled in."""
    election = [ballot for ballot in ballots if ballot.rule.kind == "election"]
    others = [labelled(_label(ballot), _whole(ballot)) for ballot in ballots if ballot.rule.kind != "election"]
    return [*others, *(_election(election) if election else [])]


def decided_words(ballots: Sequence[BallotFact]) -> str:
    """The same for the resolution, in a few sentences: who was there, how many votes, and what came of it.

    Who was there is told once of ballots for which the same people were there, as of one election.
    """
    words, told = "", ""
    for ballot in ballots:
        there = _counted(ballot)
        words += f"{_who(ballot)}：" if _who(ballot) else ""
        words += f"{'' if there == told else f'{there}；'}{_votes(ballot)}{_result(ballot)}。"
        told = there
    return words


def excluded_words(excluded: Sequence[ExclusionFact]) -> str:
    """Who did not count in the base of the votes, by which case and whose consent."""
    return listed(f"{each.name}（{each.why}；支部大会通过）" for each in excluded)


def _whole(ballot: BallotFact) -> str:
    words = f"{_way(ballot)}。{_counted(ballot)}。{_slips(ballot)}{_votes(ballot)}{_result(ballot)}。"
    return words + _tellers(ballot)


def _election(ballots: Sequence[BallotFact]) -> list[Block]:
    """One sentence about the election, then a line for each candidate."""
    first = ballots[0]
    seats = next((ballot.seats for ballot in ballots if ballot.seats), None)
    contest = contest_words(len(ballots), seats) if seats else f"应选{UNFILLED}名，候选人{len(ballots)}名"
    words = f"{_way(first)}，{contest}。{_counted(first)}。{_slips(first)}{_tellers(first)}"
    lines = [labelled(ballot.candidate or UNFILLED, f"{_votes(ballot)}{_result(ballot)}。") for ballot in ballots]
    return [labelled("选举", words), *lines]


def _label(ballot: BallotFact) -> str:
    who = _who(ballot)
    return f"表决（{who}）" if who else "表决"


def _who(ballot: BallotFact) -> str:
    kind = "" if ballot.rule.kind == "ordinary" else KINDS[ballot.rule.kind]
    return " ".join(filter(None, (ballot.about or kind, ballot.candidate)))


def _way(ballot: BallotFact) -> str:
    return f"采取{WAYS[ballot.way]}方式" if ballot.way == "secret" else f"采取{WAYS[ballot.way]}"


def _counted(ballot: BallotFact) -> str:
    why = f"（少于考勤：{ballot.present_reason.strip()}）" if ballot.present_reason.strip() else ""
    return counted_words(ballot.rule, ballot.result, NO_ROLL) + why


def _votes(ballot: BallotFact) -> str:
    return votes_words(ballot.votes, UNFILLED)


def _slips(ballot: BallotFact) -> str:
    """How many slips went out, came back and were valid; of a show of hands there are none."""
    if ballot.way != "secret":
        return ""
    votes = ballot.votes
    issued, collected, valid = (
        UNFILLED if count is None else f"{count}张" for count in (votes.issued, votes.collected, votes.valid)
    )
    return f"发出选票{issued}，收回{collected}，有效票{valid}。"


def _tellers(ballot: BallotFact) -> str:
    """Who watched and who counted; of a show of hands only where somebody is named."""
    if ballot.way != "secret" and not (ballot.scrutineers.strip() or ballot.tellers.strip()):
        return ""
    return sentence(f"监票人：{filled(ballot.scrutineers)}；计票人：{filled(ballot.tellers)}")


def _result(ballot: BallotFact) -> str:
    return f"，{ballot.word}" if ballot.word else ""
