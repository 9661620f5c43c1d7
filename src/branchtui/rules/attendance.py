"""Attendance: the states, what they count as, and the head count of a meeting."""

import re
from collections.abc import Iterable
from typing import Literal

from branchtui.rules.text.digits import decimal
from branchtui.values import NamedTuple

AttendanceState = Literal["present", "late", "left_early", "online", "excused", "absent", "exempt", "unmarked"]

PRESENT: AttendanceState = "present"
UNMARKED: AttendanceState = "unmarked"  # until somebody takes the roll
STATES = {
    "present": "到",
    "late": "迟到",
    "left_early": "早退",
    "online": "线上",
    "excused": "请假",
    "absent": "缺席",
    "exempt": "免计",
    UNMARKED: "未点名",
}
HERE: frozenset[AttendanceState] = frozenset({"present", "late", "left_early", "online"})
REASONS = {
    "excused": ("因公出差", "病假", "事假", "有课", "产假", "出国（境）"),
    "absent": ("无故缺席", "没有请假", "联系不上"),
    "exempt": ("出国（境）", "产假", "长期病休", "借调"),
}
_COUNTED = r"(\D*?)\s*(\d+)\s*[人名位]?(\D*)"  # compiled by the first text
NEEDS_REASON = frozenset(REASONS)


def before_the_roll(away: str) -> tuple[AttendanceState, str]:
    """State and reason of an expected person when a meeting is held: who is `away` for long is 请假 with that reason."""
    return ("excused", away) if away else (UNMARKED, "")


class HeadCount(NamedTuple):
    """应到, 实到, 请假, 缺席, 免计, 未点名, and the base and the presence of those who may vote.

    免计 takes a person out of the attendance's 应到 only: it changes no base of a vote, so `voters` holds those too
    (`voters_exempt` says how many they are). While somebody is 未点名, what was marked so far is not the whole.
    """

    expected: int
    present: int
    excused: int
    absent: int
    exempt: int
    unmarked: int
    voters: int
    voters_present: int
    voters_exempt: int

    @property
    def roll_taken(self) -> bool:
        """Whether nobody who is expected is left 未点名."""
        return self.unmarked == 0

    @property
    def quorate(self) -> bool:
        """Whether more than half of those who may vote are here."""
        return 2 * self.voters_present > self.voters


def head_count(people: Iterable[tuple[AttendanceState, bool]]) -> HeadCount:
    """Counts (state, may vote) pairs (支部工作条例 art. 11 counts 应到)."""
    rows = list(people)
    states = [state for state, _ in rows]
    voters = [state for state, votes in rows if votes]
    return HeadCount(
        expected=len(states) - states.count("exempt"),
        present=sum(state in HERE for state in states),
        excused=states.count("excused"),
        absent=states.count("absent"),
        exempt=states.count("exempt"),
        unmarked=states.count(UNMARKED),
        voters=len(voters),
        voters_present=sum(state in HERE for state in voters),
        voters_exempt=voters.count("exempt"),
    )


def audience_from(text: str) -> tuple[int | None, str]:
    """How many listened, and who: 40, 40人, 本科生40人, 40名本科生, 40:本科生; the number is None where there is none."""
    words = text.strip()
    found = re.fullmatch(_COUNTED, words)
    if found is None or (count := decimal(found[2])) is None:
        return None, words
    return count, f"{found[1]}{found[3]}".strip(" ：:，,、")


def audience_words(count: int | None, who: str) -> str:
    """The same as it is written: 本科生40人."""
    return who if count is None else f"{who}{count}人"


def split_absence(text: str) -> tuple[str, AttendanceState, str]:
    """`姓名[#尾号][:原因]` → (name, state, reason): with a reason it is 请假, without one, or 无故, 缺席."""
    name, _, reason = text.replace("：", ":").partition(":")
    reason = reason.strip()
    unexcused = not reason or reason in REASONS["absent"] or "无故" in reason or "缺席" in reason
    return name.strip(), "absent" if unexcused else "excused", reason


def bare_reason(state: str, reason: str) -> str:
    """A reason as it stands beside its state's word, which it does not say again: 请假 + 因病请假 → 因病."""
    words = reason.strip()
    return words.removesuffix(STATES[state]) or words
