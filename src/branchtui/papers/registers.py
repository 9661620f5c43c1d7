"""Papers of the registers: the cohort table of helpers."""

from branchtui.papers.facts.registers import CohortFacts
from branchtui.papers.phrases import filled
from branchtui.papers.tree import Block, Heading, Meta, Paper, SignOff, Table, Title
from branchtui.rules.text.chinese_time import chinese_day

_NO_LEVEL = "未分级"


def cohort_table(facts: CohortFacts) -> Paper:
    """身边人届别表: how many of each cohort and kind, their outcomes by level, then the outcomes one by one."""
    title = "身边人培养情况届别表"
    rows = tuple(
        (
            filled(row.cohort),
            filled(row.kind),
            str(row.people),
            "、".join(f"{level or _NO_LEVEL}{number}项" for level, number in row.outcomes),
        )
        for row in facts.rows
    )
    people = sum(row.people for row in facts.rows)
    reached = sum(number for row in facts.rows for _, number in row.outcomes)
    whole = ("合计", "", str(people), f"{reached}项")
    blocks: list[Block] = [
        Title(title),
        Meta((("统计至", facts.day),)),
        Table(("届别", "类别", "人数", "成果"), (*rows, whole), (30, 40, 20, 65), "cccl"),
    ]
    if facts.outcomes:
        listed = tuple(
            (each.cohort, each.name, each.title, each.level, chinese_day(each.day) if each.day else "")
            for each in facts.outcomes
        )
        blocks += [
            Heading("成果明细"),
            Table(("届别", "姓名", "成果", "级别", "日期"), listed, (20, 22, 48, 20, 45), "cclcc"),
        ]
    blocks.append(SignOff(facts.branch, facts.day))
    return Paper(title, facts.branch, facts.day, "届别表", tuple(blocks))
