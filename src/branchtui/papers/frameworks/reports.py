"""The reports of an acceptance folder: headings, facts and tables; what only a person can write says so."""

from collections.abc import Mapping, Sequence

from branchtui.papers.facts.frameworks import FrameworkFacts, TaskFact
from branchtui.papers.frameworks.lists import called, rate
from branchtui.papers.phrases import days, filled
from branchtui.papers.tree import Block, Heading, Paper, Paragraph, SignOff, Table, Title, paragraphs
from branchtui.rules.blanks import UNWRITTEN

SUMMARY, RESULTS, CASE, MIDTERM = "工作总结报告", "成果汇编", "工作案例", "中期进展报告"
FACTS, ACCOUNTS, TABLE, REACHED, DONE, FAULTS, UNDONE = (
    *("facts", "accounts", "table", "results"),
    *("done", "faults", "undone"),
)
PARTS = (FACTS, ACCOUNTS, TABLE, REACHED, DONE, FAULTS, UNDONE, "")
"""What the program puts below a heading: the facts of the cycle, what each point tells, the tasks, what was reached, what was
done for each head, what is to be put right, what is to be done; below others （待写）."""


def report(title: str, headings: Sequence[Mapping[str, str]], facts: FrameworkFacts) -> Paper:
    """One of them: below each heading the part that the program has, or （待写）."""
    blocks: list[Block] = [Title(f"{facts.branch}\n{facts.name}{title}")]
    for each in headings:
        blocks.append(Heading(each["title"], numbered=True))
        blocks += _part(each.get("part", ""), facts)
    blocks.append(SignOff(facts.branch, facts.day))
    return Paper(f"{facts.name}{title}", facts.branch, facts.day, title, tuple(blocks), "fine")


def _part(part: str, facts: FrameworkFacts) -> list[Block]:
    if part == FACTS:
        return _facts(facts)
    if part == ACCOUNTS:
        return _accounts(facts.tasks)
    if part == TABLE:
        rows = tuple((called(task), rate(task).replace("\n", "，"), task.materials) for task in facts.tasks)
        return [Table(("任务", "完成率", "佐证编号"), rows, (70, 30, 55), "lcl")]
    if part == DONE:
        return _done(facts.tasks)
    if part == FAULTS:
        return _faults(facts)
    if part == UNDONE:
        header = ("任务", "责任人", "时限")
        return [*_rows(header, facts.undone, (85, 30, 40), "lcc"), *paragraphs(UNWRITTEN)]
    return _reached(facts) if part == REACHED else [*paragraphs(UNWRITTEN)]


def _done(tasks: Sequence[TaskFact]) -> list[Block]:
    """成绩清单: of each point what was counted, what somebody wrote of it, and its materials."""
    blocks: list[Block] = []
    for task in tasks:
        blocks.append(Heading(task.title, min(task.depth + 2, 3), numbered=True))
        blocks += paragraphs(f"{task.counted}。") if task.counted else []
        blocks += paragraphs(f"不适用：{task.reason}" if task.reason else task.account or UNWRITTEN)
        blocks += [Paragraph((f"（佐证：{task.materials}）",))] if task.materials else []
    return blocks


def _faults(facts: FrameworkFacts) -> list[Block]:
    """问题清单: what is missing for the framework and what is to be put right; the causes are a person's to write."""
    lacking = tuple((f"{lack.number} {lack.say}", lack.words) for lack in facts.lacks)
    header = ("问题", "整改措施", "责任人", "时限", "结果")
    listed = (
        ("整改情况", _rows(header, facts.faults, (45, 45, 18, 25, 22), "llccc")),
        ("对照要求的缺项", _rows(("要求", "缺什么"), lacking, (60, 95), "ll")),
        ("原因分析", paragraphs(UNWRITTEN)),
    )
    return [block for title, blocks in listed if blocks for block in (Heading(title, 2, numbered=True), *blocks)]


def _rows(
    header: tuple[str, ...], rows: tuple[tuple[str, ...], ...], widths: tuple[float, ...], align: str
) -> list[Block]:
    return [Table(header, rows, widths, align)] if rows else []


def _facts(facts: FrameworkFacts) -> list[Block]:
    rows = (
        ("支部名称", facts.branch),
        ("项目级别", filled(facts.level)),
        ("主办单位", filled(facts.organiser)),
        ("文件依据", filled(facts.basis)),
        ("建设周期", days(facts.first, facts.last)),
        *facts.figures,
    )
    return [Table(("项目", "内容"), rows, (40, 115), "cl")]


def _accounts(tasks: Sequence[TaskFact]) -> list[Block]:
    blocks: list[Block] = []
    for place, task in enumerate(tasks):
        leaf = place + 1 == len(tasks) or tasks[place + 1].depth <= task.depth
        if task.depth == 0:
            blocks.append(Heading(task.title, 2, numbered=True))
        elif leaf:
            blocks.append(Heading(task.title, 3, numbered=True))
        if leaf:
            blocks += paragraphs(f"不适用：{task.reason}" if task.reason else task.account or UNWRITTEN)
            blocks += [Paragraph((f"（佐证：{task.materials}）",))] if task.materials else []
    return blocks


def _reached(facts: FrameworkFacts) -> list[Block]:
    found = facts.results
    listed = (
        ("荣誉和成果", ("名称", "获得者", "日期", "级别", "等次", "授予单位"), found.honours, (40, 35, 24, 15, 15, 26)),
        ("刊发", ("标题", "日期", "媒体", "级别"), found.published, (71, 26, 38, 20)),
        ("培训、项目和论文", ("名称", "姓名", "类别", "日期", "主办单位"), found.growth, (55, 20, 18, 26, 36)),
    )
    blocks: list[Block] = []
    for title, header, rows, widths in listed:
        if rows:
            align = "l" + "c" * (len(header) - 1)
            blocks += [Heading(f"{title}（{len(rows)}项）", 2, numbered=True), Table(header, rows, widths, align)]
    return blocks or [*paragraphs(UNWRITTEN)]
