"""Papers of a year's end: the results of 民主评议党员, and what is to be put right."""

from branchtui.papers.facts.year_end import FaultFact, FaultsFacts, ResultsFacts
from branchtui.papers.names import APPRAISAL, NAMES, RECTIFICATION
from branchtui.papers.phrases import filled
from branchtui.papers.tree import Block, Meta, Paper, Paragraph, SignOff, Table, Title
from branchtui.rules.text.chinese_time import chinese_day

HEADERS = ("学工号", "姓名", "党籍状态", "评议结果")
"""As the school writes them."""


def appraisal_results(facts: ResultsFacts) -> Paper:
    """民主评议结果: everybody's result under the headers of the school, and how many of each there are."""
    title = f"{facts.branch}{facts.year}年民主评议党员结果"
    rows = tuple((row.staff_no, row.name, row.standing, filled(row.result)) for row in facts.rows)
    counted = "，".join(f"{grade}{number}名" for grade, number in facts.counts)
    blocks: list[Block] = [
        Title(title),
        Meta((("评议日期", facts.held),) if facts.held else (("统计至", facts.day),)),
        Table(HEADERS, rows, (42, 41, 36, 36), "cccc"),
        Paragraph((f"共{len(facts.rows)}名党员{f'：{counted}' if counted else ''}。",)),
        SignOff(facts.branch, facts.day),
    ]
    return Paper(title, facts.branch, facts.day, NAMES[APPRAISAL], tuple(blocks))


def rectification_list(facts: FaultsFacts) -> Paper:
    """整改清单: each fault with its measure, who sees to it, until when, and what became of it."""
    title = f"{facts.branch}{facts.year}年整改清单"
    rows = tuple(
        (
            f"{n}. {row.problem}",
            filled(row.measure),
            filled(row.owner),
            chinese_day(row.due) if row.due else filled(""),
            _done(row),
        )
        for n, row in enumerate(facts.rows, 1)
    )
    done = sum(row.done_on is not None for row in facts.rows)
    blocks: list[Block] = [
        Title(title),
        Table(("问题", "整改措施", "责任人", "完成时限", "完成情况"), rows, (40, 41, 20, 27, 27), "llccl"),
        Paragraph((f"共{len(facts.rows)}项，已完成{done}项。",)),
        SignOff(facts.branch, facts.day),
    ]
    return Paper(title, facts.branch, facts.day, NAMES[RECTIFICATION], tuple(blocks))


def _done(row: FaultFact) -> str:
    when = f"{chinese_day(row.done_on)}完成" if row.done_on else ""
    return "，".join(filter(None, (when, row.result)))
