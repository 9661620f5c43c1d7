"""Group H: what a draft says otherwise than the record: of what its meeting was, of the log, of when photos were taken."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from branchtui.proof.context import Context
from branchtui.proof.draft import Draft, Line, Picture
from branchtui.proof.finding import Mark
from branchtui.proof.lead import lead_of
from branchtui.proof.mentions import RUNNING
from branchtui.proof.reading import draft_of
from branchtui.proof.record import Attended, LogFigure, Record, StatedFact
from branchtui.proof.rule import At, Example, Group
from branchtui.proof.samples import TODAY, reported
from branchtui.rules.attendance import STATES, bare_reason
from branchtui.rules.text.chinese_time import chinese_moment
from branchtui.rules.text.names import first_names
from branchtui.rules.text.numerals import HAN_NUMBER, chinese_number, number_of
from branchtui.rules.text.rounded import place_in

H = Group("H", "与记录核对")

RECORDED = "支部的会议记录"


def nothing(line: Line, context: Context) -> None:
    """What a rule gathers that looks at the draft as a whole."""


def same_writing(words: str, number: int) -> str:
    """Words with another number in the place of theirs, written as theirs is."""
    if re.search(r"\d", words):
        return re.sub(r"\d+", str(number), words, count=1)
    return re.sub(HAN_NUMBER, chinese_number(number) if number else "零", words, count=1)


def away(people: Iterable[Attended]) -> str:
    """Why people did not come: 苏晚舟请假（因公出差）."""
    words = []
    for each in people:
        why = bare_reason(each.state, each.reason)
        words.append(f"{each.name}{STATES[each.state]}{f'（{why}）' if why else ''}")
    return first_names(words, 3)


# --- what it was ---------------------------------------------------------------------------------------------------

_ORDINAL = re.compile(rf"第(?P<number>\d{{1,3}}|{HAN_NUMBER})次(?P<what>[^，。；“”《》]{{0,12}})")


@H.line(
    6,
    "次序与记录不符",
    "error",
    RECORDED,
    bad=(reported("11月3日，支部召开第四次支部党员大会。"), reported("这是今年第2次支部党员大会。")),
    good=(
        reported("11月3日，支部召开第三次支部党员大会。"),
        reported("第2次主题党日已办完。"),
        reported("第4次支部党员大会。", ordinal=""),
    ),
)
def other_ordinal(line: Line, context: Context) -> Iterator[Mark]:
    meeting = context.record.meeting
    if meeting is None or line.kind not in RUNNING or not meeting.ordinal.isdecimal():
        return
    for found in _ORDINAL.finditer(line.text):
        own = any(found["what"].startswith(name) for name, kind in meeting.kind_names.items() if kind == meeting.kind)
        if own and number_of(found["number"]) != (right := int(meeting.ordinal)):
            instead = same_writing(found["number"], right)
            yield Mark(*found.span("number"), f"会议记录：第{right}次{meeting.kind}。", instead)


_HOLDING = re.compile(r"(?:召开|举行|举办|开展|组织)(?:了)?(?P<what>[^，。；]{0,30})")
_SHORTEST_ALIAS = 3  # 研讨 is what people do as well


@H.draft(
    7,
    "会议类型与记录不符",
    "error",
    RECORDED,
    nothing,
    bad=(
        reported("11月3日，支部开展主题党日活动。"),
        reported("11月3日，支部召开“设岗”主题党日。", kind="党课"),
    ),
    good=(
        reported("11月3日，支部召开党员大会。"),
        reported("11月3日，支部召开支部党员大会，部署主题党日。"),
        reported("11月3日，支部召开会议，研究设岗。"),
    ),
)
def other_kind(told: Sequence[None], draft: Draft, context: Context) -> Iterator[At]:
    meeting, lead = context.record.meeting, lead_of(draft)
    if meeting is None or lead is None:
        return
    wanted = (name for name, kind in meeting.kind_names.items() if name == kind or len(name) >= _SHORTEST_ALIAS)
    names = sorted(wanted, key=len, reverse=True)
    own = any(name in lead.text for name, kind in meeting.kind_names.items() if kind == meeting.kind)
    for held in _HOLDING.finditer(lead.text) if names and not own else ():
        if found := re.search("|".join(map(re.escape, names)), held["what"]):
            start = lead.start + held.start("what") + found.start()
            words = f"会议记录：这次是{meeting.kind}。"
            yield At(lead.place, Mark(start, start + len(found[0]), words, meeting.kind))
            return


_QUOTED = re.compile(r"[“《]([^“”《》]{4,40})[”》]")
_MOST_QUOTED = 60  # quotes of one line that are compared


def _nearly(one: str, other: str) -> bool:
    """Whether two titles differ in a character or two, and in no more."""
    if one == other or abs(len(one) - len(other)) > 2 or len(set(one) ^ set(other)) > 4:
        return False
    from difflib import SequenceMatcher

    same = sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    return max(len(one), len(other)) - same <= (2 if len(other) >= 10 else 1)


@H.line(
    8,
    "题目与记录不符",
    "warning",
    RECORDED,
    bad=(
        reported("11月3日，支部召开“设立党员先锋示范岗位”支部党员大会。"),
        reported("裴砚秋主讲“做好窗口的群众工作”。"),
    ),
    good=(
        reported("11月3日，支部召开“设立党员先锋示范岗”支部党员大会。"),
        reported("裴砚秋主讲“做好窗口里的群众工作”，大家谈到“多走一步”。"),
    ),
)
def other_title(line: Line, context: Context) -> Iterator[Mark]:
    meeting = context.record.meeting
    if meeting is None or line.kind not in RUNNING:
        return
    topics = [guest.topic for guest in meeting.guests]
    known = [title for title in (meeting.title, *topics, *meeting.subjects) if len(title) >= 4]
    for _, found in zip(range(_MOST_QUOTED), _QUOTED.finditer(line.text), strict=False):
        if found[1] not in known and (right := next((each for each in known if _nearly(found[1], each)), "")):
            yield Mark(*found.span(1), f"会议记录里写作“{right}”。", right)


# --- the log, and the photos ---------------------------------------------------------------------------------------


def _tied(*figures: LogFigure, body: str) -> Example:
    return Example(draft_of(body=body), Context(TODAY, record=Record(figures=figures)))


@H.line(
    9,
    "数字与台账不符",
    "error",
    "示范岗台账",
    bad=(
        _tied(LogFigure("32人次", "30人次", "台账（2026年）"), body="窗口服务学生32人次。"),
        _tied(LogFigure("1200份", "1150份", "台账"), body="发放材料1,200份。"),
    ),
    good=(
        _tied(LogFigure("32人次", "30人次", "台账"), body="窗口服务学生132人次。"),
        _tied(body="窗口服务学生32人次。"),
    ),
)
def other_figure(line: Line, context: Context) -> Iterator[Mark]:
    for figure in context.record.figures if line.kind in RUNNING else ():
        if span := place_in(figure.said, line.text):
            yield Mark(*span, f"写的是“{figure.said}”，{figure.where}是{figure.right}。", figure.right)


# --- what the draft was begun with -----------------------------------------------------------------------------------


def _standing(line: Line, context: Context) -> list[tuple[StatedFact, int]]:
    """Where the words of changed facts stand in a line, those within their new words left out."""
    found = []
    for fact in context.record.stated if line.kind in RUNNING or line.part in ("title", "subtitle") else ():
        kept = {
            place
            for match in (re.finditer(re.escape(fact.right), line.text) if fact.said in fact.right else ())
            for place in range(*match.span())
        }
        found += [
            (fact, match.start()) for match in re.finditer(re.escape(fact.said), line.text) if match.start() not in kept
        ]
    return found


def _begun(*facts: StatedFact, body: str) -> Example:
    return Example(draft_of(body=body), Context(TODAY, record=Record(stated=facts)))


_PLACE = StatedFact("云栖社区广场", "云栖社区活动室", "共建活动的地点")


@H.draft(
    25,
    "预填的事实已经改了",
    "error",
    "支部的记录",
    _standing,
    bad=(
        _begun(_PLACE, body="支部在云栖社区广场开展咨询。"),
        _begun(StatedFact("5人", "15人", "共建活动的学生"), body="参加的学生5人，连同老师共15人。"),
    ),
    good=(
        _begun(_PLACE, body="支部在云栖社区活动室开展咨询。"),
        _begun(StatedFact("云栖社区", "云栖社区活动室", "共建活动的地点"), body="在云栖社区活动室开展咨询。"),
        _begun(body="支部在云栖社区广场开展咨询。"),
    ),
)
def changed_fact(told: Sequence[list[tuple[StatedFact, int]]], draft: Draft, context: Context) -> Iterator[At]:
    times = Counter(fact for standing in told for fact, _ in standing)
    for place, standing in enumerate(told):
        for fact, start in standing:
            words = f"起草时写的是“{fact.said}”，{fact.where}现在是“{fact.right}”。"
            yield At(place, Mark(start, start + len(fact.said), words, fact.right, safe=times[fact] == 1))


_AROUND = timedelta(hours=2)


def _marked(line: Line, context: Context) -> int | None:
    return int(line.label) if line.kind == "figure" else None


def _photo(taken: datetime | None) -> list[Picture]:
    return [Picture(1, "会议现场", True, taken)]


@H.draft(
    10,
    "照片不是会议时拍的",
    "warning",
    "照片的拍摄时间",
    _marked,
    bad=(
        reported("第一段。\n【图1】", _photo(datetime(2026, 11, 5, 10))),
        reported("第一段。", _photo(datetime(2026, 11, 3, 19))),
    ),
    good=(
        reported("第一段。\n【图1】", _photo(datetime(2026, 11, 3, 14, 10))),
        reported("第一段。\n【图1】", _photo(datetime(2026, 11, 3, 18))),
        reported("第一段。\n【图1】", _photo(None)),
    ),
)
def other_time(marks: Sequence[int | None], draft: Draft, context: Context) -> Iterator[At]:
    meeting = context.record.meeting
    if meeting is None:
        return
    for figure in draft.figures:
        taken = figure.taken
        if taken is None or meeting.starts - _AROUND <= taken <= meeting.until + _AROUND:
            continue
        place = next((place for place, mark in enumerate(marks) if mark == figure.mark), 0)
        end = len(draft.lines[place].text) if marks[place] is not None else 0
        words = f"图{figure.mark}的照片摄于{chinese_moment(taken)}，会议在{chinese_moment(meeting.starts)}开始。"
        yield At(place, Mark(0, end, words))
