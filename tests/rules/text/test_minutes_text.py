"""Record text is parsed when read, and nothing of it is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchtui.rules.text.minutes_text import (
    ItemRecord,
    Speech,
    bare_resolution,
    match_items,
    parse_record,
    same_title,
    speaker_letters,
    speeches,
)

TEXT = """林知远介绍了学习安排。
# 一、学习全会精神
周以宁：第一点意见。
补充说明。
沈一禾：赞成。
决议：下周三前交体会。
# 2
林知远：没有异议。
结束语：今天就到这里。
谢谢大家。
"""


def test_parse_record() -> None:
    record = parse_record(TEXT)
    assert record.preface == "林知远介绍了学习安排。"
    assert record.items == (
        ItemRecord("一、学习全会精神", "周以宁：第一点意见。\n补充说明。\n沈一禾：赞成。", "下周三前交体会。"),
        ItemRecord("2", "林知远：没有异议。", ""),
    )
    assert record.closing == "今天就到这里。\n谢谢大家。"
    assert match_items(["学习全会精神", "讨论发展对象"], record) == [0, 1]
    assert match_items(["别的", "学习全会精神"], record) == [1, None]


def test_speeches() -> None:
    assert speeches("开场。\n周以宁：一。\n续。\n阿依努尔·艾合买提: 二。\n\n时间 15:30 开始") == [
        Speech("", "开场。"),
        Speech("周以宁", "一。\n续。"),
        Speech("阿依努尔·艾合买提", "二。\n时间 15:30 开始"),
    ]


@pytest.mark.parametrize(
    ("one", "other"), [("一、学习", "学习"), ("（二）学习 全会", "学习全会"), ("3. 学习", "学习"), ("学习", " 学习 ")]
)
def test_same_title(one: str, other: str) -> None:
    assert same_title(one, other)


@given(st.text(alphabet="#＃决议：结束语不同意见林知远，。 \n1", max_size=120))
def test_no_word_is_lost(text: str) -> None:
    record = parse_record(text)
    kept = "".join(
        [
            record.preface,
            record.closing,
            *(p for i in record.items for p in (i.title, i.record, i.resolution, i.dissent)),
        ]
    )

    def bare(words: str) -> list[str]:
        return sorted(
            re.sub(r"[\s#＃]", "", words.replace("决议：", "").replace("不同意见：", "").replace("结束语：", ""))
        )

    assert bare(kept) == bare(text)


@pytest.mark.parametrize(("title", "place"), [("2", 1), ("0", None), ("3", None), ("²", None), ("9" * 5000, None)])
def test_a_bare_number_takes_the_item_at_that_place(title: str, place: int | None) -> None:
    assert match_items(["学习", "讨论"], parse_record(f"# {title}\n甲说\n")) == [place]


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("同意。", "同意。"),
        ("决议：同意。", "同意。"),
        ("会议决定： 同意。", "同意。"),
        ("决定:同意。", "同意。"),
        ("会议决定：决议：同意。", "同意。"),
        ("会议决定同意计划。", "会议决定同意计划。"),
        ("同意。\n决定：另行通知。", "同意。\n决定：另行通知。"),
        ("决议：", ""),
        ("", ""),
    ],
)
def test_a_resolution_without_a_label_of_its_own(typed: str, bare: str) -> None:
    assert bare_resolution(typed) == bare
    assert bare_resolution(bare) == bare


def test_a_different_opinion_is_kept_beside_the_resolution() -> None:
    (item,) = parse_record(
        "# 计划\n甲：赞成。\n不同意见：乙：太紧。\n丙：再议。\n不同意见：丁：反对。\n决议：照办。\n"
    ).items
    assert item == ItemRecord("计划", "甲：赞成。\n丙：再议。", "照办。", "乙：太紧。\n丁：反对。")


@pytest.mark.parametrize(
    ("line", "letters"),
    [
        ("zs：", "zs"),
        ("  ZS:", "zs"),
        ("zhangsan：", "zhangsan"),
        ("z：", ""),
        ("张zs：", ""),
        ("zs", ""),
        ("z s：", ""),
    ],
)
def test_letters_that_begin_a_speech(line: str, letters: str) -> None:
    assert speaker_letters(line) == letters
