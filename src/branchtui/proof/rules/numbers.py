"""Group B: figures and dates, GB/T 15835—2011. What has to agree with itself, a weekday or a sum, is in `sums`."""

import re
from collections.abc import Iterator

from branchtui.proof.context import Context
from branchtui.proof.draft import Line
from branchtui.proof.finding import Mark
from branchtui.proof.pattern import PROSE, WRITTEN, marks
from branchtui.proof.rule import Group
from branchtui.rules.text.numerals import DIGITS, ONE_TO_TEN

B = Group("B", "数字")

_ONES = DIGITS[1:]
_FIGURES = {char: str(number) for number, char in enumerate(f"〇{_ONES}")} | {"零": "0", "○": "0", "0": "0"}
_YEAR = rf"[一二][〇零○0{_ONES}]{{3}}年"
_MONTH = f"(?:十[一二]?|[{_ONES}])月"
_DAY = f"(?:[一二三]?十[{_ONES}]?|[{_ONES}])[日号]"
_HAN_DATE = re.compile(rf"{_YEAR}(?:{_MONTH}(?:{_DAY})?)?|(?<![{ONE_TO_TEN}历闰年正腊]){_MONTH}{_DAY}")
_HAN_PART = re.compile(rf"([〇零○0{ONE_TO_TEN}]+)([年月日号])")


def _arabic(found: "re.Match[str]") -> str:
    said, unit = found[1], found[2]
    if unit == "年":
        return "".join(_FIGURES[char] for char in said) + unit
    tens, ten, ones = said.rpartition("十")
    number = (int(_FIGURES[tens]) if tens else 1) * 10 if ten else 0
    return f"{number + (int(_FIGURES[ones]) if ones else 0)}{unit}"


@B.line(
    1,
    "汉字写的公历日期",
    "warning",
    "GB/T 15835—2011 第4.1条",
    bad=("二〇二六年三月召开会议。", "三月二十六日，支部召开会议。", "二零二六年的计划。"),
    good=("2026年3月26日，支部召开会议。", "农历三月初三。", "农历八月十五日赏月。"),
)
def han_date(line: Line, context: Context) -> Iterator[Mark]:
    for mark in marks(_HAN_DATE, line.text, "公历日期用阿拉伯数字。", lambda m: _HAN_PART.sub(_arabic, m[0])):
        if line.text[max(mark.start - 2, 0) : mark.start] not in ("农历", "阴历", "旧历"):
            yield mark


_SHORT_YEAR = re.compile(r"(?<![\d.第])(\d{2})年(?=\d{1,2}月(?!份?间)|[春秋]季|[上下]半年)|[’'‘](\d{2})年")


@B.line(
    2,
    "两位数的年份",
    "warning",
    "GB/T 15835—2011 第5.1条",
    bad=("26年3月，支部召开会议。", "25年秋季学期开学。"),
    good=("2026年3月，支部召开会议。", "从教26年。", "历时10年3个月。"),
)
def short_year(line: Line, context: Context) -> Iterator[Mark]:
    for found in _SHORT_YEAR.finditer(line.text):
        if line.text[found.end() : found.end() + 3].endswith("个月"):
            continue
        year = found[1] or found[2]
        full = f"20{year}年" if int(year) <= context.today.year % 100 + 10 else None
        yield Mark(*found.span(), "年份写四位数字。", full)


_ZERO = re.compile(r"(?<![\d.\-—/:：])0([1-9][月日])")


@B.line(
    3,
    "月、日前的0",
    "warning",
    "GB/T 15835—2011 第5.1条",
    bad=("2026年03月26日，支部召开会议。", "3月06日召开会议。"),
    good=("2026年3月6日，支部召开会议。", "2026-03-06，10月20日。"),
)
def leading_zero(line: Line, context: Context) -> Iterator[Mark]:
    return marks(_ZERO, line.text, "月、日前不加0。", lambda m: m[1])


_HAN_OF = str.maketrans("0123456789", f"〇{_ONES}")
_FIXED = re.compile(
    r"党的(?:1[0-9]|2[0-9])大|(?<!\d)(?:1[0-9]|20)届[一二三四五六七1-7]中全会|[一二十]+届[1-7]中全会"
    r"|[3三]会1课|3会[1一]课|2学[1一]做|两学1做|2个(?:确立|维护)|4个(?:意识|自信)|1岗双责|1带[1一]路|一带1路|5四(?:运动|青年节)"
    r"|十(?:[1-9])五规划|(?<!\d)1[3-9]5规划|3农"
)


def _in_han(found: "re.Match[str]") -> str:
    said = found[0]
    teens = re.search(r"(?<!\d)[12]\d(?!\d)", said)
    if teens and "五规划" not in said:
        tens, ones = divmod(int(teens[0]), 10)
        number = ("二十" if tens == 2 else "十") + (str(ones) if ones else "")
        said = said.replace(teens[0], number)
    if said.endswith("5规划"):
        said = f"十{said[-4]}五规划"
    return said.replace("2个", "两个").replace("2学", "两学").translate(_HAN_OF)


@B.line(
    4,
    "固定词语里的数字",
    "error",
    "GB/T 15835—2011 第4.2条",
    bad=("学习党的20大精神。", "落实3会1课制度。", "学习20届4中全会精神。", "做到“2个维护”。"),
    good=("学习党的二十大精神。", "落实三会一课制度。", "学习二十届四中全会精神。", "20多名党员。"),
)
def fixed_terms(line: Line, context: Context) -> Iterator[Mark]:
    return marks(_FIXED, line.text, lambda m: f"固定词语用汉字数字：{_in_han(m)}。", _in_han)


_NUMBER = r"(?:\d[\d,.]*|[一二两三四五六七八九十百千万亿]+)"
_ABOUT = re.compile(
    rf"(?:大约|约|(?<![最附临靠接邻])近|将近|逾|超过)({_NUMBER})"
    rf"(?:[余多][\u4e00-\u9fff]|[个名人位次年天小时分钟月篇份件万元公里亩%]{{0,4}}(?:左右|上下)|[个名人位次年天篇份件万元][余多])"
)


@B.line(
    5,
    "概数重复",
    "warning",
    "GB/T 15835—2011 第4.2条",
    bad=("约50人左右参加。", "近200余名学生参加。", "超过100多人次。"),
    good=("约50人参加。", "200余名学生参加。", "近三年来，最近5天左右有雨。", "近百名师生参加，近十多年来发展很快。"),
)
def about_twice(line: Line, context: Context) -> Iterator[Mark]:
    for mark in marks(_ABOUT, line.text, "“约、近、超过”和“左右、余、多”只用一个。"):
        said = line.text[mark.start : mark.end]
        if not (said.startswith("近") and "年" in said[-2:]):  # 近十多年来: of late
            yield mark


_PERCENTS = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)[%％]?[-－~～—–至到](\d+(?:\.\d+)?)[%％]")


@B.line(
    6,
    "百分数的范围",
    "warning",
    "GB/T 15835—2011 第5.1条",
    bad=("提高5-10%。", "占20～30%。", "占20%-30%。"),
    good=("提高5%～10%。", "占20%至30%，完成100%。"),
)
def percents(line: Line, context: Context) -> Iterator[Mark]:
    for found in _PERCENTS.finditer(line.text):
        instead = f"{found[1]}%～{found[2]}%"
        if found[0] not in (
            instead,
            f"{found[1]}%至{found[2]}%",
            f"{found[1]}%到{found[2]}%",
            f"{found[1]}%—{found[2]}%",
        ):
            yield Mark(*found.span(), f"百分数的范围两头都写百分号：{instead}。", instead, safe=True)


_LARGE = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)[-－~～—–至到](\d+(?:\.\d+)?)([万亿])")


@B.line(
    7,
    "万、亿的范围",
    "warning",
    "GB/T 15835—2011 第5.1条",
    bad=("投入9-16亿元。", "约3～5万人。"),
    good=("投入9亿～16亿元。", "3～5人，2万至3万人。"),
)
def large_ranges(line: Line, context: Context) -> Iterator[Mark]:
    def both(found: "re.Match[str]") -> str:
        return f"{found[1]}{found[3]}～{found[2]}{found[3]}"

    return marks(_LARGE, line.text, lambda m: f"范围两头都写“{m[3]}”：{both(m)}。", both)


_RANGE = re.compile(
    r"(?<![\d.\-—A-Za-z])(\d{1,4})([-－~]{1,2})(\d{1,4})(?=(?:学年|[年月日号时点人名位个次项条天周级届元岁]|分钟|小时))"
)


@B.line(
    8,
    "数字之间的连接号",
    "hint",
    "GB/T 15834—2011 第4.13条",
    bad=("每组3-5人。", "2025-2026学年第一学期。", "3~5月走访。"),
    good=("每组3～5人。", "2025—2026学年第一学期。", "电话8888-1234，2026-03-26。"),
)
def ranges(line: Line, context: Context) -> Iterator[Mark]:
    for found in _RANGE.finditer(line.text):
        sign = "—" if len(found[1]) == 4 else "～"
        yield Mark(*found.span(2), f"起止之间用“{sign}”。", sign, safe=True)


_MIXED = re.compile(
    r"(?<![\d.])\d{1,6}万\d{1,6}(?:千|百)?(?!\d|[月年日])|(?<![\d.])\d{1,6}千\d{0,6}百?|(?<![\d.])\d{1,3}百(?=[个名人位余多])"
)


@B.line(
    9,
    "万和数字混用",
    "warning",
    "GB/T 15835—2011 第5.1条",
    bad=("投入3万5千元。", "共有1万2000人。", "惠及2千人。"),
    good=("投入3.5万元。", "共有12000人。", "走过5千米，共有2000人。"),
)
def mixed(line: Line, context: Context) -> Iterator[Mark]:
    for mark in marks(_MIXED, line.text, "写成阿拉伯数字，或只用“万、亿”作单位。"):
        if line.text[mark.end : mark.end + 1] not in ("米", "克", "瓦", "焦", "卡", "赫", "帕"):
            yield mark


_CLOCK = re.compile(r"(?<![\d:：.])(\d{1,2})[：](\d{2})(?![\d:：])")


@B.line(
    10,
    "时刻里的冒号",
    "warning",
    "GB/T 15835—2011 第5.1条",
    bad=("会议于15：30开始。", "9：00—11：30召开会议。"),
    good=("会议于15:30开始。", "比分：3：2。"),
)
def clock(line: Line, context: Context) -> Iterator[Mark]:
    return marks(_CLOCK, line.text, "时刻用半角的冒号。", lambda m: f"{m[1]}:{m[2]}")


_AFTERNOON = re.compile(r"(?:下午|傍晚|晚上?|当晚)(?:1[3-9]|2[0-4])(?=[时点:：])")


@B.line(
    11,
    "下午与24小时制并用",
    "warning",
    "GB/T 15835—2011 第5.1条",
    bad=("下午15时召开会议。", "3月26日晚19:30召开会议。"),
    good=("下午3时召开会议。", "15时召开会议，晚上7点结束。"),
)
def afternoon(line: Line, context: Context) -> Iterator[Mark]:
    return marks(_AFTERNOON, line.text, "24小时制的时刻前不再写“下午、晚上”。")


_FEWER = re.compile(r"(?:减少|降低|下降|缩短|缩小)(?:了|为|到)?(?:近|约)?(?:\d[\d.]*|[一二两三四五六七八九十]{1,3})倍")


@B.line(
    12,
    "减少不用倍数",
    "warning",
    "数字的用法",
    bad=("用时减少了2倍。", "差错下降3倍。"),
    good=("用时减少了一半。", "参加人数增加了2倍。"),
)
def fewer(line: Line, context: Context) -> Iterator[Mark]:
    return marks(_FEWER, line.text, "减少、降低不用倍数，写成百分数或几分之几。")


_MANY = re.compile(r"(?<![\d.,第\-—:：A-Za-z])\d{5,}(?=[元人名册份次件])|(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)")


def _grouped(line: Line, context: Context) -> Iterator[Mark]:
    plain: list[Mark] = []
    comma = False
    for found in _MANY.finditer(line.text):
        if "," in found[0]:
            comma = True
        else:
            plain.append(Mark(*found.span(), "同一段里的多位数，千分撇要么都写，要么都不写。"))
    return iter(plain if comma else ())


B.line(
    13,
    "千分撇不一致",
    "hint",
    "GB/T 15835—2011 第5.1条",
    bad=("共支出12000元，其中图书3,200元。", "上年1,200人次，今年15000人次。"),
    good=("共支出12000元，其中图书3200元。", "共支出12,000元，其中图书3,200元。"),
)(_grouped)


_ORDINAL = re.compile(r"第(\d{1,2})(?=届党代会|次党代会|次全国代表大会|次党代表大会)")


@B.line(
    14,
    "会议届次的数字",
    "warning",
    "GB/T 15835—2011 第4.2条",
    bad=("迎接学校第11次党代会。", "第20次全国代表大会召开。"),
    good=("迎接学校第十一次党代会。", "这是第3次走访。"),
)
def ordinals(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind in WRITTEN:

        def han(found: "re.Match[str]") -> str:
            tens, ones = divmod(int(found[1]), 10)
            ten = "" if not tens else "十" if tens == 1 else f"{str(tens).translate(_HAN_OF)}十"
            return f"第{ten}{str(ones).translate(_HAN_OF) if ones else ''}"

        yield from marks(_ORDINAL, line.text, "会议的届次用汉字数字。", han)


_SMALL = re.compile(r"(?<![\d.年月第.—\-])([1-9])(?=(?:方面|大类|个方面))")


@B.line(
    15,
    "词语里的个位数",
    "hint",
    "GB/T 15835—2011 第4.2条",
    bad=("从3个方面作了部署。", "提出5方面要求。"),
    good=("从三个方面作了部署。", "共有3个小组，完成13个方面的任务。"),
)
def small(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind in PROSE:
        yield from marks(_SMALL, line.text, "行文里的概括数用汉字。", lambda m: m[1].translate(_HAN_OF))
