"""Stored values in words."""

from typing import Any

from branchtui.rules.attendance import STATES as ATTENDANCE
from branchtui.rules.meetings import STATES as MEETING_STATES
from branchtui.rules.posts.chain import STATES as POST_STATES
from branchtui.rules.reports.states import STATES as REPORT_STATES
from branchtui.rules.roster import STANDINGS
from branchtui.rules.voting.kinds import CASES
from branchtui.rules.year.dues import SORTS as DUES
from branchtui.store.models.year import GRADES

_STATIONS = {"open": "待办", "done": "完成", "na": "不适用"}
_GRADES = {grade or "ungraded": words for grade, words in GRADES.items()}
_WORDS: dict[str, dict[Any, str]] = {
    "standing": STANDINGS,
    "state": {**MEETING_STATES, **REPORT_STATES, **POST_STATES, **ATTENDANCE, **_STATIONS},
    "late": {True: "补记", False: ""},
    "consent": {True: "同意署名", False: "没有同意署名"},
    "counted": {True: "计入年度学时", False: ""},
    "ground": CASES,
    "due": DUES,
    "grade": _GRADES,
    "voted": {True: "支部大会已通过", False: "支部大会没有通过"},
    "votes": {True: "有表决权", False: "无表决权"},
}


def masked(phone: str) -> str:
    """A telephone number as it leaves the app: the first and the last figures."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 7 else phone


def in_words(key: str, value: Any) -> str:
    """A value in words: a state, a standing, a yes or no as what it means there; everything else as it is."""
    if isinstance(value, list):
        return "、".join(value)
    return "" if value is None else _WORDS.get(key, {}).get(value, str(value))
