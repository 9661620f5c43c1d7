"""Where what is written of a meeting's ballots is not what the ballots say, or their numbers can't all be right."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from branchtui.rules.attendance import HERE, UNMARKED
from branchtui.rules.duties.facts import MeetingFact
from branchtui.rules.meetings import MeetingRules, Who
from branchtui.rules.text.ballot_text import Told, differing, stated
from branchtui.rules.voting import ballots as rules
from branchtui.rules.voting.ballots import Roll
from branchtui.store.models import Meeting
from branchtui.store.queries.contradictions.frozen_lists import said_of
from branchtui.store.queries.contradictions.voted_meetings import (
    VotedItem,
    VotedMeeting,
    compared,
    read_rolls,
    voted_at,
)
from branchtui.workflows.meeting_rules import meeting_rules
from branchtui.workflows.voting.results import exclusion_of, impossible, rule_or_members, votes_of


class Contradiction(NamedTuple):
    """A meeting, and a sentence for each thing that does not agree."""

    meeting: MeetingFact
    words: tuple[str, ...]


def contradictions_since(first: date, kinds: MeetingRules) -> list[Contradiction]:
    """The contradictions of the meetings held from a day on, the earliest first.

    Of a filed meeting, whose numbers nobody changes any more, the roll is read only where a text speaks of numbers.
    """

    def compare(all_: list[VotedMeeting]) -> dict[bytes, Contradiction]:
        voted = [each for each in all_ if each.state != "filed" or _speaks(each)]
        read_rolls(voted)
        told = (Contradiction(each.fact, tuple(_of(each, kinds))) for each in voted)
        return {each.meeting.id: each for each in told if each.words}

    found = compared(said_of(kinds), compare)
    return [each for each in found.values() if each.meeting.begins.date() >= first]


def contradictions_of(meeting: Meeting) -> list[str]:
    """The same of one meeting, in half sentences."""
    voted, kinds = voted_at(meeting), meeting_rules()
    read_rolls(voted)
    return [words for each in voted for words in _of(each, kinds)]


def _speaks(voted: VotedMeeting) -> bool:
    return any(stated(text) for text in _texts(voted))


def _texts(voted: VotedMeeting) -> Iterable[str]:
    for item in voted.items.values():
        yield item.record
        yield item.resolution
    for title, body in voted.reports:
        yield title
        yield body


def _of(voted: VotedMeeting, kinds: MeetingRules) -> Iterable[str]:
    day = voted.fact.begins.date()
    kind = kinds.kind_on(voted.fact.kind, day)
    who: Who = kind.who if kind else "members"
    exclusions = {row.member_id: exclusion_of(row) for row in voted.exclusions}
    roll = rules.roll_of(voted.people, exclusions, "committee" if who == "committee" else "voters")
    unmarked = any(state == UNMARKED for _, state, _ in voted.people)
    here = sum(state in HERE for _, state, _ in voted.people)
    expected = sum(state != "exempt" for _, state, _ in voted.people)
    attendance = Told(None, None, None, expected, None if unmarked else here)
    everything: list[Told] = []
    for item in voted.items.values():
        yield from _impossible(item, who, day, roll)
        ballots = [_told(row.voters_present, votes_of(row), roll) for row in item.ballots]
        everything += ballots
        for name, text in (("记录", item.record), ("决议", item.resolution)):
            yield from (f"“{item.title}”的{name}{words}" for words in differing(text, ballots, attendance))
    for title, body in voted.reports:
        wrong = differing(f"{title}\n{body}", everything, attendance)
        yield from (f"新闻稿“{title}”{words}" for words in wrong)


def _told(voters_present: int | None, votes: rules.Votes, roll: Roll) -> Told:
    present = roll.present if voters_present is None else voters_present
    return Told(votes.yes, votes.against, votes.abstain, roll.expected, present)


def _impossible(item: VotedItem, who: Who, day: date, roll: Roll) -> Iterable[str]:
    """Ballots whose numbers can't all be right any more, as when the roll was changed: who they are about, and why."""
    found: dict[str, list[str]] = {}
    for row in item.ballots:
        if why := impossible(rule_or_members(row.kind, who, day), roll, row):
            found.setdefault(why, []).append(" ".join(filter(None, (row.motion, item.candidates.get(row.id)))))
    for why, whose in found.items():
        about = "、".join(filter(None, whose))
        yield f"“{item.title}”的表决{f'（{about}）' if about else ''}：{why}".removesuffix("。")
