"""The papers of a meeting, and what their files and their folder are called.

What only the papers need is imported where they are made: a report goes without.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from branchtui.papers.tree import Paper
from branchtui.rules.text.cleaning import safe_filename
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings, people

if TYPE_CHECKING:
    from branchtui.papers.facts.meetings import MeetingFacts
    from branchtui.rules.meetings import MeetingKind
    from branchtui.store.queries.meeting_view import MeetingView

MEETING_PROFILE = "gbt9704"


def meeting_facts(view: "MeetingView", kind: "MeetingKind", typed: Mapping[str, str] | None = None) -> "MeetingFacts":
    """Everything the papers of a meeting say. Of names and numbers only what the record holds.

    `typed` holds the cells of the record as they are being typed, not stored yet: `closing`, or the id of an item in
    hex with `/record`, `/resolution` or `/dissent` behind it.
    """
    from branchtui.papers.facts.meetings import ActionFact, GuestFact, ItemFact, MaterialFact, MeetingFacts, PersonFact
    from branchtui.rules.attendance import UNMARKED
    from branchtui.rules.roster import STANDINGS
    from branchtui.workflows.voting.elections import election_facts
    from branchtui.workflows.voting.facts import ballot_facts, excluded_facts
    from branchtui.workflows.voting.results import quorum_seen

    meeting, branch, now = view.row, view.branch or people.the_branch(), typed or {}
    ballots = ballot_facts(view, kind)
    return MeetingFacts(
        branch=branch.name,
        unit=branch.unit,
        kind=meeting.kind,
        title=meeting.title,
        start=meetings.begins(meeting),
        called_for=meeting.planned_start,
        end=meeting.ends_at,
        notice_day=meeting.noticed_on,
        state=meeting.state,
        ordinal=meeting.ordinal,
        place=meeting.place,
        host=view.host,
        recorder=view.recorder,
        people=tuple(
            PersonFact(
                person.name,
                "、".join(person.offices),
                STANDINGS.get(person.standing, ""),
                person.votes,
                person.state or UNMARKED,
                person.reason,
            )
            for person in view.expected(kind)
        ),
        guests=tuple(GuestFact(guest.name, guest.position, guest.topic) for guest in view.guests),
        materials=tuple(MaterialFact(row.title, row.source) for row in view.materials),
        items=tuple(
            ItemFact(
                item.title,
                view.presenters[item.id],
                item.minutes,
                now.get(f"{item.id.hex()}/record", item.record),
                now.get(f"{item.id.hex()}/resolution", item.resolution),
                now.get(f"{item.id.hex()}/dissent", item.dissent),
                ballots.get(item.id, ()),
            )
            for item in view.items
        ),
        actions=tuple(ActionFact(row.what, view.owners[row.id], row.due) for row in view.actions),
        first_topic=meeting.first_topic,
        covers=tuple(view.covers),
        requirements=meeting.requirements,
        closing=now.get("closing", meeting.closing),
        recorded_on=meeting.recorded_on,
        verb=kind.verb,
        activity=kind.activity,
        who=kind.who,
        group=view.group,
        audience=meeting.audience,
        audience_who=meeting.audience_who,
        quorum=quorum_seen(view, kind),
        excluded=excluded_facts(view),
        election=election_facts(view, kind),
    )


def meeting_papers(meeting: Meeting) -> list[tuple[str, Paper]]:
    """(key, paper) for every paper this meeting can have by now, in the order of a folder."""
    from branchtui.store.queries import meeting_view
    from branchtui.workflows.meeting_rules import kind_seen

    seen = meeting_view.view(meeting.id)
    return papers_of(seen, kind_seen(seen))


def papers_of(
    view: "MeetingView", kind: "MeetingKind", typed: Mapping[str, str] | None = None
) -> list[tuple[str, Paper]]:
    """The same of a meeting that has been read, with what is being `typed` (see `meeting_facts`)."""
    from branchtui.papers.registry import MEETING_PAPERS

    facts = meeting_facts(view, kind, typed)
    return [(each.key, each.make(facts)) for each in MEETING_PAPERS if each.ready(facts)]


def meeting_folder(meeting: Meeting) -> str:
    """The name of the folder of a meeting's papers: 20240326_主题党日_题目.

    Where another meeting of that day would have the same, both are told by the time, 20240326_主题党日_题目_1500, so
    that neither is written over what the other left under the plain name.
    """
    begins = meetings.begins(meeting)
    name = folder_named(begins.date(), meeting.kind, meeting.title)
    same = [
        other
        for other in meetings.of_day(meeting.kind, begins.date())
        if other.id != meeting.id and folder_named(begins.date(), other.kind, other.title).casefold() == name.casefold()
    ]
    if not same:
        return name
    timed = f"{name}_{begins:%H%M}"
    before = sum(f"{meetings.begins(other):%H%M}" == f"{begins:%H%M}" and other.id < meeting.id for other in same)
    return f"{timed}（{before + 1}）" if before else timed


def folder_named(day: date, kind: str, title: str) -> str:
    """The name of such a folder."""
    return safe_filename(f"{day:%Y%m%d}_{kind}_{title}")


def file_name(number: int, key: str) -> str:
    """What the file of a paper in such a folder is called, without its ending: 04_会议记录."""
    from branchtui.papers.names import NAMES

    return f"{number:02d}_{NAMES[key]}"


def place_of(key: str) -> int:
    """The number of a paper of a meeting: the same before and after the meeting was held."""
    from branchtui.papers.registry import MEETING_PAPERS

    return 1 + [each.key for each in MEETING_PAPERS].index(key)
