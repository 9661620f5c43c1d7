"""The papers of frameworks: which rows and headings they have."""

from dataclasses import replace
from datetime import date

from branchtui.papers.facts.frameworks import FrameworkFacts, LackFact, MaterialFact, TaskFact
from branchtui.papers.frameworks.lists import task_table
from branchtui.papers.frameworks.reports import report
from branchtui.papers.tree import Heading, Paper, Table

HEAD = TaskFact("1", "教育党员有力", 0, "", "", "", 1, 2, "", "")
TASK = TaskFact(
    "1.1", "党课", 1, "按季上党课。", "每季两次", "上了四次。", 2, 3, "1.1-01至1.1-04；互见2.1-01、2.1-03", "书记"
)
FACTS = FrameworkFacts(
    *("海州大学办公室党支部", "海州大学", "样板支部", "校级", "", ""),
    *(date(2026, 1, 1), date(2026, 12, 31), date(2026, 11, 28)),
    tasks=(HEAD, TASK),
)


def tables(paper: Paper) -> list[Table]:
    return [block for block in paper.blocks if isinstance(block, Table)]


def rows(*tasks: TaskFact, materials: tuple[MaterialFact, ...] = ()) -> tuple[tuple[str, ...], ...]:
    (table,) = tables(task_table(replace(FACTS, tasks=tasks, materials=materials)))
    assert sum(table.widths) <= 156
    return table.rows


def test_a_task_says_what_is_asked_promised_and_told_with_each_number_on_its_own_line() -> None:
    numbers = "1.1-01至\n1.1-04\n互见\n2.1-01\n2.1-03"
    assert rows(HEAD, TASK) == (
        ("1 教育党员有力", "", "", "1/2\n50%", "", ""),
        ("1.1 党课\n按季上党课。", "每季两次", "上了四次。", "2/3\n66%", numbers, "书记"),
    )


def test_what_has_no_file_is_named_at_its_task() -> None:
    lost = MaterialFact("1.1 党课", "1.1-02", "讲稿", None, "原始", "", "")
    there = replace(lost, number="1.1-03", extent="1份")
    (row,) = rows(replace(TASK, materials="1.1-01至1.1-04"), materials=(lost, there))
    assert row[4] == "1.1-01至\n1.1-04\n缺文件\n1.1-02"
    (other,) = rows(replace(TASK, number="1.2", materials=""), materials=(lost,))
    assert other[4] == ""


def test_a_long_text_goes_on_in_rows_that_a_page_holds_and_nothing_of_it_is_lost() -> None:
    told = "组织党员集中学习，交流心得体会。" * 40 + "没有标点的长话" * 60
    numbers = "、".join(f"1.1-{number:02}" for number in range(1, 90, 2))
    first, *others = rows(replace(TASK, account=told, materials=numbers))
    assert first[0].startswith("1.1 党课\n") and {row[0] for row in others} == {"1.1（续）"}
    assert "".join(row[2] for row in (first, *others)) == told
    assert "\n".join(row[4] for row in (first, *others) if row[4]) == numbers.replace("、", "\n")
    assert all(len(cell) <= 180 for row in (first, *others) for cell in row)
    assert {(row[3], row[5]) for row in others} == {("", "")}
    assert first[2].endswith("。"), "it parts at the end of a sentence"


def test_a_duty_report_tells_faults_and_gaps_below_headings_of_their_own() -> None:
    facts = replace(
        FACTS,
        faults=(("台账隔天才补", "当天记", "书记", "", ""),),
        lacks=(LackFact("1.1", "党课", "每季党课", "", "1季度：党课还差 1 项。"),),
    )
    paper = report("述职报告", [{"title": "问题清单", "part": "faults"}], facts)
    headings = [block.text for block in paper.blocks if isinstance(block, Heading)]
    assert headings == ["问题清单", "整改情况", "对照要求的缺项", "原因分析"]
    assert [table.rows for table in tables(paper)] == [
        (("台账隔天才补", "当天记", "书记", "", ""),),
        (("1.1 每季党课", "1季度：党课还差 1 项。"),),
    ]
    bare = report("述职报告", [{"title": "问题清单", "part": "faults"}], FACTS)
    assert [block.text for block in bare.blocks if isinstance(block, Heading)] == ["问题清单", "原因分析"]
