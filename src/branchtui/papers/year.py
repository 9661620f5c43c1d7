"""Papers of a term or a year: study plan, study hours, archive contents."""

from branchtui.papers.facts.year import ArchiveFacts, HoursFacts, PlanFacts
from branchtui.papers.phrases import figure, filled, listed
from branchtui.papers.tree import Block, Meta, Paper, Paragraph, SignOff, Table, Title
from branchtui.rules.blanks import UNFILLED
from branchtui.rules.text.chinese_time import chinese_day


def study_plan(facts: PlanFacts) -> Paper:
    """学习计划: when, what kind, theme, materials and who prepares, line by line."""
    rows = tuple(
        (item.schedule, item.kind, filled(item.theme), listed(item.materials, ""), item.preparer)
        for item in facts.items
    )
    blocks: list[Block] = [
        Title(filled(facts.title)),
        Meta((("", f"{chinese_day(facts.first_day)}至{chinese_day(facts.last_day)}"),)),
        Table(("时间", "形式", "学习主题", "学习材料", "准备人"), rows, (34, 30, 42, 30, 19), "lcllc"),
        SignOff(facts.branch, facts.day),
    ]
    return Paper(facts.title, facts.branch, facts.day, "学习计划", tuple(blocks))


def study_hours(facts: HoursFacts) -> Paper:
    """学时表: hours of each person by kind of study, total and target in 学时 (党员教育管理工作条例, art. 24)."""
    title = f"{facts.branch}{facts.year}年党员学习学时表"
    shared = (155 - 34 - 17 - 14 - 20) / max(1, len(facts.columns))
    rows = tuple(
        (
            f"{n}. {row.name}",
            *(figure(hours) for hours in row.hours),
            figure(row.total),
            figure(row.target),
            "是" if row.total >= row.target else f"差{figure(row.target - row.total)}",
        )
        for n, row in enumerate(facts.rows, 1)
    )
    header = ("姓名", *facts.columns, "合计", "应达", "达标")
    widths = (34.0, *[shared] * len(facts.columns), 17.0, 14.0, 20.0)
    reached = sum(row.total >= row.target for row in facts.rows)
    blocks: list[Block] = [
        Title(title),
        Meta((("统计至", facts.day), ("单位", "学时"))),
        Table(header, rows, widths, "l" + "c" * (len(header) - 1)),
        Paragraph((f"共{len(facts.rows)}人，达到年度学时要求{reached}人。",)),
    ]
    return Paper(title, facts.branch, facts.day, "学时表", tuple(blocks))


def archive_contents(facts: ArchiveFacts) -> Paper:
    """归档目录: every paper of a folder in order, with its day and pages where they are known."""
    title = f"{facts.title.strip()}归档目录" if facts.title.strip() else "归档目录"
    rows = tuple(
        (
            str(n),
            entry.title,
            chinese_day(entry.day) if entry.day else UNFILLED,
            str(entry.pages) if entry.pages else "",
            entry.note,
        )
        for n, entry in enumerate(facts.entries, 1)
    )
    blocks: list[Block] = [
        Title(title),
        Meta((("立卷单位", facts.branch), ("立卷日期", facts.day))),
        Table(("序号", "文件名称", "日期", "页数", "备注"), rows, (14, 68, 38, 15, 20), "clccl"),
        Paragraph((f"共{len(facts.entries)}件。",)),
    ]
    return Paper(title, facts.branch, facts.day, "归档目录", tuple(blocks))
