"""The six stations of a meeting: which are done, which are open, and what is missing."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from branchtui.rules.attendance import NEEDS_REASON, UNMARKED, AttendanceState
from branchtui.rules.meetings import HELD, MeetingState
from branchtui.rules.reports import HANDED_IN, ReportState

NAMES = {
    "materials": "材料准备",
    "agenda": "议程安排",
    "attendance": "人员考勤",
    "minutes": "会议记录",
    "news": "新闻报道",
    "archive": "档案归档",
}
READY = "可以归档"
STAGES = {"before": ("materials", "agenda"), "during": ("attendance", "minutes"), "after": ("news", "archive")}


class MeetingFacts(NamedTuple):
    """What the stations are judged by."""

    state: MeetingState
    materials: int
    items: int
    place: str
    host: str
    attendance: Sequence[tuple[AttendanceState, str]]  # (state, reason)
    records: Sequence[str]
    report_states: Sequence[ReportState]


class StationState(NamedTuple):
    """`why` says what is missing, what was done, or why the station does not apply."""

    key: str
    name: str
    state: Literal["open", "done", "na"]
    why: str


def station_states(facts: MeetingFacts, not_applicable: Mapping[str, str]) -> list[StationState]:
    """The six stations in order. A stored "does not apply" carries its reason and wins."""
    judged = {
        "materials": _materials(facts),
        "agenda": _agenda(facts),
        "attendance": _attendance(facts),
        "minutes": _minutes(facts),
        "news": _news(facts),
    }
    written = "minutes" in not_applicable or judged["minutes"][0]
    judged["archive"] = _archive(facts, written)
    return [
        StationState(key, name, "na", not_applicable[key])
        if key in not_applicable
        else StationState(key, name, "done" if judged[key][0] else "open", judged[key][1])
        for key, name in NAMES.items()
    ]


def _archive(facts: MeetingFacts, written: bool) -> tuple[bool, str]:
    if facts.state == "filed":
        return True, "已归档"
    return False, READY if facts.state in HELD and written else "记录完成后归档"


def _materials(facts: MeetingFacts) -> tuple[bool, str]:
    return (True, f"{facts.materials} 份") if facts.materials else (False, "还没有学习材料")


def _agenda(facts: MeetingFacts) -> tuple[bool, str]:
    missing = [
        word for word, value in (("议程", facts.items), ("地点", facts.place), ("主持人", facts.host)) if not value
    ]
    return (False, f"缺{'、'.join(missing)}") if missing else (True, f"{facts.items} 项")


def _attendance(facts: MeetingFacts) -> tuple[bool, str]:
    if facts.state not in HELD:
        return False, "开会时登记"
    unmarked = sum(state == UNMARKED for state, _ in facts.attendance)
    if unmarked:
        return False, f"{unmarked} 人还没有点名" if unmarked < len(facts.attendance) else "还没有点名"
    bare = sum(state in NEEDS_REASON and not reason for state, reason in facts.attendance)
    return (False, f"{bare} 人缺席未写原因") if bare else (True, f"{len(facts.attendance)} 人已登记")


def _minutes(facts: MeetingFacts) -> tuple[bool, str]:
    if facts.state not in HELD:
        return False, "会后填写"
    empty = sum(not record.strip() for record in facts.records)
    if not facts.records:
        return False, "还没有议程项"
    return (False, f"{empty} 项没有记录") if empty else (True, f"{len(facts.records)} 项已记录")


def _news(facts: MeetingFacts) -> tuple[bool, str]:
    if any(state in HANDED_IN for state in facts.report_states):
        return True, "已投稿"
    return False, "有草稿，未投稿" if facts.report_states else "还没有新闻稿"
