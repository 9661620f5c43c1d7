from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchtui.rules.text.cleaning import clean, fullwidth, is_han, safe_filename


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("学习\x00\x07材料\x1b[31m", "学习材料[31m"),
        ("一\r\n二\r三\v四\u2028五", "一\n二\n三\n四\n五"),
        ("\ufeff标题\u202e倒\u2066写\u200b", "标题倒写"),
        ("甲\t乙", "甲 乙"),
        ("全　角\u00a0空", "全　角\u00a0空"),
        ("半\ud800个", "半个"),
        ("[/b] 照旧", "[/b] 照旧"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "count"),
    [
        ("会议开始,全体起立!", "会议开始，全体起立！", 2),
        ("责编:林知远", "责编：林知远", 1),
        ("时间:14:30,地点:逸夫楼302", "时间：14:30，地点：逸夫楼302", 3),
        ("共1,200人;比分3:2?", "共1,200人；比分3:2?", 1),
        ("增长12%,其中", "增长12%，其中", 1),
        ("学习“双创”,“三级”", "学习“双创”，“三级”", 1),
        ("党支部(以下简称支部)", "党支部（以下简称支部）", 2),
        ("支部(CPC)开会", "支部（CPC）开会", 2),
        ("(1)加强学习", "（1）加强学习", 2),
        ("1)加强学习", "1）加强学习", 1),
        ("see f(x), then g(y)!", "see f(x), then g(y)!", 0),
        ("他读了 Peewee (4.5), then left", "他读了 Peewee (4.5), then left", 0),
        ("见https://a.cn/x?y=1,2:3,其中", "见https://a.cn/x?y=1,2:3，其中", 1),
        ("写信到 office@example.cn:请回复", "写信到 office@example.cn：请回复", 1),
        ("WTO(世贸组织)成员", "WTO（世贸组织）成员", 2),
        ("点击 “ 发现 ” ,使用", "点击 “ 发现 ” ，使用", 1),
        ("真的吗?!", "真的吗？！", 2),
        ("党员（12人)、群众", "党员（12人）、群众", 1),
        ("第一行,\nhello, world", "第一行，\nhello, world", 1),
        ("预备党员(3),共15人", "预备党员（3），共15人", 3),
        ("", "", 0),
    ],
)
def test_fullwidth(text: str, expected: str, count: int) -> None:
    assert fullwidth(text) == (expected, count)


def test_a_hostile_line_takes_no_longer_than_a_long_one() -> None:
    assert fullwidth("(" * 100_000 + "," * 100_000)[1] == 0


MIXED = st.text(alphabet="学习党a1 ,:;?!()，：（）“”\n.", max_size=30)


@given(MIXED)
def test_a_second_pass_changes_nothing(text: str) -> None:
    once, count = fullwidth(text)
    assert fullwidth(once) == (once, 0)
    assert len(once) == len(text)
    assert count == sum(a != b for a, b in zip(text, once, strict=True))


@given(MIXED)
def test_no_half_width_mark_is_left_beside_a_chinese_character(text: str) -> None:
    once, _ = fullwidth(text)
    for left, right in pairwise(once):
        assert not (is_han(left) and right in ",:;?!()")
        assert not (left in ",:;?!()" and is_han(right))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('关于/召开:"学习"*会议?<1>|\\', "关于／召开：＂学习＂＊会议？＜1＞｜＼"),
        ("  第一行\n第二行 . ", "第一行 第二行"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("Com1 记录", "Com1 记录"),
        ("COM¹", "_COM¹"),
        ("...", "未命名"),
        ("", "未命名"),
        ("..\\..\\etc", "＼..＼etc"),
        ("版本1.2", "版本1.2"),
    ],
)
def test_safe_filename(text: str, expected: str) -> None:
    assert safe_filename(text) == expected


def test_safe_filename_keeps_within_characters_and_bytes() -> None:
    assert len(safe_filename("长" * 5000)) == 80
    assert len(safe_filename("𠮷" * 5000, limit=200).encode()) <= 240
    assert len(safe_filename("CON" + " " * 90 + "." * 9, limit=3)) <= 3


@given(st.text(max_size=200), st.integers(min_value=1, max_value=120))
def test_every_text_makes_a_name_windows_takes(text: str, limit: int) -> None:
    name = safe_filename(text, limit)
    assert name
    assert not set(name) & set('<>:"/\\|?*')
    assert all(ord(c) >= 32 for c in name)
    assert name[-1] not in ". " and name[0] not in ". "
    assert name.split(".")[0].strip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}
    assert len(name.encode("utf-8")) <= 255
