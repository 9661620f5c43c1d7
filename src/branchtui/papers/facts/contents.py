"""What the contents page of a meeting's folder says."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class FiledFact:
    """One file of the folder: `name` with its folder within, what it is, the day it bears if that is known, its extent."""

    name: str
    what: str
    day: date | None = None
    extent: str = ""  # 3页, 1张, 1份
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ContentsFacts:
    """A filed meeting: the files that are there, what is missing and why, and what does not apply and why."""

    branch: str
    kind: str
    ordinal: str
    title: str
    start: datetime
    end: datetime | None
    files: tuple[FiledFact, ...] = ()
    missing: tuple[str, ...] = ()
    not_applicable: tuple[tuple[str, str], ...] = ()  # (station, reason)
