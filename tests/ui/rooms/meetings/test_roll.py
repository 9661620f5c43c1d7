"""The roll as lines, and the cursor that walks over it."""

from dataclasses import replace

import pytest
from rich.cells import cell_len

from branchtui.paths import Home
from branchtui.rules.attendance import head_count
from branchtui.store.queries import meetings
from branchtui.store.queries.meeting_view import ExpectedPerson
from branchtui.store.queries.meetings import MeetingList
from branchtui.ui.rooms.meetings.roll.lines import count_lines, figures, grouped, person_ink, roll_lines, twins
from branchtui.ui.rooms.meetings.roll.view import RollView
from branchtui.ui.text.glyphs import ASCII, LINES, leaks
from branchtui.workflows.meetings.attendance import set_states
from tests.ui.conftest import Desk, opened

ONE = ExpectedPerson(b"1", "林知远", "T1", "full", ("书记",), True, "present", "", (), ())


def _people(*states: str) -> list[ExpectedPerson]:
    return [replace(ONE, member=bytes([n]), name=f"人{n}", state=state) for n, state in enumerate(states)]  # type: ignore[arg-type]


def test_figures_are_drawn_in_half_blocks() -> None:
    assert figures(14, LINES.halves) == ["▄█  █ █ ", " █  ▀▀█ ", "▀▀▀   ▀ "]
    assert all(len(line) == 8 for number in range(10, 100) for line in figures(number, LINES.halves))


@pytest.mark.parametrize(
    ("states", "told"),
    [
        (["present", "present", "excused"], "有表决权 3 人，到会 2 人 ● 超过半数"),
        (["present", "absent"], "有表决权 2 人，到会 1 人 ! 没有超过半数"),
        (["present", "unmarked", "unmarked"], "有表决权 3 人"),  # a roll that isn't whole says nothing about a vote
    ],
)
def test_whether_enough_came_to_vote(states: list[str], told: str) -> None:
    heads = head_count((state, True) for state in states)  # type: ignore[misc]
    assert str(count_lines(heads, 56, LINES, large=True)[-1]).strip() == told
    plain = count_lines(heads, 76, ASCII, large=True)
    assert str(plain[-1]).endswith(told.replace("●", "#"))
    assert not any(leaks(str(line), ASCII) or set("▀▄█") & set(str(line)) for line in plain)


def test_without_anybody_who_may_vote_no_vote_is_told() -> None:
    lines = count_lines(head_count([("present", False)]), 56, LINES, large=False)
    assert [str(line).strip() for line in lines] == ["应到 1  实到 1  请假 0  缺席 0"]


@pytest.mark.parametrize("width", [56, 78, 118])
def test_counts_fit_their_width(width: int) -> None:
    heads = head_count([("present", True)] * 128 + [("exempt", True)] * 11)
    for large in (True, False):
        assert all(line.cells <= width for line in count_lines(heads, width, LINES, large=large))


def test_those_who_were_away_stand_on_top_and_the_exempt_below() -> None:
    people = _people("present", "exempt", "excused", "late", "unmarked", "absent")
    groups = [(group.words, [person.name for person in group.people]) for group in grouped(people)]
    assert groups == [
        ("没到", ["人2", "人5"]),
        ("未点名", ["人4"]),
        ("到", ["人0", "人3"]),
        ("免计", ["人1"]),
    ]
    assert {group.words for group in grouped(_people("", ""))} == {"应到"}


@pytest.mark.parametrize(("width", "columns"), [(30, 1), (56, 2), (78, 3), (200, 3)])
def test_those_who_came_share_lines(width: int, columns: int) -> None:
    lines = roll_lines(grouped(_people("absent", *["present"] * 7)), width)
    assert [len(line.people) for line in lines if line.alone] == [1]
    shared = [line for line in lines if line.people and not line.alone]
    assert [line.first for line in shared] == list(range(1, 8, columns))
    assert max(len(line.people) for line in shared) == columns


def test_a_person_is_told_with_what_is_missing() -> None:
    def told(person: ExpectedPerson, **words: bool) -> str:
        ink = person_ink(person, 56, LINES, **{"alone": True, "twin": False, **words})
        assert ink.cells == 56
        return " ".join(str(ink).split())

    assert told(replace(ONE, state="excused", reason="因病请假")) == "◐ 林知远 请假 因病 书记"
    assert told(replace(ONE, state="absent", reason="")) == "! 林知远 缺席 ! 原因未写 书记"
    assert told(ONE, alone=False) == "● 林知远 书记"
    assert told(replace(ONE, state="late"), alone=False) == "● 林知远 迟到 书记"
    assert told(ONE, alone=False, twin=True) == "● 林知远 T1 书记"
    assert told(replace(ONE, state="", offices=(), standing="probationary"), alone=False) == "· 林知远 预备"
    long = replace(ONE, name="买买提·" * 9)
    assert cell_len(str(person_ink(long, 24, LINES, alone=False, twin=False))) == 24


def test_two_of_one_name_are_twins() -> None:
    assert twins([ONE, replace(ONE, member=b"2"), replace(ONE, name="周以宁")]) == {"林知远"}


def _roll(desk: Desk) -> RollView:
    return desk.app.screen.query_one(RollView)


def _under(desk: Desk) -> str:
    row = _roll(desk).row
    assert row is not None
    return row.name


async def test_the_cursor_walks_through_the_columns_and_stays_on_whom_it_marked(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2", "down", "enter", "f3")
        names = [person.name for person in _roll(desk).people]
        seen = [_under(desk)]
        for _ in names[1:]:
            await desk.press("down")
            seen.append(_under(desk))
        assert seen == names
        await desk.press("down", "up", "up", "enter")
        assert f"{names[-3]}：缺席" in desk.text
        assert _under(desk) == names[-3], "on top now, and the cursor with it"
        assert _roll(desk).people[0].name == names[-3]
        await desk.press("enter")
        assert f"{names[-3]}：到" in desk.text and _under(desk) == names[-3]


async def test_a_click_chooses_a_person(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2", "down", "enter", "f3")
        roll = _roll(desk)
        second = roll.people[1].name
        await desk.pilot.click(RollView, offset=(roll.size.width // 2 + 3, 1))
        assert _under(desk) == second
        await desk.press("enter")
        assert f"{second}：缺席" in desk.text


async def test_large_counts_only_where_there_is_room(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    set_states(row, {next(iter(meetings.attendances(row))): ("absent", "")})
    for size, large in (((120, 36), True), ((80, 24), False)):
        async with opened(seeded_home, size) as desk:
            await desk.press("2", "down", "enter", "f3")
            assert ("▀" in desk.text) is large
            assert ("缺席 1" in desk.text) is not large
            assert "没到 1" in desk.text and "! 原因未写" in desk.text
