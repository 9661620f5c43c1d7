"""What a news report is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class FigureFact:
    """One figure of a report: `sha` names its picture, '' while there is none; `name` and `pixels` are the picture's.

    `machine` is what the computer is called that the picture came from, '' where that is not known.
    """

    sha: str = ""
    caption: str = ""
    name: str = ""
    pixels: tuple[int, int] = (0, 0)
    machine: str = ""


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
