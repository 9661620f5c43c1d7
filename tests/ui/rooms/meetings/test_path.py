"""The path of a meeting and its next step, as lines; the headings of the months; the cells of a record."""

from datetime import datetime

import pytest
from rich.cells import cell_len

from branchtui.rules.stations import HEADS, MeetingFacts, Step, station_states
from branchtui.ui.commands.command import Command
from branchtui.ui.rooms.meetings import path
from branchtui.ui.rooms.meetings.record.outline import OutlineCell, outline_lines
from branchtui.ui.text.glyphs import ASCII, LINES, leaks
from branchtui.ui.text.ink import Ink

NOW = datetime(2026, 11, 24, 9)
HELD = MeetingFacts("held", 1, 2, 1, True, True, 16, 0, 0, [])
STATIONS = station_states(HELD, {"news": "不报道"})
STEP = Ink("F4 写记录", bold=True).add("（还有 1 项）", "quiet")


def _roles(line: Ink, sign: str) -> set[str]:
    return {piece.role for piece in line.pieces if sign in piece.text}


def test_the_signs_stand_below_their_heads() -> None:
    line = path.signs(STATIONS, LINES)
    assert str(line) == "● ● ● ◐ – · "
    assert line.cells == cell_len(HEADS)
    assert (_roles(line, "◐"), _roles(line, "●"), _roles(line, "·")) == ({"due"}, {"good"}, {"quiet"})
    assert str(path.signs(STATIONS, ASCII)) == "# # # + - . "


def test_the_path_says_each_station_with_its_sign() -> None:
    assert str(path.path(STATIONS, LINES)) == "准备 ● › 安排 ● › 考勤 ● › 记录 ◐ › 报道 – › 归档 ·"
    assert not leaks(str(path.path(STATIONS, ASCII)), ASCII)


@pytest.mark.parametrize(
    ("width", "rows", "lines"),
    [
        (118, 2, ["准备 ● › 安排 ● › 考勤 ● › 记录 ◐ › 报道 – › 归档 ·", "下一步 F4 写记录（还有 1 项）"]),
        (46, 2, ["准备● 安排● 考勤● 记录◐ 报道– 归档·", "下一步 F4 写记录（还有 1 项）"]),
        (118, 1, ["准备 ● › 安排 ● › 考勤 ● › 记录 ◐ › 报道 – › 归档 ·  下一步 F4 写记录（还有 1 项）"]),
        (78, 1, ["准备● 安排● 考勤● 记录◐ 报道– 归档·  下一步 F4 写记录（还有 1 项）"]),
        (59, 1, ["准备● 安排● 考勤● 记录◐ 报道– 归档·  F4 写记录（还有 1 项）"]),
    ],
)
def test_path_and_next_step_fit_the_width(width: int, rows: int, lines: list[str]) -> None:
    found = path.path_lines(STATIONS, STEP, LINES, width, rows=rows)
    assert [str(line) for line in found] == lines
    assert all(line.cells <= width for line in found)


def test_without_a_next_step_the_path_stands_alone() -> None:
    stations = station_states(HELD._replace(state="cancelled"), {})
    assert [str(line) for line in path.path_lines(stations, None, LINES, 118)][1] == "没有下一步"
    assert str(path.path_lines(stations, None, LINES, 118, rows=1)[0]).endswith("归档 ·  没有下一步")


def test_the_next_step_names_the_key_that_the_user_chose() -> None:
    step, usual = Step("minutes", "写记录", "还有 1 项"), Command("meeting.tab.record", "记录", ("f4",), "写")
    assert str(path.step_words(step, usual)) == "F4 写记录（还有 1 项）"
    assert str(path.step_words(step, usual._replace(keys=("ctrl+r",)))) == "Ctrl+R 写记录（还有 1 项）"
    assert str(path.step_words(Step("wait", "看纸面", ""), usual._replace(keys=()))) == "看纸面"


def test_the_head_says_the_year_where_it_is_another_one() -> None:
    heads = [
        str(path.head_line("held", begins, "党课", "2", "题", late=late, now=NOW))
        for begins, late in ((datetime(2026, 11, 4, 15), False), (datetime(2025, 1, 4, 9, 30), True))
    ]
    assert heads == ["已召开  11月4日 15:00  党课 第2次  题", "已召开（补记）  2025年1月4日 09:30  党课 第2次  题"]
    assert path.head_line("planned", NOW, "党课", "", "题", late=False, now=NOW).pieces[0].role == "info"


def test_the_outline_says_which_cells_are_owed() -> None:
    cells = [OutlineCell("1 甲", 20, True), OutlineCell("  决议", 0, False), OutlineCell("2 乙", 0, True)]
    lines = outline_lines(cells, 1, 30, 9, LINES)
    assert [str(line).split() for line in lines] == [
        ["●", "1", "甲", "20", "字"],
        ["▌", "·", "决议"],
        ["○", "2", "乙", "未写"],
    ]
    assert all(line.cells == 30 for line in lines)
    assert _roles(lines[2], "未写") == {"due"} and _roles(lines[1], "·") == {"quiet"}
    assert {piece.ground for piece in lines[1].pieces} == {"cursor-quiet"}
    assert not any(leaks(str(line), ASCII) for line in outline_lines(cells, 1, 30, 9, ASCII))


@pytest.mark.parametrize(("at", "first"), [(0, 0), (4, 2), (9, 5)])
def test_a_long_outline_shows_what_is_around_the_cell(at: int, first: int) -> None:
    lines = outline_lines([OutlineCell(f"第{n}项", 5, True) for n in range(10)], at, 30, 5, LINES)
    assert [str(line).split()[-3] for line in lines] == [f"第{n}项" for n in range(first, first + 5)]
