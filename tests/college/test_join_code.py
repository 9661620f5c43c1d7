"""The join code: whole, or refused with a sentence that says where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchtui.errors import BranchError
from branchtui.rules.text.citizen_id import fit_to_show
from branchtui.workflows.college.join_code import JoinCode, read, written

_HOSTS = st.one_of(
    st.ip_addresses().map(str), st.from_regex(r"[a-z0-9]{1,20}(\.[a-z0-9-]{1,20}[a-z0-9]){0,3}", fullmatch=True)
)
CODES = st.builds(
    JoinCode,
    _HOSTS,
    st.integers(1, 65535),
    st.from_regex(r"[a-z0-9]{1,40}_[a-z0-9]{1,9}", fullmatch=True),
    st.binary(min_size=16, max_size=16),
    st.binary(min_size=16, max_size=16),
)
ONE = JoinCode("db.example.edu.cn", 5432, "zhangsan_1", bytes(range(16)), bytes(range(16, 32)))


@given(CODES)
def test_read_as_written(code: JoinCode) -> None:
    """However it is typed; and no part of it is taken for a citizen id where it is shown."""
    text = written(code)
    assert read(text) == code
    assert read(text.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == code
    assert fit_to_show(text) == text


@pytest.mark.parametrize("at", range(0, len(written(ONE)), 7))
def test_a_cut_code_is_refused(at: int) -> None:
    with pytest.raises(BranchError, match="没有写全|没有写加入码"):
        read(written(ONE)[:at])


def test_a_changed_sign_is_refused_and_its_group_told() -> None:
    """One sign in thirty-two gets past the check of its group; the hash of all sees it."""
    text = written(ONE)
    told = 0
    for at, sign in enumerate(text):
        if sign == "-":
            continue
        other = "Z" if sign != "Z" else "Y"
        with pytest.raises(BranchError) as error:
            read(f"{text[:at]}{other}{text[at + 1 :]}")
        told += f"第 {at // 7 + 1} 组" in str(error.value)
    assert told > len(text.replace("-", "")) * 0.9


def test_two_groups_that_changed_places_are_refused() -> None:
    first, second, *rest = written(ONE).split("-")
    with pytest.raises(BranchError, match="组"):
        read("-".join((second, first, *rest)))


@pytest.mark.parametrize("text", ["", " - ", "你好", "AAAAAA-AAAAAA", "'; DROP TABLE seat;--", "\udcc9", "9" * 10_000])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(BranchError, match="加入码"):
        read(text)


def test_it_can_be_dictated() -> None:
    assert len(written(ONE._replace(host="10.1.2.3")).split("-")) <= 19
