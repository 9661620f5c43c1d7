"""A sheet as a text that people can read, and back."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from branchtui.errors import BranchError
from branchtui.rules.college import filled_in as sheets
from branchtui.rules.college.sheets import MOST_ROWS, SheetColumn

COLUMNS = (
    SheetColumn("姓名", "person", "member"),
    SheetColumn("数", "number"),
    SheetColumn("日", "date"),
    SheetColumn("说明", "text"),
)
TODAY = date(2026, 3, 10)


@example([("", "", "", "\x1b")])
@given(st.lists(st.tuples(*[st.text(max_size=20)] * 4), max_size=6))
def test_what_is_written_is_read_again(rows: list[tuple[str, str, str, str]]) -> None:
    kept = [tuple(map(sheets._cell, row)) for row in rows]
    found = sheets.rows_of(COLUMNS, sheets.text_of(COLUMNS, rows))
    assert found == [row for row in kept if any(row)]


def test_columns_are_known_by_their_names() -> None:
    text = "说明｜数｜姓名｜日\n无｜3｜甲｜\n\n有｜4"
    assert sheets.rows_of(COLUMNS, text) == [("甲", "3", "", "无"), ("", "4", "", "有")]


def test_a_row_with_more_cells_than_columns_is_told() -> None:
    with pytest.raises(BranchError, match="第 2 行有 5 格，栏目只有 4 个"):
        sheets.rows_of(COLUMNS, "姓名｜数｜日｜说明\n甲｜1｜｜｜多")


@pytest.mark.parametrize(
    ("column", "typed", "kept"),
    [
        (COLUMNS[1], "1200.5", "1200.5"),
        (COLUMNS[1], "-3", "-3"),
        (COLUMNS[1], "无", "无"),
        (COLUMNS[2], "3月5日", "2026-03-05"),
        (COLUMNS[2], "", ""),
        (COLUMNS[3], "=1+1", "=1+1"),
        (COLUMNS[3], "一\n二｜三", "一 二|三"),
    ],
)
def test_a_cell_as_it_is_kept(column: SheetColumn, typed: str, kept: str) -> None:
    assert sheets.as_typed(column, typed, TODAY) == kept


def test_what_may_stay_empty_lacks_nothing() -> None:
    columns = (*COLUMNS[:2], COLUMNS[2]._replace(optional=True))
    assert sheets.lacking(columns, [("甲", "1", ""), ("乙", "2", "2026-03-05")], TODAY) == ""
    assert "“数”还空着" in sheets.lacking(columns, [("甲", "", "")], TODAY)
    assert "没有看懂" in sheets.lacking(columns, [("甲", "1", "某日")], TODAY), "what stands there has to be right"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "还没有一行"),
        ([("甲", "1", "2026-03-05", "")], "第 1 行（甲）的“说明”还空着"),
        ([("甲", "1", "2026-03-05", "无"), ("", "1", "无", "无")], "第 2 行的“姓名”还空着"),
        ([("甲", "多", "2026-03-05", "无")], "第 1 行（甲）：“数”要写数字"),
        ([("甲", "1", "无", "无")] * (MOST_ROWS + 1), "最多报 2000 行"),
        ([("甲", "1", "无", "无")], ""),
    ],
)
def test_what_is_lacking_is_named(rows: list[tuple[str, ...]], said: str) -> None:
    found = sheets.lacking(COLUMNS, rows, TODAY)
    assert said in found and bool(said) == bool(found)
