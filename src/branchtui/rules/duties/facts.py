"""What the board is decided by, and which days these facts have to cover."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from branchtui.rules.meetings import Bodies, period_of
from branchtui.rules.workdays import USUAL_TERMS, Terms, Workdays
from branchtui.values import NamedTuple

if TYPE_CHECKING:
    from branchtui.rules.deadlines import Deadline, DeadlineName
    from branchtui.rules.development.steps import DevelopmentRules, Taken
    from branchtui.rules.posts.chain import PostRules, Step
    from branchtui.rules.year.reading import YearRules
    from branchtui.rules.year.talks import Coverage

_AHEAD = 31  # days: what is planned for later is not told yet
_BACK = 60  # days: older meetings without news are no longer news
_DOCUMENTS_BACK = 365  # days: what was sent, or was due, before then nobody waits for any more
_REASONS_BACK = 183  # days: why somebody was away before then nobody is asked any more
_CLASHES_BACK = 60  # days: what was contradictory before then nobody can tell any more


SilenceKey = tuple[str, str, bytes | None]
"""What is silenced: a rule, and kind and id of the thing that it is about, if it is about one."""


class MeetingFact(NamedTuple):
    """A meeting: `begins` is when it was held, or is planned for; `group` the key of the group whose it is."""

    id: bytes
    kind: str
    title: str
    place: str
    begins: datetime
    group: str = ""


class ReportFact(NamedTuple):
    """A report, with the day it bears; of one that was handed in the day on which it was."""

    id: bytes
    title: str
    dated: date | None
    outlet: str = ""
    held: datetime | None = None  # when the meeting began that it tells of


class ProbationFact(NamedTuple):
    """A probationary member, and since when."""

    id: bytes
    name: str
    since: date


class DevelopingFact(NamedTuple):
    """Somebody on the way to membership: what they are since when (OPEN: nobody knows), and the steps that were taken."""

    id: bytes
    name: str
    standing: str
    since: date
    taken: "Sequence[Taken]"


class PostFact(NamedTuple):
    """A post: its steps, and the last day of the last time over which somebody was reviewed there."""

    id: bytes
    name: str
    steps: "Sequence[Step]"
    reviewed: date | None = None


class ClashFact(NamedTuple):
    """A service that can't be as the log says beside what else is known of that day, and what it is in conflict with."""

    service: bytes
    day: date
    words: str


class FigureFact(NamedTuple):
    """A report that states a figure of the log which the rows don't carry, and in what."""

    report: bytes
    title: str
    words: str


class ActionFact(NamedTuple):
    """What a meeting agreed and nobody did yet: `owner` is empty and `due` None where nobody was told, nor when."""

    id: bytes
    what: str
    owner: str
    due: date | None
    meeting: bytes
    title: str  # of the meeting
    held: date


REQUEST = "请示"
"""The kind of document that waits for an answer."""


class DocumentFact(NamedTuple):
    """A document that waits: a 请示 (`asks`) without an answer, sent on `day`, or one that is to be dealt with by `due`.

    Of one whose number another bears too, `twice` is that number, and nothing else is told. A `sheet` of the college waits to
    be handed in; `wanted` is the day that the college named for it.
    """

    id: bytes
    title: str
    asks: bool = False
    day: date | None = None
    due: date | None = None
    twice: str = ""
    sheet: bool = False
    wanted: date | None = None


class HoursFact(NamedTuple):
    """Who has not done the study hours that the year asks of them: by how many half hours, and by which clause."""

    member: bytes
    name: str
    behind: int
    clause: str


class FaultFact(NamedTuple):
    """What is to be put right, and nobody did yet: `owner` is empty and `due` None where nobody was told, nor when."""

    id: bytes
    problem: str
    owner: str
    due: date | None
    year: int


class FrameworkFact(NamedTuple):
    """A framework that is adopted and not closed, with what is to be handed in next in it, and by when, if anything is."""

    id: bytes
    name: str
    milestone: str = ""
    due: date | None = None


UNREAD = "unread"
"""Stands for the number of a finding where a framework can't be read."""


class FindingFact(NamedTuple):
    """What somebody who checks a framework would find: its number (e6), that in words, and the thing to open."""

    number: str
    words: str
    open: tuple[str, bytes]


class NewerFact(NamedTuple):
    """A newer file of a framework: its version, and in words what it has otherwise."""

    version: int
    words: str


class StandingFact(NamedTuple):
    """How a framework stands: its gaps, in words; its points that are to be done by a day and are not, with that day, the
    earliest first; what would be found, at most one of a number; and the newer file that ships, if any."""

    framework: bytes
    name: str
    gaps: Sequence[str] = ()
    points: Sequence[tuple[str, date]] = ()
    findings: Sequence[FindingFact] = ()
    newer: NewerFact | None = None


class Facts(NamedTuple):
    """What the board is decided by; meetings and reports in the order in which they are listed at the same time.

    `planned` need not hold what begins at `planned_before` or later, `unreported` not what was held before `news_since`,
    `held` no day before `counted_since`. Who needs no record or report is in neither.
    """

    planned: Sequence[MeetingFact] = ()
    unrecorded: Sequence[MeetingFact] = ()  # held, and the record is not complete
    unreported: Sequence[MeetingFact] = ()  # held, and no report was drafted from it
    reports: Sequence[ReportFact] = ()  # still to be handed in
    outlets: Mapping[str, int] = {}  # outlet → within how many hours after a meeting it wants its report
    actions: Sequence[ActionFact] = ()  # agreed, and not done yet
    faults: Sequence[FaultFact] = ()  # found, and not put right yet
    reopened: Sequence[tuple[MeetingFact, str]] = ()  # filed once, complete, and not filed again; why it was opened
    done: Sequence[MeetingFact] = ()  # held in this month
    handed_in: Sequence[ReportFact] = ()  # in this month
    held: Mapping[str, Sequence[date]] = {}  # kind → the days on which it was held
    first_held: Mapping[str, date] = {}  # kind → the day on which it was first held
    held_in: Mapping[tuple[str, str], Sequence[date]] = {}  # the same of each group: (kind, key of the group) → days
    bodies: Callable[[date], Bodies] = lambda day: Bodies()  # what there was in the branch on a day
    probationary: Sequence[ProbationFact] = ()  # of whom it is known since when
    developing: Sequence[DevelopingFact] = ()  # probationary members among them
    development_rules: "Callable[[], DevelopmentRules] | None" = None  # asked for only where there are such people
    elected: tuple[bytes, date] | None = None  # the branch, and when its committee was elected, where that is known
    terms: Terms = USUAL_TERMS  # as the branch has marked them
    workdays: Callable[[date], Workdays] = lambda since: Workdays()  # from a day on; asked for where days are counted
    deadlines: "Callable[[], Mapping[DeadlineName, Deadline]]" = (
        dict  # asked for only where there is something they are for
    )
    posts: Sequence[PostFact] = ()
    post_rules: "Callable[[], PostRules] | None" = None  # asked for only where there are posts
    last_services: Callable[[], Mapping[bytes, date]] = dict  # the last day of each post's log, likewise
    clashes: Callable[[], Sequence[ClashFact]] = tuple  # of the services since `clashes_since`, likewise
    figures: Sequence[FigureFact] = ()  # of reports that were not handed in
    agreements: Sequence[tuple[bytes, str, date]] = ()  # contact, what the partner is called, last day
    documents: Sequence[DocumentFact] = ()  # that wait, as far back as `documents_since`
    frameworks: Sequence[FrameworkFact] = ()
    standings: Callable[[], Sequence[StandingFact]] = tuple  # asked for only where a framework is adopted
    hours: Callable[[], Sequence[HoursFact]] = tuple  # of this year; asked for only in its last quarter
    endless: Sequence[MeetingFact] = ()  # held this year, no end told, where the branch counts no hours of such
    appraised: Collection[int] = ()  # the years of which results of 民主评议 were written
    coverage: "Callable[[], Coverage] | None" = None  # who has still to talk in this year; asked for at its end
    year_rules: "Callable[[], YearRules] | None" = None  # asked for only where there is something they are for
    silenced: Collection[SilenceKey] = frozenset()  # what somebody wants to hear of no more
    bare: Sequence[tuple[MeetingFact, Sequence[str]]] = ()  # since `reasons_since`, not filed: away without a reason
    disagreements: Sequence[tuple[MeetingFact, str]] = ()  # a frozen list that the roster contradicts, and in what
    misstated: Sequence[tuple[MeetingFact, str]] = ()  # ballots that a text or the roll contradicts, and in what


def horizon(today: date) -> datetime:
    """Meetings planned from here on are not told of yet."""
    return midnight(today) + timedelta(_AHEAD + 1)


def planned_before(today: date, terms: Terms = USUAL_TERMS) -> datetime:
    """Meetings planned from here on count for nothing yet: they lie behind the horizon and behind every period."""
    ends = [period_of(today, "term", terms)[1], period_of(today, "year")[1]]
    return max(horizon(today), midnight(max(ends) + timedelta(1)))


def news_since(today: date) -> date:
    """The first day whose meetings are still news."""
    return today - timedelta(_BACK)


def documents_since(today: date) -> date:
    """The first day from which on a document is told of that was sent then, or due then."""
    return today - timedelta(_DOCUMENTS_BACK)


def reasons_since(today: date) -> date:
    """The first day of whose meetings it is asked why people were away."""
    return today - timedelta(_REASONS_BACK)


def clashes_since(today: date) -> date:
    """The first day whose services are held against each other, and against meetings."""
    return today - timedelta(_CLASHES_BACK)


def counted_since(today: date) -> date:
    """The first day of the longest period that comes before the one of `today`, wherever terms begin."""
    return date(today.year - 1, 1, 1)


def midnight(day: date) -> datetime:
    """The moment a day begins."""
    return datetime.combine(day, time.min)
