"""Pledges: the sentences of a pasted text, and whether one says anything that can be checked."""

import re

from branchtui.rules.text.marks import sentences
from branchtui.rules.text.numerals import DIGITS, without_heading_number

_HAN = f"{DIGITS[1:]}两十百千几"
_COUNTED = "个名位人次件份场天日周月年条项篇本门节户间届期遍轮台张封批组处届页套字元万千倍小时分钟学期课时工作"
_NUMBER = re.compile(
    rf"[0-9０-９]|百分之(?!百)[{_HAN}]|第[{_HAN}]+|[{_HAN}]+(?:多|余)?[{_COUNTED}]|[每逐][{_COUNTED}]|零(?:投诉|差错|失误|积压|拖延)"
)
_NO_NUMBER = re.compile(
    "第一时间|百分之百|万分|千方百计|[一十]分(?!钟)|一言一行|一个榜样|一名党员|一位党员|一面旗帜|一切|一心一意"
)
_TIME = re.compile(
    "当[天日周月]|[次隔]日|即[日时]起|每(?:个)?(?:天|日|周|星期|月|季|季度|学期|学年|年)|工作日|[课班会]前|[课班会]后|"
    "周[一二三四五六日末]|星期[一二三四五六日天]|[以之]?内(?:[^容心在部行外]|$)|月[底末初]|年[底末初]|期[末初中]|寒假|暑假|开学|"
    "节假日|午休|全天|[上下]午|晚上|之前|以前"
)
_OBJECT = re.compile(
    "流程|清单|台账|名单|联系方式|电话|手册|指南|公示|公开|答复|回访|登记|台历|日志|模板|问答|档案|值班|"
    "信箱|材料|咨询|来访|来信|试卷|教案|课件|课表|成绩|论文|宿舍|实验室|窗口"
)
HINT = "这句承诺里没有数量、具体的对象或时间，将来不好核对。可以写成“来访当日答复”“每周二下午值班两小时”这样。"


def pledge_lines(text: str) -> list[str]:
    """The pledges of a text: one for each line, the number before it taken away; a text of one line by its sentences."""
    lines = [_plain(line) for line in text.splitlines()]
    there = [line for line in lines if line]
    if len(there) == 1:
        there = [part for part in map(_plain, sentences(there[0])) if part]
    return there


def hint(words: str) -> str:
    """What to tell of a pledge that says no number, no object and no time; empty where it says one of them."""
    said = _NO_NUMBER.sub("", words)
    return "" if _NUMBER.search(said) or _TIME.search(said) or _OBJECT.search(said) else HINT


def _plain(line: str) -> str:
    return without_heading_number(line.strip().lstrip("-—·•●○■◆*＊ 　")).strip()
