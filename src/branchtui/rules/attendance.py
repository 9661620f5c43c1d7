"""Attendance: the states, what they count as, and the head count of a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass

STATES = {
    "present": "到",
    "late": "迟到",
    "left_early": "早退",
    "online": "线上",
    "excused": "请假",
    "absent": "缺席",
    "exempt": "免计",
}
HERE = frozenset({"present", "late", "left_early", "online"})
NEEDS_REASON = frozenset({"excused", "absent", "exempt"})
REASONS = ("因公出差", "因病请假", "有课", "事假", "产假", "出国（境）", "长期病休")


@dataclass(frozen=True, slots=True)
class HeadCount:
    """应到, 实到, 请假, 缺席, 免计 (免计 leaves 应到), and the same for those who may vote."""

    expected: int
    present: int
    excused: int
    absent: int
    exempt: int
    voters: int
    voters_present: int


def head_count(people: Iterable[tuple[str, bool]]) -> HeadCount:
    """Counts (state, may vote) pairs. Expected is everyone but the exempt (支部工作条例 art. 11 counts 应到)."""
    rows = list(people)
    states = [state for state, _ in rows]
    counted = [(state, votes) for state, votes in rows if state != "exempt"]
    return HeadCount(
        expected=len(counted),
        present=sum(state in HERE for state in states),
        excused=states.count("excused"),
        absent=states.count("absent"),
        exempt=states.count("exempt"),
        voters=sum(votes for _, votes in counted),
        voters_present=sum(votes and state in HERE for state, votes in counted),
    )


def split_absence(text: str) -> tuple[str, str, str]:
    """`姓名[#尾号][:原因]` → (name, state, reason): with a reason it is 请假, without one 缺席."""
    name, _, reason = text.replace("：", ":").partition(":")
    return name.strip(), "excused" if reason.strip() else "absent", reason.strip()
