"""Services of posts: their states, how much one day holds, and what can't both be true."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Literal

from branchtui.errors import BranchError
from branchtui.rules.text.chinese_time import near_day
from branchtui.values import NamedTuple

ServiceState = Literal["planned", "done", "cancelled"]
SignUpState = Literal["signed", "came", "absent"]
Source = Literal["self", "peer", "public", "branch"]
Measure = Literal["hours", "served", "services", "result"]

STATES = {"planned": "已安排", "done": "已服务", "cancelled": "已取消"}
SIGN_UPS = {"signed": "已报名", "came": "参加", "absent": "未参加"}
SOURCES = {"self": "自评", "peer": "互评", "public": "群众评议", "branch": "支部评定"}
MEASURES: dict[Measure, str] = {"hours": "时长", "served": "服务人次", "services": "服务次数", "result": "成效"}

MOST_A_DAY = 16  # half hours of one person over all posts
MOST_FIGURE = 1_000_000  # people, or things, of one service


class Stretch(NamedTuple):
    """When a service was, as far as anybody told; `words` say to a person which one it is."""

    begins: str  # HH:MM, or empty
    ends: str  # HH:MM, or empty
    half_hours: int
    words: str


class Presence(NamedTuple):
    """A meeting at which the roll says that the person was present; no end where nobody told it."""

    begins: datetime
    ends: datetime | None
    words: str


def hours_words(half_hours: int) -> str:
    """2 小时, 1.5 小时"""
    return f"{half_hours // 2}{'.5' if half_hours % 2 else ''} 小时"


def half_hours_of(minutes: int) -> int:
    """How many half hours so many minutes are. Raises BranchError where they are none, or not whole ones."""
    if minutes <= 0:
        raise BranchError("时长要大于 0，请写成“1.5小时”或“下午2点到4点”的样子。")
    if minutes % 30:
        lower, upper = hours_words(minutes // 30), hours_words(minutes // 30 + 1)
        near = f"{lower}或 {upper}" if minutes > 30 else upper
        raise BranchError(f"时长按半小时记，{_minutes(minutes)}请写明记作 {near}（如“1.5小时”）。")
    return minutes // 30


def refuse_length(half_hours: int, times: str = "") -> None:
    """Raises BranchError for a service that is longer than a day's most; it tells the `times` as they were understood."""
    if half_hours > MOST_A_DAY:
        raise BranchError(
            f"一天最多记 {hours_words(MOST_A_DAY)}，这一条{times}有 {hours_words(half_hours)}，请核对时间。"
        )


def over_a_day(half_hours: int, others: int, who: str, day: date, today: date) -> str:
    """Why a service of so many half hours has no room beside the others of one person's day; empty where it has."""
    if half_hours + others <= MOST_A_DAY:
        return ""
    return (
        f"{who} {near_day(day, today)}已记 {hours_words(others)}，加上这 {hours_words(half_hours)}共 "
        f"{hours_words(half_hours + others)}，超过一天 {hours_words(MOST_A_DAY)}，请核对。"
    )


def overlap(one: Stretch, other: Stretch) -> bool:
    """Whether two services of one person and one day were at one time; False where the time of either is not known."""
    first, second = _minutes_of(one), _minutes_of(other)
    return first is not None and second is not None and first[0] < second[1] and second[0] < first[1]


def at_meeting(day: date, service: Stretch, meeting: Presence) -> bool:
    """Whether a service was while the person was at a meeting.

    Of a meeting without a known end only the start counts (data.md, "Never assumed").
    """
    span = _minutes_of(service)
    if span is None:
        return False
    midnight = datetime.combine(day, time())
    begins, ends = (midnight + timedelta(minutes=minutes) for minutes in span)
    if meeting.ends is None:
        return begins <= meeting.begins < ends
    return begins < meeting.ends and meeting.begins < ends


def contradictions(day: date, services: Iterable[Stretch], meetings: Iterable[Presence]) -> list[tuple[str, str]]:
    """The pairs of things of one person and one day that can't both be as they are written, by their words."""
    listed, present = list(services), list(meetings)
    return [
        (one.words, other.words) for at, one in enumerate(listed) for other in listed[at + 1 :] if overlap(one, other)
    ] + [(one.words, meeting.words) for one in listed for meeting in present if at_meeting(day, one, meeting)]


def _minutes_of(service: Stretch) -> tuple[int, int] | None:
    """From and to in minutes of the day; the end of one that has none told follows from its length."""
    if not service.begins:
        return None
    begins = minutes_of(service.begins)
    return begins, minutes_of(service.ends) if service.ends else begins + 30 * service.half_hours


def minutes_of(clock: str) -> int:
    """The minutes of the day of HH:MM."""
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def _minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return (f"{hours} 小时" if hours else "") + (f" {rest} 分钟" if hours and rest else f"{rest} 分钟" if rest else "")
