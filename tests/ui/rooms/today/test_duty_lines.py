"""What is told of a row, for given duties, at each width and with either set of signs."""

from datetime import datetime
from typing import get_args

import pytest

from branchtui.rules.duties.duty import Board, Duty, Sort
from branchtui.rules.meetings import NEWS, RECORD, frequency
from branchtui.ui.editing.draft_key import DraftKey
from branchtui.ui.editing.draft_saver import Draft
from branchtui.ui.rooms.today.duty_lines import clause_line, duty_lines, enter_words, sign, step, when_role, words_role
from branchtui.ui.rooms.today.duty_rows import TodayRow, headings, rows_of
from branchtui.ui.rooms.today.silence import ways
from branchtui.ui.text.glyphs import ASCII, LINES, Glyphs, leaks

ID = b"m" * 16
CLAUSE = "《中国共产党支部工作条例（试行）》第十一条：党支部党员大会是党支部的议事决策机构，由全体党员参加，一般每季度召开1次。"
NEWS_DUTY = Duty(
    *("news", "起草新闻稿：学习", "2026-09-30 16:00 前", "会后 24 小时内（默认，可改）", ("meeting", ID)),
    limit=NEWS,
    when="9月30日 16:00",
    basis="默认：会后 24 小时内写出新闻稿。",
)
LIST = Duty("list", "名册与应到名单不符：学习", "2026-09-30", "甲应在", ("meeting", ID), mend=ID, basis="甲应在。")
COUNT = Duty(
    "count", "支部党员大会还差 1 次", "2026年第四季度", "第十一条", plan="支部党员大会", when="第四季度", basis=CLAUSE
)
COME = Duty("come", "党课：示范岗", "2026-12-02 15:00", "行政楼", ("meeting", ID), when="12月2日 15:00", basis="行政楼")
HELD = Duty("held", "主题党日：学习", "2026-11-17 15:00", "行政楼", ("meeting", ID), when="11月17日")
BOARD = Board((NEWS_DUTY,), (COUNT,), (LIST,), (COME,), (HELD,))
LEFT = [
    (DraftKey.field("meeting", "title"), Draft("题目", "讲党课", datetime(2026, 11, 23, 8, 5))),
    (DraftKey.field("meeting", "place"), Draft("地点", "行政楼", datetime(2026, 11, 23, 8, 6))),
]


def rows() -> dict[str, TodayRow]:
    """A row of each group, by the word of the group."""
    return {row.group.word: row for row in rows_of(BOARD, [])}


def told(row: TodayRow | None, width: int = 56, known: str = "", *, airy: bool = False) -> list[str]:
    return [str(line) for line in duty_lines(row, known, width, LINES, airy=airy)]


def test_the_groups_stand_in_order_with_their_counts_and_each_row_with_its_sign() -> None:
    found = rows_of(BOARD, [])
    assert [(str(ink), count) for ink, count in headings(found)] == [
        ("逾期 1", 1),
        ("矛盾 1", 1),
        ("本季要办 1", 1),
        ("接下来 1", 1),
        ("本月已办 1", 1),
    ]
    assert [str(sign(row, LINES)) for row in found] == [" !", " !", " ○", " ◐", " ●"]
    assert [str(sign(row, ASCII)) for row in found] == [" !", " !", " o", " +", " #"]
    assert [sign(row, LINES).pieces[0].role for row in found] == ["bad", "bad", "due", "info", "good"]
    assert [when_role(row) for row in found] == ["bad", "quiet", "quiet", "quiet", "quiet"]
    assert [words_role(row) for row in found] == ["text", "text", "text", "text", "quiet"]


def test_the_filter_looks_at_group_words_and_clause() -> None:
    row = rows()["逾期"]
    assert row.has(["逾期", "新闻稿", "默认"]) and not row.has(["逾期", "党课"]) and row.has([])


def test_all_that_is_known_of_a_duty_is_told() -> None:
    assert told(rows()["逾期"], airy=True) == [
        "",
        " 起草新闻稿：学习",
        " ! 逾期   9月30日 16:00 前",
        "",
        " 依据  默认：会后 24 小时内写出新闻稿。",
        "",
        " 回车  按事实起草新闻稿，再打开它",
        " Del   这次会不报道（写一句原因），以后不再提",
        "       关掉“新闻稿期限”，本支部以后都不再提",
    ]


def test_a_clause_is_broken_as_chinese_is() -> None:
    lines = told(rows()["本季要办"], 40)
    start = next(number for number, line in enumerate(lines) if line.startswith(" 依据"))
    clause = [line.removeprefix(" 依据").lstrip() for line in lines[start:-1]]
    assert "".join(clause) == CLAUSE
    assert not any(line.startswith(("，", "。", "）", "》", "：")) for line in clause)
    assert lines[-1] == " 回车  新建一次支部党员大会", "what a regulation asks for can't be silenced"


def test_what_was_done_for_a_duty_already_is_told() -> None:
    duty = Duty(
        "count", "党课还差 1 次", "", "", plan="党课", basis="默认：每季度 1 次。", known="已计划 12月2日 15:00。"
    )
    lines = told(TodayRow(rows()["本季要办"].group, duty.duty, duty=duty))
    assert lines[-3:] == [" 依据  默认：每季度 1 次。", " 近况  已计划 12月2日 15:00。", " 回车  新建一次党课"]


def test_how_things_stand_is_told_of_what_is_planned_or_done() -> None:
    assert " 近况  行政楼。都办好了。" in told(rows()["接下来"], known="行政楼。都办好了。")
    assert " 近况  行政楼" in told(rows()["接下来"])
    assert not any("近况" in line for line in told(rows()["本月已办"])), "before it is read nothing is said"
    assert " ● 本月已办   11月17日" in told(rows()["本月已办"])


def test_what_was_not_stored_is_one_row_for_a_form() -> None:
    [row] = rows_of(Board(), LEFT)
    assert (row.words, row.when, len(row.drafts)) == ("题目：讲党课；地点：行政楼", "11-23 08:05", 2)
    assert " 回车  打开当时的那一格，接着写" in told(row)
    assert step(row) == "接着写"
    assert str(clause_line(row, "", 60, LINES)) == ""


def test_no_row_says_what_would_stand_there() -> None:
    assert "这里就说明它依据什么" in "".join(told(None))
    assert step(None) == "" and clause_line(None, "", 60, LINES).cells == 0


@pytest.mark.parametrize(
    ("sort", "said"),
    [("news", ["station", "limit"]), ("record", ["station", "limit"]), ("hold", ["cancel"]), ("list", ["keep"])],
)
def test_what_silences_a_duty(sort: Sort, said: list[str]) -> None:
    limit = {"news": NEWS, "record": RECORD}.get(sort, "")
    assert [way for way, _ in ways(Duty(sort, "", "", "", ("meeting", ID), limit=limit))] == said


def test_a_frequency_can_be_silenced_where_no_regulation_asks() -> None:
    assert ways(COUNT) == []
    assert [words for _, words in ways(Duty("missed", "", "", "", limit=frequency("党课")))] == [
        "关掉“党课次数”，本支部以后都不再提"
    ]


@pytest.mark.parametrize("sort", get_args(Sort))
def test_enter_is_told_for_every_duty(sort: Sort) -> None:
    duty = Duty(sort, "", "", "", plan="党课")
    told = [enter_words(duty), step(TodayRow(rows()["逾期"].group, "", duty=duty))]
    assert all(told), (
        f"say what Enter does with a duty of the sort {sort}: in _ENTER and _STEPS of ui/rooms/today/duty_lines.py"
    )


@pytest.mark.parametrize("glyphs", [LINES, ASCII], ids=["lines", "ascii"])
@pytest.mark.parametrize("width", [38, 58, 98])
def test_lines_fit_and_no_sign_leaks(width: int, glyphs: Glyphs) -> None:
    for row in [*rows_of(BOARD, LEFT), None]:
        lines = duty_lines(row, "", width, glyphs, airy=True)
        assert all(line.cells <= width for line in lines)
        clause = clause_line(row, "", width, glyphs)
        assert clause.cells <= width
        assert leaks("".join(map(str, [*lines, clause])), glyphs) == set()


@pytest.mark.parametrize("width", [-1, 0, 1, 6])
def test_a_width_that_nothing_fits_into_ends_nothing(width: int) -> None:
    for row in rows_of(BOARD, LEFT):
        assert duty_lines(row, "", width, LINES, airy=True)
        clause_line(row, "", width, LINES)


def test_the_clause_in_one_line_says_where_it_is_cut() -> None:
    assert str(clause_line(rows()["本季要办"], "", 40, LINES)).rstrip().endswith("…")
    assert str(clause_line(rows()["逾期"], "", 60, LINES)).rstrip() == " 依据  默认：会后 24 小时内写出新闻稿。"
