"""《党支部工作手册》: its cover and those parts that are no papers by themselves."""

from collections.abc import Sequence
from datetime import date

from branchtui.papers.facts.handbook import BranchFacts, HeldFact, ListedFact
from branchtui.papers.names import HANDBOOK, NAMES
from branchtui.papers.phrases import filled, labelled, listed
from branchtui.papers.tree import Blank, Block, Heading, Meta, Paper, Paragraph, Table, Title
from branchtui.rules.blanks import UNFILLED
from branchtui.rules.text.chinese_time import chinese_day

_ABOVE = 6  # empty lines above the title of the cover
_ROSTER = ("序号", "姓名", "性别", "民族", "出生年月", "学历", "党籍", "党小组", "职务")
_ROSTER_WIDTHS = (14, 22, 14, 16, 22, 18, 14, 16, 19)


def cover(branch: str, unit: str, year: int) -> tuple[Block, ...]:
    """封面: the name of the book, the year, and whose it is."""
    return (
        *[Blank()] * _ABOVE,
        Title(NAMES[HANDBOOK]),
        Meta((("", f"{year}年"),)),
        *[Blank()] * _ABOVE,
        Meta((("党支部", branch),)),
        *([Meta((("所在单位", unit),))] if unit.strip() else []),
    )


def overview(facts: BranchFacts) -> Paper:
    """支部概况: what the branch is, its committee and its groups as of the day."""
    title = "支部概况"
    members = sum(count for _, count in facts.standings)
    apart = "、".join(f"{word}{count}名" for word, count in facts.standings if count)
    blocks: list[Block] = [
        Title(title),
        Meta((("截至", facts.day),)),
        labelled("支部名称", f"{facts.name}。"),
        labelled("所在单位", f"{filled(facts.unit)}。"),
        labelled("党员", f"{members}名{f'（{apart}）' if apart else ''}。"),
        labelled("本届选出日期", f"{chinese_day(facts.elected_on) if facts.elected_on else UNFILLED}。"),
        Heading("支部委员会", numbered=True),
    ]
    if facts.committee:
        blocks.append(Table(("职务", "姓名"), facts.committee, (60, 95)))
    else:
        blocks.append(Paragraph((f"支委{UNFILLED}。",)))
    if facts.groups:
        rows = tuple(
            (each.name, filled(each.leader), str(len(each.people)), listed(each.people)) for each in facts.groups
        )
        blocks += [
            Heading("党小组", numbered=True),
            Table(("党小组", "组长", "人数", "成员"), rows, (30, 25, 15, 85), "cccl"),
        ]
    return _paper(title, facts.name, facts.day, blocks)


def roster(branch: str, day: date, rows: Sequence[ListedFact]) -> Paper:
    """党员名册 as of a day."""
    title = "党员名册"
    cells = tuple(
        (
            str(number),
            each.name,
            each.sex,
            each.ethnic,
            each.born,
            each.education,
            each.standing.removesuffix("党员"),
            each.group.removesuffix("党小组"),
            each.offices,
        )
        for number, each in enumerate(rows, 1)
    )
    blocks: list[Block] = [Title(title), Meta((("截至", day),)), Table(_ROSTER, cells, _ROSTER_WIDTHS)]
    return _paper(title, branch, day, blocks)


def summary(branch: str, year: int, day: date, headings: Sequence[str], held: Sequence[HeldFact]) -> Paper:
    """工作总结: its headings to be written under; below the first what was held, counted."""
    title = f"{year}年工作总结"
    blocks: list[Block] = [Title(title)]
    for number, heading in enumerate(headings):
        blocks.append(Heading(heading, numbered=True))
        if number == 0 and held:
            rows = tuple((each.kind, str(each.held)) for each in held)
            blocks.append(Table(("种类", "已召开（次）"), rows, (95, 60), "lc"))
        else:
            blocks.append(Paragraph((UNFILLED,)))
    return _paper(title, branch, day, blocks)


def _paper(title: str, branch: str, day: date, blocks: list[Block]) -> Paper:
    return Paper(title, branch, day, title, tuple(blocks))
