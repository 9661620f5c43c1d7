"""News reports: the states that one goes through, which follow which, and who signs."""

from typing import Literal

from branchtui.errors import BranchError

ReportState = Literal["draft", "review", "submitted", "published", "returned"]

STATES = {"draft": "草稿", "review": "送审", "submitted": "已投稿", "published": "已刊发", "returned": "退回"}
OPEN: tuple[ReportState, ...] = ("draft", "review", "returned")
"""Those in which a report has still to be handed in."""

HANDED_IN: frozenset[ReportState] = frozenset({"submitted", "published"})
FOLLOWS: dict[ReportState, frozenset[ReportState]] = {
    "draft": frozenset({"review", "submitted"}),
    "review": frozenset({"draft", "submitted", "returned"}),
    "submitted": frozenset({"published", "returned"}),
    "published": frozenset(),
    "returned": frozenset({"draft", "review", "submitted"}),
}
"""Which states may come next."""

FACTS = {
    "branch": "支部",
    "unit": "单位",
    "kind": "类型",
    "title": "题目",
    "when": "时间",
    "place": "地点",
    "host": "主持人",
    "expected": "应到",
    "present": "实到",
    "leaders": "出席的支委",
    "guests": "列席",
    "speakers": "主讲",
    "audience": "听众",
    "post": "岗位",
    "holders": "任岗",
    "services": "服务次数",
    "hours": "服务时长",
    "served": "服务人次",
    "partner": "共建单位",
    "students": "学生",
    "who": "谁的",
    "honour": "荣誉成果",
    "grade": "等次",
    "level": "级别",
    "issuer": "授予单位",
    "held": "召开的会议",
}
"""What each fact that is written into a draft is called, by key."""

ROLES = ("文", "图", "审核", "责编")
"""The by-lines that a new report has."""


def state_after(now: ReportState, wanted: str) -> ReportState:
    """`wanted` as the state that a report goes to from `now`. Raises BranchError where there is no such state or way."""
    state = next((each for each in FOLLOWS if each == wanted), None)
    if state is None:
        raise BranchError(f"没有“{wanted}”这种状态。可选：{'、'.join(STATES.values())}。")
    if state not in FOLLOWS[now]:
        raise BranchError(f"新闻稿现在是“{STATES[now]}”，不能直接改为“{STATES[state]}”。")
    return state
