"""Majors, masked names, money and hours: what each text means, and what is refused."""

import pytest

from branchtui.errors import BranchError
from branchtui.rules.registers.amounts import cents_of, half_hours_typed, hours_number, yuan_words
from branchtui.rules.registers.majors import check_students, majors_of, majors_text, students_of
from branchtui.rules.registers.masking import shown_name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("软件工程 12人", [("软件工程", 12)]),
        ("软件工程12人、会计：3名\n\n法学 1", [("软件工程", 12), ("会计", 3), ("法学", 1)]),
        ("数据科学2班 20人；会计 ３", [("数据科学2班", 20), ("会计", 3)]),
    ],
)
def test_majors(text: str, found: list[tuple[str, int]]) -> None:
    assert majors_of(text) == found
    assert majors_of(majors_text(majors_of(text))) == found


@pytest.mark.parametrize(
    "text",
    [
        "软件工程",
        "12人",
        "软件工程 -12人",
        "软件工程 1.5人",
        "会计 3-5人",
        "软件工程 0人",
        "软件工程 十二人",
        "会计 999999999人",
    ],
)
def test_what_is_no_major(text: str) -> None:
    with pytest.raises(BranchError, match="没有看懂专业"):
        majors_of(text)


def test_stored_majors_that_cannot_be_read_stop_no_list() -> None:
    assert students_of(None, "软件工程 - 12人") is None
    assert students_of(7, "软件工程 - 12人") == 7


@pytest.mark.parametrize(
    ("told", "majors", "students"),
    [(None, "", None), (5, "", 5), (None, "会计 3人\n法学 4人", 7), (7, "会计 3人\n法学 4人", 7)],
)
def test_students_are_told_or_the_sum(told: int | None, majors: str, students: int | None) -> None:
    check_students(told, majors_of(majors))
    assert students_of(told, majors) == students


def test_students_that_are_not_the_sum_are_said() -> None:
    with pytest.raises(BranchError, match="写的是 8，各专业加起来是 7"):
        check_students(8, majors_of("会计 3人、法学 4人"))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王小明", "王某某"),
        ("李雷", "李某"),
        ("欧阳明月", "欧阳某某"),
        ("欧阳", "欧某"),
        ("阿依古丽·买买提", "阿某"),
        ("Anna Smith", "A某"),
        ("Anna", "A某"),
        ("明", "某"),
        ("", ""),
    ],
)
def test_a_name_is_masked_unless_they_agreed(name: str, shown: str) -> None:
    assert shown_name(name, consent=False) == shown
    assert shown_name(name, consent=True) == name


@pytest.mark.parametrize(
    ("text", "cents", "words"),
    [("1200", 120000, "1200"), ("1,200.50元", 120050, "1200.50"), ("￥0.5", 50, "0.50"), ("0", 0, "0")],
)
def test_money(text: str, cents: int, words: str) -> None:
    assert cents_of(text) == cents
    assert yuan_words(cents) == words
    assert cents_of(words) == cents


@pytest.mark.parametrize("text", ["-1", "1.234", "一千", "1200美元", "9" * 12, "12,00"])
def test_what_is_no_money(text: str) -> None:
    with pytest.raises(BranchError, match="没有看懂费用"):
        cents_of(text)


@pytest.mark.parametrize(("text", "half", "words"), [("8", 16, "8"), ("1.5学时", 3, "1.5"), ("0.5小时", 1, "0.5")])
def test_hours(text: str, half: int, words: str) -> None:
    assert half_hours_typed(text) == half
    assert hours_number(half) == words


@pytest.mark.parametrize("text", ["0", "1.3", "-2", "两小时", "9999"])
def test_what_are_no_hours(text: str) -> None:
    with pytest.raises(BranchError, match="学时"):
        half_hours_typed(text)
