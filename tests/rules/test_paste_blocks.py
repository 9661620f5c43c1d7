"""Long texts in pieces for the fields of a web form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchtui.rules.reports.paste_blocks import blocks_of, split_text


@pytest.mark.parametrize(
    ("text", "most", "pieces"),
    [
        ("", 10, [""]),
        ("一句话。", 0, ["一句话。"]),
        ("第一句。第二句。", 5, ["第一句。", "第二句。"]),
        ("他说：“好。”大家鼓掌。", 8, ["他说：“好。”", "大家鼓掌。"]),
        ("他说：“好。”大家鼓掌。", 6, ["他说：", "“好。”", "大家鼓掌。"]),
        ("甲，乙丙丁戊己", 5, ["甲，", "乙丙丁戊己"]),
        ("没有标点的一长串", 3, ["没有标", "点的一", "长串"]),
        ("上段\n下段很长很长", 6, ["上段\n", "下段很长很长"]),
    ],
)
def test_it_is_parted_at_sentence_ends(text: str, most: int, pieces: list[str]) -> None:
    assert split_text(text, most) == pieces


@given(st.text("甲乙，。”\n“！a", max_size=200), st.integers(20, 60))
def test_nothing_is_lost_and_no_piece_is_too_long(text: str, most: int) -> None:
    pieces = split_text(text, most)
    assert "".join(pieces) == text and all(0 < len(piece) <= most for piece in pieces if text)


def test_pieces_say_which_they_are() -> None:
    assert [block.label for block in blocks_of("正文", "第一句。第二句。", 5)] == ["正文 1/2", "正文 2/2"]
    assert [block.label for block in blocks_of("标题", "短", 5)] == ["标题"]
    assert blocks_of("图注", "  ", 5) == []
