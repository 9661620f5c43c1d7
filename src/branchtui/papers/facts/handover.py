"""What the list of a handover says: how the branch stands, what is open, what goes with it and what stays behind."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class KindFact:
    """Of a kind of meeting, how many were held in the year and how many of these are filed."""

    kind: str
    held: int
    filed: int


@dataclass(frozen=True, slots=True)
class PostFact:
    """A post, what it is, and who holds it."""

    name: str
    state: str
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenFact:
    """Something that is open: in which group it stands, and by when it is to be done, as people read it."""

    group: str
    what: str
    when: str


@dataclass(frozen=True, slots=True)
class AgreedFact:
    """What a meeting agreed that is not done. `owner` may be empty, `due` None."""

    what: str
    owner: str
    due: date | None


@dataclass(frozen=True, slots=True)
class WaitingFact:
    """A document that waits: a request for its answer, or what is not done. `number` may be empty, the days None."""

    what: str
    title: str
    number: str
    day: date | None
    due: date | None


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """Who hands over to whom on which day. Names that nobody told are empty; `roster` counts by standing.

    `committee` are (office, name), `unfiled` (day, kind, title) of meetings, `giver_offices` what the roster says of who hands over. `files` go along, (what,
    where); `leftovers` are to be wiped on the old machine, (what, path); `folder` is the shared folder, if any, `college`
    the number of the branch on its college's server.
    """

    branch: str
    unit: str
    giver: str
    taker: str
    day: date
    roster: tuple[tuple[str, int], ...]
    committee: tuple[tuple[str, str], ...]
    giver_offices: tuple[str, ...]
    meetings: tuple[KindFact, ...]
    unfiled: tuple[tuple[date, str, str], ...]
    posts: tuple[PostFact, ...]
    reports: tuple[tuple[str, str], ...]
    open: tuple[OpenFact, ...]
    agreed: tuple[AgreedFact, ...]
    waiting: tuple[WaitingFact, ...]
    conflicts: int
    files: tuple[tuple[str, str], ...]
    folder: str
    college: int | None
    leftovers: tuple[tuple[str, str], ...]
