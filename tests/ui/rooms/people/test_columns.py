"""Columns of the roster that tell nothing give their room away."""

from datetime import date

import pytest

from branchtui.store.queries.people import MemberRow
from branchtui.ui.rooms.people.columns import columns_for
from branchtui.ui.text.glyphs import ASCII, LINES
from branchtui.ui.text.ink import Ink


def row(
    name: str = "周以宁",
    staff_no: str = "",
    standing: str = "full",
    office: str = "",
    group: str = "",
    away: str = "",
) -> MemberRow:
    return MemberRow(name.encode(), name, staff_no, standing, (office,) if office else (), group, date.min, away)


@pytest.mark.parametrize(
    ("rows", "titles", "grows"),
    [
        ([], ["姓名"], "姓名"),
        ([row(), row("沈一禾")], ["姓名"], "姓名"),
        ([row(), row("沈一禾", staff_no="T1")], ["姓名", "工号"], "工号"),
        ([row(), row("沈一禾", standing="activist")], ["姓名", "类别"], "类别"),
        ([row(standing="activist"), row("沈一禾", standing="activist")], ["姓名"], "姓名"),
        ([row(), row("沈一禾", away="产假")], ["姓名", "长期不在"], "长期不在"),
        ([row(office="书记"), row("沈一禾", group="一组")], ["姓名", "党内职务", "党小组"], "党内职务"),
        (
            [row("甲", "1", "full", "书记", "一组"), row("乙", "2", "probationary")],
            ["姓名", "工号", "类别", "党内职务", "党小组"],
            "党内职务",
        ),
    ],
)
def test_columns(rows: list[MemberRow], titles: list[str], grows: str) -> None:
    columns = columns_for(rows)
    assert [column.title for column in columns] == titles
    assert [column.title for column in columns if column.grow] == [grows]


def test_a_column_is_as_wide_as_its_longest_text_up_to_a_limit() -> None:
    short, long = columns_for([row("甲乙")])[0], columns_for([row("阿卜杜热合曼·买买提")])[0]
    assert short.width == 5 and long.width == 14


def test_the_group_is_shown_where_all_columns_have_room() -> None:
    group = columns_for([row("周以宁", "T1001", "full", "书记", "第一党小组"), row("甲", standing="activist")])[-1]
    wide = columns_for([row("周以宁", "", "full", "", "第一党小组"), row("甲")])[-1]
    assert wide.from_width < group.from_width <= 57


def test_the_standing_is_drawn_with_the_signs_of_the_terminal() -> None:
    cells = []
    for glyphs in (LINES, ASCII):
        columns_for([row(), row(standing="probationary")])[1].draw(
            line := Ink(), row(standing="probationary"), 10, glyphs
        )
        cells.append(str(line))
    assert cells == ["◐ 预备党员", "+ 预备党员"]
