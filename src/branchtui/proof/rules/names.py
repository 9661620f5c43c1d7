"""Group C: what people and organisations are called."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from branchtui.proof.context import Context
from branchtui.proof.draft import Draft, Line
from branchtui.proof.finding import Mark
from branchtui.proof.mentions import POST, RUNNING, deputies, mentions, title_before
from branchtui.proof.reading import draft_of
from branchtui.proof.record import Outsider, Person, Record
from branchtui.proof.rule import At, Example, Group
from branchtui.rules.text.numerals import ONE_TO_TEN

C = Group("C", "称谓")

_DAY = date(2026, 11, 23)
_SOUNDS = {"婷": ("ting",), "亭": ("ting",), "停": ("ting",), "知": ("zhi",), "之": ("zhi",), "远": ("yuan",)}
_WORDS = ("何停",)  # as far as the examples go
_KNOWN = Record(
    people={name: Person(name) for name in ("林知远", "何婷", "阿依努尔·艾山")},
    contacts={"裴砚秋": Outsider("裴砚秋", "学院党委副书记")},
    sounds=lambda character: _SOUNDS.get(character, ()),
    is_word=lambda characters: characters in _WORDS,
)


def _of(body: str, record: Record = _KNOWN, branch: str = "") -> Example:
    return Example(draft_of(body=body), Context(_DAY, branch, record=record))


# --- people --------------------------------------------------------------------------------------------------------

_POST_BEHIND = re.compile(rf"(?:{POST})(?![务义张题会员])")


@C.line(
    1,
    "职务在姓名后",
    "warning",
    "新闻写作惯例：职务写在姓名前",
    bad=(_of("林知远书记主持会议。"), _of("会上，裴砚秋副书记讲话。")),
    good=(_of("书记林知远主持会议。"), _of("林知远主任务是协调各窗口。"), _of("林知远同志主持会议。")),
)
def post_behind(line: Line, context: Context) -> Iterator[Mark]:
    for mention in mentions(line, context.record):
        if found := _POST_BEHIND.match(line.text, mention.end):
            before = f"{found[0]}{mention.name}"
            yield Mark(mention.start, found.end(), f"职务应写在姓名前，如“{before}”。", before)


class _Called(NamedTuple):
    name: str
    of: str
    post: str
    start: int
    end: int


def _titles(line: Line, context: Context) -> tuple[_Called, ...]:
    found = ((each, title_before(line.text, each.start)) for each in mentions(line, context.record))
    return tuple(_Called(each.name, title.of, title.post, title.start, each.end) for each, title in found if title)


def _of_record(name: str, record: Record) -> str:
    """What the record says somebody is, as half a sentence; empty where it says nothing."""
    if (person := record.people.get(name)) and person.offices:
        return f"；名册上是{'、'.join(person.offices)}"
    guests = record.meeting.guests if record.meeting else ()
    outsider = next((each for each in guests if each.name == name), None) or record.contacts.get(name)
    return f"；记录里是{outsider.position}" if outsider and outsider.position else ""


@C.draft(
    2,
    "同一个人两种职务",
    "warning",
    "全文称谓一致",
    _titles,
    bad=(
        _of("学院党委副书记裴砚秋到会。\n学院党委书记裴砚秋讲话。"),
        _of("支部书记林知远主持。\n支部副书记林知远总结。"),
    ),
    good=(
        _of("学院党委副书记裴砚秋到会。\n党委副书记裴砚秋讲话。"),
        _of("支部书记林知远主持。\n学院副院长林知远总结。"),
    ),
)
def two_titles(told: Sequence[tuple[_Called, ...]], draft: Draft, context: Context) -> Iterator[At]:
    first: dict[str, list[_Called]] = {}
    for place, titles in enumerate(told):
        for each in titles:
            for other in first.setdefault(each.name, []):
                if deputies(each.post, other.post) and (each.of.endswith(other.of) or other.of.endswith(each.of)):
                    words = f"前面写的是“{other.of}{other.post}{each.name}”，这里是“{each.of}{each.post}{each.name}”"
                    yield At(place, Mark(each.start, each.end, f"{words}{_of_record(each.name, context.record)}。"))
                    break
            else:
                if len(first[each.name]) < 8:  # enough to hold the titles that anybody bears
                    first[each.name].append(each)


_HAN = re.compile(r"[\u4e00-\u9fff·]+")
_BEFORE_A_NAME = re.compile(rf"(?:^|[^\u4e00-\u9fff]|{POST}|委员|党员|同志|老师|同学|人|由|和|与|及|是|请)$")
_BEHIND_A_NAME = re.compile(
    r"$|[^\u4e00-\u9fff]|说|表示|主持|介绍|指出|强调|发言|汇报|谈|认为|提出|建议|讲|作|带领|领学|主讲|等|同志|老师|同学|和|与|及|在会|负责|宣读|通报|代表|分享"
)


def _sounds_alike(one: str, other: str, record: Record) -> int:
    """In how many characters two words of one length differ that sound the same; 0 where others differ, or none."""
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    alike = all(set(record.sounds(a)) & set(record.sounds(b)) for a, b in differing)
    return len(differing) if alike else 0


@C.line(
    3,
    "同音别字的姓名",
    "error",
    "名册、往来里的姓名",
    bad=(
        _of("何亭说，要多走一步。"),
        _of("会议由林之远主持。"),
        Example(draft_of(bylines=[("文", "何亭")]), _of("").context),
    ),
    good=(
        _of("何婷说，要多走一步。"),
        _of("为何停电，他说不清。"),
        _of("何停留在纸面上？"),
        _of("说到何停，大家笑了。"),
        _of("林知远主持。"),
    ),
)
def sounds_like(line: Line, context: Context) -> Iterator[Mark]:
    record = context.record
    if line.kind not in RUNNING and line.kind != "byline":
        return
    for run in _HAN.finditer(line.text) if record.by_first else ():
        for at in range(*run.span()):
            names = record.by_first.get(line.text[at], ())
            for name in names:
                end = at + len(name)
                said = line.text[at:end]
                if end > run.end() or said in names or not (differ := _sounds_alike(said, name, record)):
                    continue
                apart = _BEFORE_A_NAME.search(line.text[max(0, at - 6) : at]) and _BEHIND_A_NAME.match(line.text, end)
                if (apart or (len(name) > 2 and differ == 1)) and not record.is_word(said):
                    yield Mark(at, end, f"“{said}”与名册或往来里的“{name}”同音，核对是不是写错了字。", name)


@C.line(
    4,
    "姓名间隔号不对",
    "error",
    "GB/T 15834—2011 第4.14条",
    bad=(_of("阿依努尔.艾山发言。"), _of("阿依努尔艾山发言。")),
    good=(_of("阿依努尔·艾山发言。"), _of("林知远发言。")),
)
def dotted(line: Line, context: Context) -> Iterator[Mark]:
    for name in context.record.names:
        if "·" not in name or name.replace("·", "")[:2] not in line.text:
            continue
        for found in _pattern_of(name).finditer(line.text):
            if found[0] != name:
                yield Mark(*found.span(), f"名册上写作“{name}”。", name, safe=True)


@lru_cache(maxsize=256)
def _pattern_of(name: str) -> re.Pattern[str]:
    """The name with any dot, or none, in the places where it has one."""
    return re.compile(r"[•‧∙・･．. ·]?".join(map(re.escape, name.split("·"))))


# --- organisations -------------------------------------------------------------------------------------------------

_SHORT = re.compile(r"[（(]\s*(?:以下|下文)?简称[：:]?\s*[“\"]?([\u4e00-\u9fff\w]{1,12})[”\"]?\s*[）)]")
_MOST_SHORT = 20  # names defined in one text; more is no text


class _Defined(NamedTuple):
    short: str
    start: int
    end: int


def _definitions(line: Line, context: Context) -> tuple[_Defined, ...]:
    if line.kind not in RUNNING:
        return ()
    return tuple(_Defined(found[1], *found.span()) for found in _SHORT.finditer(line.text))


def _defined(told: Sequence[tuple[_Defined, ...]]) -> list[tuple[int, _Defined]]:
    return [(place, each) for place, defined in enumerate(told) for each in defined][:_MOST_SHORT]


@C.draft(
    5,
    "简称定义两次",
    "warning",
    "简称首次出现时定义一次",
    _definitions,
    bad=(
        "学院办公室（以下简称“办公室”）值班。办公室（以下简称“办公室”）接待。",
        "大学生创新训练（简称“大创”）开始。\n大学生创新训练（简称“大创”）结题。",
    ),
    good=("学院办公室（以下简称“办公室”）值班。办公室接待。", "没有简称。"),
)
def defined_twice(told: Sequence[tuple[_Defined, ...]], draft: Draft, context: Context) -> Iterator[At]:
    seen: set[str] = set()
    for place, each in _defined(told):
        if each.short in seen:
            yield At(place, Mark(each.start, each.end, f"“{each.short}”前面已经定义过，这里直接用。"))
        seen.add(each.short)


@C.draft(
    6,
    "定义了简称没有用",
    "hint",
    "简称定义后使用",
    _definitions,
    bad=("学院办公室（以下简称“院办”）值班。", "第一段。\n大学生创新训练（简称“大创”）开始。"),
    good=("学院办公室（以下简称“院办”）值班。\n院办接待师生。", "没有简称。"),
)
def never_used(told: Sequence[tuple[_Defined, ...]], draft: Draft, context: Context) -> Iterator[At]:
    for place, each in _defined(told):
        here = draft.lines[place].text
        behind = (here[each.end :], *(line.text for line in draft.lines[place + 1 :] if line.kind in RUNNING))
        if not any(each.short in text for text in behind):
            yield At(place, Mark(each.start, each.end, f"定义了简称“{each.short}”，后面没有用到。"))


@C.draft(
    7,
    "简称先用后定义",
    "warning",
    "简称首次出现时定义",
    _definitions,
    bad=("院办值班。\n学院办公室（以下简称“院办”）接待。", "大家说，大创很难。大学生创新训练（简称“大创”）开始。"),
    good=("学院办公室（以下简称“院办”）值班。院办接待。", "学院党支部开会。\n学院办公室党支部（以下简称“支部”）接待。"),
)
def used_before(told: Sequence[tuple[_Defined, ...]], draft: Draft, context: Context) -> Iterator[At]:
    seen: set[str] = set()
    for place, each in _defined(told):
        if each.short in seen:
            continue
        seen.add(each.short)
        for at, line in enumerate(draft.lines[: place + 1]):
            text = line.text[: each.start] if at == place else line.text
            # Where Chinese stands before it, it may be the end of a longer word: 党支部 is no 支部.
            found = re.search(rf"(?<![\u4e00-\u9fff]){re.escape(each.short)}", text)
            if line.kind in ("paragraph", "heading") and found:
                yield At(at, Mark(*found.span(), f"“{each.short}”在这里先用了，后面才定义。"))
                break


_PARTY = "党支部|党总支|党委|团委|支部委员会|工作委员会"
_BODIES = re.compile(f"{_PARTY}|(?:研究院|研究中心|办公室|学生会|工会)(?!{_PARTY})")
_LONGEST_BODY = 24
_LEFT, _TAIL = 3, range(5, 13)  # characters that have to agree on both sides of what differs
_DISTINCT = frozenset(f"{ONE_TO_TEN}百第0123456789总分副新老东西南北")
_DOUBLED = frozenset({"学院", "学校", "大学"})


class _Body(NamedTuple):
    """A body as it is named, with the Chinese before it; how long its own name is nobody knows."""

    words: str
    start: int
    end: int


def _bodies(line: Line, context: Context) -> tuple[_Body, ...]:
    if line.kind not in RUNNING and line.kind != "unit":
        return ()
    return tuple(_bodies_in(line.text))


def _bodies_in(text: str) -> Iterator[_Body]:
    for found in _BODIES.finditer(text):
        begins = max(0, found.start() - _LONGEST_BODY)
        before = text[begins : found.start()]
        while before and not _HAN.fullmatch(before):
            before = before[1 + next(at for at, c in enumerate(before) if not _HAN.fullmatch(c)) :]
        yield _Body(before + found[0], found.start() - len(before), found.end())


class _Seam(NamedTuple):
    """A place in a name: what stands left of it and all that stands right of it."""

    left: str
    tail: str


def _seams(words: str, left_out: int) -> Iterator[_Seam]:
    """The places in a name where `left_out` characters are passed over."""
    for tail in _TAIL:
        at = len(words) - tail - left_out
        if at >= _LEFT:
            yield _Seam(words[at - _LEFT : at], words[-tail:])


def _extra(words: str, other: str) -> _Seam | None:
    """The one or two characters that `words` has more than `other` within the same name, and what stands behind them;
    None where that is not so."""
    whole = set(_seams(other, 0))
    for left_out in (1, 2):
        for seam in _seams(words, left_out):
            at = len(words) - len(seam.tail)
            extra = words[at - left_out : at]
            if seam in whole and not _DISTINCT & set(extra) and (left_out == 1 or extra in _DOUBLED):
                return _Seam(extra, seam.tail)
    return None


def _differs(body: _Body, right: str) -> tuple[Mark, str] | None:
    """Where and how a body's name differs from the right one of the same body, None where it does not."""
    if more := _extra(body.words, right):
        start = body.end - len(more.tail) - len(more.left)
        return Mark(start, body.end, "", more.tail), f"多了“{more.left}”"
    if less := _extra(right, body.words):
        return Mark(body.end - len(less.tail), body.end, "", "".join(less)), f"少了“{less.left}”"
    return None


def _other_bodies(line: Line, context: Context) -> tuple[_Body, ...]:
    """Those of which C09 has nothing to tell."""
    return tuple(body for body in _bodies(line, context) if not (context.branch and _differs(body, context.branch)))


@C.draft(
    8,
    "同一个组织两种名称",
    "warning",
    "全文名称一致",
    _other_bodies,
    bad=(
        "国际商学院办公室党支部获奖。\n国际商学院学院办公室党支部总结经验。",
        "海州大学外国语学院教工党支部举行活动。海州大学外国语学教工党支部总结。",
    ),
    good=(
        "国际商学院办公室党支部获奖。\n国际商学院办公室党支部总结经验。",
        "国际商学院第一学生党支部和国际商学院学生党支部共建。",
        "国际商学院教工党支部与国际商学院党支部共建。",
    ),
)
def two_names(told: Sequence[tuple[_Body, ...]], draft: Draft, context: Context) -> Iterator[At]:
    at_seam: dict[_Seam, str] = {}
    known: set[str] = set()
    for place, bodies in enumerate(told):
        for body in bodies:
            if body.words in known:
                continue
            seams = [seam for left_out in (0, 1, 2) for seam in _seams(body.words, left_out)]
            others = dict.fromkeys(at_seam[seam] for seam in seams if seam in at_seam)
            found = next(((found, other) for other in others if (found := _differs(body, other))), None)
            if found is None:
                known.add(body.words)
                for seam in seams:
                    at_seam.setdefault(seam, body.words)
            elif not _is_own(body.words, context):
                (mark, how), other = found
                words = f"与前面的“{other[-14:]}”相比{how}，是不是同一个组织？"
                yield At(place, mark._replace(words=words, instead=None))


def _is_own(words: str, context: Context) -> bool:
    return bool(context.branch) and (words.endswith(context.branch) or context.branch.endswith(words))


@C.line(
    9,
    "本支部名称不对",
    "error",
    "支部的名称",
    bad=(
        _of("国际商学院学院办公室党支部开会。", branch="海州大学国际商学院办公室党支部"),
        _of("海州大学国际商学办公室党支部开会。", branch="海州大学国际商学院办公室党支部"),
    ),
    good=(
        _of("国际商学院办公室党支部开会。", branch="海州大学国际商学院办公室党支部"),
        _of("外国语学院办公室党支部来访。", branch="海州大学国际商学院办公室党支部"),
        _of("国际商学院学院办公室党支部开会。"),
    ),
)
def own_name(line: Line, context: Context) -> Iterator[Mark]:
    if not context.branch:
        return
    for body in _bodies(line, context):
        if found := _differs(body, context.branch):
            mark, how = found
            yield mark._replace(words=f"支部的名称是“{context.branch}”，这里{how}。")
