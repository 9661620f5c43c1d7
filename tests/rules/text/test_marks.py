"""Punctuation: sentences lose nothing, and every mark that closes stays with its sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchtui.rules.text.marks import NO_END, NO_START, sentences


@given(st.text(st.sampled_from("党支部。！？；!?”》\n，a")))
def test_the_sentences_joined_are_the_text(text: str) -> None:
    assert "".join(sentences(text)) == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一。二！三", ["一。", "二！", "三"]),
        ("他说：“好！”大家同意。", ["他说：“好！”", "大家同意。"]),
        ("《学什么？》读完了。", ["《学什么？》", "读完了。"]),
        ("Yes! No?\n完", ["Yes!", " No?\n", "完"]),
    ],
)
def test_where_a_sentence_ends(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_no_mark_may_stand_nowhere() -> None:
    assert not NO_START & NO_END
