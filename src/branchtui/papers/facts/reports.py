"""What a news report is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class FigureFact:
    """One figure of a report: `sha` names its picture, '' while there is none; `name` and `pixels` are the picture's.

    `machine` is what the computer is called that the picture came from, '' where that is not known. `width` is how wide
    it shall be, in percent of the column; None as wide as the profile lets it be.
    """

    sha: str = ""
    caption: str = ""
    name: str = ""
    pixels: tuple[int, int] = (0, 0)
    machine: str = ""
    width: int | None = None


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
class StepFact:
    """One step of a report's review; what nobody told is empty."""

    step: str
    name: str = ""
    opinion: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """A report that is to be approved: `length` as editors count, `figures` how many there are."""

    branch: str
    title: str
    unit: str
    writers: str
    photographers: str
    outlet: str
    dated: date | None
    length: int
    figures: int
    steps: tuple[StepFact, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedFigure:
    """A figure that is handed in: `file` is what its picture is called in the folder, '' while there is none."""

    number: int
    file: str
    caption: str


@dataclass(frozen=True, slots=True)
class HandedInFacts:
    """A report as it is handed in on `day`; `contact` and `phone` are those of who is to be asked about it."""

    branch: str
    title: str
    unit: str
    outlet: str
    send_to: str
    contact: str
    phone: str
    day: date | None
    length: int
    figures: tuple[HandedFigure, ...] = ()
