"""Group A: punctuation, GB/T 15834—2011. What is asked of paragraphs, headings and pairs as a whole is in `structure`."""

import re
from collections.abc import Iterator

from branchtui.proof.context import Context
from branchtui.proof.draft import Line
from branchtui.proof.finding import Mark
from branchtui.proof.pattern import HAN, PROSE, WRITTEN, marks
from branchtui.proof.rule import Group
from branchtui.rules.text.numerals import ONE_TO_TEN

A = Group("A", "标点")

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_HALF = re.compile(rf"(?<=[{HAN}”》）])(?:[,;:?!]|\.(?![.\w]))|[,;:?!](?=[{HAN}“《（])")


@A.line(
    1,
    "中文旁的半角标点",
    "error",
    "GB/T 15834—2011 第5.1条",
    bad=("会上,大家发言。", "地点:行政楼。", "会议到此结束."),
    good=("会上，大家发言。", "时间为15:30，共3,200元。", "网址是www.example.edu.cn，1.开展学习。"),
)
def half_width(line: Line, context: Context) -> Iterator[Mark]:
    return marks(_HALF, line.text, lambda m: f"中文里的“{m[0]}”应为全角“{_WIDE[m[0]]}”。", lambda m: _WIDE[m[0]])


_BRACKETS = re.compile(r"[(（][^()（）]{0,80}[)）]")
_HAN = re.compile(rf"[{HAN}，。；：、]")


@A.line(
    2,
    "中文旁的半角括号",
    "error",
    "GB/T 15834—2011 第5.1条",
    bad=("学院(以下简称甲方)召开会议。", "大家学习了成果导向教育(OBE)理念。", "（一)开展学习。"),
    good=("学院（以下简称甲方）召开会议。", "函数f(x)=1。", "The branch (of the school) met."),
)
def half_brackets(line: Line, context: Context) -> Iterator[Mark]:
    for found in _BRACKETS.finditer(line.text):
        inner, (start, end) = found[0][1:-1], found.span()
        mixed = found[0][0] == "（" or found[0][-1] == "）"
        if found[0] == f"（{inner}）" or not (
            mixed or _HAN.search(inner) or _HAN.match(line.text[max(start - 1, 0) : start])
        ):
            continue
        yield Mark(start, end, "中文里的括号应为全角“（）”。", f"（{inner}）", safe=True)


_BETWEEN = re.compile("(?<=》)、(?=《)|(?<=”)、(?=“)")


@A.line(
    3,
    "并列的引号、书名号之间的顿号",
    "warning",
    "GB/T 15834—2011 第4.5条",
    bad=("学习了《党章》、《条例》。", "落实“三会一课”、“主题党日”制度。"),
    good=("学习了《党章》《条例》。", "学习《党章》（第一章）、《条例》，落实“三会一课”制度、“主题党日”制度。"),
)
def comma_between(line: Line, context: Context) -> Iterator[Mark]:
    return marks(_BETWEEN, line.text, "并列的书名号、引号之间不用顿号。", "")


_DOTS = re.compile(r"\.{3,}|。{3,}|．{3,}|·{3,}|…+")


@A.line(
    4,
    "省略号的写法",
    "error",
    "GB/T 15834—2011 第4.11条",
    bad=("大家谈学习、谈工作...", "春去秋来…", "大家谈学习。。。。。。"),
    good=("大家谈学习、谈工作……", "会议结束。", "for i in 1...9"),
)
def ellipsis(line: Line, context: Context) -> Iterator[Mark]:
    for found in _DOTS.finditer(line.text):
        around = line.text[max(found.start() - 1, 0) : found.start()] + line.text[found.end() : found.end() + 1]
        if found[0] in ("……", "…………") or (len(around) == 2 and around.isascii()):
            continue
        yield Mark(*found.span(), "省略号是六个点“……”，占两个字的位置。", "……", safe=True)


_SO_ON = re.compile(r"……等|等……")


@A.line(
    5,
    "省略号与“等”并用",
    "warning",
    "GB/T 15834—2011 第4.11条",
    bad=("走访了教室、食堂……等地。", "有教师、学生等……"),
    good=("走访了教室、食堂等地。", "有教师、学生……"),
)
def so_on_twice(line: Line, context: Context) -> Iterator[Mark]:
    return marks(_SO_ON, line.text, "省略号已经表示“等”，两个用一个。")


_DASH = re.compile(r"^—(?!—)|—{3,}|(?<!-)-{2,}(?!-)|(?:－|–|─){2,}|^一一(?=记|访|写在)")


@A.line(
    6,
    "破折号的写法",
    "error",
    "GB/T 15834—2011 第4.10条",
    bad=("—记先锋示范岗的一天", "服务师生--岗位的承诺。", "一一记先锋示范岗"),
    good=("——记先锋示范岗的一天", "2025—2026学年第一学期。", "一一走访宿舍。"),
)
def dash(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind in WRITTEN:
        yield from marks(_DASH, line.text, "破折号是“——”，占两个字的位置。", "——")


_TWICE = re.compile(
    r"(?<![。，、；：])[。，、；：]{2,}(?![。，、；：])|[。，、；：][？！]|[？！][，、；：。]|！{2,}|？{2,}|。”。"
)


@A.line(
    7,
    "标点叠用",
    "error",
    "GB/T 15834—2011 第4章",
    bad=("会议结束。。", "会上，，大家发言。", "会议结束，。", "他说：“请放心。”。"),
    good=("会议结束。", "怎么能这样？！", "他说：“请放心。”大家鼓掌。"),
)
def repeated(line: Line, context: Context) -> Iterator[Mark]:
    for found in _TWICE.finditer(line.text):
        if found[0].startswith("。。。") and set(found[0]) == {"。"}:
            continue  # meant for an ellipsis
        once = "。”" if found[0] == "。”。" else found[0][0] if len(set(found[0])) == 1 else None
        yield Mark(*found.span(), "标点叠用了，只留一个。", once, safe=once is not None)


_AND = re.compile("、(?=和(?![谐睦平美气解蔼顺善缓煦畅悦好乐衷])|及(?![时格早第])|以及)")


@A.line(
    8,
    "顿号后又用“和”",
    "warning",
    "GB/T 15834—2011 第4.5条",
    bad=("教师、学生、和校友参加。", "会议记录、新闻报道、及归档材料齐全。"),
    good=(
        "教师、学生和校友参加。",
        "建设富强、民主、和谐的国家，做到及时、及早。",
        "为加强管理、与学生多交流，支部走访宿舍。",
    ),
)
def comma_and(line: Line, context: Context) -> Iterator[Mark]:
    return marks(_AND, line.text, "“和”“及”前不再用顿号。", "")


_SPACE = re.compile(rf"(?<=[{HAN}，。；：、”》）]) +(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%]) +(?=[{HAN}，。；：、“《（])")


@A.line(
    9,
    "汉字与字母、数字之间的空格",
    "warning",
    "正文的写法",
    bad=("共有 26 名党员。", "学习了 OBE 理念。"),
    good=("共有26名党员。", "1. 开展学习，看了Word file一份。"),
)
def spaced(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind in PROSE:
        yield from marks(_SPACE, line.text, "汉字与字母、数字之间不空格。", "")


_NUMBERED = re.compile(rf"[（(]?[{ONE_TO_TEN}\d]{{1,3}}[、.．）)]")
_GAP = re.compile(rf"[“”]|(?<=[{HAN}，。；：、！？])[ \u3000]+(?=[{HAN}“《（])")


@A.line(
    10,
    "汉字之间的空格",
    "warning",
    "正文的写法",
    bad=("会议 学习了文件。", "大家发言。 会议结束。", "以“学习”为题 开展活动。"),
    good=("会议学习了文件。", "一、 开展学习。", "以“灯火映初心 红心颂党恩”为题开展活动。"),
)
def gap(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind not in PROSE:
        return
    head = _NUMBERED.match(line.text)
    quoted = False
    for found in _GAP.finditer(line.text, head.end() + 1 if head else 0):
        if found[0] in "“”":
            quoted = found[0] == "“"
        elif not quoted:
            yield Mark(*found.span(), "句子里多了空格。", "", safe=True)


_FULL = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@A.line(
    11,
    "全角的数字、字母",
    "warning",
    "GB/T 15835—2011 第5.1条",
    bad=("共有２６名党员。", "学习了ＯＢＥ理念。"),
    good=("共有26名党员。", "学习了OBE理念，完成率为100%。"),
)
def full_width(line: Line, context: Context) -> Iterator[Mark]:
    return marks(_FULL, line.text, "数字、字母用半角。", lambda m: m[0].translate(_NARROW))


@A.line(
    12,
    "直引号",
    "error",
    "GB/T 15834—2011 第5.1条",
    bad=('落实"三会一课"制度。', "落实'三会一课'制度。", '落实"三会一课制度。'),
    good=("落实“三会一课”制度。", 'He said "yes".', "It's the school's."),
)
def straight(line: Line, context: Context) -> Iterator[Mark]:
    for quote, opening, closing in (('"', "“", "”"), ("'", "‘", "’")):
        places = [at for at, char in enumerate(line.text) if char == quote] if quote in line.text else []
        for first, last in zip(places[::2], places[1::2], strict=False):
            inner = line.text[first + 1 : last]
            if _HAN.search(inner) or _HAN.match(line.text[first - 1 : first]):
                instead = f"{opening}{inner}{closing}"
                yield Mark(first, last + 1, f"中文的引号用{opening}{closing}。", instead, safe=True)
        if len(places) % 2 and _HAN.search(line.text[max(places[-1] - 1, 0) : places[-1] + 2]):
            yield Mark(places[-1], places[-1] + 1, f"中文的引号用{opening}{closing}，这里只有一个。")


_AT_START = re.compile("^[，。、；：？！）》”’】]")


@A.line(
    13,
    "段首的标点",
    "error",
    "GB/T 15834—2011 第5.1条",
    bad=("，会议结束。", "”他说。"),
    good=("会议结束。", "“请放心。”他说。"),
)
def at_start(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind in WRITTEN:
        yield from marks(_AT_START, line.text, "一段不能由这个标点开头。")
