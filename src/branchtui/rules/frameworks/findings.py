"""What a reviewer of the materials would find, each as a sentence with what to open; nothing here reads anything."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from branchtui.rules.frameworks.issuers import most_granted
from branchtui.rules.frameworks.judging import NeedState
from branchtui.rules.frameworks.things import LEVELS, Thing
from branchtui.rules.text.numerals import ONE_TO_TEN

Severity = Literal["e", "w", "h"]
SEVERITIES: dict[Severity, str] = {"e": "错误", "w": "注意", "h": "提示"}
Opens = tuple[str, bytes]
"""What to open: the table and id of a thing, or of a point."""

_LATE_SHARE = 0.1
_RECENT = 30  # days
_LONG_ENOUGH = 2 * _RECENT  # of a cycle: in a shorter one everything is recent
_POINTS = 3  # that one thing may serve
_AROUND = timedelta(hours=2)  # of an event, within which its photos are taken
_SAME = 40  # equal characters in two texts
_NUMERALS = {numeral: number for number, numeral in enumerate(ONE_TO_TEN, 1)} | {"两": 2}
_STUDENTS = frozenset(("helper_event", "partner_activity"))
_OF_STUDENTS = ("组织师生", "凝聚师生", "服务师生")
_LACKING = frozenset(("part", "missing"))
_NO_SUM = frozenset(("attendance",))  # measures of which those of several periods make no sum


class Finding(NamedTuple):
    """One of them: its rule (e1 … h2), the printed number of the point (empty: none), the sentence, and what to open."""

    rule: str
    number: str
    words: str
    opens: Opens

    @property
    def severity(self) -> Severity:
        """By the first letter of the rule."""
        return "e" if self.rule[0] == "e" else "w" if self.rule[0] == "w" else "h"


@dataclass(frozen=True, slots=True)
class PointSeen:
    """A point: `children` counts those right below it; `before` is its account in the cycle before, empty without one.

    `unfounded` are activities among its things for which a mark gives a reason.
    """

    id: bytes
    number: str
    title: str
    dim: str = ""
    depth: int = 1
    children: int = 0
    account: str = ""
    promised: str = ""
    before: str = ""
    things: tuple[Thing, ...] = ()
    needs: tuple[NeedState, ...] = ()
    reasoned: frozenset[Opens] = frozenset()


class HonourSeen(NamedTuple):
    """An honour among the materials, and how many files are attached to it."""

    id: bytes
    title: str
    level: str
    issuer: str
    scans: int


class PhotoSeen(NamedTuple):
    """A photo of an event: when it was taken, and from when to when the event was (None: the end was not told)."""

    thing: Opens
    name: str
    taken: datetime
    begins: datetime
    ends: datetime | None


class ActivitySeen(NamedTuple):
    """An activity with a partner, and the meeting that it names (no title: none)."""

    id: bytes
    title: str
    day: date
    place: str
    students: int
    meeting: str = ""
    meeting_day: date | None = None
    meeting_place: str = ""


@dataclass(frozen=True, slots=True)
class FrameworkSeen:
    """All that the rules look at. `is_brand`: the numeral in a title counts what stands below it."""

    first: date
    last: date
    today: date
    points: Sequence[PointSeen]
    is_brand: bool = False
    honours: Sequence[HonourSeen] = ()
    unlinked: Sequence[tuple[bytes, str]] = ()  # publications without a link: id, title
    photos: Sequence[PhotoSeen] = ()
    activities: Mapping[bytes, ActivitySeen] = field(default_factory=dict)


Rule = Callable[[FrameworkSeen], Iterable[Finding]]


def outside(seen: FrameworkSeen) -> Iterator[Finding]:
    """e1"""
    for point, thing in _each(seen):
        if thing.day is not None and not seen.first <= thing.day <= seen.last:
            said = f"“{thing.title}”的日期 {thing.day} 不在周期（{seen.first} 至 {seen.last}）里，请剔除或核对日期。"
            yield Finding("e1", point.number, said, (thing.table, thing.id))


def without_papers(seen: FrameworkSeen) -> Iterator[Finding]:
    """e2"""
    for point in seen.points:
        for state in point.needs:
            for gap in state.gaps:
                if gap.thing is not None:
                    said = f"{gap.words}：“{state.need.say}”要有记录和签到表，请补齐。"
                    yield Finding("e2", point.number, said, gap.thing)


def other_numbers(seen: FrameworkSeen) -> Iterator[Finding]:
    """e3"""
    for point in seen.points:
        totals = _totals(point)
        for number, more, unit in _numbers_in(point.account):
            counted = totals.get(unit)
            if counted and not any(_agrees(number, more, each) for each in counted):
                told = f"{number}{more}{unit}"
                said = f"完成情况写“{told}”，登记的是 {'、'.join(map(str, counted))} {unit}，请核对。"
                yield Finding("e3", point.number, said, ("point", point.id))


def differing(seen: FrameworkSeen) -> Iterator[Finding]:
    """e4"""
    for each in seen.activities.values():
        if not each.meeting:
            continue
        if each.meeting_day is not None and each.day != each.meeting_day:
            said = f"共建活动“{each.title}”写 {each.day}，会议“{each.meeting}”写 {each.meeting_day}，请核对日期。"
            yield Finding("e4", "", said, ("partner_activity", each.id))
        if each.place and each.meeting_place and each.place != each.meeting_place:
            said = f"共建活动“{each.title}”在“{each.place}”，会议“{each.meeting}”在“{each.meeting_place}”，请核对地点。"
            yield Finding("e4", "", said, ("partner_activity", each.id))


def only_words(seen: FrameworkSeen) -> Iterator[Finding]:
    """e5"""
    for point in seen.points:
        if point.account.strip() and not point.things and not point.children:
            said = f"“{point.title}”写了完成情况，没有一件佐证，请标记佐证（m）。"
            yield Finding("e5", point.number, said, ("point", point.id))


def honours_in_doubt(seen: FrameworkSeen) -> Iterator[Finding]:
    """e6"""
    for each in seen.honours:
        lacks = "、".join(
            words for words, there in (("扫描件", each.scans), ("授予单位", each.issuer.strip())) if not there
        )
        if lacks:
            yield Finding("e6", "", f"荣誉成果“{each.title}”没有{lacks}，请补上。", ("honour", each.id))
        most = most_granted(each.issuer)
        if most and each.level in LEVELS and LEVELS.index(each.level) > LEVELS.index(most):
            said = f"荣誉成果“{each.title}”记为{each.level}，授予单位“{each.issuer}”一般只授到{most}，请核对级别。"
            yield Finding("e6", "", said, ("honour", each.id))


def promises(seen: FrameworkSeen) -> Iterator[Finding]:
    """e7"""
    for point in seen.points:
        if not point.promised.strip() or point.account.strip():
            continue
        totals = _totals(point)
        short = [
            f"{number}{unit}"
            for number, _, unit in _numbers_in(point.promised)
            if unit in totals and max(totals[unit]) < number
        ]
        if short or any(state.state in _LACKING for state in point.needs):
            aim = f"“{'、'.join(short)}”" if short else ""
            said = f"“{point.title}”的承诺目标{aim}还没有达到，完成情况里也没有说明，请写明。"
            yield Finding("e7", point.number, said, ("point", point.id))


def late_entries(seen: FrameworkSeen) -> Iterator[Finding]:
    """w1"""
    for point in seen.points:
        late = sum(thing.origin == "late" for thing in point.things)
        if late > _LATE_SHARE * len(point.things):
            said = f"“{point.title}”的 {len(point.things)} 件佐证里有 {late} 件是补记的，请准备说明。"
            yield Finding("w1", point.number, said, ("point", point.id))


def all_recent(seen: FrameworkSeen) -> Iterator[Finding]:
    """w2"""
    until = min(seen.today, seen.last)
    if (until - seen.first).days < _LONG_ENOUGH:
        return
    for point in seen.points:
        known = [thing.day for thing in point.things if thing.day is not None]
        if len(known) > 1 and len(known) == len(point.things) and min(known) > until - timedelta(_RECENT):
            said = f"“{point.title}”的佐证全是最近 {_RECENT} 天的，周期里更早的请看看有没有漏标。"
            yield Finding("w2", point.number, said, ("point", point.id))


def used_often(seen: FrameworkSeen) -> Iterator[Finding]:
    """w3"""
    at: dict[Opens, list[str]] = {}
    titles: dict[Opens, str] = {}
    for point, thing in _each(seen):
        at.setdefault((thing.table, thing.id), []).append(point.number)
        titles[thing.table, thing.id] = thing.title
    for key, numbers in at.items():
        if len(numbers) > _POINTS:
            said = f"“{titles[key]}”用在 {len(numbers)} 个观测点（{'、'.join(numbers)}），请留下最贴切的。"
            yield Finding("w3", numbers[0], said, key)


def photos_apart(seen: FrameworkSeen) -> Iterator[Finding]:
    """w4"""
    for photo in seen.photos:
        if not photo.begins - _AROUND <= photo.taken <= (photo.ends or photo.begins) + _AROUND:
            said = (
                f"照片“{photo.name}”拍于 {photo.taken:%Y-%m-%d %H:%M}，活动在 {photo.begins:%Y-%m-%d %H:%M}，请核对。"
            )
            yield Finding("w4", "", said, photo.thing)


def copied(seen: FrameworkSeen) -> Iterator[Finding]:
    """w5"""
    first: dict[str, PointSeen] = {}
    for point in seen.points:
        if point.account.strip() and point.account.strip() == point.before.strip():
            said = f"“{point.title}”的完成情况和上一周期一字不差，请改写。"
            yield Finding("w5", point.number, said, ("point", point.id))
        pieces = {point.account[place : place + _SAME] for place in range(len(point.account) - _SAME + 1)}
        like = next((first[piece] for piece in pieces if piece in first), None)
        if like is not None:
            said = f"{like.number} 和 {point.number} 的完成情况有 {_SAME} 字以上相同，请各写各的。"
            yield Finding("w5", point.number, said, ("point", point.id))
        for piece in pieces:
            first.setdefault(piece, point)


def without_link(seen: FrameworkSeen) -> Iterator[Finding]:
    """w6"""
    for key, title in seen.unlinked:
        yield Finding("w6", "", f"刊发“{title}”没有链接，请补上。", ("publication", key))


def miscounted(seen: FrameworkSeen) -> Iterator[Finding]:
    """w7"""
    for point in seen.points if seen.is_brand else ():
        number = _NUMERALS.get(point.title.strip()[:1])
        if number and point.depth == 0 and point.children != number:
            said = f"“{point.title}”下面有 {point.children} 项，不是 {number} 项，请补齐或改名。"
            yield Finding("w7", point.number, said, ("point", point.id))


def without_students(seen: FrameworkSeen) -> Iterator[Finding]:
    """h1"""
    for dim in _OF_STUDENTS:
        points = [point for point in seen.points if point.dim == dim]
        if points and not any(thing.table in _STUDENTS for point in points for thing in point.things):
            said = f"“{dim}”没有一件来自学生方面的佐证（共建活动、培养记录），可以看看有没有漏标。"
            yield Finding("h1", points[0].number, said, ("point", points[0].id))


def unaccompanied(seen: FrameworkSeen) -> Iterator[Finding]:
    """h2"""
    told: set[bytes] = set()
    for point, thing in _each(seen):
        each = seen.activities.get(thing.id) if thing.table == "partner_activity" else None
        if each is None or each.students or each.id in told or (thing.table, thing.id) in point.reasoned:
            continue
        told.add(each.id)
        said = f"共建活动“{each.title}”没有写学生人数；没有带学生的，请在佐证的备注里说明。"
        yield Finding("h2", point.number, said, ("partner_activity", each.id))


RULES: Sequence[Rule] = (
    outside,
    without_papers,
    other_numbers,
    differing,
    only_words,
    honours_in_doubt,
    promises,
    late_entries,
    all_recent,
    used_often,
    photos_apart,
    copied,
    without_link,
    miscounted,
    without_students,
    unaccompanied,
)
"""In the order in which they are told: what is wrong, what to mind, hints."""

OF_BOARD: Sequence[Rule] = (
    outside,
    without_papers,
    other_numbers,
    differing,
    only_words,
    honours_in_doubt,
    promises,
    late_entries,
    miscounted,
)
"""Those of them that the board tells: all that is wrong, and two that are mended by the day. In the same order."""


def findings(seen: FrameworkSeen) -> list[Finding]:
    """All of them, in the order of the rules."""
    return [found for rule in RULES for found in rule(seen)]


def _each(seen: FrameworkSeen) -> Iterator[tuple[PointSeen, Thing]]:
    for point in seen.points:
        for thing in point.things:
            yield point, thing


def _totals(point: PointSeen) -> dict[str, list[int]]:
    """What the needs of a point count over the cycle, by their units."""
    found: dict[str, list[int]] = {}
    for state in point.needs:
        need = state.need
        if need.unit and need.form in ("count", "measure") and need.measure not in _NO_SUM:
            found.setdefault(need.unit, []).append(sum(cell.have for cell in state.cells))
    return found


def _numbers_in(text: str) -> list[tuple[int, str, str]]:
    """The numbers of a text: (number, 余 or 多 or nothing, what follows), of each unit that may be meant."""
    found = []
    for match in re.finditer(r"(\d{1,9})\s*([余多]?)\s*([\u4e00-\u9fff]{1,2})", text):
        number, more, word = match.groups()
        found += [(int(number), more, word[:length]) for length in range(len(word), 0, -1)]
    return found


def _agrees(number: int, more: str, counted: int) -> bool:
    """Whether a number is the counted one; 200余 is more than 200 and less than 300."""
    if not more:
        return number == counted
    digits = str(number)
    step = int("1" + "0" * (len(digits) - len(digits.rstrip("0"))))
    return number < counted < number + max(step, 2)
