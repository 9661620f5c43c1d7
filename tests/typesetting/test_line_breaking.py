"""Lines of Chinese text: what may not start or end one, words kept whole, title lines."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchtui.typesetting.line_breaking import NO_END, NO_START, Measure, badly_broken, em, title_lines, width, wrap

SIXTEEN = Measure(16.0, -0.25, 3.2)
LINE, FIRST = 442.25, 32.0
TEXT = st.text(alphabet=st.sampled_from("甲乙丙丁，。：“”（）《》、…—·ab12 .%\n𠮷"), max_size=200)


def test_28_characters_stand_on_a_line() -> None:
    lines = wrap("字" * 100, SIXTEEN, LINE, FIRST)
    assert [len(line) for line in lines] == [26, 28, 28, 18]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("字" * 26 + "，后", ["字" * 25, "字，后"]),
        ("字" * 25 + "“引", ["字" * 25, "“引"]),
        ("字" * 25 + "2026年", ["字" * 25, "2026年"]),
        ("甲\n乙", ["甲", "乙"]),
        ("", [""]),
    ],
)
def test_breaks(text: str, lines: list[str]) -> None:
    assert wrap(text, SIXTEEN, LINE, FIRST) == lines


@given(TEXT)
def test_wrapping_keeps_every_character_and_the_line(text: str) -> None:
    lines = wrap(text, SIXTEEN, LINE, FIRST)
    assert "".join(lines) == text.replace("\n", "")
    for number, line in enumerate(lines):
        length = SIXTEEN.length(line.rstrip(" ")) + (FIRST if number == 0 else 0)
        assert length <= LINE + 16 or len(line) == 1


@given(st.text(alphabet=st.sampled_from("甲乙丙，。“”（）"), min_size=60, max_size=150))
def test_marks_stay_with_their_words(text: str) -> None:
    lines = wrap(text, SIXTEEN, LINE, FIRST)
    for before, after in pairwise(lines):
        stuck = all(c in NO_START or c in NO_END for c in before[1:])
        assert stuck or after[0] not in NO_START
        assert stuck or before[-1] not in NO_END


def test_a_word_longer_than_a_line_is_cut() -> None:
    lines = wrap("中" + "W" * 200, SIXTEEN, LINE, FIRST)
    assert "".join(lines) == "中" + "W" * 200 and len(lines) > 5


def test_widths() -> None:
    assert width("中文，“”—…·") == 8
    assert em("0") == 0.5 and em("\u0301") == 0.0 and em("😀") == 1.0 and em("é") < 1


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("会议记录", ["会议记录"]),
        (
            "关于召开国际学院办公室党支部2026年3月党员大会的通知",
            ["关于召开国际学院办公室党支部", "2026年3月党员大会的通知"],
        ),
        ("林海大学国际学院办公室党支部党员大会签到表", ["林海大学国际学院办公室党支部", "党员大会签到表"]),
        ("甲" * 19 + "（试行）", None),
        ("第一行\n第二行", ["第一行", "第二行"]),
        ("", [""]),
    ],
)
def test_titles_break_where_the_sense_allows(title: str, lines: list[str] | None) -> None:
    found = title_lines(title, 20)
    assert found == lines if lines is not None else found[-1].endswith("（试行）")


@given(TEXT)
def test_titles_lose_nothing_and_fit(title: str) -> None:
    lines = title_lines(title, 20)
    assert "".join("".join(lines).split()) == "".join(title.split())
    assert all(width(line) <= 20 for line in lines)


def test_a_title_of_5000_characters_is_quick() -> None:
    assert len(title_lines("关于召开党员大会的通知" * 455, 20)) >= 250


def test_a_short_last_line_is_bad() -> None:
    assert badly_broken(["甲" * 20, "乙丙"]) and not badly_broken(["甲乙"]) and not badly_broken(["甲" * 9, "乙" * 8])


@pytest.mark.parametrize(
    ("text", "first"),
    [  # as LibreOffice 7.4 breaks them, 28 characters of 16 points on 442.25
        (f"{'字' * 10}（https://api.example.edu.cn/v2/forms）上线后", "https://api.example.edu.cn/v2/"),
        (f"{'字' * 18}（https://api.example.edu.cn/v2/forms）", "https://"),
        (f"{'字' * 22}（https://api.example.edu.cn/v2/forms）", "字"),
        (f"{'字' * 25}（https://api.example.edu.cn/v2/forms）", "字"),
        (f"{'字' * 23}TCP/IP协议", "TCP/"),
        (f"{'字' * 23}2024/25学年", "字"),
        (f"{'字' * 23}GB-T-9704", "GB-T-"),
    ],
)
def test_an_address_parts_where_libreoffice_parts_it(text: str, first: str) -> None:
    assert wrap(text, Measure(16.0, -0.25, 3.2), 442.25, 32.0)[0].endswith(first)
