"""What is told of a conflict, as text."""

from datetime import datetime

import pytest

from branchtui.store.replication.merging.conflicts import Conflict, Value
from branchtui.store.replication.text_diff import Piece, characters
from branchtui.ui.rooms.sync.conflicts.lines import Seen, origin, pieces_of, telling, told_lines
from branchtui.workflows.safety.merging import Version

AT = datetime(2026, 9, 10, 9, 30)


def version(value: str, machine: str = "办公室", *, suspect: bool = False, shown: bool = False) -> Version:
    return Version(value, "周以宁", machine, AT, suspect, shown)


def seen(*versions: Version, joined: bool = False, closed: bool = False, findings: tuple[str, ...] = ()) -> Seen:
    values = tuple(Value((one.value,), None, one.shown) for one in versions)
    conflict = Conflict("meeting", b"", (2,), values, closed)
    return Seen(conflict, "会议“全会精神”", "题目", versions, joined, findings)


def text(found: Seen, width: int = 60) -> str:
    return "\n".join(str(line) for line in told_lines(found, width))


@pytest.mark.parametrize(
    ("who", "told"),
    [
        (version("1"), "周以宁（办公室） 09-10 09:30"),
        (version("1", ""), "周以宁 09-10 09:30"),
        (version("1", suspect=True), "周以宁（办公室） 09-10 09:30（时钟可疑）"),
        (Version("1", "其他程序", "", None, False, True), "其他程序"),
    ],
)
def test_who_where_and_when(who: Version, told: str) -> None:
    assert origin(who) == told


def test_short_values_stand_side_by_side_with_the_characters_that_differ() -> None:
    found = seen(version("13900000001", shown=True), version("13900000002"), version(""))
    assert "1  周以宁（办公室） 09-10 09:30  现在显示" in text(found)
    assert "13900000001" in text(found) and "（空）" in text(found)
    own = [piece.text for line in told_lines(found, 40) for piece in line.pieces if piece.underline]
    assert own == ["1", "2"]


def test_of_long_texts_only_the_sentences_that_differ_are_told() -> None:
    long = "会议强调，要把学习成果转化为服务师生的具体行动。" * 4
    found = seen(version(f"{long}一。"), version(f"{long}二。"))
    assert "+ 一。" in text(found) and "+ 二。" in text(found) and "……" in text(found)
    assert [piece.mark for piece in pieces_of(found)] == [" ", "-", "+"]


def test_a_joined_text_is_told_with_what_each_side_brought_and_what_is_wrong() -> None:
    found = seen(
        version("甲一。乙。"),
        version("甲。乙一。"),
        version("甲一。乙一。", shown=True),
        joined=True,
        findings=("应到不符",),
    )
    said = text(found)
    assert "! 应到不符" in said and "已自动合并，请核对" in said
    assert "- 乙。" in said and "+ 乙一。" in said and "- 甲。" in said and "+ 甲一。" in said


def test_a_thing_that_was_closed_meanwhile_says_who_wrote_on() -> None:
    said = text(seen(version("已归档", shown=True), closed=True), 70)
    assert "周以宁（办公室） 09-10 09:30 写了文字，不知道这里已经关闭。" in said


@pytest.mark.parametrize("width", [20, 38, 58])
def test_no_line_is_wider_than_its_room(width: int) -> None:
    for joined in (False, True):
        found = seen(
            version("走进校史馆，重温初心" * 4), version("走进\n校史馆"), version("走", shown=True), joined=joined
        )
        assert all(line.cells <= width for line in told_lines(found, width))


@pytest.mark.parametrize(
    ("one", "other", "pieces"),
    [
        ("201", "302", [("+", "2"), (" ", "0"), ("+", "1")]),
        ("同", "同", [(" ", "同")]),
        ("新", "", [("+", "新")]),
        ("", "旧", []),
    ],
)
def test_characters(one: str, other: str, pieces: list[tuple[str, str]]) -> None:
    found = characters(one, other)
    assert "".join(piece.text for piece in found) == one
    if one != "201":
        assert found == [Piece(*each) for each in pieces]


@pytest.mark.parametrize(
    ("value", "other", "told"),
    [
        ("", "201", "（空）"),
        ("201", "202", "201"),
        ("字" * 40, "", f"{'字' * 36}…"),
        (f"{'同' * 40}甲", f"{'同' * 40}乙", f"…{'同' * 35}甲"),
        (f"{'同' * 40}甲{'后' * 40}", f"{'同' * 40}乙{'后' * 40}", f"…{'同' * 6}甲{'后' * 29}…"),
    ],
)
def test_a_value_in_a_line_shows_where_it_differs(value: str, other: str, told: str) -> None:
    one = version(value)
    assert telling(one, [one, version(other)]) == told
