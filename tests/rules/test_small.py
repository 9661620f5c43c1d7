"""Order keys, names, body text, attendance, stations: the small rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchtui.rules.attendance import HERE, NEEDS_REASON, REASONS, bare_reason, head_count, split_absence
from branchtui.rules.order_keys import between
from branchtui.rules.text.digits import decimal
from branchtui.rules.text.names import matches, same_name, split_guests, split_tail
from branchtui.rules.text.report_text import (
    FigureMark,
    Heading,
    Para,
    TableRows,
    figure_marks,
    figure_references,
    length_of,
    parse_body,
    stray_references,
    with_numbers,
)


@given(st.lists(st.tuples(st.integers(0, 60), st.text("19az", min_size=4, max_size=4)), max_size=60))
def test_order_keys_keep_every_insertion_in_place_whatever_their_end(inserts: list[tuple[int, str]]) -> None:
    keys: list[str] = []
    for place, end in inserts:
        at = place % (len(keys) + 1)
        key = between(keys[at - 1] if at else "", keys[at] if at < len(keys) else "")
        assert not key.endswith("0")
        keys.insert(at, key + end)
    assert keys == sorted(set(keys))


def test_order_keys_stay_short_when_appending() -> None:
    key = ""
    for _ in range(200):
        key = between(key, "")
    assert len(key) < 16


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zyn", True),
        ("zy", True),
        ("以宁", True),
        ("zhouyi", True),
        ("zn", False),
        ("", True),
        ("Z Y", True),
        ("林", False),
    ],
)
def test_names(typed: str, found: bool) -> None:
    assert matches(typed, "周以宁", ["zhouyining"], ["zyn"]) is found


def test_split_tail() -> None:
    assert split_tail(" 林知远＃0123 ") == ("林知远", "0123")
    assert split_tail("林知远") == ("林知远", "")


def test_body() -> None:
    text = "开头。\n\n# 一、标题\n## 二级\n【图3】\n#不是标题\n【图3】说明\n正文 [/ 与 # 号"
    assert parse_body(text) == [
        Para("开头。"),
        Heading(1, "一、标题"),
        Heading(2, "二级"),
        FigureMark(3),
        Para("#不是标题"),
        Para("【图3】说明"),
        Para("正文 [/ 与 # 号"),
    ]
    assert figure_marks(text) == [3]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("周以宁", ("周以宁", "absent", "")),
        ("周以宁:因公出差", ("周以宁", "excused", "因公出差")),
        ("周以宁#12：有课：第三节", ("周以宁#12", "excused", "有课:第三节")),
        ("周以宁：", ("周以宁", "absent", "")),
        ("周以宁:无故缺席", ("周以宁", "absent", "无故缺席")),
        ("周以宁:没有请假", ("周以宁", "absent", "没有请假")),
    ],
)
def test_split_absence(typed: str, parts: tuple[str, str, str]) -> None:
    assert split_absence(typed) == parts


@pytest.mark.parametrize(
    ("people", "attendance", "ballot"),
    [  # (应到, 实到, 未点名), (应到有表决权, 到会有表决权, of them 免计)
        ([], (0, 0, 0), (0, 0, 0)),
        ([("present", True)] * 3, (3, 3, 0), (3, 3, 0)),
        ([("present", True), ("present", False)], (2, 2, 0), (1, 1, 0)),
        ([("late", True), ("left_early", True), ("online", True)], (3, 3, 0), (3, 3, 0)),
        ([("present", True), ("excused", True), ("absent", True)], (3, 1, 0), (3, 1, 0)),
        # 免计 leaves the attendance's 应到 and changes no base of a vote
        ([("present", True), ("exempt", True)], (1, 1, 0), (2, 1, 1)),
        ([("present", True), ("exempt", False)], (1, 1, 0), (1, 1, 0)),
        # 未点名 is expected, and neither here nor away
        ([("unmarked", True)] * 4, (4, 0, 4), (4, 0, 0)),
        ([("unmarked", True), ("excused", True), ("unmarked", False)], (3, 0, 2), (2, 0, 0)),
    ],
)
def test_head_count(
    people: list[tuple[str, bool]], attendance: tuple[int, int, int], ballot: tuple[int, int, int]
) -> None:
    heads = head_count(people)
    assert (heads.expected, heads.present, heads.unmarked) == attendance
    assert (heads.voters, heads.voters_present, heads.voters_exempt) == ballot
    assert heads.roll_taken is (heads.unmarked == 0)


def test_every_state_of_absence_has_reasons_of_its_own() -> None:
    assert set(REASONS) == NEEDS_REASON and NEEDS_REASON.isdisjoint(HERE)
    assert "无故缺席" in REASONS["absent"] and "无故缺席" not in REASONS["excused"]
    assert all(split_absence(f"某人:{reason}")[1] == "excused" for reason in REASONS["excused"])
    assert all(split_absence(f"某人:{reason}")[1] == "absent" for reason in REASONS["absent"])


@pytest.mark.parametrize(
    ("state", "reason", "beside"),
    [
        ("excused", "因病请假", "因病"),
        ("excused", "因公出差", "因公出差"),
        ("excused", "请假", "请假"),
        ("absent", "无故缺席", "无故"),
        ("absent", "", ""),
        ("late", "", ""),
    ],
)
def test_a_reason_does_not_say_its_state_again(state: str, reason: str, beside: str) -> None:
    assert bare_reason(state, reason) == beside


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("阿依努尔·艾山", "阿依努尔•艾山", True),
        ("阿依努尔·艾山", "阿依努尔艾山", True),
        ("林知远", " 林知远", True),
        ("林知远", "林知", False),
    ],
)
def test_same_name_whatever_the_dot(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert not same or matches(one, other, [], [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("12", 12),
        ("０７", 7),
        ("٣", 3),
        ("", None),
        ("²", None),
        ("①", None),
        ("五", None),
        ("1.5", None),
        ("-1", None),
    ],
)
def test_a_number_is_decimal_digits_and_nothing_else(text: str, told: int | None) -> None:
    assert decimal(text) == told


def test_a_run_of_digits_beyond_every_number_is_none() -> None:
    assert decimal("9" * 5000) is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", []),
        ("王芳", [("王芳", "", "")]),
        ("王芳（学院党委）、李强", [("王芳", "学院党委", ""), ("李强", "", "")]),
        ("王芳(组织部、宣传部)，李强", [("王芳", "组织部、宣传部", ""), ("李强", "", "")]),
        ("、王芳；；", [("王芳", "", "")]),
        ("王芳（", [("王芳（", "", "")]),
        ("王芳（学院党委）：“一堂课、一件事”、李强", [("王芳", "学院党委", "一堂课、一件事"), ("李强", "", "")]),
        ("王芳：从《论语》讲起", [("王芳", "", "从《论语》讲起")]),
        ("：没有姓名", [("：没有姓名", "", "")]),
    ],
)
def test_guests_with_their_positions(typed: str, found: list[tuple[str, str, str]]) -> None:
    assert split_guests(typed) == found


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("党支部学习。", 6),
        ("# 小标题\n\n正文 两个 字", 8),
        ("2026年3月26日，共16人", 10),
        ("参观 GPT-4 展区", 5),
        ("【图1】\n图前图后", 4),
        ("全角　空格", 4),
    ],
)
def test_a_text_is_as_long_as_an_editor_counts_it(text: str, length: int) -> None:
    assert length_of(text) == length


def test_a_body_holds_tables() -> None:
    text = "# 成绩\n| 年度 | 门数 |\n|2022|3\\|4|\n\n| 另一张 |\n前 | 后\n|没有关上\n| 以斜线收尾 \\|\n||"
    assert parse_body(text) == [
        Heading(1, "成绩"),
        TableRows((("年度", "门数"), ("2022", "3|4"))),
        TableRows((("另一张",),)),
        Para("前 | 后"),
        Para("|没有关上"),
        Para("| 以斜线收尾 \\|"),
        TableRows((("",),)),
    ]
    assert length_of("| 年度 | 门数 |\n| 2022 | 3 |") == 6


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("体系见配图3，流程见图5。", [3, 5]),
        ("如图1、3所示", [1, 3]),
        ("（见图8）", [8]),
        ("图 3 合影", [3]),
        ("照片5展示了现场", [5]),
        ("图1—3 是现场", [1, 3]),
        ("图3和图5", [3, 5]),
        ("见图三。如附图十二所示", [3, 12]),
        ("图3、4月起", [3]),
        ("【图3】\n正文【图5】", []),
        ("照片3张、配图 12 幅，拍了照片100余张", []),
        ("地图3、意图1、蓝图2035", []),
        ("见图3.5", []),
        ("图2026年", []),
        ("版图一新，力图一致", []),
        ("", []),
    ],
)
def test_what_a_text_says_of_its_figures(text: str, marks: list[int]) -> None:
    assert [reference.mark for reference in figure_references(text)] == marks


def test_references_follow_the_printed_numbers_and_strays_are_told() -> None:
    text = "体系见配图3，流程见图三、图5，照片9。"
    assert with_numbers(text, {3: 1, 5: 12}) == "体系见配图1，流程见图一、图12，照片9。"
    [stray] = stray_references(text, {3, 5})
    assert (text[stray.start : stray.end], stray.mark) == ("9", 9)
