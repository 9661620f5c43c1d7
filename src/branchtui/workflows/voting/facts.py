"""What the papers of a meeting are told of its ballots."""

from typing import TYPE_CHECKING

from branchtui.papers.facts.meetings import BallotFact, ExclusionFact
from branchtui.rules.meetings import MeetingKind
from branchtui.workflows.voting.results import counted, exclusion_of

if TYPE_CHECKING:
    from branchtui.store.queries.meeting_view import MeetingView


def ballot_facts(view: "MeetingView", kind: MeetingKind) -> dict[bytes, tuple[BallotFact, ...]]:
    """The ballots of each item that has some, by its id."""
    found: dict[bytes, tuple[BallotFact, ...]] = {}
    for each in counted(view, kind):
        row = each.row
        fact = BallotFact(
            about=row.motion.strip(),
            candidate=each.candidate,
            rule=each.rule,
            votes=each.votes,
            result=each.result,
            word=each.word,
            way=row.way,
            scrutineers=row.scrutineers,
            tellers=row.tellers,
            present_reason=row.present_reason,
            seats=row.seats,
        )
        found[each.item.id] = (*found.get(each.item.id, ()), fact)
    return found


def excluded_facts(view: "MeetingView") -> tuple[ExclusionFact, ...]:
    """Who does not count in the base of the votes; what lacks consent or vote holds for nobody and is not told."""
    return tuple(
        ExclusionFact(view.names[member].name, exclusion_of(row).words)
        for member, row in view.exclusions.items()
        if exclusion_of(row).holds and member in view.names
    )
