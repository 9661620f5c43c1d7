"""The six stations of a meeting: how far each is, what is missing, and what is to be done next."""

from collections.abc import Mapping, Sequence
from typing import Literal

from branchtui.rules.meetings import HELD, MeetingState
from branchtui.rules.reports.states import HANDED_IN, ReportState
from branchtui.values import NamedTuple

Progress = Literal["done", "begun", "open", "waiting", "na"]
_Judged = tuple[Progress, str, str]  # how far, why, what is left

NAMES = {
    "materials": "材料准备",
    "agenda": "议程安排",
    "attendance": "人员考勤",
    "minutes": "会议记录",
    "news": "新闻报道",
    "archive": "档案归档",
}
SHORT = {
    "materials": "准备",
    "agenda": "安排",
    "attendance": "考勤",
    "minutes": "记录",
    "news": "报道",
    "archive": "归档",
}
HEADS = "备排勤记报档"  # a character for each, where a sign stands below it
READY = "可以归档"
REOPENED = "归档后重新打开，改完再归档"
STAGES = {"before": ("materials", "agenda"), "during": ("attendance", "minutes"), "after": ("news", "archive")}


class MeetingFacts(NamedTuple):
    """What the stations are judged by."""

    state: MeetingState
    materials: int
    items: int
    written: int  # of the items, those that have a record
    place: bool  # whether it is known
    host: bool
    expected: int  # people on the frozen list; none before the meeting was held
    unmarked: int  # of them, those whom nobody has marked yet
    bare: int  # of them, those who were away without the reason that this needs
    report_states: Sequence[ReportState]
    reopened: bool = False  # it was filed, and opened again


class StationState(NamedTuple):
    """`why` says what is missing, what was done, or why the station does not apply; `left` how much there is to do.

    `begun` is something and not all; `waiting` is what can't be worked on yet, or not any more: no debt.
    """

    key: str
    name: str
    progress: Progress
    why: str
    left: str = ""

    @property
    def state(self) -> Literal["open", "done", "na"]:
        """How far it is, in three words."""
        return self.progress if self.progress in ("done", "na") else "open"


class Step(NamedTuple):
    """What is to be done next: at which station, in two or three characters, and what is known about it.

    `key` is that of the station, or `hold` for a planned meeting whose time has come, `wait` for one whose time has
    not, `none` where everything is done.
    """

    key: str
    words: str
    why: str

    @property
    def told(self) -> str:
        """All of it."""
        return f"{self.words}（{self.why}）" if self.why else self.words


def station_states(facts: MeetingFacts, not_applicable: Mapping[str, str]) -> list[StationState]:
    """The six stations in order. A stored "does not apply" carries its reason and wins."""
    judged: dict[str, _Judged] = {
        "materials": _materials(facts),
        "agenda": _agenda(facts),
        "attendance": _attendance(facts),
        "minutes": _minutes(facts),
        "news": _news(facts),
    }
    written = "minutes" in not_applicable or judged["minutes"][0] == "done"
    judged["archive"] = _archive(facts, written)
    return [
        StationState(key, name, "na", not_applicable[key])
        if key in not_applicable
        else _as_of_now(StationState(key, name, *judged[key]), facts.state)
        for key, name in NAMES.items()
    ]


def _as_of_now(station: StationState, state: MeetingState) -> StationState:
    """What can't be worked on in this state of the meeting waits."""
    closed = state == "cancelled" or (state == "filed" and station.key != "news")
    return station._replace(progress="waiting") if closed and station.state == "open" else station


_BEFORE = (("agenda", "排议程"), ("materials", "加材料"))
_AFTER = (
    ("attendance", "点名"),
    ("minutes", "写记录"),
    _BEFORE[0],
    ("news", "写新闻稿"),
    _BEFORE[1],
    ("archive", "归档"),
)


def next_step(state: MeetingState, stations: Sequence[StationState], *, come: bool) -> Step | None:
    """What is to be done next about a meeting; None for a cancelled one. `come` says whether its time has come.

    What was missing before the meeting comes behind the roll and the record: it can only be made up for.
    """
    if state == "cancelled":
        return None
    if state == "planned" and come:
        return Step("hold", "召开", "时间已到")
    there = {station.key: station for station in stations}
    for key, words in _AFTER if state in HELD else _BEFORE:
        station = there[key]
        if station.progress in ("open", "begun"):
            return Step(key, words, station.left)
    return Step("none", "看纸面", "都办完了") if state in HELD else Step("wait", "看纸面", "等到开会")


def _archive(facts: MeetingFacts, written: bool) -> _Judged:
    if facts.state == "filed":
        return "done", "已归档", ""
    if facts.state not in HELD or not written:
        return "waiting", "记录完成后归档", ""
    return ("open", REOPENED, "归档后重新打开过") if facts.reopened else ("open", READY, "")


def _materials(facts: MeetingFacts) -> _Judged:
    return ("done", f"{facts.materials} 份", "") if facts.materials else ("open", "还没有学习材料", "")


def _agenda(facts: MeetingFacts) -> _Judged:
    missing = [
        word for word, value in (("议程", facts.items), ("地点", facts.place), ("主持人", facts.host)) if not value
    ]
    if not missing:
        return "done", f"{facts.items} 项", ""
    lacks = f"缺{'、'.join(missing)}"
    return "begun" if len(missing) < 3 else "open", lacks, lacks


def _attendance(facts: MeetingFacts) -> _Judged:
    if facts.state not in HELD:
        return "waiting", "开会时登记", ""
    if not facts.expected:
        return "open", "应到名单上没有人", "应到名单上没有人"
    left = f"还有 {facts.unmarked} 人"
    if facts.unmarked == facts.expected:
        return "open", "还没有点名", left
    if facts.unmarked:
        return "begun", f"{facts.unmarked} 人还没有点名", left
    if facts.bare:
        return "begun", f"{facts.bare} 人缺席未写原因", f"{facts.bare} 人未写原因"
    return "done", f"{facts.expected} 人已登记", ""


def _minutes(facts: MeetingFacts) -> _Judged:
    if facts.state not in HELD:
        return "waiting", "会后填写", ""
    if not facts.items:
        return "waiting", "还没有议程项", ""
    empty = facts.items - facts.written
    if not empty:
        return "done", f"{facts.items} 项已记录", ""
    return "begun" if facts.written else "open", f"{empty} 项没有记录", f"还有 {empty} 项"


def _news(facts: MeetingFacts) -> _Judged:
    if any(state in HANDED_IN for state in facts.report_states):
        return "done", "已投稿", ""
    if facts.report_states:
        return "begun", "有草稿，未投稿", "有草稿，未投稿"
    return "open" if facts.state in HELD else "waiting", "还没有新闻稿", ""
