"""Group H goes on: the numbers of the roll and of the votes."""

import re
from collections.abc import Iterator, Sequence

from branchtui.proof.context import Context
from branchtui.proof.draft import Draft, Line
from branchtui.proof.finding import Mark
from branchtui.proof.lead import before_in
from branchtui.proof.mentions import RUNNING
from branchtui.proof.record import Attended, MeetingRecord
from branchtui.proof.rule import At
from branchtui.proof.rules.record import RECORDED, H, away, same_writing
from branchtui.proof.samples import reported
from branchtui.rules.text.ballot_text import Right, Stated, Told, What, right_of, stated_at
from branchtui.rules.text.names import first_names
from branchtui.rules.text.numerals import HAN_NUMBER
from branchtui.rules.text.rounded import agrees

_N = rf"(?:\d{{1,4}}|{HAN_NUMBER})"


def _stated(line: Line, context: Context) -> Iterator[tuple[int, Stated, Right, MeetingRecord]]:
    """The numbers of a line that neither a ballot nor the roll has: from where on, which, and what is right."""
    meeting = context.record.meeting
    if meeting is None or line.kind not in RUNNING:
        return
    attendance = Told(None, None, None, meeting.expected, meeting.present)
    for start, each in stated_at(line.text):
        if right := right_of(each, meeting.ballots, attendance):
            yield start, each, right, meeting


def _instead(each: Stated, right: Right) -> str | None:
    return None if right.number is None else same_writing(each.words, right.number)


def _counts(line: Line, context: Context, what: What) -> Iterator[Mark]:
    for start, each, right, meeting in _stated(line, context):
        if each.what != what:
            continue
        by_roll = meeting.expected if what == "expected" else meeting.present
        known = (told.of(what) for told in meeting.ballots)
        of_voters = sorted({number for number in known if number is not None and number != by_roll})
        words, number = right.words, right.number
        if by_roll is not None and not re.search("表决权|选举权", each.words):
            word = "应到" if what == "expected" else "实到"
            voting = f"，其中有表决权的{'或'.join(map(str, of_voters))}人" if of_voters else ""
            words, number = f"{word}{by_roll}人{voting}", by_roll
        instead = None if number is None else same_writing(each.words, number)
        yield Mark(start, start + len(each.words), f"考勤：{words}。", instead)


@H.line(
    11,
    "应到人数与考勤不符",
    "error",
    "考勤",
    bad=(reported("应到21人，实到17人。"), reported("会议应到党员二十二名。")),
    good=(
        reported("应到20人，实到17人。"),
        reported("应到有表决权的党员14名。"),
        reported("应到21人。", expected=None, ballots=[]),
    ),
)
def other_expected(line: Line, context: Context) -> Iterator[Mark]:
    return _counts(line, context, "expected")


@H.line(
    12,
    "实到人数与考勤不符",
    "error",
    "考勤",
    bad=(reported("应到20人，实到18人。"), reported("实到党员十九名。")),
    good=(reported("应到20人，实到17人。"), reported("应到20人，实到18人。", present=None, ballots=[])),
)
def other_present(line: Line, context: Context) -> Iterator[Mark]:
    return _counts(line, context, "present")


@H.line(
    13,
    "票数与表决不符",
    "error",
    "会议的表决",
    bad=(reported("方案以13票赞成、1票弃权通过。"), reported("表决结果：赞成12票，反对2票。")),
    good=(
        reported("方案以12票赞成、1票弃权通过。"),
        reported("大家同意3名同志的建议。"),
        reported("13票赞成。", ballots=[]),
    ),
)
def other_votes(line: Line, context: Context) -> Iterator[Mark]:
    for start, each, right, _ in _stated(line, context):
        if each.what in ("yes", "against", "abstain"):
            yield Mark(start, start + len(each.words), f"表决记录：{right.words}。", _instead(each, right))


@H.line(
    14,
    "写了全票，表决不是",
    "warning",
    "会议的表决",
    bad=(reported("方案全票通过。"), reported("会议一致同意设立示范岗。")),
    good=(reported("方案表决通过。"), reported("方案全票通过。", ballots=[Told(13, 0, 0, 14, 13)])),
)
def not_all(line: Line, context: Context) -> Iterator[Mark]:
    for start, each, right, _ in _stated(line, context):
        if each.what == "all":
            yield Mark(start, start + len(each.words), f"表决记录：{right.words}。")


_WHO_CAME = r"(?:正式党员|党员|同志|师生党员|教职工党员|人)"
_CAME = re.compile(
    rf"(?P<said>(?:近|约)?{_N}余?)\s*(?:多)?(?:名|位)?{_WHO_CAME}[^，。；]{{0,4}}?(?:参加|出席|到会|与会|参会)"
    rf"|(?<![实应])(?:参会|到会|与会)(?:党员|人数)?(?:共|有|为)?(?P<also>{_N})(?:人|名)"
)
_WHOLE = re.compile("学院|学校|全校|全院|全国|校区|各支部|次|累计")


_TOLD_FIRST = 2  # paragraphs in which it is told how many came to this meeting; others tell of others


def _came(line: Line, context: Context) -> tuple[Mark, ...]:
    """The numbers of those who came that the roll does not have, in a paragraph; which one it is is judged later."""
    meeting = context.record.meeting
    if meeting is None or meeting.present is None or line.kind != "paragraph":
        return ()
    known = {meeting.present, meeting.present + len(meeting.guests), meeting.all_present or 0}
    exact = not meeting.guests and not meeting.audience
    marks = []
    for found in _CAME.finditer(line.text):
        group = "said" if found["said"] else "also"
        said = found[group]
        if _WHOLE.search(before_in(line.text, found.start(), "，。；") + found[0]):
            continue
        if not any(agrees(said, number) for number in known):
            instead = same_writing(said, meeting.present) if exact and re.fullmatch(_N, said) else None
            words = f"考勤：实到{meeting.present}人{_others(meeting)}。"
            marks.append(Mark(*found.span(group), words, instead))
    return tuple(marks)


@H.draft(
    15,
    "到会人数与考勤不符",
    "warning",
    "考勤",
    _came,
    bad=(reported("支部25名党员参加会议。"), reported("11月3日，支部召开大会，19人到会。")),
    good=(
        reported("支部17名党员参加会议。"),
        reported("近20名党员参加会议。"),
        reported("会议连同听众共58人到会。"),
        reported("学院每年有300名党员参加培训。"),
        reported("会议应到会20名，实到会17名。"),
        reported("第一段。\n第二段。\n上月的活动有9名党员参加。"),
    ),
)
def other_attendance(told: Sequence[tuple[Mark, ...]], draft: Draft, context: Context) -> Iterator[At]:
    paragraphs = [place for place, line in enumerate(draft.lines) if line.kind == "paragraph"]
    for place in paragraphs[:_TOLD_FIRST]:
        yield from (At(place, mark) for mark in told[place])


def _others(meeting: MeetingRecord) -> str:
    """Who was there besides those expected, as half a sentence."""
    guests = f"，列席{len(meeting.guests)}人" if meeting.guests else ""
    return guests + (f"，听众{meeting.audience}人" if meeting.audience else "")


_EVERYBODY = re.compile(
    r"(?:全体|全部|所有)(?:支部)?(?:党员|成员|委员|同志|教职工党员)[^，。；]{0,6}?(?:参加|出席|到会|与会|参会)"
)


@H.line(
    16,
    "写了全体到会，有人没到",
    "warning",
    "考勤",
    bad=(reported("支部全体党员参加会议。"), reported("11月3日，全体党员到会。")),
    good=(
        reported("支部党员参加会议。"),
        reported("支部全体党员参加会议。", roll=[Attended("林知远", "present")]),
    ),
)
def not_everybody(line: Line, context: Context) -> Iterator[Mark]:
    meeting = context.record.meeting
    missing = [each for each in meeting.missing().values() if each.state != "exempt"] if meeting else []
    if missing and line.kind in RUNNING:
        for found in _EVERYBODY.finditer(line.text):
            yield Mark(*found.span(), f"考勤：{away(missing)}。")


_MISSING = re.compile(
    rf"(?P<word>请假|缺席)(?:党员)?(?P<said>{_N})(?:人|名)|(?P<also>{_N})(?:人|名(?:党员|同志)?)(?:因[^，。；]{{1,8}})?(?P<word_too>请假|缺席)"
)


@H.line(
    17,
    "请假、缺席人数与考勤不符",
    "error",
    "考勤",
    bad=(reported("应到20人，实到17人，请假2人。"), reported("1名党员缺席。")),
    good=(reported("应到20人，请假1人。"), reported("1名党员因公请假。"), reported("请假2人。", present=None)),
)
def other_absences(line: Line, context: Context) -> Iterator[Mark]:
    meeting = context.record.meeting
    if meeting is None or meeting.present is None or line.kind not in RUNNING:
        return
    for found in _MISSING.finditer(line.text):
        group, word = ("said", found["word"]) if found["said"] else ("also", found["word_too"])
        state = "excused" if word == "请假" else "absent"
        away = [each for each in meeting.roll if each.state == state]
        if agrees(found[group], len(away)) is False:
            names = f"（{first_names([each.name for each in away])}）" if away else ""
            words = f"考勤：{word}{len(away)}人{names}。"
            yield Mark(*found.span(group), words, same_writing(found[group], len(away)))


_AUDIENCE = re.compile(
    rf"(?P<what>听众|列席)(?:共|有|为)?(?P<said>{_N})(?:人|名|位)|(?P<also>{_N})(?:人|名|位)[^，。；]{{0,6}}?(?P<what_too>列席)"
)


@H.line(
    18,
    "列席、听众人数与记录不符",
    "error",
    RECORDED,
    bad=(reported("听众50人。"), reported("学院党委2位同志列席会议。")),
    good=(reported("听众40人。"), reported("学院党委1位同志列席会议。"), reported("听众50人。", audience=None)),
)
def other_audience(line: Line, context: Context) -> Iterator[Mark]:
    meeting = context.record.meeting
    if meeting is None or line.kind not in RUNNING:
        return
    for found in _AUDIENCE.finditer(line.text):
        what = found["what"] or found["what_too"]
        right = meeting.audience if what == "听众" else len(meeting.guests) or None
        group = "said" if found["said"] else "also"
        if right is not None and agrees(found[group], right) is False:
            words = f"会议记录：{what}{right}人。"
            yield Mark(*found.span(group), words, same_writing(found[group], right))
