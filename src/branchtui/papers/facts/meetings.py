"""What the papers of a meeting are made of."""

from dataclasses import dataclass
from datetime import date, datetime

from branchtui.papers.facts.elections import ElectionFacts
from branchtui.rules.attendance import AttendanceState, HeadCount, head_count
from branchtui.rules.meetings import HELD, MeetingState, Who
from branchtui.rules.text.minutes_text import bare_resolution
from branchtui.rules.voting.ballots import BallotRule, Outcome, Votes
from branchtui.rules.voting.kinds import Way


@dataclass(frozen=True, slots=True)
class PersonFact:
    """One expected person as of the day of the meeting. `office` and `standing` are Chinese words."""

    name: str
    office: str = ""
    standing: str = ""  # 正式党员, 预备党员
    votes: bool = True
    state: AttendanceState = "present"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GuestFact:
    """Who comes without being expected; a speaker where there is a topic."""

    name: str
    position: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class MaterialFact:
    title: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class BallotFact:
    """One ballot and what came of it; `word` is that in a word, empty where it is not known."""

    about: str  # what was voted on, empty where it is the item itself
    candidate: str
    rule: BallotRule
    votes: Votes
    result: Outcome
    word: str
    way: Way
    scrutineers: str = ""
    tellers: str = ""
    present_reason: str = ""  # why fewer were there than the roll has
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class ExclusionFact:
    """Somebody who did not count in the base of the votes: which case and the superior's consent, in words."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class ItemFact:
    """One agenda item: `record` holds `姓名：` lines, `minutes` is the planned length."""

    title: str
    presenter: str = ""
    minutes: int | None = None
    record: str = ""
    resolution: str = ""
    dissent: str = ""
    ballots: tuple[BallotFact, ...] = ()

    @property
    def decided(self) -> bool:
        """Whether something was decided: in words, or by a ballot that passed."""
        return bool(bare_resolution(self.resolution)) or any(ballot.result.passed for ballot in self.ballots)


@dataclass(frozen=True, slots=True)
class ActionFact:
    """What somebody is to do, as it was agreed: whether it is done by now is not told."""

    what: str
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """Everything the papers of one meeting need. `start` is when it was held, or is planned to be."""

    branch: str
    unit: str
    kind: str
    title: str
    start: datetime
    notice_day: date | None  # none: left to be filled in by hand
    called_for: datetime | None = None  # the time that was announced, where it was held at another
    state: MeetingState = "planned"
    end: datetime | None = None
    ordinal: str = ""
    place: str = ""
    host: str = ""
    recorder: str = ""
    people: tuple[PersonFact, ...] = ()
    guests: tuple[GuestFact, ...] = ()
    materials: tuple[MaterialFact, ...] = ()
    items: tuple[ItemFact, ...] = ()
    actions: tuple[ActionFact, ...] = ()
    first_topic: str = ""
    covers: tuple[str, ...] = ()  # what of running campaigns it covers
    requirements: str = ""
    closing: str = ""
    recorded_on: date | None = None
    verb: str = "召开"  # of the kind, as are the two that follow
    activity: str = ""  # what a notice calls it behind its subject, where it does
    who: Who = "members"
    group: str = ""  # the name of the group whose meeting it is
    audience: int | None = None  # who listened besides: never among those expected, present or 列席
    audience_who: str = ""
    quorum: str = ""  # whether enough came, in a sentence, where something asks for it
    excluded: tuple[ExclusionFact, ...] = ()
    election: ElectionFacts | None = None  # of a meeting that elects

    @property
    def held(self) -> bool:
        return self.state in HELD

    @property
    def late(self) -> date | None:
        """The day of a record entered after the day of its meeting, else None."""
        return self.recorded_on if self.recorded_on and self.recorded_on > self.start.date() else None

    @property
    def heads(self) -> HeadCount:
        return head_count((person.state, person.votes) for person in self.people)

    @property
    def speakers(self) -> list[GuestFact]:
        """Guests with a topic of their own."""
        return [guest for guest in self.guests if guest.topic.strip()]

    @property
    def sitting_in(self) -> list[GuestFact]:
        """The other guests."""
        return [guest for guest in self.guests if not guest.topic.strip()]

    @property
    def has_resolution(self) -> bool:
        return any(item.decided for item in self.items)
