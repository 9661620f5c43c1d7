"""What the papers of a year are made of: plan, study hours, archive."""

from dataclasses import dataclass
from datetime import date


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
