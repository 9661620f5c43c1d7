"""What the papers of an election say: from its meeting, its ballots, the roster and the branch."""

from datetime import date
from typing import TYPE_CHECKING

from branchtui import assets
from branchtui.rules.meetings import HELD, MeetingKind
from branchtui.rules.roster import COMMITTEE, OPEN, office_rank
from branchtui.rules.voting.ballots import Votes, outcome
from branchtui.rules.voting.elections import is_election
from branchtui.store.models import AgendaItem, Member
from branchtui.store.queries import people
from branchtui.store.queries.meetings import begins
from branchtui.store.strokes import strokes_of
from branchtui.workflows.voting.results import Counted, counted, roll_seen, rule_or_members

if TYPE_CHECKING:
    from branchtui.papers.facts.elections import CandidateFact, ContestFact, ElectionFacts
    from branchtui.store.queries.meeting_view import MeetingView

_ELECTED = "当选"


def election_facts(view: "MeetingView", kind: MeetingKind) -> "ElectionFacts | None":
    """The election of a meeting, None where it elects nobody: neither a ballot of it is an election nor an item speaks of
    one. Costs no statement then."""
    standing = {row.item_id for row in view.ballots if row.kind == "election"}
    items = [item for item in view.items if item.id in standing or is_election(item.title)]
    if not items:
        return None
    from branchtui.papers.elections.forms import forms_from
    from branchtui.papers.facts.elections import ElectionFacts

    branch = view.branch or people.the_branch()
    named = people.members()
    there = counted(view, kind)
    committee = sorted(
        (office_rank(office), named[key].name, office)
        for key, person in view.roster.items()
        for office in person.offices
        if office in COMMITTEE and key in named
    )
    return ElectionFacts(
        branch=branch.name,
        kind=view.row.kind,
        start=begins(view.row),
        held=view.row.state in HELD,
        forms=forms_from(assets.toml("papers", "elections.toml")),
        contests=tuple(_contest(view, kind, item, there, named) for item in items),
        place=view.row.place,
        host=view.host,
        elected_on=branch.elected_on,
        committee=tuple((office, name) for _, name, office in committee),
    )


def _contest(
    view: "MeetingView", kind: MeetingKind, item: AgendaItem, there: list[Counted], named: dict[bytes, Member]
) -> "ContestFact":
    from branchtui.papers.facts.elections import ContestFact

    those = [each for each in there if each.item.id == item.id and each.row.kind == "election"]
    rule = rule_or_members("election", kind.who, begins(view.row).date())
    first = those[0] if those else None
    result = first.result if first else outcome(rule, roll_seen(view, kind.who), Votes())
    candidates = (_candidate(view, each, named) for each in those)
    return ContestFact(
        about=first.about if first else item.title.strip(),
        rule=rule,
        result=result,
        candidates=tuple(sorted(candidates, key=lambda each: strokes_of(each.name))),
        seats=next((each.row.seats for each in those if each.row.seats), None),
        way=first.row.way if first else rule.ways[0],
        votes=first.votes if first else Votes(),
        scrutineers=first.row.scrutineers if first else "",
        tellers=first.row.tellers if first else "",
    )


def _candidate(view: "MeetingView", each: Counted, named: dict[bytes, Member]) -> "CandidateFact":
    from branchtui.papers.facts.elections import CandidateFact

    fact = CandidateFact(each.candidate, votes=each.votes, elected=each.word == _ELECTED, word=each.word)
    row = named.get(each.row.candidate_id or b"")
    if row is None:
        return fact
    now = view.roster.get(row.id)
    return CandidateFact(
        name=row.name,
        sex=row.sex,
        ethnic=row.ethnic,
        born=row.born,
        education=row.education,
        post="、".join(now.offices) if now and now.offices else row.job,
        joined=_joined(view, row.id),
        votes=each.votes,
        elected=fact.elected,
        word=each.word,
    )


def _joined(view: "MeetingView", member: bytes) -> date | None:
    """The day somebody became a probationary member, None where the roster does not tell."""
    days = [
        event.on
        for event in view.events
        if event.member == member and (event.aspect, event.value) == ("standing", "probationary") and event.on != OPEN
    ]
    return min(days, default=None)
