"""Where what is written of a meeting's ballots is not what the ballots say, or their numbers can't all be right.

What compares them is imported by the first meeting that is to be compared: of most days there is none.
"""

from datetime import date

from branchtui.rules.duties.facts import MeetingFact
from branchtui.rules.meetings import MeetingRules
from branchtui.store.models import Meeting
from branchtui.store.queries.contradictions.frozen_lists import said_of
from branchtui.store.queries.contradictions.voted_meetings import VotedMeeting, compared, read_rolls, voted_at
from branchtui.values import NamedTuple
from branchtui.workflows.meeting_rules import meeting_rules


class Contradiction(NamedTuple):
    """A meeting, and a sentence for each thing that does not agree."""

    meeting: MeetingFact
    words: tuple[str, ...]


def contradictions_since(first: date, kinds: MeetingRules) -> list[Contradiction]:
    """The contradictions of the meetings held from a day on, the earliest first.

    Of a filed meeting, whose numbers nobody changes any more, the roll is read only where a text speaks of numbers.
    """

    def compare(all_: list[VotedMeeting]) -> dict[bytes, Contradiction]:
        from branchtui.workflows.voting.comparing import disagreeing, speaks

        voted = [each for each in all_ if each.state != "filed" or speaks(each)]
        read_rolls(voted)
        told = (Contradiction(each.fact, tuple(disagreeing(each, kinds))) for each in voted)
        return {each.meeting.id: each for each in told if each.words}

    found = compared(said_of(kinds), compare)
    return [each for each in found.values() if each.meeting.begins.date() >= first]


def contradictions_of(meeting: Meeting) -> list[str]:
    """The same of one meeting, in half sentences."""
    from branchtui.workflows.voting.comparing import disagreeing

    voted, kinds = voted_at(meeting), meeting_rules()
    read_rolls(voted)
    return [words for each in voted for words in disagreeing(each, kinds)]
