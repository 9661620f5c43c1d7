"""Group E: wrong and doubled characters. The pairs themselves are in the lexicon (`assets/lexicon/typos.tsv`)."""

import re
from collections.abc import Iterator
from datetime import date

from branchtui.proof.context import Context, Lexicon, Wording
from branchtui.proof.draft import Line
from branchtui.proof.finding import Mark
from branchtui.proof.pattern import HAN, PROSE, WRITTEN, marks
from branchtui.proof.reading import draft_of
from branchtui.proof.rule import Example, Group

E = Group("E", "错字")


def _with(body: str, **replace: str) -> Example:
    words = {wrong: Wording(right, "错字表") for wrong, right in replace.items()}
    return Example(draft_of(body=body), Context(date(2026, 11, 23), lexicon=Lexicon(replace=words)))


@E.line(
    1,
    "错字表里的词",
    "error",
    "错字表、本支部用语",
    bad=(_with("党员自已动手。", 自已="自己"), _with("按步就班地推进。", 按步就班="按部就班")),
    good=(_with("党员自己动手。", 自已="自己"), _with("今年自己已经完成。", 自已="自己")),
)
def listed(line: Line, context: Context) -> Iterator[Mark]:
    for wrong, wording in context.lexicon.replace.items():
        at = line.text.find(wrong)
        while at >= 0:
            told = f"“{wrong}”应为“{wording.instead}”" if wording.instead else f"“{wrong}”要改"
            yield Mark(
                at, at + len(wrong), f"{told}（{wording.source}）。", wording.instead or None, bool(wording.instead)
            )
            at = line.text.find(wrong, at + len(wrong))


_DOUBLED = re.compile("([的了是在和与为对将也有到于及从并把被该其而或])\\1+")
_BEFORE = {
    "的": "目",
    "了": "",
    "是": "",
    "在": "现所存实内潜外",
    "和": "共祥温饱柔",
    "为": "作成认行因视称定变较更极人",
    "对": "面针应反相绝成核校派",
    "将": "",
    "也": "",
    "有": "没所具拥享含带只还都富占公国私共独既",
    "到": "遇报达",
    "于": "由",
    "从": "服自听",
    "其": "尤极与及",
    "及": "以涉普顾触",
    "与": "",
    "把": "",
    "该": "应",
    "而": "从反进",
    "或": "",
    "并": "",
    "被": "",
}
_AFTER = {
    "的": "确士",
    "了": "解如结却然事",
    "是": "非否",
    "在": "座校职岗读场",
    "和": "气睦谐平美蔼好",
    "对": "子方象手比应口接外内策话待付",
    "将": "来军",
    "也": "许",
    "有": "关些的效利",
    "到": "底场会位达",
    "从": "来而事",
    "其": "他它余中实次",
    "及": "时早其",
    "与": "会时此",
    "把": "握关",
    "而": "且已",
    "并": "且肩列",
    "或": "许者",
}


@E.line(
    2,
    "虚词叠用",
    "error",
    "多了一个字",
    bad=("深度参与与服务学生思想政治教育工作。", "这是支部的的特色。", "支部在在年初制定计划。"),
    good=(
        "为了了解情况，支部走访了宿舍。",
        "目的的实现靠大家，的的确确如此。",
        "他现在在值班，面对对手，参与与会人员的讨论。",
    ),
)
def doubled(line: Line, context: Context) -> Iterator[Mark]:
    for found in _DOUBLED.finditer(line.text):
        char, before = found[1], line.text[max(found.start() - 1, 0) : found.start()]
        after = line.text[found.end() : found.end() + 1]
        if len(found[0]) == 2 and ((before and before in _BEFORE[char]) or (after and after in _AFTER.get(char, ""))):
            continue
        yield Mark(*found.span(), f"“{found[0]}”多写了“{char}”。", char, safe=True)


_DE = re.compile(
    rf"(?<=[{HAN}])(?<![取获所赢值懂求心难习觉博记舍显晓认使省免贪分购夺测挣赚摘换学悟采制解算借])得的(?![确士])|的得(?![分失力意主票奖益当到体知])"
)


@E.line(
    3,
    "“得”“的”连用",
    "error",
    "多了一个字",
    bad=("学生发展得的也比较好。", "工作做得的很扎实。"),
    good=("取得的成绩，获得的荣誉，值得的。", "支部的得力助手，难得的机会。"),
)
def de_twice(line: Line, context: Context) -> Iterator[Mark]:
    for found in _DE.finditer(line.text):
        yield Mark(*found.span(), f"“{found[0]}”连用，多了一个字。", "得")


_TWICE = re.compile(rf"([{HAN}]{{2,6}})\1")
_TWICE_FINE = (
    "支部",
    "学院",
    "中心",
    "小组",
    "委员",
    "学生",
    "大学",
    "中学",
    "小学",
    "学校",
    "党委",
    "党支部",
    "很多",
    "非常",
    "许多",
    "讨论",
    "研究",
    "学习",
    "交流",
    "商量",
    "考虑",
    "休息",
)


@E.line(
    4,
    "词语重复",
    "warning",
    "多了一个词",
    bad=("支部召开召开会议。", "推进党建工作党建工作。"),
    good=(
        "各支部支部书记和海州大学大学生艺术团参加。",
        "大家一个一个地谈，很多很多。",
        "干干净净、高高兴兴。",
        "哈哈哈哈。",
    ),
)
def word_twice(line: Line, context: Context) -> Iterator[Mark]:
    for found in _TWICE.finditer(line.text):
        said = found[1]
        if said.startswith(_TWICE_FINE) or said[0] == "一" or said[-1] == "一" or len(set(said)) == 1:
            continue
        yield Mark(*found.span(), f"“{said}”写了两遍。", said, safe=True)


_TEAM = re.compile(
    rf"(?:办公室|教研室|实验室|资料室|科室|处室|辅导员|教职工|管理人员)队(?![伍员列长友旗服形里内对]|[{HAN}]?赛)"
)


@E.line(
    5,
    "“队”前后缺字",
    "error",
    "少了一个字",
    bad=("提升了办公室队整体工作能力。", "教研室队建设有了新进展。"),
    good=("提升了办公室团队整体工作能力。", "加强辅导员队伍建设，辅导员队员参赛。"),
)
def team(line: Line, context: Context) -> Iterator[Mark]:
    return marks(_TEAM, line.text, lambda m: f"“{m[0]}”缺字：{m[0][:-1]}团队，还是{m[0]}伍？")


_HOW = "认真|积极|深入|扎实|切实|广泛|及时|主动|自觉|热烈|充分|不断|严格|圆满|顺利|耐心|细致|热情"
_DOES = "开展|学习|推进|落实|贯彻|完成|组织|参与|参加|讨论|研究|交流|执行|总结|宣传|回答|解答|介绍|帮助|接待|走访"
_ADVERB = re.compile(rf"(?:{_HOW})的(?=(?:{_DOES})[了着好到出起过])")


@E.line(
    6,
    "该用“地”",
    "error",
    "的、地、得的用法",
    bad=("大家认真的学习了文件。", "支部扎实的开展了走访。"),
    good=("大家认真地学习了文件。", "认真的学习态度，扎实的学习成果。"),
)
def adverb(line: Line, context: Context) -> Iterator[Mark]:
    return marks(_ADVERB, line.text, "动词前用“地”。", lambda m: f"{m[0][:-1]}地")


_WELL = re.compile(
    "(?:做|干|学|讲|办|抓|搞|走|想|变|过|写|说)的(?=(?:很|非常|更|十分|比较|特别|越来越)(?![多少]))(?!很多)"
)
_GOOD = re.compile(
    "(?:很|非常|更|十分|比较|特别|越来越)(?:好|扎实|细|深|透|快|稳|实|出色|认真|到位|清楚|充实|顺利|圆满)(?!的)"
)


@E.line(
    7,
    "该用“得”",
    "error",
    "的、地、得的用法",
    bad=("这项工作做的很扎实。", "道路变的越来越好。"),
    good=("这项工作做得很扎实。", "他讲的很多内容都记下了，他做的更好的一面。"),
)
def well(line: Line, context: Context) -> Iterator[Mark]:
    for found in _WELL.finditer(line.text):
        if _GOOD.match(line.text, found.end()):
            yield Mark(*found.span(), "补语前用“得”。", f"{found[0][:-1]}得", safe=True)


_UNTIL = re.compile(r"截止(?=到?(?:\d|目前|今日|今天|今年|去年|上个?月|本月|年底|月底|发稿))")


@E.line(
    8,
    "“截止”与“截至”",
    "error",
    "词语的用法",
    bad=("截止2026年11月，支部有26名党员。", "截止目前，已收到稿件12篇。"),
    good=("截至2026年11月，支部有26名党员。", "报名截止日期为3月26日，3月26日截止。"),
)
def until(line: Line, context: Context) -> Iterator[Mark]:
    return marks(_UNTIL, line.text, "后面跟时间用“截至”。", "截至")


_TOO_MANY = {
    "涉及到": "涉及",
    "悬殊很大": "悬殊",
    "凯旋归来": "凯旋",
    "凯旋而归": "凯旋",
    "亲眼目睹": "目睹",
    "免费赠送": "赠送",
    "公诸于众": "公之于众",
    "诉诸于": "诉诸",
    "来自于": "来自",
    "目前现状": "现状",
    "原因是因为": "原因是",
    "目的是为了": "目的是",
    "被应邀": "应邀",
    "莘莘学子们": "莘莘学子",
    "非法盗窃": "盗窃",
}
_EXTRA = re.compile("|".join(map(re.escape, _TOO_MANY)))


@E.line(
    9,
    "多余的字",
    "hint",
    "词语的用法",
    bad=("内容涉及到三个方面。", "目的是为了服务学生。"),
    good=("内容涉及三个方面。", "目的是服务学生。"),
)
def extra(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind in WRITTEN:
        for found in _EXTRA.finditer(line.text):
            instead = _TOO_MANY[found[0]]
            yield Mark(*found.span(), f"意思重复，可写“{instead}”。", instead)


_PLURAL = re.compile(
    rf"(?:(?:多|几|各|诸|众|\d|[二两三四五六七八九十百千])[名位])[{HAN}]{{0,6}}?(?:党员|同学|教师|老师|学生|同志|干部|代表)们"
)


@E.line(
    10,
    "数量词与“们”",
    "error",
    "词语的用法",
    bad=("20名学生们参加。", "三位老师们发言。"),
    good=("20名学生参加。", "老师们发言。"),
)
def plural(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind in PROSE:
        for found in _PLURAL.finditer(line.text):
            yield Mark(found.end() - 1, found.end(), "前面有数量，后面不用“们”。", "", safe=True)
