"""What a rule found: where, what, why, and what to write instead."""

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "hint"]
SEVERITIES: dict[Severity, str] = {"error": "错", "warning": "疑", "hint": "提示"}


class Mark(NamedTuple):
    """A place within one line, `start` to `end` in characters, and a sentence about it.

    `instead` is what to write there, None where a person has to decide; `safe` says that nothing else needs to change.
    """

    start: int
    end: int
    words: str
    instead: str | None = None
    safe: bool = False


class Finding(NamedTuple):
    """A mark of a rule in a draft; `part` and `line` name the text as `draft.Line` does, `said` is what stands there."""

    rule: str
    severity: Severity
    part: str
    line: int
    start: int
    end: int
    said: str
    words: str
    clause: str
    instead: str | None = None
    safe: bool = False
