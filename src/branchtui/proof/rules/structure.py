"""Group A, what is asked of a line as a whole: pairs, numbers of headings, and how a title, a paragraph and a caption end."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from branchtui.proof.context import Context
from branchtui.proof.draft import Draft, Line, Picture
from branchtui.proof.finding import Mark
from branchtui.proof.pattern import HAN, HEADS, PROSE, WRITTEN, marks
from branchtui.proof.reading import draft_of
from branchtui.proof.rule import At, Example, Group
from branchtui.rules.text.marks import SENTENCE_ENDS
from branchtui.rules.text.numerals import ONE_TO_TEN

STRUCTURE = Group("A", "标点")

_CLOSING = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】", "〔": "〕", "「": "」"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_ALIKE = {"(": "（", ")": "）"}
_PAIRED = re.compile("[" + re.escape("".join(_CLOSING) + "".join(_OPENING)) + "]")
_ITEM_MARK = re.compile(rf"^\s*[0-9a-zA-Z{ONE_TO_TEN}]{{1,3}}[)）]")
_NEST = {"“": ("“”", "‘’", "引号里的引号用单引号“‘’”。"), "《": ("《》", "〈〉", "书名号里的书名号用单书名号“〈〉”。")}


class _Pairs(NamedTuple):
    """What is wrong with the pairs of a line: marks left alone, and pairs of a kind within one of the same."""

    alone: list[int]
    nested: list[tuple[int, int]]


@lru_cache(maxsize=1)  # two rules ask for the same line
def _pairs(text: str) -> _Pairs:
    """Reads the text once. An opening mark that is closed by another kind is left alone, a quote's first mark may be."""
    alone: list[int] = []
    nested: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    depth = dict.fromkeys(_CLOSING, 0)
    item = _ITEM_MARK.match(text)
    for found in _PAIRED.finditer(text):
        at, char = found.start(), _ALIKE.get(found[0], found[0])
        if char == "’" and not depth["‘"] and text[at - 1 : at].isascii():
            continue  # an apostrophe
        if char in _CLOSING:
            stack.append((char, at))
            depth[char] += 1
            continue
        opening = _ALIKE.get(_OPENING[char], _OPENING[char])
        if not depth[opening]:
            alone += [] if item and at == item.end() - 1 else [at]
            continue
        while stack[-1][0] != opening:
            passed, place = stack.pop()
            depth[passed] -= 1
            alone.append(place)
        _, start = stack.pop()
        depth[opening] -= 1
        if opening in _NEST and depth[opening]:
            nested.append((start, at + 1))
    alone += [at for char, at in stack if not (char == "“" and at == 0)]
    return _Pairs(sorted(alone), nested)


@STRUCTURE.line(
    14,
    "标点不成对",
    "error",
    "GB/T 15834—2011 第4.8、4.9、4.15条",
    bad=("学习了《党章。", "他说：请放心。”", "学院（以下简称甲方召开会议。"),
    good=("学习了《党章》。", "“各位代表。", "1）开展学习。", "It’s the branch’s."),
)
def unbalanced(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind in WRITTEN:
        for at in _pairs(line.text).alone:
            other = _CLOSING.get(line.text[at]) or _OPENING[line.text[at]]
            yield Mark(at, at + 1, f"“{line.text[at]}”没有配对的“{other}”。")


@STRUCTURE.line(
    15,
    "引号、书名号的套用",
    "warning",
    "GB/T 15834—2011 第4.8、4.15条",
    bad=("他说：“要落实“三会一课”制度。”", "读《读《党章》有感》一文。"),
    good=("他说：“要落实‘三会一课’制度。”", "读《读〈党章〉有感》一文，落实“三会一课”和“主题党日”。"),
)
def nesting(line: Line, context: Context) -> Iterator[Mark]:
    for start, end in _pairs(line.text).nested:
        _, inner, words = _NEST[line.text[start]]
        said = line.text[start + 1 : end - 1]
        instead = None if len(said) > 60 or set("“”《》‘’〈〉") & set(said) else f"{inner[0]}{said}{inner[1]}"
        yield Mark(start, end, words, instead, safe=instead is not None)


_NUMBERS = ONE_TO_TEN
_HAN_NUMBER = rf"[{_NUMBERS}]{{1,3}}"
_LEVELS = (
    re.compile(rf"^({_HAN_NUMBER})、(?![{_NUMBERS}])"),  # no 三、四年级
    re.compile(rf"^[（(]({_HAN_NUMBER})[）)]"),
    re.compile(r"^(\d{1,2})[.．](?!\d)"),
    re.compile(r"^[（(](\d{1,2})[）)]"),
)


def _number(text: str) -> int:
    """Up to 99, in figures or in Chinese: 十二, 二十, 二十一; 0 where it is none."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _NUMBERS.index(text) + 1 if len(text) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 0
    return (_NUMBERS.index(tens) + 1 if tens else 1) * 10 + (_NUMBERS.index(ones) + 1 if ones else 0)


def _numbered(line: Line, context: Context) -> tuple[int, int, int] | None:
    """The level of a line's number from 0, the number, and where it ends; -1 for a heading without."""
    if line.kind not in ("heading", "paragraph"):
        return None
    for level, pattern in enumerate(_LEVELS):
        if found := pattern.match(line.text):
            return (level, _number(found[1]), found.end()) if _number(found[1]) else None
    return (-1, 0, 0) if line.kind == "heading" else None


@STRUCTURE.draft(
    16,
    "标题序号不连续",
    "warning",
    "序号从一起依次编排",
    _numbered,
    bad=(
        "# 一、学习\n正文。\n# 三、服务\n正文。",
        "一、学习\n（一）党章\n（三）条例\n二、服务。",
        "1.学习。\n2.服务。\n2.宣传。",
    ),
    good=(
        "# 一、学习\n（一）党章\n（二）条例\n# 二、服务\n（一）走访",
        "三、四年级学生参加。",
        "1.学习。\n2.服务。",
        "# 甲\n1.学习。\n# 乙\n1.服务。",
    ),
)
def order(numbers: Sequence[tuple[int, int, int] | None], draft: Draft, context: Context) -> Iterator[At]:
    last = [0] * len(_LEVELS)
    for place, numbered in enumerate(numbers):
        if numbered is None:
            continue
        level, number, end = numbered
        if number not in (1, last[level] + 1) and level >= 0:
            words = f"前面是第{last[level]}，这里是第{number}。" if last[level] else f"这里从第{number}开始。"
            yield At(place, Mark(0, end, f"序号不连续：{words}"))
        last[level + 1 :] = [0] * (len(last) - level - 1)
        if level >= 0:
            last[level] = number


_AFTER_NUMBER = (
    (re.compile(rf"^({_HAN_NUMBER})[，,.．:：](?=[{HAN}“《])"), r"\1、", "汉字序号后用顿号。"),
    (re.compile(rf"^(（(?:{_HAN_NUMBER}|\d{{1,2}})）)[、，,.．:：]"), r"\1", "加括号的序号后不用标点。"),
    (re.compile(rf"^(\d{{1,2}})、(?=[{HAN}“《])"), r"\1.", "阿拉伯数字序号后用下脚点“.”。"),
    (re.compile(rf"^(第{_HAN_NUMBER}|首先|其次|最后)、(?![第{_NUMBERS}])"), r"\1，", "“第一”“首先”等后用逗号。"),
)


@STRUCTURE.line(
    17,
    "序号后的标点",
    "warning",
    "GB/T 15834—2011 附录B.3",
    bad=("一，开展学习。", "（一）、开展学习。", "1、开展学习。", "第一、开展学习。"),
    good=(
        "一、开展学习。",
        "（一）开展学习。",
        "1.开展学习。",
        "第一，开展学习。",
        "第一、第二党支部联合走访，3、4月份完成。",
    ),
)
def after_number(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind in ("paragraph", "heading"):
        for pattern, instead, words in _AFTER_NUMBER:
            if found := pattern.match(line.text):
                yield Mark(*found.span(), words, found.expand(instead), safe=True)


_TITLE_END = re.compile("[。，；：、.,;:]+$")


def _titled(title: str) -> Example:
    return Example(draft_of(title=title))


@STRUCTURE.line(
    18,
    "标题末尾的标点",
    "error",
    "GB/T 15834—2011 附录B.4",
    bad=("# 加强理论学习。", _titled("学院召开会议。"), _titled("学院党支部：")),
    good=("# 加强理论学习", _titled("学院召开会议"), _titled("路在何方？"), "# 未完的路……"),
)
def title_end(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind in HEADS:
        yield from marks(_TITLE_END, line.text, "标题末尾不用标点。", "")


def _captioned(caption: str) -> Example:
    return Example(draft_of(figures=(Picture(1, caption, True),)))


@STRUCTURE.line(
    19,
    "图注末尾的句号",
    "warning",
    "GB/T 15834—2011 附录A.1",
    bad=(_captioned("党员在学习。"), _captioned("图为活动现场，师生合影。")),
    good=(_captioned("党员在学习"), _captioned("图为活动现场。后排左起为教师代表。")),
)
def caption_end(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind == "caption" and line.text.endswith("。") and line.text.count("。") == 1:
        yield Mark(len(line.text) - 1, len(line.text), "短语式的图注末尾不用句号。", "", safe=True)


_ITEM = re.compile(
    rf"^(?:[（(]?(?:{_HAN_NUMBER}|\d{{1,2}})[）)、.．]|第{_HAN_NUMBER}|[{_NUMBERS}]是|首先|其次|再次|最后|[—·●■◆▲*-])"
)
_CLOSED = "”’》）)】〕"
_ENDS = f"{SENTENCE_ENDS}…：，、,;:.!?—"


class _End(NamedTuple):
    """How a line ends: its mark (empty where there is none) and its place, and whether it is an item of a list."""

    kind: str
    mark: str
    at: int
    item: bool
    long: bool


def _end(line: Line, context: Context) -> _End:
    bare = line.text.rstrip(_CLOSED)
    mark = bare[-1:] if bare[-1:] in _ENDS else ""
    bracket = not mark and line.text.endswith(("）", ")", "】"))
    long = not bracket and (len(line.text) >= 40 or "。" in line.text)
    return _End(line.kind, mark, max(len(bare) - 1, 0), bool(_ITEM.match(line.text)), long)


_BROKEN = ("；", ";", "，", ",", "、")


@STRUCTURE.draft(
    20,
    "段末用了句中的标点",
    "error",
    "GB/T 15834—2011 第4.1、4.6条",
    _end,
    bad=("形成了工作格局；\n支部召开会议。", "支部召开会议，", "形成了工作格局；\n【图1】\n# 服务\n正文。"),
    good=(
        "支部召开会议。",
        "一是学习；\n二是服务。",
        "任务如下：\n（1）学习；\n（2）服务。",
        "尊敬的老师：\n您好。",
        "任务如下：\n学习；\n服务；\n宣传。",
    ),
)
def paragraph_end(ends: Sequence[_End], draft: Draft, context: Context) -> Iterator[At]:
    listing = False  # after a line that ends in ：, until one ends a sentence
    for place, end in enumerate(ends):
        if end.kind not in PROSE or end.mark not in _BROKEN:
            listing = end.mark == "："
            continue
        after = ends[place + 1] if place + 1 < len(ends) else None
        if after is None or after.kind not in PROSE or not (after.item or end.item or listing):
            yield At(place, Mark(end.at, end.at + 1, "一段到这里结束，末尾应是句号。", "。", safe=True))


@STRUCTURE.draft(
    21,
    "段末没有标点",
    "warning",
    "GB/T 15834—2011 第4.1条",
    _end,
    bad=("大家学习了文件。会后走访了宿舍", "支部召开会议。\n大家学习了文件。会后走访了宿舍\n会议结束。"),
    good=("支部召开会议。", "大家说：“请放心。”", "会议结束。（文/林知远）", "海堤上的风"),
)
def no_end(ends: Sequence[_End], draft: Draft, context: Context) -> Iterator[At]:
    for place, end in enumerate(ends):
        if end.kind in PROSE and not end.mark and end.long:
            yield At(place, Mark(end.at, end.at + 1, "段末没有标点。"))


_ITEMS = re.compile(rf"(?:^|(?<=[，；。：、]))([{_NUMBERS}])(?:是|要)(?!否)")


@STRUCTURE.line(
    22,
    "“一是、二是”的次序",
    "warning",
    "序次语依次编排",
    bad=("一是学习；三是服务。", "会议要求：一要学习，二要服务，二要宣传。"),
    good=("一是学习；二是服务；三是宣传。", "二是服务。", "一是学习，二是服务；一要快，二要准。"),
)
def items(line: Line, context: Context) -> Iterator[Mark]:
    last = 0
    for found in _ITEMS.finditer(line.text):
        number = _NUMBERS.index(found[1]) + 1
        if last and number not in (1, last + 1):
            yield Mark(*found.span(), f"前面是“{_NUMBERS[last - 1]}”，这里应是“{_NUMBERS[last % 10]}”。")
        last = number
