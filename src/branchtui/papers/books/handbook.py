"""《党支部工作手册》: its cover and those parts that are no papers by themselves."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from branchtui.papers.facts.handbook import BranchFacts, GroupFact, HeldFact, ListedFact
from branchtui.papers.facts.meetings import MeetingFacts
from branchtui.papers.facts.year_end import ResultsFacts
from branchtui.papers.meetings import minutes
from branchtui.papers.names import HANDBOOK, NAMES
from branchtui.papers.phrases import filled, labelled, listed
from branchtui.papers.tree import Blank, Block, Heading, Meta, Paper, Paragraph, Signatures, Table, Title
from branchtui.rules.blanks import UNFILLED
from branchtui.rules.text.chinese_time import chinese_day

_ABOVE = 6  # empty lines above the title of the cover
_ROSTER = ("姓名", "性别", "民族", "出生年月", "学历", "党籍", "党小组", "职务")
_ROSTER_WIDTHS = (22, 18, 12.5, 12.5, 21, 17, 12.5, 17, 22.5)


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
        labelled("支部委员会", f"{listed((f'{office}{name}' for office, name in facts.committee), UNFILLED)}。"),
        *map(_group, facts.groups),
    ]
    return _paper(title, facts.name, facts.day, blocks)


def _group(facts: GroupFact) -> Paragraph:
    people = f"{len(facts.people)}名党员：{listed(facts.people)}"
    return labelled(facts.name, f"组长{filled(facts.leader)}；{people}。")


def roster(branch: str, day: date, rows: Sequence[ListedFact]) -> Paper:
    """党员名册 as of a day."""
    title = "党员名册"
    known = any(each.staff_no for each in rows)
    cells = tuple(
        (
            each.staff_no if known else str(number),
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
    blocks: list[Block] = [
        Title(title),
        Meta((("截至", day),)),
        Table(("工号" if known else "序号", *_ROSTER), cells, _ROSTER_WIDTHS),
        Paragraph((f"共{len(rows)}名。",)),
    ]
    return _paper(title, branch, day, blocks)


def record(facts: MeetingFacts, name: str, part: str = "") -> Paper:
    """The record of a meeting under a heading, `name`, in the place of a title; its own headings are one level lower.

    Above the first of them stands the name of the `part`. Raises BranchError for a meeting not held.
    """
    whole = minutes(facts)
    blocks: list[Block] = [*([Title(part)] if part else []), Heading(name)]
    if facts.late:
        blocks.append(labelled("补记日期", chinese_day(facts.late)))
    for block in whole.blocks:
        if isinstance(block, Heading):
            blocks.append(replace(block, level=block.level + 1))
        elif isinstance(block, Signatures):  # the next record stands below it, so no page holds it alone
            signed = "　　　　　　　　".join(f"{role}（签名）：" for role in block.roles)
            blocks += [Blank(), Paragraph((signed,))]
        elif not isinstance(block, Title | Meta):
            blocks.append(block)
    return replace(whole, blocks=tuple(blocks))


def appraisal(facts: ResultsFacts) -> Paper:
    """民主评议: whose result is which, the results in the order in which they are counted."""
    title = f"{facts.year}年民主评议党员"
    people: dict[str, list[str]] = {grade: [] for grade, _ in facts.counts}
    for row in facts.rows:
        people.setdefault(row.result, []).append(row.name)
    blocks: list[Block] = [Title(title), Meta((("评议日期", facts.held),) if facts.held else (("统计至", facts.day),))]
    for result, names in people.items():
        blocks.append(labelled(f"{filled(result)}{len(names)}名", f"{listed(names)}。"))
    return _paper(title, facts.branch, facts.day, blocks)


def summary(branch: str, year: int, day: date, headings: Sequence[str], held: Sequence[HeldFact]) -> Paper:
    """工作总结: its headings to be written under; below the first what was held, counted."""
    title = f"{year}年工作总结"
    blocks: list[Block] = [Title(title)]
    for number, heading in enumerate(headings):
        blocks.append(Heading(heading, numbered=True))
        if number == 0 and held:
            counted = "、".join(f"{each.kind}{each.held}次" for each in held)
            blocks.append(Paragraph((f"{year}年已召开{counted}。",)))
        else:
            blocks.append(Paragraph((UNFILLED,)))
    return _paper(title, branch, day, blocks)


def _paper(title: str, branch: str, day: date, blocks: list[Block]) -> Paper:
    return Paper(title, branch, day, title, tuple(blocks))
