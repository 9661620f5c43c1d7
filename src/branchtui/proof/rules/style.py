"""Group G: style. All of it are hints: a person decides."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from branchtui.proof.context import Context
from branchtui.proof.draft import Draft, Line
from branchtui.proof.finding import Mark
from branchtui.proof.pattern import HAN, PROSE, WRITTEN, marks
from branchtui.proof.rule import At, Group
from branchtui.rules.text.marks import SENTENCE_ENDS

G = Group("G", "文风")

LONGEST = 80
OFTEN = 3

_SENTENCE = re.compile(rf"[^{SENTENCE_ENDS}…]+")
_LONG = "支部在年初组织党员分批走访宿舍和教研室，" * 5


@G.line(
    1,
    "长句",
    "hint",
    f"一句不超过{LONGEST}字",
    bad=(f"{_LONG}大家都有收获。", f"会上，{_LONG}形成清单。"),
    good=("支部召开会议。大家发言。", "支部走访宿舍；" * 20),
)
def long_sentence(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind in PROSE:
        for found in _SENTENCE.finditer(line.text):
            length = len(found[0].strip())
            if length > LONGEST:
                yield Mark(*found.span(), f"这一句有{length}字，超过{LONGEST}字，可以断开。")


_FOUR = re.compile(rf"([{HAN}]{{4}})(?=[，。、；：！]|$)")
_NAMES = ("党员", "党委", "支部", "学院", "大会", "主题", "党日", "党课", "一课", "小组", "办公", "会上", "会后")


_LOOSE = tuple("的了在是和与有个次名条月日年")  # of a clause, not of a phrase


def _fours(line: Line, context: Context) -> list["re.Match[str]"]:
    if line.kind not in PROSE:
        return []
    return [found for found in _FOUR.finditer(line.text) if not any(name in found[1] for name in _NAMES + _LOOSE)]


@G.draft(
    2,
    "四字语用得太多",
    "hint",
    f"同一个四字语不用{OFTEN}次",
    _fours,
    bad=("大家凝心聚力，再启新程。支部凝心聚力，\n师生凝心聚力。", "扎实推进，扎实推进，扎实推进。"),
    good=("大家凝心聚力，支部凝心聚力。", "支部大会，支部大会，支部大会。"),
)
def four(found: Sequence[list["re.Match[str]"]], draft: Draft, context: Context) -> Iterator[At]:
    counted = Counter(each[1] for line in found for each in line)
    often = {words for words, times in counted.items() if times >= OFTEN}
    seen: Counter[str] = Counter()
    for place, line in enumerate(found if often else ()):
        for each in line:
            seen[each[1]] += 1
            if each[1] in often and seen[each[1]] >= OFTEN:
                yield At(place, Mark(*each.span(), f"“{each[1]}”用了{counted[each[1]]}次，换一个说法。"))


_GREAT = re.compile(
    "史无前例|前所未有|空前绝后|绝无仅有|举世瞩目|举世无双|无与伦比|完美无缺|盛况空前|首屈一指|遥遥领先|震撼人心|"
    "掌声雷动|经久不息|座无虚席|一致好评|高度赞扬|强烈反响|热烈反响|巨大成功|圆满成功|史上最|全国第一|世界第一|"
    "最先进|最优秀|最完美|最权威|独一无二|万众瞩目|人山人海|叹为观止|里程碑式|跨越式发展"
)


@G.line(
    3,
    "夸大的说法",
    "hint",
    "说事实，不说形容",
    bad=("活动取得圆满成功，引起强烈反响。", "这是史无前例的创举。"),
    good=("活动有26名党员参加，收回问卷24份。", "成功申报项目一项。"),
)
def great(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind in WRITTEN:
        yield from marks(_GREAT, line.text, lambda m: f"“{m[0]}”没有依据就不写，写数字和事实。")


_CHAINS = (
    ("其次，", ("首先", "第一", "先"), "前面没有“首先”。"),
    ("另一方面", ("一方面", "一边"), "前面没有“一方面”。"),
)
_OPEN = (
    ("一方面", ("另一方面", "一方面", "同时"), "后面没有“另一方面”。"),
    ("不仅", ("而且", "还", "也", "更", "并且", "甚至"), "后面没有“而且”“还”“也”。"),
    ("不但", ("而且", "还", "也", "更", "并且", "甚至"), "后面没有“而且”“还”“也”。"),
)


@G.line(
    4,
    "关联词不成对",
    "hint",
    "关联词前后呼应",
    bad=("其次，大家讨论了计划。", "一方面，支部制定计划。", "活动不仅促进了学习。"),
    good=("首先学习，其次讨论，最后表决。", "一方面学习，另一方面服务。", "活动不仅促进了学习，还解决了问题。"),
)
def pairs(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind not in PROSE:
        return
    for word, before, words in _CHAINS:
        at = line.text.find(word)
        if at >= 0 and not any(0 <= line.text.find(each) < at for each in before):
            yield Mark(at, at + len(word), f"有“{word}”，{words}")
    for word, after, words in _OPEN:
        at = line.text.find(word)
        if at >= 0 and line.text[at - 1 : at] != "另" and not any(line.text.find(each, at + 2) > 0 for each in after):
            yield Mark(at, at + len(word), f"有“{word}”，{words}")


_FIRST = re.compile("首先|其次|再次|最后|第三|接着|随后")


@G.draft(
    5,
    "有“首先”“其次”，没有“最后”",
    "hint",
    "序次语有始有终",
    lambda line, context: list(_FIRST.finditer(line.text)) if line.kind in PROSE else [],
    bad=("首先，学习文件。\n其次，讨论计划。", "首先学习，其次讨论。"),
    good=("首先，学习文件。\n其次，讨论计划。\n最后，表决。", "会议首先学习了文件。"),
)
def unfinished(found: Sequence[list["re.Match[str]"]], draft: Draft, context: Context) -> Iterator[At]:
    said = {each[0] for line in found for each in line}
    if {"首先", "其次"} <= said and not said & {"再次", "最后", "第三", "接着", "随后"}:
        place, last = [(place, each) for place, line in enumerate(found) for each in line if each[0] == "其次"][-1]
        yield At(place, Mark(*last.span(), "有“首先”“其次”，没有“最后”。"))


_WE = re.compile("我们|我校|我院|我系|我支部|我部门|笔者")
_QUOTED = re.compile("[“”]")


def _first_person(line: Line, context: Context) -> list["re.Match[str]"]:
    """The words of the first person outside of quotes."""
    if line.kind not in PROSE:
        return []
    found = list(_WE.finditer(line.text))
    if not found or "“" not in line.text:
        return found
    quotes = [(each.start(), each[0]) for each in _QUOTED.finditer(line.text)]
    outside, depth, at = [], 0, 0
    for each in found:
        while at < len(quotes) and quotes[at][0] < each.start():
            depth = max(depth + (1 if quotes[at][1] == "“" else -1), 0)
            at += 1
        if not depth:
            outside.append(each)
    return outside


@G.draft(
    6,
    "第一人称混用",
    "hint",
    "一篇稿子一个人称",
    _first_person,
    bad=("我校召开大会。\n我们学习了文件。", "我院党员参加，笔者了解到。"),
    good=("我校召开大会。\n我校师生参加。", "他说：“我们要努力。”我校师生参加。"),
)
def first_person(found: Sequence[list["re.Match[str]"]], draft: Draft, context: Context) -> Iterator[At]:
    first = ""
    for place, line in enumerate(found):
        for each in line:
            first = first or each[0]
            if each[0] != first:
                yield At(place, Mark(*each.span(), f"前面用“{first}”，这里用“{each[0]}”，全文用一个。"))


_HOLLOW = re.compile(
    "(?:进行|予以|加以|给予)了?(?:深入的?|认真的?|热烈的?|充分的?|全面的?|详细的?)?(讨论|研究|交流|学习|部署|总结|分析|说明|介绍|汇报|修改|完善|表决|表彰)"
)


@G.line(
    7,
    "“进行”之类的空话",
    "hint",
    "动词直接用",
    bad=("会议对计划进行了讨论。", "对意见加以研究。"),
    good=("会议讨论了计划。", "活动正在进行。"),
)
def hollow(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind in PROSE:
        yield from marks(_HOLLOW, line.text, lambda m: f"可以直接写“{m[1]}”。")


_NO_SUBJECT = re.compile(r"(?:^|(?<=[。；]))(?:通过|经过|在)[^，。；]{2,40}(?:，|下，|中，)(?:使得?|让)(?!用)")


@G.line(
    8,
    "缺主语",
    "hint",
    "句子有主语",
    bad=("通过这次活动，使党员受到教育。", "会议结束。在大家的努力下，让支部有了变化。"),
    good=("这次活动使党员受到教育。", "通过这次活动，党员受到教育。"),
)
def no_subject(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind in PROSE:
        yield from marks(_NO_SUBJECT, line.text, "“通过……使……”缺主语，去掉“通过”或“使”。")


_OPENING = re.compile(rf"^([{HAN}]{{2,4}})，|^(通过|围绕|为了|坚持|强化|注重|聚焦)")


@G.draft(
    9,
    "几段一样开头",
    "hint",
    f"{OFTEN}段不用同一个开头",
    lambda line, context: _OPENING.match(line.text) if line.kind == "paragraph" else None,
    bad=("会上，甲发言。\n会上，乙发言。\n会上，丙发言。", "通过走访。\n通过座谈。\n通过问卷。"),
    good=("会上，甲发言。\n会上，乙发言。", "会上，甲发言。\n随后，乙发言。\n最后，丙发言。"),
)
def same_start(found: Sequence["re.Match[str] | None"], draft: Draft, context: Context) -> Iterator[At]:
    counted: Counter[str] = Counter()
    for place, each in enumerate(found):
        if each is not None:
            words = each[1] or each[2]
            counted[words] += 1
            if counted[words] >= OFTEN:
                yield At(place, Mark(*each.span(each.lastindex or 0), f"已有{counted[words]}段用“{words}”开头。"))


_FILLER = re.compile(
    "众所周知|不言而喻|毋庸置疑|值得一提的是|需要指出的是|总的来说|据不完全统计|相关负责人|有关人士|在某种程度上"
)


@G.line(
    10,
    "含糊的套话",
    "hint",
    "写清谁、多少",
    bad=("众所周知，学习很重要。", "据不完全统计，共走访百余次。"),
    good=("学习很重要。", "共走访102次。"),
)
def filler(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind in PROSE:
        yield from marks(_FILLER, line.text, lambda m: f"“{m[0]}”可以删去，或写清是谁、是多少。")
