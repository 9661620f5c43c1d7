"""Citizen ids: found in every spelling, and nothing else taken for one. All numbers are invented."""

import random

import pytest

from branchtui.rules.text.citizen_id import find_citizen_id, holds_citizen_id, without_citizen_ids

ID, WITH_X, OLD = "110101199001011237", "44010619800229002X", "110101900101123"


def _in(first: int) -> str:
    """The id in the figures that begin at this character."""
    return "".join(chr(first + int(figure)) for figure in ID)


SPELLINGS = [
    ID,
    WITH_X,
    WITH_X.lower(),
    WITH_X.replace("X", "Ｘ"),
    WITH_X.replace("X", "ｘ"),
    WITH_X.replace("X", " X"),
    "440106198002290021",  # a check figure that does not hold: a slip, and an id all the same
    OLD,
    _in(ord("０")),
    _in(0x0660),  # Arabic-Indic
    _in(0x06F0),  # Persian
    _in(0x0966),  # Devanagari
    _in(0x1D7CE),  # mathematical
    "44010619800229002X".translate({ord("4"): "４", ord("0"): "０"}),
    "110101-19900101-1237",
    "110101.19900101.1237",
    "110101．19900101。1237",
    "110101/1990/01/01/1237",
    "110101_19900101_1237",
    "110101—19900101—1237",
    "110101 19900101 1237",
    "1101 0119 9001 0112 37",
    "110 101 199 001 011 237",
    "110,101,199,001,011,237",
    "1 1 0 1 0 1 1 9 9 0 0 1 0 1 1 2 3 7",
    "-".join(ID),
    ".".join(ID),
    "\u200b".join(ID),
    "110101\u00a019900101\u00a01237",
    "110101\u200b19900101\u200c1237\ufeff",
    "110101\u2011199001011237",
    "110101\u3000199001011237",
    "11010119900101\n1237",
    "11010119900101\r\n    1237",
    "11010119900101\u20281237",
    "110101-900101-123",
    "110 101 900 101 123",
    ".".join(OLD),
    f"{ID}0",  # one figure too many
    f"9{ID}",
    f"'{ID}",
    f"’{ID}",
    f"身份证号{ID}",
    f"身份证号：{ID}（本人）",
    f"ID{ID}号",
    f"{ID}张三",
    f"张三 {ID} 13800138000",
    f"张三，13800138000，{ID}",
    f"1\n{ID}\n2\n",
    f"工号20190203、{OLD}",
    "13010219900\n1011237",  # cut so that its beginning could be a mobile number: the check figure decides
    "620102199001011234",
    "810000199408230021",  # residents of Hong Kong
    "91115619820809001X",
    "11010119900307123X",
    "证号：110101 19900307 1234",
]

OTHERS = [
    "",
    "张三",
    "20190203",
    "20190012",
    "201902030001",
    "2019020300012345",
    "13800138000",
    "+86 138 0013 8000",
    "8613800138000",
    "13800138000 13912345678",
    "13912340110 1234",  # a mobile number and a short one
    "020-85220000-8001",
    "6222021202001234567",
    "6222 0212 0200 1234 567",
    "6228480402564890018",
    "62284804 0256 4890 018",
    "4367421234567890123",
    "5201521234567890",
    "91440101MA59ABCD2X",
    "12440000455858192X",
    "11440106007510001X",
    "2024-03-15 14:30—16:00",
    "2023-03-15 2023-03-16 2023-03-17",
    "2024.03.15-2024.03.16",
    "20240315143012",
    "20240315 20240322 20240329",
    "https://www.example.edu.cn/2024/0315/c1001-40196123.html",
    "http://www.example.gov.cn/202403/t20240315_12345678.html",
    "https://mp.weixin.qq.com/s?__biz=MzA3MDEwOTQ1Mg==&mid=2650234567&idx=1&sn=9f86d081884c7d659a2feaa0c55ad015",
    "https://example.cn/content/110101199013011237.html",  # month 13
    "110101199002301237",  # 30 February
    "110101189001011237",
    "990101199001011237",  # no such region
    "11010119900101123",  # 17 figures
    "110101900132123",
    "第20240315001号、第20240315002号",
    "应到 21 人，实到 20 人，请假 1 人，赞成 18 票，反对 1 票，弃权 1 票",
    "978-7-01-023456-7",
    "18 / 1 / 1",
    "〔2024〕15 号",
]


@pytest.mark.parametrize("text", SPELLINGS)
def test_every_spelling_of_a_citizen_id_is_found_and_not_shown(text: str) -> None:
    assert holds_citizen_id(text)
    assert holds_citizen_id(f"家住{text}广州")
    place = find_citizen_id(text)
    assert place is not None
    shown = without_citizen_ids(text)
    assert "（像是身份证号）" in shown
    assert not holds_citizen_id(shown)
    assert shown.startswith(text[: place[0]])


@pytest.mark.parametrize("text", OTHERS)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not holds_citizen_id(text)
    assert find_citizen_id(text) is None
    assert without_citizen_ids(text) == text


def test_the_place_of_an_id_is_told_and_only_it_is_masked() -> None:
    text = f"张三的身份证 110101-19900101-1237，电话 13800138000；李四 {OLD}。"
    assert find_citizen_id(text) == (7, 27)
    assert without_citizen_ids(text) == "张三的身份证 （像是身份证号），电话 13800138000；李四 （像是身份证号）。"


def test_ordinary_numbers_side_by_side_are_hardly_ever_taken_for_an_id() -> None:
    dice = random.Random(20240315)

    def number() -> str:
        return dice.choice(
            [
                str(dice.randint(0, 120)),
                f"20{dice.randint(10, 30)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
                f"{dice.randint(7, 22):02}:{dice.randint(0, 59):02}",
                f"1{dice.randint(3, 9)}{dice.randint(0, 10**9 - 1):09}",
                f"20{dice.randint(10, 30)}{dice.randint(0, 9999):04}",
                f"62{dice.randint(0, 10**17 - 1):017}",
            ]
        )

    lines = [" ".join(number() for _ in range(dice.randint(1, 6))) for _ in range(20_000)]
    taken = [line for line in lines if holds_citizen_id(line)]
    assert len(taken) < 20, taken[:20]


def test_a_long_text_is_read_at_once() -> None:
    assert not holds_citizen_id("0" * 200_000)
    assert holds_citizen_id("1 " * 100_000 + ID)
