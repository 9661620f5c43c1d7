"""What the board of 今天 shows: duties that are due or overdue, and contradictions with the record."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do, by when. `open` names the thing to open, (kind of thing, id), `plan` the kind to plan, if any.

    `mend` is the meeting whose frozen list does not agree with the roster, where it is that.
    """

    duty: str
    period: str
    clause: str
    open: tuple[str, bytes] | None = None
    plan: str = ""
    mend: bytes | None = None


@dataclass(frozen=True, slots=True)
class Board:
    overdue: tuple[Duty, ...] = field(default=())
    due: tuple[Duty, ...] = field(default=())
    contradictions: tuple[Duty, ...] = field(default=())
