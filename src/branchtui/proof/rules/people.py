"""Group H goes on: who a draft says spoke or was there, and what it says that they are."""

import re
from collections.abc import Iterator

from branchtui.proof.context import Context
from branchtui.proof.draft import Line
from branchtui.proof.finding import Mark
from branchtui.proof.lead import before_in, sentence_of
from branchtui.proof.mentions import POST, Mention, mentions, title_before
from branchtui.proof.record import Attended, Record
from branchtui.proof.rules.record import RECORDED, H, away
from branchtui.proof.samples import reported
from branchtui.rules.roster import COMMITTEE, office_named
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.numerals import ONE_TO_TEN

_DOES = re.compile(
    rf"(?:等(?:\d+|[{ONE_TO_TEN}]+)?(?:人|位同志|名党员)?|同志|老师)?"
    r"(?:在(?:会上|发言中|讨论中|会议上|总结时|学习中))?(?:首先|最后|接着|随后|还|也|则|分别)?"
    r"(?:说|表示|指出|强调|建议|提出|谈到|认为|介绍|领学|主讲|汇报|发言|分享|宣读|讲话|总结|主持|参加|出席|到会|希望"
    r"|作[^，。；]{0,8}(?:报告|发言|汇报|总结|交流)|[：:]“)"
)
_MOST_LISTED = 20  # names of a list that are passed over to what they did
_WAS_AWAY = re.compile(
    "请假|书面|委托|因故|因公|未能|缺席|没有到会|没能|没到|会前|会后|此前|日前|平时|电话|视频连线|后来|采访"
)
_AT_IT = re.compile("会上|会议上|发言|领学|主讲|参加|出席|到会|讨论|表决")


def _spoke(line: Line, record: Record) -> Iterator[tuple[Mention, str]]:
    """Who a line says spoke or came, and the sentence that says so."""
    for mention in mentions(line, record):
        end = mention.end
        for _ in range(_MOST_LISTED):  # 甲、乙、丙参加
            if record.named is None or not (
                listed := record.named.match(line.text, end + line.text.startswith("、", end))
            ):
                break
            end = listed.end()
        if _DOES.match(line.text, end):
            yield mention, sentence_of(line.text, mention.start, mention.end)


@H.line(
    19,
    "没到会的人在会上发言",
    "error",
    "考勤",
    bad=(
        reported("苏晚舟说，岗位要立得住。"),
        reported("林知远、苏晚舟参加会议。"),
        reported("苏晚舟、沈一禾等3人发言。"),
    ),
    good=(
        reported("沈一禾说，岗位要立得住。"),
        reported("苏晚舟因公请假，书面提出两条建议。"),
        reported("苏晚舟负责就业手续。"),
        reported("苏晚舟说，岗位要立得住。", roll=[Attended("苏晚舟", "online")]),
    ),
)
def absent_spoke(line: Line, context: Context) -> Iterator[Mark]:
    meeting = context.record.meeting
    missing = meeting.missing() if meeting else {}
    for mention, sentence in _spoke(line, context.record) if missing else ():
        if mention.name in missing and not _WAS_AWAY.search(sentence):
            yield Mark(mention.start, mention.end, f"考勤：{away([missing[mention.name]])}。")


@H.line(
    20,
    "发言的人不在考勤名单上",
    "hint",
    "考勤",
    bad=(reported("会上，顾清和说，岗位要立得住。"), reported("顾清和在会上发言。")),
    good=(
        reported("会上，沈一禾说，岗位要立得住。"),
        reported("顾清和说，窗口的事要办好。"),
        reported("会上，顾清和说，岗位要立得住。", presenters=["顾清和"]),
        reported("会上，顾清和说，岗位要立得住。", roll=[]),
    ),
)
def unlisted_spoke(line: Line, context: Context) -> Iterator[Mark]:
    """Somebody of the roster who was neither expected nor a guest, the host or a speaker."""
    record, meeting = context.record, context.record.meeting
    if meeting is None or not meeting.roll:
        return
    there = {each.name for each in meeting.roll} | {each.name for each in meeting.guests}
    there |= {meeting.host, *meeting.presenters}
    for mention, sentence in _spoke(line, record):
        unlisted = mention.name in record.people and mention.name not in there
        if unlisted and _AT_IT.search(sentence) and not _WAS_AWAY.search(sentence):
            words = f"应到名单和列席里没有{mention.name}；在名册上，当天不应到会。"
            yield Mark(mention.start, mention.end, words)


@H.line(
    21,
    "外单位人员的职务与记录不符",
    "error",
    "列席和往来里的职务",
    bad=(reported("学院党委书记裴砚秋到会指导。"), reported("会上，学院院长裴砚秋讲话。")),
    good=(
        reported("学院党委副书记裴砚秋到会指导。"),
        reported("党委副书记裴砚秋讲话。"),
        reported("裴砚秋到会指导，书记林知远主持。"),
    ),
)
def other_position(line: Line, context: Context) -> Iterator[Mark]:
    record = context.record
    guests = {each.name: each for each in record.meeting.guests} if record.meeting else {}
    for mention in mentions(line, record):
        outsider = guests.get(mention.name) or record.contacts.get(mention.name)
        title = title_before(line.text, mention.start)
        if outsider is None or title is None or mention.name in record.people:
            continue
        posts = re.findall(POST, outsider.position)
        if posts and title.post not in posts:
            where = "会议记录" if mention.name in guests else "往来"
            words = f"{where}：{outsider.position}{outsider.name}。"
            yield Mark(title.start, mention.end, words, f"{outsider.position}{outsider.name}")


_ONCE = re.compile(r"(?:时任|时为|原|前任?|曾任|拟任|新任|当选为?|候任)$")  # what somebody is not, or not any more
_OFFICE = re.compile(
    r"(?P<body>党?支部|支委会?|党小组)?(?P<office>(?:组织|宣传|纪检|青年|统战)委员|副?书记|委员|(?:组)?长)$"
)


@H.line(
    22,
    "支部职务与名册不符",
    "error",
    "当天的名册",
    bad=(reported("支部副书记林知远主持会议。"), reported("宣传委员沈一禾发言。"), reported("党支部书记苏晚舟总结。")),
    good=(
        reported("党支部书记林知远主持会议，组织委员沈一禾发言。"),
        reported("支部委员沈一禾发言。"),
        reported("学院党委书记林知远到会。"),
        reported("时任组织委员林知远办起了读书会。"),
    ),
)
def other_office(line: Line, context: Context) -> Iterator[Mark]:
    record = context.record
    if record.day is None or not any(person.offices for person in record.people.values()):
        return
    for mention in mentions(line, record):
        person = record.people.get(mention.name)
        found = _OFFICE.search(line.text, max(0, mention.start - 8), mention.start)
        if person is None or found is None or not _of_branch(found, line.text):
            continue
        office = office_named(found[0])
        held = office in person.offices or (office == "委员" and not COMMITTEE.isdisjoint(person.offices))
        if office and not held:
            now = "、".join(person.offices) or "没有支部职务"
            instead = f"{found['body'] or ''}{person.offices[0]}" if len(person.offices) == 1 else None
            words = f"名册（{chinese_day(record.day)}）：{person.name}{now if not person.offices else f'是{now}'}。"
            yield Mark(found.start(), found.end(), words, instead)


def _of_branch(found: re.Match[str], text: str) -> bool:
    """Whether these words say that somebody is in office in the branch: 书记 alone may be that of a party committee."""
    if _ONCE.search(text, max(0, found.start() - 4), found.start()):
        return False
    if found["body"]:
        return True
    before = text[max(0, found.start() - 2) : found.start()]
    return found["office"].endswith("委员") and len(found["office"]) == 4 and before not in ("党委", "总支")


_STANDING = re.compile(r"(?:正式党员|预备党员|发展对象|积极分子|入党申请人)$")


@H.line(
    23,
    "人员类别与名册不符",
    "error",
    "当天的名册",
    bad=(reported("预备党员沈一禾发言。"), reported("正式党员苏晚舟汇报思想。")),
    good=(reported("预备党员苏晚舟汇报思想。"), reported("正式党员沈一禾发言，时为预备党员林知远带教。")),
)
def other_standing(line: Line, context: Context) -> Iterator[Mark]:
    record = context.record
    for mention in mentions(line, record) if record.day else ():
        person = record.people.get(mention.name)
        found = _STANDING.search(line.text, max(0, mention.start - 5), mention.start)
        if person is None or found is None or _ONCE.search(line.text, max(0, found.start() - 4), found.start()):
            continue
        if person.standing and found[0] != person.standing and record.day:
            words = f"名册（{chinese_day(record.day)}）：{person.name}是{person.standing}。"
            yield Mark(found.start(), found.end(), words, person.standing)


_AT_ANOTHER_TIME = re.compile("此前|上月|去年|曾|近年|每")
_GIVES = re.compile(
    r"(?:同志|老师|教授)?(?:作了?|为[^，。；]{0,10}作了?)?(?:主讲|授课|讲授|专题辅导|专题报告|讲(?:了)?(?:一[堂次])?党课|上(?:了)?(?:一[堂次])?党课)"
)


@H.line(
    24,
    "主讲人与记录不符",
    "error",
    RECORDED,
    bad=(reported("沈一禾主讲“做好窗口里的群众工作”。"), reported("会上，林知远讲了一堂党课。")),
    good=(
        reported("裴砚秋主讲“做好窗口里的群众工作”。"),
        reported("会上，沈一禾领学。"),
        reported("沈一禾主讲。", guests=[]),
        reported("上月，林知远讲了一堂党课。"),
    ),
)
def other_speaker(line: Line, context: Context) -> Iterator[Mark]:
    """Where the record names who spoke on a topic."""
    meeting = context.record.meeting
    spoke = [guest.name for guest in meeting.guests if guest.topic] if meeting else []
    if meeting is None or not spoke:
        return
    for mention in mentions(line, context.record):
        if mention.name in spoke or mention.name in meeting.presenters or not _GIVES.match(line.text, mention.end):
            continue
        if not _AT_ANOTHER_TIME.search(before_in(line.text, mention.start)):
            words = f"会议记录：主讲人{'、'.join(spoke)}。"
            yield Mark(mention.start, mention.end, words, spoke[0] if len(spoke) == 1 else None)
