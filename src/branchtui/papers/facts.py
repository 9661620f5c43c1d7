"""Plain facts that papers are made of. The workflows fill them from the store; papers never query.

Texts are as entered; an empty one is printed as an honest blank. `state` words are those of `rules`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from branchtui.rules.attendance import AttendanceState, HeadCount, head_count
from branchtui.rules.meetings import HELD, MeetingState, Who
from branchtui.rules.minutes_text import bare_resolution


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
    name: str
    position: str = ""


@dataclass(frozen=True, slots=True)
class MaterialFact:
    title: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class ItemFact:
    """One agenda item: `record` holds `姓名：` lines, `minutes` is the planned length."""

    title: str
    presenter: str = ""
    minutes: int | None = None
    record: str = ""
    resolution: str = ""


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
    first_topic: str = ""
    requirements: str = ""
    closing: str = ""
    recorded_on: date | None = None
    verb: str = "召开"  # of the kind, as are the two that follow
    activity: str = ""  # what a notice calls it behind its subject, where it does
    who: Who = "members"

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
    def has_resolution(self) -> bool:
        return any(bare_resolution(item.resolution) for item in self.items)


@dataclass(frozen=True, slots=True)
class FigureFact:
    """One figure of a report: `sha` names its picture, '' while there is none; `name` and `pixels` are the picture's."""

    sha: str = ""
    caption: str = ""
    name: str = ""
    pixels: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A news report. `figures` are keyed by the N of their `【图N】` mark; `bylines` are (role, names)."""

    title: str
    body: str
    branch: str
    kicker: str = ""
    subtitles: tuple[str, ...] = ()
    unit: str = ""
    dated: date | None = None
    editors_note: str = ""
    figures: Mapping[int, FigureFact] = field(default_factory=dict)
    bylines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlanItemFact:
    """One line of a study plan."""

    schedule: str = ""
    kind: str = ""
    theme: str = ""
    materials: tuple[str, ...] = ()
    preparer: str = ""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A term's or a year's study plan; `day` is the day it is printed for."""

    branch: str
    title: str
    first_day: date
    last_day: date
    day: date
    items: tuple[PlanItemFact, ...] = ()


@dataclass(frozen=True, slots=True)
class HoursRow:
    """One person's study hours: one figure for each column, and the target of the year (学时)."""

    name: str
    hours: tuple[float, ...]
    target: float

    @property
    def total(self) -> float:
        return sum(self.hours)


@dataclass(frozen=True, slots=True)
class HoursFacts:
    """The study hours of a branch in a year; `columns` name the kinds of study."""

    branch: str
    year: int
    day: date
    columns: tuple[str, ...]
    rows: tuple[HoursRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """One paper of a folder."""

    title: str
    day: date | None = None
    pages: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    """The contents of a folder, e.g. of one meeting's papers."""

    branch: str
    title: str
    day: date
    entries: tuple[ArchiveEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class HolderFact:
    """Who holds a post, and for which days."""

    name: str
    from_day: date | None = None
    to_day: date | None = None


@dataclass(frozen=True, slots=True)
class PostFacts:
    """A 示范岗. `state` is the Chinese word; `duties` one each; `pledge` as written."""

    branch: str
    name: str
    day: date
    number: str = ""
    category: str = ""
    basis: str = ""
    duties: tuple[str, ...] = ()
    serves: str = ""
    pledge: str = ""
    holders: tuple[HolderFact, ...] = ()
    public_from: date | None = None
    public_to: date | None = None
    awarded_on: date | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row of a service log; `served` counts persons, `result` is figure and unit as written."""

    day: date
    span: str = ""
    hours: float = 0.0
    what: str = ""
    whom: str = ""
    served: int | None = None
    result: str = ""
    verifier: str = ""


@dataclass(frozen=True, slots=True)
class LogFacts:
    """The service log of a post over some days."""

    post: PostFacts
    first_day: date
    last_day: date
    rows: tuple[LogRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreFact:
    """One score of a review and its weight in percent."""

    label: str
    weight: float
    score: float | None = None


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """A review of a post: `total` and `grade` are computed by the rules and None or '' while scores are missing."""

    post: PostFacts
    first_day: date
    last_day: date
    scores: tuple[ScoreFact, ...] = ()
    total: float | None = None
    grade: str = ""
    opinion: str = ""
