"""The year drawn for given values, at each width and with either set of signs."""

import pytest
from rich.cells import cell_len

from branchtui.rules.duties.year_matrix import KindYear, Month, Year
from branchtui.ui.rooms.today.year_lines import legend, year_lines
from branchtui.ui.text.glyphs import ASCII, LINES, Glyphs, leaks

NONE = Month()


def months(**shown: Month) -> tuple[Month, ...]:
    """Twelve months, those of `m9=…` as given."""
    return tuple(shown.get(f"m{number}", NONE) for number in range(1, 13))


YEAR = Year(
    2026,
    11,
    (
        KindYear("支部党员大会", "每季 1", months(m9=Month("full", (9,)), m11=Month("full", (4,))), 2, 4),
        KindYear(
            *("主题党日", "每月 1"),
            months(m9=Month("full", (3, 24)), m10=Month("full", (11, 25)), m11=Month("open"), m12=Month("half", (10,))),
            *(4, 12),
        ),
        KindYear("读书会", "", months(m1=Month("full", (5, 12, 19))), 3, 0),
    ),
    (*(None,) * 8, 96, 100, 91, None),
)


def drawn(width: int, glyphs: Glyphs = LINES, most: int = 99, year: Year = YEAR) -> list[str]:
    return [str(line) for line in year_lines(year, width, most, glyphs)]


def test_a_wide_window_has_room_for_days() -> None:
    head, meeting, theme, reading, shares = drawn(118)
    assert head.split() == [*(f"{number}月" for number in range(1, 13)), "全年"]
    assert meeting.split() == ["支部党员大会", "每季", "1", *"·" * 8, "●", "9", "·", "●", "4", "·", "2/4"]
    assert theme.split() == [
        *("主题党日", "每月", "1", *"·" * 8, "●", "3", "24", "●", "2次", "○", "◐", "10", "4/12"),
    ]
    assert reading.split() == ["读书会", "●", "3次", *"·" * 11, "3"]
    assert shares.split() == ["到会率", "96%", "100%", "91%"]


@pytest.mark.parametrize(("width", "rule"), [(78, True), (58, False)])
def test_a_narrower_one_has_signs_alone_and_then_no_rules(width: int, rule: bool) -> None:
    head, meeting, theme, _, shares = drawn(width)
    assert head.split() == [*map(str, range(1, 13)), "全年"]
    assert ("每季 1" in meeting) is rule
    assert theme.split()[-6:] == ["·", "●", "●", "○", "◐", "4/12"]
    assert shares.split() == ["到会率", "96", "满", "91"]


@pytest.mark.parametrize("glyphs", [LINES, ASCII], ids=["lines", "ascii"])
@pytest.mark.parametrize("width", [58, 59, 70, 78, 100, 112, 118, 158])
def test_every_line_fits_and_months_stand_below_each_other(width: int, glyphs: Glyphs) -> None:
    lines = year_lines(YEAR, width, 99, glyphs)
    assert all(line.cells == cell_len(str(line)) <= width for line in lines)
    assert len({line.cells for line in lines[:-1]}) == 1
    ground = [[(start, end) for start, end, raised in _grounds(line) if raised] for line in lines]
    assert all(each == ground[0] and each for each in ground), "this month is one column from head to foot"
    assert leaks("".join(map(str, [*lines, legend(glyphs)])), glyphs) == set()


def _grounds(line: object) -> list[tuple[int, int, bool]]:
    """The stretches of a line in cells, and whether each is raised."""
    found: list[tuple[int, int, bool]] = []
    at = 0
    for piece in line.pieces:  # type: ignore[attr-defined]
        end = at + cell_len(piece.text)
        raised = piece.ground == "raised"
        if found and found[-1][2] == raised:
            found[-1] = (found[-1][0], end, raised)
        else:
            found.append((at, end, raised))
        at = end
    return found


def test_signs_bear_the_role_of_their_state_and_this_month_is_bold() -> None:
    head, _, theme, *_ = year_lines(YEAR, 118, 99, ASCII)
    roles = {piece.text.strip(): piece.role for piece in theme.pieces}
    assert [roles[sign] for sign in "#+o."] == ["good", "info", "due", "edge"]
    assert [piece.text.strip() for piece in head.pieces if piece.bold] == ["11月"]
    assert str(legend(ASCII)) == "# 已开  + 已计划  o 还差  . 未到或不要求"


def test_kinds_that_a_low_window_has_no_room_for_are_counted() -> None:
    kinds = tuple(YEAR.kinds[0]._replace(kind=f"第{number}类") for number in range(9))
    many = YEAR._replace(kinds=kinds)
    assert len(drawn(78, most=11, year=many)) == 11
    lines = drawn(78, most=8, year=many)
    assert len(lines) == 8
    assert [line.split()[0] for line in lines[1:6]] == [f"第{number}类" for number in range(5)]
    assert "还有 4 类" in lines[6] and "到会率" in lines[7]


def test_a_long_name_is_cut() -> None:
    long = YEAR._replace(kinds=(YEAR.kinds[0]._replace(kind="党员领导干部民主生活会征求意见座谈会"),))
    assert "…" in drawn(118, year=long)[1] and "2/4" in drawn(118, year=long)[1]
    assert "~" in drawn(118, ASCII, year=long)[1]
