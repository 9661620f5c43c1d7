"""What leaves the app masked."""

import pytest

from branchtui.rules.text.masking import masked_phones, says_student


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("来电13812345678，已回", "来电138****5678，已回"),
        ("138 1234 5678", "138 **** 5678"),
        ("138-1234-5678", "138-****-5678"),
        ("办公电话0755-88880000", "办公电话0755-88880000"),
        ("编号213812345678", "编号213812345678"),
        ("服务30人次", "服务30人次"),
    ],
)
def test_mobile_numbers_lose_their_middle(text: str, shown: str) -> None:
    assert masked_phones(text) == shown
    assert masked_phones(shown) == shown


def test_a_student_is_known_by_what_is_told_of_them() -> None:
    assert (
        says_student("", "学生助理", "")
        and says_student("研究生会", "")
        and not says_student("图书馆", "馆员", "共建单位")
    )


@pytest.mark.parametrize(
    ("job", "student"),
    [
        ("研究生秘书", False),
        ("国际商学院研究生秘书", False),
        ("博士生，研究生秘书", True),
        ("本科生辅导员", False),
        ("学生工作办公室主任", False),
        ("研究生导师", False),
        ("学生公寓管理员", False),
        ("研究生", True),
        ("2023级硕士生", True),
        ("研究生助理", True),
        ("研究生兼职辅导员", True),
        ("学生会主任", True),
        ("学生社团管理员", True),
        ("研究生助管", True),
        ("学院办公室主任（博士生）", True),
    ],
)
def test_who_works_for_students_is_none(job: str, student: bool) -> None:
    assert says_student(job) == student
