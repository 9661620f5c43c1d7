"""Papers of a post's log, and the sheet to hang up, as trees."""

from dataclasses import replace
from datetime import date

from branchtui.papers.facts.post_log import LogFacts, LogRow, LogTotals, ShareFact, YearFacts
from branchtui.papers.post_log import post_year, service_log
from branchtui.papers.posts import plate
from branchtui.papers.tree import Kicker, Table, Title
from tests.papers.test_meeting_papers import texts
from tests.papers.test_year_and_posts import POST

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
TOTALS = LogTotals(2, 3.5, 12, ("12件", "1场"))


def test_the_log_is_a_dense_table_whose_last_row_is_its_sum() -> None:
    rows = (
        LogRow(date(2026, 4, 1), "9:00—11:30", ("周以宁", "沈一禾"), 2.5, "选课咨询", "学生", 12, "12件", "沈一禾"),
        LogRow(date(2026, 4, 2), who=("周以宁",), hours=1, served=0),
    )
    paper = service_log(LogFacts(POST, FIRST, LAST, rows, TOTALS))
    said = texts(paper)
    assert paper.sheet == "dense"
    assert "1|4月1日\n9:00—11:30|周以宁\n沈一禾|2.5|选课咨询\n学生12人次|12件|沈一禾" in said
    assert "2|4月2日|周以宁|1|（未填写）\n0人次||" in said, "nobody told the hours of the day, nor what was done"
    assert "合计|2次||3.5|12人次|12件\n1场|" in said
    over = service_log(LogFacts(POST, date(2025, 9, 1), LAST, rows, TOTALS))
    assert "1|2026.4.1\n9:00—11:30" in texts(over), "a log of two years says which"


def test_the_summary_of_a_year_adds_up_by_month_and_by_person() -> None:
    months = (ShareFact("3月", 1, 2.5, 12), ShareFact("4月", 1, 1, 0))
    people = (ShareFact("周以宁", 2, 2.5, 12), ShareFact("沈一禾", 0, 1, 0))
    paper = post_year(YearFacts(POST, FIRST, LAST, TOTALS, 1, months, people, ("周以宁（2025年度）：优秀",)))
    said = texts(paper)
    assert paper.title == "教学服务示范岗2026年度总结表"
    assert "服务情况|服务2次，3.5小时，12人次（已核实1次）" in said and "服务成效|12件、1场" in said
    assert "承诺兑现|2条承诺，已兑现1条" in said and "考核结果|1.周以宁（2025年度）：优秀" in said
    assert "合计（按月份）|2|3.5|12" in said and "合计（按姓名）|2|3.5|12" in said
    part = post_year(YearFacts(POST, date(2026, 3, 1), LAST, TOTALS))
    assert part.title == "教学服务示范岗总结表", "half a year is no year"
    assert "考核结果|（未填写）" in texts(part) and "分月情况" not in texts(part)


def test_the_plate_says_post_holder_and_pledges() -> None:
    paper = plate(POST)
    assert paper.sheet == "hung"
    assert [type(block) for block in paper.blocks[:2]] == [Kicker, Title] and paper.title == "教学服务示范岗"
    assert {"1.当日答复。", "2.每周值班两次。"} <= set(texts(paper).split("\n"))
    assert "（未填写）" in texts(plate(replace(POST, holders=(), pledges=())))


def test_tables_give_a_width_to_each_column() -> None:
    for paper in (
        service_log(LogFacts(POST, FIRST, LAST, (LogRow(FIRST),))),
        post_year(YearFacts(POST, FIRST, LAST, TOTALS, months=(ShareFact("3月"),))),
    ):
        for table in (block for block in paper.blocks if isinstance(block, Table)):
            assert {len(row) for row in (table.header, *table.rows)} == {len(table.widths)}
            assert sum(table.widths) <= 155
