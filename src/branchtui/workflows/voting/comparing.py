"""The ballots of one meeting beside what its texts say of them."""

from collections.abc import Iterable
from datetime import date

from branchtui.rules.attendance import HERE, UNMARKED
from branchtui.rules.meetings import MeetingRules, Who
from branchtui.rules.text.ballot_text import Told, differing, stated
from branchtui.rules.voting import ballots as rules
from branchtui.rules.voting.ballots import Roll
from branchtui.store.models import Ballot
from branchtui.store.queries.contradictions.voted_meetings import VotedItem, VotedMeeting
from branchtui.workflows.voting.results import exclusion_of, impossible, rule_or_members, votes_of


def speaks(voted: VotedMeeting) -> bool:
    """Whether a text of it states the number of a ballot."""
    return any(stated(text) for text in _texts(voted))


def _texts(voted: VotedMeeting) -> Iterable[str]:
    for item in voted.items.values():
        yield item.record
        yield item.resolution
    for title, body in voted.reports:
        yield title
        yield body


def disagreeing(voted: VotedMeeting, kinds: MeetingRules) -> Iterable[str]:
    """A half sentence for each thing that does not agree. Its roll has to be read already."""
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
        ballots = [told(row, roll) for row in item.ballots]
        everything += ballots
        for name, text in (("记录", item.record), ("决议", item.resolution)):
            yield from (f"“{item.title}”的{name}{words}" for words in differing(text, ballots, attendance))
    for title, body in voted.reports:
        wrong = differing(f"{title}\n{body}", everything, attendance)
        yield from (f"新闻稿“{title}”{words}" for words in wrong)


def told(row: Ballot, roll: Roll) -> Told:
    """The numbers of a ballot as a text may state them, with the base of its votes and who of it came."""
    votes, present = votes_of(row), roll.present if row.voters_present is None else row.voters_present
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
