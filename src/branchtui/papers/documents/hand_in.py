"""Papers of a report on its way out: the sheet of its review, and the slip that goes with what is handed in."""

from branchtui.papers.facts.reports import ApprovalFacts, HandedInFacts, StepFact
from branchtui.papers.names import APPROVAL, HAND_IN, NAMES
from branchtui.papers.phrases import filled
from branchtui.papers.tree import Block, Heading, Paper, Table, Title
from branchtui.rules.blanks import NO_DAY
from branchtui.rules.registers.words import STEPS
from branchtui.rules.text.chinese_time import chinese_day


def approval_sheet(facts: ApprovalFacts) -> Paper:
    """新闻稿审批表: what is to be read, and for each step an opinion, a place to sign and a day.

    Where nobody told the steps there are the usual ones, to be filled in by hand.
    """
    steps = facts.steps or tuple(StepFact(step) for step in STEPS)
    rows = (
        ("稿件标题", facts.title),
        ("供稿单位", filled(facts.unit)),
        ("撰稿", filled(facts.writers)),
        ("摄影", filled(facts.photographers) if facts.photographers or facts.figures else "无配图"),
        ("投稿媒体", filled(facts.outlet)),
        ("篇幅", f"正文{facts.length}字，配图{facts.figures}张"),
        *((f"{step.step}意见", _opinion(step)) for step in steps),
    )
    blocks: list[Block] = [
        Title(NAMES[APPROVAL]),
        Table(("项目", "内容"), rows, (34, 121), "cl"),
    ]
    return Paper(f"{NAMES[APPROVAL]}：{facts.title}", facts.branch, facts.dated, NAMES[APPROVAL], tuple(blocks))


def _opinion(step: StepFact) -> str:
    signed = f"审核人：{step.name}　签字：" if step.name else "签字："
    return "\n".join((step.opinion.strip() or "　", "", signed, chinese_day(step.day) if step.day else NO_DAY))


def hand_in_slip(facts: HandedInFacts) -> Paper:
    """投稿单: what is handed in where, whom to ask about it, and the captions with their files."""
    rows = (
        ("稿件标题", facts.title),
        ("投稿媒体", filled(facts.outlet)),
        ("投到", filled(facts.send_to)),
        ("供稿单位", filled(facts.unit)),
        ("联系人", filled(facts.contact)),
        ("联系电话", filled(facts.phone)),
        ("篇幅", f"正文{facts.length}字，配图{len(facts.figures)}张"),
        ("投稿日期", chinese_day(facts.day) if facts.day else NO_DAY),
    )
    blocks: list[Block] = [Title(NAMES[HAND_IN]), Table(("项目", "内容"), rows, (34, 121), "cl")]
    if facts.figures:
        listed = tuple((str(each.number), filled(each.file), filled(each.caption)) for each in facts.figures)
        blocks += [Heading("图注"), Table(("图号", "文件", "图注"), listed, (16, 70, 69), "cll")]
    return Paper(f"{NAMES[HAND_IN]}：{facts.title}", facts.branch, facts.day, NAMES[HAND_IN], tuple(blocks))
