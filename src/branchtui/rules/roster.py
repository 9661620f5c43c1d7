"""Who belongs to the branch on a day, what they are, and who votes. All of it follows from roster events."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal, cast

from branchtui.rules.text.numerals import HAN_NUMBER, number_of
from branchtui.values import NamedTuple

Standing = Literal["full", "probationary", "candidate", "activist", "applicant"]
Aspect = Literal["membership", "standing", "office", "group", "vote", "away"]

OPEN = date.min
"""The day of an event whose beginning nobody knows: it holds from always."""

FACTS = {
    "name": "姓名",
    "staff_no": "工号",
    "sex": "性别",
    "ethnic": "民族",
    "born": "出生年月",
    "education": "学历",
    "job": "工作岗位",
    "title": "专业技术职务",
    "phone": "电话",
    "reading": "姓名读音",
}
"""What is known of a person that is corrected, never dated."""

STANDINGS = {
    "full": "正式党员",
    "probationary": "预备党员",
    "candidate": "发展对象",
    "activist": "积极分子",
    "applicant": "入党申请人",
}
MEMBERS: tuple[Standing, ...] = ("full", "probationary")
STAGES: tuple[Standing, ...] = ("applicant", "activist", "candidate", "probationary", "full")
"""What somebody is one after the other on the way to membership."""
VOTE_LIMITS = {"": "有表决权", "suspended": "停止党籍", "on_probation": "留党察看"}
ASPECTS = {
    "membership": "党员身份",
    "standing": "人员类别",
    "office": "党内职务",
    "group": "党小组",
    "vote": "表决权",
    "away": "长期不在",
}
AWAY = ("出国（境）", "产假", "借调", "流动", "滞留", "病休")
"""Why people are away for long, the usual words; any others may stand there."""
OFFICES = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员", "青年委员", "统战委员", "委员", "党小组组长")
COMMITTEE = frozenset(OFFICES[:-1])
_STANDING_RANKS: dict[str, int] = {standing: rank for rank, standing in enumerate(STANDINGS)}
_OF_THE_BRANCH = "(?:中共)?(?:本)?(?:党?支部委员会|党?支部|支委会|支委|党)"  # compiled by the first text
_OTHER_NAMES = {
    "支书": "书记",
    "副支书": "副书记",
    "支委": "委员",
    "支部委员": "委员",
    "纪律检查委员": "纪检委员",
    "党小组长": "党小组组长",
}


class Event(NamedTuple):
    """From `on`, the `aspect` (with its `subject`: the office) of `member` has `value`."""

    member: bytes
    aspect: Aspect
    subject: str
    on: date
    value: str


class MemberAsOf(NamedTuple):
    """One person of the roster as of one day."""

    member: bytes
    standing: Standing
    offices: tuple[str, ...]
    group: str
    vote: str
    since: date
    away: str = ""  # why they are away for long: it changes neither who is expected nor who votes

    @property
    def is_member(self) -> bool:
        """A party member, full or probationary."""
        return self.standing in MEMBERS

    @property
    def votes(self) -> bool:
        """May vote: a full member, neither suspended nor 留党察看 (党章第七条; 纪律处分条例 art. 12)."""
        return self.standing == "full" and not self.vote

    @property
    def in_committee(self) -> bool:
        return any(office in COMMITTEE for office in self.offices)


def roster_on(events: Iterable[Event], day: date) -> dict[bytes, MemberAsOf]:
    """Everyone on the roster on `day`, by member id. Of each aspect the last event up to that day holds."""
    last: dict[tuple[bytes, str, str], Event] = {}
    for event in events:
        if event.on <= day:
            key = event[:3]  # of whom, in what
            before = last.get(key)
            if before is None or event.on > before.on:
                last[key] = event
    inside = {event.member: event for event in last.values() if event.aspect == "membership" and event.value == "in"}
    single: dict[tuple[bytes, str], str] = {}
    offices: dict[bytes, list[str]] = {}
    for event in last.values():
        if event.aspect == "office":
            if event.value == "in":
                offices.setdefault(event.member, []).append(event.subject)
        else:
            single[event.member, event.aspect] = event.value
    return {
        member: MemberAsOf(
            member,
            cast(Standing, single.get((member, "standing"), "full")),
            tuple(sorted(offices.get(member, ()), key=office_rank)),
            single.get((member, "group"), ""),
            single.get((member, "vote"), ""),
            event.on,
            single.get((member, "away"), ""),
        )
        for member, event in inside.items()
    }


def office_rank(office: str) -> tuple[int, str]:
    """The order in which offices are listed: 书记 first."""
    return (OFFICES.index(office) if office in OFFICES else len(OFFICES), office)


def group_place(name: str) -> tuple[int, str]:
    """Where a group stands in a list, to be sorted by: 第二 before 第十, those without a number behind."""
    found = re.search(f"{HAN_NUMBER}|[0-9]+", name)
    return (number_of(found.group()) if found else 10**6, name)


Strokes = tuple[tuple[int, str, str], ...]
"""Of each character of a name: how many strokes, their classes in the order they are written, the character."""

ORDER = "people:order"
"""The key of what a branch has set about the order of people, which is one of ORDERS."""

BY_STROKES = "strokes"
ORDERS = {"own": "名册的顺序", BY_STROKES: "姓氏笔画"}

Place = tuple[tuple[int, str], Strokes, bool, str, int, str, str, bytes]


def listing_place(
    offices: Iterable[str],
    order_key: str,
    standing: str,
    staff_no: str,
    name: str,
    member: bytes,
    strokes: Strokes = (),
) -> Place:
    """Where a person stands wherever people are listed, to be sorted by: the committee by office, then the others.

    Within one office, and among the others, the `strokes` of the names decide where they are given, else the roster's
    own order; who has no place in it stands behind those who have, by standing, staff number and name.
    """
    office = min((office_rank(office) for office in offices if office in COMMITTEE), default=office_rank(""))
    rank = _STANDING_RANKS.get(standing, len(STANDINGS))
    return (office, strokes, not order_key, order_key, rank, staff_no, name, member)


def office_named(text: str) -> str:
    """The usual name of the branch office that `text` is (党支部书记 → 书记); '' where it is none, as 党委书记 is."""
    word = re.sub(r"\s", "", text)
    for name in (word, re.sub(_OF_THE_BRANCH, "", word, count=1)):
        name = _OTHER_NAMES.get(name, name)
        if name in OFFICES:
            return name
    return ""


def day_words(day: date) -> str:
    """A day as it is written beside an event; of one that nobody knows, that it is not known."""
    return "日期不详" if day == OPEN else day.isoformat()


def since_words(day: date) -> str:
    """From when somebody stands on the roster, also where nobody knows it."""
    return "从何时起不详" if day == OPEN else f"自 {day_words(day)}"
