"""A screen as a picture: each run at its cell and as long as its cells, drawn signs, colours."""

import re
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from screen_svg import SIDE, Colours, kind_of, lines_svg
from shapes import CELL, LINE, SIGNS

from branchtui.ui.text.glyphs import LINES

COLOURS = Colours("#eeeeee", "#111111", "#333333")
RED = Style(color="#ff0000")
_WORDS = st.text(st.sampled_from("会议状态，（“”ab1<&>.  ·›…●─│▌█"), max_size=30)


class Written(NamedTuple):
    """A run as the file says it."""

    row: int
    cell: int
    cells: int
    text: str
    squeezed: bool
    look: str


def _svg(*lines: str | list[Segment]) -> str:
    columns = max(cell_len(line) if isinstance(line, str) else sum(map(_cells, line)) for line in lines)
    whole = [
        [Segment(line), Segment(" " * (columns - cell_len(line)))] if isinstance(line, str) else line for line in lines
    ]
    return lines_svg(whole, COLOURS, title="题目")


def _cells(segment: Segment) -> int:
    return cell_len(segment.text)


def _written(svg: str) -> list[Written]:
    root = ElementTree.fromstring(svg)
    looks = dict(re.findall(r"\.(t\d+)\{(.*?)\}", svg))
    groups = [group for group in root if group.tag.endswith("g")]
    tops = [float(group.attrib["transform"].split()[1].rstrip(")")) for group in groups]
    return [
        Written(
            int((top - 30) // LINE),
            int(text.attrib["x"]) // CELL,
            int(text.attrib["textLength"]) // CELL,
            text.text or "",
            "lengthAdjust" in text.attrib,
            looks[text.attrib["class"]],
        )
        for top, group in zip(tops, groups, strict=True)
        for text in group
    ]


@pytest.mark.parametrize(
    ("character", "kind"),
    [("会", "wide"), ("，", "wide"), ("Ａ", "wide"), ("a", "narrow"), ("-", "narrow"), ("›", "narrow")]
    + [("“", "single"), ("·", "single"), ("…", "single"), ("–", "single"), (" ", "blank"), ("\u3000", "blank")]
    + [(sign, "drawn") for sign in "─│┼●◐○▌▐█▀▁"],
)
def test_kinds_of_characters(character: str, kind: str) -> None:
    assert kind_of(character) == kind


def test_signs_of_the_app_that_fonts_draw_each_in_their_own_way_are_drawn() -> None:
    written = {sign for sign in "".join(LINES[1:]) if not sign.isascii() and kind_of(sign) != "drawn"} - set("·–›…")
    assert not written, f"draw {written} in assets/manual/shapes.py: no font has to have them"


def test_a_run_holds_one_width_and_is_as_long_as_its_cells() -> None:
    assert _written(_svg("会议ab室")) == [
        Written(0, 0, 4, "会议", False, "fill:#eeeeee"),
        Written(0, 4, 2, "ab", True, "fill:#eeeeee"),
        Written(0, 6, 2, "室", False, "fill:#eeeeee"),
    ]


def test_an_ambiguous_character_stands_alone() -> None:
    runs = _written(_svg("他说“好”··x"))
    assert [(run.cell, run.cells, run.text) for run in runs] == [
        (0, 4, "他说"),
        (4, 1, "“"),
        (5, 2, "好"),
        (7, 1, "”"),
        (8, 1, "·"),
        (9, 1, "·"),
        (10, 1, "x"),
    ]


def test_blanks_end_a_run() -> None:
    assert [(run.cell, run.text) for run in _written(_svg("  a b　会 议"))] == [
        (2, "a"),
        (4, "b"),
        (7, "会"),
        (10, "议"),
    ]


def test_a_mark_above_a_letter_stays_with_it() -> None:
    assert [(run.cells, run.text) for run in _written(_svg("ne\u0301x"))] == [(3, "ne\u0301x")]


def test_a_column_begins_at_the_same_cell_in_all_rows() -> None:
    rows = ["会议 已计划", "abcd 已记录", "a会b 已归档", "“”ab 未开"]
    assert {run.cell for run in _written(_svg(*rows)) if run.text[0] in "已未"} == {5}


def test_markup_is_escaped() -> None:
    svg = _svg("<&>", [Segment("[/]")])
    assert "&lt;&amp;&gt;" in svg
    assert [run.text for run in _written(svg)] == ["<&>", "[/]"]


@pytest.mark.parametrize(
    ("style", "look", "ground"),
    [
        (Style(), "fill:#eeeeee", None),
        (RED, "fill:#ff0000", None),
        (Style(color="#00ff00", bgcolor="#0000ff", bold=True), "fill:#00ff00;font-weight:700", "#0000ff"),
        (Style(color="#00ff00", bgcolor="#0000ff", reverse=True), "fill:#0000ff", "#00ff00"),
        (Style(color="#00ff00", bgcolor="#0000ff", dim=True), "fill:#007f7f", "#0000ff"),
        (Style(reverse=True), "fill:#111111", "#eeeeee"),
    ],
)
def test_colours(style: Style, look: str, ground: str | None) -> None:
    svg = _svg([Segment("字", style)])
    assert [run.look for run in _written(svg)] == [look]
    assert re.findall(r'<path fill="(.*?)"', svg) == [ground] * (ground is not None)


def test_equal_looks_share_a_class_and_touching_segments_a_run() -> None:
    svg = _svg([Segment("会", RED), Segment("议", RED)], [Segment("室", RED), Segment("里", Style())])
    assert [run.text for run in _written(svg)] == ["会议", "室", "里"]
    assert svg.count("fill:#ff0000") == 1


def test_touching_grounds_are_one_rectangle() -> None:
    ground = Style(bgcolor="#0000ff")
    row = [Segment("  ", ground), Segment("会", ground + RED), Segment(" ")]
    assert f'd="M{SIDE} 30h{4 * CELL}v{2 * LINE}h-{4 * CELL}z"' in _svg(row, row)


def test_lines_that_meet_are_one_stroke() -> None:
    svg = _svg("┌──┐", "│会│", "└──┘")
    (strokes,) = re.findall(r'<path stroke="#eeeeee" stroke-width="1" .*?d="(.*?)"', svg)
    left, right, top, bottom = SIDE + CELL / 2, SIDE + 3.5 * CELL, 40.5, 40.5 + 2 * LINE
    assert strokes == f"M{left} {top}H{right}M{left} {bottom}H{right}M{left} {top}V{bottom}M{right} {top}V{bottom}"


def test_blocks_and_circles_fill_their_cells() -> None:
    svg = _svg([Segment("█▀▄", RED)])
    assert f'd="M14 30h9v{LINE}h-9zM23 30h9v11h-9zM32 41h9v11h-9z"' in svg
    assert _svg("●").count("M14.8 40.5a") == 2  # filled, and its edge
    assert _svg("○").count("M14.8 40.5a") == 1


def test_an_underline_is_as_long_as_its_cells_blanks_too() -> None:
    assert f'<path fill="#ff0000" d="M14 {30 + LINE - 1}h{5 * CELL}v1h-{5 * CELL}z"/>' in _svg(
        [Segment("会 议", RED + Style(underline=True))]
    )


@given(st.lists(_WORDS, min_size=1, max_size=4))
def test_a_picture_says_what_the_screen_says(lines: list[str]) -> None:
    written = _written(_svg(*lines, "end"))
    for row, line in enumerate(lines):
        cells = {cell_len(line[:at]): character for at, character in enumerate(line)}
        expected = {cell: each for cell, each in cells.items() if each not in SIGNS and each != " "}
        found = {
            run.cell + cell_len(run.text[:at]): each
            for run in written
            if run.row == row
            for at, each in enumerate(run.text)
        }
        assert found == expected
        assert all(run.cells == cell_len(run.text) for run in written)
