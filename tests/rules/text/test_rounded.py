"""Rounded words and the numbers that carry them."""

from decimal import Decimal

import pytest

from branchtui.rules.text.rounded import agrees, place_in, spelled, stands_in


@pytest.mark.parametrize(
    ("words", "carried", "not_carried"),
    [
        ("30人次", [30], [29, 31]),
        ("服务学生200余人次", [201, 299], [187, 200, 300]),
        ("200多人", [201, 299], [200, 300]),
        ("两百多人", [250], [200, 300]),
        ("250余份", [251, 259], [250, 260]),
        ("1.2万余人次", [12001, 12999], [12000, 13000]),
        ("三千五百余", [3550], [3500, 3600]),
        ("十余次", [11, 19], [10, 20]),
        ("百余人", [150], [100, 200]),
        ("近200人", [180, 199], [179, 200]),
        ("近百人", [95], [100, 80]),
        ("约200", [180, 200, 220], [179, 221]),
        ("200人左右", [190], [150]),
        ("数十人", [20, 99], [19, 100]),
        ("几十人", [30], [10]),
        ("数百人次", [200, 999], [150, 1000]),
        ("上百人", [100, 999], [99]),
        ("超过200", [201, 900], [200]),
        ("逾200人次", [201], [200]),
        ("不少于200", [200, 300], [199]),
        ("200人以上", [200], [199]),
        ("不到200", [187], [200]),
        ("不超过200人", [200], [201]),
        ("1,200人", [1200], [200]),
        ("一百二十人", [120], [100]),
        ("12.5小时", [Decimal("12.5")], [12, 13]),
    ],
)
def test_words_and_numbers(words: str, carried: list[int], not_carried: list[int]) -> None:
    assert [agrees(words, number) for number in carried] == [True] * len(carried)
    assert [agrees(words, number) for number in not_carried] == [False] * len(not_carried)


@pytest.mark.parametrize("words", ["", "很多人", "若干份"])
def test_words_without_a_figure(words: str) -> None:
    assert agrees(words, 3) is None


@pytest.mark.parametrize(
    ("words", "text", "there"),
    [
        ("32人次", "服务32人次。", True),
        ("32人次", "服务 32 人次。", True),
        ("32人次", "服务３２人次。", True),
        ("1200份", "材料1,200份", True),
        ("12.5小时", "共12.5 小时", True),
        ("200余人次", "服务200 余人次", True),
        ("32人次", "服务132人次", False),
        ("32人次", "服务1,032人次", False),
        ("2次", "开展服务12次", False),
        ("2次", "开展服务1.2次", False),
        ("32人次", "服务3人次，2人次", False),
        ("32人次", "", False),
    ],
)
def test_a_figure_stands_in_a_text_however_it_is_spaced(words: str, text: str, there: bool) -> None:
    assert stands_in(words, text) is there


def test_where_a_figure_stands() -> None:
    text = "服务132人次，服务 32 人次。"
    place = place_in("32人次", text)
    assert place is not None and text[slice(*place)] == "32 人次"


def test_the_figures_of_a_unit() -> None:
    text = "开展服务12次，服务近 200 人次，其中学生一百二十余人次；到会30人次以上。"
    assert [each[0] for each in spelled("人次", text)] == ["近 200 人次", "一百二十余人次", "30人次以上"]
    assert [each[0] for each in spelled("次", text)] == ["12次"]
